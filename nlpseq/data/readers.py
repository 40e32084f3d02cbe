"""Readers: the files of a split -> its examples, every fault named by file and line.

Text is handed on as it stands: no blank is stripped, and no line left out but the comments and
document lines of CoNLL files.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from nlpseq.config import CorpusSpec
from nlpseq.data.conll import DEFAULT_COLUMNS, needed_width, read_conll
from nlpseq.data.examples import Example, Pair
from nlpseq.data.files import read_lines
from nlpseq.errors import InputError
from nlpseq.registry import Registry

__all__ = ["READERS", "Reader", "read_conll", "read_lines", "read_parallel", "read_tsv"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read a split.

    Args:
        task: task of the examples.
        read: files of a split, its corpus, and may a side be blank -> examples.
    """

    task: str
    read: Callable[[Sequence[Path], CorpusSpec, bool], Iterator[Example]]


READERS: Registry[Reader] = Registry("reader")


def read_parallel(
    source_file: str | Path, target_file: str | Path, *, allow_blank: bool = False
) -> Iterator[Pair]:
    """Pairs of the lines of two files.

    Args:
        source_file: sentences, one a line.
        target_file: their translations.
        allow_blank: may a side be blank? In a test set it may; in training it teaches silence.

    Raises:
        InputError: the files differ in their number of lines, or a side is blank.
    """
    files = (source_file, target_file)
    counts = [0, 0]
    blanks: list[_Place] = []
    for source, target in zip_longest(read_lines(source_file), read_lines(target_file)):
        counts = [counts[0] + (source is not None), counts[1] + (target is not None)]
        if source is not None and target is not None:
            pair = Pair(source[1], target[1])
            blanks += _blank_sides(pair, files, source[0])
            yield pair
    if counts[0] != counts[1]:
        raise InputError(
            "unequal line counts",
            file=source_file,
            found=f"{counts[0]} lines, and {counts[1]} in {target_file}",
            expected="one translation for each line",
            mend=f"line {min(counts) + 1} is the first without a partner, "
            "but the fault may lie before it",
        )
    if blanks and not allow_blank:
        raise _blank_error(blanks, "delete the line from both files")


def read_tsv(
    file: str | Path, columns: Sequence[int] = (0, 1), *, allow_blank: bool = False
) -> Iterator[Pair]:
    """Pairs of two columns of a tab-separated file without quoting.

    Args:
        file: the file.
        columns: source and target column, from 0; -1 = the last.
        allow_blank: may a side be blank? As for ``read_parallel``.

    Raises:
        InputError: a line has not the first line's number of columns, the columns asked for do not
            exist, or a side is blank.
    """
    source_column, target_column = columns
    blanks: list[_Place] = []
    width = 0
    for number, line in read_lines(file):
        cells = line.split("\t")
        width = width or max(len(cells), needed_width(*columns))
        if len(cells) != width:
            raise InputError(
                "wrong number of columns",
                file=file,
                line=number,
                found=str(len(cells)),
                expected=f"{width}, separated by tabs",
                mend="put a sentence and its translation in one line, with one tab between them",
            )
        pair = Pair(cells[source_column], cells[target_column])
        blanks += _blank_sides(pair, (file, file), number)
        yield pair
    if blanks and not allow_blank:
        raise _blank_error(blanks, "delete the line")


_Place = tuple[str | Path, int]
"""A file and the number of a line in it."""


def _blank_sides(pair: Pair, files: tuple[str | Path, str | Path], line: int) -> list[_Place]:
    sides = zip((pair.source, pair.target), files, strict=True)
    return [(file, line) for text, file in sides if not text or text.isspace()]


def _blank_error(blanks: list[_Place], mend: str) -> InputError:
    file, line = blanks[0]
    count = f" (the first of {len(blanks)} blank sides)" if len(blanks) > 1 else ""
    return InputError(
        "blank sentence in training data",
        file=file,
        line=line,
        found=f"no text{count}",
        expected="a sentence on both sides",
        mend=mend,
    )


def _read_parallel_split(
    files: Sequence[Path], _spec: CorpusSpec, allow_blank: bool
) -> Iterator[Example]:
    if len(files) != 2:
        raise InputError(
            "wrong number of files for the reader parallel",
            found=", ".join(map(str, files)),
            expected="two: source and target",
        )
    yield from read_parallel(files[0], files[1], allow_blank=allow_blank)


def _read_tsv_split(
    files: Sequence[Path], spec: CorpusSpec, allow_blank: bool
) -> Iterator[Example]:
    columns = _two_columns(spec, (0, 1), "two columns: source and target")
    for file in files:
        yield from read_tsv(file, columns, allow_blank=allow_blank)


def _read_conll_split(
    files: Sequence[Path], spec: CorpusSpec, _allow_blank: bool
) -> Iterator[Example]:
    columns = _two_columns(spec, DEFAULT_COLUMNS, "two columns: word and tag")
    for file in files:
        yield from read_conll(file, columns, spec.scheme)


def _two_columns(spec: CorpusSpec, default: tuple[int, int], expected: str) -> tuple[int, int]:
    if not spec.columns:
        return default
    if len(spec.columns) != 2:
        raise InputError("setting data.columns", found=str(spec.columns), expected=expected)
    return spec.columns[0], spec.columns[1]


READERS.register("parallel")(Reader("translation", _read_parallel_split))
READERS.register("tsv")(Reader("translation", _read_tsv_split))
READERS.register("conll")(Reader("tagging", _read_conll_split))
