"""Figures of several seeds as the cell of a table."""

from collections.abc import Iterable
from statistics import fmean, stdev


def mean_and_deviation(values: Iterable[float]) -> str:
    values = list(values)
    spread = f" ± {stdev(values):.1f}" if len(values) > 1 else ""
    return f"{fmean(values):.1f}{spread}"
