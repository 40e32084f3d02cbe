"""Corpora of tagged words: columns, words, tags, entities."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from nlpseq.data.columns import least_width
from nlpseq.data.conll import Layout, conll_columns, is_document
from nlpseq.data.labels import (
    OUTSIDE,
    SCHEMES,
    Span,
    check_scheme,
    is_of_scheme,
    may_follow,
    parse_tag,
    spans_from_tags,
    tag_form,
)
from nlpseq.data.schemes import Detection, Sentence, detect_scheme
from nlpseq.doctor.case import TRAIN, Case, Copies, File
from nlpseq.doctor.findings import Log, Place
from nlpseq.doctor.inventory import compare_labels
from nlpseq.doctor.lines import check_characters, read_text
from nlpseq.doctor.memory import Floor, Memory

_LONG_SENTENCE = _LONG_WORD = 100
_SAMPLE = 500
_MANY = 10


def check_tagging(case: Case) -> None:
    """Note all that is wrong with a corpus of tagged words."""
    check = _Check(case)
    for split in case.held_out:
        check.copies.expect(split, check.texts(split))
    for split, files in case.splits.items():
        for file in files:
            check.examine(file)
        check.conclude(split)
    check.report()


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
    sentences = read_sentences(file, layout_of(case), Log())
    detection = detect_scheme(sentence.tags for sentence in sentences)
    declared = case.spec.scheme
    if not declared or declared == detection.scheme:
        return detection
    evidence = f"declared; the tags say {detection}"
    return replace(detection, scheme=declared, evidence=evidence)


def read_sentences(
    file: File, layout: Layout, log: Log, tick: Callable[[int], None] = lambda _: None
) -> Iterator[Sentence]:
    """The sentences of a file; lines that are no word with a tag are noted and left out."""
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


class _Check:
    """What is gathered over the files of a corpus."""

    def __init__(self, case: Case) -> None:
        self._case, self._log = case, case.log
        self._layout = layout_of(case)
        self._memory = Memory()
        self._floor = Floor()
        self._labels: dict[str, Counter[str]] = {split: Counter() for split in case.splits}
        self._sizes: Counter[str] = Counter()
        self._scheme_of_train = ""
        self.copies = Copies(case)

    def texts(self, split: str) -> Iterator[str]:
        """The sentences of a split, in its order."""
        for file in self._case.splits[split]:
            for sentence in read_sentences(file, self._layout, Log()):
                yield " ".join(sentence.words)

    def examine(self, file: File) -> None:
        """Read a file and note its faults."""
        scheme = self._scheme(file)
        sentences = _Sentences(file.place, self._log)
        for sentence in read_sentences(file, self._layout, self._log, self._case.ticked):
            self._check_words(sentence, file.place)
            spans = self._check_tags(sentence, scheme, file.place)
            self._count(sentence, spans, file.place)
            sentences.take(sentence, spans)
        sentences.report()

    def conclude(self, split: str) -> None:
        """Note the figures of a split."""
        for name in ("sentences", "words", "entities", "longest sentence"):
            self._log.fact(split, name, self._sizes[name])
        if split == TRAIN:
            self._memory.report_contradictions(self._log)
            self._note_missed()
        elif self._memory:
            self._log.fact(split, "memorisation floor", f"F1 {self._floor.f1:.2f}")
        self._floor = Floor()
        self._sizes.clear()

    def report(self) -> None:
        """Note what concerns several splits."""
        compare_labels(self._case, self._labels, "entity types")
        self.copies.report("duplicate", "other-label")

    def _scheme(self, file: File) -> str:
        detection = scheme_of(file, self._case)
        place, scheme = file.place, detection.scheme
        if not scheme:
            self._log.add("scheme", place, detail="; ".join(detection.doubts))
        elif self._scheme_of_train and not self._agrees(detection):
            detail = f"{scheme}, train {self._scheme_of_train}"
            self._log.add("scheme-differs", place, detail=detail)
        if place.split == TRAIN:
            self._scheme_of_train = scheme
        self._log.fact(place.split, "scheme", str(detection))
        return scheme

    def _agrees(self, detection: Detection) -> bool:
        """Is it the scheme of train, as far as the tags can tell?"""
        fits = detection.fits if detection.scheme not in ("iob1", "bio") else ()
        no_entity = len(detection.fits) == len(SCHEMES)
        return no_entity or self._scheme_of_train in (detection.scheme, *fits)

    def _check_words(self, sentence: Sentence, place: Place) -> None:
        for line, word in zip(sentence.lines, sentence.words, strict=True):
            check_characters(word, self._log, place, line)
            if not word.strip():
                self._log.add("empty-word", place, line)
            elif word != word.strip(" "):
                self._log.add("blank-around-word", place, line, f"{word[:30]!r}")
            if " " in word.strip():
                self._log.add("blank-in-word", place, line, f"{word[:30]!r}")
            if word.startswith("#"):
                self._log.add("hash-word", place, line)
            if len(word) > _LONG_WORD:
                self._log.add("long-word", place, line)

    def _check_tags(self, sentence: Sentence, scheme: str, place: Place) -> list[Span]:
        """The entities of a sentence, read as conlleval does, its illegal tags noted."""
        if not scheme:
            return []
        tags = [tag if is_of_scheme(tag, scheme) else OUTSIDE for tag in sentence.tags]
        for line, tag, read in zip(sentence.lines, sentence.tags, tags, strict=True):
            if tag != read:
                self._log.add("tag", place, line, f"{tag!r}, not {tag_form(scheme)}")
        if tags.count(OUTSIDE) == len(tags):
            return []
        for index, (left, right) in enumerate(pairwise([OUTSIDE, *tags, OUTSIDE])):
            if not may_follow(left, right, scheme):
                line = sentence.lines[min(index, len(tags) - 1)]
                self._log.add("illegal-tag", place, line, f"{right} after {left} in {scheme}")
        return spans_from_tags(tags, scheme)

    def _count(self, sentence: Sentence, spans: list[Span], place: Place) -> None:
        length = len(sentence.words)
        self._sizes.update({"sentences": 1, "words": length, "entities": len(spans)})
        self._sizes["longest sentence"] = max(self._sizes["longest sentence"], length)
        if length > _LONG_SENTENCE:
            self._log.add("long-sentence", place, sentence.lines[0], f"{length} words")
        self._labels[place.split].update(span.label for span in spans)
        text, tags = " ".join(sentence.words), " ".join(sentence.tags)
        self.copies.add(place, sentence.lines[0], text, tags)
        if place.split == TRAIN:
            self._memory.learn(place, sentence, spans)
        elif self._memory:
            self._floor.take(self._memory.tag(sentence.words), spans)

    def _note_missed(self) -> None:
        for file in self._case.splits[TRAIN]:
            for sentence in read_sentences(file, self._layout, Log()):
                for span in self._memory.missed(sentence):
                    words = " ".join(sentence.words[span.start : span.end])
                    line, detail = sentence.lines[span.start], f"{words!r} without {span.label}"
                    self._log.add("contradiction", file.place, line, detail)


class _Sentences:
    """Sentences of a file that are a fault only where they are many."""

    def __init__(self, place: Place, log: Log) -> None:
        self._place, self._log = place, log
        self._touching: list[int] = []
        self._only: list[int] = []
        self._num_sentences = self._num_entities = 0

    def take(self, sentence: Sentence, spans: list[Span]) -> None:
        """Take a sentence with its entities."""
        self._num_sentences += 1
        self._num_entities += len(spans)
        for left, right in pairwise(spans):
            if left.end == right.start and left.label == right.label:
                self._touching.append(sentence.lines[right.start])
        if spans and sum(span.end - span.start for span in spans) == len(sentence.words):
            self._only.append(sentence.lines[0])

    def report(self) -> None:
        """Note 1 in 10 touching entities or more, and 1 in 20 sentences of entities alone."""
        if len(self._touching) >= max(_MANY, self._num_entities / 10):
            share = f"{len(self._touching):,} of {self._num_entities:,}"
            self._log.add_all("touching", self._place, self._touching, share)
        if len(self._only) >= max(_MANY, self._num_sentences / 20):
            share = f"{len(self._only):,} of {self._num_sentences:,}"
            self._log.add_all("only-entities", self._place, self._only, share)
