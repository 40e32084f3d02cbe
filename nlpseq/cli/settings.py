"""``--help`` of the commands that take settings: every key with its default and what it means.

The text is read from the source of ``nlpseq/config``, where each field is documented; nothing
is imported but the standard library, so that help answers at once.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from nlpseq import config
from nlpseq.cli.conf import CONFIG_DIR

EXAMPLES = {
    "train": (
        ("nlpseq train", "the default run: tagger and translator"),
        ("nlpseq train experiment=multi30k_en_de", "a recipe of conf/experiment"),
        ("nlpseq train data.train=my.conll name=mine", "entities from a file of your own"),
        ("nlpseq train 'data.train=[my.en,my.de]' name=mt", "translation from two files"),
        ("nlpseq train data.train=my.tsv data.task=classification name=in", "labels and texts"),
        ("nlpseq train data.train=my.txt data.reader=text name=lm", "plain text, a language model"),
        ("nlpseq train init=runs/demo data.train=my.tsv name=tuned", "start from a bundle"),
        ("nlpseq train -m seed=1,2,3 'name=demo_seed${seed}'", "three runs, one after another"),
        ("nlpseq train --cfg job", "print all settings and end"),
    ),
    "evaluate": (
        ("nlpseq evaluate bundle=runs/demo data=teddy", "a named corpus, its test split"),
        ("nlpseq evaluate bundle=runs/demo data=parallel split=patterns", "another split"),
        ("nlpseq evaluate bundle=runs/mine data.test=held_out.conll out=report.html", "files"),
        ("nlpseq evaluate bundle=runs/a compare=runs/b data=teddy", "is a better than b?"),
        ("nlpseq evaluate 'bundle=runs/a_seed*' data=teddy", "mean and deviation of seeds"),
    ),
}
SUMMARY = {
    "train": "Train one task or a mixture. The same command again resumes.",
    "evaluate": "Score a bundle on a corpus.",
}
ROOTS = {"train": "TrainConfig", "evaluate": "EvaluateConfig"}


def wants_help(argv: list[str]) -> bool:
    """Whether the command line asks for our help (Hydra's own is --hydra-help)."""
    return "-h" in argv or "--help" in argv


def settings_help(command: str) -> str:
    """The help text of a command."""
    lines = [SUMMARY[command], "", f"Usage: nlpseq {command} [KEY=VALUE ...]", "", "Examples"]
    lines += [f"  $ {line:<62} {what}" for line, what in EXAMPLES[command]]
    lines += ["", "Groups (GROUP=NAME)"]
    lines += [_wrapped(group, ", ".join(names)) for group, names in _groups(command)]
    lines += ["", "Settings (KEY=VALUE)"]
    classes = _documented_classes()
    lines += [
        f"  {key}={default}\n      {text}"
        for key, default, text in _rows(classes, ROOTS[command], "")
    ]
    lines += ["", "Hydra's own options (--cfg job, --multirun, --info): nlpseq train --hydra-help"]
    return "\n".join(lines)


def _wrapped(name: str, text: str) -> str:
    return fill(text, 100, initial_indent=f"  {name:<12}", subsequent_indent=" " * 14)


def _groups(command: str) -> Iterator[tuple[str, list[str]]]:
    for folder in sorted(path for path in Path(CONFIG_DIR).iterdir() if path.is_dir()):
        if command == "train" or folder.name in ("data", "decoding"):
            yield folder.name, sorted(file.stem for file in folder.glob("*.yaml"))


# name of a class -> its bases and its fields as (name, annotation, default, documentation)
Fields = list[tuple[str, str, str, str]]


def _documented_classes() -> dict[str, tuple[list[str], Fields]]:
    return {
        node.name: ([ast.unparse(base) for base in node.bases], list(_fields(node)))
        for file in sorted(Path(config.__file__).parent.glob("*.py"))
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    for statement, after in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            text = ""
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                text = " ".join(str(after.value.value).split())
            default = ast.unparse(statement.value) if statement.value else ""
            yield statement.target.id, ast.unparse(statement.annotation), default, text


def _rows(
    classes: dict[str, tuple[list[str], Fields]], name: str, prefix: str
) -> Iterator[tuple[str, str, str]]:
    """(key, default, documentation) of a class and those nested in it."""
    bases, fields = classes[name]
    own = {field for field, *_ in fields}
    for base in bases:
        yield from (row for row in _rows(classes, base, prefix) if row[0][len(prefix) :] not in own)
    for field, annotation, default, text in fields:
        if annotation in classes:
            yield from _rows(classes, annotation, f"{prefix}{field}.")
        else:
            yield f"{prefix}{field}", _plain(default), text


def _plain(default: str) -> str:
    """A default as one would type it."""
    if default.startswith("field("):
        inner = default.removeprefix("field(default_factory=").removesuffix(")")
        empty = {"list": "[]", "dict": "{}"}
        return empty.get(inner, inner.removeprefix("lambda: "))
    return "" if default == "''" else default
