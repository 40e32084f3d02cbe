"""What a run takes over from the bundle it starts from, and what its own settings say."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from nlpseq.bundle import read_bundle
from nlpseq.config import ClassificationConfig
from nlpseq.errors import InputError
from nlpseq.training.corpora import Corpus, TrainSplit
from nlpseq.training.origin import head_configs
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import tiny_config, write_corpora

# What the shapes of the parameters, or the meaning of a label, depend on.
KEPT = (
    "hidden_size",
    "num_layers",
    "num_encoder_layers",
    "residual",
    "layer_norm",
    "decoder",
    "char_size",
    "num_char_filters",
    "feature_size",
    "output",
    "scheme",
)


def test_the_bundle_says_what_a_head_is_and_the_settings_how_it_learns(tmp_path: Path) -> None:
    specs = write_corpora(tmp_path)
    config = tiny_config(
        specs,
        task__translation__hidden_size=64,
        task__translation__r_drop=2.0,
        task__translation__output_dropout_rate=0.25,
        task__tagging__hidden_size=16,
        task__tagging__output="softmax",
        task__tagging__lower_rate=0.5,
    )
    corpora = {
        name: Corpus(replace(spec, task=name), MagicMock(spec=TrainSplit), [])
        for name, spec in specs.items()
    }
    origin = read_bundle(GOLDEN)
    found = head_configs(config, corpora, origin)
    for name, kept in {
        "translation": ("hidden_size",),
        "tagging": ("hidden_size", "output"),
    }.items():
        given, old = getattr(config.task, name), origin.heads[name]
        shaped = {key: getattr(old, key) for key in KEPT if hasattr(old, key)}
        assert found[name] == replace(given, **shaped)
        assert all(getattr(given, key) != getattr(old, key) for key in kept)


def test_what_the_labels_mean_is_told_by_the_settings(tmp_path: Path) -> None:
    spec = replace(write_corpora(tmp_path)["tagging"], task="classification")
    corpora = {"classification": Corpus(spec, MagicMock(spec=TrainSplit), [])}
    config = tiny_config({}, task__classification__label_separator="+")
    old = ClassificationConfig(out_of_scope="oos", hidden_size=8)
    origin = replace(read_bundle(GOLDEN), heads={"classification": old})
    found = head_configs(config, corpora, origin)["classification"]
    assert isinstance(found, ClassificationConfig)
    assert (found.out_of_scope, found.label_separator, found.hidden_size) == ("", "+", 8)


def test_a_head_of_another_kind_is_refused(tmp_path: Path) -> None:
    specs = write_corpora(tmp_path)
    corpora = {"tagging": Corpus(specs["translation"], MagicMock(spec=TrainSplit), [])}
    corpora["tagging"].spec.task = "translation"
    with pytest.raises(InputError, match="setting init: found 'tagging', expected a head for"):
        head_configs(tiny_config(specs), corpora, read_bundle(GOLDEN))
