"""The CRF against the enumeration of all paths."""

from itertools import pairwise, product

import pytest
import torch
from torch import Tensor

from nlpseq.data.labels import legal_transitions
from nlpseq.modules.crf import LinearChainCRF

BIOES = ("O", "B-X", "I-X", "E-X", "S-X")
NUM_FREE_TAGS = 3


def free_crf() -> LinearChainCRF:
    """Every tag may stand everywhere."""
    return LinearChainCRF(
        allowed=torch.ones(NUM_FREE_TAGS, NUM_FREE_TAGS, dtype=torch.bool),
        allowed_start=torch.ones(NUM_FREE_TAGS, dtype=torch.bool),
        allowed_end=torch.ones(NUM_FREE_TAGS, dtype=torch.bool),
    )


def legal_crf() -> LinearChainCRF:
    """Only what bioes allows."""
    legal = legal_transitions(BIOES, "bioes")
    return LinearChainCRF(
        allowed=torch.from_numpy(legal.allowed),
        allowed_start=torch.from_numpy(legal.start),
        allowed_end=torch.from_numpy(legal.end),
    )


def is_legal(crf: LinearChainCRF, path: tuple[int, ...]) -> bool:
    """Whether a path uses nothing that is forbidden."""
    allowed = crf.get_buffer("allowed")
    return bool(
        crf.get_buffer("allowed_start")[path[0]]
        and crf.get_buffer("allowed_end")[path[-1]]
        and all(allowed[i, j] for i, j in pairwise(path))
    )


def path_score(crf: LinearChainCRF, emissions: Tensor, path: tuple[int, ...]) -> Tensor:
    """Start, emissions, transitions and end, added up one by one in double precision."""
    score = crf.start.double()[path[0]] + crf.end.double()[path[-1]]
    for step, tag in enumerate(path):
        score = score + emissions.double()[step, tag]
        if step:
            score = score + crf.transitions.double()[path[step - 1], tag]
    return score


def enumerated_loss(crf: LinearChainCRF, emissions: Tensor, path: tuple[int, ...]) -> Tensor:
    """Negative log of the path's share in the sum over every legal path of its length."""
    paths = product(range(emissions.shape[1]), repeat=len(path))
    scores = [path_score(crf, emissions, other) for other in paths if is_legal(crf, other)]
    return torch.logsumexp(torch.stack(scores), 0) - path_score(crf, emissions, path)


def gradients(crf: LinearChainCRF, emissions: Tensor, loss: Tensor) -> list[Tensor]:
    """Gradients of the loss by emissions, transitions, start and end."""
    return list(torch.autograd.grad(loss, [emissions, crf.transitions, crf.start, crf.end]))


@pytest.mark.parametrize("scale", [1.0, 300.0])
@pytest.mark.parametrize(
    ("crf", "paths"),
    [
        (free_crf(), [(2, 0, 1, 1), (0,), (1, 2)]),
        (legal_crf(), [(0, 1, 2, 3), (4,), (1, 3, 4), (0, 0)]),
    ],
    ids=["free", "bioes"],
)
def test_likelihood_and_gradient_equal_the_enumeration(
    crf: LinearChainCRF, paths: list[tuple[int, ...]], scale: float
) -> None:
    torch.manual_seed(3)
    num_tags = len(crf.start)
    for parameter in crf.parameters():
        torch.nn.init.normal_(parameter)
    emissions = scale * torch.randn(len(paths), max(map(len, paths)), num_tags)
    emissions.requires_grad_()
    tags = torch.zeros(emissions.shape[:2], dtype=torch.int64)
    mask = torch.zeros(emissions.shape[:2], dtype=torch.bool)
    for row, path in enumerate(paths):
        tags[row, : len(path)] = torch.tensor(path)
        mask[row, : len(path)] = True

    losses = crf(emissions, tags, mask)
    expected = torch.stack(
        [enumerated_loss(crf, emissions[row], path) for row, path in enumerate(paths)]
    )
    torch.testing.assert_close(losses.double(), expected, rtol=1e-5, atol=1e-5)
    # every sentence with a weight of its own
    weights = torch.arange(1.0, len(paths) + 1)
    for found, exact in zip(
        gradients(crf, emissions, weights @ losses),
        gradients(crf, emissions, weights.double() @ expected),
        strict=True,
    ):
        torch.testing.assert_close(found, exact, rtol=1e-4, atol=1e-5)


def test_forbidden_moves_have_no_probability_and_no_gradient() -> None:
    crf = legal_crf()
    emissions = torch.zeros(1, 3, len(BIOES))
    # without any preference the loss is the logarithm of the number of legal paths
    loss = crf(emissions, torch.zeros(1, 3, dtype=torch.int64), torch.ones(1, 3, dtype=torch.bool))
    num_legal = sum(is_legal(crf, path) for path in product(range(len(BIOES)), repeat=3))
    assert num_legal < len(BIOES) ** 3
    torch.testing.assert_close(loss.exp(), torch.tensor([float(num_legal)]), rtol=1e-4, atol=0.0)
    loss.sum().backward()
    assert crf.transitions.grad is not None
    assert not crf.transitions.grad[~crf.get_buffer("allowed")].any()
    assert crf.transitions.grad[crf.get_buffer("allowed")].any()


def test_rubbish_on_padding_changes_nothing() -> None:
    crf = legal_crf()
    emissions = torch.randn(1, 2, len(BIOES))
    tags = torch.tensor([[1, 3]])
    alone = crf(emissions, tags, torch.ones(1, 2, dtype=torch.bool))
    wider = torch.cat([emissions, torch.full((1, 2, len(BIOES)), 50.0)], dim=1)
    mask = torch.tensor([[True, True, False, False]])
    padded = crf(wider, torch.tensor([[1, 3, 2, 1]]), mask)
    assert torch.equal(alone, padded)
