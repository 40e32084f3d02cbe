"""Bits per character and word perplexity of a language model: what a text costs it."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.errors import InputError
from nlpseq.evaluation.report import Breakdown, Report
from nlpseq.evaluation.significance import Interval

SIGNATURES = {
    "character_probability": "2 ** -bits per character|the mean of the directions",
    "bits_per_character": "-log2 probability / characters|NFC|runs of blanks as one"
    "|line ends are characters|ends of documents cost bits and are none"
    "|state carried through a document",
    "word_perplexity": "2 ** (bits / words)|words of the word splitter and line ends",
}


@dataclass(frozen=True, slots=True)
class Extent:
    """How much text there is, line ends counted in both."""

    num_characters: int
    num_words: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a corpus costs: bits for a character, and the perplexity of a word."""

    bits_per_character: float
    word_perplexity: float


@dataclass(frozen=True, slots=True, eq=False)
class LanguageScores:
    """Scores of a corpus.

    Args:
        character_probability: geometric mean of the probability of a character, in per cent: the
            bits per character as a score of which more is better.
        mean: cost on the mean of the directions.
        by_direction: cost in each.
        statistics: (N, 2) bits, the mean of the directions, and characters of each document.
    """

    character_probability: float
    mean: Cost
    by_direction: dict[str, Cost]
    statistics: np.ndarray


def extent(paragraphs: Sequence[str], num_words: int) -> Extent:
    """How much text a document has.

    Args:
        paragraphs: its lines.
        num_words: words in all of them.
    """
    return Extent(
        num_characters=sum(map(_num_characters, paragraphs)) + len(paragraphs),
        num_words=num_words + len(paragraphs),
    )


def score_documents(
    bits: Mapping[str, Sequence[float]], extents: Sequence[Extent]
) -> LanguageScores:
    """Score what documents cost.

    Args:
        bits: by direction: what each document costs.
        extents: how much text each is.

    Raises:
        InputError: there is nothing to score.
    """
    if not extents:
        raise InputError("no text to score", expected="at least one document")
    num_characters = sum(each.num_characters for each in extents)
    num_words = sum(each.num_words for each in extents)
    mean = np.mean([list(costs) for costs in bits.values()], axis=0)
    statistics = np.stack([mean, [each.num_characters for each in extents]], axis=1)
    return LanguageScores(
        character_probability=float(probability_of_counts(statistics.sum(axis=0)[None])[0]),
        mean=_cost(float(mean.sum()), num_characters, num_words),
        by_direction={
            name: _cost(sum(costs), num_characters, num_words) for name, costs in bits.items()
        },
        statistics=statistics,
    )


def probability_of_counts(counts: np.ndarray) -> np.ndarray:
    """Geometric mean of the probability of a character.

    Args:
        counts: (R, 2) bits and characters.

    Returns:
        (R,) in per cent.
    """
    bits, characters = counts.T
    probability: np.ndarray = 100.0 * 2.0 ** (-bits / characters)
    return probability


def language_report(
    scores: LanguageScores,
    *,
    bundle: str,
    corpus: str,
    split: str,
    intervals: Mapping[str, Interval],
) -> Report:
    """Report what a corpus costs, direction by direction."""
    costs = dict(scores.by_direction)
    if len(costs) > 1:
        costs["mean"] = scores.mean
    rows: dict[str, tuple[float, ...]] = {
        name: (cost.bits_per_character, cost.word_perplexity) for name, cost in costs.items()
    }
    return Report(
        bundle=bundle,
        corpus=corpus,
        split=split,
        counts={
            "documents": len(scores.statistics),
            "characters": int(scores.statistics[:, 1].sum()),
        },
        scores={"character_probability": scores.character_probability},
        intervals=dict(intervals),
        signatures=SIGNATURES,
        breakdowns=(Breakdown("by direction", ("bits per character", "word perplexity"), rows),),
    )


def _cost(bits: float, num_characters: int, num_words: int) -> Cost:
    # no float holds the perplexity of a model that finds a word all but impossible
    exponent = min(bits / num_words, 1000.0)
    return Cost(bits / num_characters, math.exp2(exponent))


def _num_characters(paragraph: str) -> int:
    """Characters as the tokenizer sees them."""
    text = unicodedata.normalize("NFC", paragraph)
    return len(re.sub(" +", " ", text).strip(" "))
