"""One harness for every module: shapes, gradients, padding, order, save and load, determinism."""

from collections.abc import Sequence

import pytest
import torch
from safetensors.torch import load, save
from torch import Tensor, nn

from tests.contracts.cases import CASES, Case

TOLERANCE = 5e-6
"""A batch of another width may be multiplied in another order."""

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def built(case: Case, seed: int = 0) -> nn.Module:
    """The case's module in evaluation mode; parameters that begin as zeros are moved away."""
    torch.manual_seed(seed)
    module = case.build().eval()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
        for part in module.modules():
            if isinstance(part, nn.Embedding) and part.padding_idx is not None:
                part.weight[part.padding_idx] = 0.0
    return module


def outputs(case: Case, module: nn.Module, extra: int = 0) -> list[Tensor]:
    """Outputs of all sentences without gradients."""
    with torch.no_grad():
        return case.run(module, case.sentences, extra)


def assert_close(found: Sequence[Tensor], expected: Sequence[Tensor]) -> None:
    for left, right in zip(found, expected, strict=True):
        torch.testing.assert_close(left, right, rtol=TOLERANCE, atol=TOLERANCE)


@every_case
def test_outputs_have_their_width_and_are_finite(case: Case) -> None:
    rows = outputs(case, built(case))
    assert len(rows) == len(case.sentences)
    for row in rows:
        assert row.dim() == 2
        assert case.width in (None, row.shape[1])
        assert torch.isfinite(row).all()


@every_case
def test_gradient_reaches_every_parameter(case: Case) -> None:
    module = built(case)
    if case.loss is not None:
        loss = case.loss(module, case.sentences)
    else:
        loss = torch.stack(
            [row.square().sum() for row in case.run(module, case.sentences, 0)]
        ).sum()
    if not list(module.parameters()):
        assert not loss.requires_grad
        return
    loss.backward()
    without = [name for name, p in module.named_parameters() if p.grad is None or not p.grad.any()]
    assert not without
    assert all(torch.isfinite(p.grad).all() for p in module.parameters() if p.grad is not None)


@every_case
@pytest.mark.parametrize("extra", [1, 7])
def test_padding_changes_nothing(case: Case, extra: int) -> None:
    module = built(case)
    assert_close(outputs(case, module, extra), outputs(case, module))


@every_case
def test_a_sentence_does_not_depend_on_its_batch(case: Case) -> None:
    module = built(case)
    with torch.no_grad():
        alone = [case.run(module, [sentence], 0)[0] for sentence in case.sentences]
    assert_close(alone, outputs(case, module))


@every_case
def test_order_in_the_batch_is_kept(case: Case) -> None:
    module = built(case)
    order = [*range(1, len(case.sentences), 2), *range(0, len(case.sentences), 2)]
    with torch.no_grad():
        permuted = case.run(module, [case.sentences[row] for row in order], 0)
    rows = outputs(case, module)
    assert_close(permuted, [rows[row] for row in order])


@every_case
def test_saved_and_loaded_it_is_the_same(case: Case) -> None:
    module, other = built(case, seed=0), built(case, seed=1)
    other.load_state_dict(load(save(module.state_dict())))
    for left, right in zip(outputs(case, other), outputs(case, module), strict=True):
        assert torch.equal(left, right)


@every_case
def test_random_in_training_only(case: Case) -> None:
    module = built(case)
    first, second = outputs(case, module), outputs(case, module)
    assert all(torch.equal(left, right) for left, right in zip(first, second, strict=True))
    module.train()
    first, second = outputs(case, module), outputs(case, module)
    same = all(torch.equal(left, right) for left, right in zip(first, second, strict=True))
    assert same != case.has_dropout
