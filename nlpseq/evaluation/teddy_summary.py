"""Reports of the contrastive pairs of several bundles: seeds as one, and groups side by side."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlpseq.evaluation.report import Breakdown, Report, name_of
from nlpseq.evaluation.summary import DEVIATION, gathered_report

BUNDLES = "bundles"


def gathered(pattern: str, reports: Sequence[Report]) -> Report:
    """The reports of several seeds as one: means, deviations of the scores, and every seed.

    Args:
        pattern: what stands for the bundles.
        reports: one of each bundle on the same pairs, at least one.
    """
    whole = gathered_report(pattern, reports)
    titles = [part.title for part in reports[0].breakdowns]
    by_title = [{part.title: part for part in report.breakdowns} for report in reports]
    means = tuple(
        _mean([parts[title] for parts in by_title])
        for title in titles
        if all(title in parts for parts in by_title)
    )
    return replace(
        whole, notes=reports[0].notes, breakdowns=(*means, *whole.breakdowns), intervals={}
    )


def side_by_side(reports: Sequence[Report]) -> Report:
    """Main figures of several bundles, or groups of seeds, in columns."""
    first = reports[0]
    columns: list[str] = []
    for report in reports:
        columns += [report.bundle, "±"] if _deviations(report) else [report.bundle]
    rows = {}
    for score in first.scores:
        figures: list[float] = []
        for report in reports:
            deviations = _deviations(report)
            figures.append(report.scores.get(score, float("nan")))
            figures += [deviations[score]] if deviations else []
        rows[name_of(score)] = tuple(figures)
    part = Breakdown(
        "side by side", tuple(columns), rows, f"In per cent; ± is the {DEVIATION} over seeds."
    )
    return Report(
        bundle=f"{len(reports)} taggers",
        corpus=first.corpus,
        split=first.split,
        counts=first.counts,
        scores={},
        breakdowns=(part,),
    )


def _mean(parts: Sequence[Breakdown]) -> Breakdown:
    """The mean of every figure; counts stay counts where all seeds have the same."""
    first = parts[0]
    rows: dict[str, tuple[float, ...]] = {}
    for name, figures in first.rows.items():
        table = np.array([part.rows[name] for part in parts if name in part.rows])
        means = table.mean(axis=0).tolist()
        rows[name] = tuple(
            value if isinstance(value, int) else mean
            for value, mean in zip(figures, means, strict=True)
        )
    return replace(first, rows=rows)


def _deviations(report: Report) -> dict[str, float]:
    """Deviation of each score over the seeds; {} of a single bundle."""
    for part in report.breakdowns:
        if part.title == BUNDLES and DEVIATION in part.rows:
            return dict(zip(report.scores, part.rows[DEVIATION], strict=True))
    return {}
