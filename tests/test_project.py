"""What holds for the repository as a whole: its files, README, version, docstrings and wheel."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

import nlpseq
from nlpseq.cli.main import COMMANDS

# Folders of one person's or one machine's; the patterns do not match themselves.
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp|mnt|opt|scratch)/[\w.]")
OUTSIDE_PATHS = re.compile(r"(?<![\w./])\.\.[/]\w+")
# The one path that leaves the checkout: where the larger corpora may lie.
MAY_LEAVE = {".ci/run"}

BINARY = {".safetensors", ".model", ".png", ".npz", ".gif"}


def tracked(root: Path) -> list[Path]:
    """The files that belong to the project, as git has them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
    )
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Name and content of every tracked text."""
    for path in tracked(root):
        if path.suffix not in BINARY:
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def command(root: Path, name: str) -> str:
    """A command of README, taken by the program that CI takes it with."""
    return subprocess.run(
        [str(root / ".ci" / "command"), name],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout.strip()


def public_definitions(path: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Functions, classes and methods whose names and classes have no leading underscore.

    Overloads are left out: what they say is said where the function is implemented.
    """
    todo: list[ast.stmt] = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while todo:
        node = todo.pop()
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if "overload" not in [ast.unparse(decorator) for decorator in node.decorator_list]:
            yield node
            todo += node.body if isinstance(node, ast.ClassDef) else []


def test_no_file_names_a_place_on_one_machine(root: Path) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts(root)
        for match in MACHINE_PATHS.finditer(text)
    ]
    assert not found


def test_no_file_points_out_of_the_checkout(root: Path) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts(root)
        if name not in MAY_LEAVE
        for match in OUTSIDE_PATHS.finditer(text)
    ]
    assert not found


def test_lines_end_in_a_line_feed(root: Path) -> None:
    names = [path for path in tracked(root) if path.suffix in {".py", ".yaml", ".md", ".toml"}]
    assert not [path for path in names if b"\r" in path.read_bytes()]


def test_readme_opens_with_the_two_commands(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    assert [block.strip() for block in blocks[:2]] == [
        command(root, "install"),
        command(root, "test"),
    ]
    assert "pip install -c constraints.txt -e ." in command(root, "install")
    assert command(root, "install").endswith("nlpseq repl")
    assert command(root, "test").endswith("pytest")


def test_ci_runs_the_commands_of_readme(root: Path) -> None:
    text = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert ".ci/command install" in text
    assert ".ci/command test" in text


def test_a_command_that_readme_does_not_have_is_an_error(root: Path) -> None:
    result = subprocess.run(
        [str(root / ".ci" / "command"), "nothing"], capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 1
    assert result.stderr == "README.md has no command marked 'nothing'\n"


def test_readme_names_only_commands_that_exist(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    used = {name for block in blocks for name in re.findall(r"\bnlpseq ([a-z]+)\b", block)}
    assert "train" in used
    assert used <= {entry.name for entry in COMMANDS}


def test_the_changelog_opens_with_this_version(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([^\]]+)\] - (unreleased|\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert newest is not None
    assert newest.group(1) == nlpseq.__version__


def test_constraints_bound_everything_that_is_asked_for(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").split("\n")
    pinned = {line.split("==")[0].lower() for line in lines if line and not line.startswith("#")}
    assert all(
        re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines if line[:1] not in {"", "#"}
    )
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    core = re.search(r"^dependencies = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    dev = re.search(r"^dev = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert core is not None
    assert dev is not None
    asked = re.findall(r'^    "([\w-]+)', core.group(1) + dev.group(1), re.MULTILINE)
    assert len(asked) == 22
    assert set(asked) <= pinned


def test_every_public_function_says_what_it_does(root: Path) -> None:
    silent = [
        f"{path.relative_to(root)}:{node.lineno}: {node.name}"
        for path in sorted((root / "nlpseq").rglob("*.py"))
        for node in public_definitions(path)
        if ast.get_docstring(node) is None
    ]
    assert not silent


def test_importing_nlpseq_imports_no_library(root: Path) -> None:
    code = "import sys, nlpseq; print(*{m.split('.')[0] for m in sys.modules})"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True, encoding="utf-8"
    )
    assert not {"torch", "numpy", "hydra", "rich"} & set(result.stdout.split())


@pytest.mark.slow
def test_the_wheel_carries_settings_and_corpora(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--no-deps",
            "--wheel-dir",
            str(tmp_path),
            str(root),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"nlpseq-{nlpseq.__version__}-py3-none-any.whl"
    names = set(ZipFile(wheel).namelist())
    shipped = {path.relative_to(root).as_posix() for path in tracked(root)}
    wanted = {f"nlpseq/{name}" for name in shipped if name.startswith("conf/")}
    wanted |= {
        f"nlpseq/samples/{name.removeprefix('data/')}"
        for name in shipped
        if name.startswith("data/")
    }
    wanted |= {name for name in shipped if name.startswith("nlpseq/")}
    assert wanted <= names
    assert not [name for name in names if "__pycache__" in name]
