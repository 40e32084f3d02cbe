"""What was trained before and is read beside the words: language models, vectors of words."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from nlpseq.bundle import MANIFEST, Bundle, find_bundle, read_bundle
from nlpseq.config import (
    HeadConfig,
    LanguageModelConfig,
    ModelConfig,
    Pretrained,
    PretrainedModels,
    PretrainedVectors,
    WordReaderConfig,
)
from nlpseq.data.compressed import rounded
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.vectors import VectorTable, read_vectors
from nlpseq.errors import InputError
from nlpseq.model import SharedModel
from nlpseq.training.skip_gram import VectorsRun


@dataclass(frozen=True, slots=True)
class Before:
    """A part that was trained before.

    Args:
        shape: its settings.
        weights: of the part.
        corpora: name, licence and citation of what it was trained on.
        tokenizer: its own; None = it has none.
    """

    shape: Pretrained
    weights: dict[str, np.ndarray]
    corpora: list[dict[str, str]]
    tokenizer: Tokenizer | None = None


def read_before(config: ModelConfig, heads: Collection[HeadConfig]) -> list[Before]:
    """What ``model.pretrained`` names: bundles, runs of either kind, or files of vectors.

    Args:
        config: what all heads share.
        heads: settings of each.

    Raises:
        InputError: one is nothing of these, or has no language models, or two have; or no head
            reads words.
    """
    kinds = [head.kind for head in heads if not isinstance(head, WordReaderConfig)]
    if config.pretrained and len(kinds) == len(heads):
        raise InputError(
            "model.pretrained stands beside the words of taggers and classifiers",
            found="a run for " + " and ".join(kinds),
            mend="begin with what a bundle has learnt by init=BUNDLE",
        )
    parts = [_read_part(Path(name), config) for name in config.pretrained]
    if sum(part.tokenizer is not None for part in parts) > 1:
        raise InputError(
            "model.pretrained: language models read the units of one tokenizer",
            found="two bundles of them",
            expected="one at most; as many tables of vectors as you like",
        )
    return parts


def _read_part(path: Path, config: ModelConfig) -> Before:
    run = VectorsRun(path)
    if run.is_finished():
        return _vectors(read_vectors(run.vectors_file), run.about()["corpora"], config)
    if path.is_file():
        corpus = {"name": path.name, "licence": "", "citation": ""}
        return _vectors(read_vectors(path), [corpus], config)
    return _language_models(read_bundle(path))


def fingerprinted(path: Path) -> Path:
    """The file that changes with what a bundle, a run of either kind or a table of vectors says.

    Raises:
        InputError: there is nothing of the kind.
    """
    run = VectorsRun(path)
    if run.is_finished():
        return run.vectors_file
    return path if path.is_file() else find_bundle(path) / MANIFEST


def tokenizer_of(before: list[Before]) -> Tokenizer | None:
    """The tokenizer of the language models among the parts; None = there are none."""
    return next((part.tokenizer for part in before if part.tokenizer), None)


def take_before(model: SharedModel, before: list[Before]) -> None:
    """Copy what was trained before."""
    for part, read in zip(model.pretrained, before, strict=True):
        part.load_state_dict(
            {name: torch.from_numpy(array) for name, array in read.weights.items()}
        )


def _vectors(table: VectorTable, corpora: list[dict[str, str]], config: ModelConfig) -> Before:
    # those that stay as they are take a byte a number in the bundle: learn with these at once
    vectors = table.vectors if config.pretrained_trained else rounded(table.vectors)
    return Before(
        shape=PretrainedVectors(*vectors.shape),
        weights={"keys": table.keys, "embedding.weight": vectors},
        corpora=corpora,
    )


def _language_models(bundle: Bundle) -> Before:
    name, head = _language_model_of(bundle)
    prefix = f"heads.{name}."
    weights = {
        f"language_model.{key.removeprefix(prefix)}": array
        for key, array in bundle.weights.items()
        if key.startswith(prefix)
    }
    return Before(
        shape=PretrainedModels(bundle.model, head, bundle.tokenizer.vocab_size),
        weights={**weights, "embedding.weight": bundle.weights["embedding.weight"]},
        corpora=corpora_of(bundle),
        tokenizer=bundle.tokenizer,
    )


def corpora_of(bundle: Bundle) -> list[dict[str, str]]:
    """Name, licence and citation of what a bundle was trained on."""
    corpora: list[dict[str, Any]] = bundle.info.get("corpora", [])
    return corpora


def _language_model_of(bundle: Bundle) -> tuple[str, LanguageModelConfig]:
    for name, head in bundle.heads.items():
        if isinstance(head, LanguageModelConfig):
            return name, head
    raise InputError(
        "model.pretrained: the bundle has no language model",
        file=bundle.path,
        found="heads for " + ", ".join(sorted(head.kind for head in bundle.heads.values())),
        mend="make one with nlpseq pretrain --text FILES",
    )
