"""From the pieces, characters and features of a word to its vector.

A batch names each distinct word once; the vectors of the distinct words are computed once and
then looked up, so that a word that stands ten times in a batch costs as much as one.
Dimensions: U distinct words, P pieces of a word, L characters of a word, F features.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.embedding import SharedEmbedding

PADDING = 0

LONG = 512
"""Pieces from which on a word is read for itself."""


class PiecePooling(nn.Module):
    """First, last and mean of a word's piece embeddings, side by side."""

    def forward(
        self, pieces: Int[Tensor, "words pieces"], embedding: SharedEmbedding
    ) -> Float[Tensor, "words width"]:
        """Pool pieces into words.

        Args:
            pieces: token ids, at least one a word, padded with 0.
            embedding: the shared table (V, E).

        Returns:
            vectors (U, 3 E).
        """
        if pieces.shape[1] <= LONG:
            return self._pooled(pieces, embedding)
        lengths = (pieces != PADDING).sum(1)
        is_long = lengths > LONG
        # padded to the length of a file the others would take as much memory each
        usual = iter(self._pooled(pieces[~is_long, :LONG], embedding).unbind())
        return torch.stack(
            [
                self._pooled(row[None, :length], embedding)[0] if length > LONG else next(usual)
                for row, length in zip(pieces, lengths.tolist(), strict=True)
            ]
        )

    def _pooled(
        self, pieces: Int[Tensor, "words pieces"], embedding: SharedEmbedding
    ) -> Float[Tensor, "words width"]:
        vectors = embedding(pieces)
        mask = (pieces != PADDING).unsqueeze(-1)
        lengths = mask.sum(1)
        last = vectors.gather(1, (lengths - 1).unsqueeze(-1).expand(-1, 1, vectors.shape[-1]))
        mean = (vectors * mask).sum(1) / lengths
        return torch.cat([vectors[:, 0], last.squeeze(1), mean], dim=-1)


class CharacterCNN(nn.Module):
    """Maximum over positions of a convolution over characters (Ma and Hovy 2016, sec. 2.1)."""

    def __init__(self, *, num_characters: int, char_size: int, num_filters: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(num_characters, char_size, padding_idx=PADDING)
        self.convolution = nn.Conv1d(char_size, num_filters, kernel_size=3, padding=1)
        self.output_size = num_filters

    def forward(self, characters: Int[Tensor, "words length"]) -> Float[Tensor, "words filters"]:
        """Encode words; padding (id 0) can neither be a maximum nor change one."""
        vectors = self.embedding(characters).transpose(1, 2)
        responses = self.convolution(vectors)
        responses = responses.masked_fill((characters == PADDING).unsqueeze(1), -1e4)
        return F.relu(responses.max(dim=2).values)


class HashedFeatures(nn.Module):
    """A small table for each hashed word feature (Honnibal's hash embeddings, one row a hash)."""

    def __init__(self, *, num_rows: tuple[int, ...], feature_size: int) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(rows, feature_size) for rows in num_rows)
        self.output_size = len(num_rows) * feature_size

    def forward(
        self, features: Int[Tensor, "words features"]
    ) -> list[Float[Tensor, "words width"]]:
        """Look up every feature of every word."""
        columns = features.unbind(1)
        return [table(column) for table, column in zip(self.tables, columns, strict=True)]
