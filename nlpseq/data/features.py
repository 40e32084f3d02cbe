"""What a word looks like, as numbers: hashed norm, prefix, suffix and shape, and its characters.

Nothing is out of vocabulary: every string hashes to a row of a small table, by CRC-32, so that the
same word has the same rows on every machine and in every release.
"""

from functools import lru_cache
from itertools import groupby
from zlib import crc32

FEATURE_ROWS = (5000, 1000, 2500, 2500)
"""Rows of the tables of norm, prefix, suffix and shape (the sizes spaCy settled on)."""

DIRECT_CHARACTERS = 1280
"""Code points below this (Latin, Greek, Cyrillic) have a row each; the rest share hashed rows."""

HASHED_CHARACTERS = 768
NUM_CHARACTERS = DIRECT_CHARACTERS + HASHED_CHARACTERS

MAX_CHARACTERS = 32
"""A longer word shows the character network its first and last half of this many characters."""

_DIGITS = str.maketrans("123456789", "000000000")


def word_shape(word: str) -> str:
    """Casing and digits, runs cut at four: ``Teddy`` -> Xxxxx, ``1996-08`` -> dddd-dd."""
    classes = (
        "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word
    )
    return "".join("".join(list(run)[:4]) for _, run in groupby(classes))


def word_norm(word: str) -> str:
    """Lower case, every digit as 0: ``May-1996`` -> may-0000."""
    return word.lower().translate(_DIGITS)


@lru_cache(maxsize=200_000)
def feature_rows(word: str) -> tuple[int, ...]:
    """Table rows of the word's norm, prefix, suffix and shape."""
    values = (word_norm(word), word[:3], word[-3:], word_shape(word))
    return tuple(
        crc32(value.encode("utf-8", "replace")) % rows
        for value, rows in zip(values, FEATURE_ROWS, strict=True)
    )


@lru_cache(maxsize=200_000)
def character_ids(word: str) -> tuple[int, ...]:
    """Row of each character, from 1; 0 is padding, and all that a word without characters has."""
    if len(word) > MAX_CHARACTERS:
        word = word[: MAX_CHARACTERS // 2] + word[-MAX_CHARACTERS // 2 :]
    return tuple(_character_id(character) for character in word) or (0,)


def _character_id(character: str) -> int:
    code = ord(character)
    if 0 < code < DIRECT_CHARACTERS:
        return code
    return DIRECT_CHARACTERS + crc32(character.encode("utf-8", "replace")) % HASHED_CHARACTERS
