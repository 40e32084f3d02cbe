"""``nlpseq classify``: a label for each line, by a run that was trained on a file of labels."""

import json
from pathlib import Path

import pytest

import nlpseq
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import LABELLED, TINY_OVERRIDES, write_labelled
from tests.program import Program

LINES = ["who reads a book ?", "", "   ", "a\rb", "one\u2028line", "東京 🙂", "bread"]
STDIN = "\n".join(LINES)


@pytest.fixture(scope="module")
def intents(nlpseq_command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of a classifier alone: not to be changed by a test."""
    folder = tmp_path_factory.mktemp("intents")
    (file,) = write_labelled(folder, "intents", LABELLED)
    outcome = Program(nlpseq_command, folder).run(
        "train",
        f"data.train={file}",
        "data.reader=labelled",
        "data.licence=CC0-1.0",
        *TINY_OVERRIDES,
        "task.classification.label_separator=:",
        "training.num_steps=20",
        "training.validate_every=10",
    )
    assert outcome.status == 0, outcome.err
    return folder / "runs" / "intents"


def test_a_line_is_written_for_each_line(program: Program, intents: Path) -> None:
    outcome = program.run("classify", str(intents), stdin=STDIN)
    assert (outcome.status, outcome.err) == (0, "")
    found = nlpseq.load(intents).classify(LINES)
    assert outcome.out.split("\n")[:-1] == [f"{f.label}\t{f.prob:.6f}" for f in found]
    assert {f.label for f in found} <= {"PERSON", "PLACE", "other"}


def test_more_labels_stand_in_the_same_line(program: Program, intents: Path) -> None:
    outcome = program.run("classify", str(intents), "--top", "9", stdin=STDIN)
    rows = [line.split("\t") for line in outcome.out.split("\n")[:-1]]
    assert len(rows) == len(LINES)
    for row in rows:
        assert sorted(row[::2]) == ["PERSON", "PLACE", "other"]
        assert sum(map(float, row[1::2])) == pytest.approx(1.0, abs=1e-5)


def test_json_lines_carry_their_text(program: Program, intents: Path) -> None:
    outcome = program.run("classify", str(intents), "--format", "jsonl", "--top", "2", stdin=STDIN)
    records = [json.loads(line) for line in outcome.out.split("\n")[:-1]]
    assert [record["text"] for record in records] == LINES
    for record in records:
        assert record["ranking"][0] == {"label": record["label"], "prob": record["prob"]}
        assert len(record["ranking"]) == 2


def test_no_lines_are_no_lines(program: Program, intents: Path) -> None:
    outcome = program.run("classify", str(intents))
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_the_prompt_answers_with_the_intent(program: Program, intents: Path) -> None:
    outcome = program.run("repl", str(intents), stdin="bread\n:intent bread\n:tag bread\n:info\n")
    plain, asked, fault, *info = outcome.out.split("\n")
    assert plain == asked
    assert plain.startswith("= ")
    named = f"nlpseq: {intents}: the bundle cannot do tagging: found heads for classification"
    assert fault.startswith(named)
    assert any("PERSON, PLACE, other" in line for line in info)


def test_help_shows_examples(program: Program) -> None:
    outcome = program.run("classify", "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("usage: nlpseq classify")
    assert "nlpseq classify " in outcome.out.split("examples:\n")[1]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["nowhere"], "nowhere: no such bundle; train one with: nlpseq train"),
        (
            [str(GOLDEN)],
            f"{GOLDEN}: the bundle cannot do classification: found heads for tagging, translation; "
            "load a bundle that was trained with a corpus for classification",
        ),
        (
            [str(GOLDEN), "--top", "0"],
            "argument --top: '0' is not a whole number above 0; see 'nlpseq classify --help'",
        ),
    ],
)
def test_a_fault_is_one_line(program: Program, arguments: list[str], fault: str) -> None:
    assert program.run("classify", *arguments, stdin="bread\n").fault() == fault


def test_a_label_that_is_none_cannot_mean_out_of_scope(program: Program) -> None:
    (file,) = write_labelled(program.folder, "intents", LABELLED)
    fault = program.run(
        "train",
        f"data.train={file}",
        "data.reader=labelled",
        "tokenizer.vocab_size=380",
        "task.classification.out_of_scope=othr",
    ).fault()
    assert fault == (
        "unknown label in task.classification.out_of_scope: found 'othr', expected one of PERSON, "
        "PLACE:city, PLACE:home, other; did you mean 'other'?"
    )


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("label_smoothing=1", "setting task.classification.label_smoothing: found 1.0"),
        ("word_dropout_rate=-1", "setting task.classification.word_dropout_rate: found -1.0"),
        ("hidden_size=0", "setting task.classification.hidden_size: found 0"),
    ],
)
def test_a_wrong_setting(program: Program, setting: str, fault: str) -> None:
    assert fault in program.run("train", f"task.classification.{setting}").fault()


@pytest.mark.parametrize("runtime", ["numpy", "int8", "bfloat16", "onnx"])
def test_a_runtime_that_labels_nothing_is_refused(
    program: Program, intents: Path, runtime: str
) -> None:
    (file,) = write_labelled(program.folder, "held_out", LABELLED)
    arguments = ["evaluate", f"bundle={intents}", f"data.test={file}", "data.reader=labelled"]
    assert program.run(*arguments, f"runtime={runtime}").fault() == (
        f"{intents}: the {runtime} runtime does not know classification; use the runtime torch"
    )
    assert program.run(*arguments, "runtime=torch", "num_bootstrap=0").status == 0
