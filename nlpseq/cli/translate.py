"""``nlpseq translate``: a filter."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import (
    Parser,
    add_runtime,
    add_workers,
    positive_int,
    runtime_of,
    whole_number,
)
from nlpseq.cli.streams import input_lines, write_lines
from nlpseq.cli.workers import run, use_one_thread
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.cli.workers import Filter
    from nlpseq.config import DecodingConfig
    from nlpseq.inference.glossary import Glossary
    from nlpseq.inference.pipeline import Pipeline

EXAMPLES = """examples:
  nlpseq translate runs/demo < in.txt > out.txt
  echo 'Where is the station?' | nlpseq translate runs/demo
  nlpseq translate runs/demo --n-best 5 < in.txt > out.jsonl
  nlpseq translate runs/demo --sample --top-p 0.9 --seed 2 < in.txt
  nlpseq translate runs/demo --prefix 'Wo ist' --no-repeat 3 < in.txt
  echo 'Where is the station?' | nlpseq translate runs/demo --attention station.html
  nlpseq translate runs/demo --glossary terms.tsv < in.txt
  nlpseq translate runs/demo --mbr 16 --sample < in.txt
  nlpseq translate runs/seed1 --ensemble runs/seed2,runs/seed3 < in.txt > out.txt

formats:
  text     the best translation
  jsonl    {"source": ..., "translation": ..., "warning": ..., "alternatives": [{"text", "score",
           "tokens": [{"piece", "log_prob"}], "alignment": [[source word, word], ...]}]}
           words are counted from 0; "warning" is "loop" (the same words in a row three times or
           more), "cut" (no end before the longest length) or null
