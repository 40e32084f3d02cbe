"""How the labels of a text change while its words arrive one by one.

A tagger that does not read on never takes a label back; one that does may answer "Teddy" otherwise
once "bears" has come. How often it changes its mind is the edit overhead of incremental processing
(Madureira and Schlangen 2020).
"""

from dataclasses import dataclass

import numpy as np
from rich.console import RenderableType
from rich.text import Text

from nlpseq.data.labels import OUTSIDE
from nlpseq.data.words import split_words
from nlpseq.inference.pipeline import Pipeline

_WIDTH = 16
"""Columns that a word gets; longer ones are shortened."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A word with its label at some moment.

    Args:
        word: the word.
        label: type of the entity it belongs to, or "O".
        prob: exact probability of that type, or of no entity, at the word.
    """

    word: str
    label: str
    prob: float


@dataclass(frozen=True, slots=True)
class Change:
    """An earlier word whose label a new one has changed."""

    before: str
    now: Labelled


@dataclass(frozen=True, slots=True)
class Arrival:
    """A word that has just come, and what it changed."""

    new: Labelled
    changes: list[Change]


def arrivals(pipeline: Pipeline, text: str) -> list[Arrival]:
    """Tag the first word, the first two, and so on; the time grows with the square of the text.

    Raises:
        InputError: the bundle has no tagger.
    """
    words = [word.text for word in split_words(text)]
    prefixes = [words[: number + 1] for number in range(len(words))]
    labels = [
        [tag.partition("-")[2] or OUTSIDE for tag in prediction.tags]
        for prediction in pipeline.tag_words(prefixes)
    ]
    found: list[Arrival] = []
    before: list[str] = []
    for prefix, now in zip(prefixes, labels, strict=True):
        at_words = [
            Labelled(*each) for each in zip(prefix, now, _probs(pipeline, prefix, now), strict=True)
        ]
        changes = [
            Change(old, word) for old, word in zip(before, at_words, strict=False)
            if old != word.label
        ]  # fmt: skip
        found.append(Arrival(at_words[-1], changes))
        before = now
    return found


def render_arrivals(found: list[Arrival]) -> RenderableType:
    """A line for each word, and one for each label that it changed."""
    if not found:
        return Text("no words", style="dim")
    text = Text()
    for number, arrival in enumerate(found, 1):
        new = arrival.new
        text.append(f"{number:>3} {_short(new.word):<{_WIDTH}} ", style="bold")
        text.append(f"{new.label:<6}{new.prob:.2f}\n", style="" if new.label != OUTSIDE else "dim")
        for change in arrival.changes:
            now = change.now
            text.append(f"      {_short(now.word)}: {change.before} -> {now.label}", style="yellow")
            text.append(f" {now.prob:.2f}\n", style="yellow")
    num_changes = sum(len(arrival.changes) for arrival in found)
    return text.append(f"{num_changes} label(s) changed by later words", style="dim")


def _probs(pipeline: Pipeline, words: list[str], labels: list[str]) -> list[float]:
    """Probability of each word's label, whatever its prefix."""
    tags = pipeline.tagger.labels.tags
    types = np.array([tag.partition("-")[2] or OUTSIDE for tag in tags])
    rows = pipeline.tag_probs([words])[0]
    return [float(row[types == label].sum()) for row, label in zip(rows, labels, strict=True)]


def _short(word: str) -> str:
    return word if len(word) <= _WIDTH else word[: _WIDTH - 1] + "…"
