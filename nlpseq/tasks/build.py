"""From settings to tasks."""

from collections.abc import Mapping
from typing import Any

from nlpseq.config import (
    ClassificationConfig,
    HeadConfig,
    LanguageModelConfig,
    TaggingConfig,
    TranslationConfig,
)
from nlpseq.data.classes import ClassSet, Labels
from nlpseq.data.labels import LabelSet
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.errors import InputError
from nlpseq.tasks.base import Task
from nlpseq.tasks.classification import ClassificationTask
from nlpseq.tasks.language_modelling import LanguageModellingTask
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.tasks.translation import TranslationTask
from nlpseq.tasks.word_batch import Speller

AnyTask = Task[Any, Any, Any, Any]


def build_task(
    name: str,
    config: HeadConfig,
    tokenizer: Tokenizer,
    labels: Labels | None,
    languages: tuple[str, str],
    calibration: Mapping[str, float] | None = None,
    told: Speller | None = None,
) -> AnyTask:
    """The task of a head.

    Args:
        name: name of the head.
        config: its settings, whose type tells the kind of task.
        tokenizer: the shared tokenizer.
        labels: tags of a tagging head, classes of a classifier.
        languages: source and target language.
        calibration: what the task's ``calibrate`` found; None = nothing yet.
        told: spells words for the language models beside them, if those do not read the pieces.

    Raises:
        InputError: there is no task of this kind.
    """
    if isinstance(config, TaggingConfig) and isinstance(labels, LabelSet):
        return TaggingTask(name, config, tokenizer, labels, calibration, told)
    if isinstance(config, TranslationConfig):
        return TranslationTask(name, config, tokenizer, languages[1])
    if isinstance(config, ClassificationConfig) and isinstance(labels, ClassSet):
        return ClassificationTask(name, config, tokenizer, labels, calibration, told)
    if isinstance(config, LanguageModelConfig):
        return LanguageModellingTask(name, config, tokenizer)
    raise InputError(
        "unknown task",
        found=repr(config.kind),
        expected="tagging, translation, classification or language_modelling",
    )
