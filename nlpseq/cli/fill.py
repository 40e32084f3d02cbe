"""``nlpseq fill``: a word for the blank of a text."""

import argparse
from pathlib import Path

from nlpseq.cli.arguments import Parser, positive_int
from nlpseq.cli.repl import newest_run
from nlpseq.cli.streams import write_lines

EXAMPLES = """examples:
  nlpseq fill "the ___ sleeps in the garden ."                          the newest run under runs/
  nlpseq fill runs/language_model "He said, ___ was a great President." --top 10

Each line is a probability, the share among all words that were proposed, a tab, and the text.
"""


def main(argv: list[str]) -> int:
    """Fill the blank of a text; the likeliest first."""
    arguments = _parser().parse_args(argv)
    from nlpseq.bundle import read_bundle

    # before torch: what is wrong with it shows at once
    bundle = read_bundle(arguments.bundle or newest_run(Path("runs")))
    from nlpseq.inference.language import fill
    from nlpseq.inference.pipeline import Pipeline

    fillings = fill(Pipeline(bundle), arguments.text, num_best=arguments.top)
    write_lines(f"{filling.prob:.6f}\t{filling.text}" for filling in fillings)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq fill",
        "Fill the blank ___ of a text with the words that make the whole text likeliest.",
        EXAMPLES,
    )
    parser.add_argument(
        "bundle", metavar="BUNDLE", nargs="?", help="a bundle or run; default: the newest run"
    )
    parser.add_argument("text", metavar="TEXT", help="a text with one ___")
    parser.add_argument(
        "--top", type=positive_int, default=5, metavar="K", help="words; default: %(default)s"
    )
    return parser
