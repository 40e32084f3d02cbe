"""Tables of phrases that the user knows something about: found in sentences, read from files.

A phrase in small letters is found in any case, another one only as it is written. From the left,
the longest phrase that begins at a word is taken; phrases do not overlap.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from nlpseq.data.files import read_lines

Phrase = tuple[str, ...]
EntryT = TypeVar("EntryT")


def find_phrases(
    words: Sequence[str], entries: Mapping[Phrase, EntryT]
) -> list[tuple[int, int, EntryT]]:
    """The phrases in a sentence, from left to right: first word, word behind the last, entry."""
    longest = max(map(len, entries), default=0)
    found: list[tuple[int, int, EntryT]] = []
    position = 0
    while position < len(words):
        length, entry = _longest(words[position : position + longest], entries)
        if entry is not None:
            found.append((position, position + length, entry))
        position += length
    return found


def phrase_rows(path: str | Path) -> Iterator[tuple[int, list[str]]]:
    """The columns of each line between tabs, with its number; blank lines and # are skipped.

    Raises:
        InputError: the file cannot be read.
    """
    for number, line in read_lines(path):
        if line.strip() and not line.startswith("#"):
            yield number, [column.strip() for column in line.split("\t")]


def _longest(words: Sequence[str], entries: Mapping[Phrase, EntryT]) -> tuple[int, EntryT | None]:
    """The longest phrase that words begin with, as written before in small letters; 1, None."""
    lowered = [word.lower() for word in words]
    for length in range(len(words), 0, -1):
        for form in (words, lowered):
            entry = entries.get(tuple(form[:length]))
            if entry is not None:
                return length, entry
    return 1, None
