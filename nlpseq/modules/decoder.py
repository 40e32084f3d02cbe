"""The target side of the translator.

Dimensions: B batch, T target time, S source time, E embedding, H hidden, M memory width, V
vocabulary, N states of a cell.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from nlpseq.modules.attention import Attention, Memory
from nlpseq.modules.encoder import Recurrence
from nlpseq.registry import Registry

DECODERS: Registry[type["ParallelDecoder"]] = Registry("decoder")


@dataclass(frozen=True, slots=True)
class DecoderState:
    """States of the decoder's layers before a step, each (B, N, H)."""

    lower: Tensor
    upper: Tensor

    def reorder(self, rows: Int[Tensor, " rows"]) -> "DecoderState":
        """Keep, permute or repeat rows."""
        return DecoderState(self.lower[rows], self.upper[rows])


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


@DECODERS.register("parallel")
class ParallelDecoder(nn.Module):
    """Two recurrent layers with attention between them, without input feeding.

    The lower layer reads the target words, attention is asked by its states, the upper layer
    reads states and contexts. Nothing in a step waits for the attention of the step before, so
    that in training each part is one batched call over the whole target (the decoder of GNMT,
    Wu et al. 2016, in this order of layers). One step of search is the same call with T = 1.
    """

    def __init__(
        self,
        *,
        embedding_size: int,
        hidden_size: int,
        memory_size: int,
        cell: str,
        attention: Attention,
        output_dropout_rate: float,
    ) -> None:
        super().__init__()
        self.lower = Recurrence(embedding_size, hidden_size, cell)
        self.attention = attention
        self.upper = Recurrence(hidden_size + memory_size, hidden_size, cell)
        self.num_states = self.lower.num_states
        self.bridge = nn.Linear(memory_size, 2 * self.num_states * hidden_size)
        self.merge = nn.Linear(hidden_size + memory_size + embedding_size, embedding_size)
        self.dropout = nn.Dropout(output_dropout_rate)

    def start(self, memory: Memory) -> DecoderState:
        """First state: a projection of the mean encoder state (Sennrich et al. 2017, sec. 2)."""
        mask = memory.mask.unsqueeze(-1)
        mean = (memory.states * mask).sum(1) / mask.sum(1)
        initial = torch.tanh(self.bridge(mean)).view(len(mean), 2, self.num_states, -1)
        return DecoderState(initial[:, 0], initial[:, 1])

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
        lower, lower_state = self.lower(inputs, state.lower)
        context, weights = self.attention(lower, memory)
        upper, upper_state = self.upper(torch.cat([lower, context], dim=-1), state.upper)
        # deep output (Pascanu et al. 2014): state, context and word meet before the softmax;
        # the lower state bypasses the upper layer
        merged = self.merge(torch.cat([upper + lower, context, inputs], dim=-1))
        features = self.dropout(torch.tanh(merged))
        return DecoderOutput(features, weights, DecoderState(lower_state, upper_state))
