"""The report of the pairs: every figure from answers that are counted by hand."""

import math

import pytest

from nlpseq.evaluation.entity_names import as_known, known_types
from nlpseq.evaluation.pairs import Answer, Shift, bucket_of, cluster_interval
from nlpseq.evaluation.report import Report
from nlpseq.evaluation.report_json import to_json
from nlpseq.evaluation.teddy import (
    ALL_WORDS,
    BY_DISTANCE,
    CERTIFICATE,
    CUTS,
    LOOK_AHEAD,
    column_of,
    teddy_report,
)
from nlpseq.evaluation.teddy_summary import gathered, side_by_side

RIGHT, WRONG = ("PER", ""), ("PER", "PER")


def ahead(distance: int, *, right: bool, seen_at: int = 0, cluster: str = "") -> Answer:
    """A pair with its cue so far to the right, answered rightly once so many words are read."""
    found = RIGHT if right else WRONG
    return Answer(
        kind="right_cue",
        stratum="unseen_names_and_templates",
        distance=distance,
        cluster=cluster,
        group="",
        gold=RIGHT,
        found=found,
        cut={words: found if words >= seen_at else WRONG for words in CUTS},
        shift=Shift(4.0 if right else 0.0, 1.0 if right else 0.0, 3.0 if right else 0.0, 0.5),
    )


def control(kind: str, gold: tuple[str, str], found: tuple[str, str], group: str = "") -> Answer:
    """A pair that is none with its cue to the right."""
    return Answer(kind, kind, 2, "", group, gold, found)


ANSWERS = [
    ahead(1, right=True, seen_at=1),
    ahead(3, right=True, seen_at=4),
    ahead(4, right=False),
    ahead(12, right=True, seen_at=16),
    control("left_cue", ("PER", "LOC"), ("PER", "LOC")),
    control("no_flip", ("PER", "PER"), ("PER", "PER")),
    control("no_flip", ("PER", "PER"), ("PER", "LOC")),
    control("no_flip", ("PER", "PER"), ("LOC", "LOC")),
    control("xor", ("PER", "LOC"), ("PER", "LOC"), "a"),
    control("xor", ("LOC", "PER"), ("LOC", "PER"), "a"),
    control("xor", ("PER", "LOC"), ("PER", "LOC"), "b"),
    control("xor", ("LOC", "PER"), ("PER", "LOC"), "b"),
]


@pytest.fixture
def report() -> Report:
    """The report of the answers above."""
    return teddy_report(ANSWERS, bundle="x", pairs="y")


def test_scores_are_shares_of_pairs_with_both_sentences_right(report: Report) -> None:
    assert report.scores == pytest.approx(
        {
            "pair_accuracy": 75.0,
            "unseen_names_and_templates,_distance_1-4": 200 / 3,
            "unseen_names_and_templates,_distance_9-16": 100.0,
            "left_cue": 100.0,
            "no_flip": 100 / 3,
            "xor": 75.0,
            "false_flips": 100 / 3,  # a wrong answer that stays the same is no flip
            "xor_quads": 50.0,
        }
    )
    assert report.counts == {"pairs": 4, "left-cue": 1, "no-flip": 3, "xor pairs": 4}


def test_accuracy_by_distance_and_by_right_context(report: Report) -> None:
    assert column_of(report, BY_DISTANCE, ALL_WORDS) == {"1": 100, "3-4": 50, "9-16": 100}
    curve = column_of(report, LOOK_AHEAD, ALL_WORDS)
    assert curve == {"0": 0, "1": 25, "2": 25, "4": 50, "8": 50, "16": 75, "all": 75}
    assert column_of(report, LOOK_AHEAD, "9-16")["8"] == 0


def test_what_the_cue_and_other_words_remove_of_the_shift(report: Report) -> None:
    assert column_of(report, "marginal shift", "mean")["all"] == pytest.approx(3.0)
    shares = column_of(report, "what decides", "% of the shift removed")
    assert shares == pytest.approx({"the cue": 75.0, "as many other words": 25.0})
    assert column_of(report, CERTIFICATE, "difference") == {"largest over all pairs": 0.5}


def test_a_tagger_whose_odds_never_move_has_nothing_to_attribute() -> None:
    report = teddy_report([ahead(1, right=False)], bundle="x", pairs="y")
    assert column_of(report, "what decides", "pairs") == {}
    assert column_of(report, CERTIFICATE, "difference") == {"largest over all pairs": 0.5}


def test_the_interval_draws_whole_clusters() -> None:
    mixed = [ahead(1, right=number % 2 == 0, cluster=str(number % 10)) for number in range(200)]
    alone = [ahead(1, right=number % 2 == 0) for number in range(200)]
    wide, narrow = (
        cluster_interval(answers, lambda a: float(a.right), seed=1) for answers in (mixed, alone)
    )
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)
    assert narrow.low < 0.5 < narrow.high


@pytest.mark.parametrize(
    ("distance", "bucket"),
    [(0, ""), (1, "1"), (2, "2"), (3, "3-4"), (4, "3-4"), (8, "5-8"), (16, "9-16"), (17, "17+")],
)
def test_buckets(distance: int, bucket: str) -> None:
    assert bucket_of(distance) == bucket


def test_types_are_known_by_what_corpora_call_them() -> None:
    types = known_types(["PERSON", "GPE", "geo-loc", "Corporation", "MISC", "per"])
    assert types == {
        "PERSON": "PER",
        "GPE": "LOC",
        "geo-loc": "LOC",
        "Corporation": "ORG",
        "per": "PER",
    }
    assert as_known("B-GPE", types) == "LOC"
    assert as_known("O", types) == ""
    assert as_known("I-MISC", types) == "MISC"


def test_seeds_become_mean_and_deviation_and_stand_beside_others(report: Report) -> None:
    worse = teddy_report([ahead(1, right=False), *ANSWERS[1:]], bundle="z", pairs="y")
    both = gathered("runs/x*", [report, worse])
    assert both.scores["pair_accuracy"] == pytest.approx(62.5)
    assert column_of(both, BY_DISTANCE, ALL_WORDS)["1"] == 50
    table = side_by_side([both, report])
    rows = table.breakdowns[0].rows
    assert table.breakdowns[0].columns == ("runs/x*", "±", "x")
    assert rows["pair accuracy"] == pytest.approx((62.5, math.sqrt(2) * 12.5, 75.0))
    assert "runs/x*" in to_json([table])


def test_what_only_some_of_the_bundles_were_asked_is_said(report: Report) -> None:
    fewer = teddy_report([ahead(1, right=True)], bundle="z", pairs="y", notes=["read A as PER"])
    both = gathered("runs/x*", [report, fewer])
    assert both.counts == {"bundles": 2}
    assert both.scores == pytest.approx(
        {"pair_accuracy": 87.5, "unseen_names_and_templates,_distance_1-4": 500 / 6}
    )
    assert both.notes == (
        "z: read A as PER",
        "pairs: 4 of x, 1 of z",
        "left-cue: 1 of x",
        "no-flip: 3 of x",
        "xor pairs: 4 of x",
        "left out, for not all have it: unseen names and templates, distance 9-16, left cue, "
        "no flip, xor, false flips, xor quads",
    )
    assert column_of(both, BY_DISTANCE, "pairs") == {"1": 1}
    table = side_by_side([fewer, report, both])
    assert table.counts == {}
    assert "pairs: 1 of z, 4 of x" in table.notes
    rows = table.breakdowns[0].rows
    assert rows["xor quads"][1] == 50.0
    assert [math.isnan(figure) for figure in rows["xor quads"]] == [True, False, True, True]
