"""N-grams that may not come back and beginnings that are given, against enumeration."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.beam import beam_search
from nlpseq.decoding.constraints import ConstrainedStepper
from nlpseq.decoding.greedy import greedy_search
from nlpseq.decoding.hypothesis import Hypothesis
from nlpseq.decoding.stepper import EVERY
from tests.decoding.chains import BOS, EOS, MarkovStepper, chain, same
from tests.decoding.test_search import all_finished

seeds = st.integers(0, 10_000)


def repeated(tokens: tuple[int, ...], ngram: int) -> bool:
    """Whether an n-gram stands in a sequence twice."""
    grams = Counter(tokens[i : i + ngram] for i in range(len(tokens) - ngram + 1))
    return any(count > 1 for count in grams.values())


def search(
    table: np.ndarray, lengths: list[int], beam_size: int, **constraints: object
) -> list[list[Hypothesis]]:
    stepper = ConstrainedStepper(MarkovStepper(table), len(lengths), **constraints)
    return beam_search(
        stepper, len(lengths), np.array(lengths), beam_size=beam_size, num_best=beam_size
    )


@given(seed=seeds, ngram=st.integers(1, 3))
def test_the_best_without_repetitions_is_found(seed: int, ngram: int) -> None:
    table = chain(seed, 1, 5)
    found = search(table, [5], 400, no_repeat_ngram=ngram)[0]
    scored = sorted(
        (
            (prob / (len(tokens) + 1), tokens)
            for tokens, prob in all_finished(table[0], 5)
            if not repeated(tokens, ngram)
        ),
        reverse=True,
    )
    finished = [h for h in found if h.finished]
    # of equal scores (the same pairs in another order) either may come first
    assert {h.tokens for h in finished} == {tokens for _, tokens in scored}
    assert [h.score for h in finished] == pytest.approx([score for score, _ in scored])


@given(seed=seeds, ngram=st.integers(1, 4), beam_size=st.integers(1, 4))
def test_no_n_gram_is_written_twice_in_any_batch(seed: int, ngram: int, beam_size: int) -> None:
    table, lengths = chain(seed, 3, 6, sharpness=3.0), [9, 30, 17]
    together = search(table, lengths, beam_size, no_repeat_ngram=ngram)
    for sentence, hypotheses in enumerate(together):
        assert not any(repeated(h.tokens, ngram) for h in hypotheses)
        rows = slice(sentence, sentence + 1)
        (alone,) = search(table[rows], lengths[rows], beam_size, no_repeat_ngram=ngram)
        assert all(same(a, b) for a, b in zip(alone, hypotheses, strict=True))


@given(seed=seeds, ngram=st.integers(0, 3), length=st.integers(1, 8))
def test_greedy_search_keeps_to_the_constraints_of_a_beam_of_one(
    seed: int, ngram: int, length: int
) -> None:
    table = chain(seed, 2, 6)
    stepper = ConstrainedStepper(MarkovStepper(table), 2, prefix=[4, 5], no_repeat_ngram=ngram)
    greedy = greedy_search(stepper, 2, np.full(2, length + 2))
    beam = search(table, [length + 2] * 2, 1, prefix=[4, 5], no_repeat_ngram=ngram)
    assert all(same(a, b[0]) for a, b in zip(greedy, beam, strict=True))


@given(
    seed=seeds,
    prefix=st.lists(st.sampled_from([0, 1, 4]), min_size=1, max_size=3),
    ngram=st.integers(0, 2),
)
def test_a_prefix_is_followed_by_the_best(seed: int, prefix: list[int], ngram: int) -> None:
    table = chain(seed, 1, 5)
    found = search(table, [len(prefix) + 3], 300, prefix=prefix, no_repeat_ngram=ngram)[0]
    begun = len(prefix)
    # an n-gram that the prefix repeats is no fault of what follows
    scored = sorted(
        (
            (prob / (len(tokens) + 1), tokens)
            for tokens, prob in all_finished(table[0], begun + 3)
            if tokens[:begun] == tuple(prefix)
            and not (ngram and any(ends_twice(tokens[:end], ngram) for end in after(begun, tokens)))
        ),
        reverse=True,
    )
    finished = [h for h in found if h.finished]
    assert {h.tokens for h in finished} == {tokens for _, tokens in scored}
    assert [h.score for h in finished] == pytest.approx([score for score, _ in scored])
    best = finished[0]
    path = pairwise([BOS, *best.tokens, EOS])
    assert list(best.token_log_probs) == [float(table[0, a, b]) for a, b in path]


def after(begun: int, tokens: tuple[int, ...]) -> range:
    """Lengths of the sequence at which a token behind the prefix was written."""
    return range(begun + 1, len(tokens) + 1)


def ends_twice(tokens: tuple[int, ...], ngram: int) -> bool:
    """Whether the last n-gram of a sequence stood in it before."""
    grams = [tokens[i : i + ngram] for i in range(len(tokens) - ngram + 1)]
    return bool(grams) and grams.count(grams[-1]) > 1


def test_every_candidate_keeps_its_column() -> None:
    stepper = ConstrainedStepper(MarkovStepper(chain(1, 1, 6)), 1, no_repeat_ngram=1)
    stepper.step(np.array([BOS]), EVERY)
    candidates = stepper.step(np.array([4]), EVERY)
    assert candidates.tokens.tolist() == [[0, 1, 2, 3, 4, 5]]
    assert np.flatnonzero(np.isinf(candidates.log_probs[0])).tolist() == [BOS, 4]
    assert candidates.log_probs.dtype == np.float32
