"""Updates and validations: shared gradients, what is due when, when training ends."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from nlpseq.errors import InputError
from nlpseq.training import loop
from nlpseq.training.loop import Event, Setup, Stopped, Updated, Validated, train, update
from nlpseq.training.prepare import Prepared
from nlpseq.training.state import TrainState
from nlpseq.training.stream import Cursor
from tests.helpers import tiny_run


@pytest.fixture
def joint(tmp_path: Path) -> Prepared:
    """A joint run of twelve updates with a validation every six."""
    prepared, _ = tiny_run(tmp_path, training__mixture_temperature=1e9)
    return prepared


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Scores that the next validations find, in order; 0 behind their end."""
    wanted: list[float] = []

    def score(setup: Setup, state: TrainState, name: str, validation: object) -> dict[str, float]:
        return {setup.tasks[name].main_score: wanted[len(state.history)]}

    monkeypatch.setattr(loop, "_score", score)
    return wanted


def with_settings(prepared: Prepared, **training: object) -> Setup:
    """The setup with other settings of training."""
    setup = prepared.setup
    config = replace(setup.config, training=replace(setup.config.training, **training))
    return replace(setup, config=config, num_steps=config.training.num_steps)


def steps(events: Sequence[Event]) -> list[tuple[str, int]]:
    return [(type(event).__name__, event.step) for event in events]


def gradient_of(prepared: Prepared, names: Sequence[str]) -> torch.Tensor:
    """Gradient of the embedding from the first batches of some tasks alone."""
    setup, model = prepared.setup, prepared.state.model
    model.zero_grad(set_to_none=True)
    for name in names:
        task, position = setup.tasks[name], prepared.state.cursors[name]
        items, _ = setup.streams[name].batch(position)
        count = sum(task.num_targets(item) for item in items)
        (task.loss(model, task.collate(items, model)) / count).backward()
    gradient = model.embedding.weight.grad
    assert gradient is not None
    return gradient.clone()


def test_the_embedding_learns_from_every_task_in_one_update(joint: Prepared) -> None:
    tagging, translation = gradient_of(joint, ["tagging"]), gradient_of(joint, ["translation"])
    assert tagging.any()
    assert translation.any()
    rows = tagging.any(dim=1)
    assert rows.any()
    assert not rows.all()  # the tagger reaches the pieces it reads

    gradients = []
    model = joint.state.model

    def keep(*_: object) -> None:
        assert model.embedding.weight.grad is not None
        gradients.append(model.embedding.weight.grad.clone())

    joint.state.optimizer.register_step_pre_hook(keep)
    setup = with_settings(joint)
    setup = replace(
        setup, config=replace(setup.config, optim=replace(setup.config.optim, clip_norm=0.0))
    )
    event = update(setup, joint.state)
    assert set(event.losses) == {"tagging", "translation"}
    torch.testing.assert_close(gradients[0], tagging + translation, rtol=1e-5, atol=1e-6)
    assert len(gradients) == 1


