"""``nlpseq tag``: confidence, the n best, lexicons, and what is wrong with them."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import nlpseq
from nlpseq.bundle import read_bundle, write_bundle
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import TAGGED
from tests.program import Program

LINES = [" ".join(example.words) for example in TAGGED]
STDIN = "\n".join([*LINES, ""]) + "\n"


@pytest.fixture(scope="module")
def with_thresholds(trained_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny bundle, as if a larger validation split had told what precision it reaches."""
    path = tmp_path_factory.mktemp("thresholds") / "bundle"
    bundle = read_bundle(trained_run)
    fitted = {"temperature": 1.5, "precision_80": 0.0, "precision_95": 1.0}
    write_bundle(path, replace(bundle, calibration={"tagging": fitted}))
    return path


def records(program: Program, *arguments: str) -> list[dict[str, Any]]:
    """The JSON lines of the tiny corpus."""
    outcome = program.run("tag", *arguments, "--format", "jsonl", stdin=STDIN)
    assert (outcome.status, outcome.err) == (0, "")
    return [json.loads(line) for line in outcome.out.split("\n")[:-1]]


def test_the_run_calibrates_the_probabilities_of_its_entities(trained_run: Path) -> None:
    calibration = read_bundle(trained_run).calibration["tagging"]
    assert 0.1 <= calibration["temperature"] <= 10.0
    pipeline = nlpseq.load(trained_run)
    assert pipeline.tagger.decoder(pipeline.model).temperature == calibration["temperature"]


def test_the_n_best_are_told_with_their_probability(program: Program, trained_run: Path) -> None:
    found = records(program, str(trained_run), "--n-best", "3")
    plain = records(program, str(trained_run))
    assert all("alternatives" not in record for record in plain)
    assert [record["entities"] for record in found] == [record["entities"] for record in plain]
    assert "alternatives" not in found[-1]  # an empty line has no tags
    for record in found[:-1]:
        probs = [alternative["prob"] for alternative in record["alternatives"]]
        assert len(probs) == 3
        assert probs == sorted(probs, reverse=True)
        first = [(e["start"], e["end"], e["label"]) for e in record["entities"]]
        best = record["alternatives"][0]["entities"]
        assert [(e["start"], e["end"], e["label"]) for e in best] == first
        for alternative in record["alternatives"]:
            for entity in alternative["entities"]:
                assert record["text"][entity["start"] : entity["end"]] == entity["text"]


def test_less_probable_entities_are_left_out(
    program: Program, trained_run: Path, with_thresholds: Path
) -> None:
    for arguments in (
        [str(trained_run), "--min-confidence", "1"],
        [str(with_thresholds), "--precision", "0.9"],
    ):
        outcome = program.run("tag", *arguments, stdin=STDIN)
        assert outcome.out == STDIN
    for arguments in (
        [str(trained_run), "--min-confidence", "0"],
        [str(with_thresholds), "--precision", "0.8"],
    ):
        outcome = program.run("tag", *arguments, stdin=STDIN)
        assert outcome.out == program.run("tag", str(trained_run), stdin=STDIN).out != STDIN


def test_a_phrase_of_the_lexicon_is_an_entity(program: Program, trained_run: Path) -> None:
    file = program.write("names.tsv", "roses are\tPER\nBonn\tPER\thard\n")
    found = records(program, str(trained_run), "--lexicon", str(file))
    entities = [(e["text"], e["label"], e["prob"]) for r in found for e in r["entities"]]
    assert ("roses are", "PER", 1.0) in entities
    assert [row for row in entities if row[0] == "Bonn"] == [("Bonn", "PER", 1.0)] * 2
    conll = "".join(f"{word}\n" for word in TAGGED[6].words)
    outcome = program.run(
        "tag", str(trained_run), "--lexicon", str(file), "--format", "conll", stdin=conll
    )
    assert outcome.out == "roses B-PER\nare I-PER\nred O\n"


def test_a_soft_phrase_moves_the_probability_by_its_weight(
    program: Program, trained_run: Path
) -> None:
    plain = records(program, str(trained_run))[7]["entities"][0]
    probs = []
    for weight in ("-3", "0", "3"):
        file = program.write("names.tsv", f"bonn\tLOC\tsoft\t{weight}\n")
        (record,) = records(program, str(trained_run), "--lexicon", str(file))[7:8]
        probs.append(record["entities"][0]["prob"] if record["entities"] else 0.0)
    assert probs[0] < probs[1] < probs[2]
    assert probs[1] == plain["prob"]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (
            ["--n-best", "2"],
            "only JSON lines hold alternatives: found --n-best 2 --format inline; "
            "add --format jsonl",
        ),
        (
            ["--min-confidence", "2"],
            "argument --min-confidence: '2' is not a number between 0 and 1; "
            "see 'nlpseq tag --help'",
        ),
        (
            ["--precision", "0.9"],
            "no threshold for this precision: found 0.9, expected a bundle with thresholds, as "
            "its validation split had it; set a least probability with --min-confidence",
        ),
        (
            ["--lexicon", "nowhere.tsv"],
            "nowhere.tsv: no such file",
        ),
        (
            ["--lexicon", "bad.tsv"],
            "bad.tsv, line 1: unknown label: found 'GPE', expected one of LOC, PER",
        ),
    ],
)
def test_a_fault_is_one_line(program: Program, arguments: list[str], fault: str) -> None:
    program.write("bad.tsv", "Bonn\tGPE\n")
    shutil.copytree(GOLDEN, program.folder / "bundle")
    assert program.run("tag", "bundle", *arguments, stdin="Anna\n").fault() == fault
