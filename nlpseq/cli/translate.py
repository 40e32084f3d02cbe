"""``nlpseq translate``: a filter."""

import argparse

from nlpseq.cli.arguments import Parser, positive_int
from nlpseq.cli.streams import input_lines, write_lines

EXAMPLES = """examples:
  nlpseq translate runs/demo < in.txt > out.txt
  echo 'Where is the station?' | nlpseq translate runs/demo
  nlpseq translate runs/demo --n-best 5 < in.txt > out.jsonl
"""


def main(argv: list[str]) -> int:
    """Translate standard input line by line."""
    arguments = _parser().parse_args(argv)
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)  # before torch: what is wrong with it shows at once
    from nlpseq.inference.corpus import translate_lines
    from nlpseq.inference.pipeline import Pipeline

    pipeline = Pipeline(bundle)
    as_json = arguments.n_best > 1 or arguments.format == "jsonl"
    write_lines(
        translate_lines(
            pipeline,
            input_lines(),
            beam_size=arguments.beam,
            num_best=arguments.n_best,
            as_json=as_json,
        )
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq translate",
        "Translate standard input: one line out for each line in, in order.",
        EXAMPLES,
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument(
        "--beam", type=positive_int, help="hypotheses kept (default: the bundle's); 1 = greedy"
    )
    parser.add_argument(
        "--n-best",
        type=positive_int,
        default=1,
        metavar="N",
        help="the N best translations of each line, as JSONL",
    )
    parser.add_argument(
        "--format", choices=["text", "jsonl"], default="text", help="default: %(default)s"
    )
    return parser
