"""Entities in each other's place: the same sentences about others, with legal tags."""

from itertools import groupby

import numpy as np
import pytest

from nlpseq.data.labels import LabelSet, Span, convert, spans_from_tags
from nlpseq.tasks.mentions import with_others_mentions
from nlpseq.tasks.tagging_items import TaggingItem

SENTENCES = [
    (("Anna", "Maria", "met", "Bo", "in", "Bonn", "."), "B-PER I-PER O B-PER O B-LOC O"),
    (("New", "York", "is", "large"), "B-LOC I-LOC O O"),
    (("Bonn", "Anna"), "B-LOC B-PER"),
    (("no", "name"), "O O"),
    ((), ""),
]


def labels_of(scheme: str) -> LabelSet:
    prefixes = "BIES" if scheme == "bioes" else "BI"
    return LabelSet(("O", *(f"{p}-{kind}" for kind in ("LOC", "PER") for p in prefixes)))


def items_of(scheme: str) -> list[TaggingItem]:
    encode = labels_of(scheme).encode
    return [
        TaggingItem(words, np.array(encode(convert(tags.split(), "bio", scheme)), np.uint8))
        for words, tags in SENTENCES
    ]


def spans_of(item: TaggingItem, scheme: str) -> list[Span]:
    return spans_from_tags(labels_of(scheme).decode(item.tags), scheme)


def mentions_of(item: TaggingItem, scheme: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(span.label, item.words[span.start : span.end]) for span in spans_of(item, scheme)]


def outline(item: TaggingItem, scheme: str) -> list[str]:
    """The words, with a label in the place of each entity."""
    marks = list(item.words)
    for number, span in enumerate(spans_of(item, scheme)):
        marks[span.start : span.end] = [f"{number} {span.label}"] * (span.end - span.start)
    return [mark for mark, _ in groupby(marks)]


@pytest.mark.parametrize("scheme", ["bio", "bioes"])
def test_sentences_stay_and_speak_of_entities_that_the_batch_has(scheme: str) -> None:
    items = items_of(scheme)
    known = {mention for item in items for mention in mentions_of(item, scheme)}
    seen = set()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        for item, other in zip(
            items, with_others_mentions(items, labels_of(scheme), scheme, 1.0, rng), strict=True
        ):
            assert len(other.words) == len(other.tags)
            assert outline(other, scheme) == outline(item, scheme)
            seen |= set(mentions_of(other, scheme))
            kept = convert(labels_of(scheme).decode(other.tags), scheme, "bio")
            assert convert(kept, "bio", scheme) == labels_of(scheme).decode(other.tags)
    assert seen == known


def test_the_share_that_is_asked_for_is_replaced() -> None:
    items = items_of("bioes") * 200
    labels = labels_of("bioes")
    varied = with_others_mentions(items, labels, "bioes", 0.5, np.random.default_rng(3))
    again = with_others_mentions(items, labels, "bioes", 0.5, np.random.default_rng(3))
    assert [item.words for item in varied] == [item.words for item in again]
    first = [mentions_of(item, "bioes")[0] for item in varied[0::5]]
    # three persons are known: a third of the draws gives the same one
    same = sum(mention == ("PER", ("Anna", "Maria")) for mention in first) / len(first)
    assert same == pytest.approx(0.5 + 0.5 / 3, abs=0.1)


def test_nothing_happens_where_nothing_is_asked_for() -> None:
    items = items_of("bio")
    assert (
        with_others_mentions(items, labels_of("bio"), "bio", 0.0, np.random.default_rng(1)) is items
    )


def test_lists_without_entities_are_left_alone() -> None:
    items = items_of("bio")[3:]
    varied = with_others_mentions(items, labels_of("bio"), "bio", 1.0, np.random.default_rng(1))
    assert [item.words for item in varied] == [item.words for item in items]
