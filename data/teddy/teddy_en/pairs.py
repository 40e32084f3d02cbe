"""Makes contrastive pairs: one left side, one ambiguous word, two continuations."""

import random
from dataclasses import dataclass, replace

from teddy_en import (
    compound_frames,
    firm_frames,
    lefts,
    people_frames,
    place_frames,
    thing_frames,
    words,
)
from teddy_en.grammar import (
    FAMILY_NAMES,
    Expander,
    Token,
    finish,
    weighted,
)
from teddy_en.reading import PARTS, Frame, Word, read_frames, read_words


@dataclass(frozen=True)
class Reading:
    """A label and the frames (by name) that show it; for compounds the word's heads choose."""

    label: str
    frames: tuple[str, ...]


@dataclass(frozen=True)
class Sort:
    """A sort of ambiguity; ``inside`` says whether the word may stand inside a sentence."""

    name: str
    words: dict[str, list[Word]]
    first: Reading
    second: Reading
    inside: bool
    weight: int


@dataclass(frozen=True)
class Side:
    """One sentence of a pair, with its frame and cue (words, distance from the ambiguous word)."""

    tokens: list[Token]
    frame: Frame
    cue: str
    offset: int


@dataclass(frozen=True)
class ContrastivePair:
    """Two sentences that agree up to and including the word at ``index``."""

    sort: str
    word: Word
    index: int
    first: Side
    second: Side

    @property
    def divergence(self) -> int:
        """Distance of the first word in which the sentences differ (1: the next word)."""
        rows = zip(self.first.tokens, self.second.tokens, strict=False)
        same = next((i for i, (a, b) in enumerate(rows) if a.text != b.text), None)
        shorter = min(len(self.first.tokens), len(self.second.tokens))
        return (shorter if same is None else same) - self.index

    @property
    def distance(self) -> int:
        """Distance of the nearest cue at which the sentences already differ."""
        return max(self.divergence, min(self.first.offset, self.second.offset))


FRAMES = {
    name.lower(): read_frames(name.lower(), block)
    for module in (people_frames, place_frames, firm_frames, compound_frames, thing_frames)
    for name, block in vars(module).items()
    if name.isupper()
}
COMPOUNDS = ("goods", "food", "nature", "scene", "animal", "abstract")
PER, PLACE = Reading("PER", ("person",)), Reading("LOC", ("place",))
COMPANY, COMPOUND = Reading("ORG", ("company",)), Reading("O", COMPOUNDS)
VERB = Reading("O", ("imperative", "up", "off"))


def _sort(
    name: str, first: Reading, second: Reading, inside: bool, weight: int, block: str = ""
) -> Sort:
    entries = read_words(block or getattr(words, name.upper()))
    if first is PLACE:
        entries = {p: [replace(w, kind=w.kind or "city") for w in e] for p, e in entries.items()}
    return Sort(name, entries, first, second, inside, weight)


SORTS = (
    _sort("person_compound", PER, COMPOUND, False, 16),
    _sort("person_month", PER, Reading("O", ("month",)), True, 7),
    _sort("person_season", PER, Reading("O", ("month",)), False, 4),
    _sort("person_abstract", PER, Reading("O", ("virtue",)), False, 6),
    _sort("person_mass", PER, Reading("O", ("herb",)), False, 7),
    _sort("person_weather", PER, Reading("O", ("weather",)), False, 4),
    _sort("person_plural", PER, Reading("O", ("landscape",)), False, 4),
    _sort("person_verb", PER, VERB, False, 8),
    _sort("person_will", PER, Reading("O", ("auxiliary_future",)), False, 2, "Will m"),
    _sort("person_may", PER, Reading("O", ("auxiliary",)), False, 2, "May f"),
    _sort("place_person", PLACE, PER, True, 17),
    _sort("place_thing", PLACE, COMPOUND, False, 10),
    _sort("company_thing", COMPANY, COMPOUND, False, 12),
    _sort("place_club", PLACE, Reading("ORG", ("club",)), True, 12),
    _sort("person_company", PER, COMPANY, True, 12),
    _sort("place_company", PLACE, COMPANY, True, 7),
    _sort("person_work", PER, Reading("MISC", ("work",)), True, 18),
    _sort("person_street", PER, Reading("LOC", ("street",)), True, 7),
    _sort("place_firm", PLACE, Reading("ORG", ("firm_name",)), True, 6),
)
_START, _MIDDLE = weighted(lefts.START), weighted(lefts.MIDDLE)
_BRIDGE = weighted(lefts.BRIDGES)
_OTHER_LEFTS = {
    "object": weighted(lefts.OBJECT),
    "was": weighted(lefts.WAS),
    "did": weighted(lefts.DID),
}
_POSITIONS = {"clause": 12, "bridged": 12, "object": 5, "was": 2, "did": 1}
_NO_PARENTHESIS = (",", "'s", "of", "?", "and", "or")


