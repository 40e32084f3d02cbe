"""Columns of text files: which of them are read, and that every line has as many as the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlpseq.config import CorpusSpec
from nlpseq.errors import InputError


@dataclass(slots=True)
class Width:
    """The number of columns of a file, told by its first line.

    Args:
        file: the file.
        columns: those that are read, from 0; -1 = the last.
        mend: what to do about a line of another width.
        separated: what parts the columns, for messages.
    """

    file: str | Path
    columns: Sequence[int]
    mend: str
    separated: str = ""
    width: int = 0

    def check(self, number: int, line: str, cells: Sequence[str]) -> None:
        """Refuse a line with more or fewer columns than the first, or than are read.

        Raises:
            InputError: names the line.
        """
        self.width = self.width or max(len(cells), least_width(self.columns))
        if len(cells) != self.width:
            raise InputError(
                "wrong number of columns",
                file=self.file,
                line=number,
                found=f"{len(cells)} in {line[:40]!r}",
                expected=f"{self.width}{self.separated}",
                mend=self.mend,
            )


def two_columns(spec: CorpusSpec, default: tuple[int, int], expected: str) -> tuple[int, int]:
    """The two columns that a corpus names, or those that are usual.

    Raises:
        InputError: it names another number of columns.
    """
    if not spec.columns:
        return default
    if len(spec.columns) != 2:
        raise InputError("setting data.columns", found=str(spec.columns), expected=expected)
    return spec.columns[0], spec.columns[1]


def least_width(columns: Sequence[int]) -> int:
    """Columns that a line must have for these to exist; two at least, as they differ."""
    return max(2, *(column + 1 if column >= 0 else -column for column in columns))
