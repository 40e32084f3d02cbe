"""From settings to a run that can be stepped: corpora, tokenizer, labels, model, machine."""

import copy
from dataclasses import dataclass
from typing import Any

import torch

from nlpseq.bundle import Bundle, read_bundle
from nlpseq.config import CorpusSpec, TrainConfig
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.model import ModelSpec, SharedModel, build
from nlpseq.tasks.build import AnyTask, build_task
from nlpseq.tasks.word_batch import speller
from nlpseq.training.corpora import (
    Corpus,
    labels_of,
    languages_of,
    open_corpus,
    open_stream,
    resolve_corpora,
    training_texts,
)
from nlpseq.training.distributed import Group
from nlpseq.training.loop import Machine, Setup, Validation
from nlpseq.training.machine import choose_machine, use_machine
from nlpseq.training.optim import build_optimizer
from nlpseq.training.origin import head_configs, replace_heads, take_weights
from nlpseq.training.pretrained import (
    Before,
    corpora_of,
    read_before,
    take_before,
    tokenizer_of,
)
from nlpseq.training.progress import Track, untracked
from nlpseq.training.run import Run
from nlpseq.training.state import TrainState, write_atomically
from nlpseq.training.stream import Cursor, Stream

# Batches of each task by which precisions and threads are compared.
NUM_TRIED = 4
# Updates of a run that time alone ends.
UNLIMITED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run ready to be stepped.

    Args:
        setup: what never changes.
        state: what does; loaded from the checkpoint if there is one.
        spec: how the model is built.
        corpora: where the examples came from, by head.
        tokenizer: the shared tokenizer.
        pretrained_tokenizer: of language models beside the words; None = there are none.
        inherited: name, licence and citation of what the model had learnt from before.
        fresh: parameters that the initial bundle does not have; [] without one.
    """

    setup: Setup
    state: TrainState
    spec: ModelSpec
    corpora: dict[str, CorpusSpec]
    tokenizer: Tokenizer
    pretrained_tokenizer: Tokenizer | None
    inherited: list[dict[str, str]]
    fresh: list[str]


def prepare(config: TrainConfig, run: Run, group: Group, track: Track = untracked) -> Prepared:
    """Read, tokenise, build; go on from the run's checkpoint if it has one.

    Args:
        config: the settings.
        run: where the tokenizer and the encoded examples are kept.
        group: the processes of the run.
        track: shows how far a pass over the examples is.

    Raises:
        InputError: a corpus, a setting, the initial bundle or the checkpoint is at fault.
    """
    corpora = {name: open_corpus(spec) for name, spec in resolve_corpora(config).items()}
    origin = read_bundle(config.init) if config.init else None
    heads = head_configs(config, corpora, origin)
    before = [] if origin else read_before(config.model, heads.values())
    tokenizer = origin.tokenizer if origin else _tokenizer(config, run, group, corpora, track)
    pretrained = origin.pretrained_tokenizer if origin else tokenizer_of(before)
    spec = ModelSpec(
        model=origin.model if origin else config.model,
        heads=heads,
        labels=labels_of(corpora, heads),
        vocab_size=tokenizer.vocab_size,
        pretrained=origin.pretrained if origin else tuple(part.shape for part in before),
    )
    tasks = _tasks(spec, corpora, tokenizer, pretrained)
    streams = {
        name: open_stream(tasks[name], heads[name], corpus.train, config.seed, run, group, track)
        for name, corpus in corpora.items()
    }
    validations = {
        name: Validation(corpus.valid, tasks[name].encode(corpus.valid))
        for name, corpus in corpora.items()
    }
    model, fresh = _model(config, spec, origin, before)
    machine = _machine(config, run, group, model, tasks, streams)
    model.to(machine.device)
    config = replace_heads(config, heads)
    setup = Setup(config, tasks, streams, validations, machine, group, _num_steps(config, streams))
    specs = {name: corpus.spec for name, corpus in corpora.items()}
    state = _state(config, run, group, model, streams)
    inherited = corpora_of(origin) if origin else [each for part in before for each in part.corpora]
    return Prepared(setup, state, spec, specs, tokenizer, pretrained, inherited, fresh)


def _model(
    config: TrainConfig, spec: ModelSpec, origin: Bundle | None, before: list[Before]
) -> tuple[SharedModel, list[str]]:
    """Drawn by the seed, with what the initial bundle or the pretrained parts bring.

    Returns:
        model: the model.
        fresh: names of the parameters that an initial bundle does not have; [] without one.
    """
    torch.manual_seed(config.seed)
    model = build(spec)
    if origin:
        return model, take_weights(model, spec, origin)
    take_before(model, before)
    return model, []


def _tasks(
    spec: ModelSpec,
    corpora: dict[str, Corpus],
    tokenizer: Tokenizer,
    pretrained: Tokenizer | None,
) -> dict[str, AnyTask]:
    told = speller(spec.pretrained, pretrained)
    return {
        name: build_task(
            name,
            spec.heads[name],
            tokenizer,
            spec.labels.get(name),
            languages_of(corpus.spec),
            told=told,
        )
        for name, corpus in corpora.items()
    }


def _tokenizer(
    config: TrainConfig,
    run: Run,
    group: Group,
    corpora: dict[str, Corpus],
    track: Track,
) -> Tokenizer:
    """The run's, or a new one that the run then keeps."""

    def learnt() -> bytes:
        if run.tokenizer_file.is_file():
            return run.tokenizer_file.read_bytes()
        texts = training_texts(corpora, track)
        model = Tokenizer.train(texts, config.tokenizer, seed=config.seed).model_bytes
        write_atomically(run.tokenizer_file, model)
        return model

    return Tokenizer(group.by_main(learnt))


