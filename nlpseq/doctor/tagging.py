"""Corpora of tagged words: columns, words, tags, entities."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from nlpseq.data.labels import (
    OUTSIDE,
    SCHEMES,
    Span,
    is_of_scheme,
    may_follow,
    spans_from_tags,
    tag_form,
)
from nlpseq.data.schemes import Detection, Sentence
from nlpseq.doctor.case import TRAIN, Case, Copies, File
from nlpseq.doctor.findings import Log, Place
from nlpseq.doctor.inventory import compare_labels
from nlpseq.doctor.lines import check_characters
from nlpseq.doctor.memory import Floor, Memory
from nlpseq.doctor.sentences import MARKED, scheme_of, sentences_of
from nlpseq.doctor.style import Style

_LONG_SENTENCE = _LONG_WORD = 100
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


class _Check:
    """What is gathered over the files of a corpus."""

    def __init__(self, case: Case) -> None:
        self._case, self._log = case, case.log
        self._memory = Memory()
        self._floor = Floor()
        self._labels: dict[str, Counter[str]] = {split: Counter() for split in case.splits}
        self._sizes: Counter[str] = Counter()
        self._scheme_of_train = ""
        self.copies = Copies(case)

    def texts(self, split: str) -> Iterator[str]:
        """The sentences of a split, in its order."""
        for file in self._case.splits[split]:
            for sentence in sentences_of(self._case, file, Log()):
                yield " ".join(sentence.words)

    def examine(self, file: File) -> None:
        """Read a file and note its faults."""
        scheme = self._scheme(file)
        sentences = _Sentences(file.place, self._log)
        style = Style(self._log, words=True)
        for sentence in sentences_of(self._case, file, self._log, self._case.ticked):
            self._check_words(sentence, file.place)
            spans = self._check_tags(sentence, scheme, file.place)
            self._count(sentence, spans, file.place)
            sentences.take(sentence, spans)
            style.take(sentence.lines[0], " ".join(sentence.words), file.place)
        sentences.report()
        style.report()

    def conclude(self, split: str) -> None:
        """Note the figures of a split."""
        for name in ("sentences", "words", "entities", "longest sentence"):
            self._log.fact(split, name, self._sizes[name])
        if split == TRAIN:
            self._memory.report_contradictions(self._log)
            self._memory.report_narrow_types(self._case.splits[split][0].place, self._log)
            self._memory.report_missed(self._of_train(), self._log)
        elif self._memory:
            self._log.fact(split, "memorisation floor", f"F1 {self._floor.f1:.2f}")
        self._floor = Floor()
        self._sizes.clear()

    def report(self) -> None:
        """Note what concerns several splits."""
        compare_labels(self._case, self._labels, "entity types")
        self.copies.report("duplicate", "other-label")

    def _scheme(self, file: File) -> str:
        if self._case.spec.reader in MARKED:
            return "bio"
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

    def _of_train(self) -> Iterator[tuple[Place, Sentence]]:
        for file in self._case.splits[TRAIN]:
            for sentence in sentences_of(self._case, file, Log()):
                yield file.place, sentence


def _parts_words(before: str, sign: str, after: str) -> bool:
    """Is a sign a hyphen between two words of some letters?"""
    return sign == "-" and len(before) > 1 < len(after) and before.isalnum() and after.isalnum()


class _Sentences:
    """What is worth a note only where there is much of it in a file."""

    def __init__(self, place: Place, log: Log) -> None:
        self._place, self._log = place, log
        self._touching: list[int] = []
        self._only: list[int] = []
        self._single: list[int] = []
        self._num_sentences = self._num_entities = self._num_parted = self._num_inside = 0

    def take(self, sentence: Sentence, spans: list[Span]) -> None:
        """Take a sentence with its entities."""
        self._num_sentences += 1
        self._num_entities += len(spans)
        for left, right in pairwise(spans):
            if left.end == right.start and left.label == right.label:
                self._touching.append(sentence.lines[right.start])
        if spans and sum(span.end - span.start for span in spans) == len(sentence.words):
            self._only.append(sentence.lines[0])
        if len(sentence.words) == 1:
            self._single.append(sentence.lines[0])
        self._num_parted += sum(
            map(_parts_words, sentence.words, sentence.words[1:], sentence.words[2:])
        )
        self._num_inside += sum("-" in word[1:-1] for word in sentence.words)

    def report(self) -> None:
        """Note what there is much of."""
        if len(self._touching) >= max(_MANY, self._num_entities / 10):
            share = f"{len(self._touching):,} of {self._num_entities:,}"
            self._log.add_all("touching", self._place, self._touching, share)
        if len(self._only) >= max(_MANY, self._num_sentences / 20):
            share = f"{len(self._only):,} of {self._num_sentences:,}"
            self._log.add_all("only-entities", self._place, self._only, share)
        if len(self._single) >= max(_MANY, self._num_sentences / 100):
            share = f"{len(self._single):,} of {self._num_sentences:,}"
            self._log.add_all("one-word", self._place, self._single, share)
        if self._num_parted >= max(_MANY, self._num_sentences / 10, 20 * self._num_inside):
            detail = f"{self._num_parted:,}, {self._num_inside:,} inside words"
            self._log.add("split-hyphen", self._place, detail=detail)
