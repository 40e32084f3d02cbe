"""The ensemble: means of probabilities, whatever is asked for."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.beam import beam_search
from nlpseq.decoding.ensemble import EnsembleStepper
from nlpseq.decoding.greedy import greedy_search
from nlpseq.decoding.stepper import EVERY
from tests.decoding.chains import BOS, MarkovStepper, chain

seeds = st.integers(0, 10_000)


def together(tables: Sequence[np.ndarray]) -> EnsembleStepper:
    return EnsembleStepper([MarkovStepper(table) for table in tables])


@given(seed=seeds, beam_size=st.integers(1, 4), num_members=st.integers(1, 3))
def test_a_search_of_several_is_one_of_their_mean(
    seed: int, beam_size: int, num_members: int
) -> None:
    tables = [chain(seed + 20_000 * member, 3, 7) for member in range(num_members)]
    with np.errstate(divide="ignore"):
        mean = np.log(np.mean(np.exp(tables), axis=0))
    lengths = np.array([4, 9, 2])
    found = beam_search(together(tables), 3, lengths, beam_size=beam_size, num_best=beam_size)
    expected = beam_search(MarkovStepper(mean), 3, lengths, beam_size=beam_size, num_best=beam_size)
    for ours, theirs in zip(found, expected, strict=True):
        assert [h.tokens for h in ours] == [h.tokens for h in theirs]
        assert [h.score for h in ours] == pytest.approx([h.score for h in theirs], abs=1e-5)


@given(seed=seeds)
def test_twice_the_same_is_once(seed: int) -> None:
    table, lengths = chain(seed, 2, 6), np.array([8, 5])
    alone = greedy_search(MarkovStepper(table), 2, lengths, with_weights=True)
    twice = greedy_search(together([table, table]), 2, lengths, with_weights=True)
    assert [h.tokens for h in twice] == [h.tokens for h in alone]
    for ours, theirs in zip(twice, alone, strict=True):
        assert ours.token_log_probs == pytest.approx(theirs.token_log_probs, abs=1e-5)
        np.testing.assert_array_equal(ours.weights, theirs.weights)


def test_what_no_float_can_tell_from_nothing_keeps_its_probability() -> None:
    table = np.full((1, 6, 6), -200.0, np.float32)
    table[..., 4], table[..., 5] = 0.0, -np.inf
    candidates = together([table, table - 1]).step(np.array([BOS]), EVERY)
    mean = np.logaddexp(-200, -201) - np.log(2)
    expected = [mean] * 4 + [np.logaddexp(0, -1) - np.log(2), -np.inf]
    assert candidates.log_probs[0] == pytest.approx(expected, abs=1e-4)


def test_every_candidate_is_in_its_column() -> None:
    tables = [chain(seed, 2, 6) for seed in range(2)]
    candidates = together(tables).step(np.array([BOS, BOS]), EVERY)
    assert candidates.tokens.tolist() == [list(range(6))] * 2
    expected = np.exp(np.stack(tables)[:, :, BOS]).mean(axis=0)
    assert np.exp(candidates.log_probs) == pytest.approx(expected, abs=1e-6)
