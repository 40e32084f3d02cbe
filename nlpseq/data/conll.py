"""CoNLL files: one word a line with its tag in a column, a blank line after each sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nlpseq.config import CorpusSpec
from nlpseq.data.columns import Width, two_columns
from nlpseq.data.examples import Tagged
from nlpseq.data.files import read_lines
from nlpseq.data.labels import parse_tag
from nlpseq.data.schemes import Detection, Sentence, detect_scheme, tagged_in_bio
from nlpseq.errors import InputError

DEFAULT_COLUMNS = (0, -1)
_DOCUMENT = "-DOCSTART-"
_MEND = "give each word its tag, and leave a blank line between sentences"
_BLANKS = re.compile("[ \t]+")
# The first column of CoNLL-U lines that are no word: 3-4 stands before the words 3 and 4 that it is
# written as one, 5.1 behind word 5 for what is not written at all.
_RANGE_OR_EMPTY = re.compile(r"(\d+)(?:-\d+|\.\d+)")


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where in the lines of a file.

    Args:
        columns: word and tag column, from 0; -1 = the last.
        separator: tab, blank, or "" for what the line shows.
        comments: a prefix, none, or "" for ``# ...`` that is no word.
    """

    columns: Sequence[int]
    separator: str
    comments: str

    def is_comment(self, line: str) -> bool:
        """Is the line a remark, and no word?"""
        if self.comments in ("", "none"):
            return not self.comments and is_comment(line)
        return line.startswith(self.comments) and "\t" not in line

    def split(self, line: str) -> list[str]:
        """The columns of a line."""
        if self.separator == "tab":
            return line.split("\t")
        return _BLANKS.split(line.strip(" \t")) if self.separator else split_columns(line)

    def is_no_word(self, cells: Sequence[str], num_words: int) -> bool:
        """Does CoNLL-U number the line as one that is no word, in step with the words so far?"""
        match = _RANGE_OR_EMPTY.fullmatch(cells[0]) if self.columns[0] else None
        if match is None:
            return False
        return int(match[1]) == num_words + ("-" in match[0])


def read_conll(
    file: str | Path,
    columns: Sequence[int] = DEFAULT_COLUMNS,
    scheme: str = "",
    *,
    separator: str = "",
    comments: str = "",
    repair: bool = False,
) -> Iterator[Tagged]:
    """Sentences with their tags in BIO.

    Lines that CoNLL-U numbers as several words in one (``3-4``) or as a word left out (``5.1``)
    are no words, where the word column is not the first.

    Args:
        file: one word a line.
        columns: word and tag column, from 0; -1 = the last.
        scheme: scheme of the tags; "" = detected in a first pass over the file.
        separator: "tab"; "blank" for any run of blanks and tabs; "" = tabs in a line that has one,
            else blanks.
        comments: how a line that is no word begins, if it holds no tab; "none" = no line is such;
            "" = as ``is_comment`` tells.
        repair: read illegal sequences as conlleval does instead of refusing them.

    Raises:
        InputError: a line lacks a column or has a tag that is none, the scheme is not known or
            cannot be told, or the tags break it.
    """
    sentences = partial(_sentences, file, Layout(columns, separator, comments))
    yield from tagged_in_bio(sentences, file, scheme, repair=repair)


def describe_scheme(file: str | Path, spec: CorpusSpec) -> Detection:
    """What the tags of a CoNLL file say of their scheme, whatever the corpus declares.

    Raises:
        InputError: a line lacks a column or has a tag that is none.
    """
    layout = Layout(conll_columns(spec), spec.separator, spec.comments)
    return detect_scheme(sentence.tags for sentence in _sentences(file, layout))


def conll_columns(spec: CorpusSpec) -> tuple[int, int]:
    """Word and tag column of a corpus.

    Raises:
        InputError: it does not name two.
    """
    return two_columns(spec, DEFAULT_COLUMNS, "two columns: word and tag")


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


def _sentences(file: str | Path, layout: Layout) -> Iterator[Sentence]:
    word_column, tag_column = layout.columns
    lines: list[int] = []
    words: list[str] = []
    tags: list[str] = []
    width = Width(file, layout.columns, _MEND)
    for number, line in read_lines(file):
        if not line.strip() or is_document(line):
            if words:
                yield Sentence(lines, words, tags)
            lines, words, tags = [], [], []
            continue
        if layout.is_comment(line):
            continue
        cells = layout.split(line)
        width.check(number, line, cells)
        if layout.is_no_word(cells, len(words)):
            continue
        tag = cells[tag_column]
        if parse_tag(tag) is None:
            raise _no_tag(tag, tag_column, file, number)
        lines.append(number)
        words.append(cells[word_column])
        tags.append(tag)
    if words:
        yield Sentence(lines, words, tags)


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
