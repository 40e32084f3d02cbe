"""Which words decided: what becomes of an entity's odds when a word is not seen.

A word is hidden as word dropout hides it in training: its vector is set to zero, so that not even
its shape is told. The tagger has learnt to read on without such a word.
"""

from dataclasses import dataclass, replace

import numpy as np
from rich.console import RenderableType
from rich.text import Text

from nlpseq.data.labels import spans_from_bio
from nlpseq.data.words import Word
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.tagged import Entity

NUM_SHOWN = 5
"""Words that are told of each entity."""

# Probabilities nearer to 0 or 1 count as this near, for their odds to be finite.
_NEAREST = 1e-12


@dataclass(frozen=True, slots=True)
class Reason:
    """A word and how much it speaks for an entity.

    Args:
        word: the word, one of the entity's own or another.
        change: log-odds of the entity with all words, less those without this one: above 0 the
            word speaks for it, below 0 against.
    """

    word: Word
    change: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity and the words of its text, the one that decides most first."""

    entity: Entity
    reasons: list[Reason]


def explain(pipeline: Pipeline, text: str) -> list[Explanation]:
    """Say of each entity of a text which words decided.

    Every word is hidden once, so that the time grows with the square of the text.

    Raises:
        InputError: the bundle has no tagger.
    """
    task = pipeline.tagger
    tagged = pipeline.tag(text)
    (item,) = task.encode_words([[word.text for word in tagged.words]])
    items = [item, *(replace(item, hidden=(index,)) for index in range(len(item.words)))]
    explanations = []
    for entity, span in zip(tagged.entities, spans_from_bio(tagged.tags), strict=True):
        probs = task.span_prob(pipeline.model, items, span, pipeline.decoding())
        full, *without = _log_odds(np.array(probs)).tolist()
        reasons = [
            Reason(word, full - odds) for word, odds in zip(tagged.words, without, strict=True)
        ]
        reasons.sort(key=lambda reason: -abs(reason.change))
        explanations.append(Explanation(entity, reasons))
    return explanations


def render_explanations(explanations: list[Explanation]) -> RenderableType:
    """A line for each entity."""
    if not explanations:
        return Text("no entity", style="dim")
    return Text("\n".join(map(_line, explanations)))


def _line(explanation: Explanation) -> str:
    entity = explanation.entity
    words = ", ".join(
        f"{reason.word.text} {reason.change:+.2f}" for reason in explanation.reasons[:NUM_SHOWN]
    )
    return f"{entity.text} {entity.label} {entity.prob:.2f}: {words}"


def _log_odds(probs: np.ndarray) -> np.ndarray:
    bounded = probs.clip(_NEAREST, 1 - _NEAREST)
    odds: np.ndarray = np.log(bounded) - np.log1p(-bounded)
    return odds
