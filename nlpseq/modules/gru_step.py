"""Steps of a GRU and their gradient: what the kernels for training are made of.

Features come before sentences, so that each gate lies in one piece. Dimensions: T time, H hidden, B
batch, G = 3 H gates in the order reset, update, new; further axes before them are carried along.
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


class SteppedGRU:
    """A GRU whose inputs come step by step, and what it keeps of the steps: (T, features, B).

    Args:
        inner: recurrent weight (G, H), in the precision of products.
        bias_n: (H,) what is added to the state's part of the new state.
        first: state before the first step (B, H).
        num_steps: T.
        kept: factors (B, H) of the state in the products (dropout); None = all are 1.
    """

    def __init__(
        self, inner: Tensor, bias_n: Tensor, first: Tensor, num_steps: int, kept: Tensor | None
    ) -> None:
        batch, hidden = first.shape
        self.inner = inner
        self.kept = kept if kept is None else kept.T
        self.bias_n = bias_n.float().unsqueeze(1).expand(hidden, batch).contiguous()
        self.gates = self.bias_n.new_empty(num_steps, 3 * hidden, batch)
        self.candidates = self.bias_n.new_empty(num_steps, hidden, batch)
        self.states = self.bias_n.new_empty(num_steps + 1, hidden, batch)
        self.states[0] = first.T

    def advance(self, step: int) -> Float[Tensor, "hidden batch"]:
        """From the gates' inputs, which stand in ``gates``, to the state, for products."""
        before, after = self.states[step], self.states[step + 1]
        recurrent = (self.inner @ self._read(before)).float()
        gates, candidate = self.gates[step], self.candidates[step]
        advance(gates, candidate, before, recurrent, self.bias_n, after)
        return after.to(self.inner.dtype)

    def begin_back(self, by_last: Tensor | None) -> None:
        """Make room for the gradients of all steps.

        Args:
            by_last: gradient by the last state (B, H); None = none.
        """
        self.by_flows = torch.empty_like(self.gates)
        self.by_recurrents = torch.empty_like(self.gates, dtype=self.inner.dtype)
        self.by_state = torch.zeros_like(self.states[0])
        if by_last is not None:
            self.by_state += by_last.T
        self.turned = self.inner.T.contiguous()

    def retreat(self, step: int) -> Float[Tensor, "gates batch"]:
        """From the gradient in ``by_state`` to that by the gates' inputs, for products."""
        gates, state = self.gates[step], self.states[step]
        by_flow, by_recurrent = self.by_flows[step], self.by_recurrents[step]
        retreat(self.by_state, gates, self.candidates[step], state, by_flow, by_recurrent)
        update = gates.chunk(3)[1]
        by_read = self.turned @ by_recurrent
        self.by_state = torch.mul(self.by_state, update).add_(self._read(by_read))
        return by_flow.to(self.inner.dtype)

    def _read(self, states: Tensor) -> Tensor:
        """What products see of states, in their precision."""
        return (states if self.kept is None else states * self.kept).to(self.inner.dtype)

    def by_weights(self) -> tuple[Tensor, Tensor]:
        """Gradients of the recurrent weight and of the bias behind the reset gate."""
        by_bias_n = self.by_recurrents.chunk(3, dim=1)[2].float().sum((0, 2))
        read = self._read(self.states[:-1])
        return weight_gradient(self.by_recurrents, read, self.inner.dtype), by_bias_n


def weight_gradient(
    by_outputs: Float[Tensor, "time outputs batch"],
    inputs: Float[Tensor, "time inputs batch"],
    half: torch.dtype,
) -> Float[Tensor, "outputs inputs"]:
    """Gradient of a weight over all steps and sentences, in one product of a precision."""
    left, right = (part.to(half).transpose(0, 1).flatten(1) for part in (by_outputs, inputs))
    return (left @ right.T).float()
