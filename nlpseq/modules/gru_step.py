"""One step of a GRU and its gradient, in place: what the kernels for training are made of.

Features come before sentences, so that each gate lies in one piece. Dimensions: H hidden, B batch,
G = 3 H gates in the order reset, update, new; further axes before them are carried along.
"""

import torch
from jaxtyping import Float
from torch import Tensor

aten = torch.ops.aten


def advance(
    gates: Float[Tensor, "*more gates batch"],
    candidate: Float[Tensor, "*more hidden batch"],
    state: Float[Tensor, "*more hidden batch"],
    recurrent: Float[Tensor, "*more gates batch"],
    bias_n: Float[Tensor, "*more hidden batch"],
    after: Float[Tensor, "*more hidden batch"],
) -> None:
    """Go a step on (Cho et al. 2014, in the variant of ``nn.GRU``).

    Args:
        gates: the inputs' part of the gates; becomes reset, update and new state.
        candidate: becomes the state's part of the new state, before the reset gate.
        state: before the step.
        recurrent: the state's part of the gates, without bias.
        bias_n: what is added to that of the new state.
        after: becomes the state after the step.
    """
    switches, hidden = gates.narrow(-2, 0, 2 * state.shape[-2]), state.shape[-2]
    switches.add_(recurrent.narrow(-2, 0, 2 * hidden)).sigmoid_()
    reset, update, new = gates.chunk(3, dim=-2)
    torch.add(recurrent.narrow(-2, 2 * hidden, hidden), bias_n, out=candidate)
    new.addcmul_(reset, candidate).tanh_()
    torch.lerp(new, state, update, out=after)


def retreat(
    by_after: Float[Tensor, "*more hidden batch"],
    gates: Float[Tensor, "*more gates batch"],
    candidate: Float[Tensor, "*more hidden batch"],
    state: Float[Tensor, "*more hidden batch"],
    by_flow: Float[Tensor, "*more gates batch"],
    by_recurrent: Float[Tensor, "*more gates batch"],
) -> None:
    """Go a step back, but for what comes to the state through the product and the update gate.

    Args:
        by_after: gradient by the state after the step.
        gates: of ``advance``.
        candidate: of ``advance``.
        state: before the step.
        by_flow: becomes the gradient by the inputs' part of the gates.
        by_recurrent: becomes the gradient by the state's part of the gates.
    """
    reset, update, new = gates.chunk(3, dim=-2)
    by_reset, by_update, by_new = by_flow.chunk(3, dim=-2)
    by_kept = torch.sub(state, new).mul_(by_after)
    aten.sigmoid_backward(by_kept, update, grad_input=by_update)
    aten.tanh_backward(by_after, new, grad_input=by_new)
    by_new.addcmul_(by_new, update, value=-1.0)
    aten.sigmoid_backward(by_new * candidate, reset, grad_input=by_reset)
    by_recurrent.copy_(by_flow)
    # the inputs' part of the new state does not pass the reset gate
    by_recurrent.narrow(-2, 2 * state.shape[-2], state.shape[-2]).copy_(by_new * reset)
