"""Patterns of what validation and test withhold, their frames and stretches, to be searched for."""

import re
from collections.abc import Iterable

from teddy_en.grammar import ENTITIES

from teddy_far.lines import ALL_SLOTS, CLAUSES, FRAMES, SHORT

_ANY = r"\S+(?: \S+)*?"


def _pattern(tokens: Iterable[str]) -> str:
    return " ".join(_token(token.lstrip("~^")) for token in tokens)


def _token(token: str) -> str:
    """A word; for a slot the words that may fill it, anything for names and what a word decides."""
    if not token.startswith("{"):
        return "an?" if token == "a" else re.escape(token)
    slot = token[1:-1]
    names = [name for name in ALL_SLOTS if name == slot or name.startswith(f"{slot}_")]
    if slot in ENTITIES or not names:
        return _ANY
    values = {value for name in names for part in ALL_SLOTS[name] for value in part}
    return "(?:" + "|".join(sorted(_pattern(value.split()) for value in values)) + ")"


def patterns() -> dict[str, re.Pattern[str]]:
    """Return name -> pattern of every withheld frame and stretch, to be searched in " words "."""
    found: dict[str, tuple[str, ...]] = {
        frame.name: frame.tokens
        for frames in FRAMES.values()
        for frame in frames
        if frame.part != "train"
    }
    for lines in (SHORT, CLAUSES):
        found |= {name: tuple(tokens) for name, tokens in [*lines.test, *lines.valid]}
    return {name: re.compile(f" {_pattern(tokens)} ") for name, tokens in found.items()}
