"""What remembering train's entities scores: a model that is not above it has learnt nothing."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from nlpseq.data.labels import OUTSIDE, Span
from nlpseq.data.schemes import Sentence
from nlpseq.doctor.findings import Log, Place

_NARROW, _WIDE = 3, 50
"""Names that make a type narrow if they are more than half of its mentions, 50 or more."""

_ODD = 3
"""Mentions of another type that may be slips; more of them are rather another meaning."""

_SEVERAL = 5
"""Names that have two types before these count as told apart by what stands around them."""

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

    def _missed(self, sentence: Sentence) -> Iterator[Span]:
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
        """Note entities of many mentions where a few have another type.

        Two types that many names have both, such as a city and its team, are told apart by what
        stands around them; that is no contradiction.
        """
        usual_of = {
            form: types.most_common(1)[0]
            for form, types in self._types.items()
            if types.total() >= _MENTIONS and any(map(str.isalnum, "".join(form)))
        }
        num_usual = Counter(usual for usual, _ in usual_of.values())
        num_both = Counter(
            (usual, label)
            for form, (usual, _) in usual_of.items()
            for label in self._types[form]
            if label != usual
        )
        for form, (usual, most) in usual_of.items():
            for label, count in self._types[form].items():
                both = num_both[usual, label]
                told_apart = both >= _SEVERAL and 10 * both >= num_usual[usual]
                if label != usual and _is_odd(count, most) and not told_apart:
                    place, lines = self._places[form, label]
                    detail = f"{' '.join(form)!r} as {label}, {most} times {usual}"
                    log.add_all("contradiction", place, lines, detail)

    def report_missed(self, sentences: Iterable[tuple[Place, Sentence]], log: Log) -> None:
        """Note where names of several words are not marked that nearly always are.

        Args:
            sentences: those of train again, with their files.
            log: where findings go.
        """
        missed: dict[tuple[str, ...], list[tuple[Place, int]]] = {}
        for place, sentence in sentences:
            for span in self._missed(sentence):
                form = tuple(sentence.words[span.start : span.end])
                missed.setdefault(form, []).append((place, sentence.lines[span.start]))
        for form, found in missed.items():
            (label, count) = self._types[form].most_common(1)[0]
            for place, line in found if _is_odd(len(found), count) else ():
                detail = f"{' '.join(form)!r} unmarked, {count} times {label}"
                log.add_all("contradiction", place, [line], detail)


def _is_odd(few: int, most: int) -> bool:
    """Are a few mentions so few that they are rather a slip than another meaning?"""
    return few <= _ODD and 10 * few <= most


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
