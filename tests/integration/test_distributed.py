"""Two processes under torchrun with gloo compute what one process computes."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from nlpseq.cli.main import main
from tests.helpers import (
    NO_DROPOUT_OVERRIDES,
    TINY_OVERRIDES,
    joint_overrides,
    run_command,
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
