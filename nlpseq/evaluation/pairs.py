"""Accuracy on contrastive pairs: two sentences equal up to a word that they label differently.

Whoever labels the word without reading on labels it alike in both, and has no pair right.
"""

from collections.abc import Sequence
from dataclasses import dataclass


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


def _type(tag: str) -> str:
    return tag.partition("-")[2]
