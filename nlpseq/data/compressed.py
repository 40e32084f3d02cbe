"""Weights in a quarter of their room: whole numbers of one byte, and a scale for each row.

A row is what one output of a layer, or one entry of a table, is made of: rows of small numbers lose
no more than those of large ones. Vectors (biases, CRF scores) stay as they are.
"""

from collections.abc import Mapping

import numpy as np

SCALE = ".scale"
"""Behind the name of a weight: that of its scales."""

_LARGEST = 127
_FEWEST = 1024
"""Numbers of a weight from which it is compressed."""


def compress(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights with the large ones as int8 (rows, ...) and scales (rows,) in float32."""
    found: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        if weight.ndim < 2 or weight.size < _FEWEST:
            found[name] = weight
            continue
        found |= _in_bytes(name, weight)
    return found


def compress_one(weights: Mapping[str, np.ndarray], name: str) -> dict[str, np.ndarray]:
    """Weights with one of them, whatever its size, as int8 with scales."""
    return {**weights, **_in_bytes(name, weights[name])}


def rounded(weight: np.ndarray) -> np.ndarray:
    """What is left of a weight that was compressed; compressing that loses no more."""
    return expand(_in_bytes("weight", weight))["weight"]


def _in_bytes(name: str, weight: np.ndarray) -> dict[str, np.ndarray]:
    rows = weight.reshape(len(weight), -1)
    scales = np.abs(rows).max(axis=1).astype(np.float32) / np.float32(_LARGEST)
    scales[scales == 0] = 1.0
    small = np.rint(rows / scales[:, None]).astype(np.int8).reshape(weight.shape)
    return {name: small, name + SCALE: scales}


def expand(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What ``compress`` was given, to within half a scale; other weights come back as they are.

    Raises:
        KeyError: a weight has no scales.
    """
    found: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        if name.endswith(SCALE):
            continue
        if weight.dtype == np.int8:
            scales = weights[name + SCALE]
            weight = weight.astype(np.float32) * scales.reshape(-1, *[1] * (weight.ndim - 1))
        found[name] = weight
    return found
