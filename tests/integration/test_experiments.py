"""Every experiment composes and takes two updates; so does every cell, direction and attention."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlpseq.cli.compose import run_with_hydra
from nlpseq.cli.conf import CONFIG_DIR
from nlpseq.config import CorpusSpec, TrainConfig
from nlpseq.data.corpora import TASKS
from nlpseq.modules.attention import ATTENTIONS
from nlpseq.modules.encoder import CELLS
from nlpseq.training.loop import Event, Stopped, Updated, Validated, train
from tests.helpers import TINY_OVERRIDES, joint_overrides, prepared_run, write_corpora

EXPERIMENTS = sorted(file.stem for file in (Path(CONFIG_DIR) / "experiment").glob("*.yaml"))
OF_SAMPLES = {"demo", "language_model", "teddy", "teddy_distance", "teddy_distance_pretrained"}
"""Those that need no folder of corpora."""

QUICK = ("tokenizer.num_sentences=300", "decoding.max_length_ratio=0.1")


def composed(arguments: list[str]) -> TrainConfig:
    """The settings of a command line."""
    found: list[TrainConfig] = []

    def keep(config: TrainConfig) -> int:
        found.append(config)
        return 0

    assert run_with_hydra("train", arguments, keep) == 0
    (config,) = found
    return config


def events_of(arguments: list[str], folder: Path) -> Iterator[Event]:
    """What the training of a command line does."""
    prepared, _ = prepared_run(composed(arguments), folder)
    return train(prepared.setup, prepared.state)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_composes_with_a_corpus_for_each_head(name: str) -> None:
    config = composed([f"experiment={name}"])
    mixture = config.data.mixture()
    assert mixture
    for spec in mixture.values():
        assert spec.task in TASKS
        assert spec.train
        assert spec.valid or spec.task == "classification"  # held out of train
        assert spec.licence
        assert spec.citation
    debug = composed([f"experiment={name}", "debug=steps"])
    assert (debug.training.num_steps, debug.training.validate_every) == (2, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in OF_SAMPLES else pytest.mark.corpora)
        for name in EXPERIMENTS
    ],
)
def test_every_experiment_takes_two_updates(name: str, tmp_path: Path) -> None:
    arguments = [f"experiment={name}", "debug=steps", *TINY_OVERRIDES, *QUICK]
    arguments += ["tokenizer.vocab_size=4000"]  # Chinese has more than 600 characters
    if composed(arguments).model.pretrained:
        (tmp_path / "my.vec").write_text("the 1 0\nof 0 1\n", encoding="utf-8")
        arguments += [f"model.pretrained={tmp_path / 'my.vec'}"]
    *updates, validated, stopped = events_of(arguments, tmp_path)
    assert [type(event) for event in updates] == [Updated, Updated]
    assert isinstance(validated, Validated)
    assert isinstance(stopped, Stopped)


@pytest.mark.parametrize("name", ["steps", "overfit"])
def test_debugging_recipes_run_on_the_default(name: str, tmp_path: Path) -> None:
    arguments = [f"debug={name}", *TINY_OVERRIDES, *joint_overrides(write_corpora(tmp_path))]
    arguments += ["training.num_steps=2"]
    events = list(events_of(arguments, tmp_path / "run"))
    assert set(events[0].losses) == {"tagging", "translation"}
    assert isinstance(events[-1], Stopped)


@pytest.mark.parametrize("cell", list(CELLS))
@pytest.mark.parametrize("bidirectional", [True, False])
def test_every_cell_direction_and_attention_learns(
    cell: str, bidirectional: bool, tmp_path: Path
) -> None:
    corpora: dict[str, CorpusSpec] = write_corpora(tmp_path)
    for attention in ATTENTIONS:
        arguments = [
            *TINY_OVERRIDES,
            *joint_overrides(corpora),
            f"model={cell}",
            f"model.bidirectional={str(bidirectional).lower()}",
            f"model.attention={attention}",
            "training.mixture_temperature=1e9",
        ]
        first = next(events_of(arguments, tmp_path / attention))
        assert set(first.losses) == {"tagging", "translation"}
        assert first.gradient_norm > 0


def test_every_choice_of_cells_has_its_recipe() -> None:
    recipes = {file.stem for file in (Path(CONFIG_DIR) / "model").glob("*.yaml")}
    assert set(CELLS) <= recipes
    for cell in CELLS:
        assert composed([f"model={cell}"]).model.cell == cell
