"""What pretrained parts tell of the words of a sentence: states of language models, or vectors.

Dimensions: B batch, T words, S pieces of a sentence, P pieces of a word, U distinct words, K ways
to write a word.
"""

from contextlib import nullcontext

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import reorder_time, reversing_order
from nlpseq.modules.language_model import LanguageModel
from nlpseq.modules.tagger import WordBatch
from nlpseq.modules.words import PADDING


class PretrainedReader(nn.Module):
    """Language models over the words, read where a word has been read to its end.

    The forward model gives its state behind the last piece of a word, the backward model that
    behind the first one, which it reads last (Akbik et al. 2018, sec. 2.3); to models over
    characters a piece is a character.

    Args:
        embedding: the table that the models were trained with.
        language_model: a reader for each direction.
        begin: sign at both ends of a document.
        end: sign behind a paragraph.
        is_trained: whether the models are trained further; they have no dropout either way.
    """

    def __init__(
        self,
        *,
        embedding: SharedEmbedding,
        language_model: LanguageModel,
        begin: int,
        end: int,
        is_trained: bool,
    ) -> None:
        super().__init__()
        self.embedding = embedding
        self.language_model = language_model
        self.begin = begin
        self.end = end
        self.is_trained = is_trained
        self.requires_grad_(is_trained)

    def train(self, mode: bool = True) -> "PretrainedReader":
        """Stay as in use: states without noise are the features."""
        del mode
        return super().train(False)

    def forward(self, batch: WordBatch) -> Float[Tensor, "batch time states"]:
        """States at every word; arbitrary on padding."""
        tokens, lengths, begins, ends = pieces_of_words(batch)
        with nullcontext() if self.is_trained else torch.no_grad():
            found = []
            if "forwards" in self.language_model.readers:
                states = self._read("forwards", [self.begin], tokens)
                found.append(_at(states, ends))
            if "backwards" in self.language_model.readers:
                order = reversing_order(lengths, tokens.shape[1])
                states = self._read("backwards", [self.begin, self.end], tokens.gather(1, order))
                found.append(_at(reorder_time(states, order), begins))
        return torch.cat(found, dim=-1)

    def _read(
        self, direction: str, signs: list[int], tokens: Int[Tensor, "batch pieces"]
    ) -> Float[Tensor, "batch pieces hidden"]:
        """States behind every piece, after the signs that stand before them."""
        before = torch.tensor(signs, device=tokens.device).expand(len(tokens), -1)
        inputs = torch.cat([before, tokens], dim=1)
        states, _ = self.language_model.read(direction, inputs, self.embedding)
        return states[:, len(signs) :]


class VectorReader(nn.Module):
    """Vectors of words (Mikolov et al. 2013), whatever stands around them; 0 where there is none.

    Args:
        num_words: words that have a vector.
        size: width of a vector.
        is_trained: whether the vectors are trained further.
    """

    def __init__(self, *, num_words: int, size: int, is_trained: bool) -> None:
        super().__init__()
        self.register_buffer("keys", torch.zeros(num_words, dtype=torch.int64))
        self.embedding = nn.Embedding(num_words, size)
        self.is_trained = is_trained
        self.requires_grad_(is_trained)

    def forward(self, batch: WordBatch) -> Float[Tensor, "batch time size"]:
        """The vector of every word; arbitrary on padding."""
        assert batch.keys is not None, "collated, as the model reads vectors"
        rows = self._rows(batch.keys)
        vectors = self.embedding(rows.clamp(min=0)) * (rows >= 0).unsqueeze(-1)
        return F.embedding(batch.words, vectors)

    def _rows(self, asked: Int[Tensor, "words ways"]) -> Int[Tensor, " words"]:
        """The row of the first way to write each word that has one; -1 = none has."""
        keys = self.get_buffer("keys")
        places = torch.searchsorted(keys, asked).clamp(max=len(keys) - 1)
        found = keys[places] == asked
        first = found.int().argmax(1, keepdim=True)
        return torch.where(found, places, -1).gather(1, first).squeeze(1)


def pieces_of_words(
    batch: WordBatch,
) -> tuple[
    Int[Tensor, "batch pieces"],
    Int[Tensor, " batch"],
    Int[Tensor, "batch time"],
    Int[Tensor, "batch time"],
]:
    """The pieces of every sentence in a row; words that are not visible have none.

    They are the language models' own, pieces or characters, in older bundles the tagger's.

    Returns:
        tokens: padded with 0.
        lengths: pieces of each sentence.
        begins: place of the first piece of every word; arbitrary where it has none.
        ends: place of the last one.
    """
    num_words = batch.words.shape[1]
    steps = torch.arange(num_words, device=batch.words.device)
    is_word = steps < batch.lengths.unsqueeze(1)
    if batch.visible is not None:
        is_word = is_word & batch.visible
    spelt = batch.pieces if batch.told_pieces is None else batch.told_pieces
    pieces = spelt[batch.words] * is_word.unsqueeze(-1)  # (B, T, P)
    counts = (pieces != PADDING).sum(-1)
    behind = counts.cumsum(1)
    lengths = behind[:, -1]
    flat = pieces.flatten(1)
    is_piece = flat != PADDING
    places = is_piece.cumsum(1) - 1
    tokens = flat.new_zeros(len(flat), max(1, int(lengths.max())))
    rows = torch.arange(len(flat), device=flat.device).unsqueeze(1).expand_as(flat)
    tokens[rows[is_piece], places[is_piece]] = flat[is_piece]
    return tokens, lengths, behind - counts, behind - 1


def _at(
    states: Float[Tensor, "batch pieces hidden"], places: Int[Tensor, "batch time"]
) -> Float[Tensor, "batch time hidden"]:
    within = places.clamp(0, states.shape[1] - 1)
    return states.gather(1, within.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
