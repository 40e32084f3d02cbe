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
from nlpseq.modules.encoder import reversing_order
from nlpseq.modules.language_model import LanguageModel
from nlpseq.modules.tagger import WordBatch
from nlpseq.modules.words import PADDING

WINDOW = 2048
"""Pieces read at once by models that stay as they are: a word may be as long as a file."""


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
                found.append(self._read("forwards", [self.begin], tokens, lengths, ends))
            if "backwards" in self.language_model.readers:
                turned = tokens.gather(1, reversing_order(lengths, tokens.shape[1]))
                places = lengths.unsqueeze(1) - 1 - begins
                signs = [self.begin, self.end]
                found.append(self._read("backwards", signs, turned, lengths, places))
        return torch.cat(found, dim=-1)

    def _read(
        self,
        direction: str,
        signs: list[int],
        tokens: Int[Tensor, "batch pieces"],
        lengths: Int[Tensor, " batch"],
        places: Int[Tensor, "batch time"],
    ) -> Float[Tensor, "batch time hidden"]:
        """States behind the pieces at some places, after the signs that stand before them."""
        before = torch.tensor(signs, device=tokens.device).expand(len(tokens), -1)
        inputs = torch.cat([before, tokens], dim=1)
        places = places + len(signs)
        if self.is_trained or inputs.shape[1] <= WINDOW:
            return _at(self.language_model.read(direction, inputs, self.embedding)[0], places)
        return self._read_on(direction, inputs, lengths + len(signs), places)

    def _read_on(
        self,
        direction: str,
        inputs: Int[Tensor, "batch pieces"],
        lengths: Int[Tensor, " batch"],
        places: Int[Tensor, "batch time"],
    ) -> Float[Tensor, "batch time hidden"]:
        """The same in windows, longest rows first: a row that has ended takes no more memory."""
        order = lengths.argsort(descending=True)
        inputs, lengths, places = inputs[order], lengths[order], places[order]
        found: Tensor | None = None
        state: Tensor | None = None
        for start in range(0, inputs.shape[1], WINDOW):
            live = int((lengths > start).sum())
            window = inputs[:live, start : start + WINDOW]
            kept = None if state is None else state[:live]
            states, state = self.language_model.read(direction, window, self.embedding, kept)
            here = places[:live] - start
            if found is None:
                found = states.new_zeros(*places.shape, states.shape[-1])
            inside = ((here >= 0) & (here < states.shape[1])).unsqueeze(-1)
            found[:live] = torch.where(inside, _at(states, here), found[:live])
        assert found is not None, "longer than a window"
        return found[order.argsort()]


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
    num_sentences, num_words = batch.words.shape
    steps = torch.arange(num_words, device=batch.words.device)
    is_word = steps < batch.lengths.unsqueeze(1)
    if batch.visible is not None:
        is_word = is_word & batch.visible
    spelt, sizes = _spelt(batch)
    counts = sizes[batch.words] * is_word  # (B, T)
    behind = counts.cumsum(1)
    begins, lengths = behind - counts, behind[:, -1]
    # one row of all pieces: the word that each belongs to, and its place in that
    of_word = torch.repeat_interleave(counts.flatten())
    inside = torch.arange(len(of_word), device=steps.device)
    inside -= (counts.flatten().cumsum(0) - counts.flatten())[of_word]
    first = (sizes.cumsum(0) - sizes)[batch.words].flatten()[of_word]
    tokens = spelt.new_zeros(num_sentences, max(1, int(lengths.max())))
    tokens[of_word // num_words, begins.flatten()[of_word] + inside] = spelt[first + inside]
    return tokens, lengths, begins, behind - 1


def _spelt(batch: WordBatch) -> tuple[Int[Tensor, " pieces"], Int[Tensor, " words"]]:
    """The pieces of the distinct words one after the other, and how many each has."""
    if batch.told_pieces is not None and batch.told_sizes is not None:
        return batch.told_pieces, batch.told_sizes
    is_piece = batch.pieces != PADDING
    return batch.pieces[is_piece], is_piece.sum(1)


def _at(
    states: Float[Tensor, "batch pieces hidden"], places: Int[Tensor, "batch time"]
) -> Float[Tensor, "batch time hidden"]:
    within = places.clamp(0, states.shape[1] - 1)
    return states.gather(1, within.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
