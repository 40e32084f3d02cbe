"""Phrases whose type the user knows: ``phrase TAB label``, then perhaps ``hard`` or ``soft``.

A ``hard`` phrase (the default) is an entity of its label wherever it stands, and the tagger finds
the best tags around it. A ``soft`` one adds a weight to the scores of the tags that would make it
one (``soft TAB WEIGHT``; the log of the odds, before any temperature), so that a sentence can still
say otherwise. How phrases are found, ``phrases`` says.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlpseq.data.labels import Span
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.inference.phrases import Phrase, find_phrases, phrase_rows
from nlpseq.tasks.entities import TagDecoder

HARD, SOFT = "hard", "soft"
DEFAULT_WEIGHT = 2.0
"""Of a soft phrase without a weight: its odds are e ** 2 = 7 times as good, word for word."""

MAX_WEIGHT = 1000
"""Of a soft phrase: beside more, float32 would keep little of the tagger's own scores."""


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
        return [
            (Span(start, end, entry.label), entry)
            for start, end, entry in find_phrases(words, self.entries)
        ]

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
    for number, columns in phrase_rows(path):
        entry = _entry(columns, labels, path, number)
        phrase = tuple(word.text for word in split_words(columns[0]))
        if not phrase:
            raise _fault("no phrase", path, number, repr(columns[0]), "words, a tab and a label")
        if phrase in entries:
            first = f"{columns[0]!r} on line {lines[phrase]}"
            raise _fault("phrase stands twice", path, number, first, "each phrase once")
        entries[phrase], lines[phrase] = entry, number
    return Lexicon(entries)


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
    if not abs(weight) <= MAX_WEIGHT:
        expected = f"a number between -{MAX_WEIGHT} and {MAX_WEIGHT}"
        raise _fault("wrong weight", path, number, repr(text), expected)
    return weight


def _fault(problem: str, path: str | Path, line: int, found: str, expected: str) -> InputError:
    return InputError(problem, file=path, line=line, found=found, expected=expected)