def test_a_task_that_took_no_part_is_left_alone(
    joint: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(joint.setup, joint.state)  # so that Adam has moments for both heads
    monkeypatch.setattr(loop, "_drawn_tasks", lambda setup, step: ["translation"])
    heads = joint.state.model.heads
    before = {name: p.clone() for name, p in heads.named_parameters()}
    cursor = joint.state.cursors["tagging"]
    event = update(joint.setup, joint.state)
    assert set(event.losses) == {"translation"}
    assert joint.state.cursors["tagging"] == cursor
    for name, parameter in heads.named_parameters():
        same = torch.equal(parameter, before[name])
        assert same == name.startswith("tagging."), name


def test_losses_are_per_target_and_weighted_in_the_gradient_only(tmp_path: Path) -> None:
    events = []
    for row, weight in enumerate((1.0, 100.0)):
        prepared, _ = tiny_run(
            tmp_path / str(row),
            training__mixture_temperature=1e9,
            task__tagging__loss_weight=weight,
            optim__clip_norm=0.0,
        )
        events.append(update(prepared.setup, prepared.state))
    assert events[0].losses == events[1].losses
    assert events[1].gradient_norm > 20 * events[0].gradient_norm
    expected = 0
    for name, stream in prepared.setup.streams.items():
        items, _ = stream.batch(Cursor())
        expected += sum(prepared.setup.tasks[name].num_targets(item) for item in items)
    assert events[0].num_targets == expected


def test_the_gradient_is_clipped_and_its_norm_told_before(joint: Prepared) -> None:
    norms = []
    parameters = list(joint.state.model.parameters())

    def keep(*_: object) -> None:
        gradients = [p.grad for p in parameters if p.grad is not None]
        norms.append(torch.cat([g.flatten() for g in gradients]).norm().item())

    joint.state.optimizer.register_step_pre_hook(keep)
    event = update(joint.setup, joint.state)
    assert event.gradient_norm > 1.0
    assert norms[0] == pytest.approx(1.0, rel=1e-4)


def test_a_gradient_that_is_no_number_ends_training_with_the_weights_whole(
    joint: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = train(joint.setup, joint.state)
    next(events)
    before = {name: p.clone() for name, p in joint.state.model.state_dict().items()}
    task = joint.setup.tasks["translation"]
    loss = task.loss
    monkeypatch.setattr(task, "loss", lambda *batch: loss(*batch) * float("nan"))
    with pytest.raises(InputError, match="diverged: found a gradient of norm nan in update 2"):
        next(events)
    for name, parameter in joint.state.model.state_dict().items():
        assert torch.equal(parameter, before[name]), name


def test_padding_of_characters_stays_zero(joint: Prepared) -> None:
    for _ in range(3):
        update(joint.setup, joint.state)
    for model in (joint.state.model, joint.state.averaged):
        assert not model.heads["tagging"].characters.embedding.weight[0].any()


def test_updates_and_validations_alternate_to_the_end(joint: Prepared) -> None:
    setup = with_settings(joint, num_steps=5, validate_every=2)
    events = list(train(setup, joint.state))
    kinds = [("Updated", 1), ("Updated", 2), ("Validated", 2), ("Updated", 3), ("Updated", 4)]
    kinds += [("Validated", 4), ("Updated", 5), ("Validated", 5), ("Stopped", 5)]
    assert steps(events) == kinds
    assert [row["step"] for row in joint.state.history] == [2, 4, 5]
    assert steps(list(train(setup, joint.state))) == [("Stopped", 5)]


@pytest.mark.parametrize("stop_after", [1, 2, 3, 7, 8])
def test_an_interruption_at_any_event_loses_nothing(tmp_path: Path, stop_after: int) -> None:
    """Above all not the validation, if it comes between the update and the validation."""
    settings = {"training__num_steps": 5, "training__validate_every": 2}
    prepared, run = tiny_run(tmp_path, **settings)
    events = train(prepared.setup, prepared.state)
    first = [next(events) for _ in range(stop_after)]
    run.save_checkpoint(prepared.state)
    resumed, _ = tiny_run(tmp_path, **settings)
    rest = list(train(resumed.setup, resumed.state))
    kinds = [("Updated", 1), ("Updated", 2), ("Validated", 2), ("Updated", 3), ("Updated", 4)]
    kinds += [("Validated", 4), ("Updated", 5), ("Validated", 5), ("Stopped", 5)]
    assert steps(first + rest) == kinds


@pytest.mark.parametrize(
    ("precision", "kernel", "average"), [("fp32", "torch", "ema"), ("bf16", "fused", "last")]
)
def test_a_resumed_run_is_bit_for_bit_the_same(
    tmp_path: Path, precision: str, kernel: str, average: str
) -> None:
    settings = {
        "task__tagging__input_dropout_rate": 0.3,
        "training__mixture_temperature": 2.0,
        "training__precision": precision,
        "training__kernel": kernel,
        "training__average": average,
        "training__average_last": 2,
        "training__validate_every": 3,
    }
    whole, _ = tiny_run(tmp_path / "whole", **settings)
    losses = [e.losses for e in train(whole.setup, whole.state) if isinstance(e, Updated)]
    parts: list[dict[str, float]] = []
    while True:
        prepared, run = tiny_run(tmp_path / "parts", **settings)
        before = prepared.state.step
        for event in train(prepared.setup, prepared.state):
            if isinstance(event, Updated):
                parts.append(event.losses)
            if isinstance(event, Stopped) or prepared.state.step == before + 5:
                break
        run.save_checkpoint(prepared.state)
        if isinstance(event, Stopped):
            break
    assert parts == losses
    for name, weights in whole.state.model.state_dict().items():
        assert torch.equal(weights, prepared.state.model.state_dict()[name]), name
    for name, weights in whole.state.averaged.state_dict().items():
        assert torch.equal(weights, prepared.state.averaged.state_dict()[name]), name
    assert whole.state.history == prepared.state.history


def test_training_stops_when_the_score_stalls(joint: Prepared, scores: list[float]) -> None:
    scores += [1.0, 3.0, 2.0, 3.0, 9.0]
    setup = with_settings(joint, num_steps=5, validate_every=1, patience=2)
    events = list(train(setup, joint.state))
    assert steps(events)[-2:] == [("Validated", 4), ("Stopped", 4)]
    assert [e.is_best for e in events if isinstance(e, Validated)] == [True, True, False, False]
    assert (joint.state.best_score, joint.state.best_step) == (3.0, 2)
    assert "2 validations" in events[-1].reason


def test_a_plateau_halves_the_rate_every_so_many_stalls(
    joint: Prepared, scores: list[float]
) -> None:
    scores += [5.0, 4.0, 4.0, 4.0, 4.0, 6.0, 1.0, 1.0]
    setup = with_settings(joint, num_steps=8, validate_every=1)
    optim = replace(setup.config.optim, schedule="plateau", plateau_patience=2, warmup_steps=0)
    setup = replace(setup, config=replace(setup.config, optim=optim))
    events = list(train(setup, joint.state))
    found = [e.learning_rate / optim.learning_rate for e in events if isinstance(e, Updated)]
    assert found == [1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25]
    assert joint.state.plateau_scale == 0.125


def test_the_score_of_a_mixture_is_a_weighted_mean(joint: Prepared) -> None:
    task = joint.setup.config.task
    weighted = replace(task, tagging=replace(task.tagging, score_weight=3.0))
    setup = replace(joint.setup, config=replace(joint.setup.config, task=weighted))
    found = {"tagging.f1": 80.0, "translation.bleu": 20.0, "tagging.recall": 1.0}
    assert loop.combined_score(joint.setup, found) == pytest.approx(50.0)
    assert loop.combined_score(setup, found) == pytest.approx(65.0)


def test_validation_is_greedy_whatever_the_bundle_is_to_do(tmp_path: Path) -> None:
    found = []
    for row, decoding in enumerate(({}, {"sample": True, "mbr_size": 3, "beam_size": 2})):
        changes = {f"decoding__{key}": value for key, value in decoding.items()}
        prepared, _ = tiny_run(tmp_path / str(row), training__num_steps=2, **changes)
        events = train(prepared.setup, prepared.state)
        found.append([event.scores for event in events if isinstance(event, Validated)])
    assert found[0] == found[1]


def test_validation_leaves_training_untouched(tmp_path: Path) -> None:
    """Neither its number nor its random draws may move the weights."""
    weights = []
    for row, every in enumerate((1, 100)):
        prepared, _ = tiny_run(
            tmp_path / str(row),
            training__num_steps=4,
            training__validate_every=every,
            task__translation__output_dropout_rate=0.4,
        )
        list(train(prepared.setup, prepared.state))
        weights.append(prepared.state.model.state_dict())
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])
