"""``nlpseq backtranslate``: text in the target language becomes pairs to learn from."""

import argparse
from collections import Counter
from dataclasses import replace

from nlpseq.cli.arguments import Parser
from nlpseq.cli.progress import counting
from nlpseq.cli.synthetic import add_options, lines_of, true_pairs, write
from nlpseq.errors import InputError

EXAMPLES = """examples:
  nlpseq train data=multi30k data.source_language=de data.target_language=en name=de_en
  nlpseq backtranslate runs/de_en --text more.de --data multi30k_en_de --out augmented

BUNDLE translates the other way round. DIR/train.* holds the true pairs, if any are named, and for
each line of the text its translation, a tag before it, with the line itself. With more text than
true pairs, --repeat them.
"""


def main(argv: list[str]) -> int:
    """Translate text into the source language and write the pairs."""
    arguments = _parser().parse_args(argv)
    if arguments.sample and arguments.beam:
        raise InputError("--beam is for search: it goes without --sample")
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)
    from nlpseq.inference.pipeline import Pipeline
    from nlpseq.inference.runtime.choice import BULK
    from nlpseq.inference.synthetic import back_translated

    decoding = replace(bundle.decoding, sample=arguments.sample)
    pipeline = Pipeline(replace(bundle, decoding=decoding), BULK)
    target, source = bundle.languages[pipeline.translator.name]
    pairs = true_pairs(arguments, (source, target))
    left_out: Counter[str] = Counter()
    with counting("sentences", lambda: sum(1 for _ in lines_of(arguments.text))) as tick:
        texts = lines_of(arguments.text)
        made = back_translated(pipeline, texts, arguments.beam, left_out, tick, arguments.tag)
        told = write(arguments, (source, target), pairs, made, left_out)
    print(told)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq backtranslate",
        "Write a corpus of text in the target language with translations of it as sources.",
        EXAMPLES,
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="translates from the target language")
    parser.add_argument(
        "--text", nargs="+", required=True, metavar="FILE", help="a sentence a line; also .gz, .xz"
    )
    add_options(parser)
    parser.add_argument(
        "--tag", default="<BT>", metavar="T", help="what a made source begins with (default: <BT>)"
    )
    parser.add_argument("--sample", action="store_true", help="draw the translations")
    return parser
