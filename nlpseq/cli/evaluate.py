"""``nlpseq evaluate``: score a bundle on a corpus."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.settings import settings_help, wants_help
from nlpseq.config import SPLITS, CorpusSpec, DecodingConfig, EvaluateConfig
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.evaluation.report import Report

# suffix of a report -> function of evaluation.report that writes it
WRITERS = {".json": "to_json", ".md": "to_markdown"}


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
    from nlpseq.bundle import read_bundle

    corpora = _corpora(config)
    bundle = read_bundle(config.bundle)  # before torch: what is wrong with it shows at once
    from rich.console import Console

    from nlpseq.evaluation.report import to_table
    from nlpseq.inference.pipeline import Pipeline
    from nlpseq.inference.scoring import score_split

    pipeline = Pipeline(replace(bundle, decoding=_decoding(config, bundle.decoding)))
    reports = [
        score_split(
            pipeline,
            spec,
            config.split,
            bundle=config.bundle,
            num_bootstrap=config.num_bootstrap,
            seed=config.seed,
        )
        for spec in corpora
    ]
    console = Console()
    for report in reports:
        console.print(to_table(report), highlight=False)
    if config.out:
        _write(Path(config.out), reports)
        console.print(f"Report: {config.out}", highlight=False)
    return 0


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
    if Path(out).suffix not in WRITERS:
        raise InputError("setting out", found=repr(out), expected="a file ending in .json or .md")
    if not Path(out).absolute().parent.is_dir():
        raise InputError("no such folder", file=Path(out).absolute().parent)


def _write(path: Path, reports: "list[Report]") -> None:
    from nlpseq.evaluation import report as formats

    text = getattr(formats, WRITERS[path.suffix])(reports)
    path.write_text(text, encoding="utf-8")
