"""The steps of an input-feeding decoder for training on CPUs, with a gradient of their own.

Autograd through the steps adds to the gradient of every weight at each of them. Here a step of the
backward pass computes only what the step before it waits for; the gradients of weights are one
product each after the loop, and those of the attention come from one call with all its queries.

Dimensions: B batch, T target time, S source time, E embedding, H hidden, M memory width, G = 3 H.
"""

from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.attention import Attention, Memory
from nlpseq.modules.gru_step import SteppedGRU, weight_gradient
from nlpseq.modules.precision import product_dtype

aten = torch.ops.aten


@dataclass(frozen=True, slots=True)
class Fed:
    """What the steps give: features (B, T, E), attention weights (B, T, S), last states (B, H)."""

    features: Tensor
    weights: Tensor
    lower: Tensor
    upper: Tensor


def fed_features(
    inputs: Float[Tensor, "batch target embedding"],
    memory: Memory,
    first: tuple[Tensor, Tensor, Tensor],
    layers: tuple[nn.RNNBase, nn.RNNBase],
    attention: Attention,
    merge: nn.Linear,
    kept: tuple[Tensor | None, Tensor | None] = (None, None),
) -> Fed:
    """All steps of ``decoders.InputFeedingDecoder`` over the target words.

    Args:
        inputs: embedded target words.
        memory: the encoded source.
        first: states of the lower (B, H) and the upper layer (B, H), and the features that are fed
            (B, E), before the first step.
        layers: two of GRU; the lower reads words and fed features side by side.
        attention: asked by the upper layer.
        merge: of the upper state, the context and the word.
        kept: factors (B, H) of the layers' states in their products (dropout); None = all are 1.
    """
    lower, upper = (dict(layer.named_parameters()) for layer in layers)
    width = inputs.shape[2]
    reads_word, reads_fed = torch.split(lower["weight_ih_l0"], width, dim=1)
    of_states, of_word = merge.weight[:, :-width], merge.weight[:, -width:]
    lower_bias, lower_bias_n = _biases(lower)
    upper_bias, upper_bias_n = _biases(upper)
    found = _Steps.apply(  # type: ignore[no-untyped-call]
        # what words give is one product for all steps, which autograd sees to
        F.linear(inputs, reads_word, lower_bias),
        F.linear(inputs, of_word, merge.bias),
        *(memory.states, memory.keys, memory.mask, *first, attention, kept),
        *(reads_fed, lower["weight_hh_l0"], upper["weight_ih_l0"], upper["weight_hh_l0"]),
        *(of_states, lower_bias_n, upper_bias, upper_bias_n, *attention.parameters()),
    )
    return Fed(*found)


