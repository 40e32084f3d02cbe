"""What a beam can become in one step, and what of it is kept.

Dimensions: A sentences, W live hypotheses of each, N = A * W rows, M expansions of a sentence.
"""

from dataclasses import dataclass, replace

import numpy as np

from nlpseq.decoding.hypothesis import Candidates


@dataclass(frozen=True, slots=True, eq=False)
class Expansions:
    """Live hypotheses extended by a token, (A, M) each and best first; -inf = none.

    Args:
        rows: the stepper's rows that were extended.
        tokens: by what.
        token_log_probs: of that alone.
        log_probs: of the whole.
        groups: as in ``Candidates``; all 0 where it has none.
    """

    rows: np.ndarray
    tokens: np.ndarray
    token_log_probs: np.ndarray
    log_probs: np.ndarray
    groups: np.ndarray

    def kept(self, num: int) -> "Expansions":
        """The ``num`` of each sentence that a beam keeps, best first, shared out to the groups.

        Each group that there is has as many places as the others, which its best take; places left
        over go to the best of the rest, and where groups are more than places, the highest groups
        have one (dynamic beam allocation, Post and Vilar 2018). With one group, the best of all.
        """
        if not self.groups.any():
            return self._columns(np.arange(min(num, self.rows.shape[1]))[None])
        possible = np.isfinite(self.log_probs)
        groups = np.where(possible, self.groups, -1)
        ranks = _ranks(groups)
        num_groups = ((ranks == 0) & possible).sum(axis=1, keepdims=True)
        due = possible & (ranks < np.maximum(num // np.maximum(num_groups, 1), 1))
        places = np.broadcast_to(np.arange(groups.shape[1]), groups.shape)
        # of those that are due the highest groups come first, of the rest the best
        chosen = np.lexsort((places, np.where(due, -groups, 0), ~due, ~possible), axis=-1)[:, :num]
        return self._columns(np.sort(chosen, axis=1))

    def of_sentences(self, which: np.ndarray) -> "Expansions":
        """The expansions of some sentences, (A,) bool."""
        return Expansions(
            self.rows[which],
            self.tokens[which],
            self.token_log_probs[which],
            self.log_probs[which],
            self.groups[which],
        )

    def only(self, token: int) -> "Expansions":
        """Those by ``token``; the others become none and keep their places."""
        log_probs = np.where(self.tokens == token, self.log_probs, -np.inf)
        return replace(self, log_probs=log_probs)

    def without(self, token: int) -> "Expansions":
        """Those by other tokens, in their order, and none in the places left at the end."""
        taken = self.tokens == token
        log_probs = np.where(taken, -np.inf, self.log_probs)
        others = replace(self, log_probs=log_probs)
        return others._columns(np.argsort(taken, axis=1, kind="stable"))

    def by_group(self) -> "Expansions":
        """The highest group first, in each the best first."""
        return self._columns(np.argsort(-self.groups, axis=1, kind="stable"))

    def _columns(self, columns: np.ndarray) -> "Expansions":
        """The expansions in some columns, (A or 1, M), in their order."""
        columns = np.broadcast_to(columns, (len(self.rows), columns.shape[1]))
        return Expansions(
            np.take_along_axis(self.rows, columns, axis=1),
            np.take_along_axis(self.tokens, columns, axis=1),
            np.take_along_axis(self.token_log_probs, columns, axis=1),
            np.take_along_axis(self.log_probs, columns, axis=1),
            np.take_along_axis(self.groups, columns, axis=1),
        )


def expand(candidates: Candidates, log_probs: np.ndarray) -> Expansions:
    """All expansions of the live hypotheses of each sentence, best first.

    Args:
        candidates: of N = A * W rows.
        log_probs: (A, W) of the live hypotheses.
    """
    shape = (len(log_probs), -1)
    num_candidates = candidates.tokens.shape[1]
    token_log_probs = candidates.log_probs.astype(np.float64)
    totals = (log_probs.reshape(-1, 1) + token_log_probs).reshape(shape)
    rows = np.repeat(np.arange(log_probs.size), num_candidates).reshape(shape)
    tokens = candidates.tokens.reshape(shape)
    groups = candidates.groups
    if groups is None:
        groups = np.zeros_like(tokens)
    expansions = Expansions(
        rows, tokens, token_log_probs.reshape(shape), totals, groups.reshape(shape)
    )
    return expansions._columns(np.lexsort((tokens, rows, -totals), axis=-1))


def _ranks(groups: np.ndarray) -> np.ndarray:
    """How many to the left (B, M) are of the same group (B, M)."""
    order = groups.argsort(axis=1, kind="stable")
    ordered = np.take_along_axis(groups, order, axis=1)
    places = np.arange(groups.shape[1])
    begins = np.ones(groups.shape, bool)
    begins[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    firsts = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, places - firsts, axis=1)
    return ranks
