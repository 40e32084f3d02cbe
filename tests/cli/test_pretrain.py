"""``nlpseq pretrain``: a fixed time, any text, and what it costs on the text of a task."""

import argparse
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from nlpseq.bundle import read_bundle
from nlpseq.cli.main import main
from nlpseq.cli.pretrain import minutes
from nlpseq.config import LanguageModelConfig
from tests.helpers import PAIRS
from tests.program import ROOT, Program

NEEDS_GENSIM = pytest.mark.skipif(find_spec("gensim") is None, reason="gensim is not installed")

SMALL = (
    "tokenizer.vocab_size=380",
    "model.embedding_size=8",
    "task.language_modelling.hidden_size=8",
    "training.precision=fp32",
    "training.num_threads=1",
)


def test_times() -> None:
    assert [minutes(text) for text in ("90s", "20m", "1.5h")] == [1.5, 20.0, 90.0]
    for text in ("20", "m", "0m", "-1m", "20 m", "1d", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="is no time such as 90s"):
            minutes(text)


def test_from_text_to_a_bundle_and_a_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a, b.txt", "c.txt"):  # a comma is no separator of files
        lines = "".join(f"{pair.source}\n\n" for pair in PAIRS)
        Path(name).write_text(lines, encoding="utf-8")
    command = ["pretrain", "--budget", "1s", "--task-text", "c.txt", "--text", "a, b.txt", "c.txt"]
    assert main([*command, *SMALL, "name=runs/lm"]) == 0
    out = capsys.readouterr().out
    assert "the time is over" in out
    assert "On 8 sentences of the task's training text: " in out
    assert "bits per character" in out
    assert main([*command, *SMALL, "name=runs/lm"]) == 0  # finished: it shows the same again
    assert capsys.readouterr().out.splitlines()[-1] == out.splitlines()[-1]


def test_models_over_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("".join(f"{pair.source}\n\n" for pair in PAIRS), encoding="utf-8")
    command = ["pretrain", "--characters", "--budget", "1s", "--text", "a.txt"]
    assert main([*command, *SMALL, "name=runs/lm"]) == 0
    (head,) = read_bundle("runs/lm").heads.values()
    assert isinstance(head, LanguageModelConfig)
    assert head.unit == "characters"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--budget", "20", "--text", "a.txt"], "'20' is no time such as 90s, 20m or 1.5h"),
        (["--text", "a.txt"], "no time; give --budget TIME"),
        (
            ["--vectors", "--budget", "1s", "--text", "a.txt"],
            "--budget, --task-text and --characters",
        ),
        (["--budget", "1s", "--text", "no.txt"], "no.txt"),
        (["--budget", "1s", "--text", "optim.learning_rat=1", "a.txt"], "'learning_rat'"),
        (["--budget", "1s", "--text", "name=x"], "no text; give files behind --text"),
        (["--budget", "1s", "--text", "no.txt", "--loud"], "unknown option: found '--loud'"),
        (["--budget", "1s", "--text", "a.txt", "--task-text", "data=conl"], "unknown corpus"),
        (["--budget", "1s", "--text", "a.txt", "--task-text", "no.txt"], "no.txt"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("a cat sleeps .\n", encoding="utf-8")
    assert main(["pretrain", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert not Path("runs").exists()


@NEEDS_GENSIM
def test_vectors_of_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a, b.txt").write_text("".join(f"{pair.source}\n" for pair in PAIRS), encoding="utf-8")
    command = ["pretrain", "--vectors", "--text", "a, b.txt", "size=4", "min_count=2", "name=v"]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "5 words have a vector, after 43 words of text" in out
    assert "model.pretrained=runs/v" in out
    heading, *lines = Path("runs/v/vectors.txt").read_text(encoding="utf-8").splitlines()
    assert heading == "5 4"
    assert {line.split()[0] for line in lines} == {".", "a", "the", "in", "do"}
    assert main(command) == 0  # finished: it shows the same again
    again = capsys.readouterr().out.splitlines()
    assert again[0] == "runs/v is finished."
    assert again[1:] == out.splitlines()[-2:]
    assert main([*command, "window=3"]) == 2
    assert "the run exists with other settings: found window: 5 -> 3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["no.txt"], "no.txt: no such file", marks=NEEDS_GENSIM),
        (["a.txt", "siz=3"], "unknown setting: found 'siz', expected one of name, text"),
        (["a.txt", "size=0"], "setting size: found 0, expected a number above 0"),
        pytest.param(
            ["a.txt", "name=new/one/v"],
            "no word is frequent enough: found none that occurs 3 times",
            marks=NEEDS_GENSIM,
        ),
    ],
)
def test_refused_vectors_are_told_in_a_line_and_leave_nothing(
    program: Program, arguments: list[str], said: str
) -> None:
    program.write("a.txt", "a cat sleeps .\n")
    fault = program.run("pretrain", "--vectors", "--text", *arguments).fault()
    assert said in fault
    assert program.left() == ["a.txt"]


def test_without_gensim_the_extra_is_named(program: Program) -> None:
    program.write("a.txt", "a cat sleeps .\n")
    program.write("gensim.py", "raise ImportError\n")
    outcome = program.run_anew(
        *("pretrain", "--vectors", "--text", "a.txt"),
        PYTHONPATH=f"{program.folder}{os.pathsep}{ROOT}",
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert outcome.fault() == (
        "the package 'gensim' is not installed; install it with: pip install 'nlpseq[vectors]'"
    )
    assert program.left() == ["a.txt", "gensim.py"]
