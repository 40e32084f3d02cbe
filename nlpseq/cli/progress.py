"""A bar for long commands, on standard error if that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tick = Callable[[int], None]


@contextmanager
def counting(unit: str, total: Callable[[], int]) -> Iterator[Tick]:
    """A bar with the time left; what is given tells it how many more are done.

    Args:
        unit: what is counted, in the plural.
        total: says how many there are, and is asked only for a bar; 0 = not known.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(24),
        MofNCompleteColumn(),
        TextColumn(f"{unit}, left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total() or None)
        yield lambda number: progress.advance(task, number)
