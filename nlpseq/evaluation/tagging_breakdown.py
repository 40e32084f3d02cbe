"""Where a tagger errs: by kind, by type, by what training has shown, by place and by length."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nlpseq.evaluation.buckets import ENTITY_LENGTHS, FREQUENCIES, SENTENCE_LENGTHS
from nlpseq.evaluation.errors import (
    ERRORS,
    OUTCOMES,
    RIGHT,
    Entity,
    Match,
    entities_of,
    match_entities,
    semeval_counts,
)
from nlpseq.evaluation.report import HEAT, Breakdown
from nlpseq.evaluation.tagging import entity_scores

NONE = "(none)"
"""In the confusion, the type of what is missed (column) or spurious (row)."""

SEEN, OTHER_TYPE, UNSEEN = "seen", "seen with other types only", "unseen"
FIRST, ELSEWHERE = "at the first word", "elsewhere"

_MATCHING = (
    "A predicted entity is laid beside the true one it equals, else beside the first free one it "
    "shares a word with, as nervaluate does it: the words differ (boundary), the type, or both; "
    "what stays alone is missed or spurious."
)
_BOTH_SIDES = "Recall is over true entities of the row, precision over predicted ones."


@dataclass(frozen=True)
class TaggedCorpus:
    """Sentences with their true and their predicted tags, as many of each.

    Args:
        words: the words of each sentence.
        gold: their true BIO tags.
        predicted: the predicted ones.
    """

    words: Sequence[Sequence[str]]
    gold: Sequence[Sequence[str]]
    predicted: Sequence[Sequence[str]]

    @cached_property
    def matches(self) -> list[list[Match]]:
        """The entities of each sentence side by side."""
        return [match_entities(*tags) for tags in zip(self.gold, self.predicted, strict=True)]

    def text(self, sentence: int, entity: Entity) -> str:
        """The words of an entity."""
        return " ".join(self.words[sentence][entity.start : entity.end])


@dataclass(frozen=True, slots=True)
class SeenEntities:
    """What training has shown: how often each text stood there, as each type."""

    counts: dict[str, Counter[str]]

    def frequency(self, text: str) -> int:
        """How often a text stood there as an entity of any type."""
        return self.counts[text].total() if text in self.counts else 0

    def novelty(self, text: str, label: str) -> str:
        """SEEN as this type, OTHER_TYPE or UNSEEN."""
        types = self.counts.get(text)
        return UNSEEN if types is None else SEEN if label in types else OTHER_TYPE


def seen_entities(sentences: Iterable[tuple[Sequence[str], Sequence[str]]]) -> SeenEntities:
    """Count the entities of the training sentences.

    Args:
        sentences: the words and the BIO tags of each.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in sentences:
        for entity in entities_of(tags):
            counts[" ".join(words[entity.start : entity.end])][entity.label] += 1
    return SeenEntities(dict(counts))


def error_kinds(corpus: TaggedCorpus) -> Breakdown:
    """How many errors of each kind."""
    kinds = Counter(match.kind for matches in corpus.matches for match in matches)
    total = sum(kinds[kind] for kind in ERRORS)
    rows: dict[str, tuple[float, ...]] = {
        kind: (kinds[kind], 100 * kinds[kind] / max(1, total)) for kind in ERRORS
    }
    return Breakdown("errors by kind", ("entities", "% of errors"), rows, _MATCHING, "entities")


def tagging_breakdowns(
    corpus: TaggedCorpus, seen: SeenEntities | None = None
) -> tuple[Breakdown, ...]:
    """All tables that only the files of a report hold.

    Args:
        corpus: what was predicted.
        seen: the entities of the train split; None = the tables that ask for it are left out.
    """
    tables = [_errors_by_type(corpus), _confusion(corpus), _semeval(corpus)]
    if seen is not None:
        tables += _by_training(corpus, seen)
    return (*tables, *_by_place(corpus))


def by_casing(
    gold: Sequence[Sequence[str]], predicted: Mapping[str, Sequence[Sequence[str]]]
) -> Breakdown:
    """The scores of the same sentences in other cases.

    Args:
        gold: true BIO tags of each sentence.
        predicted: how the words were written -> the tags predicted for them.
    """
    true = [list(tags) for tags in gold]
    rows: dict[str, tuple[float, ...]] = {}
    for casing, sentences in predicted.items():
        scores = entity_scores(true, [list(tags) for tags in sentences])
        rows[casing] = (scores.precision, scores.recall, scores.f1)
    note = "The same sentences as they are, in small letters and in capitals."
    return Breakdown("by casing", ("precision", "recall", "F1"), rows, note, "F1", brief=False)


