"""Several processes give what one gives, in its order, and hold only some shards at a time."""

import os
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from nlpseq.cli import tag, translate, workers
from nlpseq.cli.workers import run, shards
from nlpseq.errors import InputError
from tests.helpers import PAIRS, TAGGED
from tests.program import Program

COLUMNS = "\n\n".join("\n".join(example.words) for example in TAGGED).split("\n")


def test_shards_are_all_lines_and_cut_no_sentence() -> None:
    for size in (1, 2, 5, 100):
        found = list(shards(COLUMNS, size, whole_blocks=True))
        assert [line for shard in found for line in shard] == COLUMNS
        assert all(shard[-1] == "" for shard in found[:-1])
        first = next(shards("abcde", size, whole_blocks=False))
        assert len(first) == min(5, size)


def test_two_processes_give_what_one_gives(
    trained_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SHARD", 7)
    lines = [pair.source for pair in PAIRS] * 4 + ["", "x " * 60]
    for command, options, given, whole in (
        (tag, ["--format", "conll"], COLUMNS * 2, True),
        (translate, ["--beam", "2"], lines, False),
    ):
        arguments = command._parser().parse_args([str(trained_run), *options])
        make = partial(command.make_filter, arguments)
        warnings: list[Counter[str]] = [Counter(), Counter()]
        one, two = (
            list(run(make, given, number, found, whole_blocks=whole))
            for number, found in zip((1, 2), warnings, strict=True)
        )
        assert len(one) == len(given)
        assert two == one
        assert warnings[0] == warnings[1]


def test_the_input_is_not_read_far_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SHARD", 2)
    num_read = 0

    def endless() -> Iterator[str]:
        nonlocal num_read
        while True:
            num_read += 1
            yield str(num_read)

    found = run(echo, endless(), 2, Counter())
    assert [next(found) for _ in range(9)] == [str(number) for number in range(1, 10)]
    assert num_read <= 2 * (9 + workers._AHEAD * 2)
    found.close()


def test_a_killed_process_is_told_in_a_line() -> None:
    with pytest.raises(InputError, match="worker process was killed"):
        list(run(partial(os._exit, 1), ["a"], 2, Counter()))


def test_the_command_takes_workers(program: Program, trained_run: Path) -> None:
    text = "".join(f"{' '.join(example.words)}\n" for example in TAGGED)
    outcomes = [
        program.run("tag", str(trained_run), "--workers", number, stdin=text) for number in "12"
    ]
    assert outcomes[0].status == 0, outcomes[0].err
    assert outcomes[0] == outcomes[1]
    attention = ("translate", str(trained_run), "--workers", "2", "--attention", "a.html")
    assert "goes without --workers" in program.run(*attention).fault()


def echo() -> workers.Filter:
    """A filter that changes nothing."""
    return _same


def _same(lines: list[str], _: Counter[str]) -> Iterator[str]:
    yield from lines
