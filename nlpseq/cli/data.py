"""``nlpseq data``: the named corpora: list, describe, fetch and check them."""

import sys
from pathlib import Path

from nlpseq.cli.arguments import Parser
from nlpseq.cli.registered import (
    about,
    all_registered,
    files_of,
    files_of_splits,
    parts_of,
    registered,
    splits_of,
)
from nlpseq.config import CorpusSpec, DataConfig
from nlpseq.errors import InputError
from nlpseq.registry import unknown_name

HELP = """Named corpora: what data=NAME can be.

Usage: nlpseq data list                                all names, what they are, which are here
       nlpseq data info NAME                           files, format, licence, source, state
       nlpseq data get NAME [--from DIR] [--to DIR]    download the files, or copy them from DIR
       nlpseq data check NAME | FILES                  find what is wrong, and how to mend it

A corpus is one YAML file in conf/data. Its files lie in the folder that the environment variable
NLPSEQ_DATA names, as they are named there.

Examples
  $ nlpseq data list
  $ nlpseq data get wnut17_en --to corpora && export NLPSEQ_DATA=corpora
  $ nlpseq data check wnut17_en"""
SUBCOMMANDS = ("list", "info", "get", "check")
COLUMNS = ("name", "task", "languages", "splits", "licence", "here")


def main(argv: list[str]) -> int:
    """Do what the first word says."""
    first, *rest = argv or ["--help"]
    if first in ("-h", "--help"):
        print(HELP)
        return 0
    if first == "list":
        return list_corpora(rest)
    if first == "info":
        return show(rest)
    if first == "get":
        from nlpseq.cli.get import main as get

        return get(rest)
    if first == "check":
        from nlpseq.cli.check import main as check

        return check(rest)
    raise unknown_name("command of nlpseq data", first, list(SUBCOMMANDS))


def list_corpora(argv: list[str]) -> int:
    """A table of all corpora; columns parted by tabs where standard output is no terminal."""
    Parser("nlpseq data list", "All named corpora.", "").parse_args(argv)
    rows = [_row(name, config) for name, config in all_registered().items()]
    if not sys.stdout.isatty():
        for row in (COLUMNS, *rows):
            print("\t".join(row))
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(*COLUMNS, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console().print(table, highlight=False, markup=False)
    return 0


def _row(name: str, config: DataConfig) -> tuple[str, ...]:
    specs = parts_of(config)
    here = [path.is_file() for spec in specs for path in _paths(spec, files_of_splits(spec))]
    return (
        name,
        _joined([spec.task for spec in specs]),
        _joined([_languages(spec) for spec in specs]),
        _some([split for spec in specs for split in splits_of(spec)]),
        _joined([spec.licence for spec in specs], "; "),
        "no" if not any(here) else "yes" if all(here) else "partly",
    )


def _joined(texts: list[str], mark: str = ", ") -> str:
    return mark.join(dict.fromkeys(texts))


def _some(splits: list[str]) -> str:
    """The splits if they are few, else the first of them."""
    names = list(dict.fromkeys(splits))
    return ", ".join(names if len(names) < 6 else [*names[:4], f"{len(names) - 4} more"])


def _languages(spec: CorpusSpec) -> str:
    return "-".join(filter(None, (spec.source_language, spec.target_language)))


def _paths(spec: CorpusSpec, files: list[str]) -> list[Path]:
    """Where files should lie; none where no folder is named."""
    from nlpseq.data.corpora import root_folder

    try:
        root = root_folder(spec.root)
    except InputError:
        return []
    return [root / file for file in files]


def show(argv: list[str]) -> int:
    """Everything that is known of a corpus, and whether its files are here and as they should."""
    parser = Parser("nlpseq data info", "What is known of a corpus.", "")
    parser.add_argument("name", metavar="NAME", help="one of those of nlpseq data list")
    name = parser.parse_args(argv).name
    config = registered(name)
    print(about(name))
    for spec in parts_of(config):
        print()
        for key, value in _facts(spec):
            print(f"{key:<12}{value}")
        _show_files(spec)
    return 0


def _facts(spec: CorpusSpec) -> list[tuple[str, str]]:
    facts = [
        ("name", spec.name),
        ("task", spec.task),
        ("languages", _languages(spec)),
        ("reader", _reader(spec)),
        ("splits", ", ".join(splits_of(spec))),
        ("validation", _validation(spec)),
        ("licence", spec.licence),
        ("citation", spec.citation),
        ("source", spec.origin.page),
        ("download", _state(spec)),
        ("obtain", spec.origin.obtain),
    ]
    return [(key, value) for key, value in facts if value]


def _reader(spec: CorpusSpec) -> str:
    settings = {
        "columns": spec.columns,
        "separator": spec.separator,
        "comments": repr(spec.comments) if spec.comments else "",
        "scheme": spec.scheme,
        "repair": "true" if spec.repair else "",
    }
    return ", ".join([spec.reader, *(f"{k} {v}" for k, v in settings.items() if v)])


def _validation(spec: CorpusSpec) -> str:
    if spec.valid or not spec.train:
        return ""
    return (
        f"no files: every n-th example of train, {spec.valid_share:.0%} of them "
        f"and at most {spec.valid_max:,}"
    )


def _state(spec: CorpusSpec) -> str:
    if spec.root == "samples":
        return "not needed: comes with nlpseq"
    if not spec.origin.downloads:
        return "none: see nlpseq data get --help for files of your own"
    return "verified" if spec.origin.verified else "unverified: nobody has fetched it yet"


def _show_files(spec: CorpusSpec) -> None:
    from nlpseq.data.download import has_text

    files = files_of(spec)
    paths = _paths(spec, files) or [Path(file) for file in files]
    for file, path in zip(files, paths, strict=True):
        expected = spec.origin.sha256.get(file, "")
        state = "missing"
        if path.is_file():
            right = has_text(path, expected)
            state = "another text" if not right else "here, the right text" if expected else "here"
        print(f"{'file':<12}{file}: {state}")
        if expected:
            print(f"{'':<12}sha256 {expected}")
