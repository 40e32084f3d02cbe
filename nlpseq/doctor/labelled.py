"""Texts with one label each."""

from collections import Counter
from itertools import pairwise

from nlpseq.doctor.case import Case, Copies, File
from nlpseq.doctor.characters import has_stray_blank
from nlpseq.doctor.findings import Log
from nlpseq.doctor.inventory import compare_labels, joined_labels
from nlpseq.doctor.lines import check_characters
from nlpseq.doctor.parallel import read_rows
from nlpseq.doctor.style import Style

_MANY = 50


def check_labelled(case: Case) -> None:
    """Note all that is wrong with a corpus of labelled texts."""
    copies = Copies(case)
    for split in case.held_out:
        rows = (row for file in case.splits[split] for row in read_rows(case, file, Log()))
        copies.expect(split, (text for _, (_, text) in rows))
    counts = {split: _examine(case, split, copies) for split in case.splits}
    compare_labels(case, counts, "labels")
    copies.report("duplicate", "other-label")


def _examine(case: Case, split: str, copies: Copies) -> Counter[str]:
    """Read a split and note its faults; how often each label stands there."""
    counts: Counter[str] = Counter()
    for file in case.splits[split]:
        labels = _examine_file(case, file, copies)
        counts.update(labels)
        changes = sum(left != right for left, right in pairwise(labels))
        if len(labels) >= _MANY and len(set(labels)) > 1 and changes < 2 * len(set(labels)):
            case.log.add("sorted", file.place, detail="by label")
    case.log.fact(split, "texts", counts.total())
    return counts


def _examine_file(case: Case, file: File, copies: Copies) -> list[str]:
    labels: list[str] = []
    lines: dict[str, list[int]] = {}
    style = Style(case.log)
    for number, (label, text) in read_rows(case, file, case.log):
        case.ticked(number)
        labels.append(label.strip())
        if not label.strip():
            case.log.add("empty-label", file.place, number)
        lines.setdefault(label.strip(), []).append(number)
        if text.strip():
            style.take(number, text, file.place)
        else:
            case.log.add("empty-text", file.place, number)
        for cell in (label, text):
            check_characters(cell, case.log, file.place, number)
            if has_stray_blank(cell):
                case.log.add("stray-blank", file.place, number)
        copies.add(file.place, number, text, label.strip())
    style.report()
    for label in joined_labels(lines):
        case.log.add_all("joined-label", file.place, lines[label], repr(label))
    return labels
