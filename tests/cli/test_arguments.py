"""What the input's size makes of the options of the filters."""

import sys
from pathlib import Path

import pytest

from nlpseq.cli.arguments import Parser, add_runtime, runtime_of


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
