"""What is known of what was trained before: language models, vectors of words."""

from dataclasses import dataclass
from typing import Any

from nlpseq.config.heads import LanguageModelConfig
from nlpseq.config.model import ModelConfig


@dataclass(frozen=True, slots=True)
class PretrainedModels:
    """Settings of language models that were trained before."""

    model: ModelConfig
    """What was shared when they were."""
    head: LanguageModelConfig
    """Their own."""
    vocab_size: int = 0
    """Pieces of their own tokenizer; 0 = words are in the task's (older bundles)."""

    @property
    def output_size(self) -> int:
        """Width of a word's states."""
        return self.head.hidden_size * len(self.head.directions)


@dataclass(frozen=True, slots=True)
class PretrainedVectors:
    """A table of vectors of words that was made before."""

    num_words: int
    """Words of the table."""
    size: int
    """Width of a vector."""

    @property
    def output_size(self) -> int:
        """Width of what is told of a word."""
        return self.size


Pretrained = PretrainedModels | PretrainedVectors
"""One of the parts that words are read with beside."""


def pretrained_parts(settings: Any) -> tuple[Pretrained, ...]:
    """The parts that a bundle's settings describe: a list of them, in older bundles one or None."""
    parts = settings if isinstance(settings, list) else [settings] if settings else []
    return tuple(map(_part, parts))


def _part(settings: dict[str, Any]) -> Pretrained:
    if "num_words" in settings:
        return PretrainedVectors(**settings)
    model, head = ModelConfig(**settings["model"]), LanguageModelConfig(**settings["head"])
    return PretrainedModels(model, head, settings.get("vocab_size", 0))
