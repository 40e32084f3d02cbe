"""The sentences of a corpus of tagged words in any form, read past its faults."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from nlpseq.data import brat
from nlpseq.data.columns import least_width
from nlpseq.data.conll import Layout, conll_columns, is_document
from nlpseq.data.examples import Tagged
from nlpseq.data.hub import rows_of
from nlpseq.data.labels import OUTSIDE, check_scheme, parse_tag
from nlpseq.data.schemes import Detection, Sentence, detect_scheme
from nlpseq.data.spans import DOCCANO, SPANS, Form, read_record
from nlpseq.doctor.case import Case, File
from nlpseq.doctor.findings import Log, Place
from nlpseq.doctor.lines import read_text
from nlpseq.errors import InputError

FORMS = {"spans": SPANS, "doccano": DOCCANO}
"""Readers of JSONL and the keys of their records."""

MARKED = (*FORMS, "brat")
"""Readers of spans of characters, which become tags in BIO."""

_SAMPLE = 500


def _ignore(_number: int) -> None:
    """Show no progress."""


def sentences_of(
    case: Case, file: File, log: Log, tick: Callable[[int], None] = _ignore
) -> Iterator[Sentence]:
    """The sentences of a file; what cannot be read is noted and left out.

    Args:
        case: the corpus.
        file: one of its files; of brat the text of a document.
        log: where faults go.
        tick: told of the number of each line that was read.

    Raises:
        InputError: the file cannot be read at all.
    """
    reader = case.spec.reader
    if reader in FORMS:
        yield from _records(file, FORMS[reader], log, tick)
    elif reader == "brat":
        yield from _document(file, log)
    elif reader == "datasets":
        yield from _rows(case, file, log, tick)
    else:
        yield from _lines(file, layout_of(case), log, tick)


def _records(file: File, form: Form, log: Log, tick: Callable[[int], None]) -> Iterator[Sentence]:
    """Records of JSONL, read as --fix mends them where their spans do not fit."""
    for number, line in read_text(file.path, log, file.place):
        tick(number)
        if not line.strip():
            continue
        try:
            tagged = read_record(line, number, file.path, form)
        except InputError as error:
            mended = mended_record(line, number, file.path, form)
            log.add("span" if mended else "record", file.place, number, error.problem)
            if not mended:
                continue
            tagged = mended
        yield _sentence(number, tagged)


def mended_record(line: str, number: int, file: Path, form: Form) -> Tagged | None:
    """What a record becomes when its spans are widened to words and the longest kept, if it can."""
    try:
        return read_record(line, number, file, form, repair=True)
    except InputError:
        return None


def _document(file: File, log: Log) -> Iterator[Sentence]:
    _, annotations = brat.document(file.path)
    place = Place(file.place.split, str(annotations))
    for error in brat.faults(file.path):
        log.add("span", place, error.line or 0, error.problem)
    try:
        for number, tagged in brat.read_sentences(file.path, repair=True):
            yield _sentence(number, tagged)
    except InputError as error:
        log.add("record", place, error.line or 0, error.problem)


def _rows(case: Case, file: File, log: Log, tick: Callable[[int], None]) -> Iterator[Sentence]:
    for number, read in rows_of(file.path, case.spec):
        tick(number)
        try:
            sentence = read()
        except InputError as error:
            log.add("record", file.place, number, error.problem)
            continue
        assert isinstance(sentence, Sentence)
        if sentence.words:
            yield sentence


def _sentence(number: int, tagged: Tagged) -> Sentence:
    return Sentence([number] * len(tagged.words), tagged.words, tagged.tags)


def layout_of(case: Case) -> Layout:
    """What stands where in the lines of the corpus."""
    return Layout(conll_columns(case.spec), case.spec.separator, case.spec.comments)


def usual_width(file: File, layout: Layout) -> int:
    """The number of columns that most of the first lines have, and those asked for at least."""
    lines = (line for _, line in read_text(file.path, Log(), file.place))
    rows = (layout.split(line) for line in lines if is_row(line, layout))
    widths = Counter(len(cells) for cells in islice(rows, _SAMPLE))
    return max(widths.most_common(1)[0][0] if widths else 0, least_width(layout.columns))


def is_row(line: str, layout: Layout) -> bool:
    """Is the line a word with its columns?"""
    return bool(line.strip()) and not is_document(line) and not layout.is_comment(line)


def scheme_of(file: File, case: Case) -> Detection:
    """What the tags say of their scheme, or else what the corpus declares.

    Raises:
        InputError: the corpus declares a scheme that is not known.
    """
    if case.spec.scheme:
        check_scheme(case.spec.scheme)
    sentences = sentences_of(case, file, Log())
    detection = detect_scheme(sentence.tags for sentence in sentences)
    declared = case.spec.scheme
    if not declared or declared == detection.scheme:
        return detection
    evidence = f"declared; the tags say {detection}"
    return replace(detection, scheme=declared, evidence=evidence)


def _lines(file: File, layout: Layout, log: Log, tick: Callable[[int], None]) -> Iterator[Sentence]:
    """The sentences of CoNLL columns, without the lines that are no word with a tag."""
    width = usual_width(file, layout)
    word_column, tag_column = layout.columns
    lines: list[int] = []
    words: list[str] = []
    tags: list[str] = []
    for number, line in read_text(file.path, log, file.place):
        tick(number)
        if not is_row(line, layout):
            _note_boundary(line, log, file.place, number)
            if words and not layout.is_comment(line):
                yield Sentence(lines, words, tags)
                lines, words, tags = [], [], []
            continue
        cells = layout.split(line)
        if len(cells) != width:
            detail = f"{len(cells)} in {line[:30]!r}, {width} elsewhere"
            log.add("columns", file.place, number, detail)
            continue
        if layout.is_no_word(cells, len(words)):
            continue
        tag = cells[tag_column]
        if parse_tag(tag) is None:
            log.add("tag", file.place, number, f"{tag[:30]!r}")
            tag = OUTSIDE
        lines.append(number)
        words.append(cells[word_column])
        tags.append(tag)
    if words:
        yield Sentence(lines, words, tags)


def _note_boundary(line: str, log: Log, place: Place, number: int) -> None:
    if is_document(line):
        log.add("document-line", place, number)
    elif line.strip():
        log.add("comment-line", place, number)
    elif line:
        log.add("blank-line", place, number)
