"""What a model must offer to be searched: numpy in, numpy out, whatever runs behind it."""

from typing import Protocol, runtime_checkable

import numpy as np

from nlpseq.decoding.hypothesis import Candidates

EVERY = 0
"""In place of a number of candidates: every token, token k in column k and not best first."""


@runtime_checkable  # for the tests, which check types as well as shapes
class Stepper(Protocol):
    """A model in the middle of writing N sequences; a fresh one holds one row a sentence."""

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by one token.

        Args:
            tokens: (N,) the token that each row has just taken.
            num_candidates: how many next tokens to return for each row, or ``EVERY``.

        Returns:
            The best next tokens of each row, after any penalties and masks.
        """
        ...

    def reorder(self, rows: np.ndarray) -> None:
        """Replace the state by ``rows`` (M,) of it: keeps, drops, permutes and repeats rows."""
        ...
