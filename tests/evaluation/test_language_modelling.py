"""Bits per character and word perplexity against sums by hand."""

import numpy as np
import pytest

from nlpseq.errors import InputError
from nlpseq.evaluation.language_modelling import (
    Extent,
    extent,
    language_report,
    probability_of_counts,
    score_documents,
)
from nlpseq.evaluation.significance import bootstrap_interval


@pytest.mark.parametrize(
    ("paragraphs", "num_words", "expected"),
    [
        (["abc de"], 2, Extent(7, 3)),
        (["ab", "c"], 2, Extent(5, 4)),
        (["e\u0301"], 1, Extent(2, 2)),  # one character, in canonical composition
        ([" a   b "], 2, Extent(4, 3)),  # runs of blanks are one, those at the ends none
        (["東京🙂"], 3, Extent(4, 4)),
    ],
)
def test_line_ends_are_characters_and_words(
    paragraphs: list[str], num_words: int, expected: Extent
) -> None:
    assert extent(paragraphs, num_words) == expected


def test_costs_by_hand() -> None:
    extents = [Extent(6, 2), Extent(4, 2)]
    scores = score_documents({"forwards": [8.0, 4.0], "backwards": [10.0, 6.0]}, extents)
    assert scores.by_direction["forwards"].bits_per_character == pytest.approx(12 / 10)
    assert scores.by_direction["forwards"].word_perplexity == pytest.approx(2 ** (12 / 4))
    assert scores.by_direction["backwards"].bits_per_character == pytest.approx(16 / 10)
    assert scores.mean.bits_per_character == pytest.approx(14 / 10)
    assert scores.mean.word_perplexity == pytest.approx(2 ** (14 / 4))
    assert scores.character_probability == pytest.approx(100 * 2**-1.4)
    np.testing.assert_allclose(scores.statistics, [[9.0, 6.0], [5.0, 4.0]])


def test_a_word_that_is_all_but_impossible_is_no_overflow() -> None:
    scores = score_documents({"forwards": [1e6]}, [Extent(2, 1)])
    assert scores.mean.word_perplexity == 2.0**1000
    assert scores.character_probability == 0.0


def test_nothing_to_score() -> None:
    with pytest.raises(InputError, match="no text to score"):
        score_documents({"forwards": []}, [])


def test_the_bootstrap_takes_the_counts() -> None:
    scores = score_documents({"forwards": [3.0, 5.0, 8.0]}, [Extent(4, 1)] * 3)
    interval = bootstrap_interval(
        scores.statistics, probability_of_counts, num_bootstrap=200, seed=1
    )
    assert 25.0 <= interval.low < scores.character_probability < interval.high < 60.0


@pytest.mark.parametrize("directions", [["forwards"], ["forwards", "backwards"]])
def test_the_report_has_a_row_for_each_direction(directions: list[str]) -> None:
    scores = score_documents({name: [8.0] for name in directions}, [Extent(4, 2)])
    report = language_report(scores, bundle="b", corpus="c", split="test", intervals={})
    assert report.counts == {"documents": 1, "characters": 4}
    assert report.scores == {"character_probability": 25.0}
    (table,) = report.breakdowns
    assert list(table.rows) == [*directions, "mean"][: 2 * len(directions) - 1]
    assert set(table.rows.values()) == {(2.0, 16.0)}
