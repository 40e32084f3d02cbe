"""Device, precision, threads, kernel: tried at the start of a run, then fixed for its whole life.

Not every CPU gains from bf16 or from a second thread (a busy core makes two threads slower than
one), so the choice is made by timing updates on the run's own batches, the largest among them.
"""

import ctypes
import ctypes.util
import os
import platform
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import torch

from nlpseq.config import TrainingConfig
from nlpseq.errors import InputError
from nlpseq.training.loop import Machine

ROUNDS = 3

# Parameters of mallopt, from malloc.h.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGEST_INT = 2**31 - 1


def choose_machine(
    config: TrainingConfig, world_size: int, trial: Callable[[Machine], None], num_updates: int
) -> Machine:
    """Time every combination that the settings leave open and take the fastest.

    Args:
        config: precision, device, threads and kernel, each fixed or "auto".
        world_size: processes that share the CPU.
        trial: computes the gradients of a few updates.
        num_updates: how many.

    Raises:
        InputError: a CUDA device is asked for and there is none.
    """
    device = _device(config.device)
    seconds = _time(trial, list(_candidates(config, device, world_size)))
    best = min(seconds, key=lambda machine: seconds[machine])
    if config.kernel == "auto" and best.kernel == "fused":
        seconds |= _time(trial, [best, replace(best, kernel="torch")])
        best = min(seconds, key=lambda machine: seconds[machine])
    seconds = {machine: total / num_updates for machine, total in seconds.items()}
    tried = ", ".join(
        f"{machine.precision} x {machine.num_threads} {machine.kernel}: {1000 * t:.0f} ms"
        for machine, t in seconds.items()
    )
    reason = f"timed an update ({tried})" if len(seconds) > 1 else "as set"
    chosen = replace(best, reason=reason, step_seconds=seconds[best])
    use_machine(chosen)
    return chosen


def use_machine(machine: Machine) -> None:
    """Set the process to the chosen number of threads, and keep its memory.

    Raises:
        InputError: the run was begun on a CUDA device, and there is none.
    """
    if machine.device == "cuda":
        _require_cuda("a run that was begun on one", "go on where there is one")
    torch.set_num_threads(machine.num_threads)
    _keep_freed_memory()


def _keep_freed_memory() -> None:
    """Stop glibc from handing every large buffer back to the system after each use.

    The next update asks for the same buffers; getting their pages anew takes up to a third of it.
    """
    libc = ctypes.util.find_library("c")
    if platform.libc_ver()[0] == "glibc" and libc:
        mallopt = ctypes.CDLL(libc).mallopt
        for parameter in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
            mallopt(parameter, LARGEST_INT)


def peak_memory_bytes() -> int:
    """Largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _device(wanted: str) -> str:
    if wanted == "cuda":
        _require_cuda("training.device=cuda", "use training.device=auto")
    if wanted != "auto":
        return wanted
    return "cuda" if torch.cuda.is_available() else "cpu"


def _require_cuda(found: str, mend: str) -> None:
    if not torch.cuda.is_available():
        raise InputError("no CUDA device", found=found, mend=mend)


def _candidates(config: TrainingConfig, device: str, world_size: int) -> Iterator[Machine]:
    cores = max(1, (len(os.sched_getaffinity(0))) // world_size)
    threads = [config.num_threads] if config.num_threads else sorted({1, cores})
    precisions = ["fp32", "bf16"] if config.precision == "auto" else [config.precision]
    if device != "cpu":
        threads = threads[-1:]
    kernel = "torch" if config.kernel == "torch" or device != "cpu" else "fused"
    for precision, num_threads in product(precisions, threads):
        yield Machine(device, precision, num_threads, kernel=kernel)


def _time(trial: Callable[[Machine], None], machines: list[Machine]) -> dict[Machine, float]:
    """Best seconds of each over a few rounds, after one that warms up.

    The machines take turns, so that what else the computer does for a while slows all of them.
    """
    rounds = [{machine: _seconds(trial, machine) for machine in machines} for _ in range(ROUNDS)]
    return {machine: min(times[machine] for times in rounds[1:]) for machine in machines}


def _seconds(trial: Callable[[Machine], None], machine: Machine) -> float:
    use_machine(machine)
    started = time.perf_counter()
    trial(machine)
    if machine.device == "cuda":
        torch.cuda.synchronize()  # what was asked of a GPU may still wait to be computed
    return time.perf_counter() - started
