"""``nlpseq teddy``: the tables, the files it writes, and what it refuses."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from nlpseq.bundle import read_bundle, write_bundle
from nlpseq.data.labels import LabelSet
from tests.program import TEDDY_PAIR, Program

PAIR = {**TEDDY_PAIR, "distance": 1, "cue": ["Marsh", "bears"], "cue_distance": [1, 1]}

LEFT_CUE = {
    "stratum": "left_cue",
    "kind": "left_cue",
    "index": 2,
    "first": {"words": ["we", "met", "Rose", "."], "tags": ["O", "O", "B-PER", "O"]},
    "second": {"words": ["off", "to", "Rose", "."], "tags": ["O", "O", "B-LOC", "O"]},
}


@pytest.fixture
def asked(program: Program) -> Program:
    """The command in a folder with one pair."""
    program.write("pairs.jsonl", json.dumps(PAIR) + "\n")
    return program


def test_a_report_of_one_bundle(asked: Program, trained_run: Path) -> None:
    outcome = asked.run("teddy", str(trained_run), "--pairs", "pairs.jsonl", "--out", "report.json")
    assert (outcome.status, outcome.err) == (0, "")
    for title in ("pair accuracy by distance", "look-ahead", "causality certificate"):
        assert title in outcome.out
    (report,) = json.loads((asked.folder / "report.json").read_text())
    assert report["scores"] == {"pair_accuracy": 100.0}
    assert report["counts"] == {"pairs": 1}


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_pages_and_pictures(asked: Program, trained_run: Path, suffix: str) -> None:
    pytest.importorskip("matplotlib", reason="the extra viz is not installed")
    picture = "x.svg" if suffix == "md" else "x.png"
    outcome = asked.run(
        "teddy", str(trained_run), "--pairs", "pairs.jsonl",
        "--out", f"report.{suffix}", "--picture", picture,
    )  # fmt: skip
    assert outcome.status == 0, outcome.err
    assert "what decides" in (asked.folder / f"report.{suffix}").read_text()
    start = (asked.folder / picture).read_bytes()[:5]
    assert start in (b"<?xml", b"\x89PNG\r")


def test_bundles_and_seeds_stand_side_by_side(asked: Program, trained_run: Path) -> None:
    for name in ("a1", "a2", "b"):
        shutil.copytree(trained_run / "bundle", asked.folder / name)
    outcome = asked.run("teddy", "a*", "b", "--pairs", "pairs.jsonl", "--out", "r.json")
    assert outcome.status == 0, outcome.err
    assert "side by side" in outcome.out
    reports = json.loads((asked.folder / "r.json").read_text())
    assert [report["bundle"] for report in reports] == ["2 taggers", "a*", "b", "a1", "a2"]
    assert reports[0]["breakdowns"][0]["rows"]["pair accuracy"] == [100.0, 0.0, 100.0]


def without_places(run: Path, folder: Path) -> None:
    """Write the run's bundle as one that calls its places works."""
    bundle = read_bundle(run)
    labels = bundle.labels["tagging"]
    assert isinstance(labels, LabelSet)
    tags = tuple(tag.replace("LOC", "WORK") for tag in labels.tags)
    write_bundle(folder, replace(bundle, labels={"tagging": LabelSet(tags)}))


def test_taggers_are_compared_on_what_all_of_them_know(asked: Program, trained_run: Path) -> None:
    asked.write("pairs.jsonl", f"{json.dumps(PAIR)}\n{json.dumps(LEFT_CUE)}\n")
    for name in ("a1", "b"):
        shutil.copytree(trained_run / "bundle", asked.folder / name)
    without_places(trained_run, asked.folder / "a2")
    for names in (["b", "a2"], ["a*"]):
        outcome = asked.run("teddy", *names, "--pairs", "pairs.jsonl", "--out", "r.json")
        assert (outcome.status, outcome.err) == (0, "")
        assert "skipped 1 pairs: a2 knows no LOC" in outcome.out
        reports = json.loads((asked.folder / "r.json").read_text())
        assert [report["counts"]["pairs"] for report in reports] == [1, 1, 1]
        assert all("left-cue" not in report["counts"] for report in reports)
    alone = asked.run("teddy", "b", "--pairs", "pairs.jsonl")
    assert "1 pairs, 1 left-cue" in alone.out


def test_taggers_that_know_no_pair_together(asked: Program, trained_run: Path) -> None:
    asked.write("pairs.jsonl", json.dumps(LEFT_CUE) + "\n")
    without_places(trained_run, asked.folder / "works")
    arguments = ["teddy", str(trained_run), "works", "--pairs", "pairs.jsonl"]
    assert asked.run(*arguments).fault() == (
        "works: the tagger's labels do not fit the pairs: found PER, WORK, expected names for PER, "
        "LOC, ORG, such as PER or PERSON"
    )


def test_a_bundle_without_a_tagger_or_with_other_labels(
    asked: Program, trained_run: Path, tmp_path: Path
) -> None:
    bundle = read_bundle(trained_run)
    write_bundle(
        tmp_path / "translator",
        replace(
            bundle,
            heads={"translation": bundle.heads["translation"]},
            labels={},
            calibration={},
            weights={n: w for n, w in bundle.weights.items() if not n.startswith("heads.tagging")},
        ),
    )
    fault = asked.run("teddy", str(tmp_path / "translator"), "--pairs", "pairs.jsonl").fault()
    named = f"{tmp_path / 'translator'}: the bundle cannot do tagging: found heads for translation"
    assert fault.startswith(named)
    strange = {**PAIR, "first": {**PAIR["first"], "tags": ["B-ORG", *["O"] * 5]}}
    asked.write("strange.jsonl", json.dumps(strange) + "\n")
    fault = asked.run("teddy", str(trained_run), "--pairs", "strange.jsonl").fault()
    assert fault.startswith("the tagger's labels do not fit the pairs: found LOC, PER")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "x.pdf"], "option --out: found 'x.pdf', expected a file ending in .html, .json"),
        (["--picture", "x.gif"], "option --picture: found 'x.gif', expected a file ending in .png"),
        (["--out", "no/x.md"], "no such folder"),
        (["--pairs", "nothing.jsonl"], "nothing.jsonl: no such file"),
        (["--pairs", "empty.jsonl"], "empty.jsonl: empty file"),
        (
            ["--pairs", "pairs.jsonl", "--split", "valid"],
            "--split is of the default pairs: it goes without --pairs",
        ),
        (["--split", "dev"], "argument --split: invalid choice"),
    ],
)
def test_faults_are_one_line(
    asked: Program, trained_run: Path, arguments: list[str], message: str
) -> None:
    asked.write("empty.jsonl", "")
    assert message in asked.run("teddy", str(trained_run), *arguments).fault()


def test_a_bundle_that_is_none(program: Program) -> None:
    assert program.run("teddy", "nowhere").fault().startswith("nowhere: no such bundle")
    assert "no bundle matches the pattern" in program.run("teddy", "nowhere*").fault()


def test_help_shows_examples(program: Program) -> None:
    outcome = program.run("teddy", "--help")
    assert outcome.status == 0
    assert "nlpseq teddy runs/teddy_distance" in outcome.out
