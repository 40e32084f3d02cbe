"""A report as a Markdown page."""

import re
from collections.abc import Sequence

from nlpseq.evaluation.report import (
    RIGHT,
    WRONG,
    Example,
    Report,
    Segment,
    Table,
    counts_of,
    name_of,
    tables_of,
    title_of,
)


def to_markdown(reports: Sequence[Report]) -> str:
    """Reports as a Markdown page."""
    return "\n".join(_page(report) for report in reports)


def _page(report: Report) -> str:
    blocks = [f"# {title_of(report)}", counts_of(report), *map(_escape, report.notes)]
    for table in tables_of(report):
        blocks += [f"## {table.title}", _markdown_table(table)]
        blocks += [_escape(table.note)] if table.note else []
    for gallery in report.galleries:
        blocks += [f"## {gallery.title}", _escape(gallery.note)]
        blocks += map(_markdown_example, gallery.examples)
    if report.signatures:
        lines = [f"- {name_of(name)}: `{text}`" for name, text in report.signatures.items()]
        blocks += ["## signatures", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def _markdown_example(example: Example) -> str:
    lines = [f"- {_escape(example.title)}"]
    for line in example.lines:
        text = " ".join(map(_markdown_segment, line.segments))
        lines.append(f"    - {_escape(line.name)}: {text}")
    return "\n".join(lines)


def _markdown_segment(segment: Segment) -> str:
    label = f" ({_escape(segment.label)})" if segment.label else ""
    text = f"{_escape(segment.text)}{label}"
    return {RIGHT: f"*{text}*", WRONG: f"**{text}**"}.get(segment.mark, text)


def _markdown_table(table: Table) -> str:
    lines = [table.columns, ("---", *["---:"] * (len(table.columns) - 1)), *table.rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _escape(text: str) -> str:
    """A sentence as it is, whatever Markdown makes of its characters."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", " ".join(text.split()))