"""

# Settings of the bundle's decoding that the option of the same name replaces, and those that
# speak of draws alone.
SEARCH = ("no_repeat_ngram", "coverage_penalty", "sample", "mbr_size", "mbr_utility")
DRAWS = ("temperature", "top_k", "top_p", "seed")


def main(argv: list[str]) -> int:
    """Translate standard input line by line."""
    arguments = _parser().parse_args(argv)
    if arguments.workers > 1 and arguments.attention:
        raise InputError("--attention draws one sentence: it goes without --workers")
    use_one_thread()
    arguments.runtime = runtime_of(arguments)
    make = partial(make_filter, arguments)
    if arguments.workers > 1:
        make()  # what is wrong with the bundle or the options shows here, in one line
    warnings: Counter[str] = Counter()
    write_lines(run(make, input_lines(), arguments.workers, warnings))
    _tell(warnings)
    return 0


def make_filter(arguments: argparse.Namespace) -> "Filter":
    """What translates lines as the command line asks for.

    Raises:
        InputError: a bundle or an option is at fault.
    """
    from nlpseq.bundle import read_bundle

    # before torch: what is wrong with them shows at once
    bundles = {name: read_bundle(name) for name in (arguments.bundle, *arguments.ensemble)}
    bundle = bundles[arguments.bundle]
    decoding = _decoding(arguments, bundle.decoding)
    bundles[arguments.bundle] = replace(bundle, decoding=decoding)
    from nlpseq.inference.corpus import translate_lines
    from nlpseq.inference.ensemble import ensemble
    from nlpseq.inference.glossary import read_glossary

    glossary = read_glossary(arguments.glossary) if arguments.glossary else None
    pipeline = ensemble(bundles, arguments.runtime)
    pipeline.is_shortlisted = arguments.shortlist
    if arguments.shortlist:
        _ = pipeline.start  # a fault shows before the first line

    def translate(lines: Iterable[str], warnings: Counter[str]) -> Iterator[str]:
        if arguments.attention:
            lines = _drawing_the_first(pipeline, lines, arguments, glossary)
        return translate_lines(
            pipeline,
            lines,
            beam_size=arguments.beam,
            num_best=arguments.n_best,
            prefix=arguments.prefix,
            glossary=glossary,
            as_json=arguments.n_best > 1 or arguments.format == "jsonl",
            warnings=warnings,
        )

    return translate


def _decoding(arguments: argparse.Namespace, decoding: "DecodingConfig") -> "DecodingConfig":
    """The bundle's decoding with what the command line changes of it.

    Raises:
        InputError: a setting is out of its range, or speaks of draws where nothing is drawn.
    """
    given = {
        name: value for name in (*SEARCH, *DRAWS) if (value := getattr(arguments, name)) is not None
    }
    decoding = replace(decoding, **given)
    if not decoding.sample and any(name in given for name in DRAWS):
        raise InputError("--temperature, --top-k, --top-p and --seed need --sample")
    if decoding.sample and (arguments.glossary or arguments.beam):
        surplus = "--glossary" if arguments.glossary else "--beam"
        raise InputError(f"{surplus} is for search: it goes without --sample")
    if arguments.shortlist and (arguments.prefix or arguments.ensemble):
        raise InputError("--shortlist goes without --prefix and --ensemble")
    if "mbr_utility" in given and not decoding.mbr_size:
        raise InputError("--utility needs --mbr")
    return decoding


def _drawing_the_first(
    pipeline: "Pipeline",
    lines: Iterable[str],
    arguments: argparse.Namespace,
    glossary: "Glossary | None",
) -> Iterator[str]:
    """The lines; before the first is handed on, its attention is drawn.

    Raises:
        InputError: it is blank, there is none, or a PNG is asked for and matplotlib is missing.
    """
    from nlpseq.inference.attention import draw_attention

    lines = iter(lines)
    first = next(lines, None)
    if first is None:
        raise InputError("no attention to show", found="no line", expected="a sentence")
    draw_attention(
        pipeline,
        first,
        arguments.attention,
        beam_size=arguments.beam,
        prefix=arguments.prefix,
        glossary=glossary,
    )
    yield first
    yield from lines


def _picture(name: str) -> Path:
    """A file that a picture can be written to."""
    if Path(name).suffix not in (".html", ".png"):
        raise argparse.ArgumentTypeError(f"{name!r} ends neither in .html nor in .png")
    return Path(name)


def _tell(warnings: Counter[str]) -> None:
    """One line on standard error about translations that are not to be trusted."""
    if not warnings:
        return
    kinds = " and ".join(f"{number} ({kind})" for kind, number in sorted(warnings.items()))
    sys.stdout.flush()
    print(
        f"nlpseq: warning: translations that loop or find no end: {kinds}; "
        "--format jsonl tells which",
        file=sys.stderr,
    )


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
        help="the N best translations of each line, or N draws, as JSONL",
    )
    parser.add_argument(
        "--format", choices=["text", "jsonl"], default="text", help="default: %(default)s"
    )
    parser.add_argument(
        "--attention",
        type=_picture,
        metavar="FILE",
        help="draw what the translation of the first line attended to; .html or .png",
    )
    add_runtime(parser)
    add_workers(parser)
    _add_search(parser.add_argument_group("search"))
    _add_draws(parser.add_argument_group("draws"))
    return parser


def _add_search(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--ensemble",
        type=lambda names: names.split(","),
        default=[],
        metavar="B2,B3",
        help="average the probabilities with those of other bundles of the same tokenizer",
    )
    group.add_argument(
        "--prefix", default="", metavar="TEXT", help="how every translation has to begin"
    )
    group.add_argument(
        "--shortlist",
        action="store_true",
        help="write only pieces of the bundle's shortlist, which is faster, and nearly as good; "
        "'nlpseq export --shortlist' learns one",
    )
    group.add_argument(
        "--glossary",
        metavar="FILE",
        help="phrase, tab, its translation: what has to be said where the phrase stands",
    )
    group.add_argument(
        "--mbr",
        type=whole_number,
        dest="mbr_size",
        metavar="N",
        help="of N draws (--sample) or the N best, the one that is most like all of them",
    )
    group.add_argument(
        "--utility",
        choices=["chrf", "bleu"],
        dest="mbr_utility",
        help="what tells --mbr how alike two translations are (default: chrf)",
    )
    group.add_argument(
        "--no-repeat",
        type=whole_number,
        dest="no_repeat_ngram",
        metavar="N",
        help="write no N pieces in a row twice; 0 = allowed",
    )
    group.add_argument(
        "--coverage",
        type=float,
        dest="coverage_penalty",
        metavar="B",
        help="weight of the penalty on parts of the source that got little attention; 0 = none",
    )


def _add_draws(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--sample",
        action="store_const",
        const=True,
        help="draw each translation; the same seed and line give the same draw",
    )
    group.add_argument(
        "--temperature", type=float, metavar="T", help="below 1 safer, above 1 freer, 0 = greedy"
    )
    group.add_argument(
        "--top-k", type=whole_number, metavar="K", help="draw among the K best pieces; 0 = all"
    )
    group.add_argument(
        "--top-p",
        type=float,
        metavar="P",
        help="draw among the fewest pieces that have probability P",
    )
    group.add_argument("--seed", type=whole_number, metavar="S", help="of the draws")
