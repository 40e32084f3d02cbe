"""Where events are written: JSONL by default, TensorBoard and W&B as extras."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from nlpseq.errors import OptionalPackageError
from nlpseq.registry import Registry
from nlpseq.training.loop import Event, Stopped, Updated, Validated
from nlpseq.training.run import Run
from nlpseq.training.state import TrainState, write_atomically


class Logger(Protocol):
    """A consumer of numbers."""

    def log(self, step: int, values: dict[str, float]) -> None:
        """Write the values of a step."""

    def close(self) -> None:
        """Write what is still held back."""


LOGGERS: Registry[Callable[[Run, TrainState], Logger]] = Registry("logger")


def open_loggers(names: list[str], run: Run, state: TrainState) -> list[Logger]:
    """Open the named loggers of a run that goes on from a state.

    Raises:
        InputError: a name is unknown, or its package is not installed.
    """
    return [LOGGERS.get(name)(run, state) for name in names]


def values_of(event: Event) -> dict[str, float]:
    """The numbers of an event, by the name they are logged under."""
    if isinstance(event, Updated):
        losses = {f"loss.{name}": loss for name, loss in event.losses.items()}
        return losses | {
            "learning_rate": event.learning_rate,
            "gradient_norm": event.gradient_norm,
            "num_targets": event.num_targets,
            "seconds": event.seconds,
        }
    if isinstance(event, Validated):
        scores = {f"valid.{name}": score for name, score in event.scores.items()}
        return scores | {
            "valid.score": event.main_score,
            "valid.seconds": event.seconds,
            "training_seconds": event.elapsed,
        }
    assert isinstance(event, Stopped)
    return {}


@LOGGERS.register("jsonl")
class JsonlLogger:
    """One JSON object a line in ``log.jsonl``.

    Lines behind the state the run goes on from were written before a kill and will be written
    again; they are cut off first, so that every event stands once.
    """

    def __init__(self, run: Run, state: TrainState) -> None:
        if run.log_file.is_file():
            write_atomically(run.log_file, "".join(_lines_until(run.log_file, state)).encode())
        self._file = run.log_file.open("a", encoding="utf-8")

    def log(self, step: int, values: dict[str, float]) -> None:
        """Append a line."""
        self._file.write(json.dumps({"step": step, **values}) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _lines_until(file: Path, state: TrainState) -> list[str]:
    kept = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        try:
            record: dict[str, Any] = json.loads(line)
        except ValueError:  # a line cut by a kill, or the empty end
            continue
        unseen = "valid.score" in record and not state.is_validated
        if record["step"] < state.step or (record["step"] == state.step and not unseen):
            kept.append(line + "\n")
    return kept


@LOGGERS.register("tensorboard")
class TensorBoardLogger:
    """Event files in ``tensorboard/`` of the run."""

    def __init__(self, run: Run, state: TrainState) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise OptionalPackageError("tensorboard", "tensorboard") from error
        # purge_step hides what a killed sitting wrote behind its last checkpoint
        self._writer = SummaryWriter(str(run.path / "tensorboard"), purge_step=state.step + 1)

    def log(self, step: int, values: dict[str, float]) -> None:
        """Add one scalar for each value."""
        for name, value in values.items():
            self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        """Flush and close."""
        self._writer.close()


@LOGGERS.register("wandb")
class WandbLogger:
    """A Weights & Biases run of the same name, resumed when the run is."""

    def __init__(self, run: Run, state: TrainState) -> None:
        try:
            import wandb
        except ImportError as error:
            raise OptionalPackageError("wandb", "wandb") from error
        del state  # wandb itself refuses steps that it has
        name = run.path.name
        self._run = wandb.init(project="nlpseq", name=name, id=name, resume="allow")

    def log(self, step: int, values: dict[str, float]) -> None:
        """Send the values."""
        self._run.log(values, step=step)

    def close(self) -> None:
        """Finish the remote run."""
        self._run.finish()
