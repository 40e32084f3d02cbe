"""What search reads and writes: the candidates of one step, and the sequences it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

NumberT = TypeVar("NumberT", float, np.ndarray)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best next tokens of every live row.

    Args:
        tokens: (N, K) ids, int64; K may be smaller than asked for where the vocabulary is.
        log_probs: (N, K) normalised log-probabilities, best first; -inf = forbidden.
        weights: (N, S) attention over the source in this step, or None.
        penalties: (N,) what a sequence that ends in this step adds to its score, never above 0;
            None = nothing.
        groups: (N, K) how far a sequence that takes the candidate has come with what it has to
            say, 0 or more; a beam keeps some of each. None = there is nothing of the kind.
    """

    tokens: np.ndarray
    log_probs: np.ndarray
    weights: np.ndarray | None = None
    penalties: np.ndarray | None = None
    groups: np.ndarray | None = None

    def end_penalties(self) -> np.ndarray:
        """``penalties``, with zeros for none."""
        return np.zeros(len(self.tokens)) if self.penalties is None else self.penalties


@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """A sequence that search found.

    Args:
        tokens: ids without the signs of begin and end.
        score: log-probability normalised by the length, see ``normalise``, and any penalty.
        log_prob: sum of ``token_log_probs``.
        token_log_probs: one for each token and, if finished, one for the sign of the end.
        finished: False if it was cut at the longest length allowed.
        weights: (T, S) attention, a row for each of ``token_log_probs``; S as the stepper gave
            it, padding of its batch included. None if not asked for.
    """

    tokens: tuple[int, ...]
    score: float
    log_prob: float
    token_log_probs: tuple[float, ...]
    finished: bool
    weights: np.ndarray | None = None


def normalise(log_prob: NumberT, length: NumberT | int, length_penalty: float) -> NumberT:
    """Score of a sequence: ``log_prob / length ** length_penalty`` (Wu et al. 2016, section 7).

    Args:
        log_prob: sum over its tokens; one or an array.
        length: number of tokens, the sign of the end counted; at least 1.
        length_penalty: 0 = the plain log-probability, 1 = the mean of a token.
    """
    return log_prob / length**length_penalty


def spell(
    path: Sequence[tuple[int, float, np.ndarray | None]],
    *,
    eos: int,
    length_penalty: float,
    penalty: float = 0.0,
) -> Hypothesis:
    """Build the hypothesis of a path.

    Args:
        path: for each step the token, its log-probability and (S,) attention or None.
        eos: id of the sign of the end.
        length_penalty: exponent of the length.
        penalty: what is added to the score.
    """
    tokens = tuple(token for token, _, _ in path)
    finished = tokens[-1] == eos
    weights = [row for _, _, row in path if row is not None]
    # Added up in the order of the steps, as search does: sum() rounds differently by version.
    log_prob = 0.0
    for _, token_log_prob, _ in path:
        log_prob += token_log_prob
    return Hypothesis(
        tokens=tokens[:-1] if finished else tokens,
        score=normalise(log_prob, len(path), length_penalty) + penalty,
        log_prob=log_prob,
        token_log_probs=tuple(token_log_prob for _, token_log_prob, _ in path),
        finished=finished,
        weights=np.stack(weights) if weights else None,
    )
