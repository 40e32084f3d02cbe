"""Tiny corpora, tiny settings and a tiny tokenizer: what the tests of training and models share."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlpseq.config import (
    ClassificationConfig,
    CorpusSpec,
    DataConfig,
    DecodingConfig,
    LanguageModelConfig,
    ModelConfig,
    OptimConfig,
    TaggingConfig,
    TaskConfig,
    TokenizerConfig,
    TrainConfig,
    TrainingConfig,
    TranslationConfig,
)
from nlpseq.data.classes import ClassSet, Labels
from nlpseq.data.examples import Labelled, Pair, Tagged
from nlpseq.data.labels import LabelSet
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.model import ModelSpec, SharedModel, build
from nlpseq.tasks.classification import ClassificationTask
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.training.distributed import Group
from nlpseq.training.prepare import Prepared, prepare
from nlpseq.training.run import Run

GREEDY = DecodingConfig(beam_size=1)

PAIRS = (
    Pair("a cat sleeps .", "eine Katze schläft ."),
    Pair("the dog runs home .", "der Hund läuft nach Hause ."),
    Pair("two birds sing in the old garden .", "zwei Vögel singen im alten Garten ."),
    Pair("Anna reads a book .", "Anna liest ein Buch ."),
    Pair("do you live in Bonn ?", "wohnst du in Bonn ?"),
    Pair("we do not sell bread .", "wir verkaufen kein Brot ."),
    Pair("he came late because it rained .", "er kam spät , weil es regnete ."),
    Pair("yes .", "ja ."),
)

_TAGGED = (
    "Anna/B-PER lives/O in/O Bonn/B-LOC ./O",
    "the/O dog/O runs/O home/O ./O",
    "New/B-LOC York/I-LOC is/O large/O ./O",
    "Teddy/B-PER Marsh/I-PER reads/O a/O book/O ./O",
    "Teddy/O bears/O are/O on/O sale/O ./O",
    "we/O met/O Rose/B-PER in/O Paris/B-LOC ./O",
    "roses/O are/O red/O",
    "Bonn/B-LOC",
)
TAGGED = tuple(
    Tagged(*zip(*(token.rsplit("/", 1) for token in line.split()), strict=True)) for line in _TAGGED
)

LABELLED = (
    Labelled("do you live in Bonn ?", "PLACE:home"),
    Labelled("where is New York ?", "PLACE:city"),
    Labelled("who met Rose in Paris ?", "PERSON"),
    Labelled("who reads a book ?", "PERSON"),
    Labelled("is Bonn large ?", "PLACE:city"),
    Labelled("roses are red", "other"),
    Labelled("bread", "other"),
    Labelled("the old dog sleeps .", "other"),
)

MODEL = ModelConfig(embedding_size=8)

NO_DROPOUT_TAGGING = TaggingConfig(
    hidden_size=8,
    num_layers=1,
    char_size=4,
    num_char_filters=6,
    feature_size=2,
    input_dropout_rate=0.0,
    hidden_dropout_rate=0.0,
    word_dropout_rate=0.0,
    max_tokens=24,
)
NO_DROPOUT_TRANSLATION = TranslationConfig(
    hidden_size=8,
    embedding_dropout_rate=0.0,
    encoder_dropout_rate=0.0,
    output_dropout_rate=0.0,
    word_dropout_rate=0.0,
    max_tokens=40,
)
NO_DROPOUT_CLASSIFICATION = ClassificationConfig(
    hidden_size=8,
    label_smoothing=0.0,
    input_dropout_rate=0.0,
    hidden_dropout_rate=0.0,
    output_dropout_rate=0.0,
    word_dropout_rate=0.0,
    max_tokens=60,
)
NO_DROPOUT_LANGUAGE = LanguageModelConfig(
    direction="both",
    hidden_size=8,
    window=8,
    context=3,
    input_dropout_rate=0.0,
    hidden_dropout_rate=0.0,
    output_dropout_rate=0.0,
    max_tokens=60,
)


@lru_cache(maxsize=1)
def tiny_tokenizer() -> Tokenizer:
    """A tokenizer over the tiny corpora: bytes and a few pieces."""
    texts = [text for pair in PAIRS for text in (pair.source, pair.target)]
    texts += [" ".join(example.words) for example in TAGGED]
    return Tokenizer.train(texts, TokenizerConfig(vocab_size=380), seed=1)


def tiny_labels(scheme: str = "bioes") -> LabelSet:
    """The tags of the tiny corpus in a scheme."""
    return TaggingTask.label_set(TAGGED, scheme)


def tiny_classes(config: ClassificationConfig = NO_DROPOUT_CLASSIFICATION) -> ClassSet:
    """The labels of the tiny corpus."""
    return ClassificationTask.class_set(LABELLED, config)


def tiny_model(
    *,
    model: ModelConfig = MODEL,
    tagging: TaggingConfig | None = None,
    translation: TranslationConfig | None = None,
    classification: ClassificationConfig | None = None,
    language_modelling: LanguageModelConfig | None = None,
) -> SharedModel:
    """A model with the heads whose settings are given, of the tiny tokenizer's size."""
    heads = {
        "tagging": tagging,
        "translation": translation,
        "classification": classification,
        "language_modelling": language_modelling,
    }
    labels: dict[str, Labels] = {}
    if tagging is not None:
        labels["tagging"] = tiny_labels(tagging.scheme)
    if classification is not None:
        labels["classification"] = tiny_classes(classification)
    given = {name: head for name, head in heads.items() if head is not None}
    return build(ModelSpec(model, given, labels, tiny_tokenizer().vocab_size))


