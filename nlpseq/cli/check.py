"""``nlpseq data check``: what is wrong with a corpus, where, and how to mend it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import Parser
from nlpseq.cli.progress import counting
from nlpseq.config import CorpusSpec
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.doctor.findings import Diagnosis

FAULTY = 1
OPTIONS = ("valid", "test", "reader", "columns", "scheme")
EXAMPLES = """examples:
  nlpseq data check teddy
  nlpseq data check train.en train.de --valid valid.en valid.de
  nlpseq data check small.tsv --beside tatoeba_en_de multi30k
  nlpseq data check my.conll --test test.conll --fix mended --json findings.json

Exit status: 0 nothing but notes, 1 errors or warnings, 2 the corpus cannot be read.
--fix mends train and valid; a test split is copied as it is.
"""


def main(argv: list[str]) -> int:
    """Examine a corpus, show what was found, mend it if asked to."""
    arguments = _parser().parse_args(argv)
    if arguments.json and not Path(arguments.json).absolute().parent.is_dir():
        raise InputError("no such folder", file=Path(arguments.json).absolute().parent)
    specs = _specs(arguments)
    beside = [spec for name in arguments.beside for spec in _named(name)]
    diagnoses = [
        _diagnose(spec, [*beside, *(other for other in specs if other is not spec)])
        for spec in specs
    ]
    _show(diagnoses)
    if arguments.json:
        from nlpseq.doctor.report import to_json

        Path(arguments.json).write_text(to_json(diagnoses), encoding="utf-8", errors="replace")
    if arguments.fix:
        for spec, diagnosis in zip(specs, diagnoses, strict=True):
            out = Path(arguments.fix)
            _mend(spec, out / diagnosis.name if len(specs) > 1 else out)
    return FAULTY if any(diagnosis.faulty for diagnosis in diagnoses) else 0


def _specs(arguments: argparse.Namespace) -> list[CorpusSpec]:
    """The corpora: the parts of a named one, or one of the files given."""
    first = arguments.corpus[0]
    is_name = len(arguments.corpus) == 1 and not Path(first).suffix and Path(first).name == first
    if not is_name or Path(first).exists():
        given = {name: getattr(arguments, name) for name in OPTIONS}
        return [CorpusSpec(train=arguments.corpus, **given)]
    specs = _named(first)
    if surplus := [f"--{name}" for name in OPTIONS if getattr(arguments, name)]:
        raise InputError(
            "options that go with files",
            found=", ".join(surplus),
            expected=f"none of them beside the named corpus {first}",
        )
    return specs


def _named(name: str) -> list[CorpusSpec]:
    """The corpora that a registered name stands for."""
    from nlpseq.cli.registered import parts_of, registered

    return parts_of(registered(name))


def _diagnose(spec: CorpusSpec, beside: list[CorpusSpec]) -> "Diagnosis":
    from nlpseq.doctor.check import diagnose, num_lines

    with counting("lines", lambda: num_lines(spec)) as tick:
        return diagnose(spec, tick, beside)


def _show(diagnoses: "list[Diagnosis]") -> None:
    from nlpseq.doctor.report import to_lines, to_table

    if not sys.stdout.isatty():
        for diagnosis in diagnoses:
            for line in to_lines(diagnosis):
                print(line)
        return
    from rich.console import Console

    for diagnosis in diagnoses:
        Console().print(to_table(diagnosis), highlight=False, markup=False)


def _mend(spec: CorpusSpec, out: Path) -> None:
    from nlpseq.doctor.mend import CHANGES, mend

    print(f"mended: {out}, {mend(spec, out):,} changes, listed in {out / CHANGES}")


def _columns(text: str) -> list[int]:
    parts = text.split(",")
    if len(parts) != 2 or not all(part.removeprefix("-").isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is not two numbers such as 0,3")
    return [int(part) for part in parts]


def _parser() -> argparse.ArgumentParser:
    parser = Parser("nlpseq data check", "Find what is wrong with a corpus.", EXAMPLES)
    parser.add_argument("corpus", nargs="+", metavar="NAME|FILE", help="a named corpus, or train")
    parser.add_argument("--valid", nargs="+", metavar="FILE", default=[], help="validation split")
    parser.add_argument("--test", nargs="+", metavar="FILE", default=[], help="test split")
    parser.add_argument(
        "--beside",
        nargs="+",
        metavar="NAME",
        default=[],
        help="named corpora that should share no sentence with it",
    )
    parser.add_argument("--reader", default="", help="as data.reader, for text files")
    parser.add_argument(
        "--columns", type=_columns, default=[], metavar="A,B", help="as data.columns, from 0"
    )
    parser.add_argument("--scheme", default="", help="iob1, bio, bioes or bmes")
    parser.add_argument("--fix", default="", metavar="OUT", help="folder for the mended corpus")
    parser.add_argument("--json", default="", metavar="FILE", help="write all findings and lines")
    return parser
