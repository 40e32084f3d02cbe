"""Mending of JSONL: spans that do not fit their text, records that are none, and leakage."""

from collections.abc import Iterable, Iterator

from nlpseq.data.spans import read_record, written
from nlpseq.doctor.case import Case, File
from nlpseq.doctor.changes import Changes, Seen, Sight
from nlpseq.doctor.findings import Log
from nlpseq.doctor.lines import RawLine, raw_lines
from nlpseq.doctor.sentences import FORMS, mended_record, sentences_of
from nlpseq.errors import InputError


def seen_records(case: Case, split: str) -> Seen:
    """The texts of a held-out split."""
    sight = Sight()
    for file in case.splits[split]:
        for sentence in sentences_of(case, file, Log()):
            sight.take(" ".join(sentence.words))
    return sight.seen()


def mend_records(
    case: Case, files: list[File], seen: Seen, changes: Changes
) -> Iterator[Iterable[bytes]]:
    """The lines of each file; a record changes only where its spans do not fit."""
    for file in files:
        yield _mended(case, file, seen, changes)


def _mended(case: Case, file: File, seen: Seen, changes: Changes) -> Iterator[bytes]:
    for number, raw in enumerate(raw_lines(file.path), start=1):
        rule, text = _mend(case, file, seen, number, raw)
        if not rule:
            yield raw.with_text(raw.text)
        elif text:
            changes.add(file.path, number, rule, f"{raw.text!a:.200} -> {text!a:.200}")
            yield raw.with_text(text)
        else:
            changes.add(file.path, number, rule, f"left out {raw.text[:60]!a}")


def _mend(case: Case, file: File, seen: Seen, number: int, raw: RawLine) -> tuple[str, str]:
    """The rule for which a line changes and what it becomes; no rule = it stays."""
    form, rule, text = FORMS[case.spec.reader], "", ""
    if not raw.text.strip():
        return rule, text
    try:
        tagged = read_record(raw.text, number, file.path, form)
    except InputError:
        mended = mended_record(raw.text, number, file.path, form)
        if mended is None:
            return "record", ""
        tagged, rule, text = mended, "span", written(raw.text, mended, form)
    return ("leakage", "") if seen.has(" ".join(tagged.words)) else (rule, text)
