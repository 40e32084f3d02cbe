"""The benchmark of contrastive pairs: from a tagger's answers to a report."""

from collections.abc import Iterable, Sequence

import numpy as np

from nlpseq.evaluation.pairs import BUCKETS, Answer, all_of_groups, bucket_of, cluster_interval
from nlpseq.evaluation.report import Breakdown, Report

CUTS = (0, 1, 2, 4, 8, 16)
"""Words of right context that the look-ahead curve leaves, beside all of them."""
ALL_WORDS = "all"
BY_DISTANCE = "pair accuracy by distance"
LOOK_AHEAD = "look-ahead"
CERTIFICATE = "causality certificate"
CONTROLS = "controls"


def teddy_report(
    answers: Sequence[Answer], *, bundle: str, pairs: str, notes: Sequence[str] = (), seed: int = 1
) -> Report:
    """Everything that the answers tell.

    Args:
        answers: of all pairs and controls.
        bundle: how the report calls the bundle.
        pairs: how it calls the pairs.
        notes: what was left out, and why.
        seed: seed of the resampling.
    """
    ahead = [answer for answer in answers if answer.kind == "right_cue"]
    breakdowns = [
        _by_distance(ahead),
        _look_ahead(ahead),
        _certificate(ahead),
        _shifts(ahead, seed),
        _attribution(ahead),
        _by_labels(ahead),
        _controls(answers),
    ]
    return Report(
        bundle=bundle,
        corpus=pairs,
        split="pairs",
        counts=_counts(answers),
        scores=_scores(answers),
        intervals={"pair_accuracy": cluster_interval(ahead, lambda a: 100.0 * a.right, seed)}
        if ahead
        else {},
        breakdowns=tuple(part for part in breakdowns if part.rows),
        notes=tuple(notes),
    )


def column_of(report: Report, title: str, column: str) -> dict[str, float]:
    """A column of a breakdown of a report, by row; {} if the report has no such breakdown."""
    for part in report.breakdowns:
        if part.title == title:
            place = part.columns.index(column)
            return {name: figures[place] for name, figures in part.rows.items()}
    return {}


def _scores(answers: Sequence[Answer]) -> dict[str, float]:
    """Main figures, in per cent; those without pairs are left out."""
    ahead = [a for a in answers if a.kind == "right_cue"]
    both = [a for a in ahead if a.stratum == "unseen_names_and_templates"]
    near, far = [[a for a in rows if a.distance in span] for rows, span in _spans(both)]
    groups = {
        "pair_accuracy": ahead,
        "unseen_names_and_templates,_distance_1-4": near,
        "unseen_names_and_templates,_distance_9-16": far,
        **{kind: [a for a in answers if a.kind == kind] for kind in ("left_cue", "no_flip", "xor")},
    }
    scores = {name: _percent(rows) for name, rows in groups.items() if rows}
    if steady := groups["no_flip"]:
        scores["false_flips"] = _share(answer.found[0] != answer.found[1] for answer in steady)
    if quads := all_of_groups(answers):
        scores["xor_quads"] = _share(quads)
    return scores


def _spans(rows: Sequence[Answer]) -> list[tuple[Sequence[Answer], range]]:
    return [(rows, range(1, 5)), (rows, range(9, 17))]


def _counts(answers: Sequence[Answer]) -> dict[str, int]:
    names = {"right_cue": "pairs", "left_cue": "left-cue", "no_flip": "no-flip", "xor": "xor pairs"}
    counts = {name: sum(a.kind == kind for a in answers) for kind, name in names.items()}
    return {name: count for name, count in counts.items() if count}


def _by_distance(ahead: Sequence[Answer]) -> Breakdown:
    strata = list(dict.fromkeys(answer.stratum for answer in ahead))
    rows: dict[str, tuple[float, ...]] = {}
    for name in [*BUCKETS, ""]:
        found = [a for a in ahead if bucket_of(a.distance) == name]
        if found:
            by_stratum = [_percent([a for a in found if a.stratum == s]) for s in strata]
            rows[name or "not told"] = (_percent(found), *by_stratum, len(found))
    columns = (ALL_WORDS, *(s.replace("_", " ") for s in strata), "pairs")
    return Breakdown(
        BY_DISTANCE,
        columns,
        rows,
        "Both sentences of a pair right, in per cent, by the words from the ambiguous one to the "
        "nearest cue. A column says what of its pairs was never seen in training.",
        picture=ALL_WORDS,
    )


