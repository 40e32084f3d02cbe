"""The benchmark measures what it says, in turn, and refuses a busy machine."""

import json
from pathlib import Path

import pytest

from nlpseq.bundle import read_bundle
from nlpseq.errors import InputError
from nlpseq.inference import bench
from nlpseq.inference.bench import Case, benchmark, measure
from tests.program import Program


def test_cases_are_measured_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    calls: list[str] = []

    def spend(name: str, seconds: float) -> None:
        calls.append(name)
        clock[0] += seconds

    monkeypatch.setattr(bench.time, "process_time", lambda: clock[0])
    cases = [
        Case("slow", lambda: spend("slow", 0.1), 10, "words"),
        Case("fast", lambda: spend("fast", 0.026), 10, "words"),
    ]
    slow, fast = measure(cases, rounds=3)
    assert calls == ["slow", "fast"] + ["slow", "fast", "fast"] * 3
    assert (slow.rate, slow.spread) == (pytest.approx(100), pytest.approx(1))
    assert fast.rate == pytest.approx(10 / 0.026)


def test_every_runtime_is_in_the_table_and_the_file(
    program: Program, trained_run: Path, tmp_path: Path
) -> None:
    outcome = program.run(
        *("bench", str(trained_run), "--rounds", "1", "--beam", "2", "--allow-noise"),
        *("--out", str(tmp_path / "bench.json")),
        stdin="Anna lives in Bonn .\nthe dog runs home .\n",
    )
    assert outcome.status == 0, outcome.err
    cases = json.loads((tmp_path / "bench.json").read_text())["cases"]
    names = {case["name"] for case in cases}
    assert {
        "tag, torch",
        "tag, numpy",
        "translate, greedy, numpy",
        "translate, beam 2, torch",
    } <= names
    assert all(case["rate"] > 0 and case["spread"] >= 1 for case in cases)
    assert all(name in outcome.out for name in names)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--rounds", "1"],
            "one round cannot show noise: found --rounds 1, expected 2 or more; "
            "give more, or add --allow-noise",
        ),
        (["--out", "nowhere/bench.json"], "{folder}/nowhere: no such folder"),
    ],
)
def test_a_fault_is_told_before_anything_is_measured(
    program: Program, arguments: list[str], message: str
) -> None:
    fault = program.run("bench", "runs/x", *arguments).fault()
    assert fault == message.format(folder=program.folder)


def test_no_text_and_a_busy_machine_are_faults(
    trained_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = read_bundle(trained_run)
    with pytest.raises(InputError, match="no text"):
        benchmark(bundle, ["", " "], rounds=1, beam_size=2, allow_noise=True)
    monkeypatch.setattr(bench, "NOISE", 0.5)
    monkeypatch.setattr(bench, "SHORTEST_SECONDS", 0.001)
    with pytest.raises(InputError, match="too busy"):
        benchmark(bundle, ["Anna lives in Bonn ."], rounds=1, beam_size=2, allow_noise=False)
