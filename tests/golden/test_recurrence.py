"""The recurrent layers against cells written out by hand."""

import numpy as np
import pytest
import torch

from nlpseq.modules.encoder import Recurrence, RecurrentEncoder
from nlpseq.modules.precision import computing

INPUT, HIDDEN = 3, 4
WHOLE = np.ones(HIDDEN)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def numbers(layer: torch.nn.Module) -> tuple[np.ndarray, ...]:
    """W_ih, W_hh, b_ih, b_hh in double precision."""
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    return tuple(layer.get_parameter(name).detach().double().numpy() for name in names)


def rnn_step(
    layer: torch.nn.Module, x: np.ndarray, state: np.ndarray, kept: np.ndarray
) -> np.ndarray:
    """H' = tanh(W x + b + U (k * h) + c) (Elman 1990); k is 1 without dropout."""
    w, u, b, c = numbers(layer)
    return np.tanh(w @ x + b + u @ (kept * state[0]) + c)[None]


def gru_step(
    layer: torch.nn.Module, x: np.ndarray, state: np.ndarray, kept: np.ndarray
) -> np.ndarray:
    """Cho et al. 2014, with the reset gate behind the matrix, as cuDNN has it.

    g = k * h, r = s(W_r x + U_r g), z = s(W_z x + U_z g), n = tanh(W_n x + r * (U_n g)),
    h' = (1 - z) * n + z * h
    """
    w, u, b, c = numbers(layer)
    of_x, of_h = w @ x + b, u @ (kept * state[0]) + c
    (x_r, x_z, x_n), (h_r, h_z, h_n) = np.split(of_x, 3), np.split(of_h, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    return ((1 - z) * n + z * state[0])[None]


def lstm_step(
    layer: torch.nn.Module, x: np.ndarray, state: np.ndarray, kept: np.ndarray
) -> np.ndarray:
    """Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000.

    i, f, o = s(W x + U (k * h)), g = tanh(W_g x + U_g (k * h)), c' = f * c + i * g,
    h' = o * tanh(c')
    """
    w, u, b, c = numbers(layer)
    i, f, g, o = np.split(w @ x + b + u @ (kept * state[0]) + c, 4)
    memory = sigmoid(f) * state[1] + sigmoid(i) * np.tanh(g)
    return np.stack([sigmoid(o) * np.tanh(memory), memory])


STEPS = {"rnn": rnn_step, "gru": gru_step, "lstm": lstm_step}


def by_hand(
    cell: str,
    module: Recurrence,
    inputs: np.ndarray,
    state: np.ndarray,
    kept: np.ndarray = WHOLE,
) -> np.ndarray:
    """States (T, N, H) after each step of one sentence."""
    states = []
    for x in inputs:
        state = STEPS[cell](module.layer, x, state, kept)
        states.append(state)
    return np.stack(states)


@pytest.mark.parametrize("cell", STEPS)
@pytest.mark.parametrize("with_state", [False, True])
def test_a_layer_equals_the_cell_by_hand(cell: str, with_state: bool) -> None:
    torch.manual_seed(5)
    module = Recurrence(INPUT, HIDDEN, cell)
    inputs = torch.randn(2, 6, INPUT)
    state = torch.randn(2, module.num_states, HIDDEN)
    states, final = module(inputs, state if with_state else None)
    for row in range(2):
        first = state[row].double().numpy() * (1.0 if with_state else 0.0)
        expected = by_hand(cell, module, inputs[row].double().numpy(), first)
        np.testing.assert_allclose(states[row].detach(), expected[:, 0], atol=1e-6)
        np.testing.assert_allclose(final[row].detach(), expected[-1], atol=1e-6)


@pytest.mark.parametrize("kernel", ["torch", "fused"])
@pytest.mark.parametrize("cell", STEPS)
def test_dropout_hides_the_same_of_the_state_at_every_step(cell: str, kernel: str) -> None:
    torch.manual_seed(5)
    module = Recurrence(INPUT, HIDDEN, cell, 0.5)
    inputs, state = torch.randn(2, 6, INPUT), torch.randn(2, module.num_states, HIDDEN)
    kept = module.draw(inputs)
    assert sorted(set(kept.flatten().tolist())) == [0.0, 2.0]
    with computing("cpu", "fp32", kernel):
        states, final = module(inputs, state, kept)
    for row in range(2):
        first, factors = state[row].double().numpy(), kept[row].double().numpy()
        expected = by_hand(cell, module, inputs[row].double().numpy(), first, factors)
        np.testing.assert_allclose(states[row].detach(), expected[:, 0], atol=1e-6)
        np.testing.assert_allclose(final[row].detach(), expected[-1], atol=1e-6)
    assert module.eval().draw(inputs) is None


@pytest.mark.parametrize("cell", STEPS)
def test_one_step_at_a_time_is_the_whole_sequence(cell: str) -> None:
    torch.manual_seed(6)
    module = Recurrence(INPUT, HIDDEN, cell)
    inputs = torch.randn(3, 5, INPUT)
    whole, final = module(inputs)
    state = None
    for step in range(5):
        outputs, state = module(inputs[:, step : step + 1], state)
        torch.testing.assert_close(outputs[:, 0], whole[:, step], atol=1e-6, rtol=1e-6)
    torch.testing.assert_close(state, final, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("cell", STEPS)
def test_the_right_to_left_layer_reads_each_sentence_backwards(cell: str) -> None:
    torch.manual_seed(7)
    encoder = RecurrentEncoder(
        input_size=INPUT,
        hidden_size=HIDDEN,
        num_layers=1,
        cell=cell,
        bidirectional=True,
        between=torch.nn.Identity(),
    )
    lengths = [2, 5, 1]
    inputs = torch.randn(3, 5, INPUT)
    states = encoder(inputs, torch.tensor(lengths)).detach()
    zero = np.zeros((encoder.forwards[0].num_states, HIDDEN))
    for row, length in enumerate(lengths):
        sentence = inputs[row, :length].double().numpy()
        right = by_hand(cell, encoder.forwards[0], sentence, zero)[:, 0]
        left = by_hand(cell, encoder.backwards[0], sentence[::-1], zero)[::-1, 0]
        np.testing.assert_allclose(states[row, :length], np.hstack([right, left]), atol=1e-6)
