"""Encoded examples on disk, mapped into memory: a corpus need not fit into it.

A store is a directory with, for each column, the rows of all examples one behind the other
(``0.values``) and where each ends (``0.ends``), and the size of each example (``sizes``).
"""

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from nlpseq.errors import InputError

Row = tuple[np.ndarray, ...]
"""An example as one array of integers for each column."""

_INDEX = "store.json"
_SIZES = "sizes"


@dataclass(frozen=True, slots=True)
class Packed:
    """Some examples as they are stored.

    Args:
        rows: one for each example; a column has the same type in all of them.
        sizes: padded length of each.
    """

    rows: Sequence[Row]
    sizes: np.ndarray


class Store(Sequence[Row]):
    """The rows of a store, each read from disk when it is asked for.

    Args:
        path: a directory that ``write_store`` has finished.

    Raises:
        InputError: a file of the store is missing or has another length.
    """

    def __init__(self, path: Path) -> None:
        index = json.loads((path / _INDEX).read_text(encoding="utf-8"))
        self._num_rows: int = index["num_rows"]
        self._ends = [
            _mapped(path / f"{column}.ends", np.int64, self._num_rows)
            for column in range(len(index["dtypes"]))
        ]
        self._values = [
            _mapped(path / f"{column}.values", np.dtype(dtype), int(ends[-1]))
            for column, (dtype, ends) in enumerate(zip(index["dtypes"], self._ends, strict=True))
        ]
        self.sizes = _mapped(path / _SIZES, np.int64, self._num_rows)

    def __len__(self) -> int:
        return self._num_rows

    def __getitem__(self, row: int) -> Row:  # type: ignore[override]  # no slices of a store
        return tuple(
            values[int(ends[row - 1]) if row else 0 : int(ends[row])]
            for values, ends in zip(self._values, self._ends, strict=True)
        )


def is_store(path: Path) -> bool:
    """Whether a store was written there to its end."""
    return (path / _INDEX).is_file()


def write_store(path: Path, parts: Iterable[Packed]) -> None:
    """Write a store; under its name it stands whole or not at all.

    Args:
        path: the directory to be; its parent exists.
        parts: the examples in order, a part at a time; one example at least.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    dtypes: list[str] = []
    ends: list[int] = []
    num_rows = 0
    with ExitStack() as files:

        def opened(name: str) -> BinaryIO:
            return files.enter_context((unfinished / name).open("wb"))

        sizes = opened(_SIZES)
        columns: list[tuple[BinaryIO, BinaryIO]] = []
        for part in parts:
            if not columns:
                dtypes = [array.dtype.str for array in part.rows[0]]
                ends = [0] * len(dtypes)
                columns = [(opened(f"{n}.values"), opened(f"{n}.ends")) for n in range(len(dtypes))]
            for column, arrays in enumerate(zip(*part.rows, strict=True)):
                lengths = np.fromiter(map(len, arrays), dtype=np.int64, count=len(arrays))
                columns[column][0].write(np.concatenate(arrays).tobytes())
                columns[column][1].write((ends[column] + lengths.cumsum()).tobytes())
                ends[column] += int(lengths.sum())
            sizes.write(part.sizes.astype(np.int64).tobytes())
            num_rows += len(part.rows)
    index = json.dumps({"num_rows": num_rows, "dtypes": dtypes})
    (unfinished / _INDEX).write_text(index, encoding="utf-8")
    shutil.rmtree(path, ignore_errors=True)
    unfinished.replace(path)


def _mapped(file: Path, dtype: np.dtype | type, length: int) -> np.ndarray:
    expected = length * np.dtype(dtype).itemsize
    found = file.stat().st_size if file.is_file() else 0
    if found != expected:
        raise InputError(
            "damaged store of encoded examples",
            file=file,
            found=f"{found:,} bytes",
            expected=f"{expected:,}",
            mend=f"remove the folder {file.parent} and run the command again",
        )
    if not length:  # nothing cannot be mapped
        return np.zeros(0, dtype)
    # a plain view of the map: slices of np.memmap itself are slow
    return np.asarray(np.memmap(file, dtype=dtype, mode="r", shape=(length,)))
