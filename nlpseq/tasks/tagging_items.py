"""A sentence that the tagger learns from or tags, and its storage."""

from dataclasses import dataclass

import numpy as np

from nlpseq.data.store import Row
from nlpseq.tasks.sentences import pack_words, unpack_words


@dataclass(frozen=True, slots=True)
class TaggingItem:
    """A sentence.

    Args:
        words: its words.
        tags: ids of its tags; None where there are none to learn.
        bias: (T, C) what is known beside the model, added to its scores: -inf forbids a tag.
        hidden: the words that are read as if their vectors had been dropped.
        pieces: of each word; None = the best.
    """

    words: tuple[str, ...]
    tags: np.ndarray | None
    bias: np.ndarray | None = None
    hidden: tuple[int, ...] = ()
    pieces: tuple[tuple[int, ...], ...] | None = None


def pack_item(item: TaggingItem) -> Row:
    """The words' bytes, their lengths in characters, and the tags."""
    assert item.tags is not None
    return *pack_words(item.words), item.tags


def unpack_item(row: Row) -> TaggingItem:
    """The words and tags that ``pack_item`` made a row of."""
    text_bytes, lengths, tags = row
    return TaggingItem(unpack_words(text_bytes, lengths), tags)


def part_of(item: TaggingItem, begin: int, end: int) -> TaggingItem:
    """Some of the words, to be scored; what is known of them beside the model is left out."""
    hidden = tuple(index - begin for index in item.hidden if begin <= index < end)
    return TaggingItem(item.words[begin:end], None, hidden=hidden)
