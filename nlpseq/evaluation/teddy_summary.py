"""Reports of the contrastive pairs of several bundles: seeds as one, and groups side by side."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlpseq.evaluation.report import Breakdown, Report, name_of
from nlpseq.evaluation.summary import (
    BUNDLES,
    DEVIATION,
    common_counts,
    differing_counts,
    gathered_report,
)


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
        whole,
        notes=(*_notes(reports), *whole.notes),
        breakdowns=(*(part for part in means if part.rows), *whole.breakdowns),
    )


def side_by_side(reports: Sequence[Report]) -> Report:
    """Main figures of several bundles, or groups of seeds, in columns."""
    first = reports[0]
    columns: list[str] = []
    for report in reports:
        columns += [report.bundle, "±"] if _deviations(report) else [report.bundle]
    rows = {}
    for score in dict.fromkeys(score for report in reports for score in report.scores):
        figures: list[float] = []
        for report in reports:
            deviations = _deviations(report)
            figures.append(report.scores.get(score, math.nan))
            figures += [deviations.get(score, math.nan)] if deviations else []
        rows[name_of(score)] = tuple(figures)
    part = Breakdown(
        "side by side", tuple(columns), rows, f"In per cent; ± is the {DEVIATION} over seeds."
    )
    return Report(
        bundle=f"{len(reports)} taggers",
        corpus=first.corpus,
        split=first.split,
        counts=common_counts(reports),
        scores={},
        breakdowns=(part,),
        notes=(*_notes(reports), *differing_counts(reports)),
    )


def _notes(reports: Sequence[Report]) -> list[str]:
    """The notes of all reports: what all say once, the others with the name of the bundle."""
    common = [note for note in reports[0].notes if all(note in each.notes for each in reports)]
    return common + [
        f"{each.bundle}: {note}" for each in reports for note in each.notes if note not in common
    ]


def _mean(parts: Sequence[Breakdown]) -> Breakdown:
    """The mean of every figure that all have; counts stay counts where all have the same."""
    first = parts[0]
    rows: dict[str, tuple[float, ...]] = {}
    if any(part.columns != first.columns for part in parts):
        return replace(first, rows=rows)
    for name in first.rows:
        if all(name in part.rows for part in parts):
            table = [part.rows[name] for part in parts]
            rows[name] = tuple(map(_mean_figure, zip(*table, strict=True)))
    return replace(first, rows=rows)


def _mean_figure(figures: Sequence[float]) -> float:
    count = figures[0]
    if isinstance(count, int) and all(figure == count for figure in figures):
        return count
    return float(np.mean(figures))


def _deviations(report: Report) -> dict[str, float]:
    """Deviation of each score over the seeds; {} of a single bundle."""
    for part in report.breakdowns:
        if part.title == BUNDLES and DEVIATION in part.rows:
            return dict(zip(report.scores, part.rows[DEVIATION], strict=True))
    return {}
