"""Entities in each other's place: in training, a sentence speaks of what others speak of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from nlpseq.data.labels import LabelSet, Span, spans_from_tags
from nlpseq.tasks.tagging_items import TaggingItem

Mention = tuple[tuple[str, ...], np.ndarray]
"""Words and ids of their tags."""


def with_others_mentions(
    items: Sequence[TaggingItem],
    labels: LabelSet,
    scheme: str,
    rate: float,
    rng: np.random.Generator,
) -> Sequence[TaggingItem]:
    """Some entities replaced by others of the same label (mention replacement, Dai and Adel 2020).

    Args:
        items: the sentences of a batch, whose entities take each other's places.
        labels: names of the tags.
        scheme: of the tags.
        rate: share of the entities that another one replaces, or by chance the same again.
        rng: of the draws.
    """
    if not rate:
        return items
    spans = [spans_from_tags(labels.decode(_tags(item)), scheme) for item in items]
    known: dict[str, list[Mention]] = defaultdict(list)
    for item, found in zip(items, spans, strict=True):
        for span in found:
            known[span.label].append(_part(item, span.start, span.end))
    return [
        _replaced(item, [span for span in found if rng.random() < rate], known, rng)
        for item, found in zip(items, spans, strict=True)
    ]


def _replaced(
    item: TaggingItem,
    spans: Sequence[Span],
    known: dict[str, list[Mention]],
    rng: np.random.Generator,
) -> TaggingItem:
    """The sentence with a drawn mention in the place of each of these spans."""
    if not spans:
        return item
    parts = list(_parts(item, spans, known, rng))
    words = tuple(word for words, _ in parts for word in words)
    return replace(item, words=words, tags=np.concatenate([tags for _, tags in parts]))


def _parts(
    item: TaggingItem,
    spans: Sequence[Span],
    known: dict[str, list[Mention]],
    rng: np.random.Generator,
) -> Iterator[Mention]:
    end = 0
    for span in spans:
        yield _part(item, end, span.start)
        mentions = known[span.label]
        yield mentions[rng.integers(len(mentions))]
        end = span.end
    yield _part(item, end, len(item.words))


def _part(item: TaggingItem, start: int, end: int) -> Mention:
    return item.words[start:end], _tags(item)[start:end]


def _tags(item: TaggingItem) -> np.ndarray:
    assert item.tags is not None, "sentences that are learnt from have tags"
    return item.tags
