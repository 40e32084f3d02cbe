"""From sentences to entities, whatever computes the scores of the tags; no torch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.config import TaggingConfig
from nlpseq.data.batching import ResultT, pad_rows, predict_in_batches
from nlpseq.data.labels import LabelSet
from nlpseq.decoding.viterbi import Lattice
from nlpseq.tasks.entities import (
    Potentials,
    TagDecoder,
    TaggingPrediction,
    fixed_potentials,
    learnt_potentials,
)
from nlpseq.tasks.span_calibration import TEMPERATURE
from nlpseq.tasks.tagging_items import TaggingItem, part_of
from nlpseq.tasks.windows import WINDOW, windows

# Scores (B, T, C) of every tag for every word of some sentences; anything on padding.
Scores = Callable[[Sequence[TaggingItem]], np.ndarray]

# Transitions (C, C), start and end (C,) as a CRF has learnt them.
Moves = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class TagSearch:
    """The best entities by the scores of a network.

    Args:
        scores: computes the scores of one batch.
        decoder: reads entities from them.
    """

    scores: Scores
    decoder: TagDecoder

    def predict(
        self,
        items: Sequence[TaggingItem],
        batch_tokens: int,
        *,
        with_probs: bool = False,
        num_best: int = 1,
    ) -> list[TaggingPrediction]:
        """Best tag sequence of each sentence; one without words has none.

        Args:
            items: sentences.
            batch_tokens: padded words of a batch.
            with_probs: give each entity its probability.
            num_best: number of alternatives; 1 = none but the best.
        """
        full = [item for item in items if item.words]

        def search(batch: list[TaggingItem]) -> list[TaggingPrediction]:
            emissions, paths = self._best(batch)
            known: list[Lattice | None] = [None] * len(batch)
            rows = [row for row, path in enumerate(paths) if self.decoder.finds(path)]
            if with_probs and rows:
                lengths = np.array([len(paths[row]) for row in rows])
                found = self.decoder.lattices(emissions[rows], lengths)
                for row, lattice in zip(rows, found, strict=True):
                    known[row] = lattice
            return [
                self.decoder.read(
                    row[: len(path)], path, lattice, with_probs=with_probs, num_best=num_best
                )
                for row, path, lattice in zip(emissions, paths, known, strict=True)
            ]

        predictions = iter(predict_in_batches(full, _sizes(full), batch_tokens, search))
        empty = TaggingPrediction([], [], [])
        return [next(predictions) if item.words else empty for item in items]

    def read(
        self,
        items: Sequence[TaggingItem],
        batch_tokens: int,
        read: Callable[[TaggingItem, np.ndarray, np.ndarray], ResultT],
    ) -> list[ResultT]:
        """What is read from the scores (T, C) and the best tag ids (T,) of each sentence."""

        def search(batch: list[TaggingItem]) -> list[ResultT]:
            rows = zip(batch, *self._best(batch), strict=True)
            return [read(item, row[: len(path)], path) for item, row, path in rows]

        return predict_in_batches(items, _sizes(items), batch_tokens, search)

    def _best(self, batch: Sequence[TaggingItem]) -> tuple[np.ndarray, list[np.ndarray]]:
        """Scores (B, T, C) and the best tag ids of each sentence."""
        emissions = self.emissions(batch)
        return emissions, self.decoder.best(emissions, _sizes(batch))

    def emissions(self, items: Sequence[TaggingItem]) -> np.ndarray:
        """Scores (B, T, C) of one batch, with what is known beside the network.

        Long texts are read in windows, so that memory does not grow with their length.
        """
        if max(len(item.words) for item in items) <= 2 * WINDOW:
            emissions = self.scores(items)
        else:
            emissions = pad_rows([self._scores_of_windows(item) for item in items])
        for row, item in zip(emissions, items, strict=True):
            if item.bias is not None:
                row[: len(item.words)] += item.bias
        return emissions

    def _scores_of_windows(self, item: TaggingItem) -> np.ndarray:
        """The scores (T, C) of one text, of any length."""
        return np.concatenate(
            [
                self.scores([part_of(item, window.begin, window.end)])[
                    0, window.start - window.begin : window.stop - window.begin
                ]
                for window in windows(len(item.words))
            ]
        )


def tag_decoder(
    config: TaggingConfig,
    labels: LabelSet,
    calibration: Mapping[str, float],
    moves: Moves | None,
) -> TagDecoder:
    """What reads entities from the scores of a head.

    Args:
        config: settings of the head.
        labels: its tags.
        calibration: what was fitted on the validation split.
        moves: transitions, start and end as the head's CRF has learnt them; None = it has none.
    """
    return TagDecoder(
        labels,
        config.scheme,
        _potentials(config, labels, moves),
        calibration.get(TEMPERATURE, 1.0),
        independent=config.output == "softmax",
    )


def _sizes(items: Sequence[TaggingItem]) -> np.ndarray:
    return np.array([len(item.words) for item in items], dtype=np.int64)


def _potentials(
    config: TaggingConfig,
    labels: LabelSet,
    moves: Moves | None,
) -> Potentials:
    if moves is not None:
        return learnt_potentials(labels, config.scheme, *moves)
    constrained = config.output == "constrained_softmax"
    return fixed_potentials(labels, config.scheme if constrained else None)
