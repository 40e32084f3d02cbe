"""Accuracy on contrastive pairs: two sentences equal up to a word that they label differently.

Whoever labels the word without reading on labels it alike in both, and has no pair right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from nlpseq.evaluation.significance import Interval

BUCKETS = {"1": (1, 1), "2": (2, 2), "3-4": (3, 4), "5-8": (5, 8), "9-16": (9, 16), "17+": (17, 0)}
"""Name -> the least and the largest distance; 0 = any."""
NUM_BOOTSTRAP = 2000

Types = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shift:
    """How the word's log-odds move between the two sentences.

    Args:
        whole: log-odds of the first sentence's type in the first less in the second sentence.
        without_cue: the same with the cue hidden; None = the cue is not told.
        without_other: the same with as many other words hidden; None = there are not as many.
        largest: largest difference of the probability of any tag.
    """

    whole: float
    without_cue: float | None
    without_other: float | None
    largest: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A pair and what a tagger says of it.

    Args:
        kind: ``right_cue``, ``left_cue``, ``no_flip`` or ``xor``.
        stratum: what of the pair was never seen in training.
        distance: words from the ambiguous one to the nearest cue; 0 = not told.
        cluster: pairs of one template are not independent.
        group: pairs that share their marks (``xor``).
        gold: the true types in both sentences.
        found: the predicted ones.
        cut: words of right context left -> the predicted types; only of ``right_cue``.
        shift: only of ``right_cue``.
    """

    kind: str
    stratum: str
    distance: int
    cluster: str
    group: str
    gold: Types
    found: Types
    cut: dict[int, Types] = field(default_factory=dict)
    shift: Shift | None = None

    @property
    def right(self) -> bool:
        """Whether both sentences are answered rightly."""
        return self.gold == self.found


@dataclass(frozen=True, slots=True)
class PairScores:
    """Share of pairs with both members right, in per cent, of ``num_pairs``."""

    accuracy: float
    num_pairs: int


def score_pairs(
    strata: Sequence[str],
    gold: Sequence[tuple[str, str]],
    predicted: Sequence[tuple[str, str]],
) -> dict[str, PairScores]:
    """Count the pairs whose ambiguous word has the right entity type in both sentences.

    Args:
        strata: (N,) which stratum each pair belongs to.
        gold: (N,) the true tags of the word in the first and in the second sentence.
        predicted: (N,) the predicted ones; ``B-`` and ``I-`` of a type count as the same.

    Returns:
        Scores by stratum, in order of appearance.
    """
    right: dict[str, list[bool]] = {}
    for stratum, true, found in zip(strata, gold, predicted, strict=True):
        hit = all(_type(a) == _type(b) for a, b in zip(true, found, strict=True))
        right.setdefault(stratum, []).append(hit)
    return {
        stratum: PairScores(100 * sum(hits) / len(hits), len(hits))
        for stratum, hits in right.items()
    }


def bucket_of(distance: int) -> str:
    """The bucket of a distance; "" if it is not told."""
    for name, (least, most) in BUCKETS.items():
        if distance >= least and (distance <= most or not most):
            return name
    return ""


def cluster_interval(
    answers: Sequence[Answer], value: Callable[[Answer], float], seed: int
) -> Interval:
    """95 % of the means of resamples of whole clusters (Cameron, Gelbach and Miller 2008, sec. II).

    Args:
        answers: at least one.
        value: what is averaged.
        seed: seed of the resampling.
    """
    sums: dict[str, list[float]] = {}
    for number, answer in enumerate(answers):
        row = sums.setdefault(answer.cluster or str(number), [0.0, 0.0])
        row[0] += value(answer)
        row[1] += 1
    table = np.array(list(sums.values()))
    drawn = np.random.default_rng(seed).integers(len(table), size=(NUM_BOOTSTRAP, len(table)))
    totals = table[drawn].sum(axis=1)
    low, high = np.percentile(totals[:, 0] / totals[:, 1], [2.5, 97.5])
    return Interval(float(low), float(high))


def all_of_groups(answers: Sequence[Answer]) -> list[bool]:
    """Of each group that has several pairs, whether all of them are right."""
    groups: dict[str, list[bool]] = {}
    for answer in answers:
        if answer.group:
            groups.setdefault(answer.group, []).append(answer.right)
    return [all(right) for right in groups.values() if len(right) > 1]


def _type(tag: str) -> str:
    return tag.partition("-")[2]
