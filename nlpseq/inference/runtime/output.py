"""The last layer of the translator: features -> the best next pieces, of all or of a shortlist.

Dimensions: N rows, E features, V pieces, U pieces of a group of sentences, K wanted.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from nlpseq.data.shortlist import Shortlist
from nlpseq.decoding.selection import best_columns, log_sum_exp
from nlpseq.decoding.stepper import EVERY
from nlpseq.inference.runtime.engines import Engine, Product
from nlpseq.tasks.translation_search import TranslationItem

_ROWS_AT_ONCE = 128
"""Rows that meet the vocabulary together: their logits stay near the cache."""

_GROUP = 32
"""Sentences whose shortlists are joined: more make larger products, of more pieces."""

_OUTSIDE = np.float32(-1e3)
"""Added to logits outside of a shortlist: no probability is left, and no ties, which cost time."""

Found = tuple[np.ndarray, np.ndarray]


class Output(Protocol):
    """Chooses the candidates of a step."""

    def __call__(self, features: np.ndarray, sentences: np.ndarray, number: int) -> Found:
        """Pieces and their log-probabilities, (N, K) each, best first.

        Args:
            features: (N, E)
            sentences: (N,) that the rows belong to, as they stood in the batch.
            number: K, or ``EVERY``: then V of them, piece k in column k.
        """
        ...


class WholeVocabulary:
    """Every piece is a candidate.

    Args:
        logits: product with the table of pieces.
    """

    def __init__(self, logits: Product) -> None:
        self._logits = logits

    def __call__(
        self,
        features: np.ndarray,
        sentences: np.ndarray,  # noqa: ARG002  (all have the same)
        number: int,
    ) -> Found:
        """Pieces and their log-probabilities."""
        parts = [
            _best(self._logits(features[first : first + _ROWS_AT_ONCE]), number)
            for first in range(0, len(features), _ROWS_AT_ONCE)
        ]
        pieces, log_probs = zip(*parts, strict=True)
        return np.concatenate(pieces), np.concatenate(log_probs)


class Shortlisted:
    """The pieces of each sentence's shortlist are candidates, and share the probability.

    Sentences are computed in groups over the union of their shortlists; what is in a neighbour's
    alone is masked, so that a sentence's result does not depend on its neighbours.

    Args:
        shortlist: of the bundle.
        table: (V, E) of the last layer.
        bias: (V,)
        engine: of the products.
        items: the sentences of a batch.
    """

    def __init__(
        self,
        shortlist: Shortlist,
        table: np.ndarray,
        bias: np.ndarray,
        engine: Engine,
        items: Sequence[TranslationItem],
    ) -> None:
        self._vocab_size = len(table)
        lists = [_pieces(shortlist, item) for item in items]
        groups = [lists[first : first + _GROUP] for first in range(0, len(lists), _GROUP)]
        self._unions = [np.unique(np.concatenate(group)) for group in groups]
        self._penalties = [
            _OUTSIDE * np.stack([~np.isin(union, own, assume_unique=True) for own in group])
            for group, union in zip(groups, self._unions, strict=True)
        ]
        self._logits = [engine.product(table[u], bias[u], bound=1.0) for u in self._unions]

    def __call__(self, features: np.ndarray, sentences: np.ndarray, number: int) -> Found:
        """Pieces and their log-probabilities."""
        group_of = sentences // _GROUP
        width = self._vocab_size if number == EVERY else number
        pieces = np.zeros((len(features), width), np.int64)
        log_probs = np.full((len(features), width), -np.inf, np.float32)
        for group in np.unique(group_of).tolist():
            rows = np.flatnonzero(group_of == group)
            logits = self._logits[group](features[rows])
            logits += self._penalties[group][sentences[rows] % _GROUP]
            columns, found = _best(logits, number)
            names = self._unions[group][columns]
            places = names if number == EVERY else np.arange(found.shape[1])
            pieces[rows[:, None], places] = names
            log_probs[rows[:, None], places] = found
        if number == EVERY:  # those that no shortlist has, too
            pieces = np.broadcast_to(np.arange(width), log_probs.shape)
        return pieces, log_probs


def _pieces(shortlist: Shortlist, item: TranslationItem) -> np.ndarray:
    """What a sentence's translation may have, phrases that it has to have included."""
    pieces = shortlist.of_sentence(item.source)
    return np.union1d(pieces, np.array([p for phrase in item.required for p in phrase], np.int64))


def _best(logits: np.ndarray, number: int) -> Found:
    """The columns of some rows with the highest logits, and their log-probabilities."""
    if number == EVERY:
        every = np.broadcast_to(np.arange(logits.shape[1]), logits.shape)
        total = log_sum_exp(logits.copy(), logits.max(axis=1, keepdims=True))
        return every, logits - total
    columns, values = best_columns(logits, number)
    return columns, values - log_sum_exp(logits, values[:, :1])