def _num_steps(config: TrainConfig, streams: dict[str, Stream]) -> int:
    training = config.training
    per_epoch = max(stream.num_batches for stream in streams.values())
    limits = [training.num_steps, training.num_epochs * per_epoch]
    return min((limit for limit in limits if limit), default=UNLIMITED)


def _machine(
    config: TrainConfig,
    run: Run,
    group: Group,
    model: SharedModel,
    tasks: dict[str, AnyTask],
    streams: dict[str, Stream],
) -> Machine:
    """The run's choice, or a new one by timing that the run then keeps."""

    def chosen() -> Machine:
        machine = run.read_machine()
        if machine is None:
            trial = _trial(model, tasks, streams)
            machine = choose_machine(config.training, group.world_size, trial, NUM_TRIED)
            run.write_machine(machine)
        return machine

    machine = group.by_main(chosen)
    use_machine(machine)
    return machine


def _trial(model: SharedModel, tasks: dict[str, AnyTask], streams: dict[str, Stream]) -> Any:
    """A function that computes the gradients of a few updates and forgets them.

    Batches of all lengths, for what is fastest on the largest need not be so on the others; and
    the largest, so that want of memory shows before the first update.
    """
    batches = {name: [s.largest(), *s.first(NUM_TRIED - 1)] for name, s in streams.items()}

    def trial(machine: Machine) -> None:
        model.to(machine.device).train()
        for name, task in tasks.items():
            for items in batches[name]:
                batch = task.collate(items, model)
                with machine.computing():
                    loss = task.loss(model, batch)
                loss.backward()  # type: ignore[no-untyped-call]
        model.zero_grad(set_to_none=True)

    return trial


def _state(
    config: TrainConfig,
    run: Run,
    group: Group,
    model: SharedModel,
    streams: dict[str, Stream],
) -> TrainState:
    averaged = copy.deepcopy(model).requires_grad_(False).eval()
    state = TrainState(
        model=model,
        averaged=averaged,
        optimizer=build_optimizer(model, config.optim),
        cursors={name: Cursor() for name in streams},
    )
    if run.checkpoint_file.is_file():
        state.load(run.checkpoint_file, group.rank, group.world_size)
    return state
