"""Columns and rows of README's tables of contrastive pairs."""

from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Any

from figures import mean_and_deviation

Result = dict[str, Any]
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]

# experiment of benchmarks/teddy.py -> what answers the pairs by distance
ARMS = {
    "teddy_distance": "2 layers in both directions, CRF",
    "teddy_distance_pretrained": "2 layers in both directions, CRF, beside vectors of words",
    "teddy_distance_softmax": "the same, softmax",
    "teddy_distance_one_layer": "1 layer in both directions, softmax",
    "teddy_distance_bag": "bag of the words to the right",
    "teddy_distance_forward_crf": "2 layers left to right, CRF",
    "teddy_distance_causal": "2 layers left to right, softmax",
}
# score of a report of pairs -> column
PAIR_SCORES = {
    "pair_accuracy": "all pairs",
    "left_cue": "cue to the left",
    "no_flip": "no flip",
    "xor_quads": "all four",
}
# what a stratum withholds -> column; each is shown near and far
WITHHELD = {
    "unseen names": "names",
    "unseen templates": "templates",
    "unseen names and templates": "both",
}
NEAR, FAR = ("1", "2", "3-4"), ("9-16",)


def pairs(results: Mapping[str, list[Result]], commands: Mapping[str, str]) -> Table:
    """Teddy pair accuracy by stratum and the change of probability at the word.

    Args:
        results: by experiment.
        commands: experiment -> what trains it.
    """
    columns: tuple[str, ...] = ()
    rows = []
    for experiment in ("demo", "teddy", "teddy_causal"):
        runs = results.get(experiment, [])
        if runs:
            parts = [_breakdowns(run, "teddy") for run in runs]
            strata = parts[0]["contrastive pairs"]
            cells = [
                mean_and_deviation(part["contrastive pairs"][stratum][0] for part in parts)
                for stratum in strata
            ]
            change = max(
                part["change of probability at the word"]["largest over all pairs"][0]
                for part in parts
            )
            rows.append((f"`{commands[experiment]}`", *cells, f"{change:.3g}", str(len(runs))))
            columns = ("command", *strata, "largest change at the word", "seeds")
    return columns, rows


def distance(results: Mapping[str, list[Result]]) -> Table:
    """Teddy pairs by distance and their controls, for every kind of tagger."""
    rows = []
    for experiment, name in ARMS.items():
        runs = results.get(experiment, [])
        if runs:
            reports = [_of_pairs(run) for run in runs]
            cells = [
                mean_and_deviation(_accuracy(report, stratum, distances) for report in reports)
                for stratum in WITHHELD
                for distances in (NEAR, FAR)
            ]
            cells += [
                mean_and_deviation(report["scores"][score] for report in reports)
                for score in PAIR_SCORES
            ]
            changes = [_largest_change(report) for report in reports]
            change = "" if None in changes else f"{max(filter(None, changes), default=0):.3g}"
            rows.append((name, *cells, change, str(len(runs))))
    withheld = (f"{name}, {span}" for name in WITHHELD.values() for span in ("1-4", "9-16"))
    columns = ("tagger", *withheld, *PAIR_SCORES.values(), "largest change at the word", "seeds")
    return columns, rows


def _accuracy(report: Result, stratum: str, distances: Iterable[str]) -> float:
    """Mean pair accuracy of a stratum over distances, which have as many pairs each."""
    part = next(p for p in report["breakdowns"] if p["title"] == "pair accuracy by distance")
    column = part["columns"].index(stratum)
    return fmean(part["rows"][distance][column] for distance in distances)


def _of_pairs(run: Result) -> Result:
    return next(report for report in run["reports"] if report["split"] == "pairs")


def _largest_change(report: Result) -> float | None:
    """Largest change of a probability at the word; None of what has no probabilities."""
    parts = {part["title"]: part["rows"] for part in report["breakdowns"]}
    rows = parts.get("causality certificate")
    return None if rows is None else float(rows["largest over all pairs"][0])


def _breakdowns(run: Result, corpus: str) -> dict[str, dict[str, list[float]]]:
    report = next(report for report in run["reports"] if report["corpus"] == corpus)
    return {part["title"]: part["rows"] for part in report["breakdowns"]}
