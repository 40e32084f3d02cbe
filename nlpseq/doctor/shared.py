"""Sentences that stand in another corpus as well: trained on there, they are no test here.

Corpora are tokenised and cased each in its own way, so that sentences are compared by their letters
and digits alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from nlpseq.doctor.case import Case, is_train
from nlpseq.doctor.copies import is_long
from nlpseq.doctor.findings import NOTE, WARNING, Place
from nlpseq.doctor.texts import texts_of


class Others:
    """The sentences of other corpora, eight bytes of digest each."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._names: dict[int, tuple[str, str]] = {}
        for case in cases:
            for split in case.splits:
                owner = case.spec.name, split
                for _, _, text in texts_of(case, split):
                    if is_long(text):
                        self._names.setdefault(_digest(text), owner)

    def report(self, case: Case) -> None:
        """Note the sentences of a corpus that another one has."""
        for split in case.splits if self._names else ():
            lines: dict[Place, list[int]] = {}
            owners: Counter[tuple[str, str]] = Counter()
            for place, line, owner in self._met(case, split):
                lines.setdefault(place, []).append(line)
                owners[owner] += 1
            # One of them learns what the other is tested on.
            leaks = any(is_train(split) != is_train(of) for _, of in owners)
            detail = ", ".join(f"{' '.join(who)} {n:,}" for who, n in owners.most_common())
            for place, found in lines.items():
                case.log.add_all("shared", place, found, detail, WARNING if leaks else NOTE)

    def _met(self, case: Case, split: str) -> Iterator[tuple[Place, int, tuple[str, str]]]:
        for place, line, text in texts_of(case, split):
            if is_long(text) and (owner := self._names.get(_digest(text))):
                yield place, line, owner


def _digest(text: str) -> int:
    return hash("".join(filter(str.isalnum, text.casefold())))
