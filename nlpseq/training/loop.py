"""Training as a generator of events; printing, logging and saving are its consumers' business."""

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from nlpseq.config import TrainConfig
from nlpseq.errors import InputError
from nlpseq.model import computing
from nlpseq.tasks.build import AnyTask
from nlpseq.training.averaging import average_checkpoint, average_update
from nlpseq.training.distributed import Group
from nlpseq.training.optim import learning_rate
from nlpseq.training.state import TrainState
from nlpseq.training.stream import Stream, draw_tasks, participation


@dataclass(frozen=True, slots=True)
class Machine:
    """What the run computes with; chosen once and kept for the run's whole life.

    Args:
        device: cpu or cuda.
        precision: fp32 or bf16.
        num_threads: CPU threads of this process.
        reason: why, for the user.
        kernel: torch or fused, what computes the gradients of GRUs.
        step_seconds: time of an update when it was tried; 0 = not tried.
    """

    device: str
    precision: str
    num_threads: int
    reason: str = ""
    step_seconds: float = 0.0
    kernel: str = "torch"

    def computing(self) -> AbstractContextManager[None]:
        """The context in which losses are computed."""
        return computing(self.device, self.precision, self.kernel)


@dataclass(frozen=True, slots=True)
class Validation:
    """Examples that are never trained on, and their encoding."""

    examples: list[Any]
    items: list[Any]


@dataclass(frozen=True, slots=True)
class Setup:
    """The part of a run that never changes.

    Args:
        config: all settings.
        tasks: the tasks by head name.
        streams: training batches of each task.
        validations: held-out examples of each task.
        machine: device, precision, threads.
        group: the processes of the run.
        num_steps: most updates of the whole run.
    """

    config: TrainConfig
    tasks: dict[str, AnyTask]
    streams: dict[str, Stream]
    validations: dict[str, Validation]
    machine: Machine
    group: Group
    num_steps: int

    @property
    def budget_seconds(self) -> float:
        """Time for updates and validations; 0 = as long as the updates take."""
        return 60 * self.config.training.max_minutes


@dataclass(frozen=True, slots=True)
class Updated:
    """After an update.

    Args:
        step: updates done.
        losses: loss per target of each task that took part.
        num_targets: targets of the update, over all tasks and processes.
        learning_rate: of this update.
        gradient_norm: before clipping.
        seconds: duration.
    """

    step: int
    losses: dict[str, float]
    num_targets: int
    learning_rate: float
    gradient_norm: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Validated:
    """After a validation.

    Args:
        step: updates done.
        scores: every score of every task, as ``tagging.f1``.
        main_score: the weighted mean of the main scores.
        is_best: whether it is the best so far.
        seconds: duration.
        elapsed: seconds of the whole training so far, in all sittings.
    """

    step: int
    scores: dict[str, float]
    main_score: float
    is_best: bool
    seconds: float
    elapsed: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """The end of training, and why."""

    step: int
    reason: str


Event = Updated | Validated | Stopped


def train(setup: Setup, state: TrainState) -> Iterator[Event]:
    """Train from the state's step to the end.

    Between two events the state is whole: a consumer may save it, or stop.

    Raises:
        InputError: a gradient is no number; the weights are still those before it.
    """
    patience = setup.config.training.patience
    while True:
        if _validation_due(setup, state):
            yield validate(setup, state)
        elif patience and state.num_stale >= patience:
            yield Stopped(state.step, f"no better score in {state.num_stale} validations")
            return
        elif state.step >= planned_steps(setup, state):
            in_time = state.step >= setup.num_steps
            yield Stopped(state.step, "all updates done" if in_time else "the time is over")
            return
        else:
            yield update(setup, state)


def planned_steps(setup: Setup, state: TrainState) -> int:
    """Updates of the whole run: those of the settings, or what the time left is enough for."""
    if not setup.budget_seconds or not state.step:
        return setup.num_steps
    in_time = math.ceil(state.step * setup.budget_seconds / state.seconds)
    return min(setup.num_steps, max(state.step, in_time))


def _validation_due(setup: Setup, state: TrainState) -> bool:
    """Whether this step has a validation that the state has not seen yet."""
    regular = state.step % setup.config.training.validate_every == 0
    last = state.step >= planned_steps(setup, state)
    return state.step > 0 and (regular or last) and not state.is_validated


def update(setup: Setup, state: TrainState) -> Updated:
    """One optimizer update over the tasks drawn for it."""
    started = time.perf_counter()
    config = setup.config
    # dropout depends on seed, step and process alone: no generator state to save and restore
    torch.manual_seed(_step_seed(config.seed, state.step, setup.group.rank))
    state.model.train()
    state.optimizer.zero_grad(set_to_none=True)
    drawn = _drawn_tasks(setup, state.step)
    # the same on every process, so that what is shared out has been varied and counted; the 1 tells
    # these draws from those of the tasks
    rng = np.random.default_rng([config.seed, state.step, 1])
    losses, num_targets = {}, 0
    for name in drawn:
        stored, state.cursors[name] = setup.streams[name].batch(state.cursors[name])
        items = setup.tasks[name].vary(stored, rng)
        count = sum(setup.tasks[name].num_targets(item) for item in items)
        losses[name] = _backward(setup, state, name, setup.group.share(items), count)
        num_targets += count
    norm = _apply(setup, state, drawn)
    state.step += 1
    average_update(state.averaged, state.model, config.training, state.step)
    seconds = setup.group.of_main(time.perf_counter() - started)
    state.seconds += seconds
    rate = state.optimizer.param_groups[0]["lr"]
    return Updated(state.step, losses, num_targets, rate, norm, seconds)


