"""Additive attention scores for training, block by block.

Dimensions: B batch, T target time, S source time, K key width.
"""

from collections.abc import Iterator
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

# Numbers of the hidden layer that exist at one time on a CPU: they fit the second-level cache.
BLOCK_SIZE = 2**18


def additive_scores(
    query: Float[Tensor, "batch target key"],
    keys: Float[Tensor, "batch source key"],
    vector: Float[Tensor, " key"],
) -> Float[Tensor, "batch target source"]:
    """Compute v . tanh(q + k) for all pairs of target and source position."""
    scores: Tensor = _AdditiveScores.apply(  # type: ignore[no-untyped-call]
        query, keys, vector
    )
    return scores


class _AdditiveScores(torch.autograd.Function):
    """v . tanh(q + k) for all pairs, without a tensor of all hidden layers (B, T, S, K).

    A few sentences at a time, so that what is computed stays in the cache; the backward pass
    computes it again, which costs less than to read it from memory.
    """

    @staticmethod
    def forward(
        ctx: Any,
        query: Float[Tensor, "batch target key"],
        keys: Float[Tensor, "batch source key"],
        vector: Float[Tensor, " key"],
    ) -> Float[Tensor, "batch target source"]:
        ctx.save_for_backward(query, keys, vector)
        with torch.autocast(query.device.type, enabled=False):
            scores = [hidden @ vector for _, hidden in _hidden_blocks(query, keys)]
        return torch.cat(scores)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        query, keys, vector = ctx.saved_tensors
        by_query, by_keys, by_vector = [], [], torch.zeros_like(vector)
        for rows, hidden in _hidden_blocks(query, keys):
            grad = grads[0][rows].float()
            by_vector += grad.flatten() @ hidden.flatten(0, 2)
            # tanh' = 1 - tanh^2, the 1 of it outside the sums over pairs
            squares = hidden.square_()
            of_query = torch.bmm(grad.flatten(0, 1).unsqueeze(1), squares.flatten(0, 1))
            by_query.append(grad.sum(2, keepdim=True) - of_query.view_as(query[rows]))
            if not ctx.needs_input_grad[1]:
                continue  # steps of a decoder ask with keys that wait for all of them
            of_keys = squares.mul_(grad.unsqueeze(-1)).sum(1)
            by_keys.append(grad.sum(1).unsqueeze(-1) - of_keys)
        return (
            torch.cat(by_query).mul_(vector).to(query.dtype),
            torch.cat(by_keys).mul_(vector).to(keys.dtype) if by_keys else None,
            by_vector,
        )


def _hidden_blocks(
    query: Float[Tensor, "batch target key"], keys: Float[Tensor, "batch source key"]
) -> Iterator[tuple[slice, Float[Tensor, "rows target source key"]]]:
    """Tanh(q + k) of a few sentences after another, each in the place of the one before."""
    (size, num_queries, width), num_keys = query.shape, keys.shape[1]
    on_cpu = query.device.type == "cpu"
    num_rows = max(1, BLOCK_SIZE // max(1, num_queries * num_keys * width)) if on_cpu else size
    memory = query.new_empty(num_rows, num_queries, num_keys, width, dtype=torch.float32)
    for start in range(0, size, num_rows):
        rows = slice(start, min(start + num_rows, size))
        hidden = memory[: rows.stop - start]
        torch.add(query[rows].float().unsqueeze(2), keys[rows].float().unsqueeze(1), out=hidden)
        yield rows, hidden.tanh_()
