"""Attention over encoder states: additive, dot, general, multi_head, or none.

Keys are projected once a sentence and travel with the states as ``Memory``; no module keeps them.
Dimensions: B batch, T target time, S source time, H hidden width, M memory width.
"""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from nlpseq.modules.additive import additive_scores
from nlpseq.registry import Registry

ATTENTIONS: Registry[type["Attention"]] = Registry("attention")

# Finite, so that a row can never become NaN; small enough that softmax gives exactly zero.
MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Memory:
    """What the decoder attends to.

    Args:
        states: encoder states (B, S, M).
        keys: their projection (B, S, K), computed once a sentence.
        mask: True = real token (B, S).
    """

    states: Tensor
    keys: Tensor
    mask: Tensor

    def reorder(self, rows: Int[Tensor, " rows"]) -> "Memory":
        """Keep, permute or repeat sentences."""
        return Memory(self.states[rows], self.keys[rows], self.mask[rows])


class Attention(nn.Module):
    """Weigh the memory by its fit with each query."""

    def __init__(self, *, query_size: int, memory_size: int) -> None:
        super().__init__()
        self.query_size = query_size
        self.memory_size = memory_size

    def keys(
        self, states: Float[Tensor, "batch source memory"]
    ) -> Float[Tensor, "batch source key"]:
        """Project the encoder states, once a sentence."""
        return states

    def scores(
        self, query: Float[Tensor, "batch target hidden"], keys: Float[Tensor, "batch source key"]
    ) -> Float[Tensor, "batch target source"]:
        """Score every source position for every query, before masking and softmax."""
        raise NotImplementedError

    def forward(
        self, query: Float[Tensor, "batch target hidden"], memory: Memory
    ) -> tuple[Float[Tensor, "batch target memory"], Float[Tensor, "batch target source"]]:
        """Attend with all queries at once.

        Returns:
            context: weighted sum of the encoder states.
            weights: attention distribution; zero on padding, rows sum to one.
        """
        scores = self.scores(query, memory.keys).float()
        weights = scores.masked_fill(~memory.mask.unsqueeze(1), MASKED).softmax(dim=-1)
        return weights.to(memory.states.dtype) @ memory.states, weights


@ATTENTIONS.register("dot")
class DotAttention(Attention):
    """Scaled dot product of query and projected state (Luong et al. 2015, sec. 3.1; scaled)."""

    def __init__(self, *, query_size: int, memory_size: int) -> None:
        super().__init__(query_size=query_size, memory_size=memory_size)
        # A dot product needs equal widths; a projection of the states is free when they differ.
        self.project = (
            nn.Identity()
            if query_size == memory_size
            else nn.Linear(memory_size, query_size, bias=False)
        )

    def keys(
        self, states: Float[Tensor, "batch source memory"]
    ) -> Float[Tensor, "batch source key"]:
        """Bring the states to the width of the query."""
        projected: Tensor = self.project(states)
        return projected

    def scores(
        self, query: Float[Tensor, "batch target hidden"], keys: Float[Tensor, "batch source key"]
    ) -> Float[Tensor, "batch target source"]:
        """Scaled inner products (Vaswani et al. 2017, eq. 1)."""
        return query @ keys.to(query.dtype).transpose(1, 2) / math.sqrt(self.query_size)


@ATTENTIONS.register("general")
class GeneralAttention(Attention):
    """Bilinear form of query and state (Luong et al. 2015, sec. 3.1, "general")."""

    def __init__(self, *, query_size: int, memory_size: int) -> None:
        super().__init__(query_size=query_size, memory_size=memory_size)
        self.project = nn.Linear(memory_size, query_size, bias=False)

    def keys(
        self, states: Float[Tensor, "batch source memory"]
    ) -> Float[Tensor, "batch source key"]:
        """Fold the bilinear form into the keys."""
        projected: Tensor = self.project(states)
        return projected

    def scores(
        self, query: Float[Tensor, "batch target hidden"], keys: Float[Tensor, "batch source key"]
    ) -> Float[Tensor, "batch target source"]:
        """Inner products of the queries with the projected states."""
        return query @ keys.to(query.dtype).transpose(1, 2)


