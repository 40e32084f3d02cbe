"""Plans of batches, and padding."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data.batching import pad, plan_epoch, plan_windows, sorted_batches

SIZES = st.lists(st.integers(0, 50), max_size=200).map(
    lambda sizes: np.array(sizes, dtype=np.int64)
)


@given(SIZES, st.integers(1, 200), st.integers(0, 5), st.integers(0, 5))
def test_a_plan_holds_every_index_once_within_the_bound(sizes, max_tokens, seed, epoch):
    batches = plan_epoch(sizes, max_tokens, seed, epoch)
    assert sorted(index for batch in batches for index in batch) == list(range(len(sizes)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * sizes[batch].max() <= max_tokens


@given(SIZES, st.integers(1, 200), st.none() | st.integers(1, 60))
def test_sorted_batches_begin_with_the_longest(sizes, max_tokens, window):
    batches = sorted_batches(sizes, max_tokens, window)
    order = [index for batch in batches for index in batch]
    assert sorted(order) == list(range(len(sizes)))
    assert list(sizes[order]) == sorted(sizes, reverse=True)
    for batch in batches:
        read = min(sizes[batch].max(), window or 50)
        assert len(batch) == 1 or len(batch) * read <= max_tokens


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


@given(
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=20),
    max_tokens=st.integers(1, 40),
    window=st.integers(1, 12),
    epoch=st.integers(0, 2),
)
def test_windows_follow_one_another(
    sizes: list[int], max_tokens: int, window: int, epoch: int
) -> None:
    lengths = np.array(sizes)
    plan = plan_windows(lengths, max_tokens, window, 1, epoch)
    read = [(int(row), number) for rows, number in plan for row in rows]
    expected = [(row, n) for row, size in enumerate(sizes) for n in range(-(-size // window))]
    assert sorted(read) == expected
    for (before, number), (rows, following) in pairwise(plan):
        assert following in (0, number + 1)
        if following:
            assert before[: len(rows)].tolist() == rows.tolist()
    for rows, number in plan:
        padded = min(window, int(lengths[rows].max()) - number * window)
        assert len(rows) == 1 or len(rows) * padded <= max_tokens
