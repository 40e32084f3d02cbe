"""``nlpseq evaluate``: score a bundle on a corpus, alone, beside another, or with its seeds."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.settings import settings_help, wants_help
from nlpseq.config import SPLITS, CorpusSpec, DecodingConfig, EvaluateConfig
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.bundle import Bundle
    from nlpseq.evaluation.report import Report
    from nlpseq.inference.scoring import Scored

SUFFIXES = (".html", ".json", ".md")
MAX_LISTED = 10


def main(argv: list[str]) -> int:
    """Evaluate as the command line says."""
    if wants_help(argv):
        print(settings_help("evaluate"))
        return 0
    from nlpseq.cli.compose import run_with_hydra

    return run_with_hydra("evaluate", argv, evaluate)


def evaluate(config: EvaluateConfig) -> int:
    """Score, print the table, write the report."""
    if not config.bundle:
        raise InputError("no bundle", mend="give bundle=DIRECTORY, for example bundle=runs/demo")
    _check_out(config.out)
    _check_compare(config)
    from nlpseq.bundle import read_bundle

    corpora = _corpora(config)
    names = _bundles(config.bundle) + ([config.compare] if config.compare else [])
    # before torch: what is wrong with one shows at once
    bundles = {name: read_bundle(name) for name in names}
    from rich.console import Console

    from nlpseq.evaluation.report import to_table

    scored = [_score(config, name, bundle, corpora) for name, bundle in bundles.items()]
    reports = [_together(config, of_corpus) for of_corpus in zip(*scored, strict=True)]
    console = Console()
    for first, *_ in reports:
        console.print(to_table(first), highlight=False)
    if config.out:
        _write(Path(config.out), [report for group in reports for report in group])
        console.print(f"Report: {config.out}", highlight=False)
    else:
        console.print("More with out=report.html", highlight=False)
    return 0


def _score(
    config: EvaluateConfig, name: str, bundle: "Bundle", corpora: Sequence[CorpusSpec]
) -> "list[Scored]":
    """A bundle on every corpus."""
    from nlpseq.inference.pipeline import Pipeline
    from nlpseq.inference.scoring import Scoring, score

    pipeline = Pipeline(replace(bundle, decoding=_decoding(config, bundle.decoding)))
    return [
        score(
            pipeline,
            Scoring(
                spec=spec,
                split=config.split,
                bundle=name,
                num_bootstrap=config.num_bootstrap,
                seed=config.seed,
                details=bool(config.out),
            ),
        )
        for spec in corpora
    ]


def _together(config: EvaluateConfig, scored: "Sequence[Scored]") -> "list[Report]":
    """The reports of all bundles on one corpus; the first is the one for the screen."""
    from nlpseq.evaluation.summary import gathered_report
    from nlpseq.inference.scoring import compare

    reports = [each.report for each in scored]
    if config.compare:
        ours, theirs = scored
        first = compare(ours, theirs, num_bootstrap=config.num_bootstrap, seed=config.seed)
        return [first, theirs.report]
    if _is_pattern(config.bundle):
        return [gathered_report(config.bundle, reports), *reports]
    return reports


def _is_pattern(name: str) -> bool:
    return has_magic(name) and not Path(name).exists()


def _bundles(name: str) -> list[str]:
    """The bundles that a name or a pattern stands for, in the order of the alphabet."""
    if not _is_pattern(name):
        return [name]
    path = Path(name)
    matching = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
    found = sorted(str(match) for match in matching if match.is_dir())
    if found:
        return found
    folder = path.parent
    there = sorted(entry.name for entry in folder.glob("*") if entry.is_dir())
    more = ", ..." if len(there) > MAX_LISTED else ""
    raise InputError(
        "no bundle matches the pattern",
        found=repr(name),
        expected=f"one of {', '.join(there[:MAX_LISTED])}{more} in {folder}" if there else None,
        mend=None if there else f"there is no folder in {folder}",
    )


def _corpora(config: EvaluateConfig) -> list[CorpusSpec]:
    """The corpora to score; files given as data.test= stand alone."""
    if config.data.corpora and not config.data.files(config.split):
        return list(config.data.corpora.values())
    if not any(config.data.files(split) for split in (*SPLITS, *config.data.splits)):
        raise InputError("no corpus", mend="give data=NAME or data.test=FILE; see --help")
    return [config.data]


def _decoding(config: EvaluateConfig, decoding: DecodingConfig) -> DecodingConfig:
    given = asdict(config.decoding)
    return replace(decoding, **{key: value for key, value in given.items() if value is not None})


def _check_out(out: str) -> None:
    """Refuse a report that could not be written, before the work of an evaluation."""
    if not out:
        return
    if Path(out).suffix not in SUFFIXES:
        raise InputError(
            "setting out", found=repr(out), expected="a file ending in .html, .json or .md"
        )
    if not Path(out).absolute().parent.is_dir():
        raise InputError("no such folder", file=Path(out).absolute().parent)


def _check_compare(config: EvaluateConfig) -> None:
    """Two bundles are compared, sentence by sentence: means of several have no sentences."""
    if not config.compare:
        return
    for name in (config.bundle, config.compare):
        if _is_pattern(name):
            raise InputError(
                "setting compare", found=f"the pattern {name!r}", expected="one bundle on each side"
            )
    if Path(config.bundle).resolve() == Path(config.compare).resolve():
        raise InputError("setting compare", found="the same bundle", expected="another one")
    if not config.num_bootstrap:
        raise InputError(
            "setting num_bootstrap", found="0", expected="1 or more, for compare= resamples"
        )


def _write(path: Path, reports: "list[Report]") -> None:
    from nlpseq.evaluation.html import to_html
    from nlpseq.evaluation.markdown import to_markdown
    from nlpseq.evaluation.report import to_json

    text = {".html": to_html, ".json": to_json, ".md": to_markdown}[path.suffix](reports)
    path.write_text(text, encoding="utf-8")
