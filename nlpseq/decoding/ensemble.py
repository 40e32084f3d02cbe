"""Several models that write together: a stepper over steppers."""

from collections.abc import Sequence

import numpy as np

from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.stepper import EVERY, Stepper


class EnsembleStepper:
    """Averages the probabilities, and the attention, of steppers over one vocabulary.

    Args:
        steppers: fresh ones with the same rows; at least one.
    """

    def __init__(self, steppers: Sequence[Stepper]) -> None:
        self._steppers = list(steppers)

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row of every stepper by a token; the best next tokens by their mean."""
        found = [stepper.step(tokens, EVERY) for stepper in self._steppers]
        total = np.logaddexp.reduce([each.log_probs for each in found], axis=0)
        log_probs = total - np.log(len(found)).astype(total.dtype)
        weights = [each.weights for each in found if each.weights is not None]
        attention = np.mean(weights, axis=0) if weights else None
        if num_candidates == EVERY:
            return Candidates(found[0].tokens, log_probs, attention)
        best = best_columns(log_probs, num_candidates)
        return Candidates(best, np.take_along_axis(log_probs, best, axis=1), attention)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        for stepper in self._steppers:
            stepper.reorder(rows)


def best_columns(log_probs: np.ndarray, num_columns: int) -> np.ndarray:
    """The columns (N, K) of the highest entries of each row, best first."""
    best = np.arange(log_probs.shape[1])[None].repeat(len(log_probs), axis=0)
    if num_columns < log_probs.shape[1]:
        best = np.argpartition(-log_probs, num_columns - 1, axis=1)[:, :num_columns]
    order = np.lexsort((best, -np.take_along_axis(log_probs, best, axis=1)), axis=-1)
    return np.take_along_axis(best, order, axis=1)
