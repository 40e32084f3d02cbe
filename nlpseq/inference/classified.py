"""Classified texts: the label of each, and how likely every other one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlpseq.tasks.classification import ClassificationPrediction


@dataclass(frozen=True, slots=True)
class Classified:
    """A text with its label.

    Args:
        text: the text.
        label: the answer.
        prob: its calibrated probability.
        ranking: every label with its probability; the answer, then the others, likeliest first.
    """

    text: str
    label: str
    prob: float
    ranking: list[tuple[str, float]]


def classified_text(
    text: str, names: Sequence[str], prediction: "ClassificationPrediction"
) -> Classified:
    """Put a text and the names of the classes to a prediction."""
    return Classified(text, prediction.label, prediction.prob, _ranking(names, prediction))


def _ranking(names: Sequence[str], found: "ClassificationPrediction") -> list[tuple[str, float]]:
    """The answer first, even where a threshold and not its probability made it the answer."""
    ranking = zip(names, found.probs.tolist(), strict=True)
    return sorted(ranking, key=lambda row: (row[0] != found.label, -row[1]))
