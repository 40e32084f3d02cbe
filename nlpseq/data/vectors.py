"""Vectors of words in a text file, a word a line, as word2vec, GloVe and fastText write them.

A model keeps no words but a 64-bit number of each, so that a batch can be looked up without knowing
which table it will meet: two words share a number once in 10 ** 9 tables of 100,000 words.
Dimensions: V words of the table, D width, U words asked for, K ways to write a word.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from nlpseq.data.features import word_norm
from nlpseq.data.files import read_lines
from nlpseq.errors import InputError


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """Vectors of words.

    Args:
        keys: (V,) numbers of the words, in ascending order.
        vectors: (V, D) of unit deviation.
    """

    keys: np.ndarray
    vectors: np.ndarray


@lru_cache(maxsize=200_000)
def word_keys(word: str) -> tuple[int, int, int]:
    """Numbers of a word as it stands, in lower case, and with its digits as 0: tried in turn."""
    return _key(word), _key(word.lower()), _key(word_norm(word))


def rows_of(keys: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The row (U,) of the first way to write a word (U, K) that the table has; -1 = it has none."""
    places = np.searchsorted(keys, asked).clip(max=len(keys) - 1)
    found = keys[places] == asked
    first = found.argmax(axis=1)[:, None]
    rows: np.ndarray = np.take_along_axis(np.where(found, places, -1), first, axis=1)[:, 0]
    return rows


def read_vectors(file: str | Path) -> VectorTable:
    """Read a text file of vectors, plain, .gz or .xz; a first line of two numbers is a heading.

    Of two lines for a word the first one counts. Vectors are scaled together to unit deviation.

    Raises:
        InputError: the file cannot be read, or a line is not a word and as many numbers as others.
    """
    found: dict[int, np.ndarray] = {}
    width = 0
    for number, line in read_lines(file):
        word, *numbers = line.rstrip().split(" ")
        if number == 1 and len(numbers) == 1:
            continue
        width = width or len(numbers)
        vector = _vector(numbers)
        if vector is None or len(vector) != width or not width:
            raise InputError(
                "not a vector of a word",
                file=file,
                line=number,
                found=repr(line[:40]),
                expected=f"a word and {width or 'some'} numbers, parted by blanks",
            )
        found.setdefault(_key(word), vector)
    if not found:
        raise InputError("no vectors", file=file, expected="a word and its numbers a line")
    keys = np.array(list(found), np.int64)
    order = np.argsort(keys)
    vectors = np.stack(list(found.values()))[order]
    return VectorTable(keys[order], vectors / (vectors.std() or np.float32(1.0)))


def write_vectors(file: Path, words: list[str], vectors: np.ndarray) -> None:
    """Write vectors (V, D) of words in the text format of word2vec."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{len(words)} {vectors.shape[1]}\n")
        for word, vector in zip(words, vectors, strict=True):
            stream.write(f"{word} {' '.join(f'{number:.4g}' for number in vector)}\n")


def _key(word: str) -> int:
    digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _vector(numbers: list[str]) -> np.ndarray | None:
    try:
        vector = np.array(numbers, np.float32)
    except ValueError:
        return None
    return vector if np.isfinite(vector).all() else None
