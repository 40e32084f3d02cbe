"""A GRU layer for training on CPUs: one or two directions in one loop over time.

Autograd through ``nn.GRU`` adds to the gradient of the recurrent weights at every step. Here a
step of the backward pass computes only what the step before it waits for; the gradients of
weights and inputs are one product each after the loop. Matrices are multiplied in autocast's
precision; gates and states stay in single precision.

Dimensions: B batch, T time, I input width, H hidden width, D directions, G = 3 H gates.
"""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.gru_step import advance, retreat
from nlpseq.modules.precision import product_dtype

# Input of the update gate where a state is to be kept: its sigmoid is exactly 1.
KEEP = 1e4


def gru_states(
    inputs: Float[Tensor, "batch time width"],
    mask: Bool[Tensor, "batch time"] | None,
    state: Float[Tensor, "batch hidden"] | None,
    layers: Sequence[nn.Module],
    kept: Float[Tensor, "batch directions hidden"] | None = None,
) -> tuple[Float[Tensor, "batch time states"], Float[Tensor, "batch hidden"]]:
    """States of a layer after every step (Cho et al. 2014, in the variant of ``nn.GRU``).

    Args:
        inputs: the whole sequences.
        mask: True = real token; states pass padding unchanged. None = all are real.
        state: of the left-to-right direction before the first step; None = zeros.
        layers: weights of the left-to-right direction, or of both.
        kept: factors of the states where they meet the weights (dropout); None = all are 1.

    Returns:
        states: of all directions side by side, in the precision of matrix products.
        state: the left-to-right direction's last.
    """
    weights = [
        layer.get_parameter(f"{kind}_l0")
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        for layer in layers
    ]
    states, final = _GRU.apply(inputs, mask, state, kept, *weights)  # type: ignore[no-untyped-call]
    return states, final


class _GRU(torch.autograd.Function):
    """Features come first and sentences last, so that each gate of a step lies in one piece.

    What is kept of all steps is (T, D, features, B), in each direction's own order of time.
    """

    @staticmethod
    def forward(
        ctx: Any,
        inputs: Float[Tensor, "batch time width"],
        mask: Bool[Tensor, "batch time"] | None,
        state: Float[Tensor, "batch hidden"] | None,
        kept: Float[Tensor, "batch directions hidden"] | None,
        *weights: Tensor,
    ) -> tuple[Float[Tensor, "batch time states"], Float[Tensor, "batch hidden"]]:
        dtype = product_dtype(inputs)
        outer, inner, bias, bias_n = _packed(weights, dtype)
        rows = inputs.transpose(0, 1).to(dtype).contiguous()
        flows = F.linear(rows, outer, bias)
        if mask is not None:
            _keep_on_padding(flows, mask, inner.shape[2])
        flows = flows.transpose(1, 2).contiguous().view(len(flows), len(inner), -1, len(inputs))
        if kept is not None:
            kept = kept.permute(1, 2, 0).to(dtype).contiguous()
        trace = _run(flows, inner, bias_n, state, kept)
        ctx.save_for_backward(rows, outer, inner, kept, *trace)
        ctx.set_materialize_grads(False)
        ctx.dtypes = inputs.dtype, weights[0].dtype
        _, _, states, halves = trace
        return _from_steps(halves[1:]), states[-1, 0].T.contiguous()

    @staticmethod
    def backward(ctx: Any, *grads: Tensor | None) -> tuple[Tensor | None, ...]:
        rows, outer, inner, kept, gates, candidates, states, halves = ctx.saved_tensors
        input_dtype, dtype = ctx.dtypes
        by_gates, by_flows, by_state = _run_back(
            grads[0], grads[1], inner, gates, candidates, states, kept
        )
        flat = _in_a_row(by_gates)
        read = halves[:-1] if kept is None else halves[:-1] * kept
        by_inner = torch.bmm(flat, _in_a_row(read).transpose(1, 2)).to(dtype)
        by_inner_bias = flat.sum(2).to(dtype)
        by_flows = by_flows.flatten(1, 2)
        by_inputs = by_flows.transpose(1, 2).contiguous() @ outer
        flat = by_flows.transpose(0, 1).flatten(1)
        by_outer = (flat @ rows.flatten(0, 1)).to(dtype)
        by_bias = flat.sum(1).to(dtype)
        count = len(inner)
        return (
            by_inputs.transpose(0, 1).to(input_dtype),
            None,
            by_state[0].T if ctx.needs_input_grad[2] else None,
            None,
            *by_outer.chunk(count),
            *by_inner.unbind(),
            *by_bias.chunk(count),
            *by_inner_bias.unbind(),
        )


def _packed(
    weights: Sequence[Tensor], dtype: torch.dtype
) -> tuple[
    Float[Tensor, "directed_gates width"],
    Float[Tensor, "directions gates hidden"],
    Float[Tensor, " directed_gates"],
    Float[Tensor, "directions hidden 1"],
]:
    """Weights of inputs and of states, and biases, of all directions.

    Both biases of a gate are one, but for the new state's: the reset gate stands between them.
    """
    count = len(weights) // 4
    outer, inner, outer_bias, inner_bias = (
        weights[start : start + count] for start in range(0, len(weights), count)
    )
    width, hidden = inner[0].shape
    outer_rows = outer[0].new_empty(count * width, outer[0].shape[1], dtype=dtype)
    for rows, weight in zip(outer_rows.chunk(count), outer, strict=True):
        rows.copy_(weight)
    bias = torch.stack([*inner_bias])
    bias_n = bias[:, 2 * hidden :, None].clone()
    bias[:, 2 * hidden :] = 0.0
    bias = (bias + torch.stack([*outer_bias])).flatten().to(dtype)
    return outer_rows, torch.stack([weight.to(dtype) for weight in inner]), bias, bias_n


