"""Sampling: the distribution that was asked for, and the same draws in every batch."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.drawing import Drawing
from nlpseq.decoding.greedy import greedy_search
from nlpseq.decoding.hypothesis import Hypothesis
from nlpseq.decoding.sampling import sample
from tests.decoding.chains import BOS, EOS, MarkovStepper, chain, same

seeds = st.integers(0, 10_000)


def generators(seed: int, sentences: range) -> list[np.random.Generator]:
    return [np.random.default_rng([seed, sentence]) for sentence in sentences]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (Drawing(), [0.1, 0.3, 0.2, 0.4]),
        (Drawing(temperature=0.5), [1 / 30, 9 / 30, 4 / 30, 16 / 30]),
        (Drawing(top_k=2), [0, 3 / 7, 0, 4 / 7]),
        (Drawing(top_p=0.8), [0, 3 / 9, 2 / 9, 4 / 9]),
    ],
)
def test_tokens_come_as_often_as_they_should(drawing: Drawing, expected: list[float]) -> None:
    num_rows = 4000
    table = np.full((num_rows, 6, 6), -np.inf, dtype=np.float32)
    table[:, BOS, [0, 1, 4, 5]] = np.log([0.1, 0.3, 0.2, 0.4])
    drawn = sample(
        MarkovStepper(table), generators(1, range(num_rows)), np.ones(num_rows, int), drawing
    )
    shares = np.bincount([h.tokens[0] for h in drawn], minlength=6) / num_rows
    assert shares[[0, 1, 4, 5]] == pytest.approx(expected, abs=0.03)
    # what is told is the model's probability, however it was drawn
    assert {h.log_prob for h in drawn} <= set(table[0, BOS].tolist())


@given(seed=seeds, top_k=st.integers(0, 4), top_p=st.sampled_from([0.4, 0.9, 1.0]))
def test_a_draw_does_not_depend_on_its_batch(seed: int, top_k: int, top_p: float) -> None:
    table, lengths = chain(seed, 4, 7), np.array([9, 1, 12, 5])

    def drawn(sentences: range) -> list[Hypothesis]:
        rows = slice(sentences.start, sentences.stop)
        return sample(
            MarkovStepper(table[rows]),
            generators(seed, sentences),
            lengths[rows],
            Drawing(temperature=1.3, top_k=top_k, top_p=top_p),
        )

    together = drawn(range(4))
    for sentence, hypothesis in enumerate(together):
        (alone,) = drawn(range(sentence, sentence + 1))
        assert same(alone, hypothesis)
        path = [BOS, *hypothesis.tokens] + [EOS] * hypothesis.finished
        expected = [float(table[sentence, a, b]) for a, b in pairwise(path)]
        assert list(hypothesis.token_log_probs) == expected


@given(seed=seeds, top_k=st.integers(1, 3))
def test_only_the_best_are_drawn(seed: int, top_k: int) -> None:
    table = chain(seed, 3, 8)
    drawing = Drawing(temperature=5.0, top_k=top_k)
    drawn = sample(MarkovStepper(table), generators(seed, range(3)), np.full(3, 9), drawing)
    for sentence, hypothesis in enumerate(drawn):
        path = [BOS, *hypothesis.tokens] + [EOS] * hypothesis.finished
        for last, token in pairwise(path):
            assert token in np.argsort(-table[sentence, last], kind="stable")[:top_k]


@given(
    seed=seeds,
    drawing=st.sampled_from([Drawing(top_k=1), Drawing(top_p=1e-9), Drawing(temperature=0.0)]),
)
def test_the_sharpest_draw_is_greedy_search(seed: int, drawing: Drawing) -> None:
    table, lengths = chain(seed, 3, 7), np.array([6, 3, 8])
    drawn = sample(MarkovStepper(table), generators(seed, range(3)), lengths, drawing)
    greedy = greedy_search(MarkovStepper(table), 3, lengths)
    assert all(same(a, b) for a, b in zip(drawn, greedy, strict=True))


def test_what_has_ended_leaves_the_batch() -> None:
    table = chain(1, 3, 6)
    table[1, :, EOS] = 30.0
    stepper = MarkovStepper(table)
    sample(stepper, generators(1, range(3)), np.array([5, 5, 2]), Drawing())
    assert stepper.num_rows[0] == 3
    assert max(stepper.num_rows[1:]) <= 2
