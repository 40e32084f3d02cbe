"""JSONL of texts with entities as spans of characters, in the forms of several programs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlpseq.data.examples import Tagged
from nlpseq.data.files import read_lines
from nlpseq.data.labels import spans_from_tags
from nlpseq.data.marks import Mark, check_place, check_quote, tag_text, trimmed
from nlpseq.data.words import split_words
from nlpseq.errors import InputError

_BEFORE_KEY = re.compile(r"[ \t\r\n]*[{,]?[ \t\r\n]*")
_BEFORE_VALUE = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Form:
    """The keys of a record; of several names the first that is there counts.

    Args:
        texts: names of the text.
        spans: names of the list of its spans, each an object or ``[start, end, label]``.
        borders: names of a span's start and end, where it is an object.
        example: a record, for messages.
        mend: what to do about a line of another form.
    """

    texts: tuple[str, ...]
    spans: tuple[str, ...]
    borders: tuple[str, str]
    example: str
    mend: str


SPANS = Form(
    ("text",),
    ("spans", "entities"),
    ("start", "end"),
    '{"text": "Anna sings", "spans": [{"start": 0, "end": 4, "label": "PER"}]}',
    "write one such object a line, or read an export of doccano with data.reader=doccano",
)
DOCCANO = Form(
    ("text", "data"),
    ("label", "labels", "entities"),
    ("start_offset", "end_offset"),
    '{"text": "Anna sings", "label": [[0, 4, "PER"]]}',
    'export it as JSONL; other objects with "spans" are read with data.reader=spans',
)

_Quoted = tuple[Mark, str | None]
"""A mark, and the text that its record says it has."""


def read_spans(file: str | Path, form: Form = SPANS, *, repair: bool = False) -> Iterator[Tagged]:
    """The words of each text with their tags in BIO; a text is one example, however long.

    Further keys are for other programs; lines of white space only are left out. A span stands on
    words, overlaps no other and may quote its ``text``; the same one may stand twice.

    Args:
        file: one JSON object a line; offsets count characters from 0, the end is not included.
        form: names of the keys.
        repair: widen spans to whole words, keep the longest of those that overlap and leave out
            those of white space, instead of refusing them.

    Raises:
        InputError: a line is no such object, its text is blank, or a span does not fit it.
    """
    for number, line in read_lines(file):
        if line.strip():
            yield read_record(line, number, file, form, repair=repair)


def read_record(
    line: str, number: int, file: str | Path, form: Form = SPANS, *, repair: bool = False
) -> Tagged:
    """The words of one line's text with their tags, as ``read_spans`` does.

    Raises:
        InputError: as ``read_spans``.
    """
    try:
        text, quoted = _parse(line, number, form)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "not a text with spans",
            file=file,
            line=number,
            found=_reason(error),
            expected=form.example,
            mend=form.mend,
        ) from error
    for mark, quote in quoted:
        check_place(mark, text, file)
        if quote is not None:
            check_quote(mark, text[mark.start : mark.end], quote, file)
    marks = trimmed((mark for mark, _ in quoted), text, file, repair=repair)
    tagged = tag_text(text, marks, file, repair=repair)
    if not tagged.words:
        raise InputError(
            "blank text",
            file=file,
            line=number,
            found=repr(text[:40]),
            expected="a text of one word or more",
            mend="delete the line",
        )
    return tagged


def written(line: str, tagged: Tagged, form: Form = SPANS) -> str:
    """A line's record with the spans that the tags (BIO) of its words spell.

    Args:
        line: a line that ``read_record`` reads.
        tagged: its words, with tags of any making.
        form: names of the keys.
    """
    record = json.loads(line)
    words = split_words(_value(record, form.texts))
    start, end = form.borders
    spans = [
        {start: words[span.start].start, end: words[span.end - 1].end, "label": span.label}
        for span in spans_from_tags(tagged.tags, "bio")
    ]
    first, last = _place(line, next(name for name in form.spans if name in record))
    # the rest is not written anew: who can tell bytes that are no UTF-8 from escaped halves?
    return line[:first] + json.dumps(spans, ensure_ascii=False) + line[last:]


def _place(line: str, key: str) -> tuple[int, int]:
    """From where to where the value of an object's key stands in a line: the last that counts."""
    decode = json.JSONDecoder().raw_decode
    place, end = (0, 0), 0
    while line[start := _match_end(_BEFORE_KEY, line, end)] != "}":
        name, end = decode(line, start)
        start = _match_end(_BEFORE_VALUE, line, end)
        _, end = decode(line, start)
        if name == key:
            place = start, end
    return place


def _match_end(pattern: re.Pattern[str], line: str, start: int) -> int:
    found = pattern.match(line, start)
    assert found is not None
    return found.end()


def _parse(line: str, number: int, form: Form) -> tuple[str, list[_Quoted]]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError(f"no object but {line[:40]!r}")
    text, spans = _value(record, form.texts), _value(record, form.spans)
    if not isinstance(text, str):
        raise ValueError(f"a text that is no string: {text!r:.40}")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(r"a text with \u0000 or half a surrogate pair")
    if not isinstance(spans, list):
        raise ValueError(f"spans that are no list: {spans!r:.40}")
    return text, [_quoted(span, number, form) for span in spans]


def _value(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        if name in record:
            return record[name]
    raise ValueError("no key " + " or ".join(map(repr, names)))


def _quoted(span: Any, number: int, form: Form) -> _Quoted:
    if isinstance(span, dict):
        start, end, label = (_value(span, (name,)) for name in (*form.borders, "label"))
        quote = span.get("text")
    elif isinstance(span, list) and len(span) == 3:
        (start, end, label), quote = span, None
    else:
        raise ValueError(f"a span that is neither an object nor [start, end, label]: {span!r:.40}")
    if type(start) is not int or type(end) is not int:
        raise ValueError(f"a span whose offsets are no whole numbers: {span!r:.60}")
    if not isinstance(label, str) or not label.strip() or not label.isprintable():
        raise ValueError(f"a span whose label is no name: {span!r:.60}")
    return Mark(start, end, label, number), quote if isinstance(quote, str) else None


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at character {error.pos + 1}"
    return str(error)
