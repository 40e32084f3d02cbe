"""Bootstrap intervals: right formulas, deterministic, and as wide as they should be."""

import random
from math import erfc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU

from nlpseq.evaluation import significance
from nlpseq.evaluation.significance import (
    Interval,
    bleu_of_counts,
    bootstrap_interval,
    f1_of_counts,
    paired_difference,
)


@st.composite
def bleu_counts(draw: st.DrawFn) -> list[int]:
    """Possible counts of a corpus, those without matches or without n-grams among them."""
    length, reference = draw(st.integers(0, 12)), draw(st.integers(0, 12))
    totals = [max(0, length - order) for order in range(4)]
    matches: list[int] = []
    for total in totals:
        matches.append(draw(st.integers(0, min([total, *matches[-1:]]))))
    return [length, reference, *matches, *totals]


@given(st.lists(bleu_counts(), min_size=1, max_size=6))
def test_bleu_is_that_of_sacrebleu(rows: list[list[int]]) -> None:
    expected = [BLEU.compute_bleu(r[2:6], r[6:], r[0], r[1], "exp").score for r in rows]
    assert bleu_of_counts(np.array(rows)) == pytest.approx(expected, abs=1e-9)


def test_f1_of_counts() -> None:
    counts = np.array([[0, 0, 0], [1, 2, 1], [0, 3, 2], [4, 4, 4]])
    assert f1_of_counts(counts) == pytest.approx([0.0, 200 / 3, 0.0, 100.0])


def entity_counts(num_sentences: int) -> np.ndarray:
    """Sentences of which about 70 % have their one entity right."""
    right = np.random.default_rng(7).random(num_sentences) < 0.7
    return np.stack([right, np.ones_like(right), np.ones_like(right)], axis=1).astype(np.int64)


def f1_interval(statistics: np.ndarray, *, num_bootstrap: int, seed: int) -> Interval:
    """The interval of F1."""
    return bootstrap_interval(statistics, f1_of_counts, num_bootstrap=num_bootstrap, seed=seed)


def test_an_interval_has_the_width_of_theory() -> None:
    statistics = entity_counts(2000)
    share = float(statistics[:, 0].mean())
    interval = f1_interval(statistics, num_bootstrap=4000, seed=1)
    half_width = 1.96 * 100 * np.sqrt(share * (1 - share) / 2000)
    assert interval.low == pytest.approx(100 * share - half_width, abs=0.25)
    assert interval.high == pytest.approx(100 * share + half_width, abs=0.25)


def test_the_interval_depends_on_the_seed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    statistics = entity_counts(50)
    first = f1_interval(statistics, num_bootstrap=200, seed=1)
    assert f1_interval(statistics, num_bootstrap=200, seed=1) == first
    assert f1_interval(statistics, num_bootstrap=200, seed=2) != first
    monkeypatch.setattr(significance, "_BLOCK", 70)  # one resample at a time
    assert f1_interval(statistics, num_bootstrap=200, seed=1) == first


def test_the_interval_of_bleu_holds_what_scoring_resampled_text_gives() -> None:
    rng = random.Random(3)
    words = ["a", "b", "c", "d", "e", "f", "g"]
    references = [" ".join(rng.choices(words, k=8)) for _ in range(60)]
    hypotheses = [
        " ".join(w if rng.random() < 0.8 else rng.choice(words) for w in line.split())
        for line in references
    ]
    from nlpseq.evaluation.translation import score_translation

    statistics = score_translation(hypotheses, references).statistics
    interval = bootstrap_interval(statistics, bleu_of_counts, num_bootstrap=1000, seed=5)
    resampled = []
    for _ in range(200):
        rows = rng.choices(range(60), k=60)
        lines = [hypotheses[row] for row in rows], [[references[row] for row in rows]]
        resampled.append(BLEU().corpus_score(*lines).score)
    low, high = np.percentile(resampled, [2.5, 97.5])
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=2.5)


def test_a_corpus_of_equal_sentences_has_no_width() -> None:
    interval = f1_interval(np.tile([1, 2, 1], (30, 1)), num_bootstrap=50, seed=1)
    assert interval.low == interval.high == pytest.approx(200 / 3)


def test_equal_systems_do_not_differ() -> None:
    statistics = entity_counts(60)
    found = paired_difference(statistics, statistics, f1_of_counts, num_bootstrap=99, seed=1)
    assert (found.interval, found.p) == (Interval(0.0, 0.0), 1.0)


@pytest.mark.parametrize("num_changed", [8, 25, 60])
def test_a_difference_is_as_likely_as_theory_says(num_changed: int) -> None:
    theirs = entity_counts(2000)
    ours = theirs.copy()
    wrong, right = np.flatnonzero(theirs[:, 0] == 0), np.flatnonzero(theirs[:, 0])
    ours[wrong[:num_changed], 0] = 1  # what only we have right
    ours[right[:10], 0] = 0  # and only they
    found = paired_difference(ours, theirs, f1_of_counts, num_bootstrap=4000, seed=1)
    changes = (ours - theirs)[:, 0]
    error = changes.std() / np.sqrt(len(changes))
    z = abs(changes.mean()) / error
    expected = erfc(z / np.sqrt(2))
    assert found.p == pytest.approx(expected, abs=0.1 if expected > 0.1 else 0.01)
    assert found.interval.low == pytest.approx(100 * (changes.mean() - 1.96 * error), abs=0.1)


def test_ours_and_theirs_change_places() -> None:
    ours, theirs = entity_counts(80), entity_counts(81)[1:]
    one = paired_difference(ours, theirs, f1_of_counts, num_bootstrap=300, seed=4)
    other = paired_difference(theirs, ours, f1_of_counts, num_bootstrap=300, seed=4)
    assert one.p == other.p
    assert one.interval.low == pytest.approx(-other.interval.high)
