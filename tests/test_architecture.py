"""Who may import whom, and how large a file may be: read from the source, nothing is imported."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "nlpseq"
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

FOR_ALL = {"config", "registry", "errors"}
ALL = {Path(file).parts[0].removesuffix(".py") for file in FILES} - {"__init__", "__main__"}

# A room is a folder or a file directly under nlpseq; each may also import itself and FOR_ALL.
ALLOWED: dict[str, set[str]] = {
    "config": set(),
    "registry": set(),
    "errors": set(),
    "modules": set(),
    "decoding": set(),
    "evaluation": set(),
    "viz": set(),
    "data": set(),
    "bundle": {"data"},
    "doctor": {"data", "evaluation"},
    "model": {"data", "modules", "decoding", "evaluation"},
    "tasks": {"data", "modules", "decoding", "evaluation", "model"},  # a task runs the model
    "training": {"model", "tasks", "data", "bundle"},
    "inference": ALL - {"training", "cli"},
    "cli": ALL,
    "__init__": {"inference"},  # load()
    "__main__": {"cli"},
}
NO_TORCH = {"data", "doctor", "evaluation", "viz", "decoding"}
STANDARD_LIBRARY_ONLY = {
    *(file for file in FILES if file.startswith("config/")),
    "registry.py",
    "errors.py",
    "__init__.py",
    "cli/main.py",
}

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50


@dataclass(frozen=True)
class Imported:
    """An imported name and the line that imports it."""

    name: str
    line: int


def parse(file: str) -> ast.Module:
    """The syntax tree of a file of the package."""
    return ast.parse((PACKAGE / file).read_text(encoding="utf-8"), filename=file)


def room_of(file: str) -> str:
    """The room a file belongs to."""
    return Path(file).parts[0].removesuffix(".py")


def imports(file: str) -> Iterator[Imported]:
    """Every import of a file, inside functions as well; ``from a import b`` as ``a.b``."""
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.Import):
            yield from (Imported(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import"
            yield from (Imported(f"{node.module}.{a.name}", node.lineno) for a in node.names)


def outside(file: str) -> Iterator[Imported]:
    """The packages a file imports that are not ours."""
    for imported in imports(file):
        package = imported.name.split(".")[0]
        if package != "nlpseq":
            yield Imported(package, imported.line)


def rooms_imported(file: str) -> Iterator[Imported]:
    """The rooms a file imports; the version number belongs to none of them."""
    for imported in imports(file):
        parts = imported.name.split(".")
        if parts[0] == "nlpseq" and parts[1:] not in ([], ["__version__"]):
            yield Imported(parts[1], imported.line)


def functions(file: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a file, nested ones included."""
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its ``def`` to its end, less its docstring."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_the_walk_finds_the_package() -> None:
    assert {"__init__.py", "config/corpora.py", "cli/main.py", "data/examples.py"} <= set(FILES)
    assert any(i.name == "dataclasses.dataclass" for i in imports("config/corpora.py"))


@pytest.mark.parametrize("file", FILES)
def test_imports_go_in_the_allowed_direction(file: str) -> None:
    room = room_of(file)
    assert room in ALLOWED, f"{file} lies in a room without a rule: add one to ALLOWED"
    allowed = ALLOWED[room] | FOR_ALL | {room}
    breaches = [f"{file}:{i.line}: {i.name}" for i in rooms_imported(file) if i.name not in allowed]
    assert not breaches


@pytest.mark.parametrize("file", [file for file in FILES if room_of(file) in NO_TORCH])
def test_rooms_of_strings_and_arrays_import_no_torch(file: str) -> None:
    assert not [i for i in outside(file) if i.name in {"torch", "jaxtyping"}]


@pytest.mark.parametrize("file", [file for file in FILES if room_of(file) != "cli"])
def test_only_the_command_line_knows_hydra(file: str) -> None:
    assert not [i for i in outside(file) if i.name in {"hydra", "omegaconf"}]


@pytest.mark.parametrize("file", sorted(STANDARD_LIBRARY_ONLY))
def test_files_that_every_start_reads_import_the_standard_library_only(file: str) -> None:
    assert not [i for i in outside(file) if i.name not in sys.stdlib_module_names]


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith("__init__.py")])
def test_an_init_file_only_hands_names_on(file: str) -> None:
    body = parse(file).body
    names = {
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    code = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    if file == "__init__.py":
        assert names == {"__version__", "__all__"}
        assert [node.name for node in code] == ["load"]
    else:
        assert names <= {"__all__"}
        assert not code


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_read_in_one_sitting(file: str) -> None:
    text = (PACKAGE / file).read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_FILE_LINES


@pytest.mark.parametrize("file", FILES)
def test_a_function_fits_on_a_screen(file: str) -> None:
    lengths = {function.name: code_lines(function) for function in functions(file)}
    assert not {name: n for name, n in lengths.items() if n > MAX_FUNCTION_LINES}


def test_one_file_knows_how_a_piece_shows_where_a_word_begins() -> None:
    texts = {file: (PACKAGE / file).read_text(encoding="utf-8") for file in FILES}
    assert [file for file, text in texts.items() if "\u2581" in text] == ["data/tokenizer.py"]
