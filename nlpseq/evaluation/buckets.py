"""Ranges of counts with names, for tables by length and by frequency."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Buckets:
    """Neighbouring ranges of whole numbers.

    Args:
        starts: the least number of each, rising; smaller numbers fall into the first.
    """

    starts: tuple[int, ...]

    @property
    def names(self) -> list[str]:
        """All names in order: "0", "1", "2–5", "6 or more"."""
        ends = [start - 1 for start in self.starts[1:]]
        names = [
            str(start) if start == end else f"{start}–{end}"
            for start, end in zip(self.starts, ends, strict=False)
        ]
        return [*names, f"{self.starts[-1]} or more"]

    def name(self, number: int) -> str:
        """The range that a number is in."""
        return self.names[max(0, bisect_right(self.starts, number) - 1)]


FREQUENCIES = Buckets((0, 1, 2, 6, 21, 101))
SENTENCE_LENGTHS = Buckets((1, 6, 11, 16, 21, 31, 41))
ENTITY_LENGTHS = Buckets((1, 2, 3, 4, 6))
