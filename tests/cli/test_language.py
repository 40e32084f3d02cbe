"""``nlpseq generate``, ``fill`` and ``score``, by a run that was trained on plain text."""

import json
from pathlib import Path

import pytest

import nlpseq
from nlpseq.inference.language import fill, generate, score_words
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import PAIRS, TINY_OVERRIDES
from tests.program import Program

LINES = ["the dog runs home .", "", "東京 🙂", "a\rb"]


@pytest.fixture(scope="module")
def text(nlpseq_command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of a language model alone: not to be changed by a test."""
    folder = tmp_path_factory.mktemp("text")
    file = folder / "text.txt"
    file.write_text("".join(f"{pair.source}\n" for pair in PAIRS * 3), encoding="utf-8")
    outcome = Program(nlpseq_command, folder).run(
        "train",
        f"data.train={file}",
        "data.reader=lines",
        "data.licence=CC0-1.0",
        *TINY_OVERRIDES,
        "task.language_modelling.direction=both",
        "training.num_steps=20",
        "training.validate_every=10",
    )
    assert outcome.status == 0, outcome.err
    assert "language_modelling.bits_per_character" in outcome.out
    return folder / "runs" / "text"


def test_texts_are_written(program: Program, text: Path) -> None:
    arguments = ["--num", "3", "--top-k", "40", "--seed", "7", "--max-length", "9"]
    outcome = program.run("generate", str(text), "the", *arguments)
    assert (outcome.status, outcome.err) == (0, "")
    from nlpseq.decoding.drawing import Drawing

    found = generate(
        nlpseq.load(text), "the", num_texts=3, max_length=9, drawing=Drawing(top_k=40), seed=7
    )
    assert outcome.out.split("\n")[:-1] == found


def test_a_blank_is_filled(program: Program, text: Path) -> None:
    outcome = program.run("fill", str(text), "the ___ runs home .", "--top", "3")
    assert (outcome.status, outcome.err) == (0, "")
    found = fill(nlpseq.load(text), "the ___ runs home .", num_best=3)
    assert outcome.out.split("\n")[:-1] == [f"{f.prob:.6f}\t{f.text}" for f in found]


def test_without_a_bundle_the_newest_run_fills(nlpseq_command: list[str], text: Path) -> None:
    folder = text.parents[1]
    outcome = Program(nlpseq_command, folder).run("fill", "___ runs home .")
    assert outcome.status == 0, outcome.err
    assert outcome.out.count("\n") == 5


def test_words_are_scored_line_by_line(program: Program, text: Path) -> None:
    stdin = "\n".join(LINES)
    found = score_words(nlpseq.load(text), LINES)
    outcome = program.run("score", str(text), stdin=stdin)
    assert (outcome.status, outcome.err) == (0, "")
    rows = [line.split("\t") for line in outcome.out.split("\n")[:-1]]
    assert [row[::2] for row in rows] == [[word.word for word in f.words] for f in found]
    outcome = program.run("score", str(text), "--format", "jsonl", stdin=stdin)
    records = [json.loads(line) for line in outcome.out.split("\n")[:-1]]
    assert [record["text"] for record in records] == LINES
    for record, scored in zip(records, found, strict=True):
        assert record["bits"] == pytest.approx(scored.bits, abs=1e-3)


def test_it_is_evaluated_on_text(program: Program, text: Path) -> None:
    file = program.write("test.txt", "a cat sleeps .\nwe sell bread .\n\nyes .\n")
    outcome = program.run(
        "evaluate", f"bundle={text}", f"data.test={file}", "data.reader=text", "out=report.json"
    )
    assert outcome.status == 0, outcome.err
    assert "bits per character" in outcome.out
    (report,) = json.loads((program.folder / "report.json").read_text(encoding="utf-8"))
    assert report["counts"] == {"documents": 2, "characters": 15 + 16 + 6}
    assert set(report["breakdowns"][0]["rows"]) == {"forwards", "backwards", "mean"}


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["generate", "nowhere"], "nowhere: no such bundle; train one with: nlpseq train"),
        (["fill", "no ___ run"], "runs: no finished run; train one with: nlpseq train"),
        (
            ["fill", str(GOLDEN), "a ___"],
            f"{GOLDEN}: the bundle cannot do language_modelling: found heads for tagging, "
            "translation; load a bundle that was trained with a corpus for language_modelling",
        ),
        (
            ["generate", str(GOLDEN), "--top-p", "0"],
            "setting top-p: found 0.0, expected 0 < x <= 1",
        ),
        (
            ["generate", str(GOLDEN), "--top-k", "-1"],
            "argument --top-k: '-1' is not a whole number; see 'nlpseq generate --help'",
        ),
    ],
)
def test_a_fault_is_one_line(program: Program, arguments: list[str], fault: str) -> None:
    assert program.run(*arguments).fault() == fault


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("direction=up", "setting task.language_modelling.direction: found 'up', expected one of"),
        ("unit=words", "setting task.language_modelling.unit: found 'words', expected one of"),
        ("window=0", "setting task.language_modelling.window: found 0"),
        ("context=-1", "setting task.language_modelling.context: found -1"),
        ("output_dropout_rate=1", "setting task.language_modelling.output_dropout_rate: found 1"),
    ],
)
def test_a_wrong_setting(program: Program, setting: str, fault: str) -> None:
    assert fault in program.run("train", f"task.language_modelling.{setting}").fault()


@pytest.mark.parametrize("command", ["generate", "fill", "score"])
def test_help_shows_examples(program: Program, command: str) -> None:
    outcome = program.run(command, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert f"nlpseq {command} " in outcome.out.split("examples:\n")[1]
