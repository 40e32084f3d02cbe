"""The directory of a run: settings, checkpoint, best weights, log, scores, bundle.

| file | what |
|---|---|
| config.json | settings and fingerprints of what is read: the same command again must match them |
| machine.json | device, precision, threads and kernel that were chosen |
| tokenizer.model | learnt before the first update, kept for all sittings |
| checkpoint.pt | everything to go on from |
| best-STEP.safetensors | averaged weights of the best validation that the checkpoint knows |
| log.jsonl | one line for every event |
| scores.json | written at the end: what the final table shows |
| bundle/ | written at the end: the deployable model |
| store/ | the training examples in ids, one store a head; removed at the end |
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nlpseq.config import CorpusSpec, TrainConfig, as_of_today
from nlpseq.errors import InputError
from nlpseq.training.loop import Machine
from nlpseq.training.state import Carried, TrainState, write_atomically

BEST = "best-{}.safetensors"


class Run:
    """Paths and small files of a run.

    Args:
        path: its directory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.config_file = path / "config.json"
        self.machine_file = path / "machine.json"
        self.tokenizer_file = path / "tokenizer.model"
        self.checkpoint_file = path / "checkpoint.pt"
        self.log_file = path / "log.jsonl"
        self.scores_file = path / "scores.json"
        self.bundle_path = path / "bundle"
        self.store_path = path / "store"
        self._made: list[Path] = []

    def is_finished(self) -> bool:
        """Whether the run has ended and written its scores."""
        return self.scores_file.is_file()

    def claim(self, settings: dict[str, Any]) -> bool:
        """Write the settings of a new run, or compare them with those of the run that is there.

        Returns:
            whether the run was there already.

        Raises:
            InputError: the run has other settings; names the keys that differ.
        """
        if not self.config_file.is_file():
            self._made = make_folders(self.path)
            self.write_json(self.config_file, settings)
            return False
        before = self.read_json(self.config_file)
        require_same(self.path, before, settings, _defaults(settings))
        return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from training the run as well; a kill ends it too.

        Raises:
            InputError: one does so already.
        """
        folder = os.open(self.path, os.O_RDONLY)
        try:
            _lock(folder, self.path)
            yield
        finally:
            os.close(folder)

    def forget(self) -> None:
        """Take the claim of a new run back, so that what failed to start leaves no trace."""
        for file in (
            self.config_file,
            self.machine_file,
            self.tokenizer_file,
            *self.path.glob(BEST.format("*")),
            self.log_file,
        ):
            file.unlink(missing_ok=True)
        self.drop_store()
        remove_empty(self._made)

    def drop_store(self) -> None:
        """Remove the encoded examples, which only training needs."""
        shutil.rmtree(self.store_path, ignore_errors=True)

    def read_machine(self) -> Machine | None:
        """The choice of the first sitting; None before it."""
        if not self.machine_file.is_file():
            return None
        return Machine(**self.read_json(self.machine_file))

    def write_machine(self, machine: Machine) -> None:
        """Keep the choice for later sittings."""
        self.write_json(self.machine_file, asdict(machine))

    def read_json(self, file: Path) -> Any:
        """Content of one of the run's files.

        Raises:
            InputError: the file is damaged.
        """
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise InputError(
                "damaged file of a run",
                file=file,
                found=str(error),
                mend="remove the run's folder to start afresh",
            ) from error

    def write_json(self, file: Path, value: Any) -> None:
        """Write one of the run's files atomically."""
        write_atomically(file, _dump(value).encode())

    def save_checkpoint(self, state: TrainState, shares: list[Carried] | None = None) -> None:
        """Make the state of this moment, and what each process carries, that to go on from."""
        state.save(self.checkpoint_file, shares)
        for file in self.path.glob(BEST.format("*")):
            if file != self.best_file(state):
                file.unlink()

    def best_file(self, state: TrainState) -> Path:
        """The best weights that a state knows of."""
        return self.path / BEST.format(state.best_step)

    def save_best(self, state: TrainState) -> None:
        """Keep the averaged weights as the best so far.

        Those before them stay until a checkpoint knows of these: a kill in between goes back to it.
        """
        from safetensors.torch import save

        weights = {name: tensor.cpu() for name, tensor in state.averaged.state_dict().items()}
        write_atomically(self.best_file(state), save(weights))


def _lock(folder: int, path: Path) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InputError(
            "another process trains the run",
            file=path,
            mend="wait until it ends, or give this one another name with name=NAME",
        ) from error
    except OSError:  # a file system without locks
        pass


def make_folders(path: Path) -> list[Path]:
    """Make a folder and those around it; the ones that were not there, from the inside out."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    return missing


def remove_empty(folders: list[Path]) -> None:
    """Remove folders, from the inside out, up to the first that holds something."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _defaults(settings: dict[str, Any]) -> dict[str, Any]:
    """What stands for the settings that the record of an earlier version lacks."""
    defaults = asdict(TrainConfig()) | {"learnt_before": settings.get("learnt_before")}
    defaults["data"]["corpora"] = dict.fromkeys(settings["data"]["corpora"], asdict(CorpusSpec()))
    return defaults


def require_same(path: Path, old: Any, new: Any, defaults: Any) -> None:
    """Refuse to go on with other settings than a run was begun with, by whichever version.

    Args:
        path: the run.
        old: the settings in its record.
        new: those asked for.
        defaults: those that nobody gave.

    Raises:
        InputError: names the keys that differ.
    """
    # through JSON, so that all sides have passed through the same types
    new, defaults = (json.loads(_dump(side)) for side in (new, defaults))
    differing = differing_keys(_completed(as_of_today(old), new, defaults), new)
    if differing:
        keys = "; ".join(f"{key}: {before!r} -> {after!r}" for key, before, after in differing[:6])
        raise InputError(
            "the run exists with other settings",
            file=path,
            found=keys + ("" if len(differing) <= 6 else f"; and {len(differing) - 6} more"),
            mend="give this one another name with name=NAME, or remove the folder",
        )


def _completed(old: Any, new: Any, defaults: Any) -> Any:
    """Settings of a run that an earlier version began, with the defaults of what came later."""
    if not all(isinstance(side, dict) for side in (old, new, defaults)):
        return old
    since = {key: defaults[key] for key in new.keys() & defaults.keys() - old.keys()}
    return since | {
        key: _completed(value, new.get(key), defaults.get(key)) for key, value in old.items()
    }


def differing_keys(old: Any, new: Any, prefix: str = "") -> list[tuple[str, Any, Any]]:
    """Leaves in which two nested settings differ, as (dotted key, old, new)."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            row
            for key in sorted(old.keys() | new.keys())
            for row in differing_keys(
                old.get(key), new.get(key), f"{prefix}.{key}" if prefix else key
            )
        ]
    return [] if old == new else [(prefix, old, new)]


def _dump(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
