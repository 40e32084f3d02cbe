"""What ``nlpseq train`` says before the first update."""

from dataclasses import replace
from pathlib import Path

import pytest

from nlpseq.cli.train import train
from tests.helpers import tiny_config, write_corpora


def test_a_run_says_what_it_starts_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    config = tiny_config(write_corpora(tmp_path), name=first, training__num_steps=1)
    assert train(config) == 0
    assert "; from scratch, 1 updates; " in capsys.readouterr().out
    assert train(replace(config, name=second, init=first)) == 0
    told = capsys.readouterr().out
    assert f"; from {first}, 1 updates; " in told
    assert "begun at random" not in told
    assert "Kept as in" not in told


def test_a_run_says_what_its_initial_bundle_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    corpora = write_corpora(tmp_path)
    assert train(tiny_config(corpora, name=first, training__num_steps=1)) == 0
    for path in tmp_path.glob("*.conll"):
        path.write_text(path.read_text(encoding="utf-8").replace("PER", "ART"), encoding="utf-8")
    capsys.readouterr()
    assert train(tiny_config(corpora, name=second, training__num_steps=1, init=first)) == 0
    assert (
        f"Not in {first}, or for other labels there, and begun at random: "
        "heads.tagging.output, heads.tagging.crf." in capsys.readouterr().out
    )


def test_a_run_says_which_settings_are_those_of_its_initial_bundle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    config = tiny_config(write_corpora(tmp_path), name=first, training__num_steps=1)
    assert train(config) == 0
    capsys.readouterr()
    model = replace(config.model, cell="lstm")
    task = replace(config.task, tagging=replace(config.task.tagging, output="softmax"))
    assert train(replace(config, name=second, init=first, model=model, task=task)) == 0
    assert (
        f"Kept as in {first}: its tokenizer, model.cell=gru (here lstm), "
        "task.tagging.output=crf (here softmax)." in capsys.readouterr().out
    )
