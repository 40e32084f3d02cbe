"""Tags and spans: the schemes that spell entities with one tag a word, and the way between them.

Four schemes are known: ``iob1`` (B- only where two entities of a type touch), ``bio`` (every
entity begins with B-; also called IOB2), ``bioes`` (ends and single words marked too; BILOU with
the letters L and U) and ``bmes`` (the same with M for I; BMEOS).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nlpseq.errors import InputError
from nlpseq.registry import unknown_name

OUTSIDE = "O"

# Letter written in a scheme -> what it means (B begin, I inside, E end, S single word).
_LETTERS = {
    "iob1": {"B": "B", "I": "I"},
    "bio": {"B": "B", "I": "I"},
    "bioes": {"B": "B", "I": "I", "E": "E", "S": "S", "L": "E", "U": "S"},
    "bmes": {"B": "B", "M": "I", "E": "E", "S": "S"},
}
SCHEMES = tuple(_LETTERS)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An entity over the words ``[start, end)``."""

    start: int
    end: int
    label: str


class Tag(NamedTuple):
    """A tag taken apart; ``O`` is ("O", "")."""

    prefix: str
    label: str


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The tags of a head; a tag's id is its place.

    Args:
        tags: names without repetition, ``O`` first.

    Raises:
        InputError: there is no tag, ``O`` is not the first, or one stands twice.
    """

    tags: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.tags[:1] != (OUTSIDE,) or len(set(self.tags)) != len(self.tags):
            raise InputError(
                "not a set of labels", found=str(self.tags), expected="distinct tags, O first"
            )

    def encode(self, tags: Iterable[str]) -> list[int]:
        """Ids of tags.

        Raises:
            InputError: a tag is not in the set.
        """
        ids = {tag: index for index, tag in enumerate(self.tags)}
        try:
            return [ids[tag] for tag in tags]
        except KeyError as error:
            raise unknown_name("tag", error.args[0], list(self.tags)) from None

    def decode(self, ids: Iterable[int]) -> list[str]:
        """Names of tag ids."""
        return [self.tags[index] for index in ids]

    @property
    def types(self) -> list[str]:
        """The types of entities, in the order of the alphabet."""
        return sorted({tag.partition("-")[2] for tag in self.tags if tag != OUTSIDE})

    def __len__(self) -> int:
        return len(self.tags)


@dataclass(frozen=True, slots=True)
class Legal:
    """Which tags may stand where.

    Args:
        allowed: (C, C) bool, may tag j follow tag i.
        start: (C,) bool, may a sentence begin with the tag.
        end: (C,) bool, may a sentence end with the tag.
    """

    allowed: np.ndarray
    start: np.ndarray
    end: np.ndarray


@lru_cache(maxsize=4096)
def parse_tag(tag: str) -> Tag | None:
    """Take ``PREFIX-TYPE`` or ``O`` apart; None if it is neither (of any scheme)."""
    if tag == OUTSIDE:
        return Tag(OUTSIDE, "")
    prefix, _, label = tag.partition("-")
    return Tag(prefix, label) if len(prefix) == 1 and prefix in "BIESLUM" and label else None


def is_of_scheme(tag: str, scheme: str) -> bool:
    """Can the tag stand in a sequence of the scheme?"""
    parsed = parse_tag(tag)
    return parsed is not None and parsed.prefix in (OUTSIDE, *_LETTERS[scheme])


def tag_form(scheme: str) -> str:
    """What a tag of the scheme looks like, for messages."""
    return "O or " + ", ".join(f"{letter}-TYPE" for letter in _LETTERS[scheme])


def tags_of_type(label: str, scheme: str) -> list[str]:
    """Every tag that a scheme writes for an entity type, without the letters of BILOU."""
    letter_of = {meaning: letter for letter, meaning in reversed(_LETTERS[scheme].items())}
    return [f"{letter_of[meaning]}-{label}" for meaning in "BIES" if meaning in letter_of]


def check_scheme(scheme: str) -> None:
    """Refuse a scheme that is not known.

    Raises:
        InputError: lists the schemes there are.
    """
    if scheme not in _LETTERS:
        raise unknown_name("tag scheme", scheme, list(SCHEMES))


def spans_from_tags(tags: Sequence[str], scheme: str) -> list[Span]:
    """Read entities as conlleval does: what continues nothing begins an entity.

    Args:
        tags: one tag a word; the sequence need not be legal.
        scheme: the scheme of the tags.

    Returns:
        spans: in order, disjoint.

    Raises:
        InputError: a tag is not of the scheme.
    """
    spans: list[Span] = []
    start, previous = 0, Tag(OUTSIDE, "")
    for index, tag in enumerate([*(_read(tag, scheme) for tag in tags), Tag(OUTSIDE, "")]):
        continues = tag.prefix in "IE" and previous.prefix in "BI" and tag.label == previous.label
        if continues:
            previous = tag
            continue
        if previous.prefix != OUTSIDE:
            spans.append(Span(start, index, previous.label))
        start, previous = index, tag
    return spans


def spans_from_bio(tags: Sequence[str]) -> list[Span]:
    """Entities of BIO tags; an I- that continues nothing begins an entity, as for conlleval."""
    return spans_from_tags(tags, "bio")


def tags_from_spans(spans: Iterable[Span], length: int, scheme: str) -> list[str]:
    """Spell entities in a scheme.

    Args:
        spans: disjoint, none empty, inside the sentence, in any order.
        length: words of the sentence.
        scheme: one of SCHEMES.

    Raises:
        InputError: the scheme is not known.
        ValueError: spans overlap, are empty or leave the sentence.
    """
    check_scheme(scheme)
    tags = [OUTSIDE] * length
    previous = Span(0, 0, "")
    for span in sorted(spans):
        if not previous.end <= span.start < span.end <= length:
            raise ValueError(f"{span} overlaps {previous}, is empty or leaves the sentence")
        touching = previous.end == span.start and previous.label == span.label
        letters = _spell(span.end - span.start, scheme, touching=touching)
        tags[span.start : span.end] = [f"{letter}-{span.label}" for letter in letters]
        previous = span
    return tags


def convert(tags: Sequence[str], from_scheme: str, to_scheme: str) -> list[str]:
    """Spell the entities of a tag sequence in another scheme.

    Raises:
        InputError: a scheme is not known, or a tag is not of its scheme.
    """
    return tags_from_spans(spans_from_tags(tags, from_scheme), len(tags), to_scheme)


@lru_cache(maxsize=65536)
def may_follow(previous: str, tag: str, scheme: str) -> bool:
    """May a tag stand after another? Begin and end of a sentence behave as ``O`` does.

    Raises:
        InputError: a tag is not of the scheme.
    """
    left, right = _read(previous, scheme), _read(tag, scheme)
    inside = left.prefix in "BI" and left.label == right.label
    if scheme == "iob1":
        return right.prefix != "B" or inside
    if scheme == "bio":
        return right.prefix != "I" or inside
    return inside if right.prefix in "IE" else left.prefix not in "BI"


def legal_transitions(tags: Sequence[str], scheme: str) -> Legal:
    """Which of the tags may begin, follow and end in a scheme.

    Raises:
        InputError: the scheme is not known, or a tag is not of it.
    """
    return Legal(
        allowed=np.array([[may_follow(a, b, scheme) for b in tags] for a in tags], dtype=bool),
        start=np.array([may_follow(OUTSIDE, tag, scheme) for tag in tags], dtype=bool),
        end=np.array([may_follow(tag, OUTSIDE, scheme) for tag in tags], dtype=bool),
    )


@lru_cache(maxsize=4096)
def _read(tag: str, scheme: str) -> Tag:
    """The tag with its letter's meaning in the scheme."""
    check_scheme(scheme)
    if tag == OUTSIDE:
        return Tag(OUTSIDE, "")
    parsed = parse_tag(tag)
    meaning = _LETTERS[scheme].get(parsed.prefix) if parsed else None
    if parsed is None or meaning is None:
        raise InputError("unknown tag", found=repr(tag), expected=tag_form(scheme))
    return Tag(meaning, parsed.label)


def _spell(length: int, scheme: str, *, touching: bool) -> str:
    if scheme == "iob1":
        return ("B" if touching else "I") + "I" * (length - 1)
    if scheme == "bio":
        return "B" + "I" * (length - 1)
    if length == 1:
        return "S"
    return "B" + ("M" if scheme == "bmes" else "I") * (length - 2) + "E"
