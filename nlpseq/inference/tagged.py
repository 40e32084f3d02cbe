"""Tagged texts: words with tags, entities with their place, and what can be asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nlpseq.data.labels import Span
from nlpseq.data.words import Word
from nlpseq.inference.lexicon import Lexicon
from nlpseq.tasks.entities import RankedTags, TaggingPrediction


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity in a text.

    Args:
        start: offset of its first character.
        end: offset behind its last character: ``text[start:end]`` is the entity.
        label: its type.
        text: ``text[start:end]``.
        prob: exact posterior probability of these borders and this type.
    """

    start: int
    end: int
    label: str
    text: str
    prob: float


@dataclass(frozen=True, slots=True)
class TaggedAlternative:
    """One way to tag a text.

    Args:
        prob: exact posterior probability of the whole sequence of tags.
        tags: one BIO tag a word.
        spans: (start, end, label) of its entities, in characters.
    """

    prob: float
    tags: list[str]
    spans: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text with its words, their BIO tags, its entities in order, and the n best if asked for."""

    text: str
    words: list[Word]
    tags: list[str]
    entities: list[Entity]
    alternatives: list[TaggedAlternative] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagOptions:
    """What is asked of a tagger beside the best tags.

    Args:
        min_confidence: entities that are less probable are left out.
        num_best: alternatives of each text; 1 = none.
        lexicon: phrases whose type is known; None = none.
    """

    min_confidence: float = 0.0
    num_best: int = 1
    lexicon: Lexicon | None = None


BEST_TAGS = TagOptions()
"""The best tags and nothing else."""


def tagged_text(text: str, words: list[Word], prediction: TaggingPrediction) -> TaggedText:
    """Put predicted tags in their place."""
    entities = [
        Entity(start, end, label, text[start:end], prob)
        for (start, end, label), prob in zip(
            _places(words, prediction.spans), prediction.probs, strict=True
        )
    ]
    alternatives = [_alternative(words, ranked) for ranked in prediction.alternatives]
    return TaggedText(text, words, prediction.tags, entities, alternatives)


def _alternative(words: Sequence[Word], ranked: RankedTags) -> TaggedAlternative:
    return TaggedAlternative(ranked.prob, ranked.tags, _places(words, ranked.spans))


def _places(words: Sequence[Word], spans: Sequence[Span]) -> list[tuple[int, int, str]]:
    """(start, end, label) in characters."""
    return [(words[span.start].start, words[span.end - 1].end, span.label) for span in spans]
