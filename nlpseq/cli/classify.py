"""``nlpseq classify``: a filter."""

import argparse

from nlpseq.cli.arguments import Parser, positive_int
from nlpseq.cli.streams import input_lines, write_lines

EXAMPLES = """examples:
  echo 'what time is it?' | nlpseq classify runs/clinc150
  nlpseq classify runs/clinc150 --top 3 < in.txt > out.tsv
  nlpseq classify runs/clinc150 --format jsonl < in.txt > out.jsonl

formats:
  tsv      the label and its probability with a tab between; with --top more pairs of them
  jsonl    {"text": ..., "label": ..., "prob": ..., "ranking": [{"label", "prob"}]}
"""


def main(argv: list[str]) -> int:
    """Label standard input line by line."""
    arguments = _parser().parse_args(argv)
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)  # before torch: what is wrong with it shows at once
    from nlpseq.inference.corpus import classify_lines
    from nlpseq.inference.pipeline import Pipeline

    as_json = arguments.format == "jsonl"
    write_lines(
        classify_lines(Pipeline(bundle), input_lines(), num_best=arguments.top, as_json=as_json)
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq classify",
        "Tell the label of standard input, one line out for each in.",
        EXAMPLES,
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument(
        "--top",
        type=positive_int,
        default=1,
        metavar="K",
        help="labels told of each line, the answer first; default: %(default)s",
    )
    parser.add_argument(
        "--format", choices=["tsv", "jsonl"], default="tsv", help="default: %(default)s"
    )
    return parser
