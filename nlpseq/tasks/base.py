"""The one contract of a task: examples -> batch, batch -> loss, batch -> prediction, -> scores.

A task holds the tokenizer, its labels and its settings, but no weights: those are in the model's
head of the same name. A new task is one file that fulfils this contract and registers itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
from torch import Tensor

from nlpseq.config import DecodingConfig
from nlpseq.data.store import Row
from nlpseq.model import SharedModel

ExampleT = TypeVar("ExampleT")
ItemT = TypeVar("ItemT")
BatchT = TypeVar("BatchT")
PredictionT = TypeVar("PredictionT")


@dataclass(frozen=True, slots=True)
class Windows:
    """How long items are learnt: a window in an update, the next one in the next.

    Args:
        size: length of a window, in the unit of ``Task.size``.
        cut: the n-th window of an item, n from 0.
    """

    size: int
    cut: Callable[[Any, int], Any]


class Task(ABC, Generic[ExampleT, ItemT, BatchT, PredictionT]):
    """What training, evaluation and use need to know of a task.

    Args:
        name: name of the head in the model.
    """

    kind: ClassVar[str]
    main_score: ClassVar[str]
    """The score that decides which weights are kept; larger is better."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def heads_read(self) -> tuple[str, ...]:
        """Heads of the model that the loss depends on: its own, unless a task says more."""
        return (self.name,)

    @abstractmethod
    def encode(self, examples: Sequence[ExampleT]) -> list[ItemT]:
        """Turn examples into ids, once, before training."""

    @abstractmethod
    def pack(self, item: ItemT) -> Row:
        """An item of the training data as arrays, to be stored."""

    @abstractmethod
    def unpack(self, row: Row) -> ItemT:
        """The item that ``pack`` made a row of."""

    def cut(self, item: ItemT) -> Sequence[ItemT]:
        """The parts that an item is learnt in, and stored as: itself, unless a task says more."""
        return [item]

    @abstractmethod
    def size(self, item: ItemT) -> int:
        """Length that padding brings to the batch's longest: the unit of ``max_tokens``."""

    @abstractmethod
    def num_targets(self, item: ItemT) -> int:
        """Predictions that the loss of an item sums over."""

    def vary(self, items: Sequence[ItemT], rng: np.random.Generator) -> Sequence[ItemT]:
        """The items as one update of the training is to see them; as they are, unless overridden.

        Args:
            items: what the update learns from, over all processes.
            rng: seeded by the run and the update, so that resuming repeats it.
        """
        del rng
        return items

    @abstractmethod
    def collate(self, items: Sequence[ItemT], model: SharedModel) -> BatchT:
        """Pad what a model reads of items into tensors, where the model lies."""

    @abstractmethod
    def loss(self, model: SharedModel, batch: BatchT) -> Tensor:
        """Loss summed over the batch's targets."""

    def windows(self) -> Windows | None:
        """How items are learnt that span several updates; None = each is learnt in one."""
        return None

    def learn(
        self, model: SharedModel, batch: BatchT, carried: dict[str, Tensor]
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of an update, by what the update before it left behind.

        Args:
            model: the weights.
            batch: what is learnt from.
            carried: what the task's update before this one returned; {} = it was the first.

        Returns:
            loss: as ``loss``.
            carried: tensors without gradient for the next update; {} unless a task says more.
        """
        del carried
        return self.loss(model, batch), {}

    @abstractmethod
    def predict(
        self, model: SharedModel, items: Sequence[ItemT], decoding: DecodingConfig
    ) -> list[PredictionT]:
        """Predictions in the order of the items, whatever the batches were."""

    @abstractmethod
    def score(
        self, predictions: Sequence[PredictionT], examples: Sequence[ExampleT]
    ) -> dict[str, float]:
        """Scores, ``main_score`` in per cent among them."""

    def calibrate(
        self, model: SharedModel, items: Sequence[ItemT], decoding: DecodingConfig
    ) -> dict[str, float]:
        """Fit what makes probabilities honest on held-out items, for the bundle to keep.

        Called once, with the weights that are kept. What it returns is given to the task when it
        is built for use; {} = the task has nothing to fit.
        """
        del model, items, decoding
        return {}

    def sizes(self, items: Sequence[ItemT]) -> np.ndarray:
        """``size`` of every item."""
        return np.fromiter((self.size(item) for item in items), dtype=np.int64, count=len(items))