def validate(setup: Setup, state: TrainState) -> Validated:
    """Score the averaged weights on held-out examples and note whether they are the best."""
    started = time.perf_counter()
    average_checkpoint(state.averaged, state.model, setup.config.training, state.recent)
    scores: dict[str, float] = {}
    if setup.group.is_main:
        for name, validation in setup.validations.items():
            found = _score(setup, state, name, validation)
            scores.update({f"{name}.{key}": value for key, value in found.items()})
    scores = setup.group.broadcast(scores)
    main_score = combined_score(setup, scores)
    is_best = state.best_score is None or main_score > state.best_score
    _note_score(setup, state, main_score, is_best)
    state.history.append({"step": state.step, "score": main_score, **scores})
    seconds = setup.group.of_main(time.perf_counter() - started)
    state.seconds += seconds
    return Validated(state.step, scores, main_score, is_best, seconds, state.seconds)


def combined_score(setup: Setup, scores: dict[str, float]) -> float:
    """Mean of the tasks' main scores, weighted as the heads' settings say."""
    heads = {name: getattr(setup.config.task, task.kind) for name, task in setup.tasks.items()}
    weights = {name: head.score_weight for name, head in heads.items()}
    total = sum(
        weights[name] * scores[f"{name}.{task.main_score}"] for name, task in setup.tasks.items()
    )
    return total / sum(weights.values())


def _score(setup: Setup, state: TrainState, name: str, validation: Validation) -> dict[str, float]:
    task = setup.tasks[name]
    # the best of several updates shows in greedy search, and not in what is drawn
    decoding = replace(setup.config.decoding, beam_size=1, sample=False, mbr_size=0)
    with setup.machine.computing():
        predictions = task.predict(state.averaged, validation.items, decoding)
    return task.score(predictions, validation.examples)


def _note_score(setup: Setup, state: TrainState, score: float, is_best: bool) -> None:
    optim = setup.config.optim
    state.num_stale = 0 if is_best else state.num_stale + 1
    if is_best:
        state.best_score, state.best_step = score, state.step
    elif state.num_stale % optim.plateau_patience == 0:
        state.plateau_scale *= 0.5


def _drawn_tasks(setup: Setup, step: int) -> list[str]:
    num_batches = {name: stream.num_batches for name, stream in setup.streams.items()}
    probabilities = participation(num_batches, setup.config.training.mixture_temperature)
    return draw_tasks(probabilities, setup.config.seed, step)


def _backward(
    setup: Setup, state: TrainState, name: str, items: Sequence[Any], num_targets: int
) -> float:
    """Add a task's gradient; its loss per target, over all processes."""
    total = 0.0
    num_targets = max(1, num_targets)  # a window may hold context alone: it is read, not learnt
    if items:
        task = setup.tasks[name]
        batch = task.collate(items, state.model)
        with setup.machine.computing():
            loss, state.carried[name] = task.learn(state.model, batch, state.carried.get(name, {}))
        weight = getattr(setup.config.task, task.kind).loss_weight
        # summed over tokens and divided once by the count of the whole update
        (loss * (weight / num_targets)).backward()
        total = loss.item()
    return setup.group.sum(total) / num_targets


def _apply(setup: Setup, state: TrainState, drawn: list[str]) -> float:
    """Sum gradients over processes, clip, step; the norm before clipping."""
    optim = setup.config.optim
    model = state.model
    # heads that took no part have no gradient anywhere, and Adam must not touch them
    read = dict.fromkeys(head for name in drawn for head in setup.tasks[name].heads_read)
    parameters = [p for head in read for p in model.heads[head].parameters()]
    parameters += [p for p in model.pretrained.parameters() if p.requires_grad]
    setup.group.sum_gradients([model.embedding.weight, *parameters])
    limit = optim.clip_norm or float("inf")
    norm = torch.nn.utils.clip_grad_norm_(state.model.parameters(), limit).item()
    if not math.isfinite(norm):  # one update by it, and no weight is a number any more
        found = f"a gradient of norm {norm} in update {state.step + 1}"
        raise InputError("training diverged", found=found, mend="lower optim.learning_rate")
    num_steps = planned_steps(setup, state)
    rate = learning_rate(optim, state.step, num_steps, state.plateau_scale)
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    state.optimizer.step()
    return norm


def _step_seed(seed: int, step: int, rank: int) -> int:
    return hash((seed, step, rank)) & 0x7FFF_FFFF
