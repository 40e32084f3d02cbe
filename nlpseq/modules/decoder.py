"""What every decoder of the translator is and gives; ``decoders`` has the kinds.

Dimensions: B batch, T target time, S source time, E embedding, H hidden, M memory width, V
vocabulary, N states of a cell.
"""

from dataclasses import dataclass
from typing import ClassVar

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from nlpseq.modules.attention import Attention, Memory
from nlpseq.modules.encoder import Recurrence, num_states


@dataclass(frozen=True, slots=True)
class DecoderState:
    """What a decoder knows before a step: tensors with one row a hypothesis, B first."""

    parts: tuple[Tensor, ...]

    def reorder(self, rows: Int[Tensor, " rows"]) -> "DecoderState":
        """Keep, permute or repeat rows."""
        return DecoderState(tuple(part[rows] for part in self.parts))


@dataclass(frozen=True, slots=True)
class DecoderOutput:
    """What a decoder computed for T steps.

    Args:
        features: input of the output layer (B, T, E).
        weights: attention weights (B, T, S).
        state: state after the last step.
    """

    features: Tensor
    weights: Tensor
    state: DecoderState


@dataclass(frozen=True, slots=True)
class DecoderSizes:
    """What a decoder is made for.

    Args:
        embedding_size: width of the target words, and of the features.
        hidden_size: width of a recurrent layer.
        memory_size: width of the encoder states.
        cell: rnn, lstm or gru.
        recurrent_dropout_rate: dropout inside the recurrence.
    """

    embedding_size: int
    hidden_size: int
    memory_size: int
    cell: str
    recurrent_dropout_rate: float = 0.0

    def recurrence(self, width: int) -> Recurrence:
        """A recurrent layer that reads inputs of a width."""
        return Recurrence(width, self.hidden_size, self.cell, self.recurrent_dropout_rate)


class Decoder(nn.Module):
    """Turns target words into the input of the output layer, looking at the source.

    Args:
        sizes: of its parts.
        attention: looks at the source.
        output_dropout_rate: dropout on the features.
    """

    attention: Attention
    num_layers: ClassVar[int]
    """Recurrent states that the first step finds, made from the source."""

    def __init__(
        self, sizes: DecoderSizes, attention: Attention, output_dropout_rate: float
    ) -> None:
        super().__init__()
        width, hidden = sizes.embedding_size, sizes.hidden_size
        self.num_states = num_states(sizes.cell)
        self._add_layers(sizes, attention)
        self.bridge = nn.Linear(sizes.memory_size, self.num_layers * self.num_states * hidden)
        self.merge = nn.Linear(hidden + sizes.memory_size + width, width)
        self.dropout = nn.Dropout(output_dropout_rate)

    def _add_layers(self, sizes: DecoderSizes, attention: Attention) -> None:
        """Set ``attention`` and the recurrent layers."""
        raise NotImplementedError

    def start(self, memory: Memory) -> DecoderState:
        """First state: a projection of the mean encoder state (Sennrich et al. 2017, sec. 2)."""
        mask = memory.mask.unsqueeze(-1)
        return self._state_from((memory.states * mask).sum(1) / mask.sum(1))

    def forward(
        self, inputs: Float[Tensor, "batch target embedding"], memory: Memory, state: DecoderState
    ) -> DecoderOutput:
        """Run over the embedded target words.

        Args:
            inputs: embeddings of target_in.
            memory: the encoded source.
            state: state before the first of these steps.

        Returns:
            features for the output layer, attention weights and the state after the last step.
        """
        raise NotImplementedError

    def _state_from(self, code: Float[Tensor, "batch memory"]) -> DecoderState:
        initial = torch.tanh(self.bridge(code))
        layers = initial.view(len(code), self.num_layers, self.num_states, -1)
        return DecoderState(layers.unbind(1))

    def _features(
        self,
        states: Float[Tensor, "*steps hidden"],
        context: Float[Tensor, "*steps memory"],
        inputs: Float[Tensor, "*steps embedding"],
    ) -> Float[Tensor, "*steps embedding"]:
        """Deep output (Pascanu et al. 2014): state, context and word meet before the softmax."""
        return torch.tanh(self.merge(torch.cat([states, context, inputs], dim=-1)))
