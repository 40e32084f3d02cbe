"""``nlpseq evaluate``: score a bundle on a corpus, alone, beside another, or with its seeds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.reports import bundles_of, check_out, is_pattern, write_reports
from nlpseq.cli.settings import settings_help, wants_help
from nlpseq.config import SPLITS, CorpusSpec, DecodingConfig, EvaluateConfig
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.bundle import Bundle
    from nlpseq.evaluation.report import Report
    from nlpseq.inference.scoring import Scored


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
    check_out(config.out, "setting out")
    _check_compare(config)
    from nlpseq.bundle import read_bundle

    corpora = _corpora(config)
    names = bundles_of(config.bundle) + ([config.compare] if config.compare else [])
    # before torch: what is wrong with one shows at once
    bundles = {name: read_bundle(name) for name in names}
    _check_heads(config, bundles, corpora)
    from rich.console import Console

    from nlpseq.evaluation.report import to_table

    scored = [_score(config, name, bundle, corpora) for name, bundle in bundles.items()]
    reports = [_together(config, of_corpus) for of_corpus in zip(*scored, strict=True)]
    console = Console()
    for first, *_ in reports:
        console.print(to_table(first), highlight=False)
    if config.out:
        write_reports(Path(config.out), [report for group in reports for report in group])
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

    decoding = _decoding(config, bundle.decoding)
    pipeline = Pipeline(
        replace(bundle, decoding=decoding), config.runtime, is_shortlisted=config.shortlist
    )
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
    if is_pattern(config.bundle):
        return [gathered_report(config.bundle, reports), *reports]
    return reports


def _corpora(config: EvaluateConfig) -> list[CorpusSpec]:
    """The corpora to score; files given as data.test= stand alone."""
    if config.data.corpora and not config.data.files(config.split):
        return list(config.data.corpora.values())
    if not any(config.data.files(split) for split in (*SPLITS, *config.data.splits)):
        raise InputError("no corpus", mend="give data=NAME or data.test=FILE; see --help")
    return [config.data]


def _check_heads(
    config: EvaluateConfig, bundles: Mapping[str, "Bundle"], corpora: Sequence[CorpusSpec]
) -> None:
    """Refuse a bundle that cannot do what is asked for, before another one is scored."""
    from nlpseq.data.corpora import infer
    from nlpseq.inference.modules import head_of
    from nlpseq.inference.runtime.choice import choose

    tasks = [infer(spec).task for spec in corpora]
    for task in tasks:
        for bundle in bundles.values():
            choose(bundle, head_of(bundle, task), config.runtime)
    if config.shortlist and "translation" not in tasks:
        raise InputError(
            "setting shortlist",
            found=f"true for {' and '.join(dict.fromkeys(tasks))}",
            expected="a corpus for translation",
        )


def _decoding(config: EvaluateConfig, decoding: DecodingConfig) -> DecodingConfig:
    given = asdict(config.decoding)
    return replace(decoding, **{key: value for key, value in given.items() if value is not None})


def _check_compare(config: EvaluateConfig) -> None:
    """Two bundles are compared, sentence by sentence: means of several have no sentences."""
    if not config.compare:
        return
    for name in (config.bundle, config.compare):
        if is_pattern(name):
            raise InputError(
                "setting compare", found=f"the pattern {name!r}", expected="one bundle on each side"
            )
    if Path(config.bundle).resolve() == Path(config.compare).resolve():
        raise InputError("setting compare", found="the same bundle", expected="another one")
    if not config.num_bootstrap:
        raise InputError(
            "setting num_bootstrap", found="0", expected="1 or more, for compare= resamples"
        )
