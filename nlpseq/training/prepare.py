"""From settings to a run that can be stepped: corpora, tokenizer, labels, model, machine."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

import torch

from nlpseq.bundle import Bundle, read_bundle
from nlpseq.config import CorpusSpec, HeadConfig, TrainConfig, require
from nlpseq.data.corpora import (
    TrainSplit,
    fingerprint,
    infer,
    locate,
    open_train_valid,
    read_split,
)
from nlpseq.data.examples import Example, Labelled, Pair, Tagged
from nlpseq.data.labels import LabelSet
from nlpseq.data.store import Packed, Store, is_store, write_store
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.errors import InputError
from nlpseq.model import ModelSpec, SharedModel, build
from nlpseq.tasks.build import AnyTask, build_task
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.training.distributed import Group
from nlpseq.training.loop import Machine, Setup, Validation
from nlpseq.training.machine import choose_machine, use_machine
from nlpseq.training.optim import build_optimizer
from nlpseq.training.progress import Track, untracked
from nlpseq.training.run import Run
from nlpseq.training.state import TrainState, write_atomically
from nlpseq.training.stream import Cursor, StoredItems, Stream

# Examples encoded at once.
CHUNK_SIZE = 5000
# Batches of each task by which precisions and threads are compared.
NUM_TRIED = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """A head's examples: those to learn from on disk, those to validate on in memory."""

    spec: CorpusSpec
    train: TrainSplit
    valid: list[Example]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run ready to be stepped.

    Args:
        setup: what never changes.
        state: what does; loaded from the checkpoint if there is one.
        spec: how the model is built.
        corpora: where the examples came from, by head.
        tokenizer: the shared tokenizer.
    """

    setup: Setup
    state: TrainState
    spec: ModelSpec
    corpora: dict[str, CorpusSpec]
    tokenizer: Tokenizer


def settings_of(config: TrainConfig) -> dict[str, Any]:
    """What a run is: its settings, and fingerprints of the files it learns from."""
    settings = asdict(config)
    settings.pop("name")
    for data in (settings["data"], *settings["data"]["corpora"].values()):
        data.pop("origin")
    specs = resolve_corpora(config).values()
    settings["fingerprints"] = [
        fingerprint(locate(spec, split))
        for spec in specs
        for split in ("train", "valid")
        if spec.files(split)
    ]
    return settings


def resolve_corpora(config: TrainConfig) -> dict[str, CorpusSpec]:
    """The corpora of a run by head name, reader and task filled in.

    Raises:
        InputError: no corpus was given, or it cannot be told what it is.
    """
    corpora = {}
    for name, given in config.data.mixture().items():
        if not given.train:
            raise InputError(
                "no corpus to train on", mend="give data=NAME or data.train=FILE; see --help"
            )
        spec = infer(given)
        corpora[name or spec.task] = spec
    return corpora


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
    corpora = {name: _open_corpus(spec) for name, spec in resolve_corpora(config).items()}
    origin = read_bundle(config.init) if config.init else None
    heads = head_configs(config, corpora, origin)
    tokenizer = _tokenizer(config, run, group, corpora, origin, track)
    spec = ModelSpec(
        model=origin.model if origin else config.model,
        heads=heads,
        labels=_labels(corpora, heads),
        vocab_size=tokenizer.vocab_size,
    )
    tasks = {
        name: build_task(
            name, heads[name], tokenizer, spec.labels.get(name), languages_of(corpus.spec)
        )
        for name, corpus in corpora.items()
    }
    streams = {
        name: _stream(tasks[name], heads[name], corpus.train, config.seed, run, group, track)
        for name, corpus in corpora.items()
    }
    validations = {
        name: Validation(corpus.valid, tasks[name].encode(corpus.valid))
        for name, corpus in corpora.items()
    }
    torch.manual_seed(config.seed)
    model = build(spec)
    if origin:
        take_weights(model, origin)
    machine = _machine(config, run, group, model, tasks, streams)
    model.to(machine.device)
    config = replace_heads(config, heads)
    setup = Setup(config, tasks, streams, validations, machine, group, _num_steps(config, streams))
    specs = {name: corpus.spec for name, corpus in corpora.items()}
    return Prepared(setup, _state(config, run, model, streams), spec, specs, tokenizer)


def languages_of(spec: CorpusSpec) -> tuple[str, str]:
    """Source and target language of a corpus."""
    return spec.source_language, spec.target_language


def head_configs(
    config: TrainConfig, corpora: dict[str, Corpus], origin: Bundle | None
) -> dict[str, HeadConfig]:
    """Settings of each head; those that shape a head of the initial bundle are the bundle's."""
    heads = {}
    for name, corpus in corpora.items():
        heads[name] = getattr(config.task, corpus.spec.task)
        if origin and name in origin.heads:
            given = heads[name]
            heads[name] = replace(
                origin.heads[name],
                max_tokens=given.max_tokens,
                score_weight=given.score_weight,
                loss_weight=given.loss_weight,
            )
    require(
        any(head.score_weight > 0 for head in heads.values()),
        "score_weight",
        0,
        "above 0 for one head at least",
    )
    return heads


