"""Several processes as one: torchrun starts them, gradients are summed once an update.

Every process knows the whole plan of batches and takes every n-th row of each, so that the number
of targets of an update is known everywhere without asking. Gradients are summed in one flat
all-reduce after the last task of an update: the tasks of an update differ from one to the next,
which a wrapper that reduces while the backward pass runs would have to be told about.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast

import torch
from torch import Tensor
from torch import distributed as dist

from nlpseq.errors import InputError

T = TypeVar("T")

# One process validates while the others wait.
TIMEOUT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Group:
    """The processes of a run; by default one alone."""

    rank: int = 0
    world_size: int = 1

    @property
    def is_main(self) -> bool:
        """Whether this process writes files and prints."""
        return self.rank == 0

    def share(self, rows: Sequence[T]) -> Sequence[T]:
        """This process' part of a batch."""
        return rows[self.rank :: self.world_size]

    def sum_gradients(self, parameters: list[Tensor]) -> None:
        """Add up all processes' gradients; one that is missing in some of them counts as zero.

        One that is missing in all of them stays missing, as for a process alone: by a gradient of
        zero Adam would move the weight.
        """
        if self.world_size == 1:
            return
        gradients = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
        holders = gradients[0].new_tensor([p.grad is not None for p in parameters])
        flat = torch.cat([*(gradient.reshape(-1) for gradient in gradients), holders])
        dist.all_reduce(flat)
        *parts, holders = torch.split(flat, [*(p.numel() for p in parameters), len(parameters)])
        for parameter, part, count in zip(parameters, parts, holders.tolist(), strict=True):
            parameter.grad = part.view_as(parameter) if count else None

    def sum(self, value: float) -> float:
        """Sum of a number over all processes."""
        if self.world_size == 1:
            return value
        total = torch.tensor(value, dtype=torch.float64)
        dist.all_reduce(total)
        return float(total)

    def of_main(self, value: float) -> float:
        """The main process' number, everywhere: what a clock says must be the same for all."""
        return self.sum(value if self.is_main else 0.0)

    def gather(self, value: T) -> list[T]:
        """Every process' value by its rank, on the main process; [] on the others."""
        if self.world_size == 1:
            return [value]
        box: list[Any] | None = [None] * self.world_size if self.is_main else None
        dist.gather_object(value, box, dst=0)
        return box or []

    def broadcast(self, value: T) -> T:
        """The main process' value, everywhere."""
        if self.world_size == 1:
            return value
        box: list[Any] = [value]
        dist.broadcast_object_list(box, src=0)
        result: T = box[0]
        return result

    def by_main(self, make: Callable[[], T]) -> T:
        """What the main process makes, everywhere; the others wait for it.

        Raises:
            InputError: on every process, where the main one is refused.
        """
        if self.world_size == 1:
            return make()
        made: T | None = None
        fault: InputError | None = None
        if self.is_main:
            try:
                made = make()
            except InputError as error:
                fault = error
        told, made = self.broadcast((None if fault is None else str(fault), made))
        if fault is not None:
            raise fault
        if told is not None:
            raise InputError(told)
        result: Any = made
        return cast(T, result)


def join_group() -> Group:
    """Join the processes that torchrun started; alone without it.

    Where there are GPUs, "cuda" is another one in each process of a computer, as far as they reach.
    """
    world_size = int(os.environ.get("WORLD_SIZE", "1"))
    if world_size == 1:
        return Group()
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]) % torch.cuda.device_count())
    if not dist.is_initialized():
        dist.init_process_group("gloo", timeout=TIMEOUT)
    return Group(dist.get_rank(), world_size)


def is_main_process() -> bool:
    """Whether this is the process that prints, before a group is joined and after it is left."""
    return os.environ.get("RANK", "0") == "0"


def leave_group(group: Group) -> None:
    """Part from the other processes."""
    if group.world_size > 1:
        dist.destroy_process_group()
