"""Confidence intervals by the bootstrap over sentences (Koehn 2004; Efron and Tibshirani 1993).

Two systems are compared on the same resamples. The scores of a resample are computed from the
counts of its sentences, so no text is scored twice.
Dimensions: N sentences, R resamples, F counts of a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

BLEU_ORDER = 4
# Sentences drawn at once, over all resamples: bounds the memory whatever the corpus' size.
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the scores of the resamples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What the bootstrap says of the difference between two systems on the same sentences.

    Args:
        interval: the middle 95 % of the differences of the resamples.
        p: share of resamples whose difference lies at least as far from the mean of all of them
            as the measured difference lies from 0 (two-sided; 1 if the systems are equal).
    """

    interval: Interval
    p: float


def bootstrap_interval(
    statistics: np.ndarray,
    score: Callable[[np.ndarray], np.ndarray],
    *,
    num_bootstrap: int,
    seed: int,
) -> Interval:
    """Interval of a score of a corpus.

    Args:
        statistics: (N, F) counts of each sentence, as in ``TranslationScores`` (BLEU) and
            ``TaggingScores`` (F1).
        score: ``bleu_of_counts`` or ``f1_of_counts``.
        num_bootstrap: R.
        seed: seed of the resampling.
    """
    return _middle(score(_resampled_counts(statistics, num_bootstrap, seed)))


def paired_difference(
    ours: np.ndarray,
    theirs: np.ndarray,
    score: Callable[[np.ndarray], np.ndarray],
    *,
    num_bootstrap: int,
    seed: int,
) -> Difference:
    """Compare two systems by the paired bootstrap.

    Args:
        ours: (N, F) counts of each sentence.
        theirs: those of the other system, of the same sentences in the same order.
        score: ``bleu_of_counts`` or ``f1_of_counts``.
        num_bootstrap: R.
        seed: seed of the resampling.
    """
    assert ours.shape == theirs.shape, "the same sentences"
    # the same seed and as many sentences: the same resamples
    samples = [score(_resampled_counts(each, num_bootstrap, seed)) for each in (ours, theirs)]
    measured = [score(each.sum(axis=0, keepdims=True))[0] for each in (ours, theirs)]
    differences = samples[0] - samples[1]
    # rounding must not make a difference between two that are equal
    distance = abs(measured[0] - measured[1]) - 1e-9
    num_as_far = int((abs(differences - differences.mean()) >= distance).sum())
    return Difference(_middle(differences), (num_as_far + 1) / (num_bootstrap + 1))


def bleu_of_counts(counts: np.ndarray) -> np.ndarray:
    """Corpus BLEU with sacrebleu's default smoothing (exp: Chen and Cherry 2014, method 3).

    Args:
        counts: (R, 10) lengths of hypotheses and references, matching n-grams, n-grams.

    Returns:
        (R,) in per cent.
    """
    length, reference_length = counts[:, 0], counts[:, 1]
    matches, totals = counts[:, 2 : 2 + BLEU_ORDER], counts[:, 2 + BLEU_ORDER :]
    # The n-th order without a match counts as 1 / 2^n matches; no n-grams at all, as score 0.
    smoothed = np.where(matches == 0, 0.5 ** np.cumsum(matches == 0, axis=1), matches)
    scored = (totals > 0).all(axis=1) & (matches > 0).any(axis=1)
    precisions = smoothed / np.maximum(totals, 1)
    brevity = np.minimum(0.0, 1.0 - reference_length / np.maximum(length, 1))
    scores = 100.0 * np.exp(brevity + np.log(precisions).mean(axis=1))
    return np.where(scored, scores, 0.0)


def f1_of_counts(counts: np.ndarray) -> np.ndarray:
    """Micro-averaged F1.

    Args:
        counts: (R, 3) right, predicted and true entities.

    Returns:
        (R,) in per cent; 0 where there are none.
    """
    right, predicted, true = counts.T
    return 200.0 * right / np.maximum(predicted + true, 1)


def _middle(values: np.ndarray) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))


def _resampled_counts(statistics: np.ndarray, num_bootstrap: int, seed: int) -> np.ndarray:
    """Summed counts (R, F) of as many sentences, drawn with replacement."""
    rng = np.random.default_rng(seed)
    num_sentences = len(statistics)
    block = max(1, _BLOCK // num_sentences)
    sums = []
    for start in range(0, num_bootstrap, block):
        size = min(block, num_bootstrap - start)
        drawn = rng.integers(num_sentences, size=(size, num_sentences))
        drawn += num_sentences * np.arange(size)[:, None]
        # How often each sentence is in each resample; in float64 the sums are exact and BLAS'.
        times = np.bincount(drawn.ravel(), minlength=size * num_sentences)
        sums.append(times.reshape(size, -1).astype(np.float64) @ statistics.astype(np.float64))
    return np.concatenate(sums)
