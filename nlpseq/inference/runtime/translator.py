"""The translator in use: encoded sentences, and the stepper that search writes with.

Dimensions: B sentences, A of them live, W hypotheses of each, N = A * W rows, S source time,
E embedding, H hidden, M memory width, V vocabulary.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from nlpseq.data.shortlist import Shortlist
from nlpseq.data.tokenizer import EOS
from nlpseq.decoding.hypothesis import Candidates
from nlpseq.inference.runtime.attention import Attention, attention, softmax
from nlpseq.inference.runtime.engines import Engine
from nlpseq.inference.runtime.output import Output, Shortlisted, WholeVocabulary
from nlpseq.inference.runtime.ragged import Encoder, Ragged, input_bias, recurrent_step
from nlpseq.tasks.translation_search import TranslationItem


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Sentences, each kept once: states (B, S, M), keys (B, S, K), True = real (B, S)."""

    states: np.ndarray
    keys: np.ndarray
    mask: np.ndarray

    def only(self, sentences: np.ndarray) -> "Encoded":
        """Some of the sentences, in another order perhaps, or more than once."""
        return Encoded(self.states[sentences], self.keys[sentences], self.mask[sentences])


class ArrayTranslator:
    """A translator by arrays: equal to ``modules.Translator`` with the parallel decoder.

    Args:
        weights: of the model.
        name: of the head.
        kind: of the attention.
        engine: of the large products.
        shortlist: what limits the pieces of translations; None = nothing does.
    """

    def __init__(
        self,
        weights: Mapping[str, np.ndarray],
        name: str,
        kind: str,
        engine: Engine,
        shortlist: Shortlist | None = None,
    ) -> None:
        prefix = f"heads.{name}"
        decoder = f"{prefix}.decoder"
        # states, contexts and features lie between -1 and 1, which the engine is told as a bound
        table = weights["embedding.weight"]
        self._table = table
        self._scale = np.float32(math.sqrt(table.shape[1]))
        self._encoder = Encoder(weights, f"{prefix}.encoder", engine)
        self.hidden_size = weights[f"{decoder}.lower.layer.weight_hh_l0"].shape[1]
        self._bridge = engine.product(
            weights[f"{decoder}.bridge.weight"], weights[f"{decoder}.bridge.bias"], bound=1.0
        )
        self.attention: Attention = attention(
            kind, weights, f"{decoder}.attention", self.hidden_size, engine
        )
        self.lower = recurrent_step(weights, f"{decoder}.lower.layer", engine)
        self.upper = recurrent_step(weights, f"{decoder}.upper.layer", engine)
        self.upper_gates = engine.product(
            weights[f"{decoder}.upper.layer.weight_ih_l0"],
            input_bias(weights, f"{decoder}.upper.layer"),
            bound=1.0,
        )
        merge = weights[f"{decoder}.merge.weight"]
        self._merge = engine.product(merge[:, : -table.shape[1]], bound=2.0)
        # what the decoder makes of a piece alone: the lower gates, and its part of the merge
        of_piece = [weights[f"{decoder}.lower.layer.weight_ih_l0"], merge[:, -table.shape[1] :]]
        added = [input_bias(weights, f"{decoder}.lower.layer"), weights[f"{decoder}.merge.bias"]]
        self._piece_product = engine.product(np.concatenate(of_piece), np.concatenate(added))
        self._pieces = np.empty((len(table), sum(map(len, added))), np.float32)
        self._known = np.zeros(len(table), dtype=bool)
        bias = weights[f"{prefix}.bias"]
        self._output: Callable[[Sequence[TranslationItem]], Output]
        if shortlist is None:
            whole = WholeVocabulary(engine.product(table, bias, bound=1.0))
            self._output = lambda _: whole
        else:
            self._output = partial(Shortlisted, shortlist, table, bias, engine)

    def __call__(self, items: Sequence[TranslationItem]) -> "ArrayStepper":
        """Encode sentences; the stepper that writes their translations, one row each."""
        encoded = self._encode([[*item.source.tolist(), EOS] for item in items])
        return ArrayStepper(self, encoded, self._output(items))

    def _encode(self, sources: Sequence[Sequence[int]]) -> Encoded:
        lengths = np.array([len(source) for source in sources])
        order = np.argsort(-lengths, kind="stable")
        rows = Ragged.of(lengths[order])
        ids = rows.gathered([sources[row] for row in order.tolist()])
        distinct, places = np.unique(ids, return_inverse=True)
        gates = self._encoder.first_gates(self._table[distinct] * self._scale)
        found = self._encoder.run(gates, places, rows)
        back = np.argsort(order)
        states = rows.padded(found)[back]
        keys = rows.padded(self.attention.keys(found))[back]
        return Encoded(states, keys, np.arange(states.shape[1]) < lengths[:, None])

    def first_states(self, encoded: Encoded) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper states (B, H) before the first step."""
        mean = encoded.states.sum(axis=1) / encoded.mask.sum(axis=1)[:, None].astype(np.float32)
        both = np.tanh(self._bridge(mean))
        width = self.hidden_size
        return both[:, :width].copy(), both[:, width:].copy()

    def of_pieces(self, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What pieces (N,) give the lower gates (N, 3 H) and the merge (N, E), kept once found."""
        new = np.unique(tokens[~self._known[tokens]])
        if len(new):
            self._pieces[new] = self._piece_product(self._table[new] * self._scale)
            self._known[new] = True
        rows, width = self._pieces[tokens], 3 * self.hidden_size
        return rows[:, :width], rows[:, width:]

    def features(self, states_and_context: np.ndarray, of_pieces: np.ndarray) -> np.ndarray:
        """(N, E) what the output layer reads."""
        merged = self._merge(states_and_context)
        merged += of_pieces
        return np.tanh(merged, out=merged)


