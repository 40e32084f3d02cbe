"""Two processes under torchrun with gloo compute what one process computes."""

import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from nlpseq.cli.main import main
from tests.helpers import (
    NO_DROPOUT_OVERRIDES,
    PAIRS,
    TINY_OVERRIDES,
    joint_overrides,
    run_command,
    start_command,
    write_corpora,
)

TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
TOLERANCE = 1e-4
"""Relative, on the loss of every update: two halves of a batch add up in another order."""


def arguments(folder: Path, name: str) -> list[str]:
    """A joint run without dropout, whose masks would differ from process to process.

    The pieces that are drawn must not: they depend on the seed and the update alone.
    """
    overrides = [
        *joint_overrides(write_corpora(folder / "corpora")),
        *TINY_OVERRIDES,
        *NO_DROPOUT_OVERRIDES,
        "task.translation.sampling_alpha=0.3",
        "task.tagging.sampling_alpha=0.3",
        "training.num_steps=20",
        "training.validate_every=10",
        "training.mixture_temperature=2",
        "training.log_every=1",
    ]
    return ["train", *overrides, f"name={folder / name}"]


def log_of(run: Path) -> list[dict[str, Any]]:
    """The log without what a clock says."""
    *lines, _ = (run / "log.jsonl").read_text(encoding="utf-8").split("\n")
    return [
        {key: value for key, value in json.loads(line).items() if "seconds" not in key}
        for line in lines
    ]


@pytest.mark.slow
def test_two_processes_learn_what_one_learns(tmp_path: Path) -> None:
    done = run_command(
        [*TORCHRUN, "--nproc-per-node", "2", "-m", "nlpseq"], arguments(tmp_path, "two")
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Bundle:") == 1  # only one of them speaks
    assert main(arguments(tmp_path, "one")) == 0

    one, two = log_of(tmp_path / "one"), log_of(tmp_path / "two")
    assert len(one) == len(two) == 22
    for single, double in zip(one, two, strict=True):
        # batches of one sentence too, in which the second process has nothing to do
        assert single.keys() == double.keys()
        assert double == pytest.approx(single, rel=TOLERANCE)

    scores = [
        json.loads((tmp_path / name / "scores.json").read_text(encoding="utf-8"))
        for name in ("one", "two")
    ]
    assert scores[0]["best_step"] == scores[1]["best_step"]
    assert scores[1]["valid"] == pytest.approx(scores[0]["valid"], rel=TOLERANCE)
    weights = [
        torch.load(tmp_path / name / "checkpoint.pt", weights_only=True)["averaged"]
        for name in ("one", "two")
    ]
    for name, expected in weights[0].items():
        torch.testing.assert_close(weights[1][name], expected, rtol=1e-2, atol=1e-3, msg=name)


@pytest.mark.slow
def test_every_process_goes_on_within_its_documents(tmp_path: Path) -> None:
    """Interrupted where states are carried from window to window, by both processes."""
    torchrun = [*TORCHRUN, "--nproc-per-node", "2", "-m", "nlpseq"]
    text = tmp_path / "text.txt"
    paragraph = " ".join(pair.source for pair in PAIRS)
    text.write_text(f"{paragraph} {paragraph}\n\n" * 40, encoding="utf-8")
    overrides = [
        "data.reader=text",
        f"data.train={text}",
        *TINY_OVERRIDES,
        "task.language_modelling.window=4",
        "training.num_steps=120",
        "training.validate_every=60",
        "training.log_every=1",
        "training.checkpoint_seconds=1000",
    ]
    whole = run_command(torchrun, ["train", *overrides, f"name={tmp_path / 'whole'}"])
    assert whole.returncode == 0, whole.stderr

    run = tmp_path / "parted"
    process = start_command(torchrun, ["train", *overrides, f"name={run}"])
    log = run / "log.jsonl"
    while not (log.is_file() and log.read_text(encoding="utf-8").count("\n") > 30):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)
    stopped = torch.load(run / "checkpoint.pt", weights_only=True)
    assert 30 < stopped["step"] < 120
    assert len(stopped["carried"]) == 2
    assert all(share["language_modelling"] for share in stopped["carried"])
    done = run_command(torchrun, ["train", *overrides, f"name={run}"])
    assert done.returncode == 0, done.stderr
    assert log_of(run) == log_of(tmp_path / "whole")


@pytest.mark.slow
def test_a_budget_ends_both_processes_together(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("".join(f"{pair.source}\n\n" for pair in PAIRS), encoding="utf-8")
    done = run_command(
        [*TORCHRUN, "--nproc-per-node", "2", "-m", "nlpseq"],
        [
            "pretrain", "--budget", "3s", "--task-text", str(text), "--text", str(text),
            *TINY_OVERRIDES, f"name={tmp_path / 'run'}",
        ],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("the time is over") == 1
    assert done.stdout.count("bits per character") >= 1
    assert done.stdout.count("sentences of the task's training text") == 1
