"""Parallel text: pairs of two files, or of two columns of one."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import NamedTuple

from nlpseq.data.columns import least_width, two_columns
from nlpseq.data.examples import Pair
from nlpseq.data.hub import rows_of
from nlpseq.data.schemes import Sentence
from nlpseq.doctor.alignment import is_sorted_by_length, misaligned_lines, unlikely_ratios
from nlpseq.doctor.case import Case, Copies, File
from nlpseq.doctor.characters import has_stray_blank
from nlpseq.doctor.findings import Log, Place
from nlpseq.doctor.languages import Language
from nlpseq.doctor.lines import check_characters, count_lines, read_text
from nlpseq.doctor.style import Style, ends_in_stop
from nlpseq.errors import InputError

_SAMPLE = 20_000
_WIDTH_SAMPLE = 500
_LONG_SENTENCE = 100
_COPIED, _COPIED_CHARACTERS = 3, 9
# Words of two letters or more: names, which are rightly copied, begin with a capital.
_LOWER_CASED = re.compile(r"\b[^\W\d_A-Z]{2,}\b")


class LinePair(NamedTuple):
    """Two sides, their line and their places."""

    line: int
    source: str
    target: str
    places: tuple[Place, Place]


def check_parallel(case: Case) -> None:
    """Note all that is wrong with parallel text."""
    copies = Copies(case)
    for split in case.held_out:
        copies.expect(split, (pair.source for pair in read_split(case, split, Log())))
    languages = _languages(case)
    for split in case.splits:
        _Check(case, copies, languages).examine(split)
    copies.report("duplicate-pair", "other-target", labels=True)


def read_split(case: Case, split: str, log: Log) -> Iterator[LinePair]:
    """The pairs of a split; what has no partner is noted and left out.

    Raises:
        InputError: a file cannot be read, or there are not two of them.
    """
    files = case.splits[split]
    if case.spec.reader == "parallel":
        if len(files) != 2:
            raise InputError(
                "wrong number of files for the reader parallel",
                found=", ".join(str(file.path) for file in files),
                expected="two: source and target",
            )
        yield from _read_two(files[0], files[1], log)
    else:
        for file in files:
            places = file.place, file.place
            for number, cells in read_rows(case, file, log):
                yield LinePair(number, *cells, places)


def read_rows(case: Case, file: File, log: Log) -> Iterator[tuple[int, tuple[str, str]]]:
    """Number and two columns of each line of a tab-separated file, or of each row of a data set."""
    if case.spec.reader == "datasets":
        yield from _read_data_set(case, file, log)
        return
    first, second = columns_of(case)
    width = width_of(case, file)
    for number, line in read_text(file.path, log, file.place):
        cells = line.split("\t")
        if len(cells) != width:
            log.add("columns", file.place, number, f"{len(cells)}, {width} elsewhere")
            continue
        yield number, (cells[first], cells[second])


def _read_data_set(case: Case, file: File, log: Log) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, read in rows_of(file.path, case.spec):
        try:
            row = read()
        except InputError as error:
            log.add("record", file.place, number, error.problem)
            continue
        assert not isinstance(row, Sentence)
        yield number, (row.source, row.target) if isinstance(row, Pair) else (row.label, row.text)


def columns_of(case: Case) -> tuple[int, int]:
    """The two columns that are read of a tab-separated file."""
    return two_columns(case.spec, (0, 1), "two columns")


def width_of(case: Case, file: File) -> int:
    """The number of columns that most of the first lines have, and those asked for at least."""
    lines = islice(read_text(file.path, Log(), file.place), _WIDTH_SAMPLE)
    widths = Counter(line.count("\t") + 1 for _, line in lines)
    return max(widths.most_common(1)[0][0], least_width(columns_of(case)))


def is_copy(source: str, target: str) -> bool:
    """Does the target repeat the source in words that should have been translated?"""
    if source != target and source.strip().casefold() != target.strip().casefold():
        return False
    if source.startswith(("http:", "https:")):
        return False
    if source.lower() == source.upper() and not source.isascii():  # of a script without case
        return len(source) >= _COPIED_CHARACTERS
    return len(set(_LOWER_CASED.findall(source[:1].lower() + source[1:]))) >= _COPIED


def _both_have_text(pair: LinePair) -> bool:
    """Has neither side nothing but white space?"""
    return bool(pair.source.strip() and pair.target.strip())


def _read_two(left: File, right: File, log: Log) -> Iterator[LinePair]:
    places = left.place, right.place
    sides = (read_text(file.path, log, file.place) for file in (left, right))
    for source, target in zip_longest(*sides):
        if source is None:
            log.add("unequal-lines", right.place, target[0])
        elif target is None:
            log.add("unequal-lines", left.place, source[0])
        else:
            yield LinePair(source[0], source[1], target[1], places)


def _languages(case: Case) -> tuple[Language, Language]:
    """What the sides look like in lines drawn evenly from the first split."""
    split = next(iter(case.splits))
    files = [] if case.spec.reader == "datasets" else case.splits[split]
    stride = 1 + sum(count_lines(file.path) for file in files) // _SAMPLE
    sample = [pair for pair in read_split(case, split, Log()) if pair.line % stride == 0]
    sources, targets = [pair.source for pair in sample], [pair.target for pair in sample]
    return Language(sources, targets), Language(targets, sources)


class _Side:
    """One side of a split, line by line."""

    def __init__(self, log: Log, language: Language) -> None:
        self._log, self._language = log, language
        self._style = Style(log)
        self._place: Place | None = None
        self.lengths = array("I")

    def take(self, line: int, text: str, place: Place) -> None:
        """Note what is wrong with a sentence."""
        self._place = place
        self.lengths.append(len(text) if text.strip() else 0)
        if not self.lengths[-1]:
            self._log.add("empty-side", place, line)
            return
        check_characters(text, self._log, place, line)
        if has_stray_blank(text):
            self._log.add("stray-blank", place, line)
        if text.count(" ") >= _LONG_SENTENCE:
            self._log.add("long-sentence", place, line)
        self._style.take(line, text, place)
        if self._language.is_foreign(text):
            self._log.add("wrong-language", place, line, f"{text[:30]!r}")

    def report(self) -> None:
        """Note what holds for the side as a whole."""
        if self._place is None:
            return
        self._style.report()
        if is_sorted_by_length(self.lengths):
            self._log.add("sorted", self._place, detail="by length")


class _Check:
    """What is gathered over a split."""

    def __init__(self, case: Case, copies: Copies, languages: tuple[Language, Language]) -> None:
        self._case, self._log, self._copies = case, case.log, copies
        self._sides = _Side(case.log, languages[0]), _Side(case.log, languages[1])

    def examine(self, split: str) -> None:
        """Read a split and note its faults."""
        num_pairs = num_words = 0
        for pair in read_split(self._case, split, self._log):
            num_pairs += 1
            num_words += pair.source.count(" ") + 1
            self._case.ticked(pair.line)
            self._sides[0].take(pair.line, pair.source, pair.places[0])
            self._sides[1].take(pair.line, pair.target, pair.places[1])
            if is_copy(pair.source, pair.target):
                self._log.add("copy", pair.places[1], pair.line, f"{pair.source[:30]!r}")
            if _both_have_text(pair) and ends_in_stop(pair.source) != ends_in_stop(pair.target):
                self._log.add("final-stop", pair.places[1], pair.line, f"{pair.target[-30:]!r}")
            self._copies.add(pair.places[0], pair.line, pair.source, pair.target)
        self._log.fact(split, "pairs", num_pairs)
        self._log.fact(split, "words of the source", num_words)
        self._conclude(split)

    def _conclude(self, split: str) -> None:
        lengths = [side.lengths for side in self._sides]
        texts = self._copies.texts[split]
        texts.report("length-ratio", unlikely_ratios(*lengths), self._log)
        texts.report("misaligned", misaligned_lines(*lengths), self._log)
        for side in self._sides:
            side.report()
