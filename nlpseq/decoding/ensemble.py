"""Several models that write together: a stepper over steppers."""

from collections.abc import Sequence

import numpy as np

from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.selection import best_columns
from nlpseq.decoding.stepper import EVERY, Stepper

_SMALLEST = 1e-30
"""Summed probabilities below it have lost digits, or all of them."""


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
        log_probs = _log_of_mean([each.log_probs for each in found])
        weights = [each.weights for each in found if each.weights is not None]
        attention = np.mean(weights, axis=0) if weights else None
        if num_candidates == EVERY:
            return Candidates(found[0].tokens, log_probs, attention)
        return Candidates(*best_columns(log_probs, num_candidates), attention)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        for stepper in self._steppers:
            stepper.reorder(rows)


def _log_of_mean(log_probs: Sequence[np.ndarray]) -> np.ndarray:
    """Logarithm (N, V) of the mean probability.

    Exponentials are many times as fast as ``logaddexp``, to which is left what is too unlikely for
    them.
    """
    total = np.exp(log_probs[0])
    for each in log_probs[1:]:
        total += np.exp(each)
    lost = total < _SMALLEST
    total[lost] = 1.0
    np.log(total, out=total)
    if lost.any():
        total[lost] = np.logaddexp.reduce([each[lost] for each in log_probs], axis=0)
    total -= np.log(len(log_probs)).astype(total.dtype)
    return total
