"""Recurrent layers over sentences of any lengths, without padding.

Sentences are ordered by falling length, and their rows by time step: the rows of step t are those
of the first ``sizes[t]`` sentences. A step is then one contiguous block, and nothing is computed
for padding.

Dimensions: B sentences, T steps, N = sum of the lengths, H hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Protocol

import numpy as np

from nlpseq.inference.runtime.engines import Engine, Step


class Gates(Protocol):
    """What the inputs of a layer give the gates of its directions."""

    def __call__(self, here: slice, columns: slice) -> np.ndarray:
        """(n, 3 H) for some of the N rows, in the columns of one direction."""
        ...


@dataclass(frozen=True, slots=True)
class Ragged:
    """Where the rows of sentences of falling lengths lie.

    Args:
        sentences: (N,) the sentence of each row.
        steps: (N,) its place in the sentence.
        bounds: (T + 1,) first row of each step, and N.
    """

    sentences: np.ndarray
    steps: np.ndarray
    bounds: list[int]

    @classmethod
    def of(cls, lengths: np.ndarray) -> "Ragged":
        """The rows of sentences.

        Args:
            lengths: (B,) falling, none 0.
        """
        steps, sentences = np.nonzero(np.arange(lengths[0])[:, None] < lengths)
        sizes = np.bincount(steps)
        return cls(sentences, steps, [0, *np.cumsum(sizes).tolist()])

    def gathered(self, sentences: Sequence[Sequence[int]]) -> np.ndarray:
        """The numbers (N,) of the rows, from those of each sentence."""
        lengths = np.fromiter(map(len, sentences), np.int64, count=len(sentences))
        starts = np.cumsum(lengths) - lengths
        joined = np.fromiter(chain.from_iterable(sentences), np.int64, count=int(lengths.sum()))
        return joined[starts[self.sentences] + self.steps]

    def padded(self, rows: np.ndarray) -> np.ndarray:
        """Rows (N, W) as (B, T, W), zero on padding."""
        num_sentences, num_steps = self.bounds[1], len(self.bounds) - 1
        padded = np.zeros((num_sentences, num_steps, rows.shape[1]), rows.dtype)
        padded[self.sentences, self.steps] = rows
        return padded


def input_bias(weights: Mapping[str, np.ndarray], layer: str) -> np.ndarray:
    """(3 H,) what the inputs' side of the gates adds: all biases but the candidate's recurrent."""
    bias = weights[f"{layer}.bias_ih_l0"].astype(np.float32)
    width = len(bias) // 3
    bias[: 2 * width] += weights[f"{layer}.bias_hh_l0"][: 2 * width]
    return bias


def recurrent_step(weights: Mapping[str, np.ndarray], layer: str, engine: Engine) -> Step:
    """The recurrent side of a ``torch.nn.GRU`` of one layer and direction."""
    bias = weights[f"{layer}.bias_hh_l0"].astype(np.float32)
    return engine.step(weights[f"{layer}.weight_hh_l0"], bias[2 * (len(bias) // 3) :])


class Encoder:
    """Stacked GRU layers whose directions are joined after every layer.

    Args:
        weights: of the model.
        prefix: of the encoder's parameters.
        engine: of the products.
    """

    def __init__(self, weights: Mapping[str, np.ndarray], prefix: str, engine: Engine) -> None:
        directions = [d for d in ("forwards", "backwards") if f"{prefix}.{d}.0.{_IH}" in weights]
        levels = [n for n in range(99) if f"{prefix}.forwards.{n}.{_IH}" in weights]
        names = [[f"{prefix}.{d}.{level}.layer" for d in directions] for level in levels]
        self._steps = [[recurrent_step(weights, name, engine) for name in level] for level in names]
        self._width = weights[f"{names[0][0]}.weight_hh_l0"].shape[1]
        self.first_gates, *self._gates = [
            engine.product(
                np.concatenate([weights[f"{name}.weight_ih_l0"] for name in level]),
                np.concatenate([input_bias(weights, name) for name in level]),
                bound=1.0 if number else None,  # states of the layer below
            )
            for number, level in enumerate(names)
        ]
        self.output_size = self._width * len(directions)

    def run(self, table: np.ndarray, ids: np.ndarray, rows: Ragged) -> np.ndarray:
        """States (N, directions * H) of the last layer.

        Args:
            table: (U, directions * 3 H) what ``first_gates`` gives for each distinct input.
            ids: (N,) the input of each row.
            rows: where the sentences' rows lie.
        """
        states = self._level(0, partial(_looked_up, table, ids), rows)
        for level, gates_of in enumerate(self._gates, start=1):
            states = self._level(level, partial(_part, gates_of(states)), rows)
        return states

    def _level(self, level: int, gates: Gates, rows: Ragged) -> np.ndarray:
        """Both directions of a layer; the second reads each sentence from its last word."""
        width, bounds = self._width, rows.bounds
        states = np.empty((bounds[-1], self.output_size), np.float32)
        for direction, step in enumerate(self._steps[level]):
            columns = slice(3 * direction * width, 3 * (direction + 1) * width)
            out = states[:, direction * width : (direction + 1) * width]
            state = np.zeros((bounds[1], width), np.float32)
            times = range(len(bounds) - 1)
            for time in times if direction == 0 else reversed(times):
                here = slice(bounds[time], bounds[time + 1])
                live = state[: here.stop - here.start]
                step(gates(here, columns), live)
                out[here] = live
        return states


def _looked_up(table: np.ndarray, ids: np.ndarray, here: slice, columns: slice) -> np.ndarray:
    return table[:, columns][ids[here]]


def _part(gates: np.ndarray, here: slice, columns: slice) -> np.ndarray:
    return gates[here, columns]


_IH = "layer.weight_ih_l0"
