"""README's commands: each exists and is understood; the quick ones run on a tiny bundle."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlpseq.cli.main import COMMANDS
from tests.program import ROOT, Program

README = (ROOT / "README.md").read_text(encoding="utf-8")

# a marked block: <!-- command: NAME -->, then a fence
MARKED = re.compile(r"<!-- command: (\S+) -->\n+```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
BLOCKS = dict(MARKED.findall(README))
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def command_lines() -> Iterator[str]:
    """Every line of a shell block that starts ``nlpseq``, prompts and continuations undone."""
    for language, block in FENCED.findall(README):
        if language in ("sh", "bash", "console", "shell"):
            for line in block.replace("\\\n", " ").split("\n"):
                for part in re.split(r"&&|\|\||;|\|", line.removeprefix("$ ")):
                    if part.strip().startswith("nlpseq "):
                        yield part.strip()


def words(line: str) -> list[str]:
    """The words behind ``nlpseq``, less comments and redirections."""
    text = re.split(r"\s[<>]|\s#", line)[0]
    return shlex.split(text)[1:]


SETTINGS = sorted(
    {line for line in command_lines() if words(line)[:1] in (["train"], ["evaluate"])}
)
FILTERS = sorted({line for line in command_lines() if words(line)[:1] in (["tag"], ["translate"])})


def test_the_commands_of_a_newcomer_are_marked() -> None:
    assert {"install", "test"} <= BLOCKS.keys()
    assert "nlpseq train" in BLOCKS["install"]


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_a_marked_block_is_a_command(name: str) -> None:
    lines = BLOCKS[name].strip().split("\n")
    assert lines != [""]
    assert all(not line.startswith(("$", "#")) for line in lines)


def test_every_command_is_one_of_ours() -> None:
    names = {words(line)[0] for line in command_lines() if words(line)}
    names = {name for name in names if not name.startswith("-")}
    assert names <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("line", SETTINGS)
def test_settings_are_understood(program: Program, line: str) -> None:
    command, *settings = words(line)
    if "-m" in settings or "--multirun" in settings:  # the first of several runs stands for all
        settings = [word.split(",")[0] for word in settings if word not in ("-m", "--multirun")]
    if "--cfg" not in settings:
        settings = ["--cfg", "job", *settings]
    outcome = program.run(command, *settings)
    assert (outcome.status, outcome.err) == (0, "")


@pytest.mark.parametrize("line", FILTERS)
def test_a_filter_of_readme_runs(program: Program, trained_run: Path, line: str) -> None:
    command, *arguments = words(line)
    for bundle in {part for word in arguments for part in word.split(",") if "runs/" in part}:
        shutil.copytree(trained_run / "bundle", program.folder / bundle)
    program.write("names.tsv", "Bonn\tLOC\n")
    program.write("terms.tsv", "Bonn\tBonn\n")
    stdin = "Anna B-PER\n" if "conll" in arguments else "Anna lives in Bonn .\n"
    outcome = program.run(command, *arguments, stdin=stdin)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.count("\n") == 1
