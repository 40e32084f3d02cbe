"""Every setting of the program: typed, documented, with its default; the standard library only.

YAML under ``conf/`` holds choices and recipes, these files the defaults. The classes are ordinary
mutable dataclasses because OmegaConf 2.3 cannot override frozen ones; treat them as constants.
A field's line of documentation stands under it and is what ``--help`` shows.
"""

from nlpseq.config.checks import require
from nlpseq.config.commands import RUNTIMES, EvaluateConfig, TrainConfig, VectorsConfig
from nlpseq.config.corpora import SPLITS, CorpusOrigin, CorpusSpec, DataConfig
from nlpseq.config.earlier import as_of_today, numbered
from nlpseq.config.heads import (
    HEADS,
    ClassificationConfig,
    HeadConfig,
    LanguageModelConfig,
    TaggingConfig,
    TaskConfig,
    TranslationConfig,
    WordReaderConfig,
)
from nlpseq.config.model import ModelConfig, TokenizerConfig
from nlpseq.config.pretrained import (
    Pretrained,
    PretrainedModels,
    PretrainedVectors,
    pretrained_parts,
)
from nlpseq.config.training import (
    WIDEST_BEAM,
    DecodingConfig,
    DecodingOverrides,
    OptimConfig,
    TrainingConfig,
)

__all__ = [
    "HEADS",
    "RUNTIMES",
    "SPLITS",
    "WIDEST_BEAM",
    "ClassificationConfig",
    "CorpusOrigin",
    "CorpusSpec",
    "DataConfig",
    "DecodingConfig",
    "DecodingOverrides",
    "EvaluateConfig",
    "HeadConfig",
    "LanguageModelConfig",
    "ModelConfig",
    "OptimConfig",
    "Pretrained",
    "PretrainedModels",
    "PretrainedVectors",
    "TaggingConfig",
    "TaskConfig",
    "TokenizerConfig",
    "TrainConfig",
    "TrainingConfig",
    "TranslationConfig",
    "VectorsConfig",
    "WordReaderConfig",
    "as_of_today",
    "numbered",
    "pretrained_parts",
    "require",
]
