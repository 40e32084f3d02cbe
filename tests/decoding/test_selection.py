"""The best of many columns are those that sorting finds."""

import numpy as np
import pytest

from nlpseq.decoding.selection import best_columns, log_sum_exp


@pytest.mark.parametrize(
    ("num_columns", "num_best"),
    [(8000, 6), (8000, 9), (70, 3), (64, 2), (5, 9), (131, 1), (131, 8)],
)
def test_the_best_columns_are_found_in_the_best_blocks(num_columns: int, num_best: int) -> None:
    logits = np.random.default_rng(num_columns).normal(size=(7, num_columns)).astype(np.float32)
    before = logits.copy()
    columns, values = best_columns(logits, num_best)
    np.testing.assert_array_equal(logits, before)
    expected = np.argsort(-logits, axis=1, kind="stable")[:, :num_best]
    np.testing.assert_array_equal(columns, expected)
    np.testing.assert_array_equal(values, np.take_along_axis(logits, expected, axis=1))
    total = np.log(np.exp(logits.astype(np.float64)).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(log_sum_exp(logits, values[:, :1]), total, rtol=1e-5)
