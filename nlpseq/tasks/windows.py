"""Long texts in parts that overlap, so that the memory of a recurrent reader has a bound.

A recurrent reader forgets slowly: scores in windows are near those of one reading, not equal. Of
8,000 words of newswire read as one text, a CoNLL-2003 tagger gave one another tag.
"""

from collections.abc import Iterator
from dataclasses import dataclass

WINDOW = 768
"""Words of a part that count."""

MARGIN = 128
"""Words read before and after them."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text: its words from ``start`` to ``stop``, read within ``begin`` to ``end``."""

    begin: int
    start: int
    stop: int
    end: int


def windows(num_words: int) -> Iterator[Window]:
    """The parts of a text, which together are all of it; one if it is not longer than two."""
    if num_words <= 2 * WINDOW:
        yield Window(0, 0, num_words, num_words)
        return
    for start in range(0, num_words, WINDOW):
        stop = min(start + WINDOW, num_words)
        yield Window(max(0, start - MARGIN), start, stop, min(num_words, stop + MARGIN))
