"""Mending of corpora whose examples are lines: pairs, labelled texts and plain text."""

from array import array
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from nlpseq.doctor.alignment import misaligned_lines
from nlpseq.doctor.case import Case, File
from nlpseq.doctor.changes import Changes, Seen, Sight
from nlpseq.doctor.characters import clean_text
from nlpseq.doctor.findings import Log
from nlpseq.doctor.lines import raw_lines
from nlpseq.doctor.parallel import columns_of, is_copy, read_rows, read_split, width_of
from nlpseq.doctor.text import read_lines

_Drops = dict[int, str]
"""Line -> the rule for which it is left out."""


def seen_parallel(case: Case, split: str) -> Seen:
    """Sources and targets of a held-out split, as they will stand in the mended corpus."""
    sight, clean = Sight(), _cleaner(split)
    for pair in read_split(case, split, Log()):
        sight.take(clean(pair.source), clean(pair.target))
    return sight.seen()


def seen_labelled(case: Case, split: str) -> Seen:
    """Texts of a held-out split, as they will stand in the mended corpus."""
    sight, clean = Sight(), _cleaner(split)
    for file in case.splits[split]:
        for _, (_, text) in read_rows(case, file, Log()):
            sight.take(clean(text))
    return sight.seen()


def seen_text(case: Case, split: str) -> Seen:
    """Lines of a held-out split, as they will stand in the mended corpus."""
    sight, clean = Sight(), _cleaner(split)
    for file in case.splits[split]:
        for _, line in read_lines(file, Log()):
            sight.take(clean(line))
    return sight.seen()


def mend_parallel(
    case: Case, files: list[File], seen: Seen, changes: Changes
) -> Iterator[Iterable[bytes]]:
    """The lines of each file without pairs that teach nothing."""
    drops = _faulty_pairs(case, files, seen)
    for file in files:
        if case.spec.reader == "parallel":
            yield _mended(file, drops[files[0]], changes, lambda text: (text, clean_text(text)))
        else:
            yield _mended(file, drops[file], changes, _cell_cleaner(case, file))


def mend_labelled(
    case: Case, files: list[File], seen: Seen, changes: Changes
) -> Iterator[Iterable[bytes]]:
    """The lines of each file without empty and leaking texts."""
    for file in files:
        drops: _Drops = {}
        for number, (_, text) in read_rows(case, file, Log()):
            text = clean_text(text)
            if not text.strip():
                drops[number] = "empty-text"
            elif seen.has(text):
                drops[number] = "leakage"
        yield _mended(file, drops, changes, _cell_cleaner(case, file))


def mend_text(
    _case: Case, files: list[File], seen: Seen, changes: Changes
) -> Iterator[Iterable[bytes]]:
    """The lines of each file without leaking ones; blank ones still part documents."""
    for file in files:
        lines = read_lines(file, Log())
        drops = {number: "leakage" for number, line in lines if seen.has(clean_text(line))}
        yield _mended(file, drops, changes, lambda text: (text, clean_text(text)))


def _cleaner(split: str) -> Callable[[str], str]:
    return clean_text if split == "valid" else str


def _faulty_pairs(case: Case, files: list[File], seen: Seen) -> dict[File, _Drops]:
    """The lines to leave out of each file (of two parallel ones: told of the first)."""
    log = Log()
    drops: dict[File, _Drops] = {file: {} for file in files}
    of_place = {file.place: file for file in files}
    known: set[int] = set()
    kept: list[tuple[File, int]] = []
    lengths = array("I"), array("I")
    for pair in read_split(case, files[0].place.split, log):
        file = of_place[pair.places[0]]
        source, target = clean_text(pair.source), clean_text(pair.target)
        if rule := _fault_of(source, target, known, seen):
            drops[file][pair.line] = rule
            continue
        known.add(hash((source, target)))
        kept.append((file, pair.line))
        lengths[0].append(len(source))
        lengths[1].append(len(target))
    for file, line in _shifted(kept, lengths):
        drops[file][line] = "misaligned"
    for finding in log.findings():
        if finding.rule == "unequal-lines":
            drops[files[0]] |= dict.fromkeys(finding.lines, finding.rule)
    return drops


def _fault_of(source: str, target: str, known: set[int], seen: Seen) -> str:
    """The rule for which a pair is left out, if any."""
    if not source.strip() or not target.strip():
        return "empty-side"
    if is_copy(source, target):
        return "copy"
    if hash((source, target)) in known:
        return "duplicate-pair"
    return "leakage" if seen.has(source, target) else ""


def _shifted(
    kept: list[tuple[File, int]], lengths: "tuple[array[int], array[int]]"
) -> Iterator[tuple[File, int]]:
    """Lines that seem shifted, until among those that are left none does."""
    left = np.arange(len(kept))
    sides = [np.frombuffer(side, dtype=np.uint32) for side in lengths]
    while True:
        shifted = misaligned_lines(*(array("I", side[left].tolist()) for side in sides))
        if not shifted.any():
            return
        yield from (kept[index] for index in left[shifted])
        left = left[~shifted]


def _cell_cleaner(case: Case, file: File) -> Callable[[str], tuple[str, str]]:
    """A function from a line to it and its cleaned form, where only the columns read change."""
    columns, width = columns_of(case), width_of(case, file)

    def clean(line: str) -> tuple[str, str]:
        cells = line.split("\t")
        if len(cells) == width:
            for column in columns:
                cells[column] = clean_text(cells[column])
        return line, "\t".join(cells)

    return clean


def _mended(
    file: File, drops: _Drops, changes: Changes, clean: Callable[[str], tuple[str, str]]
) -> Iterator[bytes]:
    for number, raw in enumerate(raw_lines(file.path), start=1):
        if number in drops:
            changes.add(file.path, number, drops[number], f"left out {raw.text[:60]!a}")
            continue
        old, new = clean(raw.text)
        if new != old:
            changes.cleaned(file.path, number, old, new, "stray-blank")
        yield raw.with_text(new)
