"""Figures of labels against plain counting; calibration and thresholds against trying them all."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.errors import InputError
from nlpseq.evaluation.calibration import (
    area_under_roc,
    best_threshold,
    calibration_error,
    fit_temperature,
    softmax,
)
from nlpseq.evaluation.classification import (
    NUM_SHOWN,
    ClassScores,
    Confusion,
    accuracy_and_macro_f1,
    classification_report,
    score_classes,
    score_out_of_scope,
)
from nlpseq.evaluation.report import to_table
from nlpseq.evaluation.report_json import from_json, to_json
from nlpseq.evaluation.significance import Interval, f1_of_counts

labels = st.sampled_from(["date", "oos", "time", "weather"])
corpora = st.lists(st.tuples(labels, labels), min_size=1, max_size=30)
scored = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=25).filter(
    lambda rows: len({positive for _, positive in rows}) == 2
)

GOLD = ["time", "time", "date", "weather", "time", "date"]
FOUND = ["time", "date", "date", "date", "date", "time"]


def columns(rows: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    """Scores and kinds of texts."""
    scores, positive = zip(*rows, strict=True)
    return np.array(scores) / 7, np.array(positive)


def counted_f1(label: str, gold: list[str], found: list[str]) -> float:
    """F1 by its definition, from precision and recall."""
    right = sum(g == f == label for g, f in zip(gold, found, strict=True))
    if not right:
        return 0.0
    precision, recall = right / found.count(label), right / gold.count(label)
    return 100 * 2 * precision * recall / (precision + recall)


@given(corpora)
def test_figures_are_those_of_plain_counting(corpus: list[tuple[str, str]]) -> None:
    gold, found = ([row[side] for row in corpus] for side in (0, 1))
    scores = score_classes(gold, found, [0.5] * len(gold))
    assert scores.accuracy == pytest.approx(100 * np.mean([g == f for g, f in corpus]))
    assert list(scores.by_class) == sorted({*gold, *found})
    for label, of_class in scores.by_class.items():
        assert of_class.f1 == pytest.approx(counted_f1(label, gold, found))
        assert of_class.support == gold.count(label)
    f1 = [counted_f1(label, gold, found) for label in {*gold, *found}]
    assert scores.macro_f1 == pytest.approx(np.mean(f1))
    assert accuracy_and_macro_f1(gold, found) == pytest.approx(
        {"accuracy": scores.accuracy, "macro_f1": scores.macro_f1}
    )
    assert sum(confusion.count for confusion in scores.confusions) == sum(g != f for g, f in corpus)
    counts = scores.statistics.sum(axis=0, keepdims=True)
    assert f1_of_counts(counts)[0] == pytest.approx(scores.accuracy)


def test_confusions_come_in_the_order_of_their_number() -> None:
    scores = score_classes(GOLD, FOUND, [0.5] * 6)
    assert scores.confusions == [
        Confusion("time", "date", 2),
        Confusion("date", "time", 1),
        Confusion("weather", "date", 1),
    ]
    assert scores.by_class["weather"] == ClassScores(0.0, 0.0, 0.0, 1)
    assert scores.by_class["time"] == ClassScores(50.0, pytest.approx(100 / 3), 40.0, 3)


def test_what_cannot_be_scored_is_refused() -> None:
    with pytest.raises(InputError, match="no labels to score: expected at least one text"):
        score_classes([], [], [])
    with pytest.raises(InputError, match="found 1 predicted, expected 2, the true ones"):
        accuracy_and_macro_f1(["time", "date"], ["time"])


def test_the_calibration_error_is_the_distance_of_confidence_and_accuracy() -> None:
    confidences = np.array([0.75] * 4 + [0.25] * 4)
    honest = np.array([True, True, True, False, True, False, False, False])
    assert calibration_error(confidences, honest) == pytest.approx(0.0)
    assert calibration_error(confidences, np.ones(8, bool)) == pytest.approx(50.0)
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False])) == 0.0
    assert calibration_error(np.zeros(0), np.zeros(0, bool)) == 0.0


def mean_surprise(logits: np.ndarray, classes: np.ndarray, temperature: float) -> float:
    """Negative log-likelihood of a text's class."""
    probs = softmax(logits, temperature)[np.arange(len(classes)), classes]
    return float(-np.log(probs).mean())


