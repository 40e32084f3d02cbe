"""Accuracy, macro-F1, confusions and calibration of a classifier; what is out of its scope."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.errors import InputError
from nlpseq.evaluation.calibration import NUM_BINS, area_under_roc, calibration_error
from nlpseq.evaluation.report import Breakdown, Report
from nlpseq.evaluation.significance import Interval

NUM_SHOWN = 20
"""Classes that the screen and a picture still show; confusions that a report names."""

SIGNATURES = {
    "macro_f1": "mean over the classes that are true or answered somewhere",
    "calibration_error": f"expected calibration error|bins:{NUM_BINS}|of the answer",
}


@dataclass(frozen=True, slots=True)
class ClassScores:
    """Scores of one class, in per cent; ``support`` counts the texts that are of it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often texts of one class were taken for another."""

    true: str
    found: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class ClassificationScores:
    """Scores of a corpus, in per cent.

    Args:
        accuracy: texts with the right label.
        macro_f1: mean F1 of the classes that are true or answered somewhere.
        calibration_error: how far probability and accuracy are apart.
        by_class: by label in the order of the alphabet.
        confusions: wrong answers, the most frequent first.
        statistics: (N, 3) for each text: is it right, 1 answer, 1 true label. One label a text
            makes the micro-averaged F1 of these counts the accuracy.
    """

    accuracy: float
    macro_f1: float
    calibration_error: float
    by_class: dict[str, ClassScores]
    confusions: list[Confusion]
    statistics: np.ndarray


@dataclass(frozen=True, slots=True)
class OutOfScopeScores:
    """How well texts without any of the other labels are told apart, in per cent.

    Args:
        in_scope_accuracy: right labels among the texts that have one; to call such a text out of
            scope is wrong.
        precision: of the answer "out of scope".
        recall: the same.
        f1: the same.
        area_under_roc: over all thresholds.
        support: texts that are out of scope.
        threshold: what the answers were decided by; None = the largest probability.
    """

    in_scope_accuracy: float
    precision: float
    recall: float
    f1: float
    area_under_roc: float
    support: int
    threshold: float | None


def score_classes(
    gold: Sequence[str], predicted: Sequence[str], confidences: Sequence[float]
) -> ClassificationScores:
    """Score the labels of texts.

    Args:
        gold: true label of each text.
        predicted: the answers.
        confidences: probability given to each answer.

    Raises:
        InputError: there is nothing to score, or the numbers differ.
    """
    _check_counts(gold, predicted)
    by_class = _by_class(gold, predicted)
    right = np.array([true == found for true, found in zip(gold, predicted, strict=True)])
    return ClassificationScores(
        accuracy=100 * float(right.mean()),
        macro_f1=_macro_f1(by_class),
        calibration_error=calibration_error(np.array(confidences), right),
        by_class=by_class,
        confusions=_confusions(gold, predicted),
        statistics=np.stack([right, np.ones_like(right), np.ones_like(right)], 1).astype(np.int64),
    )


def accuracy_and_macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """The two scores of labels alone, for the validations of a run.

    Raises:
        InputError: as ``score_classes``.
    """
    _check_counts(gold, predicted)
    num_right = sum(true == found for true, found in zip(gold, predicted, strict=True))
    return {
        "accuracy": 100 * num_right / len(gold),
        "macro_f1": _macro_f1(_by_class(gold, predicted)),
    }


def score_out_of_scope(
    gold: Sequence[str],
    predicted: Sequence[str],
    strangeness: Sequence[float],
    *,
    label: str,
    threshold: float | None,
) -> OutOfScopeScores | None:
    """Score how texts that are out of scope are told from the others.

    Args:
        gold: true label of each text.
        predicted: the answers.
        strangeness: how much each text looks out of scope.
        label: the label of texts that are.
        threshold: what the answers were decided by, for the record.

    Returns:
        scores; None unless texts of both kinds are there.
    """
    out = np.array([true == label for true in gold])
    if out.all() or not out.any():
        return None
    right = np.array([true == found for true, found in zip(gold, predicted, strict=True)])
    scores = _by_class(gold, predicted)[label]
    return OutOfScopeScores(
        in_scope_accuracy=100 * float(right[~out].mean()),
        precision=scores.precision,
        recall=scores.recall,
        f1=scores.f1,
        area_under_roc=area_under_roc(np.array(strangeness), out),
        support=scores.support,
        threshold=threshold,
    )


def classification_report(
    scores: ClassificationScores,
    out_of_scope: OutOfScopeScores | None = None,
    *,
    bundle: str,
    corpus: str,
    split: str,
    intervals: Mapping[str, Interval],
) -> Report:
    """Report the scores of labels, class by class, and the most frequent confusions."""
    counts = {"texts": len(scores.statistics), "classes": len(scores.by_class)}
    names = ("accuracy", "macro_f1", "calibration_error")
    figures = {name: float(getattr(scores, name)) for name in names}
    signatures = dict(SIGNATURES)
    if out_of_scope is not None:
        counts["out of scope"] = out_of_scope.support
        figures |= _out_of_scope_figures(out_of_scope)
        signatures["out_of_scope_f1"] = _decision(out_of_scope.threshold)
    return Report(
        bundle=bundle,
        corpus=corpus,
        split=split,
        counts=counts,
        scores=figures,
        intervals=dict(intervals),
        signatures=signatures,
        breakdowns=(_classes(scores), _frequent_confusions(scores)),
    )


def _check_counts(gold: Sequence[str], predicted: Sequence[str]) -> None:
    if not gold:
        raise InputError("no labels to score", expected="at least one text")
    if len(gold) != len(predicted):
        raise InputError(
            "unequal label counts",
            found=f"{len(predicted)} predicted",
            expected=f"{len(gold)}, the true ones",
        )


def _by_class(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, ClassScores]:
    right = Counter(true for true, found in zip(gold, predicted, strict=True) if true == found)
    num_true, num_found = Counter(gold), Counter(predicted)
    return {
        name: _of_counts(right[name], num_found[name], num_true[name])
        for name in sorted(num_true.keys() | num_found.keys())
    }


def _of_counts(right: int, found: int, true: int) -> ClassScores:
    return ClassScores(
        precision=100 * right / max(1, found),
        recall=100 * right / max(1, true),
        f1=200 * right / max(1, found + true),
        support=true,
    )


def _macro_f1(by_class: Mapping[str, ClassScores]) -> float:
    return sum(scores.f1 for scores in by_class.values()) / len(by_class)


def _confusions(gold: Sequence[str], predicted: Sequence[str]) -> list[Confusion]:
    counts = Counter(pair for pair in zip(gold, predicted, strict=True) if pair[0] != pair[1])
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(true, found, count) for (true, found), count in ordered]


def _out_of_scope_figures(scores: OutOfScopeScores) -> dict[str, float]:
    names = ("precision", "recall", "f1", "area_under_roc")
    return {
        "in_scope_accuracy": scores.in_scope_accuracy,
        **{f"out_of_scope_{name}": float(getattr(scores, name)) for name in names},
    }


def _decision(threshold: float | None) -> str:
    if threshold is None:
        return "decided by the largest probability"
    return f"1 - largest probability of the others >= {threshold:.4f}|fitted on validation"


def _classes(scores: ClassificationScores) -> Breakdown:
    hardest_first = sorted(scores.by_class.items(), key=lambda item: (item[1].f1, item[0]))
    rows: dict[str, tuple[float, ...]] = {
        name: (found.precision, found.recall, found.f1, found.support)
        for name, found in hardest_first
    }
    are_few = len(rows) <= NUM_SHOWN
    return Breakdown(
        "by class",
        ("precision", "recall", "F1", "texts"),
        rows,
        note="The hardest first.",
        picture="F1" if are_few else "",
        brief=are_few,
    )


def _frequent_confusions(scores: ClassificationScores) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {
        f"{confusion.true} taken for {confusion.found}": (confusion.count,)
        for confusion in scores.confusions[:NUM_SHOWN]
    }
    return Breakdown(
        "confusions",
        ("texts",),
        rows,
        note=f"The {NUM_SHOWN} most frequent ones.",
    )
