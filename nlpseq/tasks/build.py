"""From settings to tasks."""

from typing import Any

from nlpseq.config import HeadConfig, TaggingConfig, TranslationConfig
from nlpseq.data.labels import LabelSet
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.errors import InputError
from nlpseq.tasks.base import Task
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.tasks.translation import TranslationTask

AnyTask = Task[Any, Any, Any, Any]


def build_task(
    name: str,
    config: HeadConfig,
    tokenizer: Tokenizer,
    labels: LabelSet | None,
    languages: tuple[str, str],
) -> AnyTask:
    """The task of a head.

    Args:
        name: name of the head.
        config: its settings, whose type tells the kind of task.
        tokenizer: the shared tokenizer.
        labels: tag set, for a tagging head.
        languages: source and target language.

    Raises:
        InputError: there is no task of this kind.
    """
    if isinstance(config, TaggingConfig) and labels is not None:
        return TaggingTask(name, config, tokenizer, labels)
    if isinstance(config, TranslationConfig):
        return TranslationTask(name, config, tokenizer, languages[1])
    raise InputError("unknown task", found=repr(config.kind), expected="tagging or translation")
