"""Plain text, without anything beside it."""

from collections.abc import Iterator

from nlpseq.doctor.case import Case, Copies, File
from nlpseq.doctor.characters import has_stray_blank
from nlpseq.doctor.findings import Log
from nlpseq.doctor.lines import check_characters, read_text
from nlpseq.doctor.style import Style


def check_text(case: Case) -> None:
    """Note all that is wrong with a corpus of plain text; blank lines part its documents."""
    copies = Copies(case)
    for split in case.held_out:
        rows = (row for file in case.splits[split] for row in read_lines(file, Log()))
        copies.expect(split, (line for _, line in rows))
    for split, files in case.splits.items():
        num_lines = sum(_examine(case, file, copies) for file in files)
        case.log.fact(split, "lines", num_lines)
    copies.report("duplicate", "other-label")


def _examine(case: Case, file: File, copies: Copies) -> int:
    """Note the faults of a file; how many lines of it hold text."""
    num_lines = 0
    style = Style(case.log)
    for number, line in read_lines(file, case.log):
        case.ticked(number)
        num_lines += 1
        check_characters(line, case.log, file.place, number)
        if has_stray_blank(line):
            case.log.add("stray-blank", file.place, number)
        copies.add(file.place, number, line, "")
        style.take(number, line, file.place)
    style.report()
    return num_lines


def read_lines(file: File, log: Log) -> Iterator[tuple[int, str]]:
    """Number and text of each line that is not blank."""
    return (row for row in read_text(file.path, log, file.place) if row[1].strip())