@dataclass(frozen=True)
class Request:
    """What a pair may be made of.

    Args:
        words: part of the words.
        frames: part of the frames.
        cues: part of the slots that fill cues.
    """

    words: str = "train"
    frames: str = "train"
    cues: str = "train"


def make_pair(
    rng: random.Random, sort: Sort, request: Request, pool: list[Word], name_part: int = 0
) -> ContrastivePair | None:
    """Draw a pair of this sort about a word of the pool; None if the draw cannot be made."""
    word = rng.choice(pool)
    position = rng.choices(list(_POSITIONS), list(_POSITIONS.values()))[0]
    if not sort.inside and position not in ("clause", "bridged"):
        position = "clause"
    left, tail = _left(rng, sort, position)
    bridge = _BRIDGE(rng)[0] if position == "bridged" else []
    sides: list[Side] = []
    for reading in (sort.first, sort.second):
        options = _frames(sort, reading, word, position, request)
        if not options:
            return None
        group, frame = rng.choice(_by_section(rng, options))
        expander = Expander(rng, name_part, PARTS.index(request.cues), word, group)
        sides.append(_side(expander, reading.label, frame, left, bridge, tail))
    pair = ContrastivePair(sort.name, word, _index(left), sides[0], sides[1])
    if rng.random() < 0.5:
        pair = ContrastivePair(sort.name, word, _index(left), sides[1], sides[0])
    return pair if _sound(pair) else None


def _index(left: list[str]) -> int:
    return len(left)


def _left(rng: random.Random, sort: Sort, position: str) -> tuple[list[str], list[str]]:
    if position in _OTHER_LEFTS:
        return _OTHER_LEFTS[position](rng)
    return _MIDDLE(rng) if sort.inside else _START(rng)


def _frames(
    sort: Sort, reading: Reading, word: Word, position: str, request: Request
) -> list[tuple[str, Frame]]:
    """Return (group of heads, frame) for all frames that the request allows."""
    names = list(reading.frames)
    if reading.frames == COMPOUNDS:
        names = [name for name in names if name in word.heads]
    if reading is VERB:
        field = next(name for name in ("obj", "up", "off") if name in word.heads)
        names = ["imperative" if field == "obj" else field]
    if names == ["place"] and word.kind == "country":
        names.append("country")
    expander = Expander(random.Random(0), word=word)
    result: list[tuple[str, Frame]] = []
    for name in names:
        for frame in FRAMES[name]:
            fits = frame.part == request.frames and _fits_position(frame, position)
            expander.group = name
            if fits and _fits_word(frame, word, sort) and _has_cues(expander, frame, request):
                result.append((name, frame))
    return result


def _fits_position(frame: Frame, position: str) -> bool:
    if position == "bridged":
        return frame.position == "subject" and frame.tokens[0] not in _NO_PARENTHESIS
    return frame.position in (("subject", "tight") if position == "clause" else (position,))


def _fits_word(frame: Frame, word: Word, sort: Sort) -> bool:
    second_surname = frame.kind == "name_part" and "surname" in "".join(frame.tokens)
    family = word.text in FAMILY_NAMES or sort.name == "person_company"
    return not (second_surname and family)


def _has_cues(expander: Expander, frame: Frame, request: Request) -> bool:
    """Say whether every cue of the frame can be filled from the part asked for."""
    if request.cues == "train":
        return True
    part = PARTS.index(request.cues)
    for token in frame.tokens:
        if not token.startswith(("^", "~^")):
            continue
        slot = token.lstrip("~^")
        if not slot.startswith("{") or not expander.values(slot[1:-1])[part]:
            return False
    return True


def _by_section(rng: random.Random, options: list[tuple[str, Frame]]) -> list[tuple[str, Frame]]:
    """Choose a kind of cue, by the root of its number of frames, so that rare kinds are seen."""
    kinds: dict[str, list[tuple[str, Frame]]] = {}
    for group, frame in options:
        kinds.setdefault(frame.kind, []).append((group, frame))
    chosen = rng.choices(list(kinds), [len(rows) ** 0.7 for rows in kinds.values()])[0]
    return kinds[chosen]


def _side(
    expander: Expander, label: str, frame: Frame, left: list[str], bridge: list[str],
    tail: list[str],
) -> Side:  # fmt: skip
    assert expander.word is not None
    tag = "O" if label == "O" else f"B-{label}"
    tokens = [Token(text, "O") for text in left] + [Token(expander.word.text, tag)]
    index = len(left)
    tokens += [Token(text, "O") for text in bridge]
    tokens += expander.expand(frame.tokens, label)
    tokens = finish(tokens + [Token(text, "O") for text in tail])
    start = next(i for i, token in enumerate(tokens) if token.cue)
    end = next((i for i in range(start, len(tokens)) if not tokens[i].cue), len(tokens))
    return Side(tokens, frame, " ".join(t.text for t in tokens[start:end]), start - index)


def _sound(pair: ContrastivePair) -> bool:
    first, second = pair.first, pair.second
    return first.cue != second.cue and max(len(first.tokens), len(second.tokens)) <= 40
