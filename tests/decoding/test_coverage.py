"""The coverage penalty: the sum of Wu et al. 2016 at every end, and a search that heeds it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.beam import beam_search
from nlpseq.decoding.coverage import FLOOR, CoverageStepper
from nlpseq.decoding.greedy import greedy_search
from nlpseq.decoding.hypothesis import Candidates, Hypothesis
from tests.decoding.chains import BOS, EOS, MarkovStepper, chain, same


class ReadingStepper(MarkovStepper):
    """A chain whose attention is that of its last token, (V, S)."""

    def __init__(self, log_probs: np.ndarray, weights: np.ndarray) -> None:
        super().__init__(log_probs)
        self.weights = weights

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """The chain's candidates with this attention."""
        return replace(super().step(tokens, num_candidates), weights=self.weights[tokens])


def search(
    seed: int, strength: float, beam_size: int, lengths: list[int]
) -> list[list[Hypothesis]]:
    weights = np.random.default_rng(seed).dirichlet(np.ones(3), size=6)
    weights = np.concatenate([weights, np.zeros((6, 2))], axis=1)  # the rest is padding
    stepper = CoverageStepper(
        ReadingStepper(chain(seed, len(lengths), 6), weights), np.full(len(lengths), 3), strength
    )
    return beam_search(
        stepper,
        len(lengths),
        np.array(lengths),
        beam_size=beam_size,
        num_best=beam_size,
        with_weights=True,
    )


@given(seed=st.integers(0, 10_000), beam_size=st.integers(1, 5))
def test_a_score_is_the_mean_and_the_penalty_of_its_own_attention(
    seed: int, beam_size: int
) -> None:
    for hypotheses in search(seed, 0.4, beam_size, [4, 9]):
        for hypothesis in hypotheses:
            mean = hypothesis.log_prob / len(hypothesis.token_log_probs)
            read = hypothesis.weights.sum(axis=0)[:3]
            penalty = 0.4 * np.log(np.clip(read, FLOOR, 1.0)).sum()
            assert hypothesis.score == pytest.approx(mean + penalty)
        finished = [h.score for h in hypotheses if h.finished]
        assert finished == sorted(finished, reverse=True)


@given(seed=st.integers(0, 10_000), strength=st.sampled_from([0.1, 1.0, 5.0]))
def test_a_sentence_does_not_depend_on_its_batch(seed: int, strength: float) -> None:
    weights = np.random.default_rng(seed).dirichlet(np.ones(3), size=6)
    table = chain(seed, 3, 6)

    def found(rows: slice) -> list[list[Hypothesis]]:
        part = table[rows]
        stepper = CoverageStepper(ReadingStepper(part, weights), np.full(len(part), 3), strength)
        return beam_search(stepper, len(part), np.full(len(part), 7), beam_size=3, num_best=3)

    together = found(slice(None))
    for sentence, hypotheses in enumerate(together):
        (alone,) = found(slice(sentence, sentence + 1))
        assert all(same(a, b) for a, b in zip(alone, hypotheses, strict=True))


def test_a_translation_that_reads_all_is_preferred() -> None:
    table = np.full((1, 6, 6), -np.inf, dtype=np.float32)
    table[0, BOS, [4, 5]] = np.log([0.6, 0.4])
    table[0, [4, 5], EOS] = 0.0
    # token 5 leads to the half of the source that the first step has not read
    weights = np.array([[0.5, 0.5]] * 2 + [[0.9, 0.1], [0.5, 0.5], [0.9, 0.1], [0.1, 0.9]])

    def best(strength: float) -> tuple[int, ...]:
        stepper = CoverageStepper(ReadingStepper(table, weights), np.array([2]), strength)
        return beam_search(stepper, 1, np.array([5]), beam_size=2)[0][0].tokens

    assert best(1e-9) == (4,)
    assert best(1.0) == (5,)


def test_a_beam_of_one_is_greedy_search() -> None:
    weights, table = np.random.default_rng(2).dirichlet(np.ones(3), size=6), chain(2, 4, 6)

    def stepper() -> CoverageStepper:
        return CoverageStepper(ReadingStepper(table, weights), np.full(4, 3), 0.5)

    lengths = np.array([2, 9, 5, 7])
    greedy = greedy_search(stepper(), 4, lengths)
    beam = beam_search(stepper(), 4, lengths, beam_size=1)
    assert all(same(a, b[0]) for a, b in zip(greedy, beam, strict=True))


def test_without_attention_there_is_nothing_to_add_up() -> None:
    class Blind(MarkovStepper):
        def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
            return replace(super().step(tokens, num_candidates), weights=None)

    stepper = CoverageStepper(Blind(chain(1, 1, 5)), np.array([3]), 1.0)
    with pytest.raises(ValueError, match="no attention weights"):
        stepper.step(np.array([BOS]), 2)