def replace_heads(config: TrainConfig, heads: dict[str, HeadConfig]) -> TrainConfig:
    """The settings with the heads' as they are in force."""
    kinds: dict[str, Any] = {head.kind: head for head in heads.values()}
    task = replace(config.task, **kinds)
    return replace(config, task=task)


def take_weights(model: SharedModel, origin: Bundle) -> list[str]:
    """Copy every parameter that fits from a bundle; the names of those that start afresh."""
    fresh = []
    with torch.no_grad():
        for name, parameter in model.state_dict().items():
            weights = origin.weights.get(name)
            if weights is None or weights.shape != tuple(parameter.shape):
                fresh.append(name)
            else:
                parameter.copy_(torch.from_numpy(weights))
    return fresh


def _tokenizer(
    config: TrainConfig,
    run: Run,
    group: Group,
    corpora: dict[str, Corpus],
    origin: Bundle | None,
    track: Track,
) -> Tokenizer:
    """The initial bundle's, the run's, or a new one that the run then keeps."""
    if origin:
        return origin.tokenizer
    model = b""
    if group.is_main:
        if run.tokenizer_file.is_file():
            model = run.tokenizer_file.read_bytes()
        else:
            model = Tokenizer.train(
                _texts(corpora, track), config.tokenizer, seed=config.seed
            ).model_bytes
            write_atomically(run.tokenizer_file, model)
    return Tokenizer(group.broadcast(model))


def _texts(corpora: dict[str, Corpus], track: Track) -> Iterator[str]:
    """Every training sentence of every head, both sides."""
    for name, corpus in corpora.items():
        for example in track(corpus.train, f"{name}: reading for the tokenizer", len(corpus.train)):
            match example:
                case Pair(source, target):
                    yield source
                    yield target
                case Tagged(words, _):
                    yield " ".join(words)
                case Labelled(text, _):
                    yield text


def _labels(corpora: dict[str, Corpus], heads: dict[str, HeadConfig]) -> dict[str, LabelSet]:
    return {
        name: TaggingTask.label_set(corpus.train, heads[name].scheme)  # type: ignore[arg-type,attr-defined]
        for name, corpus in corpora.items()
        if heads[name].kind == TaggingTask.kind
    }


def _open_corpus(spec: CorpusSpec) -> Corpus:
    """Read every split once, so that a fault in any of them shows before the work of training."""
    corpus = Corpus(spec, *open_train_valid(spec))
    if spec.test:
        read_split(spec, "test")
    return corpus


def _stream(
    task: AnyTask,
    head: HeadConfig,
    examples: TrainSplit,
    seed: int,
    run: Run,
    group: Group,
    track: Track,
) -> Stream:
    """The batches of a head, its examples encoded once in the life of the run."""
    path = run.store_path / task.name
    if group.is_main and not is_store(path):
        tracked = track(examples, f"{task.name}: encoding", len(examples))
        write_store(path, _encoded(task, tracked))
    group.broadcast(True)  # the others wait until it is written
    store = Store(path)
    return Stream(StoredItems(store, task.unpack), store.sizes, head.max_tokens, seed)


def _encoded(task: AnyTask, examples: Iterable[Example]) -> Iterator[Packed]:
    remaining = iter(examples)
    while chunk := list(islice(remaining, CHUNK_SIZE)):
        items = task.encode(chunk)
        yield Packed([task.pack(item) for item in items], task.sizes(items))


def _num_steps(config: TrainConfig, streams: dict[str, Stream]) -> int:
    training = config.training
    per_epoch = max(stream.num_batches for stream in streams.values())
    limits = [training.num_steps, training.num_epochs * per_epoch]
    return min(limit for limit in limits if limit)


def _machine(
    config: TrainConfig,
    run: Run,
    group: Group,
    model: SharedModel,
    tasks: dict[str, AnyTask],
    streams: dict[str, Stream],
) -> Machine:
    """The run's choice, or a new one by timing that the run then keeps."""
    machine = None
    if group.is_main:
        machine = run.read_machine()
        if machine is None:
            trial = _trial(model, tasks, streams)
            machine = choose_machine(config.training, group.world_size, trial, NUM_TRIED)
            run.write_machine(machine)
    machine = group.broadcast(machine)
    assert machine is not None
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
                batch = task.collate(items, model.device)
                with machine.autocast():
                    loss = task.loss(model, batch)
                loss.backward()  # type: ignore[no-untyped-call]
        model.zero_grad(set_to_none=True)

    return trial


def _state(
    config: TrainConfig, run: Run, model: SharedModel, streams: dict[str, Stream]
) -> TrainState:
    averaged = copy.deepcopy(model).requires_grad_(False).eval()
    state = TrainState(
        model=model,
        averaged=averaged,
        optimizer=build_optimizer(model, config.optim),
        cursors={name: Cursor() for name in streams},
    )
    if run.checkpoint_file.is_file():
        state.load(run.checkpoint_file)
    return state
