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


@dataclass(frozen=True, slots=True)
class ContrastivePair:
    """Two sentences equal up to and including ``words[index]``, which they label differently.

    Args:
        stratum: what of the pair was never seen in training ("unseen_names", ...).
        index: position of the ambiguous word in both sentences.
    """

    stratum: str
    index: int
    first: Tagged
    second: Tagged


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
