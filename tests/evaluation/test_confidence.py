"""Probabilities of entities laid beside whether these are right."""

import numpy as np
import pytest

from nlpseq.evaluation.confidence import Confidences, confidences_of, reliability
from nlpseq.evaluation.tagging_breakdown import by_casing

GOLD = [["B-PER", "I-PER", "O"], ["B-LOC", "O"], ["O"]]
PREDICTED = [["B-PER", "I-PER", "B-LOC"], ["B-PER", "O"], ["O"]]


def test_an_entity_is_right_if_its_borders_and_its_type_are() -> None:
    found = confidences_of(GOLD, PREDICTED, [[0.9, 0.2], [0.6], []])
    assert found.probs.tolist() == [0.9, 0.2, 0.6]
    assert found.right.tolist() == [True, False, False]
    assert found.calibration_error == pytest.approx(100 * (0.1 + 0.2 + 0.6) / 3)


def test_without_entities_there_is_no_error() -> None:
    nothing = confidences_of([["O"]], [["O"]], [[]])
    assert nothing.calibration_error == 0.0
    assert reliability(nothing).rows == {}


def test_each_range_tells_how_many_are_right() -> None:
    probs = np.array([0.95, 1.0, 0.92, 0.35, 0.0])
    table = reliability(Confidences(probs, np.array([True, True, False, False, False])))
    assert table.rows.keys() == {"0.0–0.1", "0.3–0.4", "0.9–1.0"}
    assert table.rows["0.9–1.0"] == pytest.approx((100 * probs[:3].mean(), 200 / 3, 3))
    assert sum(row[2] for row in table.rows.values()) == 5


def test_the_scores_of_each_case_stand_in_a_row() -> None:
    table = by_casing(
        GOLD, {"cased": GOLD, "lower": PREDICTED, "UPPER": [["O"] * 3, ["O"] * 2, ["O"]]}
    )
    assert [table.rows[name][2] for name in ("cased", "UPPER")] == [100.0, 0.0]
    assert table.rows["lower"] == pytest.approx((100 / 3, 50.0, 40.0))
