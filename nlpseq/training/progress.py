"""What the user sees while a run trains: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from nlpseq.training.loop import Event, Updated, Validated

# Weight of the newest update in the smoothed figures.
SMOOTHING = 0.05


T = TypeVar("T")


class Track(Protocol):
    """Hands items on and shows how many of them are through."""

    def __call__(self, items: Iterable[T], description: str, total: int, /) -> Iterable[T]:
        """The same items."""


def untracked(items: Iterable[T], description: str, total: int, /) -> Iterable[T]:
    """The same items, and nothing shown."""
    del description, total
    return items


@contextmanager
def tracking(console: Console) -> Iterator[Track]:
    """Bars for passes over the examples, gone at the end; nothing where there is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    disabled = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=disabled) as progress:
        progress.add_task("reading the corpora and preparing the model", total=None)

        def track(items: Iterable[T], description: str, total: int, /) -> Iterable[T]:
            return progress.track(items, total, description=description)

        yield track


class Display(Protocol):
    """A consumer of events that people look at."""

    def show(self, event: Event) -> None:
        """Take note of an event."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class Figures:
    """Smoothed loss and speed, and the best score."""

    def __init__(self, best_score: float | None) -> None:
        self.best_score = best_score
        self._losses: dict[str, float] = {}
        self._speed: float | None = None

    def take(self, event: Event) -> None:
        """Update the figures."""
        if isinstance(event, Updated):
            for name, loss in event.losses.items():
                self._losses[name] = _smooth(self._losses.get(name), loss)
            self._speed = _smooth(self._speed, event.num_targets / event.seconds)
        elif isinstance(event, Validated) and event.is_best:
            self.best_score = event.main_score

    def text(self) -> str:
        """The figures in one short line."""
        losses = " ".join(f"{name} {loss:.3f}" for name, loss in self._losses.items())
        speed = "" if self._speed is None else f"{self._speed:,.0f} tokens/s"
        best = "" if self.best_score is None else f"best {self.best_score:.2f}"
        return " | ".join(filter(None, (f"loss {losses}" if losses else "", speed, best)))


class BarDisplay:
    """A progress bar with loss, tokens per second, best score and time left."""

    def __init__(self, console: Console, step: int, num_steps: int, figures: Figures) -> None:
        self._figures = figures
        self._progress = Progress(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
        )
        self._task = self._progress.add_task("starting", total=num_steps, completed=step)
        self._progress.start()

    def show(self, event: Event) -> None:
        """Move the bar; print a line above it for a validation."""
        self._figures.take(event)
        self._progress.update(self._task, completed=event.step, description=self._figures.text())
        if isinstance(event, Validated):
            self._progress.console.print(validation_line(event), highlight=False)

    def close(self) -> None:
        """Stop drawing."""
        self._progress.stop()


class LineDisplay:
    """A line for each validation: for logs and pipes."""

    def __init__(self, console: Console, num_steps: int, figures: Figures) -> None:
        self._console = console
        self._num_steps = num_steps
        self._figures = figures

    def show(self, event: Event) -> None:
        """Print validations; remember the rest."""
        self._figures.take(event)
        if isinstance(event, Validated):
            self._console.print(
                f"{validation_line(event)} | of {self._num_steps} | {self._figures.text()}",
                highlight=False,
                soft_wrap=True,
            )

    def close(self) -> None:
        """Nothing is held back."""


def open_display(console: Console, step: int, num_steps: int, best_score: float | None) -> Display:
    """A bar on a terminal, lines elsewhere."""
    figures = Figures(best_score)
    if console.is_terminal:
        return BarDisplay(console, step, num_steps, figures)
    return LineDisplay(console, num_steps, figures)


def validation_line(event: Validated) -> str:
    """Scores of a validation in one line."""
    scores = "  ".join(f"{name} {score:.2f}" for name, score in event.scores.items())
    return f"step {event.step}: {scores}{'  (best so far)' if event.is_best else ''}"


def _smooth(old: float | None, new: float) -> float:
    return new if old is None else old + SMOOTHING * (new - old)
