"""Recurrent layers over padded sentences: rnn, lstm and gru, in one or two directions.

Sentences stay padded, not packed: a packed sequence trains up to twice as slowly, because the
backward pass of its narrow views writes a full-size tensor a time step. The right-to-left layer
therefore reads each sentence reversed within its own length, and padding comes last for both.

Dimensions: B batch, T time, E input width, H hidden width.
"""

from collections.abc import Callable

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.attention import length_mask
from nlpseq.modules.dropout import RecurrentDropout
from nlpseq.modules.gru import gru_states
from nlpseq.modules.precision import wants_fused
from nlpseq.registry import Registry

CELLS: Registry[Callable[..., nn.RNNBase]] = Registry("cell")
CELLS.register("rnn")(nn.RNN)
CELLS.register("lstm")(nn.LSTM)
CELLS.register("gru")(nn.GRU)


class Recurrence(nn.Module):
    """One recurrent layer, left to right, with the same interface for every cell.

    Equations: Elman 1990 (rnn, tanh), Hochreiter and Schmidhuber 1997 (lstm), Cho et al. 2014
    (gru). The state is one tensor (B, N, H): N = 2 for lstm (hidden and memory cell), else 1.

    Args:
        input_size: width of the inputs.
        hidden_size: width of the states.
        cell: rnn, lstm or gru.
        dropout_rate: variational dropout on the state where it enters the recurrent products.
    """

    def __init__(
        self, input_size: int, hidden_size: int, cell: str, dropout_rate: float = 0.0
    ) -> None:
        super().__init__()
        self.layer = CELLS.get(cell)(input_size, hidden_size, batch_first=True)
        self.num_states = num_states(cell)
        self.dropout = RecurrentDropout(dropout_rate)

    def forward(
        self,
        inputs: Float[Tensor, "batch time width"],
        state: Float[Tensor, "batch num_states hidden"] | None = None,
        kept: Float[Tensor, "batch hidden"] | None = None,
    ) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch num_states hidden"]]:
        """Run over all time steps.

        Args:
            inputs: the whole sequence, or a single step of it.
            state: state before the first step; None = zeros.
            kept: of ``draw``, where the steps of a sequence come one by one; None = drawn here.

        Returns:
            states: hidden state after each step.
            state: state after the last step, padding included.
        """
        kept = self.draw(inputs) if kept is None else kept
        if self.is_fused(inputs):
            first = None if state is None else state[:, 0]
            factors = None if kept is None else kept.unsqueeze(1)
            learnt, last = gru_states(inputs, None, first, [self.layer], factors)
            return learnt, last.unsqueeze(1)
        if kept is not None:
            return self._run_dropped(inputs, state, kept)
        return self._run(inputs, state)

    def is_fused(self, inputs: Float[Tensor, "batch time width"]) -> bool:
        """Whether these sequences are learnt from by a kernel of our own."""
        return isinstance(self.layer, nn.GRU) and wants_fused(inputs)

    def draw(
        self, inputs: Float[Tensor, "batch time width"]
    ) -> Float[Tensor, "batch hidden"] | None:
        """What the products see of the states of these sequences; None = all of them."""
        kept: Tensor | None = self.dropout(inputs, self.layer.hidden_size)
        return kept

    def _run(
        self, inputs: Float[Tensor, "batch time width"], state: Tensor | None
    ) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch num_states hidden"]]:
        # torch wants (layers, B, H), one tensor for each of the cell's states
        parts = None if state is None else [p.unsqueeze(0).contiguous() for p in state.unbind(1)]
        if self.num_states == 2:
            states, final = self.layer(inputs, None if parts is None else (parts[0], parts[1]))
        else:
            states, hidden = self.layer(inputs, None if parts is None else parts[0])
            final = (hidden,)
        return states, torch.stack([part.squeeze(0) for part in final], dim=1)

    def _run_dropped(
        self,
        inputs: Float[Tensor, "batch time width"],
        state: Tensor | None,
        kept: Float[Tensor, "batch hidden"],
    ) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch num_states hidden"]]:
        """Step by step, since torch's layers take no mask."""
        if state is None:
            state = inputs.new_zeros(len(inputs), self.num_states, kept.shape[1])
        if isinstance(self.layer, nn.GRU):
            return _gru_steps(self.layer, inputs, state, kept)
        steps = []
        for step in torch.split(inputs, 1, dim=1):
            hidden, *memory = state.unbind(1)
            states, state = self._run(step, torch.stack([hidden * kept, *memory], dim=1))
            steps.append(states)
        return torch.cat(steps, dim=1), state


