"""Marked texts: entities as spans of characters -> words with their tags.

The words are those of ``split_words``, which a tagger finds in raw text as well. A mark therefore
has to begin and end with a word; invisible characters (white space, format characters) at its
borders do not count.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from unicodedata import category

from nlpseq.data.examples import Tagged
from nlpseq.data.labels import Span, tags_from_spans
from nlpseq.data.words import Word, split_words
from nlpseq.errors import InputError


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity over the characters ``[start, end)``.

    Args:
        start: its first character, from 0.
        end: the character behind its last.
        label: its type.
        line: line of the file that says so.
    """

    start: int
    end: int
    label: str
    line: int


def check_place(mark: Mark, text: str, file: str | Path) -> None:
    """Refuse a mark that does not lie in the text.

    Raises:
        InputError: names the line and the offsets.
    """
    if not 0 <= mark.start < mark.end <= len(text):
        raise InputError(
            "span outside the text",
            file=file,
            line=mark.line,
            found=f"{mark.start} to {mark.end} for {mark.label}",
            expected=f"0 <= start < end <= {len(text)}, the length of the text",
            mend="count characters (not bytes) from 0; the end is the character behind the last",
        )


def check_quote(mark: Mark, standing: str, quote: str, file: str | Path) -> None:
    """Refuse a mark that the file quotes otherwise than the text has it; white space is alike.

    Raises:
        InputError: names the line and both texts.
    """
    if standing.split() != quote.split():
        raise InputError(
            "span with another text",
            file=file,
            line=mark.line,
            found=f"{_short(standing)} at {mark.start} to {mark.end}",
            expected=_short(quote),
            mend="count characters (not bytes) from 0, line ends included",
        )


def trimmed(
    marks: Iterable[Mark], text: str, file: str | Path, *, repair: bool = False
) -> list[Mark]:
    """The marks without invisible characters at their borders, each once.

    Args:
        marks: inside the text.
        text: what they mark.
        file: named in errors.
        repair: leave out a mark of invisible characters instead of refusing it.

    Raises:
        InputError: a mark holds nothing visible.
    """
    kept: dict[tuple[int, int, str], Mark] = {}
    for mark in marks:
        start, end = _visible(text, mark.start, mark.end)
        if start < end:
            kept.setdefault((start, end, mark.label), replace(mark, start=start, end=end))
        elif not repair:
            raise InputError(
                "span of white space",
                file=file,
                line=mark.line,
                found=f"{_short(text[mark.start : mark.end])} for {mark.label}",
                expected="a span that holds a word",
                mend="delete the span, or leave such spans out with data.repair=true",
            )
    return list(kept.values())


def tag_text(text: str, marks: Sequence[Mark], file: str | Path, *, repair: bool = False) -> Tagged:
    """The words of a text with the tags that its marks spell.

    Args:
        text: any text; its line ends are white space.
        marks: inside the text and trimmed.
        file: named in errors.
        repair: widen marks to whole words, and of those that overlap keep the longest (of equal
            ones the first), instead of refusing them.

    Raises:
        InputError: marks overlap, or one cuts a word.
    """
    words = split_words(text)
    if not repair:
        _refuse_overlap(text, marks, file)
    spans = [_span(text, words, mark, file, repair=repair) for mark in marks]
    if repair:
        spans = _longest(spans, len(words))
    return Tagged(
        tuple(word.text for word in words), tuple(tags_from_spans(spans, len(words), "bio"))
    )


def _refuse_overlap(text: str, marks: Sequence[Mark], file: str | Path) -> None:
    for first, second in pairwise(sorted(marks, key=lambda mark: (mark.start, mark.end))):
        if second.start < first.end:
            raise InputError(
                "overlapping spans",
                file=file,
                line=max(first.line, second.line),
                found=f"{_shown(text, first)} and {_shown(text, second)}",
                expected="spans that share no character",
                mend="delete one, or keep the longest with data.repair=true",
            )


def _span(text: str, words: Sequence[Word], mark: Mark, file: str | Path, *, repair: bool) -> Span:
    """The words of a mark: those it begins and ends in, and all between."""
    first = bisect_right(words, mark.start, key=lambda word: word.start) - 1
    last = bisect_left(words, mark.end, key=lambda word: word.end)
    begins, _ = _visible(text, words[first].start, words[first].end)
    _, ends = _visible(text, words[last].start, words[last].end)
    if not repair and (begins, ends) != (mark.start, mark.end):
        inside, word = ("begins", words[first]) if begins < mark.start else ("ends", words[last])
        raise InputError(
            f"span that {inside} inside a word",
            file=file,
            line=mark.line,
            found=f"{_shown(text, mark)} in the word {_short(word.text)}",
            expected="a span of whole words",
            mend="correct the offsets, or widen such spans to whole words with data.repair=true",
        )
    return Span(first, last + 1, mark.label)


def _longest(spans: Iterable[Span], num_words: int) -> list[Span]:
    """Disjoint spans: each in turn, from the longest, that overlaps none before it."""
    taken = bytearray(num_words)
    kept = []
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return kept


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    """The borders moved inwards over invisible characters."""
    while start < end and _is_invisible(text[start]):
        start += 1
    while start < end and _is_invisible(text[end - 1]):
        end -= 1
    return start, end


def _is_invisible(character: str) -> bool:
    return character.isspace() or category(character) == "Cf"


def _shown(text: str, mark: Mark) -> str:
    return f"{_short(text[mark.start : mark.end])} ({mark.label})"


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
