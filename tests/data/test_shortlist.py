"""Shortlists: learnt as the alignment model says, whatever stands beside what."""

import numpy as np
import pytest

from nlpseq.data import shortlist
from nlpseq.data.shortlist import as_arrays, from_arrays, learn_shortlist
from nlpseq.data.tokenizer import EOS

A, B, C = 10, 11, 12
X, Y, Z = 20, 21, 22
PAIRS = [([A, B], [X, Y]), ([A, C], [Z, X]), ([B], [Y]), ([C, B], [Y, Z])] * 3


def test_the_likeliest_translation_comes_first() -> None:
    found = learn_shortlist(PAIRS, vocab_size=30, num_of_piece=2, num_frequent=1)
    assert found.of_piece[[A, B, C], 0].tolist() == [X, Y, Z]
    assert (found.of_piece[[0, X, 29]] == EOS).all()
    assert found.frequent.tolist() == [EOS, Y]
    assert found.of_sentence([A, 29]).tolist() == sorted({EOS, A, 29, Y, *found.of_piece[A]})


def test_it_learns_what_the_model_learns() -> None:
    sources, targets, probs = shortlist._lexicon(PAIRS, 30)
    found = {(s, t): p for s, t, p in zip(sources, targets, probs, strict=True)}
    expected = dict.fromkeys(found, 1.0)
    for _ in range(shortlist._ROUNDS):
        counts = dict.fromkeys(found, 0.0)
        for source, target in PAIRS:
            for t in target:
                total = sum(expected[s, t] for s in (0, *source))
                for s in (0, *source):
                    counts[s, t] += expected[s, t] / total
        for s, t in counts:
            expected[s, t] = counts[s, t] / sum(c for (other, _), c in counts.items() if other == s)
    assert found == pytest.approx(expected)


def test_it_stops_at_the_links_it_may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "MAX_LINKS", 3 * 2 + 3 * 2)
    found = learn_shortlist(PAIRS, vocab_size=30)
    assert found.frequent.tolist() == [EOS, X, Y, Z]
    assert found.of_piece[C, 0] == Z
    nothing = learn_shortlist([], vocab_size=30)
    assert nothing.frequent.tolist() == [EOS]


def test_arrays_hold_all_of_it() -> None:
    written = {"translation": learn_shortlist(PAIRS, vocab_size=30)}
    read = from_arrays(as_arrays(written))
    assert read.keys() == written.keys()
    for name in ("of_piece", "frequent"):
        np.testing.assert_array_equal(
            getattr(read["translation"], name), getattr(written["translation"], name)
        )
