"""Command lines in forks of a process that has the large libraries at hand.

Each test of a command is to have a process of its own, but a start of one, with torch, takes
seconds, and there are hundreds: those were most of the time of all tests.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["torch", "safetensors.numpy", "sentencepiece", "sacrebleu", "hydra", "rich.progress"]
)

LONGEST_SECONDS = 300
"""Of a command, however it is started."""


def run_forked(
    arguments: Sequence[str], folder: Path, variables: Mapping[str, str], given: bytes
) -> tuple[int, bytes, bytes]:
    """Run ``nlpseq`` with some arguments.

    Args:
        arguments: the words after ``nlpseq``.
        folder: where it runs.
        variables: the whole environment.
        given: what its standard input holds.

    Returns:
        status: 0 or that of a fault.
        out: its standard output.
        err: its standard error.
    """
    with TemporaryDirectory() as streams:
        out, err = Path(streams, "out"), Path(streams, "err")
        reader, writer = _FORKS.Pipe(duplex=False)
        process = _FORKS.Process(
            target=_command, args=(list(arguments), folder, dict(variables), reader, out, err)
        )
        process.start()
        reader.close()
        feeder = Thread(target=_feed, args=(writer, given))
        feeder.start()
        process.join(LONGEST_SECONDS)
        status = process.exitcode
        process.kill()
        feeder.join()
        assert status is not None, "the command does not end"
        return status, out.read_bytes(), err.read_bytes()


def _feed(writer: Connection, given: bytes) -> None:
    # a command need not read its input to the end
    with suppress(BrokenPipeError), os.fdopen(os.dup(writer.fileno()), "wb") as pipe:
        writer.close()
        pipe.write(given)


def _command(
    arguments: list[str],
    folder: Path,
    variables: dict[str, str],
    stdin: Connection,
    out: Path,
    err: Path,
) -> None:
    """What the installed command does, in the fork."""
    os.dup2(stdin.fileno(), 0)
    stdin.close()
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    sys.stderr = os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = ["nlpseq", *arguments]
    from nlpseq.cli.main import main

    sys.exit(main())
