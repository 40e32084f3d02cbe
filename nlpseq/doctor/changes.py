"""What mending knows and tells: texts that train must not have, and the list of changes."""

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from nlpseq.doctor.characters import character_rules
from nlpseq.doctor.copies import is_long

_MENDED = ("zero-width", "odd-space", "not-nfc", "control-character")


@dataclass(frozen=True, slots=True)
class Seen:
    """Digests of the long texts of held-out splits, and of what they are labelled with."""

    texts: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()

    def __or__(self, other: "Seen") -> "Seen":
        return Seen(self.texts | other.texts, self.labels | other.labels)

    def has(self, text: str, label: str = "") -> bool:
        """Would train leak with this example?"""
        return hash(text) in self.texts or (label != "" and hash(label) in self.labels)


@dataclass(slots=True)
class Sight:
    """Gathers what is to be seen of a split."""

    _texts: set[int] = field(default_factory=set)
    _labels: set[int] = field(default_factory=set)

    def take(self, text: str, label: str = "") -> None:
        """Take an example, if its text is long enough to count as leaked."""
        if is_long(text):
            self._texts.add(hash(text))
            if label:
                self._labels.add(hash(label))

    def seen(self) -> Seen:
        """All that was taken."""
        return Seen(frozenset(self._texts), frozenset(self._labels))


class Changes:
    """The list of what was done, written line by line."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._file.write("file\tline\trule\tchange\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, path: Path, line: int, rule: str, what: str) -> None:
        """Note a change."""
        self.count += 1
        self._file.write(f"{path.name}\t{line}\t{rule}\t{what}\n")

    def cleaned(self, path: Path, line: int, old: str, new: str, otherwise: str) -> None:
        """Note cleaned characters under the rule that spoke of them, or under another one."""
        broken = set(character_rules(old)) - set(character_rules(new))
        rule = next((rule for rule in _MENDED if rule in broken), otherwise)
        self.add(path, line, rule, f"{old!a} -> {new!a}")
