"""Starting from a bundle: what a new run takes over from it."""

import re
from dataclasses import fields, replace
from typing import Any

import torch

from nlpseq.bundle import Bundle
from nlpseq.config import HeadConfig, TrainConfig, require
from nlpseq.model import ModelSpec, SharedModel
from nlpseq.training.corpora import Corpus

# Parts of a head that have a row or a score for each label.
LABEL_PARTS = ("output", "crf")
# Settings of a head that say how and from what it learns, and not what it is.
OF_LEARNING = re.compile(
    r"max_tokens|r_drop|label_smoothing|window|num_windows|context|.*_(rate|weight|alpha)"
    r"|out_of_scope|label_separator|label_joiner"
)


def head_configs(
    config: TrainConfig, corpora: dict[str, Corpus], origin: Bundle | None
) -> dict[str, HeadConfig]:
    """Settings of each head; those that shape a head of the initial bundle are the bundle's."""
    heads = {}
    for name, corpus in corpora.items():
        heads[name] = getattr(config.task, corpus.spec.task)
        if origin and name in origin.heads:
            known = origin.heads[name]
            require(known.kind == heads[name].kind, "init", name, f"a head for {known.kind}")
            heads[name] = replace(known, **_of_learning(heads[name]))
    require(
        any(head.score_weight > 0 for head in heads.values()),
        "score_weight",
        0,
        "above 0 for one head at least",
    )
    return heads


def _of_learning(head: HeadConfig) -> dict[str, Any]:
    names = [field.name for field in fields(head) if OF_LEARNING.fullmatch(field.name)]
    return {name: getattr(head, name) for name in names}


def replace_heads(config: TrainConfig, heads: dict[str, HeadConfig]) -> TrainConfig:
    """The settings with the heads' as they are in force."""
    kinds: dict[str, Any] = {head.kind: head for head in heads.values()}
    task = replace(config.task, **kinds)
    return replace(config, task=task)


def take_weights(model: SharedModel, spec: ModelSpec, origin: Bundle) -> list[str]:
    """Copy every parameter that fits from a bundle; the names of those that start afresh.

    What belongs to the labels of a head fits only if they are the same, name by name.
    """
    relabelled = tuple(
        f"heads.{name}.{part}."
        for name, labels in spec.labels.items()
        for part in LABEL_PARTS
        if origin.labels.get(name) != labels
    )
    fresh = []
    with torch.no_grad():
        for name, parameter in model.state_dict().items():
            weights = origin.weights.get(name)
            fits = weights is not None and weights.shape == tuple(parameter.shape)
            if weights is None or not fits or name.startswith(relabelled):
                fresh.append(name)
            else:
                parameter.copy_(torch.from_numpy(weights))
    return fresh
