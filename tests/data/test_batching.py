"""Plans of batches, and padding."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data.batching import pad, plan_epoch, sorted_batches

SIZES = st.lists(st.integers(0, 50), max_size=200).map(
    lambda sizes: np.array(sizes, dtype=np.int64)
)


@given(SIZES, st.integers(1, 200), st.integers(0, 5), st.integers(0, 5))
def test_a_plan_holds_every_index_once_within_the_bound(sizes, max_tokens, seed, epoch):
    batches = plan_epoch(sizes, max_tokens, seed, epoch)
    assert sorted(index for batch in batches for index in batch) == list(range(len(sizes)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * sizes[batch].max() <= max_tokens


@given(SIZES, st.integers(1, 200))
def test_sorted_batches_begin_with_the_longest(sizes, max_tokens):
    batches = sorted_batches(sizes, max_tokens)
    order = [index for batch in batches for index in batch]
    assert sorted(order) == list(range(len(sizes)))
    assert list(sizes[order]) == sorted(sizes, reverse=True)
    for batch in batches:
        assert len(batch) == 1 or len(batch) * sizes[batch].max() <= max_tokens


def test_a_plan_is_a_function_of_its_arguments():
    sizes = np.random.default_rng(0).integers(1, 40, 500)

    def plan(seed, epoch):
        return [batch.tolist() for batch in plan_epoch(sizes, 100, seed, epoch)]

    assert plan(1, 0) == plan(1, 0)
    assert plan(1, 0) != plan(1, 1)
    assert plan(1, 0) != plan(2, 0)
    # other batches, too, not only another order of the same
    assert sorted(map(sorted, plan(1, 0))) != sorted(map(sorted, plan(1, 1)))


def test_a_plan_wastes_little_on_padding():
    sizes = np.random.default_rng(0).integers(1, 40, 5000)
    padded = sum(len(batch) * sizes[batch].max() for batch in plan_epoch(sizes, 1000, 1, 0))
    assert padded < 1.03 * sizes.sum()


def test_a_million_examples_are_planned_quickly():
    sizes = np.random.default_rng(0).integers(1, 60, 1_000_000)
    begin = time.perf_counter()
    batches = plan_epoch(sizes, 4096, 1, 0)
    assert time.perf_counter() - begin < 10
    assert sum(map(len, batches)) == 1_000_000


@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=5), st.integers(-1, 3))
def test_padding_fills_up_to_the_longest(rows, value):
    padded = pad(rows, value)
    width = max(map(len, rows), default=0)
    assert padded.dtype == np.int64
    assert padded.shape == (len(rows), width)
    assert padded.tolist() == [row + [value] * (width - len(row)) for row in rows]


@pytest.mark.parametrize("dtype", [np.int32, np.uint16])
def test_padding_takes_arrays_of_any_integers(dtype):
    assert pad([np.array([1, 2], dtype), np.array([], dtype)]).tolist() == [[1, 2], [0, 0]]