def write_pairs(folder: Path, name: str, pairs: Sequence[Pair]) -> list[str]:
    """Write parallel text; its two files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.en", folder / f"{name}.de"]
    sides = [pair.source for pair in pairs], [pair.target for pair in pairs]
    for file, sentences in zip(files, sides, strict=True):
        file.write_text("".join(f"{sentence}\n" for sentence in sentences), encoding="utf-8")
    return [str(file) for file in files]


def write_tagged(folder: Path, name: str, examples: Sequence[Tagged]) -> list[str]:
    """Write CoNLL columns; the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.conll"
    blocks = (
        "".join(f"{word} {tag}\n" for word, tag in zip(e.words, e.tags, strict=True))
        for e in examples
    )
    file.write_text("\n".join(blocks), encoding="utf-8")
    return [str(file)]


def write_labelled(folder: Path, name: str, examples: Sequence[Labelled]) -> list[str]:
    """Write labels and texts with a tab between; the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.tsv"
    file.write_text("".join(f"{e.label}\t{e.text}\n" for e in examples), encoding="utf-8")
    return [str(file)]


def write_corpora(folder: Path) -> dict[str, CorpusSpec]:
    """The tiny corpora as files: the whole for training, the first half for validation."""
    tagged = CorpusSpec(
        train=write_tagged(folder, "train", TAGGED),
        valid=write_tagged(folder, "valid", TAGGED[:4]),
        scheme="bio",
    )
    pairs = CorpusSpec(
        train=write_pairs(folder, "train", PAIRS), valid=write_pairs(folder, "valid", PAIRS[:4])
    )
    return {"tagging": tagged, "translation": pairs}


def tiny_config(corpora: dict[str, CorpusSpec], **changes: Any) -> TrainConfig:
    """Settings of a run of a second; ``training__num_steps=5`` changes ``training.num_steps``."""
    config = TrainConfig(
        data=DataConfig(corpora=corpora),
        tokenizer=TokenizerConfig(vocab_size=380),
        model=MODEL,
        task=TaskConfig(
            tagging=NO_DROPOUT_TAGGING,
            translation=NO_DROPOUT_TRANSLATION,
            classification=NO_DROPOUT_CLASSIFICATION,
            language_modelling=NO_DROPOUT_LANGUAGE,
        ),
        optim=OptimConfig(learning_rate=1e-2, warmup_steps=3),
        training=TrainingConfig(
            num_steps=12,
            validate_every=6,
            precision="fp32",
            num_threads=1,
            kernel="torch",
            device="cpu",
        ),
        decoding=GREEDY,
    )
    for path, value in changes.items():
        config = _changed(config, path.split("__"), value)
    return config


def tiny_run(folder: Path, **changes: Any) -> tuple[Prepared, Run]:
    """A joint run over the tiny corpora, ready for its first update."""
    return prepared_run(tiny_config(write_corpora(folder), **changes), folder / "run")


def prepared_run(config: TrainConfig, path: Path) -> tuple[Prepared, Run]:
    """Prepare a run in a folder, or go on with the one that is there."""
    path.mkdir(exist_ok=True)
    run = Run(path)
    return prepare(config, run, Group()), run


# The same sizes as overrides of the command line.
TINY_OVERRIDES = (
    "tokenizer.vocab_size=380",
    "model.embedding_size=8",
    "task.tagging.hidden_size=8",
    "task.tagging.num_layers=1",
    "task.tagging.char_size=4",
    "task.tagging.num_char_filters=6",
    "task.tagging.feature_size=2",
    "task.tagging.max_tokens=24",
    "task.translation.hidden_size=8",
    "task.translation.max_tokens=40",
    "task.classification.hidden_size=8",
    "task.classification.max_tokens=60",
    "task.language_modelling.hidden_size=8",
    "task.language_modelling.max_tokens=60",
    "training.precision=fp32",
    "training.num_threads=1",
    "training.kernel=torch",
    "training.device=cpu",
    "decoding.beam_size=1",
    "decoding.max_length_ratio=1.0",
)
NO_DROPOUT_OVERRIDES = (
    "task.tagging.input_dropout_rate=0",
    "task.tagging.hidden_dropout_rate=0",
    "task.tagging.word_dropout_rate=0",
    "task.tagging.name_dropout_rate=0",
    "task.translation.embedding_dropout_rate=0",
    "task.translation.encoder_dropout_rate=0",
    "task.translation.output_dropout_rate=0",
    "task.translation.word_dropout_rate=0",
)


def joint_overrides(corpora: dict[str, CorpusSpec]) -> list[str]:
    """The corpora of ``write_corpora`` in place of those of the demo, as overrides."""
    return [
        f"data.corpora.{task}.{key}={value}"
        for task, spec in corpora.items()
        for key, value in (
            ("root", '""'),
            ("train", _list(spec.train)),
            ("valid", _list(spec.valid)),
            ("test", _list(spec.valid)),
            ("pairs", "[]"),
        )
    ]


def start_command(command: Sequence[str], arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Start ``nlpseq`` or ``torchrun`` with one thread and with pipes."""
    return subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": _python_path()},
    )


def run_command(
    command: Sequence[str], arguments: Sequence[str]
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    process = start_command(command, arguments)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def _python_path() -> str:
    """The checkout first, so that the tests also run where the project is not installed."""
    return os.pathsep.join(
        filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")))
    )


def _list(files: Sequence[str]) -> str:
    return "[" + ",".join(files) + "]"


def _changed(config: Any, path: list[str], value: Any) -> Any:
    if len(path) > 1:
        value = _changed(getattr(config, path[0]), path[1:], value)
    return replace(config, **{path[0]: value})
