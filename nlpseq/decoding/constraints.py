"""What a sequence may not repeat and how it must begin, put between a stepper and its search."""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.stepper import EVERY, Stepper


class ConstrainedStepper:
    """A stepper that begins with a prefix and then writes no n-gram twice.

    Log-probabilities stay those of the model: what is forbidden takes no part, and what is left
    is not divided anew. The prefix may repeat what it likes.

    Args:
        stepper: a fresh one.
        num_rows: its rows.
        prefix: ids that every row begins with.
        no_repeat_ngram: length of the n-grams that stand once at most (Paulus et al. 2018,
            section 2.5); 0 = any may be repeated.
    """

    def __init__(
        self,
        stepper: Stepper,
        num_rows: int,
        *,
        prefix: Sequence[int] = (),
        no_repeat_ngram: int = 0,
    ) -> None:
        self._stepper = stepper
        self._prefix = tuple(prefix)
        self._ngram = no_repeat_ngram
        self._history = np.zeros((num_rows, 0), dtype=np.int64)
        self._fresh = True

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by a token; what may come next."""
        if not self._fresh:  # the first token is the sign of the begin
            self._history = np.column_stack([self._history, tokens])
        self._fresh = False
        num_written = self._history.shape[1]
        if num_written < len(self._prefix):
            return self._forced(tokens, self._prefix[num_written])
        if not 0 < self._ngram <= num_written:
            return self._stepper.step(tokens, num_candidates)
        return self._unrepeated(tokens, num_candidates)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        self._stepper.reorder(rows)
        self._history = self._history[rows]

    def _forced(self, tokens: np.ndarray, token: int) -> Candidates:
        """One token as the only candidate of every row."""
        found = self._stepper.step(tokens, EVERY)
        return Candidates(
            np.full((len(tokens), 1), token),
            found.log_probs[:, [token]],
            found.weights,
            found.penalties,
        )

    def _unrepeated(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """The best candidates that complete no n-gram for the second time."""
        grams = sliding_window_view(self._history, self._ngram, axis=1)
        last = self._history[:, self._history.shape[1] - self._ngram + 1 :]
        begun = (grams[:, :, :-1] == last[:, None]).all(axis=2)
        # so many more that enough are left of the row that loses most
        more = 0 if num_candidates == EVERY else int(begun.sum(axis=1).max(initial=0))
        found = self._stepper.step(tokens, num_candidates + more)
        banned = np.zeros(found.tokens.shape, dtype=bool)
        for row in np.flatnonzero(begun.any(axis=1)):
            banned[row] = np.isin(found.tokens[row], grams[row, begun[row], -1])
        log_probs = np.where(banned, np.float32(-np.inf), found.log_probs)
        if num_candidates == EVERY:
            return Candidates(found.tokens, log_probs, found.weights, found.penalties)
        order = np.argsort(banned, axis=1, kind="stable")[:, :num_candidates]
        return Candidates(
            np.take_along_axis(found.tokens, order, axis=1),
            np.take_along_axis(log_probs, order, axis=1),
            found.weights,
            found.penalties,
        )
