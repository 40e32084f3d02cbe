"""Mending of tagged words: characters, illegal tags, and sentences that train must not have."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from nlpseq.data.conll import Layout, is_document
from nlpseq.data.labels import OUTSIDE, convert, is_of_scheme, may_follow
from nlpseq.doctor.case import Case, File
from nlpseq.doctor.changes import Changes, Seen, Sight
from nlpseq.doctor.characters import clean_word
from nlpseq.doctor.findings import Log
from nlpseq.doctor.lines import RawLine, raw_lines
from nlpseq.doctor.sentences import is_row, layout_of, scheme_of, sentences_of, usual_width

_TAB = re.compile("(\t)")
_BLANKS = re.compile("([ \t]+)")


def seen_tagging(case: Case, split: str) -> Seen:
    """The sentences of a held-out split, as they will stand in the mended corpus."""
    sight = Sight()
    for file in case.splits[split]:
        for sentence in sentences_of(case, file, Log()):
            words = sentence.words
            if split == "valid":
                words = [word for word in map(clean_word, words) if word.strip()]
            sight.take(" ".join(words))
    return sight.seen()


def mend_tagging(
    case: Case, files: list[File], seen: Seen, changes: Changes
) -> Iterator[Iterable[bytes]]:
    """The lines of each file, cleaned and with legal tags."""
    for file in files:
        yield _Mender(case, file, seen, changes).lines()


@dataclass(slots=True)
class _Row:
    """A word's line, its columns and what parts them."""

    number: int
    raw: RawLine
    parts: list[str]
    places: list[int]

    def cell(self, column: int) -> str:
        return self.parts[self.places[column]]

    def put(self, column: int, text: str) -> None:
        self.parts[self.places[column]] = text

    def bytes(self) -> bytes:
        return self.raw.with_text("".join(self.parts))


@dataclass(slots=True)
class _Block:
    """The lines between two boundaries: rows, and lines that are left as they are."""

    lines: list[_Row | RawLine] = field(default_factory=list)
    whole: bool = True

    def rows(self) -> list[_Row]:
        return [line for line in self.lines if isinstance(line, _Row)]


class _Mender:
    """Mends a file sentence by sentence."""

    def __init__(self, case: Case, file: File, seen: Seen, changes: Changes) -> None:
        self._path, self._seen, self._changes = file.path, seen, changes
        self._layout = layout_of(case)
        self._word, self._tag = self._layout.columns
        self._width = usual_width(file, self._layout)
        self._scheme = scheme_of(file, case).scheme

    def lines(self) -> Iterator[bytes]:
        """The lines of the mended file."""
        block = _Block()
        for number, raw in enumerate(raw_lines(self._path), start=1):
            if raw.text.strip() and not is_document(raw.text):
                self._take(block, number, raw)
                continue
            kept = list(self._mended(block))
            dropped = bool(block.rows()) and not kept
            yield from kept
            block = _Block()
            if not dropped or raw.text.strip():
                yield raw.with_text(raw.text)
        yield from self._mended(block)

    def _take(self, block: _Block, number: int, raw: RawLine) -> None:
        row = _row(number, raw, self._layout)
        num_words = len(block.rows())
        if not is_row(raw.text, self._layout):
            block.lines.append(raw)
        elif row is None or len(row.places) != self._width:
            block.lines.append(raw)
            block.whole = False
        elif self._layout.is_no_word([row.cell(i) for i in range(self._width)], num_words):
            block.lines.append(raw)
        else:
            block.lines.append(row)

    def _mended(self, block: _Block) -> Iterator[bytes]:
        for row in block.rows():
            self._clean(row)
        words = [row.cell(self._word) for row in block.rows()]
        if self._seen.has(" ".join(word for word in words if word.strip())):
            self._leave_out(block)
            return
        self._drop_empty(block)
        if block.whole and self._scheme:
            self._repair(block.rows())
        for line in block.lines:
            yield line.bytes() if isinstance(line, _Row) else line.with_text(line.text)

    def _clean(self, row: _Row) -> None:
        old = row.cell(self._word)
        new = clean_word(old)
        if new != old:
            row.put(self._word, new)
            self._changes.cleaned(self._path, row.number, old, new, "blank-around-word")

    def _leave_out(self, block: _Block) -> None:
        for row in block.rows():
            self._changes.add(self._path, row.number, "leakage", f"left out {row.raw.text[:60]!a}")

    def _drop_empty(self, block: _Block) -> None:
        for row in block.rows():
            if not row.cell(self._word).strip():
                block.lines.remove(row)
                what = f"left out {row.raw.text[:60]!a}"
                self._changes.add(self._path, row.number, "empty-word", what)

    def _repair(self, rows: list[_Row]) -> None:
        """Spell the entities that conlleval reads, where a tag cannot follow the one before."""
        tags = [row.cell(self._tag) for row in rows]
        if not all(is_of_scheme(tag, self._scheme) for tag in tags):
            return
        steps = pairwise([OUTSIDE, *tags, OUTSIDE])
        if all(may_follow(left, right, self._scheme) for left, right in steps):
            return
        for row, old, new in zip(
            rows, tags, convert(tags, self._scheme, self._scheme), strict=True
        ):
            if new != old:
                row.put(self._tag, new)
                self._changes.add(self._path, row.number, "illegal-tag", f"{old} -> {new}")


def _row(number: int, raw: RawLine, layout: Layout) -> _Row | None:
    """A line taken apart so that it can be put together again; None if it cannot."""
    tabs = layout.separator == "tab" or (not layout.separator and "\t" in raw.text)
    parts = (_TAB if tabs else _BLANKS).split(raw.text)
    places = [place for place in range(0, len(parts), 2) if tabs or parts[place]]
    row = _Row(number, raw, parts, places)
    return row if [parts[place] for place in places] == layout.split(raw.text) else None
