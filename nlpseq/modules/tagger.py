"""The synchronous tagger: distinct words -> vectors -> recurrent layers -> a score for every tag.

Dimensions: B batch, T words, U distinct words, P pieces, L characters, F features, C tags.
"""

from dataclasses import dataclass, fields
from typing import Any, TypedDict, Unpack

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.attention import length_mask
from nlpseq.modules.crf import LinearChainCRF
from nlpseq.modules.dropout import NameDropout, RowDropout, VariationalDropout, WordDropout
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import RecurrentEncoder
from nlpseq.modules.words import CharacterCNN, HashedFeatures, PiecePooling


@dataclass(frozen=True, slots=True)
class WordBatch:
    """A padded batch of sentences over a table of its distinct words.

    Characters, features, keys and told pieces are None where the model does not read them.

    Args:
        pieces: token ids of each distinct word (U, P), 0 = padding.
        capitalised: whether each distinct word begins with a capital (U,).
        words: row of the distinct word at each position (B, T); row 0 on padding.
        lengths: words of each sentence (B,).
        characters: character ids of each distinct word (U, L), 0 = padding.
        features: hashed feature rows of each distinct word (U, F), the last of them its shape.
        keys: numbers of the ways to write each distinct word (U, K), to look up vectors by.
        told_pieces: what pretrained language models read of the distinct words, one behind the
            other (N,).
        told_sizes: how many of these each word has (U,).
        visible: which words (B, T) are not read as dropped ones; None = all are seen.
        context: what pretrained parts tell of every word (B, T, W); None = there are none.
    """

    pieces: Tensor
    capitalised: Tensor
    words: Tensor
    lengths: Tensor
    characters: Tensor | None = None
    features: Tensor | None = None
    keys: Tensor | None = None
    told_pieces: Tensor | None = None
    told_sizes: Tensor | None = None
    visible: Tensor | None = None
    context: Tensor | None = None

    def to(self, device: torch.device) -> "WordBatch":
        """Move all tensors."""
        parts: dict[str, Any] = {
            field.name: part.to(device)
            for field in fields(self)
            if (part := getattr(self, field.name)) is not None
        }
        return WordBatch(**parts)


class ReaderParts(TypedDict):
    """What a word reader is made of, by its keywords."""

    characters: CharacterCNN | None
    features: HashedFeatures | None
    encoder: RecurrentEncoder
    input_dropout: VariationalDropout
    word_dropout: WordDropout
    name_dropout: NameDropout
    identity_dropout: RowDropout
    context: nn.Linear | None


class WordReader(nn.Module):
    """Word vectors and a recurrent encoder: what a head of words begins with.

    Args:
        characters: character network; None = no characters.
        features: hashed feature tables; None = no features.
        encoder: recurrent layers over the word vectors.
        input_dropout: applied to the word vectors.
        word_dropout: applied to the word vectors.
        name_dropout: applied to all of a word's vector but its shape.
        identity_dropout: applied to what tells one word from all others, its pieces and its norm.
        context: re-projects what pretrained parts tell of a word, which then stands beside its
            vector; None = there are none.
    """

    def __init__(
        self,
        *,
        characters: CharacterCNN | None,
        features: HashedFeatures | None,
        encoder: RecurrentEncoder,
        input_dropout: VariationalDropout,
        word_dropout: WordDropout,
        name_dropout: NameDropout,
        identity_dropout: RowDropout,
        context: nn.Linear | None,
    ) -> None:
        super().__init__()
        self.pooling = PiecePooling()
        self.characters = characters
        self.features = features
        self.encoder = encoder
        self.input_dropout = input_dropout
        self.word_dropout = word_dropout
        self.name_dropout = name_dropout
        self.identity_dropout = identity_dropout
        self.context = context

    def states(
        self, batch: WordBatch, embedding: SharedEmbedding
    ) -> Float[Tensor, "batch time hidden"]:
        """The encoder's state at every word; arbitrary on padding."""
        vectors = self._vectors(batch, embedding)
        inputs = F.embedding(batch.words, vectors)
        if self.context is not None:
            assert batch.context is not None, "the model fills it in"
            inputs = torch.cat([inputs, self.context(batch.context)], dim=-1)
        if batch.visible is not None:
            inputs = inputs * batch.visible.unsqueeze(-1)
        inputs = self.input_dropout(self.word_dropout(inputs))
        states: Tensor = self.encoder(inputs, batch.lengths)
        return states

    def _vectors(
        self, batch: WordBatch, embedding: SharedEmbedding
    ) -> Float[Tensor, "words width"]:
        """Vectors of the distinct words: pieces, characters and hashes, then the shape."""
        seen = self.identity_dropout(len(batch.pieces), batch.pieces.device)
        parts = [self.pooling(batch.pieces, embedding) * seen]
        if self.characters is not None:
            assert batch.characters is not None, "collated, as the model reads them"
            parts.append(self.characters(batch.characters))
        shape = parts[0][:, :0]
        if self.features is not None:
            assert batch.features is not None, "collated, as the model reads them"
            norm, prefix, suffix, shape = self.features(batch.features)
            parts += [norm * seen, prefix, suffix]
        named = self.name_dropout(torch.cat(parts, dim=-1), batch.capitalised)
        return torch.cat([named, shape], dim=-1)


class Tagger(WordReader):
    """A word reader, an output layer, and a CRF or none.

    Args:
        num_tags: width of the output.
        crf: scores of transitions; None = every word for itself.
        parts: of the word reader.
    """

    def __init__(
        self, *, num_tags: int, crf: LinearChainCRF | None, **parts: Unpack[ReaderParts]
    ) -> None:
        super().__init__(**parts)
        self.output = nn.Linear(self.encoder.output_size, num_tags)
        self.crf = crf

    def forward(
        self, batch: WordBatch, embedding: SharedEmbedding
    ) -> Float[Tensor, "batch time tags"]:
        """Score every tag for every word; arbitrary on padding."""
        emissions: Tensor = self.output(self.states(batch, embedding))
        return emissions.float()

    def loss(self, batch: WordBatch, tags: Tensor, embedding: SharedEmbedding) -> Tensor:
        """Negative log-likelihood of the true tags (B, T), summed over the batch."""
        emissions = self(batch, embedding)
        mask = length_mask(batch.lengths, tags.shape[1])
        if self.crf is not None:
            likelihoods: Tensor = self.crf(emissions, tags, mask)
            return likelihoods.sum()
        return F.cross_entropy(emissions[mask], tags[mask], reduction="sum")
