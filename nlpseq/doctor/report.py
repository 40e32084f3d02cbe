"""A diagnosis in the forms it is shown in: lines for a pipe, a table for a terminal, JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from nlpseq.doctor.findings import ERROR, SEVERITIES, WARNING, Diagnosis, Finding

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 5
_STYLES = {ERROR: "bold red", WARNING: "yellow"}


def to_lines(diagnosis: Diagnosis) -> Iterator[str]:
    """The figures, a line for each finding, and a sum."""
    for fact in diagnosis.facts:
        yield f"{diagnosis.name}: {fact.split}: {fact.name}: {fact.value}"
    for finding in diagnosis.findings:
        place = ":".join([finding.file, *map(str, finding.lines[:1])])
        yield f"{place}: {finding.severity}: {finding.rule}: {_what(finding)}; {finding.mend}"
    yield f"{diagnosis.name}: {summary(diagnosis)}"


def to_table(diagnosis: Diagnosis) -> "RenderableType":
    """The same for people, as something that rich prints."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    facts = Table(box=None, pad_edge=False, show_header=False)
    for fact in diagnosis.facts:
        facts.add_row(fact.split, fact.name, Text(fact.value))
    columns = ("", "rule", "file", "number", "lines", "what", "mend")
    findings = Table(*columns, box=None, pad_edge=False)
    for finding in diagnosis.findings:
        findings.add_row(
            Text(finding.severity, style=_STYLES.get(finding.severity, "")),
            finding.rule,
            Text(finding.file.rpartition("/")[2]),
            f"{len(finding.lines):,}" if finding.lines else "",
            _first_lines(finding),
            Text(finding.message),
            finding.mend,
        )
    title = Text(f"{diagnosis.name} ({diagnosis.task})", style="bold")
    return Group(title, facts, *([findings] if diagnosis.findings else []), summary(diagnosis))


def to_json(diagnoses: Sequence[Diagnosis]) -> str:
    """Everything, with all lines."""
    records = [
        {
            "name": diagnosis.name,
            "task": diagnosis.task,
            "faulty": diagnosis.faulty,
            "facts": [fact._asdict() for fact in diagnosis.facts],
            "findings": [asdict(finding) for finding in diagnosis.findings],
        }
        for diagnosis in diagnoses
    ]
    return json.dumps(records, indent=1, ensure_ascii=False) + "\n"


def summary(diagnosis: Diagnosis) -> str:
    """How many findings of each severity there are."""
    counts = Counter(finding.severity for finding in diagnosis.findings)
    parts = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in SEVERITIES
    ]
    return ", ".join(parts)


def _what(finding: Finding) -> str:
    if len(finding.lines) < 2:
        return finding.message
    return f"{len(finding.lines):,} lines ({_first_lines(finding)}): {finding.message}"


def _first_lines(finding: Finding) -> str:
    first = ", ".join(map(str, finding.lines[:_SHOWN]))
    return first + (", …" if len(finding.lines) > _SHOWN else "")
