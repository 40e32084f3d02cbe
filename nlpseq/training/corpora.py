"""The corpora of a run: what it learns from, read as streams and encoded once."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

from torch import nn

from nlpseq.config import (
    ClassificationConfig,
    CorpusSpec,
    HeadConfig,
    TaggingConfig,
    TrainConfig,
)
from nlpseq.data.classes import Labels
from nlpseq.data.conll import describe_scheme
from nlpseq.data.corpora import (
    TrainSplit,
    contents,
    fingerprint,
    infer,
    locate,
    open_train_valid,
    read_split,
)
from nlpseq.data.examples import Example, Labelled, Tagged, texts_of
from nlpseq.data.store import Packed, Store, is_store, write_store
from nlpseq.errors import InputError
from nlpseq.tasks.build import AnyTask
from nlpseq.tasks.classification import ClassificationTask
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.training.distributed import Group
from nlpseq.training.pretrained import fingerprinted
from nlpseq.training.progress import Track
from nlpseq.training.run import Run
from nlpseq.training.stream import StoredItems, Stream

# Examples encoded at once.
CHUNK_SIZE = 5000


@dataclass(frozen=True, slots=True)
class Corpus:
    """A head's examples: those to learn from on disk, those to validate on in memory."""

    spec: CorpusSpec
    train: TrainSplit
    valid: list[Example]


def settings_of(config: TrainConfig) -> dict[str, Any]:
    """What a run is: settings, and fingerprints of corpora and of what was learnt before."""
    settings = asdict(config)
    settings.pop("name")
    for data in (settings["data"], *settings["data"]["corpora"].values()):
        data.pop("origin")
    specs = resolve_corpora(config).values()
    settings["fingerprints"] = [
        fingerprint(contents(spec, split))
        for spec in specs
        for split in ("train", "valid")
        if spec.files(split)
    ]
    # an initial bundle brings its own pretrained parts
    before = [config.init] if config.init else config.model.pretrained
    settings["learnt_before"] = [fingerprint([fingerprinted(Path(name))]) for name in before]
    return settings


def resolve_corpora(config: TrainConfig) -> dict[str, CorpusSpec]:
    """The corpora of a run by head name, reader and task filled in.

    Raises:
        InputError: no corpus was given, or it cannot be told what it is; or two are for one task.
    """
    corpora: dict[str, CorpusSpec] = {}
    for name, given in config.data.mixture().items():
        if not given.train and given.name:
            locate(given, "train")  # names the splits that it has instead
        if not given.train:
            raise InputError(
                "no corpus to train on", mend="give data=NAME or data.train=FILE; see --help"
            )
        spec = infer(given)
        for other, known in corpora.items():
            if known.task == spec.task:
                raise InputError(
                    "two corpora of one task: a bundle answers with one head of a kind",
                    found=f"{other} and {name} are for {spec.task}",
                    mend="give the files of both as one corpus, or train two runs",
                )
        corpora[_head_name(name or spec.task)] = spec
    return corpora


def _head_name(name: str) -> str:
    """A name that parameters can bear."""
    if "." in name or hasattr(nn.ModuleDict, name):
        raise InputError("no name of a head", found=repr(name), mend="name the corpus otherwise")
    return name


def detected_schemes(specs: Iterable[CorpusSpec]) -> Iterator[str]:
    """A line for each training file whose tag scheme was detected and not named: what told it."""
    for spec in specs:
        if spec.reader == "conll" and not spec.scheme:
            for path in locate(spec, "train"):
                detection = describe_scheme(path, spec)
                yield "; ".join((f"{path}: tags read as {detection}", *detection.doubts))


def open_corpus(spec: CorpusSpec) -> Corpus:
    """Read every split once, so that a fault in any of them shows before the work of training."""
    corpus = Corpus(spec, *open_train_valid(spec))
    if spec.test:
        read_split(spec, "test")
    return corpus


def languages_of(spec: CorpusSpec) -> tuple[str, str]:
    """Source and target language of a corpus."""
    return spec.source_language, spec.target_language


def training_texts(corpora: dict[str, Corpus], track: Track) -> Iterator[str]:
    """Every training sentence of every head, both sides."""
    for name, corpus in corpora.items():
        for example in track(corpus.train, f"{name}: reading for the tokenizer", len(corpus.train)):
            yield from texts_of(example)


def labels_of(corpora: dict[str, Corpus], heads: dict[str, HeadConfig]) -> dict[str, Labels]:
    """The tags or classes of each head that has some."""
    labels: dict[str, Labels] = {}
    for name, corpus in corpora.items():
        head = heads[name]
        # a type or class whose few examples were all held out has a name as well
        examples = chain(corpus.train, corpus.valid)
        if isinstance(head, TaggingConfig):
            labels[name] = TaggingTask.label_set(cast(Iterable[Tagged], examples), head.scheme)
        elif isinstance(head, ClassificationConfig):
            labels[name] = ClassificationTask.class_set(cast(Iterable[Labelled], examples), head)
    return labels


def open_stream(
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

    def write() -> None:
        if not is_store(path):
            tracked = track(examples, f"{task.name}: encoding", len(examples))
            write_store(path, _encoded(task, tracked))

    group.by_main(write)
    store = Store(path)
    items = StoredItems(store, task.unpack)
    return Stream(items, store.sizes, head.max_tokens, seed, task.windows())


def _encoded(task: AnyTask, examples: Iterable[Example]) -> Iterator[Packed]:
    remaining = iter(examples)
    while chunk := list(islice(remaining, CHUNK_SIZE)):
        items = [part for item in task.encode(chunk) for part in task.cut(item)]
        yield Packed([task.pack(item) for item in items], task.sizes(items))
