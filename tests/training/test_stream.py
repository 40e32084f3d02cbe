"""The order of batches, the draw of tasks, the learning rate, the moving average."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.config import OptimConfig, TrainingConfig
from nlpseq.training.averaging import average_checkpoint, average_update
from nlpseq.training.optim import build_optimizer, learning_rate
from nlpseq.training.stream import Cursor, Stream, draw_tasks, participation


def stream(sizes: list[int], max_tokens: int, seed: int = 1) -> Stream:
    """A stream whose items are their own numbers."""
    return Stream(list(range(len(sizes))), np.array(sizes), max_tokens, seed)


def batches(source: Stream, position: Cursor, number: int) -> tuple[list[list[int]], Cursor]:
    """The next batches and the position behind them."""
    found = []
    for _ in range(number):
        items, position = source.batch(position)
        found.append(items)
    return found, position


@given(
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=40),
    max_tokens=st.integers(1, 40),
    seed=st.integers(0, 5),
)
def test_every_item_comes_once_an_epoch(sizes: list[int], max_tokens: int, seed: int) -> None:
    source = stream(sizes, max_tokens, seed)
    position = Cursor()
    for epoch in range(3):
        num_batches = source.num_batches
        seen, position = batches(source, position, num_batches)
        assert sorted(item for items in seen for item in items) == list(range(len(sizes)))
        assert position == Cursor(epoch + 1, 0)
        for items in seen:
            padded = len(items) * max(sizes[item] for item in items)
            assert padded <= max_tokens or len(items) == 1


def test_the_cursor_is_the_whole_position() -> None:
    sizes = [3, 1, 2, 5, 4, 2, 2, 1]
    source = stream(sizes, 6)
    number = 3 * source.num_batches + 1
    whole, end = batches(source, Cursor(), number)
    for stop in range(number):
        first, position = batches(stream(sizes, 6), Cursor(), stop)
        rest, last = batches(stream(sizes, 6), position, number - stop)
        assert (first + rest, last) == (whole, end)


def test_epochs_and_seeds_have_orders_of_their_own() -> None:
    sizes = [2] * 30
    source = stream(sizes, 8)
    first, position = batches(source, Cursor(), source.num_batches)
    second, _ = batches(source, position, source.num_batches)
    other, _ = batches(stream(sizes, 8, seed=2), Cursor(), source.num_batches)
    assert first != second
    assert first != other


def test_the_largest_batch_has_the_longest_items() -> None:
    source = stream([1, 9, 1, 8, 2], 18)
    assert sorted(source.largest()) == [1, 3]


def test_participation_follows_the_temperature() -> None:
    num_batches = {"small": 10, "large": 1000}
    assert participation(num_batches, 1.0) == {"small": pytest.approx(0.01), "large": 1.0}
    assert participation(num_batches, 2.0)["small"] == pytest.approx(0.1)
    assert participation(num_batches, 1e9)["small"] == pytest.approx(1.0)


def test_tasks_are_drawn_as_often_as_their_probability_says() -> None:
    probabilities = {"small": 0.3, "large": 1.0}
    draws = [draw_tasks(probabilities, seed=1, step=step) for step in range(2000)]
    assert all("large" in drawn for drawn in draws)
    assert sum("small" in drawn for drawn in draws) / 2000 == pytest.approx(0.3, abs=0.03)
    assert draws == [draw_tasks(probabilities, seed=1, step=step) for step in range(2000)]
    assert draws != [draw_tasks(probabilities, seed=2, step=step) for step in range(2000)]


def rates(num_steps: int, plateau_scale: float = 1.0, **settings: object) -> list[float]:
    config = OptimConfig(learning_rate=0.1, warmup_steps=4, min_ratio=0.05, **settings)
    return [learning_rate(config, step, num_steps, plateau_scale) for step in range(num_steps)]


@pytest.mark.parametrize("schedule", ["cosine", "plateau", "constant"])
def test_the_rate_warms_up_in_equal_steps(schedule: str) -> None:
    assert rates(20, schedule=schedule)[:4] == pytest.approx([0.025, 0.05, 0.075, 0.1])


def test_a_cosine_falls_from_the_peak_to_its_share() -> None:
    found = rates(104, schedule="cosine")
    assert found[4] == pytest.approx(0.1)
    assert found[54] == pytest.approx(0.1 * (0.05 + 0.95 / 2))
    assert found[-1] == pytest.approx(0.005, rel=0.01)
    assert all(left > right for left, right in pairwise(found[4:]))
    config = OptimConfig(learning_rate=0.1, warmup_steps=0, min_ratio=0.0)
    assert learning_rate(config, 25, 100, 1.0) == pytest.approx(0.05 * (1 + math.sqrt(0.5)))


def test_a_plateau_scales_the_rate_down_to_its_share() -> None:
    assert set(rates(20, 0.5, schedule="plateau")[4:]) == {0.05}
    assert rates(20, 1e-6, schedule="plateau")[4:] == pytest.approx([0.005] * 16)
    assert set(rates(20, 0.5, schedule="constant")[4:]) == {0.1}


def test_no_warm_up_begins_at_the_peak() -> None:
    config = OptimConfig(learning_rate=0.1, warmup_steps=0, schedule="constant")
    assert learning_rate(config, 0, 10, 1.0) == 0.1


def test_the_optimizer_is_adam_with_decoupled_decay() -> None:
    layer = torch.nn.Linear(2, 1, bias=False)
    config = OptimConfig(learning_rate=0.1, weight_decay=0.5, betas=[0.9, 0.98])
    optimizer = build_optimizer(layer, config)
    before = layer.weight.detach().clone()
    layer.weight.grad = torch.tensor([[3.0, -0.2]])
    optimizer.step()
    # the first step of Adam is the sign of the gradient, whatever its size
    expected = before * (1 - 0.1 * 0.5) - 0.1 * torch.tensor([[1.0, -1.0]])
    torch.testing.assert_close(layer.weight.detach(), expected)


def test_the_average_is_exponential_and_short_at_first() -> None:
    averaged, model = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    expected = averaged.weight.item()
    for step in range(1, 40):
        with torch.no_grad():
            model.weight.fill_(float(step))
        average_update(averaged, model, TrainingConfig(average_decay=0.75), step)
        kept = min(0.75, (1 + step) / (10 + step))
        expected = kept * expected + (1 - kept) * step
        assert averaged.weight.item() == pytest.approx(expected, rel=1e-5)
    assert averaged.weight.item() == pytest.approx(39 - 3, rel=0.01)  # 0.75 / 0.25 updates behind


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (TrainingConfig(average="none"), [1.0, 2.0, 3.0, 10.0]),
        (TrainingConfig(average="last", average_last=3), [1.0, 1.5, 2.0, 5.0]),
    ],
)
def test_what_is_validated_are_the_last_weights_or_their_mean(
    config: TrainingConfig, expected: list[float]
) -> None:
    averaged, model, found = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1), []
    averaged.requires_grad_(False)
    recent: list[list[torch.Tensor]] = []
    for step, value in enumerate([1.0, 2.0, 3.0, 10.0]):
        before = averaged.weight.clone()
        for parameter in model.parameters():
            parameter.data.fill_(value)
        average_update(averaged, model, config, step)
        assert torch.equal(averaged.weight, before), "it moves at validations only"
        average_checkpoint(averaged, model, config, recent)
        found.append(averaged.weight.item())
        assert torch.equal(averaged.weight[0], averaged.bias)
    assert found == expected
