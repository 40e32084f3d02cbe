"""The installed command as the tests start it, and a tiny joint run to try it on."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.forks import LONGEST_SECONDS, run_forked

ROOT = Path(__file__).resolve().parents[1]

# Two sentences equal up to the first word, which only the second word labels.
TEDDY_PAIR = {
    "stratum": "unseen_names",
    "index": 0,
    "first": {
        "words": ["Teddy", "Marsh", "reads", "a", "book", "."],
        "tags": ["B-PER", "I-PER", "O", "O", "O", "O"],
    },
    "second": {
        "words": ["Teddy", "bears", "are", "on", "sale", "!"],
        "tags": ["O", "O", "O", "O", "O", "O"],
    },
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    def fault(self) -> str:
        """The one line of a fault: status 2, nothing else on standard error, no traceback."""
        assert self.status == 2, self.err or self.out
        assert self.err.startswith("nlpseq: ")
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("nlpseq: ").removesuffix("\n")


@dataclass(frozen=True, slots=True)
class Program:
    """The command line, started in a folder.

    Args:
        command: how ``run_anew`` starts it.
        folder: where.
    """

    command: Sequence[str]
    folder: Path

    def run(self, *arguments: str, stdin: str | bytes = b"", **variables: str) -> Outcome:
        """Run a command line to its end, in a fork; variables are added to the environment."""
        status, out, err = run_forked(
            arguments, self.folder, environment(**variables), _encoded(stdin)
        )
        return Outcome(status, out.decode(), err.decode())

    def run_anew(self, *arguments: str, stdin: str | bytes = b"", **variables: str) -> Outcome:
        """The same as the shell does it: for what a process finds at its start."""
        result = subprocess.run(
            [*self.command, *arguments],
            input=_encoded(stdin),
            cwd=self.folder,
            env=environment(**variables),
            capture_output=True,
            timeout=LONGEST_SECONDS,
        )
        return Outcome(result.returncode, result.stdout.decode(), result.stderr.decode())

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder."""
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def left(self) -> list[str]:
        """Every file and empty folder below the folder."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file() or not any(path.iterdir())
        )


def _encoded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def environment(**variables: str) -> dict[str, str]:
    """This process's variables, the checkout's package first, one thread, and those given."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    ours = {"OMP_NUM_THREADS": "1", "PYTHONPATH": path, "COLUMNS": "200"}
    without = {name: value for name, value in os.environ.items() if name != "NLPSEQ_DATA"}
    return without | ours | variables


def tiny_arguments(folder: Path) -> list[str]:
    """A joint run of a second over eight sentences of each task, as overrides."""
    from tests.helpers import (
        NO_DROPOUT_OVERRIDES,
        TINY_OVERRIDES,
        joint_overrides,
        write_corpora,
    )

    pairs = folder / "pairs.jsonl"
    corpora = write_corpora(folder)
    pairs.write_text(json.dumps(TEDDY_PAIR) + "\n", encoding="utf-8")
    return [
        *joint_overrides(corpora),
        f"data.corpora.tagging.pairs={pairs}",
        *TINY_OVERRIDES,
        *NO_DROPOUT_OVERRIDES,
        "optim.learning_rate=0.02",
        "optim.warmup_steps=10",
        "training.average=none",
    ]


def train_tiny(command: Sequence[str], folder: Path) -> Path:
    """Train the tiny run through the command line; its folder."""
    outcome = Program(command, folder).run(
        "train",
        *tiny_arguments(folder / "corpora"),
        "task.translation.hidden_size=32",
        "training.num_steps=120",
        "training.validate_every=60",
        "decoding.beam_size=3",
        "name=runs/tiny",
    )
    assert outcome.status == 0, outcome.err
    return folder / "runs" / "tiny"
