"""What a translation is for its user: text and score, how it came about, and a warning."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from nlpseq.data.tokenizer import EOS, Tokenizer
from nlpseq.data.words import split_words
from nlpseq.decoding.guard import is_loop
from nlpseq.decoding.hypothesis import Hypothesis
from nlpseq.inference.glossary import Glossary
from nlpseq.tasks.translation_search import TranslationPrediction

LOOP, CUT = "loop", "cut"
"""Warnings: the same words stand in a row again and again; there was no end before the limit."""


class TranslateOptions(TypedDict, total=False):
    """What ``Pipeline.translate`` takes beside the text; it says what each is."""

    beam_size: int | None
    num_best: int
    prefix: str
    glossary: Glossary | None
    with_traces: bool


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """How a translation came about.

    Args:
        source_pieces: S pieces of the source, the sign of the end included.
        pieces: T pieces of the translation; the sign of the end as well, unless it was cut.
        log_probs: T, of each piece.
        weights: (T, S) attention.
        alignment: for each word of the translation the word of the source that its pieces
            attended to most: (source word, word), counted from 0 as ``split_words`` has them.
    """

    source_pieces: list[str]
    pieces: list[str]
    log_probs: list[float]
    weights: np.ndarray
    alignment: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One translation, its score (log-probability over length ** length_penalty), its trace."""

    text: str
    score: float
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text, its best translation, and the n best with their scores (best first).

    ``warning`` is "loop" or "cut" where the best translation is not to be trusted, else None.
    """

    source: str
    text: str
    alternatives: list[Alternative]
    warning: str | None = None


def as_translation(
    source: str, ids: np.ndarray, prediction: TranslationPrediction, tokenizer: Tokenizer
) -> Translation:
    """The translation of a source, with traces where attention was kept.

    Args:
        source: the text.
        ids: its pieces, without the sign of the end.
        prediction: what search found.
        tokenizer: of both sides.
    """
    text = prediction.texts[0]
    if not prediction.hypotheses:
        return Translation(source, text, [])
    alternatives = [
        Alternative(text, hypothesis.score, _trace(ids.tolist(), hypothesis, tokenizer))
        for text, hypothesis in zip(prediction.texts, prediction.hypotheses, strict=True)
    ]
    return Translation(source, text, alternatives, _warning(source, text, prediction.hypotheses[0]))


def _warning(source: str, text: str, hypothesis: Hypothesis) -> str | None:
    if is_loop(_words(text), lambda: _words(source)):
        return LOOP
    return None if hypothesis.finished else CUT


def _trace(source: list[int], hypothesis: Hypothesis, tokenizer: Tokenizer) -> Trace | None:
    if hypothesis.weights is None:
        return None
    tokens = list(hypothesis.tokens)
    weights = hypothesis.weights[:, : len(source) + 1]  # what lies behind is padding
    return Trace(
        source_pieces=tokenizer.pieces([*source, EOS]),
        pieces=tokenizer.pieces(tokens + [EOS] * hypothesis.finished),
        log_probs=list(hypothesis.token_log_probs),
        weights=weights,
        alignment=_alignment(
            weights, word_of_pieces(source, tokenizer), word_of_pieces(tokens, tokenizer)
        ),
    )


def word_of_pieces(ids: Sequence[int], tokenizer: Tokenizer) -> list[int]:
    """The word that each piece belongs to: that of its first character which is no blank."""
    text = tokenizer.decode(ids)
    ends = [word.end for word in split_words(text)]
    # bytes that spell no character yet are decoded as signs of a fault, one each
    before = [tokenizer.decode(ids[:number]).rstrip("\ufffd") for number in range(len(ids))]
    starts = [len(piece) + text[len(piece) : len(piece) + 1].isspace() for piece in before]
    return [min(bisect_right(ends, start), len(ends) - 1) for start in starts]


def _alignment(
    weights: np.ndarray, source_words: list[int], words: list[int]
) -> list[tuple[int, int]]:
    """The best source word of each word that a piece begins in; signs of the end take no part."""
    if min(min(source_words, default=-1), min(words, default=-1)) < 0:  # a side without words
        return []
    of_words = np.zeros((max(words) + 1, max(source_words) + 1))
    places = np.ix_(words, source_words)
    np.add.at(of_words, places, weights[: len(words), : len(source_words)])
    return [(int(of_words[word].argmax()), word) for word in sorted(set(words))]


def _words(text: str) -> list[str]:
    return [word.text for word in split_words(text)]
