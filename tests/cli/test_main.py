"""The command itself: help, unknown commands, exit statuses, closed pipes, other locales."""

import errno
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from nlpseq import __version__
from nlpseq.cli.main import COMMANDS, main
from nlpseq.errors import InputError

Subcommand = Callable[[list[str]], int]
Install = Callable[[Subcommand], None]


@pytest.fixture
def as_train(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a function in the place of ``nlpseq train``."""

    def install(function: Subcommand) -> None:
        module = ModuleType("nlpseq.cli.train")
        module.main = function  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "nlpseq.cli.train", module)

    return install


def raising(error: BaseException) -> Subcommand:
    """A subcommand that fails."""

    def run(argv: list[str]) -> int:
        raise error

    return run


def environment(**changes: str) -> dict[str, str]:
    """This process's variables, less those that say how Python reads and writes."""
    ours = {"PYTHONUNBUFFERED", "PYTHONUTF8", "PYTHONIOENCODING", "LC_ALL", "LANG"}
    return {name: value for name, value in os.environ.items() if name not in ours} | changes


def start(command: list[str], root: Path, *arguments: str, **options) -> subprocess.Popen[str]:
    """The installed command, as a process of its own."""
    return subprocess.Popen(
        [*command, *arguments],
        cwd=root,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(**options.pop("env", {})),
        **options,
    )


def test_help_lists_every_command_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for command in COMMANDS:
        assert f"  {command.name:<14}{command.help}\n" in out
        assert f"$ {command.example}\n" in out
    assert max(len(line) for line in out.split("\n")) <= 80


def test_no_words_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    first = capsys.readouterr().out
    assert main(["-h"]) == 0
    assert capsys.readouterr().out == first


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"nlpseq {__version__}\n"


def test_help_imports_nothing_heavy(root: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "nlpseq", "--help"],
        cwd=root,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    # A line reads "import time: SELF | CUMULATIVE | MODULE".
    lines = [line for line in result.stderr.split("\n") if line.startswith("import time:")]
    packages = {line.split("|")[-1].strip().split(".")[0] for line in lines}
    assert "nlpseq" in packages
    assert not packages & {"torch", "hydra", "omegaconf", "numpy", "rich"}


def test_an_unknown_command_names_the_nearest(nlpseq_command: list[str], root: Path) -> None:
    process = start(nlpseq_command, root, "trian", stdout=subprocess.PIPE)
    out, err = process.communicate()
    assert (process.returncode, out) == (2, "")
    assert err == (
        "nlpseq: unknown command: found 'trian', expected one of data, train, pretrain, evaluate, "
        "teddy, distill, backtranslate, translate, tag, classify, generate, fill, score, repl, "
        "export, bench, completion; did you mean 'nlpseq train'?\n"
    )


def test_an_unknown_command_near_to_none_points_to_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["xyzzy"]) == 2
    assert capsys.readouterr().err.endswith("; see 'nlpseq --help'\n")


def test_a_subcommand_gets_the_other_words_and_gives_the_status(as_train: Install) -> None:
    seen: list[list[str]] = []

    def run(argv: list[str]) -> int:
        seen.append(argv)
        return 7

    as_train(run)
    assert main(["train", "name=x", "--help"]) == 7
    assert seen == [["name=x", "--help"]]


def test_an_input_error_is_one_line(as_train: Install, capsys: pytest.CaptureFixture[str]) -> None:
    as_train(raising(InputError("broken", file="a.conll", line=3, found="x", mend="mend it")))
    assert main(["train"]) == 2
    assert capsys.readouterr() == ("", "nlpseq: a.conll, line 3: broken: found x; mend it\n")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "runs/demo/last.pt"),
            "runs/demo/last.pt: no space left on device; free some and run the same command again",
        ),
        (
            OSError(errno.EDQUOT, "Disk quota exceeded", "runs/demo/last.pt"),
            "runs/demo/last.pt: disk quota exceeded; free some and run the same command again",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "no space left on device; free some and run the same command again",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "runs"), "runs: permission denied"),
        (OSError(errno.EROFS, "Read-only file system", "runs"), "runs: read-only file system"),
        (
            FileNotFoundError(errno.ENOENT, "No such file or directory", "in.txt"),
            "in.txt: no such file or directory",
        ),
    ],
)
def test_a_fault_of_the_file_system_is_one_line(
    as_train: Install, capsys: pytest.CaptureFixture[str], error: OSError, message: str
) -> None:
    as_train(raising(error))
    assert main(["train"]) == 2
    assert capsys.readouterr() == ("", f"nlpseq: {message}\n")


