"""Endless batches of one task, and the draw of tasks for an update.

The whole position of a stream is ``Cursor(epoch, cursor)``; the plan of an epoch is a pure function
of the seed, so that a resumed run sees exactly the batches that the uninterrupted one sees.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlpseq.data.batching import plan_epoch, plan_windows
from nlpseq.data.store import Row, Store
from nlpseq.tasks.base import Windows


@dataclass(frozen=True, slots=True)
class Cursor:
    """Position in a stream: the epoch and the next batch in it, both from 0."""

    epoch: int = 0
    cursor: int = 0


class StoredItems(Sequence[Any]):
    """The items of a store, each unpacked when it is asked for.

    Args:
        store: rows on disk.
        unpack: row -> item.
    """

    def __init__(self, store: Store, unpack: Callable[[Row], Any]) -> None:
        self._store = store
        self._unpack = unpack

    def __len__(self) -> int:
        return len(self._store)

    def __getitem__(self, row: Any) -> Any:
        return self._unpack(self._store[row])


class Stream:
    """Token-bounded, length-bucketed batches of a task's training items, epoch after epoch.

    Args:
        items: encoded training examples, asked for by number.
        sizes: padded length of each.
        max_tokens: padded tokens of a batch, over all ranks.
        seed: seed of the order.
        windows: how long items are learnt in several updates; None = each in one.
    """

    def __init__(
        self,
        items: Sequence[Any],
        sizes: np.ndarray,
        max_tokens: int,
        seed: int,
        windows: Windows | None = None,
    ) -> None:
        self.items = items
        self._sizes = sizes
        self._max_tokens = max_tokens
        self._seed = seed
        self._windows = windows
        self._epoch = -1
        self._plan: list[tuple[np.ndarray, int]] = []
        self.num_batches = len(self._planned(0))

    def batch(self, position: Cursor) -> tuple[list[Any], Cursor]:
        """The items at a position, and the position after it."""
        plan = self._planned(position.epoch)
        items = self._taken(plan[position.cursor])
        if position.cursor + 1 < len(plan):
            return items, Cursor(position.epoch, position.cursor + 1)
        return items, Cursor(position.epoch + 1, 0)

    def largest(self) -> list[Any]:
        """The batch with the most padded tokens: what memory is judged by."""
        limit = self._windows.size if self._windows else int(self._sizes.max())
        longest = max(
            self._planned(0),
            key=lambda batch: min(limit, int(self._sizes[batch[0]].max())) * len(batch[0]),
        )
        return self._taken(longest)

    def first(self, num_batches: int) -> list[list[Any]]:
        """The first batches of the run, of all lengths: what the time of an update is judged by."""
        return [self._taken(batch) for batch in self._planned(0)[:num_batches]]

    def _taken(self, batch: tuple[np.ndarray, int]) -> list[Any]:
        rows, number = batch
        items = [self.items[row] for row in rows]
        return [self._windows.cut(item, number) for item in items] if self._windows else items

    def _planned(self, epoch: int) -> list[tuple[np.ndarray, int]]:
        if epoch != self._epoch:
            self._plan = self._new_plan(epoch)
            self._epoch = epoch
        return self._plan

    def _new_plan(self, epoch: int) -> list[tuple[np.ndarray, int]]:
        if self._windows:
            return plan_windows(
                self._sizes, self._max_tokens, self._windows.size, self._seed, epoch
            )
        return [(rows, 0) for rows in plan_epoch(self._sizes, self._max_tokens, self._seed, epoch)]


def participation(num_batches: dict[str, int], temperature: float) -> dict[str, float]:
    """Probability that each task takes part in an update.

    (batches / most batches) ** (1 / temperature), the sampling of Arivazhagan et al. 2019 (sec.
    4.2) scaled so that the largest task is part of every update.
    """
    most = max(num_batches.values())
    return {name: float((n / most) ** (1 / temperature)) for name, n in num_batches.items()}


def draw_tasks(probabilities: dict[str, float], seed: int, step: int) -> list[str]:
    """The tasks of an update: a pure function of the seed and the step."""
    draws = np.random.default_rng([seed, step]).random(len(probabilities))
    return [
        name
        for draw, (name, probability) in zip(draws, probabilities.items(), strict=True)
        if draw < probability
    ]
