"""What the first layer of a tagger makes of a word, computed once and kept for what follows.

Dimensions: U words, P pieces, L characters, F filters, W width of a word's vector, G gates.
"""

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np

from nlpseq.data.batching import pad
from nlpseq.data.features import character_ids, feature_rows
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.vectors import rows_of, word_keys
from nlpseq.inference.runtime.engines import Float32, Product
from nlpseq.tasks.tagging_items import TaggingItem

KEPT_WORDS = 16_384
"""Words that are kept at most; when more are met, all are forgotten but those at hand."""

HIDDEN = "\n"
"""Stands for a word that is not to be seen; no word is spelt so, as it ends a line."""

_KEYS = re.compile(r"pretrained\.(\d+)\.keys")
"""Name of the keys of a table of vectors that was made before."""

_BATCH = 1024
"""New words computed together: what they need on the way stays small."""


def words_seen(item: TaggingItem) -> tuple[str, ...]:
    """The words of a sentence, ``HIDDEN`` in place of those that are hidden."""
    if not item.hidden:
        return item.words
    return tuple(HIDDEN if i in item.hidden else word for i, word in enumerate(item.words))


class WordVectors:
    """Vectors of words: ``Tagger`` without its recurrent layers.

    Args:
        weights: of the model.
        prefix: of the head's parameters.
        tokenizer: the shared tokenizer.
    """

    def __init__(
        self, weights: Mapping[str, np.ndarray], prefix: str, tokenizer: Tokenizer
    ) -> None:
        self._tokenizer = tokenizer
        self._pieces = weights["embedding.weight"]
        self._tables = [
            weights[name]
            for number in range(9)
            if (name := f"{prefix}.features.tables.{number}.weight") in weights
        ]
        self._taps = None
        if f"{prefix}.characters.convolution.weight" in weights:
            characters = weights[f"{prefix}.characters.embedding.weight"]
            kernel = weights[f"{prefix}.characters.convolution.weight"]
            # The convolution of a character is one of 2,048 rows for each place of its window.
            self._taps = [characters @ kernel[:, :, place].T for place in range(kernel.shape[2])]
            self._bias = weights[f"{prefix}.characters.convolution.bias"]
        numbers = sorted(int(found[1]) for name in weights if (found := _KEYS.fullmatch(name)))
        self._tables_before = [
            (weights[f"pretrained.{number}.keys"], weights[f"pretrained.{number}.embedding.weight"])
            for number in numbers
        ]
        if self._tables_before:
            self._project = Float32().product(
                weights[f"{prefix}.context.weight"], weights[f"{prefix}.context.bias"]
            )

    def __call__(self, words: Sequence[str]) -> np.ndarray:
        """(U, W) of distinct words."""
        parts = [self._pooled(pad(self._tokenizer.encode_words(words)))]
        if self._taps is not None:
            parts.append(self._spelt(pad([list(character_ids(word)) for word in words])))
        if self._tables:
            columns = np.array([feature_rows(word) for word in words]).T
            parts += [table[column] for table, column in zip(self._tables, columns, strict=True)]
        if self._tables_before:
            parts.append(self._project(self._pretrained(words)))
        vectors = np.concatenate(parts, axis=1)
        vectors[[word == HIDDEN for word in words]] = 0.0
        return vectors

    def _pooled(self, pieces: np.ndarray) -> np.ndarray:
        """First, last and mean of the embeddings (U, P) of a word's pieces."""
        vectors = self._pieces[pieces]
        lengths = (pieces != 0).sum(axis=1)
        first, last = vectors[:, 0], vectors[np.arange(len(pieces)), lengths - 1]
        vectors *= (pieces != 0)[:, :, None]
        mean = vectors.sum(axis=1) / lengths[:, None].astype(np.float32)
        scale = np.float32(math.sqrt(vectors.shape[2]))  # as SharedEmbedding does
        return np.concatenate([first, last, mean], axis=1) * scale

    def _pretrained(self, words: Sequence[str]) -> np.ndarray:
        """The vectors that words had before; 0 where there was none."""
        asked = np.array([word_keys(word) for word in words])
        found = []
        for keys, vectors in self._tables_before:
            rows = rows_of(keys, asked)
            found.append(vectors[rows.clip(min=0)] * (rows >= 0)[:, None])
        return np.concatenate(found, axis=1)

    def _spelt(self, characters: np.ndarray) -> np.ndarray:
        """Maximum over the characters (U, L) of their convolution, 0 at least."""
        assert self._taps is not None
        before, here, after = self._taps
        responses = here[characters]
        responses[:, 1:] += before[characters[:, :-1]]
        responses[:, :-1] += after[characters[:, 1:]]
        responses[characters == 0] = -np.inf
        return np.maximum(responses.max(axis=1) + self._bias, 0.0)


class WordGates:
    """The gates' inputs of words, kept.

    Args:
        vectors: of words.
        product: from a vector to the gates' inputs.
        num_gates: G.
    """

    def __init__(self, vectors: WordVectors, product: Product, num_gates: int) -> None:
        self._vectors = vectors
        self._product = product
        self._rows: dict[str, int] = {}
        self._table = np.empty((0, num_gates), np.float32)

    def table(self, words: set[str]) -> tuple[np.ndarray, dict[str, int]]:
        """A table with the gates' inputs (U, G) of some words at least, and where each stands."""
        new = sorted(word for word in words if word not in self._rows)
        if len(self._rows) + len(new) > max(KEPT_WORDS, len(words)):
            self._rows.clear()
            new = sorted(words)
        self._make_room(len(self._rows) + len(new))
        for first in range(0, len(new), _BATCH):
            batch = new[first : first + _BATCH]
            start = len(self._rows)
            self._table[start : start + len(batch)] = self._product(self._vectors(batch))
            self._rows.update(zip(batch, range(start, start + len(batch)), strict=True))
        return self._table, self._rows

    def _make_room(self, num_words: int) -> None:
        if num_words > len(self._table):
            # doubled, so that it is seldom copied; not all at once, so that one sentence is cheap
            table = np.empty(
                (max(num_words, 2 * len(self._table)), self._table.shape[1]), np.float32
            )
            table[: len(self._rows)] = self._table[: len(self._rows)]
            self._table = table
