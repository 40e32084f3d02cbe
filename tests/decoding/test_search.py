"""Greedy and beam search against the enumeration of all sequences of a small Markov chain."""

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.beam import beam_search
from nlpseq.decoding.greedy import greedy_search
from nlpseq.decoding.hypothesis import Hypothesis
from tests.decoding.chains import BOS, EOS, MarkovStepper, chain, same


def all_finished(table: np.ndarray, max_length: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every sequence that ends in time, with its log-probability."""
    inner = [token for token in range(len(table)) if token not in (BOS, EOS)]
    for length in range(max_length):
        for tokens in product(inner, repeat=length):
            path = (BOS, *tokens, EOS)
            pairs = pairwise(path)
            yield tokens, sum(float(table[last, token]) for last, token in pairs)


seeds = st.integers(0, 10_000)


@given(seed=seeds, penalty=st.sampled_from([0.0, 0.6, 1.0, 2.0, -0.5]))
def test_a_beam_that_holds_everything_finds_the_true_best(seed: int, penalty: float) -> None:
    table = chain(seed, 1, 5)
    num_sequences = 2 * 3**4
    found = beam_search(
        MarkovStepper(table),
        1,
        np.array([4]),
        beam_size=num_sequences,
        num_best=5,
        length_penalty=penalty,
    )[0]
    scored = sorted(
        (
            (prob / (len(tokens) + 1) ** penalty, tokens)
            for tokens, prob in all_finished(table[0], 4)
        ),
        reverse=True,
    )
    assert [h.score for h in found] == pytest.approx([score for score, _ in scored[:5]])
    assert [h.tokens for h in found] == [tokens for _, tokens in scored[:5]]
    assert all(h.finished for h in found)


@given(
    seed=seeds,
    beam_size=st.integers(1, 4),
    penalty=st.sampled_from([0.0, 1.0, 1.5]),
    max_length=st.integers(1, 8),
)
def test_log_probabilities_are_those_of_the_path(
    seed: int, beam_size: int, penalty: float, max_length: int
) -> None:
    table = chain(seed, 2, 6)
    results = beam_search(
        MarkovStepper(table),
        2,
        np.full(2, max_length),
        beam_size=beam_size,
        num_best=beam_size,
        length_penalty=penalty,
        with_weights=True,
    )
    for sentence, hypotheses in enumerate(results):
        for hypothesis in hypotheses:
            path = [BOS, *hypothesis.tokens] + [EOS] * hypothesis.finished
            expected = [float(table[sentence, a, b]) for a, b in pairwise(path)]
            assert list(hypothesis.token_log_probs) == expected
            assert hypothesis.log_prob == pytest.approx(sum(expected))
            assert hypothesis.score == pytest.approx(sum(expected) / len(expected) ** penalty)
            assert hypothesis.finished or len(hypothesis.tokens) == max_length
            assert hypothesis.weights is not None
            steps = np.arange(1, len(path))
            assert (
                hypothesis.weights == np.stack([0 * steps + sentence, steps, path[:-1]], 1)
            ).all()


@given(seed=seeds, beam_size=st.integers(1, 6), max_length=st.integers(2, 7))
def test_n_best_lists_are_full_sorted_and_distinct(
    seed: int, beam_size: int, max_length: int
) -> None:
    results = beam_search(
        MarkovStepper(chain(seed, 3, 8)),
        3,
        np.full(3, max_length),
        beam_size=beam_size,
        num_best=beam_size,
    )
    for hypotheses in results:
        assert len(hypotheses) == beam_size
        assert len({h.tokens for h in hypotheses}) == beam_size
        order = [(not h.finished, -h.score) for h in hypotheses]
        assert order == sorted(order)


@given(seed=seeds, num_best=st.integers(1, 4))
def test_asking_for_more_does_not_change_the_first(seed: int, num_best: int) -> None:
    table, lengths = chain(seed, 3, 7), np.array([9, 4, 12])

    def search(num: int) -> list[list[Hypothesis]]:
        return beam_search(MarkovStepper(table), 3, lengths, beam_size=4, num_best=num)

    for few, many in zip(search(num_best), search(4), strict=True):
        assert all(same(a, b) for a, b in zip(few, many, strict=False))


@given(
    seed=seeds,
    beam_size=st.integers(1, 4),
    lengths=st.lists(st.integers(1, 9), min_size=2, max_size=5),
)
def test_a_sentence_does_not_depend_on_its_batch(
    seed: int, beam_size: int, lengths: list[int]
) -> None:
    table = chain(seed, len(lengths), 7)
    together = beam_search(
        MarkovStepper(table),
        len(lengths),
        np.array(lengths),
        beam_size=beam_size,
        num_best=beam_size,
    )
    for sentence, hypotheses in enumerate(together):
        alone = beam_search(
            MarkovStepper(table[sentence : sentence + 1]),
            1,
            np.array(lengths[sentence : sentence + 1]),
            beam_size=beam_size,
            num_best=beam_size,
        )[0]
        assert len(alone) == len(hypotheses)
        assert all(same(a, b) for a, b in zip(alone, hypotheses, strict=True))


@given(
    seed=seeds,
    penalty=st.sampled_from([0.0, 1.0]),
    lengths=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    levels=st.sampled_from([2, 1000]),
)
def test_a_beam_of_one_is_greedy_search(
    seed: int, penalty: float, lengths: list[int], levels: int
) -> None:
    # Two levels of log-probability make ties the rule.
    table = chain(seed, len(lengths), 6)
    table = np.where(np.isinf(table), table, np.round(table * levels / 4) / levels)
    greedy = greedy_search(
        MarkovStepper(table),
        len(lengths),
        np.array(lengths),
        length_penalty=penalty,
        with_weights=True,
    )
    beam = beam_search(
        MarkovStepper(table),
        len(lengths),
        np.array(lengths),
        beam_size=1,
        length_penalty=penalty,
        with_weights=True,
    )
    assert all(same(a, b[0]) for a, b in zip(greedy, beam, strict=True))


def test_a_wider_beam_finds_what_greedy_search_misses() -> None:
    table = np.full((1, 6, 6), -20.0, dtype=np.float32)
    table[0, BOS, [4, 5]] = np.log([0.6, 0.4])
    table[0, 4, [0, 1, EOS]] = np.log([0.3, 0.3, 0.4])
    table[0, 5, EOS] = 0.0
    stepper, lengths = MarkovStepper(table), np.array([6])
    assert greedy_search(stepper, 1, lengths)[0].tokens == (4,)
    best = beam_search(MarkovStepper(table), 1, lengths, beam_size=2)[0][0]
    assert best.tokens == (5,)
    assert best.log_prob == pytest.approx(np.log(0.4))


def test_search_stops_when_nothing_live_can_win() -> None:
    table = np.full((1, 6, 6), -9.0, dtype=np.float32)
    table[0, BOS, EOS] = -0.01
    stepper = MarkovStepper(table)
    found = beam_search(stepper, 1, np.array([50]), beam_size=3)
    assert found[0][0].tokens == ()
    assert stepper.num_steps == 1


def test_a_live_hypothesis_that_may_still_win_is_followed() -> None:
    # The end is likelier at once, but a long sequence of sure tokens has the better mean.
    table = np.full((1, 6, 6), -np.inf, dtype=np.float32)
    table[0, BOS, [4, EOS]] = np.log([0.4, 0.6])
    table[0, 4, [4, EOS]] = np.log([0.9, 0.1])
    lengths = np.array([10])
    by_mean = beam_search(MarkovStepper(table), 1, lengths, beam_size=12)[0][0]
    stepper = MarkovStepper(table)
    by_sum = beam_search(stepper, 1, lengths, beam_size=12, length_penalty=0.0)[0][0]
    assert by_mean.tokens == (4,) * 9
    assert by_sum.tokens == ()
    assert stepper.num_steps == 1


def test_the_longest_length_bounds_what_a_live_hypothesis_can_come_to() -> None:
    # Worse than the finished one at every length but the very long ones.
    table = np.full((1, 6, 6), -np.inf, dtype=np.float32)
    table[0, BOS, [4, EOS]] = np.log([0.3, 0.7])
    table[0, 4, [4, EOS]] = np.log([0.99, 0.01])
    best = beam_search(MarkovStepper(table), 1, np.array([40]), beam_size=41)[0][0]
    assert best.tokens == (4,) * 39


def test_a_penalty_that_favours_the_short_bounds_by_the_next_length() -> None:
    table = np.full((1, 6, 6), -np.inf, dtype=np.float32)
    table[0, BOS, [EOS, 4]] = np.log([0.1, 0.9])
    table[0, 4, EOS] = 0.0
    best = beam_search(MarkovStepper(table), 1, np.array([50]), beam_size=3, length_penalty=-1.0)[
        0
    ][0]
    assert best.tokens == (4,)


def test_an_end_takes_no_place_from_what_goes_on() -> None:
    # Three expansions of one row: the end, and both others must stay live in a beam of two.
    table = np.full((1, 6, 6), -np.inf, dtype=np.float32)
    table[0, BOS, [EOS, 4, 5]] = np.log([0.5, 0.3, 0.2])
    table[0, 4, [0, 1, EOS]] = np.log([0.499, 0.499, 0.002])
    table[0, 5, EOS] = 0.0
    found = beam_search(MarkovStepper(table), 1, np.array([9]), beam_size=2, num_best=2)[0]
    assert [h.tokens for h in found] == [(), (5,)]


def test_finished_sentences_leave_the_batch() -> None:
    table = chain(1, 3, 6)
    table[1, :, EOS] = 30.0  # ends at once, however it is beaten down
    stepper = MarkovStepper(table)
    greedy_search(stepper, 3, np.array([5, 5, 2]))
    assert stepper.num_rows[0] == 3
    assert stepper.num_rows[1] <= 2
    stepper = MarkovStepper(table)
    beam_search(stepper, 3, np.array([5, 5, 2]), beam_size=2)
    assert stepper.num_rows[1] <= 4
    assert max(stepper.num_rows[2:], default=0) <= 2


def test_what_is_cut_says_so_and_fills_the_list() -> None:
    table = chain(3, 1, 6)
    table[:, :, EOS] = -np.inf
    found = beam_search(MarkovStepper(table), 1, np.array([4]), beam_size=3, num_best=3)[0]
    assert [h.finished for h in found] == [False] * 3
    assert [len(h.tokens) for h in found] == [4] * 3
    assert not greedy_search(MarkovStepper(table), 1, np.array([4]))[0].finished


def test_forbidden_tokens_are_never_written() -> None:
    table = chain(5, 1, 6)
    table[:, :, [0, 1, 4]] = -np.inf  # only token 5 and the end are left
    found = beam_search(MarkovStepper(table), 1, np.array([2]), beam_size=4, num_best=4)[0]
    assert sorted((h.tokens, h.finished) for h in found) == [
        ((), True),
        ((5,), True),
        ((5, 5), False),
    ]


def test_no_sentences_have_no_hypotheses() -> None:
    stepper = MarkovStepper(chain(1, 0, 5))
    assert beam_search(stepper, 0, np.zeros(0, int), beam_size=2) == []
    assert greedy_search(stepper, 0, np.zeros(0, int)) == []


def test_more_results_than_the_beam_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="num_best is 3, expected 1 to 2"):
        beam_search(MarkovStepper(chain(1, 1, 5)), 1, np.array([3]), beam_size=2, num_best=3)