@ATTENTIONS.register("additive")
class AdditiveAttention(Attention):
    """One hidden layer over query and state (Bahdanau et al. 2015, appendix A.1.2)."""

    def __init__(self, *, query_size: int, memory_size: int) -> None:
        super().__init__(query_size=query_size, memory_size=memory_size)
        width = min(query_size, memory_size)
        self.project_query = nn.Linear(query_size, width)
        self.project_keys = nn.Linear(memory_size, width, bias=False)
        self.combine = nn.Linear(width, 1, bias=False)

    def keys(
        self, states: Float[Tensor, "batch source memory"]
    ) -> Float[Tensor, "batch source key"]:
        """Half of the hidden layer that does not depend on the query."""
        projected: Tensor = self.project_keys(states)
        return projected

    def scores(
        self, query: Float[Tensor, "batch target hidden"], keys: Float[Tensor, "batch source key"]
    ) -> Float[Tensor, "batch target source"]:
        """Compute v . tanh(W q + U k) over all pairs of target and source position."""
        query = self.project_query(query)
        if torch.is_grad_enabled():
            return additive_scores(query, keys, self.combine.weight[0])
        hidden = torch.tanh(query.unsqueeze(2) + keys.unsqueeze(1))
        scores: Tensor = self.combine(hidden)
        return scores.squeeze(-1)


@ATTENTIONS.register("multi_head")
class MultiHeadAttention(Attention):
    """Several scaled dot products over projections of their own (Vaswani et al. 2017, sec. 3.2.2).

    The weights that are returned are the mean over the heads.
    """

    def __init__(self, *, query_size: int, memory_size: int, num_heads: int = 4) -> None:
        super().__init__(query_size=query_size, memory_size=memory_size)
        # heads of the memory's width or, where that has no such parts, a little wider in all
        self.num_heads = num_heads
        self.width = num_heads * math.ceil(memory_size / num_heads)
        self.project_query = nn.Linear(query_size, self.width)
        self.project_states = nn.Linear(memory_size, 2 * self.width)
        self.join = nn.Linear(self.width, memory_size)

    def keys(
        self, states: Float[Tensor, "batch source memory"]
    ) -> Float[Tensor, "batch source key"]:
        """Keys and values of all heads side by side."""
        projected: Tensor = self.project_states(states)
        return projected

    def forward(
        self, query: Float[Tensor, "batch target hidden"], memory: Memory
    ) -> tuple[Float[Tensor, "batch target memory"], Float[Tensor, "batch target source"]]:
        """Attend with all queries at once, each head for itself; weights as their mean."""
        queries = self._heads(self.project_query(query))
        keys, values = (self._heads(part) for part in memory.keys.chunk(2, dim=-1))
        scores = (queries @ keys.transpose(2, 3)).float() / math.sqrt(queries.shape[-1])
        weights = scores.masked_fill(~memory.mask[:, None, None], MASKED).softmax(dim=-1)
        context = (weights.to(values.dtype) @ values).transpose(1, 2)
        return self.join(context.flatten(2)), weights.mean(1)

    def _heads(
        self, rows: Float[Tensor, "batch time width"]
    ) -> Float[Tensor, "batch heads time part"]:
        batch, time, _ = rows.shape
        return rows.view(batch, time, self.num_heads, -1).transpose(1, 2)


@ATTENTIONS.register("none")
class NoAttention(Attention):
    """The same mean of the source at every step: the fixed code of Cho et al. 2014."""

    def scores(
        self, query: Float[Tensor, "batch target hidden"], keys: Float[Tensor, "batch source key"]
    ) -> Float[Tensor, "batch target source"]:
        """Equal scores, so that the weights are uniform over the real tokens."""
        return query.new_zeros(query.shape[0], query.shape[1], keys.shape[1])


def length_mask(lengths: Int[Tensor, " batch"], num_steps: int) -> Bool[Tensor, "batch time"]:
    """True where a position holds a real token."""
    return torch.arange(num_steps, device=lengths.device).unsqueeze(0) < lengths.unsqueeze(1)
