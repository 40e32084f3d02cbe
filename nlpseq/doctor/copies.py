"""What stands twice: in a split, and in two splits. Eight bytes of digest stand for a text."""

from array import array
from collections.abc import Collection
from itertools import groupby

import numpy as np

from nlpseq.doctor.findings import Log, Place

_LONG = 5
"""Words of a sentence that hardly occurs twice by chance."""

_UNSPACED = 10
"""Characters that stand for so many words where no blanks part words."""


class Texts:
    """Digests of the examples of a split, in their order.

    Digests are Python's own, which differ from process to process, so none is ever kept.
    """

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._of_place = array("I")
        self._lines = array("Q")
        self._texts = array("q")
        self._labels = array("q")
        self._long = array("b")

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, place: Place, line: int, text: str, label: str) -> None:
        """Take an example: a text with its label, its tags or its translation."""
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        self._of_place.append(len(self._places) - 1)
        self._lines.append(line)
        self._texts.append(hash(text))
        self._labels.append(hash(label))
        self._long.append(is_long(text))

    def report(self, rule: str, which: np.ndarray, log: Log) -> None:
        """Note the lines of some examples, given as truth values."""
        indices = np.flatnonzero(which)
        for number, found in groupby(indices.tolist(), key=self._of_place.__getitem__):
            lines = [self._lines[index] for index in found]
            log.add_all(rule, self._places[number], lines)

    def place_of(self, index: int) -> tuple[Place, int]:
        """File and line of an example."""
        return self._places[self._of_place[index]], self._lines[index]

    def repeated(self) -> np.ndarray:
        """Which examples repeat an earlier one, label and all."""
        return _repeated(self._whole())

    def divided(self) -> np.ndarray:
        """Which examples have a text that stands with another label elsewhere in the split."""
        texts = self._array(self._texts)
        _, first = np.unique(self._whole(), return_index=True)
        kinds, counts = np.unique(texts[first], return_counts=True)
        return np.isin(texts, kinds[counts > 1])

    def shared_with(self, other: "Texts", *, labels: bool = False) -> np.ndarray:
        """Which examples have a text that another split has; with labels: or such a label."""
        shared = np.isin(self._array(self._texts), self._array(other._texts))
        if labels:
            shared |= np.isin(self._array(self._labels), self._array(other._labels))
        return shared

    def long(self) -> np.ndarray:
        """Which texts have five words or more."""
        return np.frombuffer(self._long, dtype=np.int8).astype(bool)

    def _whole(self) -> np.ndarray:
        texts, labels = self._array(self._texts), self._array(self._labels)
        return texts * np.int64(0x5851F42D4C957F2D) + labels

    @staticmethod
    def _array(values: "array[int]") -> np.ndarray:
        return np.frombuffer(values, dtype=np.int64)


def is_long(text: str) -> bool:
    """Has a text five words, or as many characters as make them where no blanks do?"""
    if text.count(" ") >= _LONG - 1:
        return True
    return not text.isascii() and len(text) >= _UNSPACED and text.count(" ") * 8 < len(text)


def compare_splits(
    splits: dict[str, Texts], train: Collection[str], log: Log, *, labels: bool = False
) -> None:
    """Note what a held-out split shares with one of train, or with an earlier held-out one.

    Args:
        splits: in the order train, valid, test and further ones.
        train: those that are trained on; what they share with one another is no fault.
        log: where findings go.
        labels: translations count as texts too.
    """
    names = [*train, *(name for name in splits if name not in train)]
    for number, name in enumerate(names):
        texts = splits[name]
        for earlier in names[:number]:
            if name in train or not len(texts) or not len(splits[earlier]):
                continue
            shared, long = texts.shared_with(splits[earlier], labels=labels), texts.long()
            log.fact(name, f"also in {earlier}", f"{shared.sum():,} of {len(texts):,}")
            texts.report("leakage" if earlier in train else "overlap", shared & long, log)
            texts.report("short-leakage", shared & ~long, log)


def _repeated(values: np.ndarray) -> np.ndarray:
    repeated = np.ones(len(values), dtype=bool)
    repeated[np.unique(values, return_index=True)[1]] = False
    return repeated
