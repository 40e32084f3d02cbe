"""The tagger in use: sentences -> a score for every tag of every word."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from nlpseq.data.tokenizer import Tokenizer
from nlpseq.inference.runtime.engines import Engine, Float32
from nlpseq.inference.runtime.ragged import Encoder, Ragged
from nlpseq.inference.runtime.words import WordGates, WordVectors, words_seen
from nlpseq.tasks.tagging_items import TaggingItem


class ArrayTagger:
    """Scores of tags by arrays: equal to ``modules.Tagger`` but for rounding.

    Args:
        weights: of the model.
        name: of the head.
        tokenizer: the shared tokenizer.
        engine: of the large products.
    """

    def __init__(
        self, weights: Mapping[str, np.ndarray], name: str, tokenizer: Tokenizer, engine: Engine
    ) -> None:
        prefix = f"heads.{name}"
        self._encoder = Encoder(weights, f"{prefix}.encoder", engine)
        self._gates = WordGates(
            WordVectors(weights, prefix, tokenizer),
            self._encoder.first_gates,
            3 * self._encoder.output_size,
        )
        self._output = Float32().product(
            weights[f"{prefix}.output.weight"], weights[f"{prefix}.output.bias"]
        )

    def __call__(self, items: Sequence[TaggingItem]) -> np.ndarray:
        """Scores (B, T, C) of every tag for every word of a batch; 0 on padding."""
        lengths = np.array([len(item.words) for item in items])
        order = np.argsort(-lengths, kind="stable")
        rows = Ragged.of(lengths[order])
        sentences = [words_seen(items[row]) for row in order.tolist()]
        table, places = self._gates.table(set(chain.from_iterable(sentences)))
        ids = rows.gathered([[places[word] for word in words] for words in sentences])
        states = self._encoder.run(table, ids, rows)
        scores = rows.padded(self._output(states))
        found = np.empty_like(scores)
        found[order] = scores
        return found
