"""Readers: files -> examples, every fault named by file and line.

A reader is a function registered under its name. Text is handed on as it stands: no blank is
stripped, no line left out but those that are no data (comments and document lines of CoNLL files).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from nlpseq.config import CorpusSpec
from nlpseq.data.conll import read_conll
from nlpseq.data.examples import Example, Pair
from nlpseq.data.files import read_lines
from nlpseq.errors import InputError
from nlpseq.registry import Registry

DEFAULT_TSV_COLUMNS = (0, 1)


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read a split.

    Args:
        task: task of the examples.
        read: files of a split, the corpus, and whether blank sides may stand -> examples.
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
        allow_blank: may a side be blank? In a test set it may, in training it teaches silence.

    Raises:
        InputError: the files differ in their number of lines, or a side is blank.
    """
    source_count = target_count = 0
    blanks = _Blanks(allow_blank)
    for source, target in zip_longest(read_lines(source_file), read_lines(target_file)):
        if source is None or target is None:
            source_count += source is not None
            target_count += target is not None
            continue
        source_count, target_count = source[0], target[0]
        blanks.look(source[1], source_file, source[0])
        blanks.look(target[1], target_file, target[0])
        yield Pair(source[1], target[1])
    if source_count != target_count:
        raise InputError(
            "unequal line counts",
            file=f"{source_file}, {target_file}",
            found=f"{source_count} and {target_count} lines",
            expected="one translation for each line",
            mend=f"the first line without a partner is {min(source_count, target_count) + 1}",
        )
    blanks.refuse("data.train files: delete the line from both")


def read_tsv(
    file: str | Path,
    columns: Sequence[int] = DEFAULT_TSV_COLUMNS,
    *,
    allow_blank: bool = False,
) -> Iterator[Pair]:
    """Pairs of two columns of a tab-separated file without quoting.

    Args:
        file: the file.
        columns: source and target column, from 0; -1 = the last.
        allow_blank: may a side be blank?

    Raises:
        InputError: a line has not the first line's number of columns, the columns asked for do not
            exist, or a side is blank.
    """
    source_column, target_column = columns_of(columns, "tsv: source and target column")
    blanks = _Blanks(allow_blank)
    width = 0
    for number, line in read_lines(file):
        cells = line.split("\t")
        width = width or max(len(cells), needed_columns(columns))
        if len(cells) != width:
            raise InputError(
                "wrong number of columns",
                file=file,
                line=number,
                found=str(len(cells)),
                expected=f"{width}, separated by tabs",
                mend="each sentence and its translation stand in one line, with one tab between",
            )
        pair = Pair(cells[source_column], cells[target_column])
        blanks.look(pair.source, file, number)
        blanks.look(pair.target, file, number)
        yield pair
    blanks.refuse("delete the line")


class _Blanks:
    """Counts blank sides, so that the message can say how many there are and where the first is."""

    def __init__(self, allowed: bool) -> None:
        self._allowed = allowed
        self._count = 0
        self._first: tuple[str | Path, int] | None = None

    def look(self, text: str, file: str | Path, line: int) -> None:
        if not text.strip():
            self._count += 1
            self._first = self._first or (file, line)

    def refuse(self, mend: str) -> None:
        if self._first is None or self._allowed:
            return
        file, line = self._first
        others = f", and {self._count - 1} more in these files" if self._count > 1 else ""
        raise InputError(
            "blank sentence in training data",
            file=file,
            line=line,
            found=f"no text{others}",
            expected="a sentence on both sides",
            mend=mend,
        )


def columns_of(columns: Sequence[int], meaning: str) -> tuple[int, int]:
    """The two columns asked for.

    Raises:
        InputError: there are not two of them.
    """
    if len(columns) != 2:
        raise InputError("setting data.columns", found=str(list(columns)), expected=meaning)
    return columns[0], columns[1]
