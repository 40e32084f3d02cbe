"""``nlpseq teddy``: contrastive pairs, of which only one side of a word tells what it is."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from nlpseq.cli.arguments import Parser
from nlpseq.cli.reports import bundles_of, check_out, is_pattern, write_reports
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.bundle import Bundle
    from nlpseq.data.examples import ContrastivePair
    from nlpseq.evaluation.report import Report

EXAMPLES = """examples:
  nlpseq teddy runs/teddy_distance
  nlpseq teddy runs/conll2003 --out report.html --picture teddy.png
  nlpseq teddy 'runs/distance_seed*' 'runs/causal_seed*'    seeds: mean and deviation, side by side
  nlpseq teddy runs/mine --pairs my_pairs.jsonl             pairs of your own

"Teddy was a great President." and "Teddy bears are on sale!" begin alike: a tagger that reads from
left to right without looking ahead answers "Teddy" alike in both, and has no such pair right.
Any tagger with names for persons, places or organisations will do; what it lacks is skipped.
Several taggers are asked only what all of them know.
"""
PICTURES = (".png", ".svg")
FOLDER = "teddy/distance"
FILES = {
    "test": ("pairs.jsonl", "controls.jsonl"),
    "valid": ("pairs_valid.jsonl", "controls_valid.jsonl"),
}
DEFAULT_SPLIT = "test"


def main(argv: list[str]) -> int:
    """Ask the bundles all pairs, show what they know, write and draw it if asked to."""
    arguments = _parser().parse_args(argv)
    if arguments.pairs and arguments.split:
        raise InputError("--split is of the default pairs: it goes without --pairs")
    check_out(arguments.out, "option --out")
    check_out(arguments.picture, "option --picture", PICTURES)
    from nlpseq.bundle import read_bundle

    # before torch: what is wrong with one shows at once
    groups = {
        name: {path: read_bundle(path) for path in bundles_of(name)} for name in arguments.bundles
    }
    name, pairs = _pairs(arguments)
    taggers = {path: bundle for bundles in groups.values() for path, bundle in bundles.items()}
    pairs, notes = _asked_of_all(taggers, pairs)
    reports = {path: _score(path, bundle, name, pairs, notes) for path, bundle in taggers.items()}
    scored = {group: [reports[path] for path in bundles] for group, bundles in groups.items()}
    _show(scored, arguments)
    return 0


def _pairs(arguments: argparse.Namespace) -> "tuple[str, list[ContrastivePair]]":
    """What the pairs are called, and the pairs."""
    from nlpseq.data.corpora import root_folder
    from nlpseq.data.pairs import read_pair_file

    files, split = [Path(file) for file in arguments.pairs], arguments.split or DEFAULT_SPLIT
    if not files:
        files = [root_folder("samples") / FOLDER / name for name in FILES[split]]
    pairs = [pair for file in files for pair in read_pair_file(file)]
    name = ", ".join(arguments.pairs) or f"{FOLDER}, {split}"
    return name, pairs


def _asked_of_all(
    taggers: "dict[str, Bundle]", pairs: "list[ContrastivePair]"
) -> "tuple[list[ContrastivePair], list[str]]":
    """The pairs that all of several taggers can be asked, and what is to be said of the others."""
    from nlpseq.data.labels import LabelSet
    from nlpseq.inference.modules import head_of
    from nlpseq.inference.teddy_pairs import fitting_pairs

    if len(taggers) == 1:
        return pairs, []
    labels = {
        path: cast(LabelSet, bundle.labels[head_of(bundle, "tagging")])
        for path, bundle in taggers.items()
    }
    return fitting_pairs(pairs, {path: known.types for path, known in labels.items()})


def _score(
    path: str,
    bundle: "Bundle",
    name: str,
    pairs: "list[ContrastivePair]",
    notes: "list[str]",
) -> "Report":
    from nlpseq.inference.pipeline import Pipeline
    from nlpseq.inference.teddy_benchmark import run_benchmark

    with _progress(path) as tick:
        report = run_benchmark(Pipeline(bundle), pairs, bundle=path, name=name, tick=tick)
    return replace(report, notes=(*report.notes, *notes))


def _show(scored: "dict[str, list[Report]]", arguments: argparse.Namespace) -> None:
    """Print the tables, and write and draw them if asked to."""
    from rich.console import Console

    from nlpseq.evaluation.report import to_table
    from nlpseq.evaluation.teddy_summary import gathered, side_by_side

    heads = [
        gathered(group, reports) if is_pattern(group) else reports[0]
        for group, reports in scored.items()
    ]
    first = side_by_side(heads) if len(heads) > 1 else heads[0]
    console = Console()
    console.print(to_table(first), highlight=False)
    if arguments.out:
        singles = [r for group, reports in scored.items() if is_pattern(group) for r in reports]
        all_reports = [*([first] if len(heads) > 1 else []), *heads, *singles]
        write_reports(Path(arguments.out), all_reports)
        console.print(f"Report: {arguments.out}", highlight=False)
    if arguments.picture:
        _draw(heads, Path(arguments.picture))
        console.print(f"Picture: {arguments.picture}", highlight=False)


def _draw(reports: "Sequence[Report]", path: Path) -> None:
    from nlpseq.evaluation.teddy import ALL_WORDS, BY_DISTANCE, LOOK_AHEAD, column_of
    from nlpseq.viz.pairs import Curves, draw_curves

    curves = [
        Curves(
            report.bundle,
            by_distance=column_of(report, BY_DISTANCE, ALL_WORDS),
            by_context=column_of(report, LOOK_AHEAD, ALL_WORDS),
        )
        for report in reports
    ]
    draw_curves(curves, path)


@contextmanager
def _progress(path: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar of the rounds, if standard error is a terminal."""
    from nlpseq.inference.teddy_benchmark import ignore

    if not sys.stderr.isatty():
        yield ignore
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(path)

        def tick(what: str, done: int, total: int) -> None:
            progress.update(task, description=f"{path}: {what}", completed=done, total=total)

        yield tick


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq teddy", "Contrastive pairs: does a tagger read on before it answers?", EXAMPLES
    )
    parser.add_argument(
        "bundles", metavar="BUNDLE", nargs="+", help="a bundle or run, or a pattern for its seeds"
    )
    parser.add_argument(
        "--pairs", nargs="+", metavar="FILE", default=[], help="JSONL; default: those of nlpseq"
    )
    parser.add_argument(
        "--split", choices=list(FILES), help=f"of the default pairs; default: {DEFAULT_SPLIT}"
    )
    parser.add_argument("--out", default="", metavar="FILE", help="report: .html, .json or .md")
    parser.add_argument("--picture", default="", metavar="FILE", help="curves: .png or .svg")
    return parser
