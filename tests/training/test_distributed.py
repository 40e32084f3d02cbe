"""What processes tell each other, without any."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from nlpseq.errors import InputError
from nlpseq.training import distributed
from nlpseq.training.distributed import Group, join_group


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


def test_what_refuses_the_main_process_refuses_all(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def broadcast(box: list[Any], src: int) -> None:
        """The main process comes first and finds nothing of others."""
        assert src == 0
        sent.append(box[0])
        box[0] = sent[0]

    monkeypatch.setattr(distributed.dist, "broadcast_object_list", broadcast)

    def refuse() -> int:
        raise InputError("no such thing", mend="give another")

    for rank in (0, 1):
        with pytest.raises(InputError, match=r"^no such thing; give another$"):
            Group(rank, 2).by_main(refuse)
    sent.clear()
    assert Group(0, 2).by_main(lambda: 7) == 7
    assert Group(1, 2).by_main(lambda: pytest.fail("the others only wait")) == 7


@pytest.mark.parametrize(("process", "gpu"), [(0, 0), (1, 1), (2, 0)])
def test_processes_share_out_the_gpus(
    monkeypatch: pytest.MonkeyPatch, process: int, gpu: int
) -> None:
    """Rank 7 says nothing of it: two more computers may take part."""
    chosen: list[int] = []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "set_device", chosen.append)
    monkeypatch.setattr(distributed.dist, "is_initialized", lambda: True)
    monkeypatch.setattr(distributed.dist, "get_rank", lambda: 7)
    for name, value in {"WORLD_SIZE": 9, "RANK": 7, "LOCAL_RANK": process}.items():
        monkeypatch.setenv(name, str(value))
    assert join_group() == Group(7, 9)
    assert chosen == [gpu]