def _look_ahead(ahead: Sequence[Answer]) -> Breakdown:
    """Pair accuracy with the right context cut, by distance."""
    cut = [answer for answer in ahead if answer.cut]
    columns = [ALL_WORDS, *(name for name in BUCKETS if _of_bucket(cut, name))]
    groups = [cut, *(_of_bucket(cut, name) for name in columns[1:])]
    rows: dict[str, tuple[float, ...]] = {}
    for words in CUTS if cut else ():
        rows[str(words)] = tuple(_share(a.cut[words] == a.gold for a in part) for part in groups)
    if cut:
        rows[ALL_WORDS] = tuple(_percent(part) for part in groups)
    return Breakdown(
        LOOK_AHEAD,
        tuple(columns),
        rows,
        "Pair accuracy if the sentence ends so many words after the ambiguous one; a column is a "
        "distance of the cue.",
    )


def _certificate(ahead: Sequence[Answer]) -> Breakdown:
    shifts = [answer.shift for answer in ahead if answer.shift]
    rows: dict[str, tuple[float, ...]] = {}
    if shifts:
        rows["largest over all pairs"] = (max(shift.largest for shift in shifts), len(shifts))
    return Breakdown(
        CERTIFICATE,
        ("difference", "pairs"),
        rows,
        "Largest difference between a tag's probabilities at the word in the two sentences. "
        "Exactly 0, to the last bit, if and only if the tagger sees nothing that follows the word.",
    )


def _shifts(ahead: Sequence[Answer], seed: int) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {}
    for name in [ALL_WORDS, *BUCKETS]:
        found = [
            a for a in ahead if a.shift and (name == ALL_WORDS or bucket_of(a.distance) == name)
        ]
        if found:
            interval = cluster_interval(found, _whole, seed)
            rows[name] = (float(np.mean([_whole(a) for a in found])), interval.low, interval.high)
    return Breakdown(
        "marginal shift",
        ("mean", "low", "high"),
        rows,
        "Log-odds of the first sentence's type at the word, in the first less in the second "
        "sentence, by distance; 95 % interval over resamples of whole templates. Probabilities "
        "nearer than 1e-6 to 0 or 1 count as that near.",
    )


def _whole(answer: Answer) -> float:
    assert answer.shift is not None
    return answer.shift.whole


def _attribution(ahead: Sequence[Answer]) -> Breakdown:
    """Share of the shift that goes with the cue, and with as many other words."""
    shifts = [
        (answer.shift.whole, answer.shift.without_cue, answer.shift.without_other)
        for answer in ahead
        if answer.shift
        and answer.shift.without_cue is not None
        and answer.shift.without_other is not None
    ]
    rows: dict[str, tuple[float, ...]] = {}
    if shifts and (whole := float(np.mean([row[0] for row in shifts]))):
        for column, name in ((1, "the cue"), (2, "as many other words")):
            left = float(np.mean([row[column] for row in shifts]))
            rows[name] = (100.0 * (1.0 - left / whole), len(shifts))
    return Breakdown(
        "what decides",
        ("% of the shift removed", "pairs"),
        rows,
        "Words to the right are hidden in both sentences as word dropout hides them.",
    )


def _by_labels(ahead: Sequence[Answer]) -> Breakdown:
    groups: dict[str, list[Answer]] = {}
    for answer in ahead:
        name = " or ".join(sorted(kind or "O" for kind in answer.gold))
        groups.setdefault(name, []).append(answer)
    rows: dict[str, tuple[float, ...]] = {
        name: (_percent(found), len(found)) for name, found in sorted(groups.items())
    }
    return Breakdown("pair accuracy by labels", ("accuracy", "pairs"), rows, picture="accuracy")


def _controls(answers: Sequence[Answer]) -> Breakdown:
    parts = {
        kind: [a for a in answers if a.kind == kind] for kind in ("left_cue", "no_flip", "xor")
    }
    names = {
        "left_cue": "cue to the left",
        "no_flip": "no flip: both right",
        "xor": "left and right jointly",
    }
    rows: dict[str, tuple[float, ...]] = {
        names[kind]: (_percent(found), len(found)) for kind, found in parts.items() if found
    }
    if steady := parts["no_flip"]:
        rows["no flip: false flips"] = (
            _share(a.found[0] != a.found[1] for a in steady),
            len(steady),
        )
    if quads := all_of_groups(answers):
        rows["left and right jointly: all four"] = (_share(quads), len(quads))
    return Breakdown(
        CONTROLS,
        ("%", "pairs"),
        rows,
        "Cue to the left: what follows is the same. No flip: what follows differs and must not "
        "change the label. Jointly: of four sentences, two marks with two meanings, no tagger "
        "whose score is a sum of what the left and what the right says has all four right.",
    )


def _of_bucket(answers: Sequence[Answer], name: str) -> list[Answer]:
    return [answer for answer in answers if bucket_of(answer.distance) == name]


def _percent(answers: Sequence[Answer]) -> float:
    return _share(answer.right for answer in answers)


def _share(hits: Iterable[bool]) -> float:
    """Per cent; 0 of nothing."""
    values = list(hits)
    return 100.0 * sum(values) / max(1, len(values))