@pytest.mark.parametrize("factor", [0.4, 1.0, 3.0])
def test_the_temperature_undoes_what_was_multiplied(factor: float) -> None:
    rng = np.random.default_rng(3)
    honest = rng.normal(size=(4000, 5)) * 2
    classes = np.array([rng.choice(5, p=row) for row in softmax(honest)])
    found = fit_temperature(honest * factor, classes)
    assert found == pytest.approx(factor, rel=0.1)
    best = mean_surprise(honest * factor, classes, found)
    assert all(best <= mean_surprise(honest * factor, classes, found * x) for x in (0.9, 1.1))
    probs = softmax(honest * factor, found)
    assert calibration_error(probs.max(1), probs.argmax(1) == classes) < 3.0


def test_the_temperature_has_bounds() -> None:
    logits = np.array([[5.0, 0.0], [0.0, 5.0]])
    assert fit_temperature(logits, np.array([0, 1])) == pytest.approx(0.1, rel=1e-6)
    assert fit_temperature(logits, np.array([1, 0])) == pytest.approx(10.0, rel=1e-6)


@given(scored)
def test_no_threshold_is_better_than_the_best(rows: list[tuple[int, bool]]) -> None:
    scores, positive = columns(rows)

    def f1(threshold: float) -> float:
        called = scores >= threshold
        return 2 * (called & positive).sum() / (called.sum() + positive.sum())

    best = best_threshold(scores, positive)
    assert f1(best) == max(f1(threshold) for threshold in (*scores, *(scores + 1e-6)))


@given(scored)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[int, bool]]) -> None:
    scores, positive = columns(rows)
    pairs = [(a > b) + (a == b) / 2 for a, b in product(scores[positive], scores[~positive])]
    assert area_under_roc(scores, positive) == pytest.approx(100 * np.mean(pairs))


def test_what_is_out_of_scope_is_scored_apart() -> None:
    gold = ["time", "oos", "date", "oos", "date"]
    found = ["time", "oos", "oos", "date", "time"]
    scores = score_out_of_scope(gold, found, [0.1, 0.9, 0.8, 0.2, 0.0], label="oos", threshold=0.5)
    assert scores is not None
    assert scores.in_scope_accuracy == pytest.approx(100 / 3)
    assert (scores.precision, scores.recall, scores.f1) == (50.0, 50.0, 50.0)
    assert scores.area_under_roc == pytest.approx(100 * 5 / 6)
    assert scores.support == 2
    for alone in (["oos"] * 5, ["time"] * 5):
        assert score_out_of_scope(alone, found, [0.0] * 5, label="oos", threshold=None) is None


def test_a_report_goes_through_json_and_to_the_screen() -> None:
    gold = [*GOLD, "oos"]
    found = [*FOUND, "oos"]
    scores = score_classes(gold, found, [0.5] * 7)
    apart = score_out_of_scope(gold, found, [0.1] * 6 + [0.9], label="oos", threshold=0.5)
    report = classification_report(
        scores,
        apart,
        bundle="b",
        corpus="c",
        split="test",
        intervals={"accuracy": Interval(10.0, 90.0)},
    )
    assert report.counts == {"texts": 7, "classes": 4, "out of scope": 1}
    assert report.scores["in_scope_accuracy"] == pytest.approx(100 / 3)
    assert report.scores["out_of_scope_area_under_roc"] == 100.0
    assert report.signatures["out_of_scope_f1"].startswith("1 - largest probability of the others")
    by_class, confusions = report.breakdowns
    assert list(by_class.rows) == ["weather", "date", "time", "oos"]
    assert by_class.brief
    assert confusions.rows["time taken for date"] == (2,)
    assert from_json(to_json([report])) == [report]
    to_table(report)


def test_many_classes_are_not_for_the_screen() -> None:
    names = [f"class {number}" for number in range(NUM_SHOWN + 1)]
    turned = names[1:] + names[:1]
    scores = score_classes(names, turned, [0.5] * len(names))
    report = classification_report(scores, bundle="b", corpus="c", split="test", intervals={})
    by_class, confusions = report.breakdowns
    assert len(by_class.rows) == NUM_SHOWN + 1
    assert not by_class.brief
    assert len(confusions.rows) == NUM_SHOWN
    assert "out of scope" not in report.counts
