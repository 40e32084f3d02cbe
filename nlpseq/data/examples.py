"""The records that readers yield and tasks take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The words of a sentence, each with its tag in BIO (``O``, ``B-PER``, ``I-PER``)."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the one label it has as a whole, such as its intent."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as its paragraphs, a line each."""

    paragraphs: tuple[str, ...]


PAIR_KINDS = ("right_cue", "left_cue", "no_flip", "xor")
"""Cue to the right; to the left; none that changes the label; right and left decide together."""


@dataclass(frozen=True, slots=True)
class ContrastivePair:
    """Two sentences equal up to and including ``words[index]``, which they label differently.

    Args:
        stratum: what of the pair was never seen in training ("unseen_names", ...).
        index: position of the ambiguous word in both sentences.
        kind: one of PAIR_KINDS; the above is said of ``right_cue`` and ``xor``. The sentences of
            ``left_cue`` are equal from the word on, those of ``no_flip`` label it alike.
        distance: words from the ambiguous one to the nearest that decides; 0 = not told.
        template: what the pair was made from; "" = not told.
        cues: (start, end) of the deciding words of each sentence; () = not told.
        group: pairs of one group share their marks and give them opposite meanings (``xor``).
    """

    stratum: str
    index: int
    first: Tagged
    second: Tagged
    kind: str = "right_cue"
    distance: int = 0
    template: str = ""
    cues: tuple[tuple[int, int], ...] = ()
    group: str = ""


Example = Pair | Tagged | Labelled | Document


def texts_of(example: Example) -> tuple[str, ...]:
    """The texts of an example as one would write them: both sides of a pair."""
    match example:
        case Pair(source, target):
            return source, target
        case Tagged(words, _):
            return (" ".join(words),)
        case Labelled(text, _):
            return (text,)
        case Document(paragraphs):
            return paragraphs
