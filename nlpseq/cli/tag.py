"""``nlpseq tag``: a filter."""

import argparse
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import Parser, add_runtime, add_workers, positive_int, runtime_of
from nlpseq.cli.streams import input_lines, write_lines
from nlpseq.cli.workers import run, use_one_thread
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.cli.workers import Filter
    from nlpseq.inference.pipeline import Pipeline
    from nlpseq.inference.tagged import TagOptions

EXAMPLES = """examples:
  echo 'Teddy was a great President.' | nlpseq tag runs/demo
  nlpseq tag runs/demo --format jsonl < in.txt > out.jsonl
  nlpseq tag runs/conll2003 --format conll < in.conll > out.conll
  nlpseq tag runs/conll2003 --precision 0.95 < in.txt
  nlpseq tag runs/conll2003 --n-best 3 --format jsonl < in.txt
  nlpseq tag runs/conll2003 --lexicon names.tsv < in.txt

formats:
  inline   the text with its entities in brackets: [Angela Merkel|PER] spoke.
  jsonl    {"text": ..., "entities": [{"start", "end", "label", "text", "prob"}]}, with --n-best
           also "alternatives": [{"prob", "entities": [{"start", "end", "label", "text"}]}]
  conll    reads columns (token first) and writes them back with the tag as last column

lexicon, a line for each phrase, with tabs between:
  Acme Corp    ORG                the phrase is an entity of this type wherever it stands
  may          PER    soft    2   its tags score 2 more than the model says
A phrase in small letters is found in any case, another one only as it is written. The longest
phrase that begins at a word is taken.
"""


LARGE_FILE = 1 << 20
"""Bytes of input from which the start of torch pays: tagging is faster than translating."""


def main(argv: list[str]) -> int:
    """Tag standard input line by line."""
    arguments = _parser().parse_args(argv)
    if arguments.n_best > 1 and arguments.format != "jsonl":
        raise InputError(
            "only JSON lines hold alternatives",
            found=f"--n-best {arguments.n_best} --format {arguments.format}",
            mend="add --format jsonl",
        )
    use_one_thread()
    arguments.runtime = runtime_of(arguments)
    make = partial(make_filter, arguments)
    if arguments.workers > 1:
        make()  # what is wrong with the bundle or the options shows here, in one line
    is_conll = arguments.format == "conll"
    lines = run(make, input_lines(), arguments.workers, Counter(), whole_blocks=is_conll)
    write_lines(lines)
    return 0


def make_filter(arguments: argparse.Namespace) -> "Filter":
    """What tags lines as the command line asks for.

    Raises:
        InputError: the bundle or an option is at fault.
    """
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)  # before torch: what is wrong with it shows at once
    from nlpseq.inference.corpus import tag_conll, tag_lines
    from nlpseq.inference.pipeline import Pipeline

    pipeline = Pipeline(bundle, arguments.runtime)
    options = _options(arguments, pipeline)
    if arguments.format == "conll":
        return lambda lines, _: tag_conll(pipeline, lines, options)
    as_json = arguments.format == "jsonl"
    return lambda lines, _: tag_lines(pipeline, lines, options, as_json=as_json)


def _options(arguments: argparse.Namespace, pipeline: "Pipeline") -> "TagOptions":
    """What the command line asks for, as far as the bundle can do it."""
    from nlpseq.inference.lexicon import read_lexicon
    from nlpseq.inference.tagged import TagOptions

    labels = pipeline.tag_search.decoder.labels
    confidence = arguments.min_confidence
    if arguments.precision is not None:
        confidence = pipeline.confidence(arguments.precision)
    lexicon = None
    if arguments.lexicon is not None:
        lexicon = read_lexicon(arguments.lexicon, labels.types)
    return TagOptions(min_confidence=confidence, num_best=arguments.n_best, lexicon=lexicon)


def _share(text: str) -> float:
    """A number between 0 and 1."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number between 0 and 1")
    return share


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
    confidence = parser.add_mutually_exclusive_group()
    confidence.add_argument(
        "--min-confidence",
        type=_share,
        default=0.0,
        metavar="P",
        help="leave out entities that are less probable; default: %(default)s",
    )
    confidence.add_argument(
        "--precision",
        type=_share,
        metavar="P",
        help="leave out as many as were needed for this precision on the validation split",
    )
    parser.add_argument(
        "--n-best",
        type=positive_int,
        default=1,
        metavar="K",
        help="also tell the K likeliest ways to tag each line; default: %(default)s",
    )
    parser.add_argument(
        "--lexicon", type=Path, metavar="FILE", help="phrases whose type is known, see below"
    )
    add_runtime(parser, LARGE_FILE)
    add_workers(parser)
    return parser
