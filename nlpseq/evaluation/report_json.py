"""Reports as JSON and back."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from nlpseq.evaluation.report import (
    Breakdown,
    Comparison,
    Example,
    Gallery,
    Line,
    Report,
    Segment,
)
from nlpseq.evaluation.significance import Interval


def to_json(reports: Sequence[Report]) -> str:
    """Reports as a JSON list, all digits kept; null stands for what is no number."""
    rows = [_numbered(asdict(report)) for report in reports]
    return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _numbered(value: Any) -> Any:
    """JSON has no sign for what is no number."""
    if isinstance(value, dict):
        return {key: _numbered(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_numbered(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _read_figure(value: float | None) -> float:
    return math.nan if value is None else value


def from_json(text: str) -> list[Report]:
    """The reports that ``to_json`` wrote, this version's or an older one's."""
    return [_from_dict(row) for row in json.loads(text)]


def _from_dict(row: dict[str, Any]) -> Report:
    comparison = row.get("comparison")
    return Report(
        **{
            **row,
            "scores": {name: _read_figure(value) for name, value in row["scores"].items()},
            "intervals": {name: Interval(**value) for name, value in row["intervals"].items()},
            "breakdowns": tuple(map(_breakdown, row["breakdowns"])),
            "comparison": comparison and _comparison_of(comparison),
            "galleries": tuple(map(_gallery, row.get("galleries", ()))),
            "notes": tuple(row.get("notes", ())),
        }
    )


def _comparison_of(part: dict[str, Any]) -> Comparison:
    return Comparison(**{**part, "interval": Interval(**part["interval"])})


def _breakdown(part: dict[str, Any]) -> Breakdown:
    rows = {name: tuple(map(_read_figure, figures)) for name, figures in part["rows"].items()}
    return Breakdown(**{**part, "columns": tuple(part["columns"]), "rows": rows})


def _gallery(part: dict[str, Any]) -> Gallery:
    examples = tuple(
        Example(
            example["title"],
            tuple(
                Line(line["name"], tuple(Segment(**segment) for segment in line["segments"]))
                for line in example["lines"]
            ),
        )
        for example in part["examples"]
    )
    return Gallery(part["title"], part["note"], examples)
