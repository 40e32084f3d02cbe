"""A report of one evaluation: one structure, kept as JSON and shown as a table on screen.

``markdown.py`` and ``html.py`` show the same structure as pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlpseq.evaluation.significance import Interval

if TYPE_CHECKING:
    from rich.console import RenderableType

NAMES = {
    "bleu": "BLEU",
    "chrf": "chrF2",
    "ter": "TER",
    "f1": "F1 (conlleval)",
    "strict_f1": "strict F1 (IOB2)",
}

HEAT = "*"
"""``Breakdown.picture`` of a table that is drawn whole, as a heat map."""

RIGHT, WRONG = "right", "wrong"
"""What ``Segment.mark`` can be beside ""."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Scores of parts of a corpus.

    Args:
        title: what the parts are ("by type").
        columns: names of the figures.
        rows: part -> its figures, in the order of the columns; a count is an int.
        note: how the figures are defined.
        picture: the column that is drawn as bars, HEAT for all of them; "" = none.
        brief: whether the screen shows it too.
    """

    title: str
    columns: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]
    note: str = ""
    picture: str = ""
    brief: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence.

    Args:
        text: its words.
        mark: RIGHT, WRONG or "" for what is no entity or the same on both sides.
        label: type of the entity that it is.
    """

    text: str
    mark: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One version of a sentence and what it is called ("reference")."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in several versions, with what is to be said of it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """Sentences to look at, and how they were chosen."""

    title: str
    note: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The main score beside that of another bundle on the same examples.

    Args:
        other: the other bundle.
        score: name of the score.
        ours: the score of this bundle.
        theirs: that of the other.
        interval: 95 % of the differences (ours - theirs) of the resamples.
        p: how likely such a difference is if there is none (paired bootstrap).
    """

    other: str
    score: str
    ours: float
    theirs: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was scored, on what, and how.

    Args:
        bundle: name or path of the bundle.
        corpus: name of the corpus.
        split: its split.
        counts: how much was scored ("sentences", "entities").
        scores: figures in per cent.
        intervals: 95 % bootstrap intervals of some of the scores.
        signatures: how some of the scores were computed.
        breakdowns: scores of parts of the corpus.
        comparison: with another bundle.
        galleries: sentences to look at.
        notes: what is left out, and why.
    """

    bundle: str
    corpus: str
    split: str
    counts: dict[str, int]
    scores: dict[str, float]
    intervals: dict[str, Interval] = field(default_factory=dict)
    signatures: dict[str, str] = field(default_factory=dict)
    breakdowns: tuple[Breakdown, ...] = ()
    comparison: Comparison | None = None
    galleries: tuple[Gallery, ...] = ()
    notes: tuple[str, ...] = ()


def to_table(report: Report) -> "RenderableType":
    """The report in brief, as something that rich prints."""
    from rich.console import Group
    from rich.table import Table as RichTable
    from rich.text import Text

    parts: list[RenderableType] = [
        Text(title_of(report), style="bold"),
        Text(counts_of(report)),
        *map(Text, report.notes),
    ]
    for content in tables_of(report, brief=True):
        table = RichTable(title=Text(content.title), title_justify="left")
        for number, column in enumerate(content.columns):
            table.add_column(Text(column), justify="right" if number else "left")
        for row in content.rows:
            table.add_row(*map(Text, row))
        parts.append(table)
    for name, text in report.signatures.items():
        # A signature is one word: it may be folded at the edge, never shortened.
        parts.append(Text(f"{name_of(name)}: {text}", style="dim", overflow="fold"))
    return Group(*parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is shown: the first column names the row."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""


def tables_of(report: Report, *, brief: bool = False) -> list[Table]:
    """All tables of a report, or those that the screen shows, the scores first."""
    parts = [table_of(part) for part in report.breakdowns if part.brief or not brief]
    return score_tables(report) + parts


def score_tables(report: Report) -> list[Table]:
    """The scores of the whole, and the comparison if there is one."""
    scores = [
        (name_of(name), _figure(value), _interval(report.intervals.get(name)))
        for name, value in report.scores.items()
    ]
    tables = [Table("scores", ("score", "%", "95 % interval"), scores)] if scores else []
    if report.comparison:
        tables.append(_comparison(report.comparison))
    return tables


def table_of(part: Breakdown) -> Table:
    """A breakdown as it is shown."""
    rows = [(name, *map(_figure, figures)) for name, figures in part.rows.items()]
    return Table(part.title, ("", *part.columns), rows, part.note)


def _comparison(found: Comparison) -> Table:
    difference = f"{found.ours - found.theirs:+.2f}"
    return Table(
        f"compared with {found.other}",
        ("score", "this", "other", "difference", "95 % interval", "p"),
        [
            (
                name_of(found.score),
                _figure(found.ours),
                _figure(found.theirs),
                difference,
                _interval(found.interval),
                f"{found.p:.4f}",
            )
        ],
        "Paired bootstrap over sentences (Koehn 2004): p is the share of resamples whose "
        "difference lies as far from the mean of all resamples as the measured one lies from 0.",
    )


def title_of(report: Report) -> str:
    """What was scored on what."""
    return f"{report.bundle} on {report.corpus}, {report.split}"


def counts_of(report: Report) -> str:
    """How much was scored."""
    return ", ".join(f"{count:,} {name}" for name, count in report.counts.items())


def name_of(score: str) -> str:
    """A score as people call it."""
    return NAMES.get(score, score.replace("_", " "))


def _figure(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    # what is not exactly 0 must not look like it
    return f"{value:.0e}" if 0 < abs(value) < 0.005 else f"{value:.2f}"


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.2f} – {interval.high:.2f}"
