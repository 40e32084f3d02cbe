"""``nlpseq tag``: a filter."""

import argparse

from nlpseq.cli.arguments import Parser
from nlpseq.cli.streams import input_lines, write_lines

EXAMPLES = """examples:
  echo 'Teddy was a great President.' | nlpseq tag runs/demo
  nlpseq tag runs/demo --format jsonl < in.txt > out.jsonl
  nlpseq tag runs/conll2003 --format conll < in.conll > out.conll

formats:
  inline   the text with its entities in brackets: [Angela Merkel|PER] spoke.
  jsonl    {"text": ..., "entities": [{"start", "end", "label", "text", "prob"}]}
  conll    reads columns (token first) and writes them back with the tag as last column
"""


def main(argv: list[str]) -> int:
    """Tag standard input line by line."""
    arguments = _parser().parse_args(argv)
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)  # before torch: what is wrong with it shows at once
    from nlpseq.inference.corpus import tag_conll, tag_lines
    from nlpseq.inference.pipeline import Pipeline

    pipeline = Pipeline(bundle)
    if arguments.format == "conll":
        write_lines(tag_conll(pipeline, input_lines()))
    else:
        write_lines(tag_lines(pipeline, input_lines(), as_json=arguments.format == "jsonl"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq tag", "Find the entities of standard input, one line out for each in.", EXAMPLES
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument(
        "--format",
        choices=["inline", "jsonl", "conll"],
        default="inline",
        help="default: %(default)s",
    )
    return parser
