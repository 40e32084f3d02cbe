"""What remembering train's entities scores: a model that is not above it has learnt nothing."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from nlpseq.data.labels import OUTSIDE, Span
from nlpseq.data.schemes import Sentence
from nlpseq.doctor.findings import Log, Place

_NARROW, _WIDE = 3, 50
"""Names that make a type narrow if they are more than half of its mentions, 50 or more."""

_MENTIONS = 10
"""Mentions of an entity before the few that differ count as odd."""


class Memory:
    """The entities of train, each with the types it had."""

    def __init__(self) -> None:
        self._types: dict[tuple[str, ...], Counter[str]] = {}
        self._places: dict[tuple[tuple[str, ...], str], tuple[Place, array[int]]] = {}
        self._longest: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._types)

    def learn(self, place: Place, sentence: Sentence, spans: Iterable[Span]) -> None:
        """Take the entities of a sentence."""
        for span in spans:
            form = tuple(sentence.words[span.start : span.end])
            self._types.setdefault(form, Counter())[span.label] += 1
            self._longest[form[0]] = max(self._longest.get(form[0], 0), len(form))
            _, lines = self._places.setdefault((form, span.label), (place, array("Q")))
            if len(lines) < _MENTIONS:
                lines.append(sentence.lines[span.start])

    def tag(self, words: Sequence[str]) -> Iterator[Span]:
        """Mark, from left to right, the longest strings that had exactly one type in train."""
        start = 0
        while start < len(words):
            longest = min(self._longest.get(words[start], 0), len(words) - start)
            for end in range(start + longest, start, -1):
                types = self._types.get(tuple(words[start:end]))
                if types is not None and len(types) == 1:
                    yield Span(start, end, next(iter(types)))
                    start = end - 1
                    break
            start += 1

    def missed(self, sentence: Sentence) -> Iterator[Span]:
        """Entities of several words and many mentions that a sentence does not mark at all."""
        for span in self.tag(sentence.words):
            form = tuple(sentence.words[span.start : span.end])
            many = len(form) > 1 and self._types[form].total() >= _MENTIONS
            if many and set(sentence.tags[span.start : span.end]) == {OUTSIDE}:
                yield span

    def report_narrow_types(self, place: Place, log: Log) -> None:
        """Note the types of which a few names are more than half of all mentions."""
        by_type: dict[str, Counter[str]] = {}
        for form, types in self._types.items():
            for label, count in types.items():
                by_type.setdefault(label, Counter())[" ".join(form)] += count
        narrow = []
        for label, names in by_type.items():
            most = names.most_common(_NARROW)
            if names.total() >= _WIDE and 2 * sum(count for _, count in most) > names.total():
                narrow.append(f"{label} ({', '.join(name for name, _ in most)})")
        if narrow:
            log.add("narrow-type", place, detail=", ".join(sorted(narrow)))

    def report_contradictions(self, log: Log) -> None:
        """Note entities of many mentions where a few have another type."""
        for form, types in self._types.items():
            (usual, most), total = types.most_common(1)[0], types.total()
            if total < _MENTIONS or len(types) == 1:
                continue
            for label, count in types.items():
                if label != usual and 10 * count <= most:
                    place, lines = self._places[form, label]
                    detail = f"{' '.join(form)!r} as {label}, {most} times {usual}"
                    log.add_all("contradiction", place, lines, detail)


class Floor:
    """The score of the memory on a held-out split."""

    def __init__(self) -> None:
        self._right = self._marked = self._true = 0

    def take(self, marked: Iterable[Span], true: Iterable[Span]) -> None:
        """Compare the entities of a sentence."""
        marked, true = set(marked), set(true)
        self._right += len(marked & true)
        self._marked += len(marked)
        self._true += len(true)

    @property
    def f1(self) -> float:
        """The F1 of all entities, in per cent."""
        return 200 * self._right / max(1, self._marked + self._true)
