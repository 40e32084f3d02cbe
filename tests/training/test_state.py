"""What survives a kill: checkpoints, atomic writes, the log, the claim of a run."""

import errno
import fcntl
import json
import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch

from nlpseq.bundle import MANIFEST
from nlpseq.cli import train as command
from nlpseq.config import TrainingConfig
from nlpseq.errors import InputError
from nlpseq.training.corpora import settings_of
from nlpseq.training.loggers import JsonlLogger
from nlpseq.training.loop import train
from nlpseq.training.prepare import Prepared
from nlpseq.training.run import Run, differing_keys, require_same
from nlpseq.training.state import PLAIN_FIELDS, TrainState, write_atomically
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import tiny_config, tiny_run, write_corpora


@pytest.fixture
def trained(tmp_path: Path) -> tuple[Prepared, Run]:
    """A run after seven updates and a validation, nothing saved."""
    prepared, run = tiny_run(tmp_path)
    for event in train(prepared.setup, prepared.state):
        if event.step == 7:
            break
    return prepared, run


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing reaches the disk any more."""

    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)


def test_every_process_gets_back_what_it_carried(
    trained: tuple[Prepared, Run], tmp_path: Path
) -> None:
    prepared, run = trained
    shares = [{"tagging": {"forwards": torch.tensor([value])}} for value in (0.5, 0.25)]
    run.save_checkpoint(prepared.state, shares)
    state = tiny_run(tmp_path)[0].state
    assert state.step == 7
    assert state.carried == {}  # rows are shared out anew
    for rank, share in enumerate(shares):
        state.load(run.checkpoint_file, rank, 2)
        assert state.carried["tagging"]["forwards"].equal(share["tagging"]["forwards"])


def test_a_checkpoint_of_an_earlier_version_is_read(
    trained: tuple[Prepared, Run], tmp_path: Path
) -> None:
    prepared, run = trained
    run.save_checkpoint(prepared.state)
    content = torch.load(run.checkpoint_file, weights_only=True)
    del content["recent"]
    content["carried"] = {"tagging": {"forwards": torch.tensor([0.5])}}
    torch.save(content, run.checkpoint_file)
    state = tiny_run(tmp_path)[0].state
    assert state.step == 7
    assert state.carried["tagging"]["forwards"].tolist() == [0.5]


def test_a_state_comes_back_whole(trained: tuple[Prepared, Run], tmp_path: Path) -> None:
    prepared, run = trained
    state = prepared.state
    state.plateau_scale = 0.25
    state.carried["tagging"] = {"forwards": torch.tensor([0.5])}
    state.recent.append([torch.tensor([2.5])])
    run.save_checkpoint(state)
    loaded = tiny_run(tmp_path)[0].state
    assert loaded is not state
    for name in PLAIN_FIELDS:
        assert getattr(loaded, name) == getattr(state, name), name
    assert loaded.step == 7
    assert loaded.history
    assert loaded.cursors == state.cursors
    assert loaded.carried["tagging"]["forwards"].tolist() == [0.5]
    assert loaded.recent[0][0].tolist() == [2.5]
    for kind in ("model", "averaged"):
        old, new = getattr(state, kind).state_dict(), getattr(loaded, kind).state_dict()
        assert old.keys() == new.keys()
        assert all(torch.equal(old[name], new[name]) for name in old)
    old, new = state.optimizer.state_dict(), loaded.optimizer.state_dict()
    assert old["param_groups"] == new["param_groups"]
    for index, moments in old["state"].items():
        assert all(torch.equal(moments[name], new["state"][index][name]) for name in moments)


def test_every_field_of_the_state_is_saved() -> None:
    saved = {"model", "averaged", "optimizer", "cursors", "recent", "carried", *PLAIN_FIELDS}
    assert saved == set(TrainState.__dataclass_fields__)


def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "checkpoint.pt"
    write_atomically(file, b"old")
    full_disk(monkeypatch)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_is_flushed_before_it_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "checkpoint.pt"
    write_atomically(file, b"old")
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(file.read_bytes()))
    seen: list[bytes] = []
    write_atomically(file, b"new")
    assert seen == [b"old"]
    assert file.read_bytes() == b"new"


def test_a_checkpoint_on_a_full_disk_leaves_the_old_one(
    trained: tuple[Prepared, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared, run = trained
    run.save_checkpoint(prepared.state)
    old = run.checkpoint_file.read_bytes()
    prepared.state.step += 1
    full_disk(monkeypatch)
    with pytest.raises(OSError, match="No space left"):
        run.save_checkpoint(prepared.state)
    assert run.checkpoint_file.read_bytes() == old
    assert not list(run.path.glob("*.tmp"))


def damaged(content: bytes) -> dict[str, bytes]:
    """A checkpoint as accidents leave it."""
    return {"empty": b"", "cut": content[: len(content) // 2], "foreign": b"hello\n" * 99}


@pytest.mark.parametrize("kind", ["empty", "cut", "foreign"])
def test_a_damaged_checkpoint_is_told_with_its_file(
    trained: tuple[Prepared, Run], tmp_path: Path, kind: str
) -> None:
    prepared, run = trained
    run.save_checkpoint(prepared.state)
    run.checkpoint_file.write_bytes(damaged(run.checkpoint_file.read_bytes())[kind])
    with pytest.raises(InputError, match=r"checkpoint\.pt: damaged checkpoint: found .+remove"):
        tiny_run(tmp_path)


@pytest.mark.parametrize("missing", ["model", "cursors", "history"])
def test_a_checkpoint_without_a_part_is_damaged(
    trained: tuple[Prepared, Run], tmp_path: Path, missing: str
) -> None:
    prepared, run = trained
    run.save_checkpoint(prepared.state)
    content = torch.load(run.checkpoint_file, weights_only=True)
    del content[missing]
    torch.save(content, run.checkpoint_file)
    with pytest.raises(InputError, match=f"damaged checkpoint: found KeyError: '{missing}'"):
        tiny_run(tmp_path)


def test_a_checkpoint_of_another_model_is_refused(
    trained: tuple[Prepared, Run], tmp_path: Path
) -> None:
    prepared, run = trained
    run.save_checkpoint(prepared.state)
    with pytest.raises(InputError, match="damaged checkpoint"):
        tiny_run(tmp_path, task__tagging__hidden_size=10)


# The log


def write_log(run: Run, state: TrainState, *records: dict[str, Any]) -> None:
    logger = JsonlLogger(run, state)
    for record in records:
        logger.log(record.pop("step"), record)
    logger.close()


def logged(run: Run) -> list[tuple[int, str]]:
    lines = run.log_file.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [(record.pop("step"), next(iter(record))) for record in map(json.loads, lines)]


def update_line(step: int) -> dict[str, Any]:
    return {"step": step, "loss.tagging": 1.0}


def validation_line(step: int) -> dict[str, Any]:
    return {"step": step, "valid.score": 1.0}


def test_lines_behind_the_checkpoint_are_cut_off(trained: tuple[Prepared, Run]) -> None:
    prepared, run = trained
    state = prepared.state
    state.step, state.history = 0, []
    write_log(run, state, *(update_line(step) for step in range(1, 6)))
    with run.log_file.open("a", encoding="utf-8") as file:
        file.write('{"step": 6, "loss.tag')  # killed in the middle of a line
    state.step = 3
    write_log(run, state, update_line(4))
    assert [step for step, _ in logged(run)] == [1, 2, 3, 4]


@pytest.mark.parametrize("seen", [True, False])
def test_a_validation_stands_in_the_log_once(trained: tuple[Prepared, Run], seen: bool) -> None:
    prepared, run = trained
    state = prepared.state
    state.step, state.history = 0, []
    write_log(run, state, update_line(1), validation_line(1), update_line(2), validation_line(2))
    # the checkpoint was written after the update, or after the validation that followed it
    state.step = 2
    state.history = [{"step": 1}, {"step": 2}] if seen else [{"step": 1}]
    write_log(run, state, *([] if seen else [validation_line(2)]), update_line(3))
    expected = [(1, "loss.tagging"), (1, "valid.score"), (2, "loss.tagging"), (2, "valid.score")]
    assert logged(run) == [*expected, (3, "loss.tagging")]


# The claim


def test_a_claim_names_the_keys_that_differ(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    run = Run(tmp_path / "run")
    assert run.claim(settings_of(config)) is False
    assert run.claim(settings_of(config)) is True
    before = run.config_file.read_bytes()
    other = replace(
        config,
        seed=2,
        optim=replace(config.optim, betas=[0.8, 0.9]),
        task=replace(config.task, tagging=replace(config.task.tagging, output="softmax")),
    )
    with pytest.raises(InputError) as caught:
        run.claim(settings_of(other))
    message = str(caught.value)
    assert message.startswith(f"{run.path}: the run exists with other settings: found ")
    assert "seed: 1 -> 2" in message
    assert "optim.betas: [0.9, 0.98] -> [0.8, 0.9]" in message
    assert "task.tagging.output: 'crf' -> 'softmax'" in message
    assert "name=NAME" in message
    assert run.config_file.read_bytes() == before


def test_another_name_is_not_another_setting_but_another_corpus_is(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    run = Run(tmp_path / "run")
    run.claim(settings_of(config))
    assert run.claim(settings_of(replace(config, name="other")))
    with (tmp_path / "train.en").open("a", encoding="utf-8") as file:
        file.write("one more .\n")
    with pytest.raises(InputError, match="fingerprints"):
        run.claim(settings_of(config))


def test_a_run_of_an_earlier_version_goes_on_with_the_defaults_of_new_settings(
    tmp_path: Path,
) -> None:
    config = tiny_config(write_corpora(tmp_path))
    run = Run(tmp_path / "run")
    earlier = settings_of(config)
    del earlier["task"]["tagging"]["output"], earlier["training"]["num_steps"]
    run.claim(earlier)
    with pytest.raises(InputError) as caught:  # the default is another number of steps
        run.claim(settings_of(config))
    assert "task.tagging.output" not in str(caught.value)
    assert f"-> {config.training.num_steps}" in str(caught.value)
    default = replace(config.training, num_steps=TrainingConfig().num_steps)
    assert run.claim(settings_of(replace(config, training=default)))


def test_a_mixture_of_an_earlier_version_goes_on_as_well(tmp_path: Path) -> None:
    settings = settings_of(tiny_config(write_corpora(tmp_path)))
    earlier = json.loads(json.dumps(settings))
    del earlier["data"]["corpora"]["tagging"]["comments"], earlier["learnt_before"]
    run = Run(tmp_path / "run")
    run.claim(earlier)
    assert run.claim(settings)


def test_another_bundle_in_the_place_of_the_initial_one_is_another_setting(tmp_path: Path) -> None:
    bundle, corpora = tmp_path / "bundle", write_corpora(tmp_path)
    shutil.copytree(GOLDEN, bundle)
    run = Run(tmp_path / "run")
    run.claim(settings_of(tiny_config(corpora, init=str(bundle))))
    assert run.claim(settings_of(tiny_config(corpora, init=str(bundle))))
    with (bundle / MANIFEST).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(InputError, match="learnt_before"):
        run.claim(settings_of(tiny_config(corpora, init=str(bundle))))


def test_a_run_goes_on_without_a_setting_that_did_nothing_and_was_taken_out(
    tmp_path: Path,
) -> None:
    settings = settings_of(tiny_config(write_corpora(tmp_path)))
    for size in (0, 3):
        earlier = json.loads(json.dumps(settings))
        earlier["task"]["tagging"]["neighbour_size"] = size
        Run(tmp_path / f"run{size}").claim(earlier)
    assert Run(tmp_path / "run0").claim(settings)
    with pytest.raises(InputError, match=r"found task\.tagging\.neighbour_size: 3 -> None;"):
        Run(tmp_path / "run3").claim(settings)


def test_a_run_goes_on_whose_pretrained_part_was_one_name(tmp_path: Path) -> None:
    table, other = (str(tmp_path / name) for name in ("a.txt", "b.txt"))
    for file in (table, other):
        Path(file).write_text("1 1\nRose 0.5\n", encoding="utf-8")
    for name, names in {"": [], table: [table]}.items():
        corpora = write_corpora(tmp_path)
        settings = settings_of(tiny_config(corpora, model__pretrained=names))
        earlier = json.loads(json.dumps(settings))
        earlier["model"]["pretrained"] = name
        run = Run(tmp_path / f"run{len(names)}")
        run.claim(earlier)
        assert run.claim(settings)
        with pytest.raises(InputError, match=r"model\.pretrained: "):
            run.claim(settings_of(tiny_config(corpora, model__pretrained=other)))


def test_a_run_is_trained_by_one_process_at_a_time(tmp_path: Path) -> None:
    """Two would write one temporary file together, and each what the other has not learnt."""
    path = tmp_path / "run"
    config = tiny_config(write_corpora(tmp_path), name=str(path), training__num_steps=1)
    Run(path).claim(settings_of(config))
    before = list(path.iterdir())
    with Run(path).held(), pytest.raises(InputError, match="run: another process trains the run"):
        command.train(config)
    assert list(path.iterdir()) == before
    with Run(path).held():
        pass  # free again


def test_a_file_system_without_locks_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", fail)
    with Run(tmp_path).held():
        pass


def test_many_differing_keys_are_counted(tmp_path: Path) -> None:
    old, new = ({str(key): value for key in range(9)} for value in (0, 1))
    with pytest.raises(InputError, match="and 3 more"):
        require_same(tmp_path, old, new, {})


def test_differing_keys_are_dotted_and_sorted() -> None:
    old = {"b": {"y": 1, "x": 2}, "a": 1, "gone": 0}
    new = {"b": {"y": 1, "x": 3}, "a": [1], "new": 5}
    assert differing_keys(old, new) == [
        ("a", 1, [1]),
        ("b.x", 2, 3),
        ("gone", 0, None),
        ("new", None, 5),
    ]


def test_a_damaged_file_of_a_run_is_told(tmp_path: Path) -> None:
    config = tiny_config(write_corpora(tmp_path))
    run = Run(tmp_path / "run")
    run.claim(settings_of(config))
    run.config_file.write_text('{"seed": ', encoding="utf-8")
    with pytest.raises(InputError, match=r"config\.json: damaged file of a run"):
        run.claim(settings_of(config))


def test_the_machine_of_the_first_sitting_is_kept(tmp_path: Path) -> None:
    prepared, run = tiny_run(tmp_path)
    chosen = prepared.setup.machine
    assert asdict(chosen)["precision"] == "fp32"
    run.write_machine(replace(chosen, reason="kept"))
    assert tiny_run(tmp_path)[0].setup.machine.reason == "kept"
