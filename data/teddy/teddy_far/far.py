"""Makes the pairs of the benchmark by distance, and those whose label must not change."""

import random
from dataclasses import dataclass, replace
from functools import cache

from teddy_en import pairs as near
from teddy_en.grammar import Token, finish, weighted
from teddy_en.lefts import MIDDLE, START
from teddy_en.pairs import ContrastivePair, Side
from teddy_en.reading import PARTS, Frame, Word

from teddy_far import variations
from teddy_far.frames import TAILS as TAIL_BLOCKS
from teddy_far.lines import FRAMES, FarExpander, read_lines, stretch_of
from teddy_far.sorts import FarSort, Reading, groups_of

# First words of frames that an adverb cannot stand before.
_NOT_AFTER_ADVERBS = """
finally quietly then suddenly slowly almost never often always rarely sometimes soon no alone once
just usually mostly also probably still hardly nearly narrowly twice quickly really surprisingly
certainly of from will may must can had have are were should cannot
"""
TAKES_NO_ADVERB = set(_NOT_AFTER_ADVERBS.split())
TAIL_SHARE = 0.4
VARIED_SHARE = 0.5
_HELD_OUT = {frame.tokens for rows in FRAMES.values() for frame in rows if frame.part != "train"}
TAILS = {kind: read_lines(kind, block) for kind, block in TAIL_BLOCKS.items()}
_START, _MIDDLE = weighted(START), weighted(MIDDLE)


@dataclass(frozen=True)
class Recipe:
    """What a pair may be made of: the part of the words, of frames and stretches, of the cues."""

    words: str = "train"
    templates: str = "train"
    cues: str = "train"


@dataclass(frozen=True)
class FarPair:
    """A pair, and the name of the stretch between its word and the frames."""

    pair: ContrastivePair
    stretch: str


@dataclass(frozen=True)
class Around:
    """What both sentences share: before the word, between it and the frame, behind the frame."""

    left: list[str]
    between: list[str]
    after: list[str]
    word: Word


@dataclass(frozen=True)
class Tail:
    """Clauses that end a sentence: their part, and their kind; "" = any, and only sometimes."""

    part: str
    kind: str = ""


def make_pair(
    rng: random.Random,
    sort: FarSort,
    recipe: Recipe,
    word: Word,
    room: int,
    tail: Tail | None = None,
) -> FarPair | None:
    """Draw a pair about a word; None if the draw cannot be made.

    Args:
        rng: source of all choices.
        sort: its sort.
        recipe: what it may be made of.
        word: the ambiguous word.
        room: words to put between it and the frames, roughly.
        tail: what ends some of the sentences.
    """
    stretch, bridge = stretch_of(rng, recipe.templates, room)
    left, after = (_MIDDLE if sort.inside else _START)(rng)
    tokens = FarExpander(rng).expand_in_part(bridge, recipe.templates)
    around = Around(left, [token.text for token in tokens], after, word)
    sides = []
    for reading in (sort.first, sort.second):
        side = _side(rng, reading, recipe, around, tail)
        if side is None:
            return None
        sides.append(side)
    if rng.random() < 0.5:
        sides.reverse()
    pair = ContrastivePair(sort.name, word, len(left), sides[0], sides[1])
    return FarPair(pair, stretch) if near._sound(pair) else None


def make_steady(rng: random.Random, sort: FarSort, part: str, word: Word) -> FarPair | None:
    """Draw a pair that says the same of the word: its label must not change."""
    stretch, bridge = stretch_of(rng, part, rng.choice((0, 3, 8)))
    tokens = FarExpander(rng).expand_in_part(bridge, part)
    left, after = (_MIDDLE if sort.inside else _START)(rng)
    around = Around(left, [token.text for token in tokens], after, word)
    reading = rng.choice((sort.first, sort.second))
    state = rng.getrandbits(32)
    first, second = (
        # the same draws up to the tail: the sentences differ only there
        _side(random.Random(state), reading, Recipe(part, part), around, Tail(part, kind))
        for kind in rng.sample(list(TAILS), 2)
    )
    if first is None or second is None or first.tokens == second.tokens:
        return None
    pair = ContrastivePair(sort.name, word, len(left), first, second)
    return FarPair(pair, stretch) if first.cue == second.cue else None


def _side(
    rng: random.Random, reading: Reading, recipe: Recipe, around: Around, tail: Tail | None
) -> Side | None:
    expander = FarExpander(rng, 0, PARTS.index(recipe.cues), around.word)
    options = _fitting(reading, recipe, around, expander)
    if not options:
        return None
    group, frame = rng.choice(near._by_section(rng, options))
    if recipe == Recipe() and len(around.between) != 1:  # an adverb would stand there already
        frame = _varied(rng, frame)
    expander.group = group
    side = near._side(expander, reading[0], frame, around.left, around.between, [])
    tokens = [*_with_tail(rng, side, tail), *(Token(text, "O") for text in around.after)]
    return Side(finish(tokens), frame, side.cue, side.offset)


def _fitting(
    reading: Reading, recipe: Recipe, around: Around, expander: FarExpander
) -> list[tuple[str, Frame]]:
    """Return (group, frame) for all frames that the recipe allows before this stretch."""
    options = list(_options(groups_of(reading, around.word), recipe.templates))
    if recipe.cues != "train":
        request = near.Request(cues=recipe.cues)
        options = [option for option in options if near._has_cues(expander, option[1], request)]
    if len(around.between) == 1:
        options = [option for option in options if option[1].tokens[0] not in TAKES_NO_ADVERB]
    return options


def _varied(rng: random.Random, frame: Frame) -> Frame:
    """Return a frame of train in another wording at times, so that it is not learnt by heart."""
    first, *rest = frame.tokens
    if rng.random() >= VARIED_SHARE:
        return frame
    if first in variations.COPULAS and rest[0] not in variations.NOT_AFTER_COPULAS:
        tokens = (*rng.choice(variations.COPULAS[first]), *rest)
    elif first.startswith("^{") and first.endswith("}"):
        tokens = (rng.choice(variations.ADVERBS), first, *rest)
    else:
        tokens = frame.tokens
    if tokens[-1] == "." and "," not in tokens and rng.random() < VARIED_SHARE:
        tokens = (*tokens[:-1], *rng.choice(variations.ENDS))
    return frame if tokens in _HELD_OUT else replace(frame, tokens=tokens)


@cache
def _options(groups: tuple[str, ...], part: str) -> tuple[tuple[str, Frame], ...]:
    """Return (group, frame) for all frames of a part that a stretch may come before."""
    return tuple(
        (group, frame)
        for group in groups
        for frame in FRAMES[group]
        if frame.part == part and frame.position == "subject"
        if frame.tokens[0] not in near._NO_PARENTHESIS
    )


def _with_tail(rng: random.Random, side: Side, tail: Tail | None) -> list[Token]:
    """Return the side's words, at times with a clause about something else at their end."""
    tokens = list(side.tokens)
    can_take_one = tokens[-1].text == "." and "," not in side.frame.tokens
    if tail is None or not can_take_one or not (tail.kind or rng.random() < TAIL_SHARE):
        return tokens
    kind = tail.kind or rng.choice(list(TAILS))
    _, end = rng.choice(TAILS[kind].of(tail.part))
    return tokens[:-1] + FarExpander(rng).expand(end)
