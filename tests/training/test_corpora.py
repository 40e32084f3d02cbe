"""The corpora of a run: read before training, encoded once; what fits of an initial bundle."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from nlpseq.config import CorpusSpec
from nlpseq.errors import InputError
from nlpseq.training.corpora import detected_schemes, settings_of
from nlpseq.training.distributed import Group
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import train
from nlpseq.training.origin import take_weights
from nlpseq.training.prepare import prepare
from nlpseq.training.run import Run
from tests.helpers import prepared_run, tiny_config, tiny_run, write_corpora


def test_examples_are_encoded_once_and_dropped_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared, run = tiny_run(tmp_path)
    before = [prepared.setup.streams["tagging"].items[row] for row in range(3)]
    assert sorted(path.name for path in run.store_path.iterdir()) == ["tagging", "translation"]
    monkeypatch.setattr(
        "nlpseq.training.corpora.write_store", lambda *_: pytest.fail("encoded once more")
    )
    again, run = prepared_run(prepared.setup.config, run.path)
    for row, item in enumerate(before):
        other = again.setup.streams["tagging"].items[row]
        assert (item.words, item.tags.tolist()) == (other.words, other.tags.tolist())
    run.drop_store()
    assert not run.store_path.exists()


def test_a_faulty_test_split_shows_before_the_first_update(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    faulty = tmp_path / "test.conll"
    faulty.write_text("Rose B-PER\nParis\n")
    config.data.corpora["tagging"].test = [str(faulty)]
    with pytest.raises(InputError, match=r"test\.conll, line 2: wrong number of columns"):
        prepared_run(config, tmp_path / "run")


def test_where_a_corpus_comes_from_is_no_setting_of_a_run(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    before = settings_of(config)
    config.data.corpora["tagging"].origin.page = "https://example.org"
    assert settings_of(config) == before


def test_a_mixture_in_which_no_score_counts_is_refused(tmp_path: Path) -> None:
    zero = {"task__tagging__score_weight": 0.0, "task__translation__score_weight": 0.0}
    with pytest.raises(InputError, match=r"setting score_weight.*above 0 for one head"):
        tiny_run(tmp_path, **zero)


def test_two_corpora_of_one_task_are_refused(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    config.data.corpora["names"] = config.data.corpora["tagging"]
    with pytest.raises(InputError, match="tagging and names are for tagging"):
        settings_of(config)


@pytest.mark.parametrize("name", ["a.b", "train", "keys"])
def test_a_head_bears_a_name_that_parameters_can_bear(name: str, tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    config.data.corpora[name] = config.data.corpora.pop("tagging")
    with pytest.raises(InputError, match=f"no name of a head: found '{name}'"):
        settings_of(config)


def test_a_scheme_that_was_not_named_is_told_with_its_evidence(tmp_path: Path) -> None:
    file = tmp_path / "a.conll"
    file.write_text("Rose B-PER\nReed I-PER\nsings O\n")
    spec = CorpusSpec(train=[str(file)], reader="conll")
    (line,) = detected_schemes([spec])
    assert line.startswith(f"{file}: tags read as bio")
    assert list(detected_schemes([replace(spec, scheme="bio")])) == []


def test_weights_of_labels_are_taken_over_only_for_the_same_labels(tmp_path: Path) -> None:
    prepared, run = tiny_run(tmp_path, training__num_steps=2, training__validate_every=1)
    for event in train(prepared.setup, prepared.state):
        if getattr(event, "is_best", False):
            run.save_best(prepared.state)
    bundle = finished_bundle(prepared, run)
    target, other = prepared.state.model, bundle.labels["tagging"]
    assert take_weights(target, prepared.spec, bundle) == []
    renamed = type(other)(tuple(tag.replace("PER", "ART") for tag in other.tags))
    labels = {**bundle.labels, "tagging": renamed}
    fresh = take_weights(target, replace(prepared.spec, labels=labels), bundle)
    assert {name.split(".")[2] for name in fresh} == {"output", "crf"}
    assert all(name.startswith("heads.tagging.") for name in fresh)
    weight = torch.from_numpy(np.array(bundle.weights["embedding.weight"]))
    assert torch.equal(target.state_dict()["embedding.weight"], weight)


def test_every_split_is_tracked(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    seen: dict[str, tuple[int, int]] = {}

    def track(items, description, total):  # type: ignore[no-untyped-def]
        passed = list(items)
        seen[description] = (len(passed), total)
        return passed

    (tmp_path / "run").mkdir()
    prepare(config, Run(tmp_path / "run"), Group(), track)
    assert len(seen) == 4
    assert all(count == total > 0 for count, total in seen.values())


def test_a_type_that_only_the_validation_split_has_is_scored_as_missed(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path), training__num_steps=1)
    valid = tmp_path / "more.conll"
    valid.write_text("Rose B-PER\nsings O\n\nMeshuggah B-BAND\nplay O\n")
    config.data.corpora["tagging"].valid = [str(valid)]
    prepared, _ = prepared_run(config, tmp_path / "run")
    assert "S-BAND" in prepared.spec.labels["tagging"].tags
    validated = [
        event for event in train(prepared.setup, prepared.state) if hasattr(event, "scores")
    ]
    assert validated[0].scores["tagging.recall"] < 100
