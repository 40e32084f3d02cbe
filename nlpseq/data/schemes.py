"""Which scheme the tags of a corpus follow, whether they keep to it, and the way to BIO."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlpseq.data.examples import Tagged
from nlpseq.data.labels import (
    OUTSIDE,
    SCHEMES,
    Tag,
    check_scheme,
    convert,
    is_of_scheme,
    may_follow,
    parse_tag,
    tag_form,
    tags_of_type,
)
from nlpseq.errors import InputError

_CLEAR_MAJORITY = 10
"""Entities that fit a scheme, for each one that breaks it, before the scheme counts as detected."""

_PREFERRED = ("bio", "iob1", "bioes", "bmes")
"""The order in which schemes are named for tags that more than one of them can write."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in a file.

    Args:
        lines: number of each word's line (of the sentence's row where it stands in one).
        words: the words; one may be empty where the file says so.
        tags: each ``O`` or ``PREFIX-TYPE``.
    """

    lines: Sequence[int]
    words: Sequence[str]
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Detection:
    """What the tags of a corpus say of their scheme.

    Args:
        scheme: its name; "" where the tags leave it open.
        doubts: what speaks against the scheme or leaves it open; empty for a clean corpus.
        evidence: what the scheme was told by.
        fits: every scheme that has a meaning for all of the tags.
    """

    scheme: str
    doubts: tuple[str, ...] = ()
    evidence: str = ""
    fits: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.scheme or 'no scheme'} ({self.evidence})"


def detect_scheme(sentences: Iterable[Sequence[str]]) -> Detection:
    """Tell the scheme from the tags that stand in a corpus.

    The letters tell ``bioes`` and ``bmes`` apart and both from the rest. Between ``iob1`` and
    ``bio`` the first word of an entity decides: I- can begin one only in iob1, B- one that touches
    no other of its type (a lone one, and those are counted) only in bio. Where both occur, ten to
    one decides, and the few are told as a doubt. Tags that two schemes read alike are told as what
    both are, and named after one.

    Args:
        sentences: tags of each sentence, each ``O`` or ``PREFIX-TYPE``.
    """
    seen: set[str] = set()
    num_begun_by = {"B": 0, "I": 0}
    for tags in sentences:
        seen.update(tags)
        previous = Tag(OUTSIDE, "")
        for tag in map(parse_tag, tags):
            assert tag is not None, "the reader refuses other tags"
            if tag.prefix in num_begun_by and (
                previous.prefix == OUTSIDE or previous.label != tag.label
            ):
                num_begun_by[tag.prefix] += 1
            previous = tag
    return _decide(seen - {OUTSIDE}, num_begun_by["B"], num_begun_by["I"])


def tagged_in_bio(
    sentences: Callable[[], Iterator[Sentence]],
    file: str | Path,
    scheme: str = "",
    *,
    repair: bool = False,
) -> Iterator[Tagged]:
    """The sentences of a file with their tags in BIO.

    Args:
        sentences: a pass over the file; there is one more where the scheme is detected.
        file: named in errors.
        scheme: scheme of the tags; "" = detected.
        repair: read illegal sequences as conlleval does instead of refusing them.

    Raises:
        InputError: the scheme is not known or cannot be told, or the tags break it.
    """
    if scheme:
        check_scheme(scheme)
    else:
        scheme = _detected(sentences(), file, repair=repair)
    for sentence in sentences():
        _check_tags(sentence, scheme, file, repair=repair)
        yield Tagged(tuple(sentence.words), tuple(convert(sentence.tags, scheme, "bio")))


def _decide(tags: set[str], num_b: int, num_i: int) -> Detection:
    fits = tuple(name for name in _PREFERRED if all(is_of_scheme(tag, name) for tag in tags))
    letters = "tags with the letters " + ", ".join(sorted({tag[0] for tag in tags}))
    if not tags:
        return Detection("bio", (), "no tag but O, which every scheme reads alike", fits)
    if not fits:
        doubt = f"{letters} in one file"
        return Detection("", (doubt,), doubt)
    if fits[0] != "bio":
        alike = f", which {fits[1]} reads alike" if fits[1:] else ""
        return Detection(fits[0], (), letters + alike, fits)
    scheme, most, least = ("bio", num_b, num_i) if num_b >= num_i else ("iob1", num_i, num_b)
    told = f"{num_b} lone entities begin with B- as in bio, {num_i} with I- as in iob1"
    if not least:
        alone = "; no tag has I-" if num_b and not any(tag[0] == "I" for tag in tags) else ""
        return Detection(scheme, (), told + alone, fits)
    return Detection(scheme if most >= _CLEAR_MAJORITY * least else "", (told,), told, fits)


def _detected(sentences: Iterator[Sentence], file: str | Path, *, repair: bool) -> str:
    detection = detect_scheme(sentence.tags for sentence in sentences)
    if repair and detection.fits:
        return detection.scheme or detection.fits[0]  # conlleval reads bio and iob1 alike
    if not detection.scheme:
        raise InputError(
            "the tag scheme cannot be told",
            file=file,
            found="; ".join(detection.doubts),
            expected="the tags of one scheme",
            mend=f"name it with data.scheme= ({', '.join(SCHEMES)})",
        )
    return detection.scheme


def _check_tags(sentence: Sentence, scheme: str, file: str | Path, *, repair: bool) -> None:
    """Refuse the first tag that is not of the scheme or cannot follow the one before it."""
    previous, last = OUTSIDE, len(sentence.tags)
    for position, tag in enumerate([*sentence.tags, OUTSIDE]):
        line = sentence.lines[min(position, last - 1)]
        if not is_of_scheme(tag, scheme):
            raise InputError(
                f"tag not of the scheme {scheme}",
                file=file,
                line=line,
                found=repr(tag),
                expected=tag_form(scheme),
                mend="name the scheme of the file with data.scheme=",
            )
        if not repair and not may_follow(previous, tag, scheme):
            found = f"{tag} after {previous}"
            if position in (0, last):
                found = f"{previous} at the end" if position else f"{tag} at the start"
                found += " of a sentence"
            raise InputError(
                f"illegal tag sequence for the scheme {scheme}",
                file=file,
                line=line,
                found=found,
                expected=" or ".join(_legal_after(previous, tag, scheme)),
                mend="correct the tag, name another scheme with data.scheme=, or read such tags "
                "as conlleval does with data.repair=true",
            )
        previous = tag


def _legal_after(previous: str, tag: str, scheme: str) -> list[str]:
    """What may stand in the place of a tag: O, or a tag of the entity type in question."""
    entity = previous if tag == OUTSIDE else tag
    label = entity.partition("-")[2]
    candidates = [OUTSIDE, *tags_of_type(label, scheme)]
    return [candidate for candidate in candidates if may_follow(previous, candidate, scheme)]
