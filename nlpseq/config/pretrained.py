"""What is known of what was trained before: language models, or vectors of words."""

from dataclasses import dataclass

from nlpseq.config.heads import LanguageModelConfig
from nlpseq.config.model import ModelConfig


@dataclass(frozen=True, slots=True)
class Pretrained:
    """Settings of language models that were trained before."""

    model: ModelConfig
    """What was shared when they were."""
    head: LanguageModelConfig
    """Their own."""

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
