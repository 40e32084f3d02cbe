"""Shapes of the pictures of a report: where what is drawn, in the units of an SVG.

The page's template draws them, and escapes the names that come with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nlpseq.evaluation.report import HEAT, Breakdown, Report, name_of

WIDTH = 340
"""Of all pictures but heat maps: the width of a small phone, so that letters keep their size."""

LINE = 22
"""Height of a row."""

CELL = 46
"""Width of a column of a heat map."""

_NAMES = 130
_FIGURES = 46
_MAX_LETTERS = 19
_MAX_HEAT = 40
"""Rows and columns of a heat map; a larger one is no picture, and its table says it all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar (from ``start`` to ``end``), or a point at ``at`` with its interval behind it."""

    name: str
    figure: str
    y: float
    start: float
    end: float
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or points, one a row.

    Args:
        title: what they show.
        height: of the picture.
        marks: in order, from the top.
        origin: where 0 is.
    """

    title: str
    height: float
    marks: tuple[Mark, ...]
    origin: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of a heat map; ``strength`` in [0, 1] is the share of its row."""

    x: float
    y: float
    figure: str
    strength: float
    is_diagonal: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A table of counts in colours; names of rows stand at the left, of columns at the top."""

    title: str
    width: float
    height: float
    cells: tuple[Cell, ...]
    rows: tuple[tuple[str, float], ...]
    columns: tuple[tuple[str, float], ...]


def bars(part: Breakdown) -> Chart | None:
    """The column that a breakdown asks to draw; None if it asks for none or has no rows."""
    if part.picture not in part.columns or not part.rows:
        return None
    column = part.columns.index(part.picture)
    values = {name: figures[column] for name, figures in part.rows.items()}
    are_counts = all(isinstance(value, int) for value in values.values())
    largest = max(values.values()) if are_counts else 100.0
    marks = tuple(
        Mark(short(name), _figure(value), _y(row), _NAMES, _x(value, largest))
        for row, (name, value) in enumerate(values.items())
    )
    return Chart(f"{part.title}: {part.picture}", _y(len(marks)), marks, _NAMES)


def score_points(report: Report) -> Chart:
    """The scores with their intervals on a line from 0 to 100, or to the largest of them."""
    largest = max(100.0, *report.scores.values())
    marks = []
    for row, (name, value) in enumerate(report.scores.items()):
        interval = report.intervals.get(name)
        low, high = (interval.low, interval.high) if interval else (value, value)
        start, end, at = (_x(number, largest) for number in (low, high, value))
        marks.append(Mark(short(name_of(name)), _figure(value), _y(row), start, end, at))
    return Chart("scores and 95 % intervals", _y(len(marks)), tuple(marks), _NAMES)


def difference_point(report: Report) -> Chart | None:
    """The difference from another bundle, with 0 in the middle of the line."""
    found = report.comparison
    if found is None:
        return None
    difference = found.ours - found.theirs
    largest = max(map(abs, (difference, found.interval.low, found.interval.high, 0.01)))
    start, end, at, origin = (
        _x(number + largest, 2 * largest)
        for number in (found.interval.low, found.interval.high, difference, 0.0)
    )
    mark = Mark(short(name_of(found.score)), f"{difference:+.2f}", _y(0), start, end, at)
    return Chart("difference and 95 % interval", _y(1), (mark,), origin)


def heat_map(part: Breakdown) -> HeatMap | None:
    """A breakdown that asks to be drawn whole; None if it does not, or is too large for it."""
    if part.picture != HEAT or not 0 < len(part.rows) <= _MAX_HEAT:
        return None
    cells = [
        Cell(
            _NAMES + column * CELL,
            (row + 1) * LINE,
            f"{count:,}",
            count / max(1, sum(figures)),
            row == column,
        )
        for row, figures in enumerate(part.rows.values())
        for column, count in enumerate(figures)
        if count
    ]
    return HeatMap(
        title=part.title,
        width=_NAMES + len(part.columns) * CELL,
        height=(len(part.rows) + 1) * LINE,
        cells=tuple(cells),
        rows=_named(list(part.rows), LINE, LINE),
        columns=_named(part.columns, _NAMES, CELL, most=6),
    )


def short(name: str, most: int = _MAX_LETTERS) -> str:
    """A name that fits into the picture."""
    return name if len(name) <= most else name[: most - 1] + "…"


def _named(
    names: Sequence[str], start: float, step: float, most: int = _MAX_LETTERS
) -> tuple[tuple[str, float], ...]:
    return tuple((short(name, most), start + step * place) for place, name in enumerate(names))


def _x(value: float, largest: float) -> float:
    share = min(1.0, max(0.0, value / largest)) if largest else 0.0
    return round(_NAMES + share * (WIDTH - _NAMES - _FIGURES), 1)


def _y(row: int) -> float:
    return row * LINE


def _figure(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.1f}"
