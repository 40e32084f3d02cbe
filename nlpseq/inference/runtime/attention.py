"""Attention of several hypotheses a sentence over states that are kept once a sentence.

Dimensions: B sentences, A of them live, W hypotheses of each, S source time, K key width, M memory
width.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from nlpseq.inference.runtime.engines import Engine, Product

# Scores (A, W, S) of queries (A, W, K) against keys (A, S, K).
Fit = Callable[[np.ndarray, np.ndarray], np.ndarray]

_CACHED = 1 << 18
"""Numbers that additive attention has at hand at once: about the second-level cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """One of ``modules/attention.py``, by its parameters.

    Args:
        keys: from encoder states to keys.
        query: from the decoder's state to the query.
        fit: of queries and keys.
    """

    keys: Product
    query: Product
    fit: Fit


def attention(
    kind: str, weights: Mapping[str, np.ndarray], prefix: str, query_size: int, engine: Engine
) -> Attention:
    """The attention of a bundle.

    Args:
        kind: additive, dot, general or none.
        weights: of the model.
        prefix: of its parameters.
        query_size: width of the decoder's state.
        engine: of the products.
    """
    if kind == "none":
        return Attention(_same, _same, lambda q, k: np.zeros((*q.shape[:2], k.shape[1]), q.dtype))
    if kind == "additive":
        return Attention(
            engine.product(weights[f"{prefix}.project_keys.weight"], bound=1.0),
            engine.product(
                weights[f"{prefix}.project_query.weight"],
                weights[f"{prefix}.project_query.bias"],
                bound=1.0,
            ),
            _additive(weights[f"{prefix}.combine.weight"][0]),
        )
    name = f"{prefix}.project.weight"
    scale = np.float32(query_size**-0.5 if kind == "dot" else 1.0)
    return Attention(
        engine.product(weights[name], bound=1.0) if name in weights else _same,
        _same,
        lambda queries, keys: (queries @ keys.transpose(0, 2, 1)) * scale,
    )


def softmax(scores: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Weights (A, W, S), 0 where ``mask`` (A, S) is False."""
    scores = np.where(mask[:, None], scores, np.float32(-np.inf))
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=2, keepdims=True)
    return scores


def _additive(combine: np.ndarray) -> Fit:
    def fit(queries: np.ndarray, keys: np.ndarray) -> np.ndarray:
        num_sentences, width, size = queries.shape
        scores = np.empty((num_sentences, width, keys.shape[1]), np.float32)
        at_once = max(1, _CACHED // (width * keys.shape[1] * size))
        for first in range(0, num_sentences, at_once):
            part = slice(first, first + at_once)
            hidden = queries[part, :, None] + keys[part, None]
            np.tanh(hidden, out=hidden)
            np.matmul(hidden, combine, out=scores[part])
        return scores

    return fit


def _same(states: np.ndarray) -> np.ndarray:
    return states
