"""What ``distill`` and ``backtranslate`` share: true pairs, the corpus that is written, the end."""

import argparse
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from nlpseq.cli.arguments import Parser, positive_int
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.config import CorpusSpec
    from nlpseq.data.examples import Pair


def add_options(parser: Parser) -> None:
    """The options of both commands."""
    add_corpus(parser, "true pairs")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder of the new corpus")
    parser.add_argument(
        "--beam", type=positive_int, metavar="N", help="hypotheses kept (default: the bundle's)"
    )
    parser.add_argument(
        "--repeat",
        type=positive_int,
        default=1,
        metavar="N",
        help="times that a true pair is written, so that many made ones do not drown it "
        "(default: 1)",
    )


def add_corpus(parser: Parser, what: str) -> None:
    """The options that name a corpus of translations.

    Args:
        parser: of the command.
        what: the corpus is for.
    """
    corpus = parser.add_mutually_exclusive_group()
    corpus.add_argument("--data", default="", metavar="NAME", help=f"{what}: a named corpus")
    corpus.add_argument(
        "--train", nargs="+", metavar="FILE", default=[], help=f"{what}: two files, or a .tsv"
    )


def lines_of(files: list[str]) -> "Iterator[str]":
    """The sentences of text files, one a line."""
    from nlpseq.data.files import read_lines

    for file in files:
        for _, line in read_lines(file):
            yield line


def true_pairs(arguments: argparse.Namespace, languages: tuple[str, str]) -> "Iterable[Pair]":
    """The pairs of the corpus that the options name; none where they name none.

    Args:
        arguments: of the command line.
        languages: of source and target, as the new corpus has them.

    Raises:
        InputError: the corpus cannot be read, holds no pairs, or is of other languages.
    """
    from nlpseq.config import CorpusSpec
    from nlpseq.data.corpora import infer

    if arguments.data:
        from nlpseq.cli.registered import parts_of, registered

        spec = infer(parts_of(registered(arguments.data))[0])
    elif arguments.train:
        spec = infer(CorpusSpec(train=arguments.train))
    else:
        return ()
    name = arguments.data or arguments.train[0]
    if spec.task != "translation":
        raise InputError(f"{name} is no corpus of translations", found=f"one of {spec.task}")
    found = (spec.source_language, spec.target_language)
    if all(found) and all(languages) and found != languages:
        raise InputError(
            f"{name} is in other languages",
            found=" to ".join(found),
            expected=" to ".join(languages),
        )
    return _Pairs(spec)


def write(
    arguments: argparse.Namespace,
    languages: tuple[str, str],
    true: "Iterable[Pair]",
    made: "Iterable[Pair]",
    left_out: Counter[str],
) -> str:
    """Write true pairs and those that were made.

    Args:
        arguments: of the command line: the folder, and how often a true pair stands in it.
        languages: of source and target.
        true: pairs that can be read anew.
        made: pairs that were made.
        left_out: what was not to be learnt from, by its kind.

    Returns:
        how many they are, and how to train on them.
    """
    from nlpseq.inference.synthetic import write_pairs

    counts: Counter[str] = Counter()
    repeated = chain.from_iterable(repeat(true, arguments.repeat))
    pairs = chain(_counted(repeated, "true", counts), _counted(made, "made", counts))
    files = write_pairs(Path(arguments.out), languages, pairs)
    told = ", ".join(f"{number:,} {kind}" for kind, number in sorted(left_out.items()))
    setting = f"data.train=[{','.join(str(file.absolute()) for file in files)}]"
    return (
        f"{' and '.join(map(str, files))}: {counts['true']:,} true pairs, {counts['made']:,} made, "
        f"{left_out.total():,} left out" + (f" ({told})" if told else "") + "\n"
        f"train on them with: nlpseq train {shlex.quote(setting)} name=NAME"
    )


class _Pairs:
    """The training pairs of a corpus, read anew each time."""

    def __init__(self, spec: "CorpusSpec") -> None:
        self._spec = spec

    def __iter__(self) -> "Iterator[Pair]":
        from nlpseq.data.corpora import iterate_split

        return cast("Iterator[Pair]", iterate_split(self._spec, "train"))


def _counted(pairs: "Iterable[Pair]", kind: str, counts: Counter[str]) -> "Iterator[Pair]":
    for pair in pairs:
        counts[kind] += 1
        yield pair
