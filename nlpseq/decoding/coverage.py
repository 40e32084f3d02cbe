"""A penalty on translations that leave parts of their source unread (Wu et al. 2016, eq. 14)."""

from dataclasses import replace

import numpy as np

from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.stepper import Stepper

# The least attention that counts: a position that got none costs much, and not everything.
FLOOR = 1e-6


class CoverageStepper:
    """A stepper that adds up the attention of each row, and tells what an end there would cost.

    The penalty of a sequence is ``strength`` times the sum, over the source, of the logarithm of
    the attention that a position got in all steps, counted up to one.

    Args:
        stepper: a fresh one, whose candidates have weights.
        lengths: (N,) real positions of each source; what lies behind them is padding.
        strength: the beta of the paper, above 0.
    """

    def __init__(self, stepper: Stepper, lengths: np.ndarray, strength: float) -> None:
        self._stepper = stepper
        self._strength = strength
        self._lengths = lengths
        self._read = np.zeros((len(lengths), 1))

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by a token; the candidates with the penalty of an end.

        Raises:
            ValueError: the stepper gives no weights.
        """
        found = self._stepper.step(tokens, num_candidates)
        if found.weights is None:
            raise ValueError("no attention weights to add up")
        self._read = self._read + found.weights
        real = np.arange(self._read.shape[1]) < self._lengths[:, None]
        logs = np.log(np.clip(self._read, FLOOR, 1.0))
        penalties = self._strength * np.where(real, logs, 0.0).sum(axis=1)
        return replace(found, penalties=penalties)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        self._stepper.reorder(rows)
        self._lengths, self._read = self._lengths[rows], self._read[rows]
