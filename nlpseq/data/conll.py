"""CoNLL files: one word a line with its tag in a column, a blank line after each sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlpseq.data.examples import Tagged
from nlpseq.data.files import read_lines
from nlpseq.data.labels import (
    OUTSIDE,
    SCHEMES,
    check_scheme,
    convert,
    detect_scheme,
    is_of_scheme,
    may_follow,
    parse_tag,
    tag_form,
)
from nlpseq.errors import InputError

DEFAULT_COLUMNS = (0, -1)
_DOCUMENT = "-DOCSTART-"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as it stands in the file.

    Args:
        lines: number of each word's line.
        words: the words; one may be empty where the file says so.
        tags: each ``O`` or ``PREFIX-TYPE``.
    """

    lines: list[int]
    words: list[str]
    tags: list[str]


def read_conll(
    file: str | Path, columns: Sequence[int] = DEFAULT_COLUMNS, scheme: str = ""
) -> Iterator[Tagged]:
    """Sentences with their tags in BIO.

    Args:
        file: columns separated by tabs if a tab stands in the line, else by spaces.
        columns: word and tag column, from 0; -1 = the last.
        scheme: scheme of the tags; "" = detected in a first pass over the file.

    Raises:
        InputError: a line lacks a column or has a tag that is none, the scheme is not known or
            cannot be told, or the tags break it.
    """
    word_column, tag_column = columns
    if scheme:
        check_scheme(scheme)
    else:
        scheme = _detected(file, word_column, tag_column)
    for sentence in _sentences(file, word_column, tag_column):
        _check_tags(sentence, scheme, file)
        yield Tagged(tuple(sentence.words), tuple(convert(sentence.tags, scheme, "bio")))


def is_comment(line: str) -> bool:
    """Is the line no word: ``# key = value``, or ``# ...`` that does not end in a tag?

    A line that begins with # can as well be a word (a hashtag, a number sign) with its tag.
    """
    if not line.startswith("# ") or "\t" in line:
        return False
    return " = " in line or parse_tag(line.split()[-1]) is None


def is_document(line: str) -> bool:
    """Does the line open a document (``-DOCSTART- -X- O O``)?"""
    return line.startswith(_DOCUMENT) and line[len(_DOCUMENT) :][:1] in ("", " ", "\t")


def split_columns(line: str) -> list[str]:
    """The columns of a line; only tabs part them if there is one, so that words may hold blanks."""
    if "\t" in line:
        return line.split("\t")
    return [cell for cell in line.split(" ") if cell]


def _sentences(file: str | Path, word_column: int, tag_column: int) -> Iterator[_Sentence]:
    sentence = _Sentence([], [], [])
    width = 0
    for number, line in read_lines(file):
        if not line.strip() or is_document(line):
            if sentence.words:
                yield sentence
            sentence = _Sentence([], [], [])
            continue
        if is_comment(line):
            continue
        cells = split_columns(line)
        width = width or max(len(cells), needed_width(word_column, tag_column))
        if len(cells) != width:
            raise InputError(
                "wrong number of columns",
                file=file,
                line=number,
                found=f"{len(cells)} in {line[:40]!r}",
                expected=str(width),
                mend="give each word its tag, and leave a blank line between sentences",
            )
        tag = cells[tag_column]
        if parse_tag(tag) is None:
            raise _no_tag(tag, tag_column, file, number)
        sentence.lines.append(number)
        sentence.words.append(cells[word_column])
        sentence.tags.append(tag)
    if sentence.words:
        yield sentence


def needed_width(*columns: int) -> int:
    """Columns that a line must have for these to exist; two at least, as they differ."""
    return max(2, *(column + 1 if column >= 0 else -column for column in columns))


def _detected(file: str | Path, word_column: int, tag_column: int) -> str:
    sentences = _sentences(file, word_column, tag_column)
    detection = detect_scheme(sentence.tags for sentence in sentences)
    if not detection.scheme:
        raise InputError(
            "the tag scheme cannot be told",
            file=file,
            found="; ".join(detection.doubts),
            expected="the tags of one scheme",
            mend=f"name it with data.scheme= ({', '.join(SCHEMES)})",
        )
    return detection.scheme


def _check_tags(sentence: _Sentence, scheme: str, file: str | Path) -> None:
    """Refuse the first tag that is not of the scheme or cannot follow the one before it."""
    previous, last = OUTSIDE, len(sentence.tags)
    for position, tag in enumerate([*sentence.tags, OUTSIDE]):
        line = sentence.lines[min(position, last - 1)]
        if not is_of_scheme(tag, scheme):
            raise InputError(
                f"tag not of the scheme {scheme}",
                file=file,
                line=line,
                found=repr(tag),
                expected=tag_form(scheme),
                mend="name the scheme of the file with data.scheme=",
            )
        if not may_follow(previous, tag, scheme):
            found = f"{tag} after {previous}"
            if position in (0, last):
                found = f"{previous} at the end" if position else f"{tag} at the start"
                found += " of a sentence"
            raise InputError(
                f"illegal tag sequence for the scheme {scheme}",
                file=file,
                line=line,
                found=found,
                mend="correct the tag, or name another scheme with data.scheme=",
            )
        previous = tag


def _no_tag(tag: str, column: int, file: str | Path, line: int) -> InputError:
    place = "the last column" if column == -1 else f"column {column}"
    return InputError(
        "not a tag",
        file=file,
        line=line,
        found=f"{tag!r} in {place}",
        expected="O or PREFIX-TYPE such as B-PER",
        mend="correct it, or name the columns with data.columns=[WORD,TAG], counted from 0",
    )
