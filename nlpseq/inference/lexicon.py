"""Phrases whose type the user knows: ``phrase TAB label``, then perhaps ``hard`` or ``soft``.

A ``hard`` phrase (the default) is an entity of its label wherever it stands, and the tagger finds
the best tags around it. A ``soft`` one adds a weight to the scores of the tags that would make it
one (``soft TAB WEIGHT``; the log of the odds, before any temperature), so that a sentence can still
say otherwise. A phrase in small letters is found in any case, another one only as it is written.
From the left, the longest phrase that begins at a word is taken; phrases do not overlap.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlpseq.data.files import read_lines
from nlpseq.data.labels import Span
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.tasks.entities import TagDecoder

HARD, SOFT = "hard", "soft"
DEFAULT_WEIGHT = 2.0
"""Of a soft phrase without a weight: its odds are e ** 2 = 7 times as good, word for word."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase is.

    Args:
        label: type of the entity.
        weight: added to the scores of its tags; infinity = hard.
    """

    label: str
    weight: float = math.inf


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases, as words, and what they are."""

    entries: Mapping[Phrase, Entry]

    def find(self, words: Sequence[str]) -> list[tuple[Span, Entry]]:
        """The phrases in a sentence, from left to right."""
        longest = max(map(len, self.entries), default=0)
        found: list[tuple[Span, Entry]] = []
        position = 0
        while position < len(words):
            match = self._longest(words[position : position + longest])
            if match is None:
                position += 1
                continue
            end, entry = position + match[0], match[1]
            found.append((Span(position, end, entry.label), entry))
            position = end
        return found

    def bias(self, words: Sequence[str], decoder: TagDecoder) -> np.ndarray | None:
        """What the phrases of a sentence add to the scores (T, C) of its tags; None = nothing."""
        found = self.find(words)
        if not found:
            return None
        bias = np.zeros((len(words), len(decoder.labels)), np.float32)
        for span, entry in found:
            place = np.arange(span.start, span.end), decoder.tag_ids(span)
            if entry.weight < math.inf:
                bias[place] += entry.weight
                continue
            bias[span.start : span.end] = -np.inf
            bias[place] = 0.0
            # where no tag says that an entity ends, what stands behind it must not go on with it
            inside = f"I-{span.label}"
            if span.end < len(words) and inside in decoder.labels.tags:
                bias[span.end, decoder.labels.tags.index(inside)] = -np.inf
        return bias

    def _longest(self, words: Sequence[str]) -> tuple[int, Entry] | None:
        """The longest phrase that words begin with; as written before in small letters."""
        lowered = [word.lower() for word in words]
        for length in range(len(words), 0, -1):
            for form in (words, lowered):
                entry = self.entries.get(tuple(form[:length]))
                if entry is not None:
                    return length, entry
        return None


def read_lexicon(path: str | Path, labels: Sequence[str]) -> Lexicon:
    """Read a file of phrases; empty lines and lines that begin with # are skipped.

    Args:
        path: the file.
        labels: the types of entities that there are.

    Raises:
        InputError: the file cannot be read, or a line of it is wrong.
    """
    entries: dict[Phrase, Entry] = {}
    lines: dict[Phrase, int] = {}
    for number, columns in _rows(path):
        entry = _entry(columns, labels, path, number)
        phrase = tuple(word.text for word in split_words(columns[0]))
        if not phrase:
            raise _fault("no phrase", path, number, repr(columns[0]), "words, a tab and a label")
        if phrase in entries:
            first = f"{columns[0]!r} on line {lines[phrase]}"
            raise _fault("phrase stands twice", path, number, first, "each phrase once")
        entries[phrase], lines[phrase] = entry, number
    return Lexicon(entries)


def _rows(path: str | Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in read_lines(path):
        if line.strip() and not line.startswith("#"):
            yield number, [column.strip() for column in line.split("\t")]


def _entry(columns: Sequence[str], labels: Sequence[str], path: str | Path, number: int) -> Entry:
    if not 2 <= len(columns) <= 4:
        raise _fault("wrong number of columns", path, number, str(len(columns)), "2 to 4")
    label, *rest = columns[1:]
    if label not in labels:
        raise _fault("unknown label", path, number, repr(label), f"one of {', '.join(labels)}")
    if rest[:1] in ([], [HARD]) and len(rest) < 2:
        return Entry(label)
    if rest[0] != SOFT:
        expected = f"{HARD}, {SOFT}, or {SOFT} and a weight"
        raise _fault("unknown kind of phrase", path, number, repr(" ".join(rest)), expected)
    return Entry(label, _weight(rest[1], path, number) if rest[1:] else DEFAULT_WEIGHT)


def _weight(text: str, path: str | Path, number: int) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not math.isfinite(weight):
        raise _fault("wrong weight", path, number, repr(text), "a number")
    return weight


def _fault(problem: str, path: str | Path, line: int, found: str, expected: str) -> InputError:
    return InputError(problem, file=path, line=line, found=found, expected=expected)
