"""A report of one evaluation: one structure, shown as JSON, Markdown or a table on screen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from nlpseq.evaluation.pairs import PairScores
from nlpseq.evaluation.significance import Interval
from nlpseq.evaluation.tagging import TaggingScores, TypeScores
from nlpseq.evaluation.translation import TranslationScores

if TYPE_CHECKING:
    from rich.console import RenderableType

# a type that one mode counts and the other does not
NOTHING = TypeScores(0.0, 0.0, 0.0, 0)

NAMES = {
    "bleu": "BLEU",
    "chrf": "chrF2",
    "ter": "TER",
    "f1": "F1",
    "strict_f1": "strict F1",
}


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Scores of parts of a corpus.

    Args:
        title: what the parts are ("by type").
        columns: names of the figures.
        rows: part -> its figures, in the order of the columns; a count is an int.
    """

    title: str
    columns: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]


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
    """

    bundle: str
    corpus: str
    split: str
    counts: dict[str, int]
    scores: dict[str, float]
    intervals: dict[str, Interval] = field(default_factory=dict)
    signatures: dict[str, str] = field(default_factory=dict)
    breakdowns: tuple[Breakdown, ...] = ()


def translation_report(
    scores: TranslationScores,
    *,
    bundle: str,
    corpus: str,
    split: str,
    intervals: Mapping[str, Interval],
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
) -> Report:
    """Report the scores of tags, by type in both modes, and of contrastive pairs if given."""
    names = ("precision", "recall", "f1", "strict_precision", "strict_recall", "strict_f1")
    return Report(
        bundle=bundle,
        corpus=corpus,
        split=split,
        counts={"sentences": len(scores.statistics), "entities": scores.support},
        scores={name: getattr(scores, name) for name in (*names, "accuracy")},
        intervals=dict(intervals),
        signatures=scores.signatures,
        breakdowns=(_by_type(scores), *(_of_pairs(pairs, largest_difference) if pairs else [])),
    )


def to_json(reports: Sequence[Report]) -> str:
    """Reports as a JSON list, all digits kept."""
    rows = [asdict(report) for report in reports]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> list[Report]:
    """The reports that ``to_json`` wrote."""
    return [_from_dict(row) for row in json.loads(text)]


def _from_dict(row: dict[str, Any]) -> Report:
    breakdowns = tuple(
        Breakdown(
            part["title"],
            tuple(part["columns"]),
            {name: tuple(figures) for name, figures in part["rows"].items()},
        )
        for part in row["breakdowns"]
    )
    intervals = {name: Interval(**interval) for name, interval in row["intervals"].items()}
    return Report(**{**row, "breakdowns": breakdowns, "intervals": intervals})


def to_markdown(reports: Sequence[Report]) -> str:
    """Reports as a Markdown page."""
    return "\n".join(_page(report) for report in reports)


def _page(report: Report) -> str:
    blocks = [f"# {_title(report)}", _counts(report)]
    for table in _tables(report):
        blocks += [f"## {table.title}", _markdown_table(table)]
    if report.signatures:
        lines = [f"- {_name(name)}: `{text}`" for name, text in report.signatures.items()]
        blocks += ["## signatures", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def to_table(report: Report) -> "RenderableType":
    """The report as something that rich prints."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    parts: list[RenderableType] = [Text(_title(report), style="bold"), Text(_counts(report))]
    for content in _tables(report):
        table = Table(title=content.title, title_justify="left")
        for number, column in enumerate(content.columns):
            table.add_column(column, justify="right" if number else "left")
        for row in content.rows:
            table.add_row(*map(Text, row))
        parts.append(table)
    for name, text in report.signatures.items():
        # A signature is one word: it may be folded at the edge, never shortened.
        parts.append(Text(f"{_name(name)}: {text}", style="dim", overflow="fold"))
    return Group(*parts)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as it is shown: the first column names the row."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def _tables(report: Report) -> list[_Table]:
    scores = [
        (_name(name), _figure(value), _interval(report.intervals.get(name)))
        for name, value in report.scores.items()
    ]
    tables = [_Table("scores", ("score", "%", "95 % interval"), scores)]
    for part in report.breakdowns:
        rows = [(name, *map(_figure, figures)) for name, figures in part.rows.items()]
        tables.append(_Table(part.title, ("", *part.columns), rows))
    return tables


def _by_type(scores: TaggingScores) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {}
    for name in sorted(scores.by_type.keys() | scores.strict_by_type.keys()):
        default = scores.by_type.get(name, NOTHING)
        strict = scores.strict_by_type.get(name, NOTHING)
        rows[name] = (default.precision, default.recall, default.f1, strict.f1, default.support)
    return Breakdown("by type", ("precision", "recall", "F1", "strict F1", "entities"), rows)


def _by_stratum(pairs: Mapping[str, PairScores]) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {
        stratum: (scores.accuracy, scores.num_pairs) for stratum, scores in pairs.items()
    }
    return Breakdown("contrastive pairs", ("accuracy", "pairs"), rows)


def _of_pairs(pairs: Mapping[str, PairScores], largest_difference: float) -> list[Breakdown]:
    changes: dict[str, tuple[float, ...]] = {"largest over all pairs": (largest_difference,)}
    return [
        _by_stratum(pairs),
        Breakdown("change of probability at the word", ("difference",), changes),
    ]


def _title(report: Report) -> str:
    return f"{report.bundle} on {report.corpus}, {report.split}"


def _counts(report: Report) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in report.counts.items())


def _name(score: str) -> str:
    return NAMES.get(score, score.replace("_", " "))


def _figure(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    # what is not exactly 0 must not look like it
    return f"{value:.0e}" if 0 < abs(value) < 0.005 else f"{value:.2f}"


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.2f} – {interval.high:.2f}"


def _markdown_table(table: _Table) -> str:
    lines = [table.columns, ("---", *["---:"] * (len(table.columns) - 1)), *table.rows]
    return "\n".join("| " + " | ".join(map(_escape, line)) + " |" for line in lines)


def _escape(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|")
