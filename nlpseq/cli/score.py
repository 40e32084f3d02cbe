"""``nlpseq score``: a filter."""

import argparse

from nlpseq.cli.arguments import Parser
from nlpseq.cli.streams import input_lines, write_lines

EXAMPLES = """examples:
  echo 'the dog sleeps .' | nlpseq score runs/language_model
  nlpseq score runs/language_model --format jsonl < in.txt > out.jsonl

formats:
  tsv      each word and its surprisal in bits with tabs between, the end of the text (</s>) last
  jsonl    {"text": ..., "bits": ..., "words": [{"word", "bits"}]}
"""


def main(argv: list[str]) -> int:
    """Tell what each word of standard input costs, line by line."""
    arguments = _parser().parse_args(argv)
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)  # before torch: what is wrong with it shows at once
    from nlpseq.inference.corpus import score_lines
    from nlpseq.inference.pipeline import Pipeline

    as_json = arguments.format == "jsonl"
    write_lines(score_lines(Pipeline(bundle), input_lines(), as_json=as_json))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq score",
        "Tell the surprisal of each word of standard input, one line out for each in. Every line "
        "is a text of its own.",
        EXAMPLES,
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument(
        "--format", choices=["tsv", "jsonl"], default="tsv", help="default: %(default)s"
    )
    return parser