class ArrayStepper:
    """The translator as search sees it.

    Args:
        translator: the weights.
        encoded: the sentences, one row each at first.
        output: the last layer.
    """

    def __init__(self, translator: ArrayTranslator, encoded: Encoded, output: Output) -> None:
        self._translator = translator
        self._encoded = encoded
        self._output = output
        self._of_rows = np.arange(len(encoded.states))  # the sentence of each row
        self._sentences = np.arange(len(encoded.states))
        self._width = 1
        self._lower, self._upper = translator.first_states(encoded)

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by a token; its best next tokens with their log-probabilities."""
        model = self._translator
        gates, pieces = model.of_pieces(tokens)
        model.lower(gates, self._lower)
        context, weights = self._attend(self._lower)
        model.upper(model.upper_gates(np.concatenate([self._lower, context], axis=1)), self._upper)
        merged = np.concatenate([self._upper + self._lower, context], axis=1)
        features = model.features(merged, pieces)
        found, log_probs = self._output(features, self._of_rows, num_candidates)
        return Candidates(found, log_probs, weights)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        self._lower, self._upper = self._lower[rows], self._upper[rows]
        self._of_rows = self._of_rows[rows]
        live, self._width = _grouped(np.repeat(self._sentences, self._width)[rows])
        if len(live) < len(self._encoded.states):
            self._encoded, live = self._encoded.only(live), np.arange(len(live))
        self._sentences = live

    def _attend(self, query: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Context (N, M) and weights (N, S)."""
        attention, kept = self._translator.attention, self._encoded
        if not np.array_equal(self._sentences, np.arange(len(kept.states))):
            kept = kept.only(self._sentences)
        queries = attention.query(query).reshape(len(self._sentences), self._width, -1)
        weights = softmax(attention.fit(queries, kept.keys), kept.mask)
        context = weights @ kept.states
        return context.reshape(len(query), -1), weights.reshape(len(query), -1)


def _grouped(sentences: np.ndarray) -> tuple[np.ndarray, int]:
    """The sentences (A,) and how many rows (W) in turn each has; W = 1 where that differs."""
    starts = np.flatnonzero(np.diff(sentences, prepend=-1))
    width, rest = divmod(len(sentences), len(starts)) if len(starts) else (1, 0)
    if not rest and np.array_equal(starts, np.arange(len(starts)) * width):
        return sentences[starts], width
    return sentences, 1
