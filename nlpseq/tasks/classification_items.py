"""A text that the classifier learns from or labels, and its storage."""

from dataclasses import dataclass

import numpy as np

from nlpseq.data.store import Row
from nlpseq.tasks.sentences import pack_words, unpack_words


@dataclass(frozen=True, slots=True)
class ClassificationItem:
    """A text.

    Args:
        words: its words, one at least.
        label: id of its class; None = to be told.
        hidden: the words that are read as if their vectors had been dropped.
        pieces: of each word; None = the best.
    """

    words: tuple[str, ...]
    label: int | None
    hidden: tuple[int, ...] = ()
    pieces: tuple[tuple[int, ...], ...] | None = None


def pack_item(item: ClassificationItem, dtype: np.dtype) -> Row:
    """The words' bytes, their lengths in characters, and the class.

    Args:
        item: one with a label.
        dtype: of class ids.
    """
    assert item.label is not None
    return *pack_words(item.words), np.array([item.label], dtype)


def unpack_item(row: Row) -> ClassificationItem:
    """The words and the class that ``pack_item`` made a row of."""
    text_bytes, lengths, label = row
    return ClassificationItem(unpack_words(text_bytes, lengths), int(label[0]))
