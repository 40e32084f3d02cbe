"""Attention against numpy, one query and one source position after another."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from nlpseq.modules.attention import ATTENTIONS, Attention, Memory, length_mask

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
    assert set(SCORES) == set(ATTENTIONS)


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
