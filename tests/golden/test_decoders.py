"""Decoders against their papers' equations, written out step by step for the gru."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from nlpseq.modules.attention import ATTENTIONS, Memory, length_mask
from nlpseq.modules.decoder import Decoder, DecoderSizes
from nlpseq.modules.decoders import DECODERS
from nlpseq.modules.dropout import RecurrentDropout
from nlpseq.modules.encoder import Recurrence
from nlpseq.modules.feeding import Fed, fed_features
from nlpseq.modules.precision import computing

SIZES = DecoderSizes(embedding_size=3, hidden_size=4, memory_size=5, cell="gru")
DROPPING = replace(SIZES, recurrent_dropout_rate=0.5)
LENGTHS = torch.tensor([4, 2])

Equations = Callable[[Decoder, Tensor, Memory], list[Tensor]]


def gru(layer: Recurrence, inputs: Tensor, state: Tensor) -> Tensor:
    """One step (Cho et al. 2014, with the reset gate behind the product as cuDNN has it)."""
    p = dict(layer.layer.named_parameters())
    gates = inputs @ p["weight_ih_l0"].T + p["bias_ih_l0"]
    recurrent = state @ p["weight_hh_l0"].T + p["bias_hh_l0"]
    (r, z, n), (hr, hz, hn) = gates.chunk(3, -1), recurrent.chunk(3, -1)
    update = torch.sigmoid(z + hz)
    return (1 - update) * torch.tanh(n + torch.sigmoid(r + hr) * hn) + update * state


def attend(decoder: Decoder, state: Tensor, memory: Memory) -> Tensor:
    return decoder.attention(state.unsqueeze(1), memory)[0].squeeze(1)


def output(decoder: Decoder, state: Tensor, context: Tensor, word: Tensor) -> Tensor:
    return torch.tanh(decoder.merge(torch.cat([state, context, word], -1)))


def initial(decoder: Decoder, memory: Memory) -> list[Tensor]:
    rows = [states[:length].mean(0) for states, length in zip(memory.states, LENGTHS, strict=True)]
    return list(torch.tanh(decoder.bridge(torch.stack(rows))).chunk(decoder.num_layers, -1))


def parallel(decoder: Decoder, words: Tensor, memory: Memory) -> list[Tensor]:
    lower, upper = initial(decoder, memory)
    features = []
    for word in words.unbind(1):
        lower = gru(decoder.lower, word, lower)
        context = attend(decoder, lower, memory)
        upper = gru(decoder.upper, torch.cat([lower, context], -1), upper)
        features.append(output(decoder, lower + upper, context, word))
    return features


def conditional(decoder: Decoder, words: Tensor, memory: Memory) -> list[Tensor]:
    (state,) = initial(decoder, memory)
    features = []
    for word in words.unbind(1):
        between = gru(decoder.reads_word, word, state)
        context = attend(decoder, between, memory)
        state = gru(decoder.reads_source, context, between)
        features.append(output(decoder, state, context, word))
    return features


def input_feeding(decoder: Decoder, words: Tensor, memory: Memory) -> list[Tensor]:
    lower, upper = initial(decoder, memory)
    fed, features = torch.zeros(len(words), SIZES.embedding_size), []
    for word in words.unbind(1):
        lower = gru(decoder.lower, torch.cat([word, fed], -1), lower)
        upper = gru(decoder.upper, lower, upper)
        fed = output(decoder, upper, attend(decoder, upper, memory), word)
        features.append(fed)
    return features


def plain(decoder: Decoder, words: Tensor, memory: Memory) -> list[Tensor]:
    ends = [
        torch.cat([s[0], s[length - 1]]) for s, length in zip(memory.states, LENGTHS, strict=True)
    ]
    code = torch.tanh(decoder.encode(torch.stack(ends)))
    state, features = torch.tanh(decoder.bridge(code)), []
    for word in words.unbind(1):
        state = gru(decoder.layer, torch.cat([word, code], -1), state)
        features.append(output(decoder, state, code, word))
    return features


EQUATIONS: dict[str, Equations] = {
    "parallel": parallel,
    "conditional": conditional,
    "input_feeding": input_feeding,
    "plain": plain,
}


def test_every_decoder_has_its_equations() -> None:
    assert set(EQUATIONS) == set(DECODERS)


@pytest.mark.parametrize("name", EQUATIONS)
def test_features_equal_the_equations(name: str) -> None:
    torch.manual_seed(3)
    attention = ATTENTIONS.get("additive")(query_size=4, memory_size=5)
    decoder = DECODERS.get(name)(SIZES, attention, 0.5).eval()
    with torch.no_grad():
        for parameter in decoder.parameters():
            nn.init.normal_(parameter, std=0.7)
        states = torch.randn(2, 4, 5)
        memory = Memory(states, decoder.attention.keys(states), length_mask(LENGTHS, 4))
        words = torch.randn(2, 6, 3)
        expected = torch.stack(EQUATIONS[name](decoder, words, memory), 1)
        whole = decoder(words, memory, decoder.start(memory))
        torch.testing.assert_close(whole.features, expected)
        # in search the same, a step at a time and with rows moved about in between
        first = decoder(words[:, :2], memory, decoder.start(memory))
        turned = torch.tensor([1, 0])
        rest = decoder(words[turned, 2:], memory.reorder(turned), first.state.reorder(turned))
        torch.testing.assert_close(rest.features, expected[turned, 2:])


@pytest.mark.parametrize("name", EQUATIONS)
def test_dropout_draws_once_a_layer_and_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def draw(dropout: RecurrentDropout, inputs: Tensor, hidden_size: int) -> Tensor:
        drawn.append(dropout.rate)
        return inputs.new_ones(len(inputs), hidden_size)

    monkeypatch.setattr(RecurrentDropout, "forward", draw)
    attention = ATTENTIONS.get("dot")(query_size=4, memory_size=5)
    decoder = DECODERS.get(name)(DROPPING, attention, 0.0)
    states = torch.randn(2, 4, 5)
    memory = Memory(states, decoder.attention.keys(states), length_mask(LENGTHS, 4))
    decoder(torch.randn(2, 6, 3), memory, decoder.start(memory))
    layers = [part for part in decoder.modules() if isinstance(part, Recurrence)]
    assert drawn == [0.5] * len(layers)


def learnt(
    name: str, attention: str, kernel: str, precision: str, dropout_rate: float = 0.0
) -> list[Tensor]:
    """Features of a decoder, and gradients by source, words and weights."""
    torch.manual_seed(3)
    sizes = DecoderSizes(12, 16, 20, "gru", dropout_rate)
    attends = ATTENTIONS.get(attention)(query_size=16, memory_size=20)
    decoder = DECODERS.get(name)(sizes, attends, 0.0)
    with torch.no_grad():
        for parameter in decoder.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    states = torch.randn(2, 4, 20, requires_grad=True)
    words = torch.randn(2, 7, 12, requires_grad=True)
    weights = torch.randn(2, 7, 12)
    torch.manual_seed(4)
    with computing("cpu", precision, kernel):
        memory = Memory(states, decoder.attention.keys(states), length_mask(LENGTHS, 4))
        found = decoder(words, memory, decoder.start(memory))
    loss = (found.features.float() * weights).sum()
    loss = loss + sum(part.float().square().sum() for part in found.state.parts)
    inputs = [states, words, *decoder.parameters()]
    gradients = torch.autograd.grad(loss, inputs, allow_unused=True)
    outputs = [found.features.detach(), found.weights.detach()]
    return outputs + [gradient for gradient in gradients if gradient is not None]


def errors(found: list[Tensor], true: list[Tensor]) -> list[float]:
    """Relative error of each tensor."""
    pairs = zip(found, true, strict=True)
    return [float((a.float() - b).norm() / b.norm()) for a, b in pairs]


@pytest.mark.parametrize("attention", list(ATTENTIONS))
@pytest.mark.parametrize("name", EQUATIONS)
def test_a_decoder_learns_the_same_by_either_kernel(name: str, attention: str) -> None:
    true = learnt(name, attention, "torch", "fp32")
    assert max(errors(learnt(name, attention, "fused", "fp32"), true)) < 1e-5
    ours, autocast = (
        errors(learnt(name, attention, kernel, "bf16"), true) for kernel in ("fused", "torch")
    )
    # rounding and little else: within bounds chance decides which is nearer to the truth
    assert sum(ours) <= 1.2 * sum(autocast), (ours, autocast)


@pytest.mark.parametrize("name", EQUATIONS)
def test_with_dropout_inside_the_recurrence_as_well(name: str) -> None:
    true = learnt(name, "additive", "torch", "fp32", 0.5)
    assert max(errors(learnt(name, "additive", "fused", "fp32", 0.5), true)) < 1e-5
    whole = learnt(name, "additive", "fused", "fp32")
    assert max(errors(whole, true)) > 0.1


@pytest.mark.parametrize("kernel", ["torch", "fused"])
def test_the_kernel_for_input_feeding_is_the_one_that_learns(
    kernel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths = []

    def steps(inputs: Tensor, *others: Any) -> Fed:
        lengths.append(inputs.shape[1])
        return fed_features(inputs, *others)

    monkeypatch.setattr("nlpseq.modules.decoders.fed_features", steps)
    learnt("input_feeding", "dot", kernel, "fp32")
    assert lengths == ([7] if kernel == "fused" else [])
