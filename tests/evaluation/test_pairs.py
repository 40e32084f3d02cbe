"""Pair accuracy asks for both members."""

from nlpseq.evaluation.pairs import PairScores, score_pairs

GOLD = [("B-PER", "O"), ("B-LOC", "B-PER"), ("O", "B-ORG")]


def test_both_members_must_have_the_right_type() -> None:
    predicted = [("B-PER", "O"), ("B-LOC", "B-LOC"), ("O", "B-ORG")]
    scores = score_pairs(["names", "cues", "names"], GOLD, predicted)
    assert scores == {"names": PairScores(100.0, 2), "cues": PairScores(0.0, 1)}
    assert list(scores) == ["names", "cues"]


def test_who_does_not_read_on_has_no_pair_right() -> None:
    for tag in ("O", "B-PER", "B-LOC", "B-ORG"):
        scores = score_pairs(["all"] * 3, GOLD, [(tag, tag)] * 3)
        assert scores == {"all": PairScores(0.0, 3)}


def test_the_type_counts_and_not_its_prefix() -> None:
    assert (
        score_pairs(["x"], [("B-WORK-OF-ART", "O")], [("I-WORK-OF-ART", "O")])["x"].accuracy == 100
    )
    assert score_pairs(["x"], [("B-WORK-OF-ART", "O")], [("B-WORK", "O")])["x"].accuracy == 0


def test_no_pairs_have_no_scores() -> None:
    assert score_pairs([], [], []) == {}
