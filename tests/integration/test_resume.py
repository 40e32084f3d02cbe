"""Killed at any moment or interrupted, the same command again ends with the same weights."""

import json
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.helpers import (
    TINY_OVERRIDES,
    joint_overrides,
    run_command,
    start_command,
    write_corpora,
)

NUM_STEPS = 40
NUM_STEPS_OF_MANY_KILLS = 240
DEADLINE_SECONDS = 120.0


@dataclass(frozen=True)
class Training:
    """A command line that trains, and the run it writes.

    Dropout and the sampling of pieces are on, a checkpoint is written after every update, and the
    epochs are short: the position in them and the random draws must come back too.
    """

    command: list[str]
    arguments: list[str]
    path: Path

    def start(self) -> subprocess.Popen[str]:
        """Begin a sitting."""
        return start_command(self.command, self.arguments)

    def finish(self) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        return run_command(self.command, self.arguments)

    def step(self) -> int:
        """Updates that stand in the log."""
        return max((record["step"] for record in self.log()), default=0)

    def log(self) -> list[dict[str, Any]]:
        """The whole lines of the log."""
        file = self.path / "log.jsonl"
        if not file.is_file():
            return []
        *lines, _ = file.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines]

    def losses(self) -> list[dict[str, float]]:
        """The log without what a clock says."""
        return [
            {key: value for key, value in record.items() if "seconds" not in key}
            for record in self.log()
        ]

    def weights(self) -> dict[str, bytes]:
        """The bundle's weights and everything in the checkpoint that is a tensor."""
        checkpoint = torch.load(self.path / "checkpoint.pt", weights_only=True)
        found = {"bundle": (self.path / "bundle" / "model.safetensors").read_bytes()}
        for kind in ("model", "averaged"):
            for name, tensor in checkpoint[kind].items():
                found[f"{kind}.{name}"] = tensor.numpy().tobytes()
        return found


def training(command: list[str], folder: Path, num_steps: int = NUM_STEPS) -> Training:
    """A joint run over the tiny corpora."""
    overrides = [
        *joint_overrides(write_corpora(folder.parent / "corpora")),
        *TINY_OVERRIDES,
        f"training.num_steps={num_steps}",
        f"training.validate_every={num_steps // 4}",
        "task.translation.sampling_alpha=0.3",
        "task.translation.target_sampling_alpha=0.3",
        "task.translation.r_drop=1",
        "task.tagging.sampling_alpha=0.3",
        "training.mixture_temperature=2",
        "training.checkpoint_seconds=0",
        "training.log_every=1",
        f"name={folder}",
    ]
    return Training(command, ["train", *overrides], folder)


def wait_until(holds: Any, process: subprocess.Popen[str]) -> None:
    """Poll as fast as possible until something is true or the process has ended."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not holds() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.0002)


def kill(process: subprocess.Popen[str]) -> None:
    """Kill -9."""
    process.kill()
    process.communicate()


def moments(attempt: Training, rng: random.Random) -> Iterator[subprocess.Popen[str]]:
    """Sittings at moments worth a kill: in a save, between updates, in the preparation."""
    temporary = attempt.path / "checkpoint.pt.tmp"
    while True:
        process, goal = attempt.start(), attempt.step() + rng.randint(1, 8)
        wait_until(lambda goal=goal: attempt.step() >= goal, process)
        wait_until(temporary.exists, process)
        yield process
        process, goal = attempt.start(), attempt.step() + rng.randint(1, 8)
        wait_until(lambda goal=goal: attempt.step() >= goal, process)
        time.sleep(rng.uniform(0.0, 0.05))
        yield process
        process = attempt.start()
        time.sleep(rng.uniform(0.0, 2.5))
        yield process


def assert_same_end(attempt: Training, reference: Training) -> None:
    """Weights bit for bit, and the log event for event."""
    found, expected = attempt.weights(), reference.weights()
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    assert attempt.losses() == reference.losses()
    assert not list(attempt.path.rglob("*.tmp"))


@pytest.fixture(scope="module")
def reference(nlpseq_command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Training:
    """A run that nobody disturbed."""
    run = training(nlpseq_command, tmp_path_factory.mktemp("reference") / "run")
    done = run.finish()
    assert done.returncode == 0, done.stderr
    return run


@pytest.mark.slow
def test_killed_twice_and_interrupted_it_ends_with_the_same_weights(
    reference: Training, nlpseq_command: list[str], tmp_path: Path
) -> None:
    attempt = training(nlpseq_command, tmp_path / "run")
    for _, process in zip(range(2), moments(attempt, random.Random(1)), strict=False):
        assert process.poll() is None
        kill(process)
    killed_at = attempt.step()
    assert 0 < killed_at < NUM_STEPS

    process = attempt.start()
    wait_until(lambda: attempt.step() >= killed_at + 2, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=DEADLINE_SECONDS)
    assert (process.returncode, err) == (130, "")
    step = torch.load(attempt.path / "checkpoint.pt", weights_only=True)["step"]
    assert killed_at + 2 <= step < NUM_STEPS
    message = " ".join(out.split())
    assert f"Interrupted after update {step}; a checkpoint is in" in message
    assert "Run the same command again to go on." in message

    done = attempt.finish()
    assert done.returncode == 0
    assert f"going on at {step} of {NUM_STEPS} updates" in " ".join(done.stdout.split())
    assert_same_end(attempt, reference)


def test_a_finished_run_shows_its_table_again(reference: Training) -> None:
    before = {file: file.read_bytes() for file in reference.path.rglob("*") if file.is_file()}
    done = reference.finish()
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(done.stdout.split())
    assert "is finished." in text
    for word in ("F1", "BLEU", "Bundle:", "nlpseq repl"):
        assert word in text, word
    after = {file: file.read_bytes() for file in reference.path.rglob("*") if file.is_file()}
    assert after == before


def test_other_settings_are_refused_with_their_keys(reference: Training) -> None:
    done = run_command(
        reference.command, [*reference.arguments, "seed=5", "optim.learning_rate=0.5"]
    )
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.rstrip("\n").split("\n")
    for part in ("other settings", "seed: 1 -> 5", "optim.learning_rate", "name=NAME"):
        assert part in line, part


@pytest.mark.slow
def test_twenty_kills_change_nothing(nlpseq_command: list[str], tmp_path: Path) -> None:
    undisturbed = training(nlpseq_command, tmp_path / "undisturbed", NUM_STEPS_OF_MANY_KILLS)
    assert undisturbed.finish().returncode == 0
    attempt = training(nlpseq_command, tmp_path / "killed", NUM_STEPS_OF_MANY_KILLS)
    num_inside_a_save = 0
    for _, process in zip(range(20), moments(attempt, random.Random(2)), strict=False):
        assert process.poll() is None
        kill(process)
        num_inside_a_save += (attempt.path / "checkpoint.pt.tmp").exists()
    assert num_inside_a_save >= 3
    assert attempt.step() < NUM_STEPS_OF_MANY_KILLS
    assert attempt.finish().returncode == 0
    assert_same_end(attempt, undisturbed)
