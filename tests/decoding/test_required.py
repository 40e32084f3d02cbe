"""Phrases that have to be written, against enumeration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.config import DecodingConfig
from nlpseq.decoding.beam import beam_search
from nlpseq.decoding.expansions import Expansions
from nlpseq.decoding.hypothesis import Hypothesis
from nlpseq.decoding.required import Phrase, Progress, RequiringStepper
from nlpseq.decoding.search import search
from tests.decoding.chains import BOS, EOS, MarkovStepper, chain, same
from tests.decoding.test_search import all_finished

seeds = st.integers(0, 10_000)
phrases = st.lists(
    st.lists(st.sampled_from([0, 1, 4, 5]), min_size=1, max_size=2).map(tuple), max_size=2
)


def found(
    table: np.ndarray, lengths: list[int], beam_size: int, required: list[list[Phrase]]
) -> list[list[Hypothesis]]:
    return beam_search(
        RequiringStepper(MarkovStepper(table), required),
        len(lengths),
        np.array(lengths),
        beam_size=beam_size,
        num_best=beam_size,
    )


def contains(tokens: tuple[int, ...], phrase: Phrase) -> bool:
    return any(tokens[i : i + len(phrase)] == phrase for i in range(len(tokens) - len(phrase) + 1))


@given(seed=seeds, phrase=st.sampled_from([(0,), (1, 4), (4, 4), (4, 1, 0)]))
def test_the_best_that_contains_a_phrase_is_found(seed: int, phrase: Phrase) -> None:
    table = chain(seed, 1, 5)
    (hypotheses,) = found(table, [5], 160, [[phrase]])
    expected = max(
        prob / (len(tokens) + 1)
        for tokens, prob in all_finished(table[0], 5)
        if contains(tokens, phrase)
    )
    # of equal scores (the same pairs in another order) either may come first
    assert hypotheses[0].score == pytest.approx(expected)
    assert contains(hypotheses[0].tokens, phrase)


@given(seed=seeds, beam_size=st.integers(1, 5), first=phrases, second=phrases)
def test_what_ends_has_all_its_phrases_in_any_batch(
    seed: int, beam_size: int, first: list[Phrase], second: list[Phrase]
) -> None:
    table, lengths, required = chain(seed, 3, 6, sharpness=3.0), [14, 20, 17], [first, second, []]
    together = found(table, lengths, beam_size, required)
    for of_sentence, hypotheses in zip(required, together, strict=True):
        complete = [all(contains(h.tokens, phrase) for phrase in of_sentence) for h in hypotheses]
        # a handful of tokens fits into any of these lengths, whether an end does or not
        assert any(complete)
        assert all(c for h, c in zip(hypotheses, complete, strict=True) if h.finished)
    for row in range(3):
        (alone,) = found(table[row : row + 1], lengths[row : row + 1], beam_size, [required[row]])
        assert all(map(same, alone, together[row]))


@given(seed=seeds, beam_size=st.integers(1, 4))
def test_without_phrases_nothing_changes(seed: int, beam_size: int) -> None:
    table, lengths = chain(seed, 2, 6), [9, 12]
    plain = beam_search(
        MarkovStepper(table), 2, np.array(lengths), beam_size=beam_size, num_best=beam_size
    )
    for left, right in zip(plain, found(table, lengths, beam_size, [[], []]), strict=True):
        assert [h.tokens for h in left] == [h.tokens for h in right]


def test_a_prefix_stands_before_the_phrases() -> None:
    decoding = DecodingConfig(beam_size=3, no_repeat_ngram=1)
    (best,) = search(
        MarkovStepper(chain(3, 1, 7)),
        [np.arange(4)],
        decoding,
        prefix=[4, 5],
        required=[[(6, 1)]],
    )
    assert best[0].tokens[:2] == (4, 5)
    assert contains(best[0].tokens, (6, 1))


def test_a_phrase_left_halfway_begins_anew() -> None:
    progress = Progress(((7, 8), (9,)))
    counts = []
    for token in (7, 7, 9, 7, 8, 5):
        progress = progress.after(token)
        counts.append(progress.count)
    assert counts == [1, 1, 1, 2, 3, 3]
    assert (progress.missing, progress.wanted()) == ((), [])
    assert Progress(((7, 8), (7, 9))).wanted() == [7]
    assert Progress(((7, 8),)).after(7).wanted() == [8]


@pytest.mark.parametrize(
    ("missing", "tokens"),
    [
        (((5, 9), (5, 8)), (6, 5, 8, 7, 5, 9)),
        (((5, 8), (5, 9)), (6, 5, 8, 7, 5, 9)),
        (((5, 5, 8),), (6, 5, 5, 5, 8, 7)),
        (((1, 2, 3), (2, 4)), (1, 2, 4, 1, 2, 3)),
    ],
)
def test_phrases_may_begin_alike_or_within_each_other(
    missing: tuple[Phrase, ...], tokens: tuple[int, ...]
) -> None:
    progress = Progress(missing)
    for token in tokens:
        progress = progress.after(token)
    assert progress.missing == ()
    assert progress.count == sum(map(len, missing))


@given(seed=seeds)
def test_the_best_that_contains_two_phrases_is_found(seed: int) -> None:
    required = [(1, 4), (1, 0)]
    table = chain(seed, 1, 5)
    (hypotheses,) = found(table, [5], 160, [required])
    expected = max(
        prob / (len(tokens) + 1)
        for tokens, prob in all_finished(table[0], 5)
        if all(contains(tokens, phrase) for phrase in required)
    )
    assert hypotheses[0].score == pytest.approx(expected)


def test_a_phrase_is_no_part_of_a_longer_word() -> None:
    joins = np.zeros(6, bool)
    joins[[4, 5]] = True
    required = [[(1, 4)]]
    for seed in range(20):
        stepper = RequiringStepper(MarkovStepper(chain(seed, 1, 6)), required, joins)
        (hypotheses,) = beam_search(stepper, 1, np.array([12]), beam_size=4, num_best=4)
        for found in hypotheses:
            if contains(found.tokens, (1, 4)):
                begin = [found.tokens[i : i + 2] for i in range(len(found.tokens))].index((1, 4))
                assert not joins[list(found.tokens[begin + 2 : begin + 3])].any()
        assert contains(hypotheses[0].tokens, (1, 4))


def test_the_beam_is_shared_out_to_the_groups() -> None:
    def kept(groups: list[int], num: int, log_probs: list[float] | None = None) -> list[int]:
        size = len(groups)
        tokens = np.arange(size)[None]
        values = np.array([log_probs or [-float(i) for i in range(size)]])
        expansions = Expansions(
            np.zeros((1, size), int), tokens, values, values, np.array([groups])
        )
        return expansions.kept(num).tokens[0].tolist()

    assert kept([0, 0, 0, 0, 1, 1], 4) == [0, 1, 4, 5]
    assert kept([0, 0, 0, 0, 0, 1], 4) == [0, 1, 2, 5]  # what one group cannot fill another does
    assert kept([0, 1, 2, 3], 2) == [2, 3]  # more groups than places: the highest
    assert kept([0, 0, 1], 2, [-1.0, -2.0, -np.inf]) == [0, 1]  # the impossible is no group
    assert kept([0, 0, 0], 2) == [0, 1]


def test_nothing_ends_before_its_phrases() -> None:
    stepper = RequiringStepper(MarkovStepper(chain(1, 1, 6)), [[(4,)]])
    candidates = stepper.step(np.array([BOS]), 3)
    ends = candidates.tokens[0] == EOS
    assert np.isneginf(candidates.log_probs[0, ends]).all()
    assert 4 in candidates.tokens[0]
