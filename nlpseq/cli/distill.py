"""``nlpseq distill``: a corpus in the words of a teacher."""

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from nlpseq.cli.arguments import Parser
from nlpseq.cli.progress import counting
from nlpseq.cli.synthetic import add_options, lines_of, true_pairs, write
from nlpseq.errors import InputError

EXAMPLES = """examples:
  nlpseq distill runs/seed1 runs/seed2 runs/seed3 --data multi30k_en_de --out distilled
  nlpseq distill runs/mt --train my.en my.de --out distilled --only
  nlpseq distill runs/mt --train my.en my.de --text more.en --out distilled

The sources stand twice in DIR/train.*: with their own translations and with the teacher's. Lines of
--text, which have no translations, stand there with the teacher's alone.
"""


def main(argv: list[str]) -> int:
    """Translate the sources of a corpus, and text, with one bundle or with several together."""
    arguments = _parser().parse_args(argv)
    if not (arguments.data or arguments.train or arguments.text):
        raise InputError(
            "no corpus to distil", mend="give --data NAME, --train FILE FILE or --text FILE"
        )
    from nlpseq.bundle import read_bundle

    bundles = {name: read_bundle(name) for name in arguments.bundles}
    from nlpseq.inference.ensemble import ensemble
    from nlpseq.inference.runtime.choice import BULK
    from nlpseq.inference.synthetic import distilled

    pipeline = ensemble(bundles, BULK)
    languages = pipeline.bundle.languages[pipeline.translator.name]
    pairs = true_pairs(arguments, languages)
    left_out: Counter[str] = Counter()

    def sources() -> Iterator[str]:
        return chain((pair.source for pair in pairs), lines_of(arguments.text))

    with counting("sentences", lambda: sum(1 for _ in sources())) as tick:
        made = distilled(pipeline, sources(), arguments.beam, left_out, tick)
        told = write(arguments, languages, () if arguments.only else pairs, made, left_out)
    print(told)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq distill",
        "Write a corpus whose translations are those of a teacher: one bundle, or several whose "
        "probabilities are averaged. A student learns them more easily than the true ones.",
        EXAMPLES,
    )
    parser.add_argument("bundles", nargs="+", metavar="BUNDLE", help="the teacher")
    add_options(parser)
    parser.add_argument(
        "--text",
        nargs="+",
        default=[],
        metavar="FILE",
        help="more sources: a sentence a line; also .gz, .xz",
    )
    parser.add_argument("--only", action="store_true", help="without the true pairs")
    return parser
