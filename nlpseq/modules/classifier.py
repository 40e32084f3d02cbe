"""The classifier: pieces -> recurrent states -> one vector -> a score for every class.

Dimensions: B batch, T time, W width of the states, C classes.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.attention import MASKED, length_mask
from nlpseq.modules.dropout import VariationalDropout, WordDropout
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import RecurrentEncoder
from nlpseq.registry import Registry

POOLINGS: Registry[type["Pooling"]] = Registry("pooling")


@dataclass(frozen=True, slots=True)
class TextBatch:
    """A padded batch of texts.

    Args:
        tokens: ids (B, T), the end sign included.
        lengths: (B,).
    """

    tokens: Tensor
    lengths: Tensor


class Pooling(nn.Module):
    """From the states of a text to one vector of the same width.

    Args:
        state_size: width of the states, both directions together.
        bidirectional: whether the second half of a state was read from right to left.
    """

    def __init__(self, *, state_size: int, bidirectional: bool) -> None:
        super().__init__()
        self.state_size = state_size
        self.bidirectional = bidirectional

    def forward(
        self, states: Float[Tensor, "batch time width"], mask: Bool[Tensor, "batch time"]
    ) -> Float[Tensor, "batch width"]:
        """Pool the real tokens, of which every text has at least one."""
        raise NotImplementedError


@POOLINGS.register("last")
class LastPooling(Pooling):
    """The state in which each direction has read the whole text."""

    def forward(
        self, states: Float[Tensor, "batch time width"], mask: Bool[Tensor, "batch time"]
    ) -> Float[Tensor, "batch width"]:
        """Join the last state of the one direction and the first of the other."""
        ends = (mask.sum(1) - 1).view(-1, 1, 1).expand(-1, 1, self.state_size)
        last = states.gather(1, ends).squeeze(1)
        if not self.bidirectional:
            return last
        half = self.state_size // 2
        return torch.cat([last[:, :half], states[:, 0, half:]], dim=-1)


@POOLINGS.register("mean")
class MeanPooling(Pooling):
    """The mean of the states."""

    def forward(
        self, states: Float[Tensor, "batch time width"], mask: Bool[Tensor, "batch time"]
    ) -> Float[Tensor, "batch width"]:
        """Sum the real states and divide by their number."""
        weights = mask.unsqueeze(-1)
        return (states * weights).sum(1) / weights.sum(1)


@POOLINGS.register("max")
class MaxPooling(Pooling):
    """The largest value of each feature over the text (Collobert et al. 2011, sec. 3.3.2)."""

    def forward(
        self, states: Float[Tensor, "batch time width"], mask: Bool[Tensor, "batch time"]
    ) -> Float[Tensor, "batch width"]:
        """Take the maximum over the real states."""
        return states.masked_fill(~mask.unsqueeze(-1), MASKED).max(dim=1).values


@POOLINGS.register("attention")
class AttentionPooling(Pooling):
    """A weighted mean; one hidden layer tells how much a state counts (Yang et al. 2016, sec. 2.2).

    It is additive attention with a query that is learnt and the same for every text, which then
    is the bias of the hidden layer.
    """

    def __init__(self, *, state_size: int, bidirectional: bool) -> None:
        super().__init__(state_size=state_size, bidirectional=bidirectional)
        self.project = nn.Linear(state_size, state_size)
        self.combine = nn.Linear(state_size, 1, bias=False)

    def forward(
        self, states: Float[Tensor, "batch time width"], mask: Bool[Tensor, "batch time"]
    ) -> Float[Tensor, "batch width"]:
        """Weigh the real states and add them up."""
        scores = self.combine(torch.tanh(self.project(states))).squeeze(-1).float()
        weights = scores.masked_fill(~mask, MASKED).softmax(dim=-1)
        return (weights.to(states.dtype).unsqueeze(1) @ states).squeeze(1)


class Classifier(nn.Module):
    """Recurrent encoder, pooling, output layer.

    Args:
        input_dropout: applied to the embeddings.
        word_dropout: applied to the embeddings.
        encoder: recurrent layers over the embeddings.
        pooling: from the states to one vector.
        output_dropout_rate: dropout on that vector.
        num_classes: width of the output.
        label_smoothing: mass spread over the classes in the loss.
    """

    def __init__(
        self,
        *,
        input_dropout: VariationalDropout,
        word_dropout: WordDropout,
        encoder: RecurrentEncoder,
        pooling: Pooling,
        output_dropout_rate: float,
        num_classes: int,
        label_smoothing: float,
    ) -> None:
        super().__init__()
        self.input_dropout = input_dropout
        self.word_dropout = word_dropout
        self.encoder = encoder
        self.pooling = pooling
        self.output_dropout = nn.Dropout(output_dropout_rate)
        self.output = nn.Linear(encoder.output_size, num_classes)
        self.label_smoothing = label_smoothing

    def forward(
        self, batch: TextBatch, embedding: SharedEmbedding
    ) -> Float[Tensor, "batch classes"]:
        """Score every class for every text."""
        inputs = self.input_dropout(self.word_dropout(embedding(batch.tokens)))
        states = self.encoder(inputs, batch.lengths)
        pooled = self.pooling(states, length_mask(batch.lengths, batch.tokens.shape[1]))
        logits: Tensor = self.output(self.output_dropout(pooled))
        return logits.float()

    def loss(
        self, batch: TextBatch, classes: Int[Tensor, " batch"], embedding: SharedEmbedding
    ) -> Float[Tensor, ""]:
        """Cross-entropy with label smoothing, summed over the texts."""
        return F.cross_entropy(
            self(batch, embedding),
            classes,
            reduction="sum",
            label_smoothing=self.label_smoothing,
        )
