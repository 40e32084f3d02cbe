"""A bundle scored on a split: with details where they are asked for, and beside another."""

from pathlib import Path

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.scoring import Scored, Scoring, compare, score, score_split
from tests.helpers import PAIRS, TAGGED, write_pairs, write_tagged

SEEN = "entities seen and unseen in train"


def corpora(folder: Path) -> dict[str, CorpusSpec]:
    """The tiny corpora: whole as train, the second half as test."""
    return {
        "tagging": CorpusSpec(
            train=write_tagged(folder, "train", TAGGED),
            test=write_tagged(folder, "test", TAGGED[4:]),
            scheme="bio",
        ),
        "translation": CorpusSpec(
            train=write_pairs(folder, "train", PAIRS), test=write_pairs(folder, "test", PAIRS[4:])
        ),
    }


def scored(pipeline: Pipeline, spec: CorpusSpec, *, details: bool = True) -> Scored:
    """The test split, scored."""
    scoring = Scoring(
        spec=spec, split="test", bundle="b", num_bootstrap=50, seed=1, details=details
    )
    return score(pipeline, scoring)


def test_a_run_has_the_short_report(pipeline: Pipeline, tmp_path: Path) -> None:
    for spec in corpora(tmp_path).values():
        report = score_split(pipeline, spec, "test", bundle="b", num_bootstrap=50, seed=1)
        assert report == scored(pipeline, spec, details=False).report
        assert all(part.brief for part in report.breakdowns)
        assert (report.galleries, report.notes) == ((), ())


def test_details_count_what_train_has_shown(pipeline: Pipeline, tmp_path: Path) -> None:
    found = {name: scored(pipeline, spec) for name, spec in corpora(tmp_path).items()}
    tables = {part.title: part.rows for part in found["tagging"].report.breakdowns}
    assert tables[SEEN]["seen"][3] == found["tagging"].report.counts["entities"] == 3
    tables = {part.title: part.rows for part in found["translation"].report.breakdowns}
    words = " ".join(pair.target for pair in PAIRS[4:]).split()
    assert sum(row[3] for row in tables["by word frequency in train"].values()) == len(words)
    assert (
        "0" not in tables["by word frequency in train"]
        or not (tables["by word frequency in train"]["0"][3])
    )
    for each in found.values():
        assert each.report.notes == ()
        assert each.report.scores[each.main_score] >= 0
        assert len(each.statistics) == 4


def test_a_corpus_without_train_says_what_is_left_out(pipeline: Pipeline, tmp_path: Path) -> None:
    for spec in corpora(tmp_path).values():
        spec.train = []
        (note,) = scored(pipeline, spec).report.notes
        assert note.startswith("The corpus names no train split")
        spec.train = [str(tmp_path / f"missing{Path(file).suffix}") for file in spec.test]
        report = scored(pipeline, spec).report
        assert report.notes[0].startswith("No tables by what stands in train: ")
        assert "no such file" in report.notes[0]
        assert SEEN not in [part.title for part in report.breakdowns]


def test_a_bundle_beside_itself_and_beside_a_worse_one(pipeline: Pipeline, tmp_path: Path) -> None:
    spec = corpora(tmp_path)["tagging"]
    ours = scored(pipeline, spec)
    theirs = Scored(ours.report, "f1", ours.statistics * [0, 1, 1])
    same = compare(ours, ours, num_bootstrap=200, seed=1).comparison
    other = compare(ours, theirs, num_bootstrap=200, seed=1).comparison
    assert same is not None
    assert other is not None
    assert (same.p, same.interval.low, same.interval.high) == (1.0, 0.0, 0.0)
    assert other.p < 0.2
    assert other.interval.high > 0


def test_a_split_that_the_corpus_lacks_is_refused(pipeline: Pipeline, tmp_path: Path) -> None:
    spec = CorpusSpec(test=write_tagged(tmp_path, "test", TAGGED), scheme="bio", train=[])
    with pytest.raises(InputError, match="no held_out split"):
        score_split(pipeline, spec, "held_out", bundle="b", num_bootstrap=0, seed=1)
