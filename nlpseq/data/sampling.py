"""Other pieces for the same words: subword regularisation (Kudo 2018, sec. 3).

The stored examples hold the best pieces of every word. Training may draw others in their place at
each visit, so that a model meets a word in many spellings and learns what its parts mean.
"""

from bisect import bisect
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

import numpy as np

from nlpseq.data.tokenizer import UNK, Tokenizer

NUM_ALTERNATIVES = 64
"""Segmentations of a word that are drawn from: the l of Kudo 2018, whose choice this is too."""

_CACHED_WORDS = 100_000


class PieceSampler:
    """Draws the pieces of words in proportion to their probability raised to a power.

    The probability of a sentence's segmentation is the product of its words', so that drawing word
    by word is drawing for the sentence; and a word's alternatives are found once.

    Args:
        tokenizer: whose pieces; of the algorithm unigram.
        alpha: the power: large = nearly always the best, small = nearly any.

    Raises:
        InputError: the pieces have no probabilities, as those of BPE.
    """

    def __init__(self, tokenizer: Tokenizer, alpha: float) -> None:
        self._tokenizer = tokenizer
        self._alpha = alpha
        tokenizer.best_segmentations("a", 1)  # says at once if there are no probabilities
        self._begins = tokenizer.begins_word()
        self._alternatives = lru_cache(maxsize=_CACHED_WORDS)(self._found)

    @classmethod
    def where(cls, tokenizer: Tokenizer, alpha: float) -> "PieceSampler | None":
        """The sampler that a setting asks for: none for 0."""
        return cls(tokenizer, alpha) if alpha else None

    def sample(self, ids: Sequence[int] | np.ndarray, rng: np.random.Generator) -> list[int]:
        """Draw pieces for a text, or for one word.

        Args:
            ids: its best pieces.
            rng: source of the draws.

        Returns:
            ids that spell the same text.
        """
        words = self._words([int(index) for index in ids])
        sampled: list[int] = []
        for word, draw in zip(words, rng.random(len(words)).tolist(), strict=True):
            choices, bounds = self._alternatives(word)
            sampled += choices[min(bisect(bounds, draw), len(choices) - 1)]
        return sampled

    def _words(self, ids: list[int]) -> list[tuple[int, ...]]:
        inner = [place for place, index in enumerate(ids) if place and self._begins[index]]
        return [tuple(ids[a:b]) for a, b in pairwise([0, *inner, len(ids)]) if a < b]

    def _found(self, word: tuple[int, ...]) -> tuple[list[tuple[int, ...]], list[float]]:
        """The segmentations of a word, and where each one's share of [0, 1) ends."""
        if UNK in word:  # stands for no text
            return [word], [1.0]
        found = self._tokenizer.best_segmentations(self._tokenizer.decode(word), NUM_ALTERNATIVES)
        # the first is what encode gives; a word of signs that decoding changes has itself only
        if not found or found[0][0] != word:
            return [word], [1.0]
        scores = np.array([score for _, score in found])
        weights = np.exp(self._alpha * (scores - scores[0]))
        return [ids for ids, _ in found], list(accumulate((weights / weights.sum()).tolist()))
