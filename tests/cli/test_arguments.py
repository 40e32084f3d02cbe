"""What the input's size makes of the options of the filters."""

import sys
from pathlib import Path

import pytest

from nlpseq.cli import repl
from nlpseq.cli.arguments import LARGE_FILE, Parser, add_runtime, runtime_of
from nlpseq.inference import repl_loop
from tests.program import Program


@pytest.mark.parametrize(
    ("size", "options", "expected"),
    [
        (101, [], "bulk"),
        (100, [], "auto"),
        (101, ["--runtime", "numpy"], "numpy"),
        (100, ["--runtime", "int8"], "int8"),
    ],
)
def test_a_large_file_is_worth_the_start_of_torch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, options: list[str], expected: str
) -> None:
    parser = Parser("nlpseq x", "", "")
    add_runtime(parser, large_file=100)
    (tmp_path / "in.txt").write_bytes(b"x" * size)
    with (tmp_path / "in.txt").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert runtime_of(parser.parse_args(options)) == expected


def test_nobody_waits_for_torch_at_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = Parser("nlpseq x", "", "")
    add_runtime(parser, large_file=0)
    with Path("/dev/null").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert runtime_of(parser.parse_args([])) == "auto"


@pytest.mark.parametrize(("size", "runtime"), [(LARGE_FILE, "auto"), (LARGE_FILE + 1, "bulk")])
def test_the_prompt_chooses_as_its_help_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, runtime: str
) -> None:
    chosen = []
    monkeypatch.setattr(repl_loop, "run_repl", lambda _, runtime: chosen.append(runtime))
    (tmp_path / "in.txt").write_bytes(b"x" * size)
    with (tmp_path / "in.txt").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert repl.main([str(tmp_path)]) == 0
    assert chosen == [runtime]


def test_runtimes_are_explained_alike(program: Program) -> None:
    def told(command: str) -> str:
        text = " ".join(program.run(command, "--help").out.split())
        return text.partition("torch} what computes:")[2].partition("instructions for")[0]

    assert told("repl") == told("translate") == told("tag").replace("1024 KiB", "256 KiB") != ""
