"""Language modelling: the probability of a text, told piece by piece in one direction or in each.

A document is read as one sequence with the sign of begin (BOS) at both ends and the sign of end
(EOS) behind each of its paragraphs, so that it looks the same from both sides: from left to right
all but the first sign are told, from right to left all but the last. The probabilities of all
documents sum to 1.

Documents are learnt in windows, one in an update: the state at the end of a window is carried into
the next, the gradient is not (truncated backpropagation, Williams and Peng 1990). Only a document
of very many windows is cut into parts, each of which begins with no state and reads some units
before those that it learns. Scores carry the state through the whole document.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from nlpseq.config import DecodingConfig, LanguageModelConfig
from nlpseq.data.batching import pad, predict_in_batches
from nlpseq.data.examples import Document
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import BOS, EOS, Tokenizer
from nlpseq.data.words import split_words
from nlpseq.evaluation.language_modelling import Extent, extent, score_documents
from nlpseq.model import SharedModel
from nlpseq.modules.language_model import LanguageModel, ReadBatch
from nlpseq.tasks.base import Task, Windows

FORWARDS, BACKWARDS = "forwards", "backwards"

MAX_SCORED = 2048
"""Steps of a batch that meet the vocabulary at once when documents are scored."""


@dataclass(frozen=True, slots=True)
class LanguageItem:
    """A stretch of a document.

    Args:
        tokens: ids, context on both sides included.
        begin: the first token to be told from left to right, 1 at least.
        end: behind the last. From right to left the tokens from ``begin - 1`` to ``end - 1`` are
            told, so that both tell as many.
        window: the only steps of reading that are meant, from the first to the one behind the
            last; None = all.
    """

    tokens: np.ndarray
    begin: int
    end: int
    window: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePrediction:
    """What a document costs.

    Args:
        tokens: (T,) the document with its signs.
        log_probs: by direction, (T - 1,) natural logarithms in the order of the text: of all but
            the first token forwards, of all but the last backwards.
    """

    tokens: np.ndarray
    log_probs: dict[str, np.ndarray]

    def bits(self, direction: str) -> float:
        """Bits of the whole document in a direction."""
        return -float(self.log_probs[direction].sum()) / math.log(2)


class LanguageModellingTask(
    Task[Document, LanguageItem, Mapping[str, ReadBatch], LanguagePrediction]
):
    """Text -> its probability, scored by the mean probability of a character.

    Args:
        name: name of the head.
        config: its settings.
        tokenizer: the shared tokenizer.
    """

    kind = "language_modelling"
    main_score = "character_probability"

    def __init__(self, name: str, config: LanguageModelConfig, tokenizer: Tokenizer) -> None:
        super().__init__(name)
        self.config = config
        self.tokenizer = tokenizer
        self._id_type = np.min_scalar_type(tokenizer.vocab_size)

    def encode(self, examples: Sequence[Document]) -> list[LanguageItem]:
        """Whole documents."""
        return [self._whole(example) for example in examples]

    def encode_text(self, text: str) -> list[int]:
        """Ids of a text without signs, in the units of the model."""
        if self.config.unit == "characters":
            return self.tokenizer.encode_characters(text)
        return self.tokenizer.encode(text)

    def cut(self, item: LanguageItem) -> list[LanguageItem]:
        """The parts of a document through which a state is carried: one, unless it is long."""
        config, length = self.config, len(item.tokens)
        size = config.window * config.num_windows
        before = config.context if FORWARDS in config.directions else 0
        behind = config.context if BACKWARDS in config.directions else 0
        parts = []
        for begin in range(1, length, size):
            end = min(begin + size, length)
            first = max(0, begin - 1 - before)
            tokens = item.tokens[first : min(length, end + behind)]
            parts.append(LanguageItem(tokens, begin - first, end - first))
        return parts

    def windows(self) -> Windows:
        """A window of steps in each update, in both directions from where they begin to read."""
        size = self.config.window
        return Windows(size, lambda item, n: replace(item, window=(n * size, (n + 1) * size)))

    def pack(self, item: LanguageItem) -> Row:
        """The tokens and what is told of them."""
        return item.tokens, np.array([item.begin, item.end], np.int64)

    def unpack(self, row: Row) -> LanguageItem:
        """Tokens and borders."""
        tokens, borders = row
        return LanguageItem(tokens, int(borders[0]), int(borders[1]))

    def size(self, item: LanguageItem) -> int:
        """Steps of reading, context included, in the direction that has more of them."""
        return max(len(_as_read(item, name)[0]) - 1 for name in self.config.directions)

    def num_targets(self, item: LanguageItem) -> int:
        """Tokens told, in all directions."""
        return sum(_stretch(item, name).num_told for name in self.config.directions)

    def collate(self, items: Sequence[LanguageItem], model: SharedModel) -> Mapping[str, ReadBatch]:
        """A padded batch for each direction that has something left, in its order of reading."""
        stretches = {
            name: [_stretch(item, name) for item in items] for name in self.config.directions
        }
        return {
            name: _collate(found, model.device)
            for name, found in stretches.items()
            if any(len(stretch.tokens) > 1 for stretch in found)
        }

    def loss(self, model: SharedModel, batch: Mapping[str, ReadBatch]) -> Tensor:
        """Cross-entropy summed over tokens and directions."""
        return self.learn(model, batch, {})[0]

    def learn(
        self, model: SharedModel, batch: Mapping[str, ReadBatch], carried: dict[str, Tensor]
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss, and the states to go on from: by direction, of the rows of the batch."""
        return self.head(model).loss(batch, model.embedding, carried)

    def predict(
        self, model: SharedModel, items: Sequence[LanguageItem], decoding: DecodingConfig
    ) -> list[LanguagePrediction]:
        """What each document costs, the state carried from its one end to the other."""
        return predict_in_batches(
            items,
            self.sizes(items),
            decoding.batch_tokens,
            lambda batch: self._predict_batch(model, batch),
            self.config.window,
        )

    def score(
        self, predictions: Sequence[LanguagePrediction], examples: Sequence[Document]
    ) -> dict[str, float]:
        """The main score, bits per character and word perplexity."""
        scores = score_documents(
            self.bits(predictions), [extent_of(example) for example in examples]
        )
        return {
            "character_probability": scores.character_probability,
            "bits_per_character": scores.mean.bits_per_character,
            "word_perplexity": scores.mean.word_perplexity,
        }

    def bits(self, predictions: Sequence[LanguagePrediction]) -> dict[str, list[float]]:
        """By direction: bits of each document."""
        return {
            direction: [prediction.bits(direction) for prediction in predictions]
            for direction in self.config.directions
        }

    def head(self, model: SharedModel) -> LanguageModel:
        """The head of the task in a model."""
        head = model.heads[self.name]
        assert isinstance(head, LanguageModel)
        return head

    def _whole(self, document: Document) -> LanguageItem:
        tokens = [BOS]
        for paragraph in document.paragraphs:
            tokens += [*self.encode_text(paragraph), EOS]
        tokens.append(BOS)
        return LanguageItem(np.array(tokens, self._id_type), 1, len(tokens))

    def _predict_batch(
        self, model: SharedModel, items: Sequence[LanguageItem]
    ) -> list[LanguagePrediction]:
        found = {name: self._log_probs(model, name, items) for name in self.config.directions}
        return [
            LanguagePrediction(
                item.tokens,
                {
                    # back from the order of reading to that of the text
                    name: rows[row][:: 1 if name == FORWARDS else -1]
                    for name, rows in found.items()
                },
            )
            for row, item in enumerate(items)
        ]

    @torch.inference_mode()
    def _log_probs(
        self, model: SharedModel, direction: str, items: Sequence[LanguageItem]
    ) -> list[np.ndarray]:
        """Log-probability (T - 1,) of every token that is told of documents, longest first."""
        head = self.head(model).eval()
        read = [_as_read(item, direction)[0] for item in items]
        parts: list[list[np.ndarray]] = [[] for _ in items]
        start, state = 0, None
        # a step costs nearly as much for one document as for many: those that have ended leave
        while live := sum(len(tokens) - 1 > start for tokens in read):
            stop = start + max(1, MAX_SCORED // live)
            stretches = [_Stretch(tokens[start : stop + 1], 0, start > 0) for tokens in read[:live]]
            batch = _collate(stretches, model.device)
            before = None if state is None else state[:live]
            states, state = head.read(direction, batch.tokens_in, model.embedding, before)
            log_probs = head.log_probs(direction, states, model.embedding)
            told = log_probs.gather(-1, batch.tokens_out.unsqueeze(-1)).squeeze(-1)
            for row, stretch in enumerate(stretches):
                parts[row].append(told[row, : stretch.num_told].double().cpu().numpy())
            start = stop
        return [np.concatenate(found) for found in parts]


def extent_of(document: Document) -> Extent:
    """Characters and words of a document."""
    num_words = sum(len(split_words(paragraph)) for paragraph in document.paragraphs)
    return extent(document.paragraphs, num_words)


def _as_read(item: LanguageItem, direction: str) -> tuple[np.ndarray, int, int]:
    """Tokens in the order of reading, and the first and the end of those to be told."""
    if direction == FORWARDS:
        return item.tokens[: item.end], item.begin, item.end
    tokens = item.tokens[item.begin - 1 :][::-1]
    return tokens, len(tokens) - (item.end - item.begin), len(tokens)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What one direction reads of an item in one update.

    Args:
        tokens: in the order of reading, one more than there are steps; [] = nothing is left.
        skipped: steps that are read and not learnt.
        goes_on: whether it does not begin where the item begins.
    """

    tokens: np.ndarray
    skipped: int
    goes_on: bool

    @property
    def num_told(self) -> int:
        """Tokens that are learnt."""
        return max(0, len(self.tokens) - 1 - self.skipped)


def _stretch(item: LanguageItem, direction: str) -> _Stretch:
    tokens, first, end = _as_read(item, direction)
    start, stop = item.window or (0, end)
    return _Stretch(tokens[start : min(stop + 1, end)], max(0, first - 1 - start), start > 0)


def _collate(stretches: Sequence[_Stretch], device: torch.device) -> ReadBatch:
    tokens_in = pad([stretch.tokens[:-1] for stretch in stretches])
    steps = np.arange(tokens_in.shape[1])
    firsts = np.array([[stretch.skipped] for stretch in stretches])
    ends = np.array([[len(stretch.tokens) - 1] for stretch in stretches])
    return ReadBatch(
        tokens_in=torch.from_numpy(tokens_in).to(device),
        tokens_out=torch.from_numpy(pad([stretch.tokens[1:] for stretch in stretches])).to(device),
        mask=torch.from_numpy((steps >= firsts) & (steps < ends)).to(device),
        goes_on=stretches[0].goes_on,
    )
