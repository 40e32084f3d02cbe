"""States of pretrained language models at the words of a sentence: what their surroundings tell.

Dimensions: B batch, T words, S pieces of a sentence, P pieces of a word, U distinct words.
"""

from contextlib import nullcontext

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import reorder_time, reversing_order
from nlpseq.modules.language_model import LanguageModel
from nlpseq.modules.tagger import WordBatch
from nlpseq.modules.words import PADDING


class PretrainedReader(nn.Module):
    """Language models over the pieces of the words, read where a word has been read to its end.

    The forward model gives its state behind the last piece of a word, the backward model that
    behind the first one, which it reads last (Akbik et al. 2018, sec. 2.3, over characters).

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


def pieces_of_words(
    batch: WordBatch,
) -> tuple[
    Int[Tensor, "batch pieces"],
    Int[Tensor, " batch"],
    Int[Tensor, "batch time"],
    Int[Tensor, "batch time"],
]:
    """The pieces of every sentence in a row.

    Returns:
        tokens: padded with 0.
        lengths: pieces of each sentence.
        begins: place of the first piece of every word; arbitrary on padding.
        ends: place of the last one.
    """
    num_words = batch.words.shape[1]
    steps = torch.arange(num_words, device=batch.words.device)
    is_word = steps < batch.lengths.unsqueeze(1)
    pieces = batch.pieces[batch.words] * is_word.unsqueeze(-1)  # (B, T, P)
    counts = (pieces != PADDING).sum(-1)
    behind = counts.cumsum(1)
    lengths = behind[:, -1]
    flat = pieces.flatten(1)
    is_piece = flat != PADDING
    places = is_piece.cumsum(1) - 1
    tokens = flat.new_zeros(len(flat), int(lengths.max()))
    rows = torch.arange(len(flat), device=flat.device).unsqueeze(1).expand_as(flat)
    tokens[rows[is_piece], places[is_piece]] = flat[is_piece]
    return tokens, lengths, behind - counts, behind - 1


def _at(
    states: Float[Tensor, "batch pieces hidden"], places: Int[Tensor, "batch time"]
) -> Float[Tensor, "batch time hidden"]:
    within = places.clamp(0, states.shape[1] - 1)
    return states.gather(1, within.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
