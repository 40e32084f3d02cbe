"""Viterbi and exact marginals against the enumeration of all tag sequences."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.viterbi import Lattice, lattices, marginals, n_best, viterbi

NUM_TAGS = 4


class Chain:
    """Random scores of a batch, with some forbidden moves; NaN on padding to find misuse."""

    def __init__(self, seed: int, lengths: list[int], forbidden: float = -np.inf) -> None:
        rng = np.random.default_rng(seed)
        self.lengths = np.array(lengths)
        self.emissions = rng.normal(size=(len(lengths), max(lengths), NUM_TAGS), scale=2)
        self.emissions = self.emissions.astype(np.float32)
        for row, length in enumerate(lengths):
            self.emissions[row, length:] = np.nan
        self.transitions = rng.normal(size=(NUM_TAGS, NUM_TAGS))
        self.start = rng.normal(size=NUM_TAGS)
        self.end = rng.normal(size=NUM_TAGS)
        self.transitions[0, 1] = self.transitions[2, 3] = forbidden
        self.start[1] = self.end[3] = forbidden

    def moves(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What all sentences share."""
        return self.transitions, self.start, self.end

    def lattice(self, row: int) -> Lattice:
        """The distribution of one sentence."""
        return Lattice(self.emissions[row, : self.lengths[row]], *self.moves())

    def paths(self, row: int) -> dict[tuple[int, ...], float]:
        """Score of every tag sequence of a sentence."""
        return {
            tags: self.score(row, tags)
            for tags in product(range(NUM_TAGS), repeat=int(self.lengths[row]))
        }

    def score(self, row: int, tags: tuple[int, ...]) -> float:
        """Score of one tag sequence."""
        score = self.start[tags[0]] + self.end[tags[-1]]
        score += sum(float(self.emissions[row, word, tag]) for word, tag in enumerate(tags))
        moves = pairwise(tags)
        return float(score + sum(self.transitions[a, b] for a, b in moves))

    def probs(self, row: int) -> dict[tuple[int, ...], float]:
        """Probability of every tag sequence of a sentence."""
        weights = {tags: np.exp(score) for tags, score in self.paths(row).items()}
        total = sum(weights.values())
        return {tags: float(weight / total) for tags, weight in weights.items()}


chains = st.builds(
    Chain,
    seed=st.integers(0, 10_000),
    lengths=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    forbidden=st.sampled_from([-np.inf, -1e4]),
)


@given(chains)
def test_viterbi_finds_the_best_of_all_sequences(chain: Chain) -> None:
    found = viterbi(chain.emissions, chain.lengths, *chain.moves())
    for row, tags in enumerate(found):
        paths = chain.paths(row)
        assert tuple(tags.tolist()) == max(paths, key=lambda path: paths[path])


@given(chain=chains, num_best=st.integers(1, 300))
def test_the_n_best_are_the_best_of_all_sequences(chain: Chain, num_best: int) -> None:
    emissions = chain.emissions[0, : chain.lengths[0]]
    found = n_best(emissions, *chain.moves(), num_best)
    paths = {tags: score for tags, score in chain.paths(0).items() if np.isfinite(score)}
    best = sorted(paths, key=lambda path: -paths[path])[:num_best]
    assert len(found) == len(best) == len({tuple(tags.tolist()) for tags, _ in found})
    for (tags, score), expected in zip(found, best, strict=True):
        assert score == pytest.approx(paths[tuple(tags.tolist())], abs=1e-9)
        assert score == pytest.approx(paths[expected], abs=1e-9)
    (alone,) = viterbi(emissions[None], chain.lengths[:1], *chain.moves())
    assert found[0][0].tolist() == alone.tolist()


@given(chain=chains, data=st.data())
def test_constrained_search_finds_the_best_of_the_allowed_sequences(
    chain: Chain, data: st.DataObject
) -> None:
    choices = st.lists(st.integers(0, NUM_TAGS - 1), min_size=1, max_size=NUM_TAGS, unique=True)
    allowed = np.zeros(chain.emissions.shape, bool)
    for cell in np.ndindex(allowed.shape[:2]):
        allowed[cell][data.draw(choices)] = True
    emissions = np.where(allowed, chain.emissions, -np.inf)
    found = viterbi(emissions, chain.lengths, *chain.moves())
    for row, tags in enumerate(found):
        paths = {
            path: score
            for path, score in chain.paths(row).items()
            if np.isfinite(score) and all(allowed[row, t, tag] for t, tag in enumerate(path))
        }
        if not paths:  # the words' tags contradict the moves
            continue
        assert tuple(tags.tolist()) == max(paths, key=lambda path: paths[path])
        total = np.logaddexp.reduce(list(paths.values()))
        lattice = Lattice(emissions[row, : chain.lengths[row]], *chain.moves())
        assert lattice.log_partition == pytest.approx(total)
        assert lattice.segment_probability(0, tags.tolist()) == pytest.approx(
            np.exp(paths[tuple(tags.tolist())] - total)
        )


