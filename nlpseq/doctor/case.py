"""The corpus under examination: its files by split, and where findings go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nlpseq.config import SPLITS, CorpusSpec
from nlpseq.data.corpora import contents, locate
from nlpseq.doctor.copies import Texts, compare_splits
from nlpseq.doctor.findings import Log, Place
from nlpseq.doctor.nearness import NearIndex

TRAIN = "train"
_STRIDE = 1000


class File(NamedTuple):
    """A file and what it is called in findings."""

    path: Path
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """What every check works on.

    Args:
        spec: the corpus, its reader told.
        splits: the files of each split, train first.
        log: where findings go.
        tick: told of so many lines read; for a progress bar.
    """

    spec: CorpusSpec
    splits: dict[str, list[File]]
    log: Log
    tick: Callable[[int], None]

    @property
    def held_out(self) -> list[str]:
        """The splits that train should not know."""
        return [split for split in self.splits if not is_train(split)]

    def ticked(self, number: int) -> None:
        """Tell of a line that was read, now and then."""
        if number % _STRIDE == 0:
            self.tick(_STRIDE)


def open_case(spec: CorpusSpec, tick: Callable[[int], None]) -> Case:
    """Find the files of a corpus.

    Raises:
        InputError: the root of its files is not known.
    """
    splits = {
        split: [File(path, Place(split, str(path))) for path in _paths(spec, split)]
        for split in (*SPLITS, *spec.splits)
        if spec.files(split)
    }
    log = Log(spec.reader)
    missing = [split for split in SPLITS if split not in splits]
    if missing:
        log.add("no-split", next(iter(splits.values()))[0].place, detail=", ".join(missing))
    return Case(spec, splits, log, tick)


def is_train(split: str) -> bool:
    """Is a split trained on? So are further ones, such as train_2."""
    return split == TRAIN or split.startswith(f"{TRAIN}_")


def _paths(spec: CorpusSpec, split: str) -> list[Path]:
    """The files of a split; of documents of brat their texts."""
    return contents(spec, split)[::2] if spec.reader == "brat" else locate(spec, split)


class Copies:
    """What stands twice, in one split and across them."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._near = NearIndex()
        self.texts = {split: Texts() for split in case.splits}

    def expect(self, split: str, texts: Iterator[str]) -> None:
        """Take the texts of a held-out split, before train is read."""
        for number, text in enumerate(texts):
            self._near.add(split, number, text)

    def add(self, place: Place, line: int, text: str, label: str) -> None:
        """Take an example."""
        self.texts[place.split].add(place, line, text, label)
        if is_train(place.split):
            self._near.meet(text)

    def report(self, repeated: str, divided: str, *, labels: bool = False) -> None:
        """Note what stands twice.

        Args:
            repeated: the rule for an example that stands twice in a split.
            divided: the rule for a text with several labels.
            labels: do labels count as texts across splits?
        """
        log = self._case.log
        for texts in self.texts.values():
            texts.report(repeated, texts.repeated(), log)
            texts.report(divided, texts.divided(), log)
        train = {split for split in self.texts if is_train(split)}
        compare_splits(self.texts, train, log, labels=labels)
        if TRAIN in self.texts:
            exact = {
                split: set(texts.shared_with(self.texts[TRAIN]).nonzero()[0].tolist())
                for split, texts in self.texts.items()
                if not is_train(split)
            }
            self._near.report(self.texts, exact, log)
