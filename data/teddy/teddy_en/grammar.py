"""Expands frames into labelled words."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from teddy_en import names, ordinary, slots, words
from teddy_en.reading import PARTS, Word, ambiguous_words, read_slots

VOWELS = "aeiouAEIOU"
CONSONANT_SOUND = ("uni", "use", "euro", "Euro", "one", "Uni")
AMBIGUOUS_SHARE = 0.07


@dataclass(frozen=True)
class Token:
    """A labelled word; ``cue`` numbers the cue it belongs to, from 1, 0 outside of cues."""

    text: str
    tag: str
    cue: bool = False


ALL_AMBIGUOUS = ambiguous_words()
SURFACES = {word.text for part in PARTS for _, word in ALL_AMBIGUOUS[part]}
FAMILY_NAMES = frozenset(words.FAMILY_NAMES.split())
SLOTS = read_slots(slots.SLOTS)


def _names(block: str, comma: bool = True) -> tuple[list[str], list[str]]:
    flat = block.replace("\n", " ").strip()
    values = [value.strip() for value in flat.split(",")] if comma else flat.split()
    kept = [v for v in dict.fromkeys(values) if not SURFACES & set(v.split())]
    return [v for i, v in enumerate(kept) if i % 8 != 7], kept[7::8]


_FIRST = tuple(a + b for a, b in zip(_names(names.FEMALE, False), _names(names.MALE, False),
                                     strict=True))  # fmt: skip
ENTITIES: dict[str, tuple[str, tuple[list[str], list[str]]]] = {
    "first": ("PER", (_FIRST[0], _FIRST[1])),
    "surname": ("PER", _names(names.SURNAMES, False)),
    "artist": ("PER", _names(names.ARTISTS)),
    "city": ("LOC", _names(names.CITIES)),
    "country": ("LOC", _names(names.COUNTRIES)),
    "region": ("LOC", _names(names.REGIONS)),
    "place": ("LOC", _names(names.PLACES)),
    "street_name": ("LOC", _names(names.STREETS)),
    "company": ("ORG", _names(names.COMPANIES)),
    "org": ("ORG", _names(names.ORGANISATIONS)),
    "party": ("ORG", _names(names.PARTIES)),
    "club": ("ORG", _names(names.CLUBS)),
    "demonym": ("MISC", _names(names.DEMONYMS)),
    "people": ("MISC", _names(names.PEOPLES)),
    "language": ("MISC", _names(names.LANGUAGES)),
    "event": ("MISC", _names(names.EVENTS)),
    "work": ("MISC", _names(names.WORKS)),
    "history": ("MISC", _names(names.HISTORY)),
}
PRONOUNS = {
    "he": {"f": "she", "m": "he"},
    "his": {"f": "her", "m": "his"},
    "him": {"f": "her", "m": "him"},
}


def _ambiguous_fillers() -> dict[str, list[str]]:
    """Return slot -> ambiguous words of train that may stand in it among ordinary words."""
    fillers: dict[str, list[str]] = {name: [] for name in ENTITIES}
    for sort, word in ALL_AMBIGUOUS["train"]:
        if sort.startswith("PERSON_") and sort not in ("PERSON_WORK", "PERSON_STREET"):
            fillers["surname" if word.text in FAMILY_NAMES else "first"].append(word.text)
        if sort.startswith("PLACE_") and word.kind:
            fillers[word.kind].append(word.text)
        if sort in ("COMPANY_THING", "PERSON_COMPANY"):
            fillers["company"].append(word.text)
        if sort in ("PLACE_CLUB", "PERSON_WORK"):
            fillers["club" if sort == "PLACE_CLUB" else "work"].append(word.text)
    return fillers


_FILLERS = _ambiguous_fillers()


class Expander:
    """Fills the slots of one sentence; no value is used twice in it.

    Args:
        rng: source of all choices.
        name_part: 0 draws names from those of train, 1 from all.
        cue_part: which part of a slot fills cues (0 train, 1 test, 2 validation).
        word: the ambiguous word, if there is one.
        group: group of heads that {head} draws from.
        mixed: whether ambiguous words may fill entity slots.
    """

    def __init__(
        self,
        rng: random.Random,
        name_part: int = 0,
        cue_part: int = 0,
        word: Word | None = None,
        group: str = "",
        mixed: bool = False,
    ) -> None:
        self.rng = rng
        self.name_part = name_part
        self.cue_part = cue_part
        self.word = word
        self.group = group
        self.mixed = mixed
        self.used: set[str] = {word.text} if word else set()

    def expand(self, tokens: Iterable[str], label: str = "O") -> list[Token]:
        """Expand the tokens of a frame whose "~" words continue an entity of this label."""
        result: list[Token] = []
        for token in tokens:
            cue = token.startswith(("^", "~^"))
            inner = token.lstrip("~^")
            if inner.startswith("{"):
                part = self.cue_part if cue else 0
                filled = self._fill(inner[1:-1], part, cue)
            else:
                filled = [Token(inner, "O", cue)]
            if token.startswith("~"):
                filled = [Token(t.text, f"I-{label}", t.cue) for t in filled]
            result += filled
        return result

    def _fill(self, slot: str, part: int, cue: bool) -> list[Token]:
        if slot == "person":
            first, last = self._fill("first", 0, cue), self._fill("surname", 0, cue)
            return first + [Token(t.text, "I-PER", cue) for t in last]
        if slot in PRONOUNS:
            gender = self.word.gender if self.word else "m"
            return [Token(PRONOUNS[slot][gender], "O", cue)]
        if slot in ENTITIES:
            return _label(self._entity(slot), ENTITIES[slot][0], cue)
        value = self._draw(self.values(slot)[part])
        return [t if not cue else Token(t.text, t.tag, True) for t in self.expand(value.split())]

    def values(self, slot: str) -> tuple[list[str], ...]:
        """Return the values of a slot in its three parts, for the word at hand; names have none."""
        if slot in ("head", "obj", "up", "off") and self.word:
            return self.word.heads[self.group if slot == "head" else slot]
        for suffix in (self.word.kind, self.word.gender) if self.word else ():
            if suffix and f"{slot}_{suffix}" in SLOTS:
                return SLOTS[f"{slot}_{suffix}"]
        return SLOTS.get(slot, ([], [], []))

    def _entity(self, slot: str) -> str:
        seen, unseen = ENTITIES[slot][1]
        if self.mixed and _FILLERS[slot] and self.rng.random() < AMBIGUOUS_SHARE:
            return self._draw(_FILLERS[slot])
        return self._draw(seen + unseen * self.name_part * 2)

    def _draw(self, values: list[str]) -> str:
        free = [value for value in values if value not in self.used]
        value = self.rng.choice(free or values)
        self.used.add(value)
        return value


def _label(value: str, label: str, cue: bool) -> list[Token]:
    """Tag the words of a name; a leading "the" stays outside."""
    tokens = value.split()
    start = 1 if tokens[0] == "the" else 0
    tags = ["O"] * start + [f"B-{label}"] + [f"I-{label}"] * (len(tokens) - start - 1)
    return [Token(text, tag, cue) for text, tag in zip(tokens, tags, strict=True)]


def finish(tokens: list[Token]) -> list[Token]:
    """Choose between a and an, and begin the sentence with a capital."""
    result: list[Token] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        text = token.text
        if text == "a" and following and needs_an(following.text):
            text = "an"
        result.append(Token(text, token.tag, token.cue))
    position = 1 if result[0].text in ('"', "(") else 0
    head = result[position]
    result[position] = Token(head.text[0].upper() + head.text[1:], head.tag, head.cue)
    return result


def needs_an(word: str) -> bool:
    """Say whether the word begins with a vowel sound (numbers in digits: 8, 11, 18)."""
    if word.startswith(("hour", "honest")) or word in ("8", "11", "18"):
        return True
    return word[0] in VOWELS and not word.startswith(CONSONANT_SOUND)


def read_fixed() -> list[list[Token]]:
    """Read the sentences of ordinary.FIXED."""
    sentences: list[list[Token]] = []
    for line in ordinary.FIXED.strip().split("\n"):
        sentence: list[Token] = []
        previous = ""
        for item in line.split():
            text, _, label = item.partition("/")
            tag = f"{'I' if label == previous else 'B'}-{label}" if label else "O"
            sentence.append(Token(text, tag))
            previous = label
        sentences.append(sentence)
    return sentences


def weighted(block: str) -> Callable[[random.Random], tuple[list[str], list[str]]]:
    """Read a block of lefts.py into a function that draws (before, after)."""
    rows = [[cell.split() for cell in line.split("|")] for line in block.strip().split("\n")]
    weights = [int(row[0][0]) for row in rows]
    options = [(row[1], row[2] if len(row) > 2 else []) for row in rows]
    return lambda rng: rng.choices(options, weights)[0]