@pytest.mark.parametrize(
    "error",
    [ValueError("a bug"), OSError("a library is missing"), ConnectionResetError(104, "reset")],
)
def test_a_fault_of_the_program_is_seen(as_train: Install, error: Exception) -> None:
    as_train(raising(error))
    with pytest.raises(type(error)):
        main(["train"])


def test_too_little_memory_is_one_line(
    as_train: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    as_train(raising(MemoryError("Unable to allocate 127. GiB")))
    assert main(["train"]) == 2
    assert capsys.readouterr().err == (
        "nlpseq: not enough memory: found Unable to allocate 127. GiB; "
        "ask for less at once (--n-best, --beam, batches, sizes), or split long lines\n"
    )


def test_an_interruption_ends_130_with_a_line(
    as_train: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    as_train(raising(KeyboardInterrupt()))
    assert main(["train"]) == 130
    assert capsys.readouterr().err == "nlpseq: interrupted\n"


def test_a_subcommand_that_told_of_an_interruption_is_not_repeated(
    as_train: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    as_train(lambda argv: 130)
    assert main(["train"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_message_comes_after_what_was_printed(
    as_train: Install, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(argv: list[str]) -> int:
        print("a line")
        raise InputError("a fault")

    as_train(run)
    assert main(["train"]) == 2
    assert capfd.readouterr() == ("a line\n", "nlpseq: a fault\n")


def test_a_closed_pipe_is_quiet(nlpseq_command: list[str], root: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(nlpseq_command, root, "--help", stdout=writer)
    os.close(writer)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_no_space_for_standard_output_is_one_line(nlpseq_command: list[str], root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        process = start(nlpseq_command, root, "--help", stdout=full)
        _, err = process.communicate()
    assert process.returncode == 2
    assert err == (
        "nlpseq: standard output: no space left on device; "
        "free some and run the same command again\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="the shell of POSIX closes streams")
@pytest.mark.parametrize(
    ("closed", "status", "out", "err"),
    [
        (">&-", 2, "", "nlpseq: standard output: bad file descriptor\n"),
        ("2>&-", 0, f"nlpseq {__version__}\n", ""),
        ("<&-", 0, f"nlpseq {__version__}\n", ""),
    ],
)
def test_a_closed_stream(
    nlpseq_command: list[str], root: Path, closed: str, status: int, out: str, err: str
) -> None:
    line = f"{shlex.join(nlpseq_command)} --version {closed}"
    result = subprocess.run(
        line, shell=True, cwd=root, env=environment(), capture_output=True, text=True
    )
    assert (result.returncode, result.stdout, result.stderr) == (status, out, err)


def test_messages_are_utf8_in_any_locale(nlpseq_command: list[str], root: Path) -> None:
    process = start(
        nlpseq_command,
        root,
        "übersetze",
        stdout=subprocess.PIPE,
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    _, err = process.communicate()
    assert process.returncode == 2
    assert err.startswith("nlpseq: unknown command: found 'übersetze', expected")


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}])
def test_text_passes_unchanged_in_any_locale(root: Path, variables: dict[str, str]) -> None:
    code = (
        "import sys; from types import ModuleType; from nlpseq.cli.main import main\n"
        "module = sys.modules['nlpseq.cli.tag'] = ModuleType('nlpseq.cli.tag')\n"
        "module.main = lambda argv: sys.stdout.writelines(sys.stdin) or 0\n"
        "sys.exit(main(['tag']))"
    )
    # Neither the line separator U+2028 nor a carriage return ends a line or is changed.
    text = "Zürich 東京\u2028one line\r\nnext\n".encode()
    result = subprocess.run(
        [sys.executable, "-c", code],
        input=text,
        cwd=root,
        env=environment(**variables),
        capture_output=True,
        check=True,
    )
    assert (result.stdout, result.stderr) == (text, b"")