def _biases(layer: dict[str, nn.Parameter]) -> tuple[Tensor, Tensor]:
    """Of all gates, and of the new state behind the reset gate."""
    inner = layer["bias_hh_l0"]
    new = inner[-len(inner) // 3 :]
    switches = F.pad(inner[: -len(new)], (0, len(new)))
    return layer["bias_ih_l0"] + switches, new


@dataclass(frozen=True, slots=True, eq=False)
class _Trace:
    """The layers, weights and attention of a loop, and what is kept of its steps.

    Args:
        lower: first layer.
        upper: second layer.
        reads_fed: (G, E) weight of the fed features.
        reads_lower: (G, H) weight of the lower state.
        merge: (E, H + M) weight of upper state and context.
        fed: (T + 1, E, B) features before the first step, and after each.
        read: (T, H + M, B) upper state and context, as ``merge`` reads them.
        asked: each step's query (B, 1, H) and context (B, 1, M), with the way between them.
    """

    lower: SteppedGRU
    upper: SteppedGRU
    reads_fed: Tensor
    reads_lower: Tensor
    merge: Tensor
    fed: Tensor
    read: Tensor
    asked: list[tuple[Tensor, Tensor]]


class _Steps(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        flows: Float[Tensor, "batch target gates"],
        merged: Float[Tensor, "batch target embedding"],
        states: Float[Tensor, "batch source memory"],
        keys: Float[Tensor, "batch source key"],
        mask: Bool[Tensor, "batch source"],
        first_lower: Float[Tensor, "batch hidden"],
        first_upper: Float[Tensor, "batch hidden"],
        first_fed: Float[Tensor, "batch embedding"],
        attention: Attention,
        kept: tuple[Tensor | None, Tensor | None],
        *weights: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        half, num_steps = product_dtype(merged), flows.shape[1]
        reads_fed, inner, reads_lower, upper_inner, merge = (w.to(half) for w in weights[:5])
        bias_n, upper_bias, upper_bias_n = weights[5:8]
        lower = SteppedGRU(inner, bias_n, first_lower, num_steps, kept[0])
        upper = SteppedGRU(upper_inner, upper_bias_n, first_upper, num_steps, kept[1])
        lower.gates.copy_(flows.permute(1, 2, 0))
        upper.gates.copy_(upper_bias.unsqueeze(1).expand_as(upper.gates))
        sums = merged.permute(1, 2, 0).float().contiguous()
        fed = torch.cat([first_fed.T.unsqueeze(0), sums])
        read = torch.empty(num_steps, merge.shape[1], len(flows), dtype=half, device=sums.device)
        trace = _Trace(lower, upper, reads_fed, reads_lower, merge, fed, read, [])
        seen = _run(trace, attention, Memory(states.detach(), keys.detach(), mask))
        ctx.save_for_backward(states, keys, mask)
        ctx.trace, ctx.attention = trace, attention
        ctx.dtypes = [each.dtype for each in (flows, merged, first_lower, first_upper, first_fed)]
        ctx.set_materialize_grads(False)
        ctx.mark_non_differentiable(seen)
        features = fed[1:].permute(2, 0, 1).to(half).contiguous()
        return features, seen, lower.states[-1].T.contiguous(), upper.states[-1].T.contiguous()

    @staticmethod
    def backward(ctx: Any, *grads: Tensor | None) -> tuple[Tensor | None, ...]:
        trace, memory = ctx.trace, Memory(*ctx.saved_tensors)
        lower, upper, half = trace.lower, trace.upper, trace.read.dtype
        lower.begin_back(grads[2])
        upper.begin_back(grads[3])
        by_sums, by_fed, by_contexts = _run_back(trace, grads[0])
        by_inner, by_bias_n = lower.by_weights()
        by_upper_inner, by_upper_bias_n = upper.by_weights()
        by_rows = (
            *(lower.by_flows.permute(2, 0, 1), by_sums.permute(2, 0, 1)),
            *(lower.by_state.T, upper.by_state.T, by_fed.T),
        )
        by_flows, by_merged, *by_first = (
            by.to(dtype) for by, dtype in zip(by_rows, ctx.dtypes, strict=True)
        )
        queries = torch.cat([query.detach() for query, _ in trace.asked], dim=1)
        by_states, by_keys, *by_attention = _by_attention(
            ctx.attention, memory, queries, by_contexts
        )
        return (
            *(by_flows, by_merged, by_states, by_keys, None, *by_first, None, None),
            *(weight_gradient(lower.by_flows, trace.fed[:-1], half), by_inner),
            *(weight_gradient(upper.by_flows, lower.states[1:], half), by_upper_inner),
            *(weight_gradient(by_sums, trace.read, half), by_bias_n),
            *(upper.by_flows.sum((0, 2)), by_upper_bias_n, *by_attention),
        )


def _run(
    trace: _Trace, attention: Attention, memory: Memory
) -> Float[Tensor, "batch target source"]:
    """All steps from first to last; in ``fed`` stands what the words give to each.

    Returns:
        weights of the attention.
    """
    lower, upper, fed, read = trace.lower, trace.upper, trace.fed, trace.read
    hidden, seen = upper.states.shape[1], []
    for step in range(len(read)):
        lower.gates[step] += trace.reads_fed @ fed[step].to(read.dtype)
        upper.gates[step] += trace.reads_lower @ lower.advance(step)
        read[step, :hidden] = upper.advance(step)
        query = read[step, :hidden].T.unsqueeze(1).contiguous().requires_grad_()
        with torch.enable_grad():
            context, weights = attention(query, memory)
        read[step, hidden:] = context.detach()[:, 0].T
        fed[step + 1].add_(trace.merge @ read[step]).tanh_()
        trace.asked.append((query, context))
        seen.append(weights.detach())
    return torch.cat(seen, dim=1)


def _run_back(
    trace: _Trace, by_outputs: Float[Tensor, "batch target embedding"] | None
) -> tuple[Tensor, Tensor, Tensor]:
    """All steps from last to first.

    Returns:
        by_sums: gradient by what goes into the features (T, E, B).
        by_fed: gradient by the first features that are fed (E, B).
        by_contexts: gradient by the contexts (B, T, M).
    """
    lower, upper, fed, read = trace.lower, trace.upper, trace.fed, trace.read
    weights = trace.reads_fed, trace.reads_lower, trace.merge
    to_fed, to_lower, to_read = (weight.T.contiguous() for weight in weights)
    by_features = torch.zeros_like(fed)
    if by_outputs is not None:
        by_features[1:] += by_outputs.permute(1, 2, 0)
    by_sums, by_contexts = torch.empty_like(fed[1:], dtype=read.dtype), []
    for step in range(len(read) - 1, -1, -1):
        by_sums[step] = aten.tanh_backward(by_features[step + 1], fed[step + 1])
        by_upper, by_context = (to_read @ by_sums[step]).tensor_split([upper.states.shape[1]])
        by_contexts.append(by_context.T.unsqueeze(1))
        upper.by_state += by_upper
        query, context = trace.asked[step]
        if context.requires_grad:  # not where the weights are even, whatever is asked
            by_context = by_contexts[-1].to(context.dtype)
            upper.by_state += torch.autograd.grad(context, query, by_context)[0][:, 0].T
        lower.by_state += to_lower @ upper.retreat(step)
        by_features[step] += to_fed @ lower.retreat(step)
    return by_sums, by_features[0], torch.cat(by_contexts[::-1], dim=1)


def _by_attention(
    attention: Attention,
    memory: Memory,
    queries: Float[Tensor, "batch target hidden"],
    by_contexts: Float[Tensor, "batch target memory"],
) -> tuple[Tensor | None, ...]:
    """Gradients by memory, keys and the attention's weights."""
    states, keys = (part.detach().requires_grad_() for part in (memory.states, memory.keys))
    half = queries.dtype
    with torch.enable_grad(), torch.autocast(queries.device.type, half, half != torch.float32):
        context, _ = attention(queries, Memory(states, keys, memory.mask))
    wanted = [states, keys, *attention.parameters()]
    return torch.autograd.grad(context, wanted, by_contexts.to(context.dtype), allow_unused=True)