def _keep_on_padding(
    flows: Float[Tensor, "time batch directed_gates"], mask: Bool[Tensor, "batch time"], hidden: int
) -> None:
    """Make the update gate hand states on unchanged where there is no token."""
    padding = (~mask.T).flatten().nonzero().squeeze(1)
    updates = flows.view(mask.numel(), -1, 3, hidden)[:, :, 1]
    updates.index_fill_(0, padding, KEEP)


def _run(
    flows: Float[Tensor, "time directions gates batch"],
    inner: Float[Tensor, "directions gates hidden"],
    bias_n: Float[Tensor, "directions hidden 1"],
    state: Float[Tensor, "batch hidden"] | None,
    kept: Float[Tensor, "directions hidden batch"] | None,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """All steps from first to last.

    Returns:
        gates: reset, update and new state of each step.
        candidates: the states' part of each new state, before the reset gate.
        states: before the first step, and after each.
        halves: the states in the precision of products.
    """
    (num_steps, count, width, size), hidden = flows.shape, inner.shape[2]
    gates = bias_n.new_empty(num_steps, count, width, size)
    candidates = bias_n.new_empty(num_steps, count, hidden, size)
    states = bias_n.new_empty(num_steps + 1, count, hidden, size)
    states[0] = 0.0 if state is None else state.T
    halves = torch.empty_like(states, dtype=inner.dtype)
    halves[0] = states[0]
    product = inner.new_empty(count, width, size)
    recurrent = torch.empty_like(gates[0])
    bias_n = bias_n.expand_as(states[0]).contiguous()
    right, *left = flows.unbind(1)
    reverse = range(num_steps - 1, -1, -1)
    for step, back in enumerate(reverse):
        read = halves[step] if kept is None else halves[step] * kept
        torch.bmm(inner, read, out=product)
        recurrent.copy_(product)
        gates[step, 0] = right[step]
        if left:
            gates[step, 1] = left[0][back]
        after = states[step + 1]
        advance(gates[step], candidates[step], states[step], recurrent, bias_n, after)
        halves[step + 1] = after
    return gates, candidates, states, halves


def _run_back(
    by_outputs: Float[Tensor, "batch time states"] | None,
    by_final: Float[Tensor, "batch hidden"] | None,
    inner: Float[Tensor, "directions gates hidden"],
    gates: Tensor,
    candidates: Tensor,
    states: Tensor,
    kept: Float[Tensor, "directions hidden batch"] | None,
) -> tuple[Tensor, Tensor, Tensor]:
    """All steps from last to first.

    Returns:
        by_gates: gradient by the states' part of the gates at each step.
        by_flows: gradient by the inputs' part of the gates, in the order of the text.
        by_state: gradient by the first states.
    """
    num_steps, count = candidates.shape[:2]
    by_gates = torch.empty_like(gates, dtype=inner.dtype)
    by_flows = torch.empty_like(by_gates)
    by_states = None if by_outputs is None else _to_steps(by_outputs, count)
    by_state = torch.zeros_like(states[0])
    if by_final is not None:
        by_state[0] += by_final.T
    if by_states is not None:
        by_state += by_states[-1]
    turned = inner.transpose(1, 2).contiguous()
    product = torch.empty_like(by_state, dtype=inner.dtype)
    now = torch.empty_like(gates[0])
    updates = gates.chunk(3, dim=2)[1]
    for step in range(num_steps - 1, -1, -1):
        update = updates[step]
        retreat(by_state, gates[step], candidates[step], states[step], now, by_gates[step])
        by_flows[step, 0] = now[0]
        if count == 2:
            by_flows[-1 - step, 1] = now[1]
        torch.bmm(turned, by_gates[step], out=product)
        if kept is not None:
            product.mul_(kept)
        if step and by_states is not None:
            by_state = torch.addcmul(by_states[step - 1], by_state, update).add_(product)
        else:
            by_state = torch.mul(by_state, update).add_(product)
    return by_gates, by_flows, by_state


def _in_a_row(
    steps: Float[Tensor, "time directions features batch"],
) -> Float[Tensor, "directions features tokens"]:
    """All tokens behind each other."""
    return steps.permute(1, 2, 0, 3).flatten(2)


def _from_steps(
    steps: Float[Tensor, "time directions features batch"],
) -> Float[Tensor, "batch time states"]:
    """Directions side by side, in the order of the text."""
    right, *left = steps.unbind(1)
    ordered = torch.cat([right, *(part.flip(0) for part in left)], dim=1) if left else right
    return ordered.permute(2, 0, 1).contiguous()


def _to_steps(
    states: Float[Tensor, "batch time states"], count: int
) -> Float[Tensor, "time directions features batch"]:
    """The inverse of ``_from_steps``."""
    size, num_steps, _ = states.shape
    steps = states.permute(1, 2, 0).contiguous().view(num_steps, count, -1, size)
    if count == 2:
        steps[:, 1] = steps[:, 1].flip(0)
    return steps
