"""Attention against numpy, one query and one source position after another."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from nlpseq.modules import additive
from nlpseq.modules.attention import (
    ATTENTIONS,
    AdditiveAttention,
    Attention,
    Memory,
    MultiHeadAttention,
    length_mask,
)

QUERY, MEMORY = 4, 3
LENGTHS = (4, 1, 2)

Score = Callable[[dict[str, np.ndarray], np.ndarray, np.ndarray], float]

# Parameters, query, encoder state -> score.
SCORES: dict[str, Score] = {
    # Luong et al. 2015, eq. 8, over the projected state; scaled as in Vaswani et al. 2017, eq. 1
    "dot": lambda p, q, h: q @ (p["project.weight"] @ h) / np.sqrt(QUERY),
    # Luong et al. 2015, eq. 8, "general": q W h
    "general": lambda p, q, h: q @ p["project.weight"] @ h,
    # Bahdanau et al. 2015, eq. 6 and appendix A.1.2: v . tanh(W q + U h)
    "additive": lambda p, q, h: (
        p["combine.weight"][0]
        @ np.tanh(
            p["project_query.weight"] @ q + p["project_query.bias"] + p["project_keys.weight"] @ h
        )
    ),
    "none": lambda p, q, h: 0.0,
}


def parameters(module: Attention) -> dict[str, np.ndarray]:
    return {name: p.detach().double().numpy() for name, p in module.named_parameters()}


def test_every_attention_has_its_formula() -> None:
    assert {*SCORES, "multi_head"} == set(ATTENTIONS)


@pytest.mark.parametrize("num_heads", [1, 2, 3])
def test_heads_attend_each_for_itself(num_heads: int) -> None:
    torch.manual_seed(11)
    module = MultiHeadAttention(query_size=QUERY, memory_size=MEMORY, num_heads=num_heads)
    queries, states = torch.randn(1, 2, QUERY), torch.randn(1, 4, MEMORY)
    mask = length_mask(torch.tensor([3]), 4)
    context, weights = module(queries, Memory(states, module.keys(states), mask))
    p, width = parameters(module), module.width // num_heads
    query, source = queries[0].double().numpy(), states[0, :3].double().numpy()
    asked = query @ p["project_query.weight"].T + p["project_query.bias"]
    both = source @ p["project_states.weight"].T + p["project_states.bias"]
    found, mean = [], np.zeros((2, 3))
    for head in range(num_heads):
        part = slice(head * width, (head + 1) * width)
        keys, values = both[:, : module.width][:, part], both[:, module.width :][:, part]
        scores = np.exp(asked[:, part] @ keys.T / np.sqrt(width))
        scores /= scores.sum(1, keepdims=True)
        mean += scores / num_heads
        found.append(scores @ values)
    expected = np.concatenate(found, 1) @ p["join.weight"].T + p["join.bias"]
    np.testing.assert_allclose(context[0].detach().numpy(), expected, atol=1e-5)
    np.testing.assert_allclose(weights[0, :, :3].detach().numpy(), mean, atol=1e-6)
    assert not weights[0, :, 3].any()


@pytest.mark.parametrize("name", SCORES)
def test_weights_and_context_equal_the_formula(name: str) -> None:
    torch.manual_seed(11)
    module = ATTENTIONS.get(name)(query_size=QUERY, memory_size=MEMORY)
    queries = torch.randn(len(LENGTHS), 2, QUERY)
    states = torch.randn(len(LENGTHS), max(LENGTHS), MEMORY)
    mask = length_mask(torch.tensor(LENGTHS), max(LENGTHS))
    context, weights = module(queries, Memory(states, module.keys(states), mask))
    params = parameters(module)
    for row, length in enumerate(LENGTHS):
        source = states[row, :length].double().numpy()
        for step, query in enumerate(queries[row].double().numpy()):
            scores = np.array([SCORES[name](params, query, state) for state in source])
            exact = np.exp(scores) / np.exp(scores).sum()
            np.testing.assert_allclose(weights[row, step, :length].detach(), exact, atol=1e-6)
            assert not weights[row, step, length:].any()
            np.testing.assert_allclose(context[row, step].detach(), exact @ source, atol=1e-6)


def test_a_dot_product_of_equal_widths_has_no_parameters() -> None:
    module = ATTENTIONS.get("dot")(query_size=QUERY, memory_size=QUERY)
    query, states = torch.randn(1, 1, QUERY), torch.randn(1, 2, QUERY)
    assert not list(module.parameters())
    scores = module.scores(query, module.keys(states))
    expected = (states[0] @ query[0, 0]) / QUERY**0.5
    torch.testing.assert_close(scores[0, 0], expected)


def test_huge_scores_stay_finite_and_padding_stays_zero() -> None:
    module = ATTENTIONS.get("general")(query_size=QUERY, memory_size=MEMORY)
    with torch.no_grad():
        module.get_parameter("project.weight").fill_(30.0)
    states = torch.randn(1, 3, MEMORY) * 10
    mask = torch.tensor([[True, True, False]])
    context, weights = module(torch.ones(1, 1, QUERY), Memory(states, module.keys(states), mask))
    assert torch.isfinite(context).all()
    assert weights[0, 0, 2] == 0


@pytest.mark.parametrize("block_size", [1, 40, 10_000])
def test_additive_gradients_equal_those_of_the_formula(
    block_size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(additive, "BLOCK_SIZE", block_size)
    torch.manual_seed(12)
    module = AdditiveAttention(query_size=QUERY, memory_size=MEMORY)
    queries = torch.randn(3, 2, QUERY, requires_grad=True)
    states = torch.randn(3, 4, MEMORY, requires_grad=True)
    weights = torch.randn(3, 2, 4)
    leaves = [queries, states, *module.parameters()]
    keys = module.project_keys(states)
    hidden = torch.tanh(module.project_query(queries).unsqueeze(2) + keys.unsqueeze(1))
    expected = module.combine(hidden).squeeze(-1)
    found = module.scores(queries, module.keys(states))
    torch.testing.assert_close(found, expected)
    for ours, autograd in zip(
        torch.autograd.grad((found * weights).sum(), leaves),
        torch.autograd.grad((expected * weights).sum(), leaves),
        strict=True,
    ):
        torch.testing.assert_close(ours, autograd, rtol=1e-5, atol=1e-6)
    with torch.no_grad():  # the way that search takes
        torch.testing.assert_close(module.scores(queries, module.keys(states)), expected)
