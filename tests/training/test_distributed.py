"""What processes tell each other, without any."""

import pytest
import torch
from torch import Tensor, nn

from nlpseq.training import distributed
from nlpseq.training.distributed import Group


def parameters(*gradients: list[float] | None) -> list[Tensor]:
    """Weights of a process with their gradients."""
    found = []
    for gradient in gradients:
        parameter = nn.Parameter(torch.ones(2))
        parameter.grad = None if gradient is None else torch.tensor(gradient)
        found.append(parameter)
    return found


def test_a_gradient_that_no_process_has_stays_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adam would move the weight by its moments, which a process alone leaves as it is."""
    sent: list[Tensor] = []

    def reduce(flat: Tensor) -> None:
        """The second process finds what the first one has sent."""
        sent.append(flat.clone())
        if len(sent) == 2:
            flat += sent[0]

    monkeypatch.setattr(distributed.dist, "all_reduce", reduce)
    Group(0, 2).sum_gradients(parameters([1.0, 2.0], [3.0, 4.0], None, [0.0, 0.0]))
    of_second = parameters([5.0, 6.0], None, None, None)
    Group(1, 2).sum_gradients(of_second)
    found = [None if p.grad is None else p.grad.tolist() for p in of_second]
    assert found == [[6.0, 8.0], [3.0, 4.0], None, [0.0, 0.0]]
