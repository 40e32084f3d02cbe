"""Settings of what all heads share."""

from dataclasses import dataclass, field
from typing import Any

from nlpseq.config.checks import as_files, one_of, positive, require


@dataclass(slots=True, kw_only=True)
class TokenizerConfig:
    """The SentencePiece model shared by all heads."""

    algorithm: str = "unigram"
    """unigram (Kudo 2018) or bpe (Sennrich et al. 2016)."""
    vocab_size: int = 8000
    """Number of pieces, special ones included; an upper bound on small corpora."""
    character_coverage: float = 1.0
    """Share of characters with a piece of their own; others become bytes."""
    num_sentences: int = 1_000_000
    """Sentences read for training the tokenizer, drawn evenly."""

    def __post_init__(self) -> None:
        one_of(self, "tokenizer", "algorithm", ["unigram", "bpe"])
        require(self.vocab_size >= 300, "tokenizer.vocab_size", self.vocab_size, "300 or more")
        positive(self, "tokenizer", ["num_sentences"])
        require(
            0.0 < self.character_coverage <= 1.0,
            "tokenizer.character_coverage",
            self.character_coverage,
            "0 < x <= 1",
        )


@dataclass(slots=True, kw_only=True)
class ModelConfig:
    """What all heads share."""

    cell: str = "gru"
    """gru (Cho et al. 2014), lstm or rnn (tanh)."""
    bidirectional: bool = True
    """Read the sentence in both directions; false = left to right only."""
    embedding_size: int = 256
    """Width of the shared embedding table."""
    attention: str = "additive"
    """additive (Bahdanau et al. 2015), dot, general (Luong et al. 2015), multi_head (Vaswani et al.
    2017) or none."""
    num_heads: int = 4
    """Heads of multi_head attention."""

    pretrained: Any = field(default_factory=list)
    """What stands beside the words of taggers and classifiers, one or a list of: a bundle or run of
    nlpseq pretrain, for the states of its language models, which read words in their own pieces or
    characters, or for its vectors; a file of vectors in the text format of word2vec and GloVe."""
    pretrained_size: int = 128
    """Width that these states and vectors together are re-projected to."""
    pretrained_trained: bool = False
    """Train them further with the task; false = they stay as they are."""

    def __post_init__(self) -> None:
        self.pretrained = as_files(self.pretrained or [], "model.pretrained")
        positive(self, "model", ["embedding_size", "num_heads", "pretrained_size"])