def _gru_steps(
    layer: nn.GRU,
    inputs: Float[Tensor, "batch time width"],
    state: Float[Tensor, "batch one hidden"],
    kept: Float[Tensor, "batch hidden"],
) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch one hidden"]]:
    """A GRU whose products see the dropped state, and whose update gate hands on the whole one."""
    outer, inner, outer_bias, inner_bias = (
        layer.get_parameter(f"{kind}_l0")
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    hidden, steps = state[:, 0], []
    for flow in F.linear(inputs, outer, outer_bias).unbind(1):
        of_input = flow.chunk(3, dim=1)
        of_state = F.linear(hidden * kept, inner, inner_bias).chunk(3, dim=1)
        reset, update = (torch.sigmoid(of_input[i] + of_state[i]) for i in range(2))
        new = torch.tanh(of_input[2] + reset * of_state[2])
        hidden = new + update * (hidden - new)
        steps.append(hidden)
    return torch.stack(steps, dim=1), hidden.unsqueeze(1)


class RecurrentEncoder(nn.Module):
    """Stacked recurrent layers whose directions are joined after every layer.

    A layer over joined directions can weigh left and right evidence together, which two separate
    stacks cannot (Schuster and Paliwal 1997; Graves et al. 2013, sec. 3).

    Args:
        input_size: width of the inputs.
        hidden_size: width of one direction.
        num_layers: layers, each of one or two directions.
        cell: rnn, lstm or gru.
        bidirectional: add a right-to-left layer beside every left-to-right one.
        between: module applied after every layer (dropout).
        residual: add a layer's input to its output, from the second layer on (He et al. 2016).
        layer_norm: normalise the states of every layer (Ba et al. 2016).
        recurrent_dropout_rate: variational dropout inside the recurrence of every layer.
    """

    def __init__(
        self,
        *,
        input_size: int,
        hidden_size: int,
        num_layers: int,
        cell: str,
        bidirectional: bool,
        between: nn.Module,
        residual: bool = False,
        layer_norm: bool = False,
        recurrent_dropout_rate: float = 0.0,
    ) -> None:
        super().__init__()
        num_directions = 2 if bidirectional else 1
        self.output_size = hidden_size * num_directions
        widths = [input_size] + [self.output_size] * (num_layers - 1)
        rate = recurrent_dropout_rate
        self.forwards = nn.ModuleList(
            Recurrence(width, hidden_size, cell, rate) for width in widths
        )
        self.backwards = nn.ModuleList(
            Recurrence(width, hidden_size, cell, rate) for width in widths if bidirectional
        )
        self.between = between
        self.residual = residual
        self.norms = nn.ModuleList(
            nn.LayerNorm(self.output_size) if layer_norm else nn.Identity() for _ in widths
        )

    def forward(
        self, inputs: Float[Tensor, "batch time width"], lengths: Int[Tensor, " batch"]
    ) -> Float[Tensor, "batch time hidden"]:
        """Encode a padded batch.

        Args:
            inputs: word vectors.
            lengths: true lengths; what stands behind them changes no state before them.

        Returns:
            states: both directions side by side, arbitrary on padding.
        """
        states = inputs
        for level in range(len(self.forwards)):
            outputs = self.between(self._directions(level, states, lengths))
            states = self.norms[level](outputs + states if self.residual and level else outputs)
        return states

    def _directions(
        self, level: int, inputs: Float[Tensor, "batch time width"], lengths: Int[Tensor, " batch"]
    ) -> Float[Tensor, "batch time hidden"]:
        """One layer, its directions side by side."""
        rightwards = self.forwards[level]
        if not self.backwards:
            states, _ = rightwards(inputs)
            return states
        leftwards = self.backwards[level]
        if isinstance(rightwards.layer, nn.GRU) and wants_fused(inputs):
            mask = length_mask(lengths, inputs.shape[1])
            layers = [each.get_submodule("layer") for each in (rightwards, leftwards)]
            return gru_states(inputs, mask, None, layers, self._draw(level, inputs))[0]
        order = reversing_order(lengths, inputs.shape[1])
        to_the_right, _ = rightwards(inputs)
        to_the_left, _ = leftwards(reorder_time(inputs, order))
        return torch.cat([to_the_right, reorder_time(to_the_left, order)], dim=-1)

    def _draw(
        self, level: int, inputs: Float[Tensor, "batch time width"]
    ) -> Float[Tensor, "batch directions hidden"] | None:
        """What both directions of a layer see of their states; None = all of them."""
        layers = (self.forwards[level], self.backwards[level])
        drawn = [layer.draw(inputs) for layer in layers if isinstance(layer, Recurrence)]
        kept = [each for each in drawn if each is not None]
        return torch.stack(kept, dim=1) if kept else None


def num_states(cell: str) -> int:
    """Tensors in the state of a cell: hidden and memory cell of lstm, else one."""
    return 2 if cell == "lstm" else 1


def reversing_order(lengths: Int[Tensor, " batch"], num_steps: int) -> Int[Tensor, "batch time"]:
    """Time indices that reverse each sentence within its length and leave padding in place."""
    steps = torch.arange(num_steps, device=lengths.device).unsqueeze(0)
    ends = lengths.unsqueeze(1)
    return torch.where(steps < ends, ends - 1 - steps, steps)


def reorder_time(
    states: Float[Tensor, "batch time width"], order: Int[Tensor, "batch time"]
) -> Float[Tensor, "batch time width"]:
    """Pick each sentence's time steps in its own order."""
    return states.gather(1, order.unsqueeze(-1).expand_as(states))
