"""Probabilities that mean what they say, and scores that tell two kinds of texts apart.

Dimensions: N texts, C classes.
"""

from collections.abc import Callable

import numpy as np

NUM_BINS = 15
"""Of the expected calibration error, as in Guo et al. 2017."""

# Few held-out texts, all of them right, would ask for a temperature of 0.
_COLDEST, _HOTTEST = 0.1, 10.0
_NUM_HALVINGS = 30

# Of the interval of a temperature: each step leaves this share of it.
_GOLDEN = (5**0.5 - 1) / 2
_NUM_STEPS = 14

MIN_KEPT = 20
"""Answers that a precision is measured on at least."""


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Probabilities (N, C) of logits divided by a temperature."""
    scaled = logits.astype(np.float64) / temperature
    weights = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    probs: np.ndarray = weights / weights.sum(axis=1, keepdims=True)
    return probs


def fit_temperature(logits: np.ndarray, classes: np.ndarray) -> float:
    """The temperature that makes the true classes most likely (Guo et al. 2017, sec. 4.2).

    The likelihood is concave in 1 / temperature, so the sign of its slope tells where to go on.

    Args:
        logits: (N, C) of held-out texts.
        classes: (N,) ids of their true classes.
    """
    true = np.take_along_axis(logits, classes[:, None], axis=1).mean()
    low, high = _COLDEST, _HOTTEST
    for _ in range(_NUM_HALVINGS):
        middle = float(np.sqrt(low * high))
        expected = (softmax(logits, middle) * logits).sum(axis=1).mean()
        if expected > true:  # surer of the largest than it is right: too cold
            low = middle
        else:
            high = middle
    return float(np.sqrt(low * high))


def calibration_error(confidences: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error in per cent (Naeini et al. 2015): 15 bins of equal width.

    Args:
        confidences: (N,) probability given to each answer.
        right: (N,) whether the answer was right.

    Returns:
        mean distance between how sure the answers of a bin are and how many are right, bins
        weighted by their answers; 0 without answers.
    """
    if not len(confidences):
        return 0.0
    bins = np.ceil(confidences * NUM_BINS).astype(int).clip(1, NUM_BINS)
    surplus = np.bincount(bins, weights=confidences - right, minlength=NUM_BINS + 1)
    return float(100 * np.abs(surplus).sum() / len(confidences))


def best_threshold(scores: np.ndarray, positive: np.ndarray) -> float:
    """The threshold at or above which calling a text positive gives the best F1.

    Args:
        scores: (N,) larger for texts that look positive.
        positive: (N,) whether they are; one at least is.

    Returns:
        half-way to the next lower score; of equally good ones the highest.
    """
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], positive[order].cumsum()
    f1 = 2 * hits / (np.arange(1, len(scores) + 1) + hits[-1])
    # texts of one score are on one side together
    f1[:-1][ranked[:-1] == ranked[1:]] = -1.0
    best = int(f1.argmax())
    return float(ranked[best : best + 2].mean())


def area_under_roc(scores: np.ndarray, positive: np.ndarray) -> float:
    """How likely a positive text scores above a negative one, in per cent; a tie is half.

    Args:
        scores: (N,) larger for texts that look positive.
        positive: (N,) bool; both kinds occur.
    """
    _, ids, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (counts.cumsum() - (counts - 1) / 2)[ids]
    num_positive = int(positive.sum())
    num_negative = len(positive) - num_positive
    above = ranks[positive].sum() - num_positive * (num_positive + 1) / 2
    return float(100 * above / (num_positive * num_negative))


def best_temperature(loss: Callable[[float], float]) -> float:
    """The temperature with the least loss, by golden section over its logarithm.

    Args:
        loss: of a temperature, with one minimum.
    """
    low, high = np.log(_COLDEST), np.log(_HOTTEST)
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    of_left, of_right = loss(float(np.exp(left))), loss(float(np.exp(right)))
    for _ in range(_NUM_STEPS):
        if of_left <= of_right:
            high, right, of_right = right, left, of_left
            left = high - _GOLDEN * (high - low)
            of_left = loss(float(np.exp(left)))
        else:
            low, left, of_left = left, right, of_right
            right = low + _GOLDEN * (high - low)
            of_right = loss(float(np.exp(right)))
    return float(np.exp((low + high) / 2))


def log_loss(confidences: np.ndarray, right: np.ndarray) -> float:
    """How badly probabilities foretell which answers are right, for fitting.

    The targets are not 1 and 0 but what counts with one more of each kind say (Platt 1999, sec.
    2.2), so that a few answers, all of them right, do not ask for certainty.

    Args:
        confidences: (N,) probability given to each answer, one at least.
        right: (N,) whether the answer was right.
    """
    num_right = int(right.sum())
    num_wrong = len(right) - num_right
    targets = np.where(right, (num_right + 1) / (num_right + 2), 1 / (num_wrong + 2))
    probs = confidences.clip(1e-12, 1 - 1e-12)
    return float(-(targets * np.log(probs) + (1 - targets) * np.log1p(-probs)).mean())


def threshold_of(precision: float, confidences: np.ndarray, right: np.ndarray) -> float | None:
    """The least confidence at or above which so many answers are right.

    Args:
        precision: the share of right ones.
        confidences: (N,) probability given to each answer.
        right: (N,) whether the answer was right.

    Returns:
        half-way to the next lower confidence, 0 if every answer is kept; None if none reaches
        the precision with ``MIN_KEPT`` answers.
    """
    order = np.argsort(-confidences, kind="stable")
    ranked, hits = confidences[order], right[order].cumsum()
    kept = np.arange(1, len(ranked) + 1)
    # answers of one confidence are on one side together
    is_cut = np.append(ranked[:-1] > ranked[1:], True)
    enough = np.flatnonzero(is_cut & (hits >= precision * kept) & (kept >= MIN_KEPT))
    if not len(enough):
        return None
    last = int(enough[-1])
    return float(ranked[last : last + 2].mean()) if last + 1 < len(ranked) else 0.0
