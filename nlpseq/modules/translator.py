"""The encoder-decoder translator over a shared, tied embedding table.

Dimensions: B batch, S source time, T target time, E embedding, H hidden, V vocabulary.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.attention import Memory, length_mask
from nlpseq.modules.decoder import Decoder, DecoderState
from nlpseq.modules.dropout import VariationalDropout, WordDropout
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import RecurrentEncoder
from nlpseq.modules.tied_softmax import tied_cross_entropy, tied_r_drop


@dataclass(frozen=True, slots=True)
class PairBatch:
    """A padded batch of sentence pairs.

    Args:
        source: token ids (B, S), the end sign included.
        source_lengths: (B,).
        target_in: bos, then the target (B, T).
        target_out: the target, then eos (B, T).
        target_lengths: (B,), equal for both.
    """

    source: Tensor
    source_lengths: Tensor
    target_in: Tensor
    target_out: Tensor
    target_lengths: Tensor


@dataclass(frozen=True, slots=True)
class StepOutput:
    """One step of search: logits (B, V), attention weights (B, S), the state after it."""

    logits: Tensor
    weights: Tensor
    state: DecoderState


class Translator(nn.Module):
    """Encoder, attention, decoder; source, target and output share one embedding table.

    Three-way tying as in Press and Wolf 2017. The table is an argument of every call: it belongs
    to the model, not to this head.

    Args:
        embedding_dropout: applied to source and target word vectors.
        word_dropout: applied to source and target word vectors.
        encoder: recurrent layers over the source.
        encoder_dropout_rate: dropout on the encoder's states.
        decoder: recurrent layers and attention over the target.
        vocab_size: pieces, for the output bias.
        label_smoothing: mass spread over the vocabulary in the loss.
        r_drop: weight of the divergence between two passes in training; 0 = one pass.
    """

    def __init__(
        self,
        *,
        embedding_dropout: VariationalDropout,
        word_dropout: WordDropout,
        encoder: RecurrentEncoder,
        encoder_dropout_rate: float,
        decoder: Decoder,
        vocab_size: int,
        label_smoothing: float,
        r_drop: float = 0.0,
    ) -> None:
        super().__init__()
        self.embedding_dropout = embedding_dropout
        self.word_dropout = word_dropout
        self.encoder = encoder
        self.encoder_dropout = nn.Dropout(encoder_dropout_rate)
        self.decoder = decoder
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.label_smoothing = label_smoothing
        self.r_drop = r_drop

    def encode(
        self,
        source: Int[Tensor, "batch source"],
        lengths: Int[Tensor, " batch"],
        embedding: SharedEmbedding,
    ) -> Memory:
        """Encode the source and project the attention keys, once a sentence."""
        states = self.encoder(self._embed(source, embedding), lengths)
        states = self.encoder_dropout(states)
        keys = self.decoder.attention.keys(states)
        return Memory(states, keys, length_mask(lengths, source.shape[1]))

    def step(
        self,
        tokens: Int[Tensor, " batch"],
        memory: Memory,
        state: DecoderState,
        embedding: SharedEmbedding,
    ) -> StepOutput:
        """Advance search by one token a row."""
        output = self.decoder(self._embed(tokens.unsqueeze(1), embedding), memory, state)
        logits = self._logits(output.features[:, 0], embedding)
        return StepOutput(logits, output.weights[:, 0], output.state)

    def loss(self, batch: PairBatch, embedding: SharedEmbedding) -> Tensor:
        """Cross-entropy with label smoothing, summed over the target tokens of the batch.

        In training with R-Drop, the mean of two passes' and the divergence between them.
        """
        if not (self.r_drop and self.training):
            features, targets = self._predicting(batch, embedding)
            return tied_cross_entropy(
                features, embedding.weight, self.bias, targets, self.label_smoothing
            )
        # both passes are one over a batch in which each sentence stands twice
        features, targets = self._predicting(_doubled(batch), embedding)
        passes = torch.stack(features.chunk(2))
        targets = targets[: passes.shape[1]]
        return tied_r_drop(
            passes, embedding.weight, self.bias, targets, self.label_smoothing, self.r_drop
        )

    def _predicting(
        self, batch: PairBatch, embedding: SharedEmbedding
    ) -> tuple[Float[Tensor, "tokens embedding"], Int[Tensor, " tokens"]]:
        """Input of the output layer for every target token of the batch, and that token."""
        memory = self.encode(batch.source, batch.source_lengths, embedding)
        inputs = self._embed(batch.target_in, embedding)
        output = self.decoder(inputs, memory, self.decoder.start(memory))
        mask = length_mask(batch.target_lengths, batch.target_in.shape[1])
        # only real tokens meet the vocabulary, the most expensive layer
        return output.features[mask], batch.target_out[mask]

    def _embed(
        self, tokens: Int[Tensor, "batch time"], embedding: SharedEmbedding
    ) -> Float[Tensor, "batch time embedding"]:
        vectors: Tensor = self.embedding_dropout(self.word_dropout(embedding(tokens)))
        return vectors

    def _logits(
        self, features: Float[Tensor, "rows embedding"], embedding: SharedEmbedding
    ) -> Float[Tensor, "rows vocabulary"]:
        return F.linear(features, embedding.weight, self.bias)


def _doubled(batch: PairBatch) -> PairBatch:
    return PairBatch(
        source=torch.cat([batch.source] * 2),
        source_lengths=torch.cat([batch.source_lengths] * 2),
        target_in=torch.cat([batch.target_in] * 2),
        target_out=torch.cat([batch.target_out] * 2),
        target_lengths=torch.cat([batch.target_lengths] * 2),
    )
