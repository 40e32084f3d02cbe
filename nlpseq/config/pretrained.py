"""What is known of language models that were trained before."""

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
