"""The choice of precision, threads and kernel: timed where it is open, kept where it is set."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from nlpseq.config import TrainingConfig
from nlpseq.training import machine
from nlpseq.training.loop import Machine

OPEN = TrainingConfig(device="cpu")
FIXED = TrainingConfig(device="cpu", precision="fp32", num_threads=1, kernel="torch")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that only trials move, on a machine of one core."""
    clock = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr(machine.time, "perf_counter", lambda: clock.seconds)
    monkeypatch.setattr(machine.os, "sched_getaffinity", lambda process: {0})
    monkeypatch.setattr(machine, "use_machine", lambda chosen: None)
    return clock


def choose(
    config: TrainingConfig, clock: SimpleNamespace, slow: set[str]
) -> tuple[Machine, set[tuple[str, str]]]:
    """The choice if what is named is slow, and the precisions with kernels that were tried."""
    tried = set()

    def trial(candidate: Machine) -> None:
        names = (candidate.precision, candidate.kernel)
        tried.add(names)
        clock.seconds += 1 + len(slow.intersection(names))

    return machine.choose_machine(config, 1, trial, 1), tried


@pytest.mark.parametrize(("slow", "fast"), [("torch", "fused"), ("fused", "torch")])
@pytest.mark.parametrize(("better", "worse"), [("fp32", "bf16"), ("bf16", "fp32")])
def test_the_faster_precision_and_kernel_are_taken(
    clock: SimpleNamespace, slow: str, fast: str, better: str, worse: str
) -> None:
    chosen, tried = choose(OPEN, clock, {slow, worse})
    assert (chosen.precision, chosen.kernel, chosen.step_seconds) == (better, fast, 1.0)
    assert tried == {("fp32", "fused"), ("bf16", "fused"), (better, "torch")}
    assert all(f"{precision} x 1 {kernel}" in chosen.reason for precision, kernel in tried)


@pytest.mark.parametrize("kernel", ["torch", "fused"])
def test_what_is_set_is_kept(clock: SimpleNamespace, kernel: str) -> None:
    chosen, tried = choose(replace(FIXED, kernel=kernel), clock, {kernel})
    assert (chosen.kernel, chosen.reason) == (kernel, "as set")
    assert tried == {("fp32", kernel)}


def test_a_busy_moment_does_not_decide(clock: SimpleNamespace) -> None:
    """What runs beside the first trials slows every candidate, not only the first."""
    trials = 0

    def trial(candidate: Machine) -> None:
        nonlocal trials
        trials += 1
        clock.seconds += (5 if trials <= 4 else 1) * (2 if candidate.precision == "bf16" else 1)

    chosen = machine.choose_machine(replace(OPEN, kernel="torch"), 1, trial, 1)
    assert chosen.precision == "fp32"


def test_the_time_of_a_gpu_is_that_of_its_work(
    clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking is as fast in every precision; what was asked is done when the GPU is waited for."""
    asked: list[int] = []

    def trial(candidate: Machine) -> None:
        asked.append(1 if candidate.precision == "bf16" else 2)

    def work() -> None:
        clock.seconds += asked.pop()

    monkeypatch.setattr(machine.torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(machine.torch.cuda, "synchronize", work)
    chosen = machine.choose_machine(replace(OPEN, device="cuda"), 1, trial, 1)
    assert (chosen.precision, chosen.step_seconds) == ("bf16", 1.0)
