"""Reads this package's lists: lines by part, slots, and frames beside those of ``teddy_en``."""

import random
from dataclasses import dataclass

from teddy_en import pairs as near
from teddy_en.grammar import SLOTS, Expander, Token
from teddy_en.reading import PARTS, read_frames, read_slots

from teddy_far import frames, stretches

MARKS_OF_PARTS = {"T:": "test", "V:": "valid"}
ALL_SLOTS = SLOTS | read_slots(frames.SLOTS) | read_slots(stretches.SLOTS)
FRAMES = near.FRAMES | {
    name.lower(): read_frames(name.lower(), block)
    for name, block in vars(frames).items()
    if name.isupper() and isinstance(block, str) and name != "SLOTS"
}
Line = tuple[str, list[str]]
"""A line's name and its tokens."""


@dataclass(frozen=True)
class Lines:
    """The lines of a block by part."""

    train: list[Line]
    test: list[Line]
    valid: list[Line]

    def of(self, part: str) -> list[Line]:
        """Return the lines of a part."""
        return {"train": self.train, "test": self.test, "valid": self.valid}[part]


def read_lines(name: str, block: str) -> Lines:
    """Read a block of lines of which "T:" and "V:" begin those of test and validation."""
    found: dict[str, list[Line]] = {part: [] for part in PARTS}
    for line in block.strip().split("\n"):
        part = MARKS_OF_PARTS.get(line[:2], "train")
        body = line if part == "train" else line[2:]
        found[part].append((f"{name}.{part}.{len(found[part]) + 1:02d}", body.split()))
    return Lines(found["train"], found["test"], found["valid"])


SHORT = read_lines("short", stretches.SHORT)
CLAUSES = read_lines("clause", stretches.CLAUSES)
ADVERBS = dict(zip(PARTS, (part.split() for part in stretches.ADVERBS.split("|")), strict=True))


class FarExpander(Expander):
    """Fills the slots of this package as well."""

    def values(self, slot: str) -> tuple[list[str], ...]:
        """Return the values of a slot in its three parts."""
        return super().values(slot) if slot not in ALL_SLOTS or slot in SLOTS else ALL_SLOTS[slot]

    def expand_in_part(self, tokens: list[str], part: str) -> list[Token]:
        """Expand a stretch or an end, with sources of that part."""
        result: list[Token] = []
        for token in tokens:
            if token == "{source}":
                source = self._draw(ALL_SLOTS["source"][PARTS.index(part)])
                result += [Token(text, "O") for text in source.split()]
            else:
                result += self.expand([token])
        return result


def stretch_of(rng: random.Random, part: str, room: int) -> Line:
    """Draw what stands between word and cue, unexpanded; about ``room`` words long, 0 = nothing."""
    if room <= 0:
        return "", []
    if room == 1:
        word = rng.choice(ADVERBS[part])
        return f"adverb.{word}", [word]
    if room <= 4:
        return rng.choice(SHORT.of(part))
    name, tokens = rng.choice(CLAUSES.of(part))
    if room <= 14 or tokens[-1] != ",":
        return name, tokens
    chained = [line for line in CLAUSES.of(part) if line[1][1] == "as" and line[0] != name]
    second, more = rng.choice(chained)
    return f"{name}+{second}", [*tokens, "and", *more[1:]]