def _errors_by_type(corpus: TaggedCorpus) -> Breakdown:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for match in _all(corpus):
        entity = match.true or match.found
        assert entity is not None, "a match has an entity"
        kinds[entity.label][match.kind] += 1
    rows: dict[str, tuple[float, ...]] = {
        label: tuple(kinds[label][kind] for kind in (RIGHT, *ERRORS)) for label in sorted(kinds)
    }
    note = "By the true type; spurious entities by the predicted one."
    return Breakdown("errors by kind and type", (RIGHT, *ERRORS), rows, note, brief=False)


def _confusion(corpus: TaggedCorpus) -> Breakdown:
    counts = Counter(
        (
            match.true.label if match.true else NONE,
            match.found.label if match.found else NONE,
        )
        for match in _all(corpus)
    )
    labels = sorted({label for pair in counts for label in pair} - {NONE})
    rows: dict[str, tuple[float, ...]] = {
        true: tuple(counts[true, found] for found in (*labels, NONE)) for true in (*labels, NONE)
    }
    note = (
        f"A row for each true type, a column for each predicted one; the row {NONE} holds what is "
        f"spurious, the column {NONE} what is missed. Other borders count as the same entity."
    )
    return Breakdown("confusion by type", (*labels, NONE), rows, note, HEAT, brief=False)


def _semeval(corpus: TaggedCorpus) -> Breakdown:
    counts = semeval_counts(list(_all(corpus)))
    rows: dict[str, tuple[float, ...]] = {
        schema: tuple(row[outcome] for outcome in OUTCOMES) for schema, row in counts.items()
    }
    note = (
        "Entities as nervaluate counts them: strict asks for borders and type, exact for the "
        "borders, partial for a shared word."
    )
    return Breakdown("errors as nervaluate counts them", OUTCOMES, rows, note, brief=False)


def _by_training(corpus: TaggedCorpus, seen: SeenEntities) -> list[Breakdown]:
    novelty = _grouped(
        corpus,
        "entities seen and unseen in train",
        lambda row, entity: seen.novelty(corpus.text(row, entity), entity.label),
        [SEEN, OTHER_TYPE, UNSEEN],
        f"Seen: the same words stood in train as an entity of the same type. {_BOTH_SIDES}",
    )
    frequency = _grouped(
        corpus,
        "by frequency in train",
        lambda row, entity: FREQUENCIES.name(seen.frequency(corpus.text(row, entity))),
        FREQUENCIES.names,
        f"How often the same words stood in train as an entity of any type. {_BOTH_SIDES}",
    )
    return [novelty, frequency]


def _by_place(corpus: TaggedCorpus) -> list[Breakdown]:
    place = _grouped(
        corpus,
        "by place in the sentence",
        lambda _, entity: ELSEWHERE if entity.start else FIRST,
        [FIRST, ELSEWHERE],
        f"Whether an entity begins its sentence, where a capital tells nothing. {_BOTH_SIDES}",
    )
    length = _grouped(
        corpus,
        "by length of the entity",
        lambda _, entity: ENTITY_LENGTHS.name(entity.end - entity.start),
        ENTITY_LENGTHS.names,
        f"In words. {_BOTH_SIDES}",
    )
    sentence = _grouped(
        corpus,
        "by length of the sentence",
        lambda row, _: SENTENCE_LENGTHS.name(len(corpus.words[row])),
        SENTENCE_LENGTHS.names,
        "In words.",
    )
    return [place, length, sentence]


def _grouped(
    corpus: TaggedCorpus,
    title: str,
    group: Callable[[int, Entity], str],
    names: Sequence[str],
    note: str,
) -> Breakdown:
    """Precision, recall and F1 of the entities of each group, in the order of ``names``."""
    true: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row, matches in enumerate(corpus.matches):
        true.update(group(row, match.true) for match in matches if match.true)
        found.update(group(row, match.found) for match in matches if match.found)
        right.update(group(row, m.true) for m in matches if m.true and m.kind == RIGHT)
    rows: dict[str, tuple[float, ...]] = {
        name: (
            100 * right[name] / max(1, found[name]),
            100 * right[name] / max(1, true[name]),
            200 * right[name] / max(1, found[name] + true[name]),
            true[name],
            found[name],
        )
        for name in names
        if true[name] + found[name]
    }
    columns = ("precision", "recall", "F1", "true", "predicted")
    return Breakdown(title, columns, rows, note, "F1", brief=False)


def _all(corpus: TaggedCorpus) -> Iterable[Match]:
    return (match for matches in corpus.matches for match in matches)
