"""How much the probabilities of entities can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.evaluation.calibration import calibration_error
from nlpseq.evaluation.errors import entities_of
from nlpseq.evaluation.report import Breakdown

NUM_ROWS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Confidences:
    """Every predicted entity of a corpus.

    Args:
        probs: (N,) probability given to each.
        right: (N,) bool, whether its borders and its type are true.
    """

    probs: np.ndarray
    right: np.ndarray

    @property
    def calibration_error(self) -> float:
        """Expected calibration error in per cent; 0 if nothing was predicted."""
        return calibration_error(self.probs, self.right)


def confidences_of(
    gold: Sequence[Sequence[str]],
    predicted: Sequence[Sequence[str]],
    probs: Sequence[Sequence[float]],
) -> Confidences:
    """Lay the probabilities of entities beside whether these are right.

    Args:
        gold: true BIO tags of each sentence.
        predicted: as many predicted ones.
        probs: of the entities that these spell, in order.
    """
    right = []
    for true, found in zip(gold, predicted, strict=True):
        entities = set(entities_of(true))
        right += [entity in entities for entity in sorted(entities_of(found))]
    flat = [prob for row in probs for prob in row]
    return Confidences(np.array(flat, float), np.array(right, bool))


def reliability(confidences: Confidences) -> Breakdown:
    """How many entities are right, by how probable they were said to be."""
    # an upper border belongs to its range
    bins = np.ceil(confidences.probs * NUM_ROWS).astype(int).clip(1, NUM_ROWS) - 1
    rows: dict[str, tuple[float, ...]] = {}
    for index in range(NUM_ROWS):
        inside = bins == index
        if inside.any():
            rows[f"{index / NUM_ROWS:.1f}–{(index + 1) / NUM_ROWS:.1f}"] = (
                100 * float(confidences.probs[inside].mean()),
                100 * float(confidences.right[inside].mean()),
                int(inside.sum()),
            )
    return Breakdown(
        "reliability of probabilities",
        ("mean probability", "right", "entities"),
        rows,
        "Honest probabilities are those of which as many are right, in per cent, as they say. "
        "The span calibration error is the mean distance of the two over 15 such ranges.",
        "right",
        brief=False,
    )
