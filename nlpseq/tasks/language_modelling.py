"""Language modelling: the probability of a text, told piece by piece in one direction or in each.

A document is read as one sequence with the sign of begin (BOS) at both ends and the sign of end
(EOS) behind each of its paragraphs, so that it looks the same from both sides: from left to right
all but the first sign are told, from right to left all but the last. The probabilities of all
documents sum to 1.

Documents are learnt in windows. A window begins with no state and reads some units before those
that it learns; a state carried over from the window before would make an update depend on more
than the seed and its number. Scores carry the state through the whole document.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from nlpseq.tasks.base import Task

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
    """

    tokens: np.ndarray
    begin: int
    end: int


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
        """The windows of a document."""
        config, length = self.config, len(item.tokens)
        before = config.context if FORWARDS in config.directions else 0
        behind = config.context if BACKWARDS in config.directions else 0
        windows = []
        for begin in range(1, length, config.window):
            end = min(begin + config.window, length)
            first = max(0, begin - 1 - before)
            tokens = item.tokens[first : min(length, end + behind)]
            windows.append(LanguageItem(tokens, begin - first, end - first))
        return windows

    def pack(self, item: LanguageItem) -> Row:
        """The tokens and what is told of them."""
        return item.tokens, np.array([item.begin, item.end], np.int64)

    def unpack(self, row: Row) -> LanguageItem:
        """Tokens and borders."""
        tokens, borders = row
        return LanguageItem(tokens, int(borders[0]), int(borders[1]))

    def size(self, item: LanguageItem) -> int:
        """Number of tokens, signs and context included."""
        return len(item.tokens)

    def num_targets(self, item: LanguageItem) -> int:
        """Tokens told, in all directions."""
        return (item.end - item.begin) * len(self.config.directions)

    def collate(
        self, items: Sequence[LanguageItem], device: torch.device
    ) -> Mapping[str, ReadBatch]:
        """A padded batch for each direction, each in its order of reading."""
        return {
            direction: _collate([_as_read(item, direction) for item in items], device)
            for direction in self.config.directions
        }

    def loss(self, model: SharedModel, batch: Mapping[str, ReadBatch]) -> Tensor:
        """Cross-entropy summed over tokens and directions."""
        return self.head(model).loss(batch, model.embedding)

    def predict(
        self, model: SharedModel, items: Sequence[LanguageItem], decoding: DecodingConfig
    ) -> list[LanguagePrediction]:
        """What each document costs, the state carried from its one end to the other."""
        return predict_in_batches(
            items,
            self.sizes(items),
            decoding.batch_tokens,
            lambda batch: self._predict_batch(model, batch),
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
        batches = self.collate(items, model.device)
        found = {name: self._log_probs(model, name, batch) for name, batch in batches.items()}
        return [
            LanguagePrediction(
                item.tokens,
                {
                    # back from the order of reading to that of the text
                    name: rows[row, : len(item.tokens) - 1][:: 1 if name == FORWARDS else -1]
                    for name, rows in found.items()
                },
            )
            for row, item in enumerate(items)
        ]

    @torch.inference_mode()
    def _log_probs(self, model: SharedModel, direction: str, batch: ReadBatch) -> np.ndarray:
        """Log-probability (B, T) of every token told, arbitrary on padding."""
        head = self.head(model).eval()
        num_rows, length = batch.tokens_in.shape
        num_steps = max(1, MAX_SCORED // num_rows)
        state, parts = None, []
        for start in range(0, length, num_steps):
            steps = slice(start, start + num_steps)
            states, state = head.read(direction, batch.tokens_in[:, steps], model.embedding, state)
            log_probs = head.log_probs(direction, states, model.embedding)
            told = batch.tokens_out[:, steps].unsqueeze(-1)
            parts.append(log_probs.gather(-1, told).squeeze(-1))
        found: np.ndarray = torch.cat(parts, dim=1).double().cpu().numpy()
        return found


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


def _collate(rows: Sequence[tuple[np.ndarray, int, int]], device: torch.device) -> ReadBatch:
    tokens_in = pad([tokens[:-1] for tokens, _, _ in rows])
    steps = np.arange(tokens_in.shape[1])
    firsts = np.array([[first - 1] for _, first, _ in rows])
    ends = np.array([[end - 1] for _, _, end in rows])
    return ReadBatch(
        tokens_in=torch.from_numpy(tokens_in).to(device),
        tokens_out=torch.from_numpy(pad([tokens[1:] for tokens, _, _ in rows])).to(device),
        mask=torch.from_numpy((steps >= firsts) & (steps < ends)).to(device),
    )
