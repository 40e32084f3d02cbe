"""Everything that must survive a kill, and its way to disk and back."""

import io
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from nlpseq.errors import InputError
from nlpseq.model import SharedModel
from nlpseq.training.stream import Cursor

Carried = dict[str, dict[str, Tensor]]

PLAIN_FIELDS = (
    "step",
    "best_score",
    "best_step",
    "num_stale",
    "plateau_scale",
    "seconds",
    "history",
)


@dataclass(slots=True)
class TrainState:
    """The state of a run between two updates.

    Args:
        model: the weights that are trained.
        averaged: their average, which is validated and kept.
        optimizer: Adam's moments.
        cursors: position in each task's stream.
        recent: weights at the last validations that the average is of, oldest first.
        carried: what each task's last update left for the next one; of this process.
        step: updates done.
        best_score: best main score so far; None before the first validation.
        best_step: update it was reached at.
        num_stale: validations since then.
        plateau_scale: factor on the learning rate.
        seconds: time spent in updates and validations, over all sittings.
        history: scores of every validation, in order.
    """

    model: SharedModel
    averaged: SharedModel
    optimizer: torch.optim.Optimizer
    cursors: dict[str, Cursor]
    recent: list[list[Tensor]] = field(default_factory=list)
    carried: Carried = field(default_factory=dict)
    step: int = 0
    best_score: float | None = None
    best_step: int = 0
    num_stale: int = 0
    plateau_scale: float = 1.0
    seconds: float = 0.0
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_validated(self) -> bool:
        """Whether the weights of this step have been scored."""
        return bool(self.history) and self.history[-1]["step"] == self.step

    def save(self, path: Path, shares: list[Carried] | None = None) -> None:
        """Write a checkpoint; a kill at any moment leaves the old one or the new one.

        Args:
            path: the file.
            shares: what every process carries, by its rank; None = this one is alone.

        Raises:
            OSError: the disk is full or the folder is read-only; the old checkpoint stands.
        """
        content = {
            "model": self.model.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "cursors": {name: asdict(cursor) for name, cursor in self.cursors.items()},
            "recent": self.recent,
            "carried": [self.carried] if shares is None else shares,
            **{name: getattr(self, name) for name in PLAIN_FIELDS},
        }
        buffer = io.BytesIO()
        torch.save(content, buffer)
        write_atomically(path, buffer.getvalue())

    def load(self, path: Path, rank: int = 0, world_size: int = 1) -> None:
        """Take everything from a checkpoint.

        What is carried belongs to rows, of which other processes than those that wrote it would
        have others: they start without.

        Args:
            path: the file.
            rank: number of this process.
            world_size: processes of the run.

        Raises:
            InputError: the file is no checkpoint of this model.
        """
        try:
            content = torch.load(path, map_location=self.model.device, weights_only=True)
            self.model.load_state_dict(content["model"])
            self.averaged.load_state_dict(content["averaged"])
            self.optimizer.load_state_dict(content["optimizer"])
            self.cursors = {name: Cursor(**c) for name, c in content["cursors"].items()}
            self.recent = content.get("recent", [])  # earlier versions kept none
            shares = content["carried"]
            if isinstance(shares, dict):  # of an earlier version: the main process' alone
                shares = [shares]
            self.carried = shares[rank] if len(shares) == world_size else {}
            for name in PLAIN_FIELDS:
                setattr(self, name, content[name])
        except Exception as error:  # torch raises many kinds for a damaged file
            raise InputError(
                "damaged checkpoint",
                file=path,
                found=f"{type(error).__name__}: {error}".partition("\n")[0],
                expected="a file written by nlpseq train",
                mend="remove the run's folder to start afresh",
            ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file in one step: temporary file, flush to disk, rename."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        error.filename = str(path)  # a write that finds no room does not say where
        raise
