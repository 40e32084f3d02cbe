"""The fused kernel against ``nn.GRU``: the same states and gradients, and no worse ones in bf16."""

import pytest
import torch
from torch import Tensor

from nlpseq.modules.attention import length_mask
from nlpseq.modules.encoder import Recurrence, RecurrentEncoder
from nlpseq.modules.precision import computing, wants_fused

LENGTHS = torch.tensor([4, 9, 1, 7])
WIDTH, HIDDEN = 12, 16


def errors(found: list[Tensor], true: list[Tensor]) -> list[float]:
    """Relative error of each tensor."""
    pairs = zip(found, true, strict=True)
    return [float((a.detach().float() - b).norm() / b.norm()) for a, b in pairs]


def encoded(
    kernel: str, precision: str, num_layers: int, bidirectional: bool, dropout_rate: float = 0.0
) -> list[Tensor]:
    """States of an encoder on real tokens, and gradients by inputs and weights."""
    torch.manual_seed(5)
    encoder = RecurrentEncoder(
        input_size=WIDTH,
        hidden_size=HIDDEN,
        num_layers=num_layers,
        cell="gru",
        bidirectional=bidirectional,
        between=torch.nn.Identity(),
        recurrent_dropout_rate=dropout_rate,
    )
    inputs = torch.randn(len(LENGTHS), int(LENGTHS.max()), WIDTH, requires_grad=True)
    mask = length_mask(LENGTHS, inputs.shape[1])
    weights = torch.randn(int(mask.sum()), encoder.output_size)
    with computing("cpu", precision, kernel):
        assert wants_fused(inputs) == (kernel == "fused")
        states = encoder(inputs, LENGTHS)[mask]
    loss = (states.float() * weights).sum()
    return [states.detach(), *torch.autograd.grad(loss, [inputs, *encoder.parameters()])]


def carried(kernel: str, precision: str) -> list[Tensor]:
    """States and last state of a layer with a first state, and gradients through both."""
    torch.manual_seed(6)
    layer = Recurrence(WIDTH, HIDDEN, "gru")
    inputs = torch.randn(3, 8, WIDTH, requires_grad=True)
    first = torch.randn(3, 1, HIDDEN, requires_grad=True)
    with computing("cpu", precision, kernel):
        states, last = layer(inputs, first)
    loss = states.float().square().sum() + 3 * last.float().sum()
    gradients = torch.autograd.grad(loss, [inputs, first, *layer.parameters()])
    return [states.detach(), last.detach(), *gradients]


@pytest.mark.parametrize("dropout_rate", [0.0, 0.4])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("num_layers", [1, 2])
def test_an_encoder_learns_the_same_by_either_kernel(
    num_layers: int, bidirectional: bool, dropout_rate: float
) -> None:
    shape = num_layers, bidirectional, dropout_rate
    true = encoded("torch", "fp32", *shape)
    assert max(errors(encoded("fused", "fp32", *shape), true)) < 1e-5
    ours = errors(encoded("fused", "bf16", *shape), true)
    autocast = errors(encoded("torch", "bf16", *shape), true)
    assert sum(ours) <= sum(autocast), (ours, autocast)


def test_dropout_inside_the_recurrence_changes_what_is_learnt() -> None:
    plain, dropped = (encoded("fused", "fp32", 1, True, rate) for rate in (0.0, 0.4))
    assert min(errors(dropped, plain)[:2]) > 0.05


def test_first_and_last_states_take_part() -> None:
    true = carried("torch", "fp32")
    assert max(errors(carried("fused", "fp32"), true)) < 1e-5
    assert sum(errors(carried("fused", "bf16"), true)) <= sum(
        errors(carried("torch", "bf16"), true)
    )


def test_the_last_state_alone_has_gradients() -> None:
    layer = Recurrence(WIDTH, HIDDEN, "gru")
    inputs = torch.randn(3, 8, WIDTH)
    gradients = []
    for kernel in ("torch", "fused"):
        with computing("cpu", "fp32", kernel):
            _, last = layer(inputs)
        gradients.append(torch.autograd.grad(last.square().sum(), list(layer.parameters())))
    for ours, plain in zip(*gradients, strict=True):
        torch.testing.assert_close(ours, plain)


def test_padding_and_order_of_the_batch_change_nothing() -> None:
    torch.manual_seed(7)
    encoder = RecurrentEncoder(
        input_size=WIDTH,
        hidden_size=HIDDEN,
        num_layers=2,
        cell="gru",
        bidirectional=True,
        between=torch.nn.Identity(),
    )
    inputs = torch.randn(len(LENGTHS), 9, WIDTH)
    wider = torch.cat([inputs, 9 * torch.randn(len(LENGTHS), 3, WIDTH)], dim=1)
    order = torch.tensor([2, 0, 3, 1])
    mask = length_mask(LENGTHS, 9)
    with computing("cpu", "fp32", "fused"):
        states = encoder(inputs, LENGTHS)
        padded = encoder(wider, LENGTHS)[:, :9]
        shuffled = encoder(inputs[order], LENGTHS[order])
    torch.testing.assert_close(padded[mask], states[mask])
    torch.testing.assert_close(shuffled[mask[order]], states[order][mask[order]])


def test_what_is_not_learnt_from_goes_by_torch() -> None:
    inputs = torch.randn(2, 3, WIDTH)
    with computing("cpu", "fp32", "fused"):
        assert wants_fused(inputs)
        assert not wants_fused(inputs[:, :1]), "a step alone"
        with torch.no_grad():
            assert not wants_fused(inputs)
    assert not wants_fused(inputs), "outside of the context"
