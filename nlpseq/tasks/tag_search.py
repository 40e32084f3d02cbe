"""From sentences to entities, whatever computes the scores of the tags; no torch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.config import TaggingConfig
from nlpseq.data.batching import ResultT, pad_rows, predict_in_batches
from nlpseq.data.labels import LabelSet
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
        predictions = iter(
            self.read(
                full,
                batch_tokens,
                lambda _, emissions, path: self.decoder.read(
                    emissions, path, with_probs=with_probs, num_best=num_best
                ),
            )
        )
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
            emissions = self.emissions(batch)
            paths = self.decoder.best(emissions, np.array([len(item.words) for item in batch]))
            rows = zip(batch, emissions, paths, strict=True)
            return [read(item, row[: len(path)], path) for item, row, path in rows]

        sizes = np.array([len(item.words) for item in items], dtype=np.int64)
        return predict_in_batches(items, sizes, batch_tokens, search)

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
    moves: tuple[np.ndarray, np.ndarray, np.ndarray] | None,
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


def _potentials(
    config: TaggingConfig,
    labels: LabelSet,
    moves: tuple[np.ndarray, np.ndarray, np.ndarray] | None,
) -> Potentials:
    if moves is not None:
        return learnt_potentials(labels, config.scheme, *moves)
    constrained = config.output == "constrained_softmax"
    return fixed_potentials(labels, config.scheme if constrained else None)
