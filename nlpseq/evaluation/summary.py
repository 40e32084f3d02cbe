"""From scores to reports: of tags, of translations, of several bundles, of one beside another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, stdev

from nlpseq.evaluation.confidence import Confidences
from nlpseq.evaluation.pairs import PairScores
from nlpseq.evaluation.report import Breakdown, Comparison, Gallery, Report, name_of
from nlpseq.evaluation.significance import Difference, Interval
from nlpseq.evaluation.tagging import TaggingScores, TypeScores
from nlpseq.evaluation.translation import TranslationScores

# a type that one mode counts and the other does not
NOTHING = TypeScores(0.0, 0.0, 0.0, 0)

BUNDLES = "bundles"
DEVIATION = "standard deviation"


@dataclass(frozen=True, slots=True)
class Details:
    """What a report holds beside scores: see ``Report``."""

    breakdowns: tuple[Breakdown, ...] = ()
    galleries: tuple[Gallery, ...] = ()
    notes: tuple[str, ...] = ()


NO_DETAILS = Details()


def translation_report(
    scores: TranslationScores,
    *,
    bundle: str,
    corpus: str,
    split: str,
    intervals: Mapping[str, Interval],
    details: Details = NO_DETAILS,
) -> Report:
    """Report the scores of translations."""
    return Report(
        bundle=bundle,
        corpus=corpus,
        split=split,
        counts={"sentences": len(scores.statistics)},
        scores={"bleu": scores.bleu, "chrf": scores.chrf, "ter": scores.ter},
        intervals=dict(intervals),
        signatures=scores.signatures,
        breakdowns=details.breakdowns,
        galleries=details.galleries,
        notes=details.notes,
    )


def tagging_report(
    scores: TaggingScores,
    *,
    bundle: str,
    corpus: str,
    split: str,
    intervals: Mapping[str, Interval],
    pairs: Mapping[str, PairScores] | None = None,
    largest_difference: float = 0.0,
    confidences: Confidences | None = None,
    details: Details = NO_DETAILS,
) -> Report:
    """Report the scores of tags, by type in both modes, and what else is given."""
    names = ("precision", "recall", "f1", "strict_precision", "strict_recall", "strict_f1")
    of_pairs = _of_pairs(pairs, largest_difference) if pairs else []
    figures = {name: getattr(scores, name) for name in (*names, "accuracy")}
    if confidences is not None:
        figures["span_calibration_error"] = confidences.calibration_error
    return Report(
        bundle=bundle,
        corpus=corpus,
        split=split,
        counts={"sentences": len(scores.statistics), "entities": scores.support},
        scores=figures,
        intervals=dict(intervals),
        signatures=scores.signatures,
        breakdowns=(_by_type(scores), *of_pairs, *details.breakdowns),
        galleries=details.galleries,
        notes=details.notes,
    )


def gathered_report(pattern: str, reports: Sequence[Report]) -> Report:
    """Several bundles on one corpus as one: the mean of each score, and a table of all.

    Args:
        pattern: what stands for the bundles.
        reports: one of each bundle, at least one.
    """
    first = reports[0]
    # of seeds that were scored alike; a mean over some of them would say nothing
    names = [name for name in first.scores if all(name in each.scores for each in reports)]
    scores = {name: fmean(report.scores[name] for report in reports) for name in names}
    rows: dict[str, tuple[float, ...]] = {
        report.bundle: tuple(report.scores[name] for name in names) for report in reports
    }
    rows["mean"] = tuple(scores.values())
    if len(reports) > 1:
        rows[DEVIATION] = tuple(stdev(report.scores[name] for report in reports) for name in names)
    return Report(
        bundle=pattern,
        corpus=first.corpus,
        split=first.split,
        counts={BUNDLES: len(reports), **common_counts(reports)},
        scores=scores,
        signatures=first.signatures,
        breakdowns=(
            Breakdown(
                BUNDLES,
                tuple(map(name_of, scores)),
                rows,
                f"The scores above are means. The {DEVIATION} is that of a sample (n - 1).",
            ),
        ),
        notes=(*differing_counts(reports), *_left_out(reports, names)),
    )


def common_counts(reports: Sequence[Report]) -> dict[str, int]:
    """How much was scored, where it is the same in all reports."""
    return {
        name: count
        for name, count in reports[0].counts.items()
        if all(report.counts.get(name) == count for report in reports)
    }


def differing_counts(reports: Sequence[Report]) -> list[str]:
    """A line for each count that is not the same in all reports."""
    common = common_counts(reports)
    names = dict.fromkeys(name for report in reports for name in report.counts)
    return [
        f"{name}: "
        + ", ".join(
            f"{each.counts[name]:,} of {each.bundle}" for each in reports if name in each.counts
        )
        for name in names
        if name not in common
    ]


def compared_report(report: Report, other: Report, score: str, difference: Difference) -> Report:
    """A report with the other bundle's score beside its own.

    Args:
        report: of this bundle.
        other: of the other one, on the same examples.
        score: name of the score that was compared.
        difference: what the bootstrap says of it.
    """
    return replace(
        report,
        comparison=Comparison(
            other=other.bundle,
            score=score,
            ours=report.scores[score],
            theirs=other.scores[score],
            interval=difference.interval,
            p=difference.p,
        ),
    )


def _left_out(reports: Sequence[Report], names: Sequence[str]) -> list[str]:
    """A line for the scores that only some of the reports have."""
    some = dict.fromkeys(name for report in reports for name in report.scores if name not in names)
    return [f"left out, for not all have it: {', '.join(map(name_of, some))}"] if some else []


def _by_type(scores: TaggingScores) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {}
    for name in sorted(scores.by_type.keys() | scores.strict_by_type.keys()):
        default = scores.by_type.get(name, NOTHING)
        strict = scores.strict_by_type.get(name, NOTHING)
        rows[name] = (default.precision, default.recall, default.f1, strict.f1, default.support)
    columns = ("precision", "recall", "F1", "strict F1", "entities")
    return Breakdown("by type", columns, rows, picture="F1")


def _by_stratum(pairs: Mapping[str, PairScores]) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {
        stratum: (scores.accuracy, scores.num_pairs) for stratum, scores in pairs.items()
    }
    return Breakdown("contrastive pairs", ("accuracy", "pairs"), rows, picture="accuracy")


def _of_pairs(pairs: Mapping[str, PairScores], largest_difference: float) -> list[Breakdown]:
    changes: dict[str, tuple[float, ...]] = {"largest over all pairs": (largest_difference,)}
    return [
        _by_stratum(pairs),
        Breakdown("change of probability at the word", ("difference",), changes),
    ]
