"""Everything that a command takes."""

from dataclasses import dataclass, field
from typing import Any

from nlpseq.config.checks import as_files, positive, require, valid_seed
from nlpseq.config.corpora import DataConfig
from nlpseq.config.heads import TaskConfig
from nlpseq.config.model import ModelConfig, TokenizerConfig
from nlpseq.config.training import (
    DecodingConfig,
    DecodingOverrides,
    OptimConfig,
    TrainingConfig,
)

RUNTIMES = ("auto", "numpy", "float32", "bfloat16", "int8", "onnx", "onnx_int8", "torch")
"""What can be asked to compute tags and translations, see ``inference/runtime/choice.py``."""


@dataclass(slots=True, kw_only=True)
class TrainConfig:
    """Everything ``nlpseq train`` takes."""

    name: str = ""
    """Name of the run, written to runs/NAME, or a path; "" = the experiment's or corpus' name."""
    seed: int = 1
    """Seed of everything random."""
    init: str = ""
    """A bundle or run to start from (fine-tuning). Its tokenizer, the shape of its model and heads
    and what was learnt before it are kept, whatever is set here."""
    data: DataConfig = field(default_factory=DataConfig)
    tokenizer: TokenizerConfig = field(default_factory=TokenizerConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    task: TaskConfig = field(default_factory=TaskConfig)
    optim: OptimConfig = field(default_factory=OptimConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    decoding: DecodingConfig = field(default_factory=DecodingConfig)

    def __post_init__(self) -> None:
        valid_seed(self)


@dataclass(slots=True, kw_only=True)
class EvaluateConfig:
    """Everything ``nlpseq evaluate`` takes."""

    bundle: str = ""
    """A bundle or run, or several by a pattern such as runs/x_seed*: mean and deviation."""
    compare: str = ""
    """Another bundle or run to score on the same examples: paired bootstrap."""
    split: str = "test"
    """Split to score: train, valid, test or one of data.splits."""
    out: str = ""
    """Report to write: a .html, .json or .md file; "" = the screen only, in brief."""
    num_bootstrap: int = 1000
    """Resamples for the confidence intervals; 0 = none."""
    seed: int = 1
    """Seed of the resampling."""
    runtime: str = "auto"
    """What computes tags and translations: auto, numpy, float32, bfloat16, int8, onnx, onnx_int8
    or torch; all but bfloat16 and those of int8 give the same."""
    shortlist: bool = False
    """Whether translations are made of the pieces in the bundle's shortlist."""
    data: DataConfig = field(default_factory=DataConfig)
    decoding: DecodingOverrides = field(default_factory=DecodingOverrides)

    def __post_init__(self) -> None:
        expected = "one of " + ", ".join(RUNTIMES)
        require(self.runtime in RUNTIMES, "runtime", self.runtime, expected)
        valid_seed(self)
        positive(self, "", ["num_bootstrap"], or_zero=True)


@dataclass(slots=True, kw_only=True)
class VectorsConfig:
    """Everything ``nlpseq pretrain --vectors`` takes."""

    name: str = "vectors"
    """Name of the run, written to runs/NAME, or a path."""
    text: Any = field(default_factory=list)
    """Files of plain text."""
    licence: str = ""
    """Licence of the text, written into the bundles that use the vectors."""
    seed: int = 1
    """Seed of everything random."""
    max_megabytes: float = 0.0
    """Read no more of the text than this many million bytes; 0 = all."""
    size: int = 100
    """Width of a vector."""
    num_words: int = 100_000
    """Most frequent words that get a vector, at most."""
    min_count: int = 3
    """Rarer words get none."""
    window: int = 5
    """Words to either side that a word has to tell, at most."""
    num_epochs: int = 3
    """Passes over the text."""

    def __post_init__(self) -> None:
        self.text = as_files(self.text, "text")
        valid_seed(self)
        positive(self, "", ["size", "num_words", "min_count", "window", "num_epochs"])
        positive(self, "", ["max_megabytes"], or_zero=True)
