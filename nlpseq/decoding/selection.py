"""The best of many columns, and the sum that makes them probabilities, in few passes.

Dimensions: N rows, V columns, K wanted.
"""

import numpy as np

_BLOCK = 16
"""Columns that share a maximum."""

_FEW = 6
"""Entries up to which it is faster to look for the highest again and again."""


def best_columns(logits: np.ndarray, num_columns: int) -> tuple[np.ndarray, np.ndarray]:
    """The K highest entries of each row: their columns and values (N, K), best first.

    Where they are many the columns fall into blocks, and the K best lie in the K blocks with the
    highest maxima: only those are looked into. Of equal entries the lower column comes first, among
    those found.

    Args:
        logits: (N, V), changed on the way and then as they were.
        num_columns: K; fewer are found where V is smaller.
    """
    if num_columns <= _FEW:
        return _highest_in_turn(logits, min(num_columns, logits.shape[1]))
    candidates = _columns_of_best_blocks(logits, num_columns)
    values = np.take_along_axis(logits, candidates, axis=1)
    if num_columns < values.shape[1]:
        kept = np.argpartition(values, values.shape[1] - num_columns, axis=1)[:, -num_columns:]
        candidates = np.take_along_axis(candidates, kept, axis=1)
        values = np.take_along_axis(values, kept, axis=1)
    order = np.lexsort((candidates, -values), axis=-1)
    return (
        np.take_along_axis(candidates, order, axis=1),
        np.take_along_axis(values, order, axis=1),
    )


def _highest_in_turn(logits: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
    """The highest entry of each row, then the highest of the others, and so on."""
    rows = np.arange(len(logits))
    columns = np.empty((len(logits), number), np.int64)
    values = np.empty(columns.shape, logits.dtype)
    for place in range(number):
        columns[:, place] = logits.argmax(axis=1)
        values[:, place] = logits[rows, columns[:, place]]
        logits[rows, columns[:, place]] = -np.inf
    for place in reversed(range(number)):  # a column found twice was -inf the second time
        logits[rows, columns[:, place]] = values[:, place]
    return columns, values


def log_sum_exp(logits: np.ndarray, maxima: np.ndarray) -> np.ndarray:
    """Logarithm of the summed exponentials (N, 1) of each row; ``logits`` are overwritten.

    Args:
        logits: (N, V)
        maxima: (N, 1) the highest of each row.
    """
    logits -= maxima
    np.exp(logits, out=logits)
    # half the time of sum, which adds up more exactly than is needed here
    return np.log(np.einsum("ij->i", logits))[:, None] + maxima


def _columns_of_best_blocks(logits: np.ndarray, num_blocks: int) -> np.ndarray:
    """The columns (N, K * 16 and more) of the blocks, and those that fill no block."""
    num_rows, num_columns = logits.shape
    width = num_columns // _BLOCK  # block j holds the columns j, j + width, j + 2 * width, ...
    if width <= num_blocks:
        return np.broadcast_to(np.arange(num_columns), logits.shape)
    maxima = logits[:, : width * _BLOCK].reshape(num_rows, _BLOCK, width).max(axis=1)
    blocks = np.argpartition(maxima, width - num_blocks, axis=1)[:, -num_blocks:]
    columns = (blocks[:, :, None] + width * np.arange(_BLOCK)).reshape(num_rows, -1)
    rest = np.arange(width * _BLOCK, num_columns)
    return np.concatenate([columns, np.broadcast_to(rest, (num_rows, len(rest)))], axis=1)