@given(chains)
def test_marginals_are_those_of_all_sequences(chain: Chain) -> None:
    found = marginals(chain.emissions, chain.lengths, *chain.moves())
    expected = np.zeros(found.shape)
    for row in range(len(chain.lengths)):
        for tags, prob in chain.probs(row).items():
            expected[row, np.arange(len(tags)), tags] += prob
    np.testing.assert_allclose(found, expected, atol=1e-12)
    inside = np.arange(found.shape[1]) < chain.lengths[:, None]
    np.testing.assert_allclose(found.sum(axis=2), inside, atol=1e-12)
    assert (found[~inside] == 0).all()


@given(chain=chains, data=st.data())
def test_the_probability_of_a_run_is_that_of_all_sequences_with_it(
    chain: Chain, data: st.DataObject
) -> None:
    length = int(chain.lengths[0])
    first = data.draw(st.integers(0, length - 1))
    tags = data.draw(st.lists(st.integers(0, NUM_TAGS - 1), min_size=1, max_size=length - first))
    expected = sum(
        prob
        for path, prob in chain.probs(0).items()
        if path[first : first + len(tags)] == tuple(tags)
    )
    found = chain.lattice(0).segment_probability(first, tags)
    assert found == pytest.approx(expected, abs=1e-12)


@given(chains)
def test_a_run_of_one_word_has_its_marginal(chain: Chain) -> None:
    found = marginals(chain.emissions, chain.lengths, *chain.moves())
    lattice = chain.lattice(0)
    for word in range(int(chain.lengths[0])):
        for tag in range(NUM_TAGS):
            assert lattice.segment_probability(word, [tag]) == pytest.approx(
                found[0, word, tag], abs=1e-12
            )


def test_the_partition_function_is_the_sum_over_all_sequences() -> None:
    chain = Chain(4, [4])
    expected = np.log(sum(np.exp(score) for score in chain.paths(0).values()))
    assert chain.lattice(0).log_partition == pytest.approx(expected)


def test_a_sentence_does_not_depend_on_its_batch() -> None:
    chain = Chain(9, [3, 7, 1, 5])
    paths = viterbi(chain.emissions, chain.lengths, *chain.moves())
    probs = marginals(chain.emissions, chain.lengths, *chain.moves())
    for row, length in enumerate(chain.lengths):
        alone = chain.emissions[row : row + 1, :length]
        lengths = np.array([length])
        assert viterbi(alone, lengths, *chain.moves())[0].tolist() == paths[row].tolist()
        alone_probs = marginals(alone, lengths, *chain.moves())[0]
        np.testing.assert_allclose(alone_probs, probs[row, :length], rtol=1e-12)


def test_without_moves_each_word_is_tagged_for_itself() -> None:
    emissions = np.random.default_rng(2).normal(size=(1, 5, NUM_TAGS))
    moves = np.zeros((NUM_TAGS, NUM_TAGS)), np.zeros(NUM_TAGS), np.zeros(NUM_TAGS)
    lengths = np.array([5])
    assert viterbi(emissions, lengths, *moves)[0].tolist() == emissions[0].argmax(1).tolist()
    softmax = np.exp(emissions) / np.exp(emissions).sum(axis=2, keepdims=True)
    np.testing.assert_allclose(marginals(emissions, lengths, *moves), softmax, rtol=1e-12)


def test_long_sentences_neither_overflow_nor_underflow() -> None:
    emissions = np.random.default_rng(3).normal(size=(1, 2000, NUM_TAGS), scale=50)
    moves = np.zeros((NUM_TAGS, NUM_TAGS)), np.zeros(NUM_TAGS), np.zeros(NUM_TAGS)
    probs = marginals(emissions, np.array([2000]), *moves)
    np.testing.assert_allclose(probs.sum(axis=2), 1.0, atol=1e-9)


@given(chains)
def test_sums_of_a_batch_are_those_of_each_sentence(chain: Chain) -> None:
    for row, found in enumerate(lattices(chain.emissions, chain.lengths, *chain.moves())):
        expected = chain.lattice(row)
        np.testing.assert_allclose(found.forward, expected.forward, atol=1e-9)
        np.testing.assert_allclose(found.backward, expected.backward, atol=1e-9)
        assert found.log_partition == pytest.approx(expected.log_partition, abs=1e-9)


def test_a_sentence_of_forbidden_moves_alone_is_left_to_the_logarithms() -> None:
    chain = Chain(5, [3], forbidden=-1e4)
    chain.emissions[0, 0, :] = -np.inf
    chain.emissions[0, 0, 0] = 1.0
    chain.emissions[0, 1, :] = -np.inf
    chain.emissions[0, 1, 1] = 1.0  # 1 after 0, which is forbidden, is the only way
    (found,) = lattices(chain.emissions, chain.lengths, *chain.moves())
    assert found.segment_probability(0, [0, 1]) == pytest.approx(1.0)
