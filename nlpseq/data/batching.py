"""Batches of like length, bounded by their padded tokens; padding of rows to one array."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def plan_epoch(sizes: np.ndarray, max_tokens: int, seed: int, epoch: int) -> list[np.ndarray]:
    """The batches of one epoch: a pure function of its arguments.

    Examples of one length come together in an order drawn anew each epoch, and so do the batches.

    Args:
        sizes: (N,) padded length of each example; of the longer side where there are two.
        max_tokens: bound on a batch's examples times its longest; an example that is longer than
            this is a batch of its own.
        seed: seed of the run.
        epoch: number of the epoch.

    Returns:
        batches: indices of the examples; every index stands in exactly one.
    """
    rng = np.random.default_rng([seed, epoch])
    shuffled = rng.permutation(len(sizes))
    order = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    batches = _cut(order, sizes[order], max_tokens)
    return [batches[index] for index in rng.permutation(len(batches))]


def plan_windows(
    sizes: np.ndarray, max_tokens: int, window: int, seed: int, epoch: int
) -> list[tuple[np.ndarray, int]]:
    """The batches of one epoch whose long examples are learnt window by window.

    The windows of an example follow one another in consecutive batches, so that what is known at
    the end of one can be carried into the next; a batch loses the examples that have ended.

    Args:
        sizes: (N,) length of each example.
        max_tokens: bound on a batch's examples times its longest window.
        window: tokens of an example learnt together.
        seed: seed of the run.
        epoch: number of the epoch.

    Returns:
        batches: indices of the examples, the longest first, and the number of their window. In
            the next window of the same examples those that remain come first and in this order.
    """
    rng = np.random.default_rng([seed, epoch])
    shuffled = rng.permutation(len(sizes))
    order = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    groups = _cut(order, np.minimum(sizes[order], window), max_tokens)
    return [
        (groups[index][sizes[groups[index]] > start], start // window)
        for index in rng.permutation(len(groups))
        for start in range(0, max(1, int(sizes[groups[index][0]])), window)
    ]


def sorted_batches(
    sizes: np.ndarray, max_tokens: int, window: int | None = None
) -> list[np.ndarray]:
    """Batches for inference, longest first, so that want of memory shows at once.

    Args:
        sizes: (N,) padded length of each example.
        max_tokens: bound as in ``plan_epoch``, or as in ``plan_windows``.
        window: tokens of an example that are read together; None = all.

    Returns:
        batches: indices of the examples; every index stands in exactly one.
    """
    order = np.argsort(-sizes, kind="stable")
    read = sizes if window is None else np.minimum(sizes, window)
    return _cut(order, read[order], max_tokens)


def predict_in_batches(
    items: Sequence[ItemT],
    sizes: np.ndarray,
    max_tokens: int,
    predict: Callable[[list[ItemT]], Sequence[ResultT]],
    window: int | None = None,
) -> list[ResultT]:
    """Predict batches of like length and put the results back in order.

    Args:
        items: what to predict from.
        sizes: padded length of each item.
        max_tokens: padded tokens of a batch.
        predict: results of one batch, in its order, which is longest first.
        window: as in ``sorted_batches``.
    """
    results: dict[int, ResultT] = {}
    for rows in sorted_batches(sizes, max_tokens, window):
        results.update(zip(rows.tolist(), predict([items[row] for row in rows]), strict=True))
    return [results[row] for row in range(len(items))]


def pad(rows: Sequence[np.ndarray | list[int]], value: int = 0) -> np.ndarray:
    """Fill rows up to the longest.

    Args:
        rows: B rows of integers, of any lengths.
        value: what stands behind the end of a row.

    Returns:
        padded: (B, T) int64, T the longest row's length (0 without rows).
    """
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    padded = np.full((len(rows), lengths.max(initial=0)), value, dtype=np.int64)
    if padded.size:
        filled = np.arange(padded.shape[1]) < lengths[:, None]
        padded[filled] = np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])
    return padded


def pad_rows(rows: Sequence[np.ndarray]) -> np.ndarray:
    """Put tables (T, C) of several lengths into one (B, T, C), with 0 behind their ends."""
    padded = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), rows[0].dtype)
    for target, row in zip(padded, rows, strict=True):
        target[: len(row)] = row
    return padded


def _cut(order: np.ndarray, sizes: np.ndarray, max_tokens: int) -> list[np.ndarray]:
    """Cut indices, sorted by falling size, so that the first of a batch is its longest."""
    batches = []
    start = 0
    while start < len(order):
        num_rows = max(1, max_tokens // max(1, int(sizes[start])))
        batches.append(order[start : start + num_rows])
        start += num_rows
    return batches
