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

from nlpseq.modules.attention import length_mask
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
    """

    def __init__(self, input_size: int, hidden_size: int, cell: str) -> None:
        super().__init__()
        self.layer = CELLS.get(cell)(input_size, hidden_size, batch_first=True)
        self.num_states = num_states(cell)

    def forward(
        self,
        inputs: Float[Tensor, "batch time width"],
        state: Float[Tensor, "batch num_states hidden"] | None = None,
    ) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch num_states hidden"]]:
        """Run over all time steps.

        Args:
            inputs: the whole sequence, or a single step of it.
            state: state before the first step; None = zeros.

        Returns:
            states: hidden state after each step.
            state: state after the last step, padding included.
        """
        if isinstance(self.layer, nn.GRU) and wants_fused(inputs):
            learnt, last = gru_states(
                inputs, None, None if state is None else state[:, 0], [self.layer]
            )
            return learnt, last.unsqueeze(1)
        # torch wants (layers, B, H), one tensor for each of the cell's states
        parts = None if state is None else [p.unsqueeze(0).contiguous() for p in state.unbind(1)]
        if self.num_states == 2:
            states, final = self.layer(inputs, None if parts is None else (parts[0], parts[1]))
        else:
            states, hidden = self.layer(inputs, None if parts is None else parts[0])
            final = (hidden,)
        return states, torch.stack([part.squeeze(0) for part in final], dim=1)


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
    ) -> None:
        super().__init__()
        num_directions = 2 if bidirectional else 1
        self.output_size = hidden_size * num_directions
        widths = [input_size] + [self.output_size] * (num_layers - 1)
        self.forwards = nn.ModuleList(Recurrence(width, hidden_size, cell) for width in widths)
        self.backwards = nn.ModuleList(
            Recurrence(width, hidden_size, cell) for width in widths if bidirectional
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
            return gru_states(inputs, mask, None, layers)[0]
        order = reversing_order(lengths, inputs.shape[1])
        to_the_right, _ = rightwards(inputs)
        to_the_left, _ = leftwards(reorder_time(inputs, order))
        return torch.cat([to_the_right, reorder_time(to_the_left, order)], dim=-1)


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
