"""The classifier: words -> recurrent states -> one vector -> a score for every class.

Dimensions: B batch, T time, W width of the states, C classes.
"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.attention import MASKED, length_mask
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.tagger import WordBatch, WordReader
from nlpseq.registry import Registry

POOLINGS: Registry[type["Pooling"]] = Registry("pooling")


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
    """Pooling and output layer over the states of a word reader.

    Args:
        reader: word vectors and recurrent layers of its own; None = another head's are given.
        pooling: from the states to one vector.
        output_dropout_rate: dropout on that vector.
        num_classes: width of the output.
        label_smoothing: mass spread over the classes in the loss.
    """

    def __init__(
        self,
        *,
        reader: WordReader | None,
        pooling: Pooling,
        output_dropout_rate: float,
        num_classes: int,
        label_smoothing: float,
    ) -> None:
        super().__init__()
        self.reader = reader
        self.pooling = pooling
        self.output_dropout = nn.Dropout(output_dropout_rate)
        self.output = nn.Linear(pooling.state_size, num_classes)
        self.label_smoothing = label_smoothing

    def forward(
        self, batch: WordBatch, embedding: SharedEmbedding, reader: WordReader | None = None
    ) -> Float[Tensor, "batch classes"]:
        """Score every class for every text.

        Args:
            batch: the words of the texts, one at least in each.
            embedding: the shared table.
            reader: another head that reads the words; None = the own one does.
        """
        reader = self.reader if reader is None else reader
        assert reader is not None, "a classifier without a reader of its own is given one"
        states = reader.states(batch, embedding)
        pooled = self.pooling(states, length_mask(batch.lengths, batch.words.shape[1]))
        logits: Tensor = self.output(self.output_dropout(pooled))
        return logits.float()

    def loss(
        self,
        batch: WordBatch,
        classes: Int[Tensor, " batch"],
        embedding: SharedEmbedding,
        reader: WordReader | None = None,
    ) -> Float[Tensor, ""]:
        """Cross-entropy with label smoothing, summed over the texts; the rest as ``forward``."""
        return F.cross_entropy(
            self(batch, embedding, reader),
            classes,
            reduction="sum",
            label_smoothing=self.label_smoothing,
        )
