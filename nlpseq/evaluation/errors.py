"""What a tagger did wrong: each true and each predicted entity, right or with its kind of error.

The matching is that of nervaluate (and of SemEval-2013, task 9, before it): in the order of the
sentence, a predicted entity is laid beside the true one it equals, else beside the first true one
it shares a word with that no other is laid beside. What stays alone is missed or spurious.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

RIGHT = "right"
BOUNDARY = "boundary"
TYPE = "type"
BOTH = "boundary and type"
MISSED = "missed"
SPURIOUS = "spurious"
ERRORS = (BOUNDARY, TYPE, BOTH, MISSED, SPURIOUS)
"""The kinds of errors."""

# how nervaluate calls a kind in each of its ways to count
_SCHEMAS = {
    "strict": {BOUNDARY: "incorrect", TYPE: "incorrect", BOTH: "incorrect"},
    "exact": {BOUNDARY: "incorrect", TYPE: "correct", BOTH: "incorrect"},
    "partial": {BOUNDARY: "partial", TYPE: "correct", BOTH: "partial"},
}
OUTCOMES = ("correct", "incorrect", "partial", "missed", "spurious")


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An entity over the words ``[start, end)`` of a sentence."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Match:
    """A true and a predicted entity laid side by side.

    Args:
        kind: RIGHT or one of ERRORS.
        true: None if the other is spurious.
        found: None if the true one is missed.
    """

    kind: str
    true: Entity | None
    found: Entity | None


def entities_of(tags: Sequence[str]) -> list[Entity]:
    """The entities of BIO tags by the rules of conlleval: what continues nothing begins one."""
    from seqeval.metrics.sequence_labeling import get_entities

    return [Entity(start, last + 1, label) for label, start, last in get_entities(list(tags))]


def match_entities(gold: Sequence[str], predicted: Sequence[str]) -> list[Match]:
    """Lay the entities of a sentence side by side.

    Args:
        gold: its true BIO tags.
        predicted: as many.

    Returns:
        Every entity in exactly one match: those of predicted entities, then the missed ones.
    """
    free = entities_of(gold)
    matches = []
    for found in entities_of(predicted):
        true = found if found in free else next((e for e in free if _overlap(e, found)), None)
        if true is not None:
            free.remove(true)
        matches.append(Match(_kind(true, found), true, found))
    return matches + [Match(MISSED, true, None) for true in free]


def semeval_counts(matches: Sequence[Match]) -> dict[str, dict[str, int]]:
    """The counts that nervaluate gives for its ways "strict", "exact" and "partial".

    Its fourth, "ent_type", lays entities side by side in another way and is left out.
    """
    kinds = Counter(match.kind for match in matches)
    counts: dict[str, dict[str, int]] = {}
    for schema, names in _SCHEMAS.items():
        row = dict.fromkeys(OUTCOMES, 0)
        for kind, count in kinds.items():
            row[names.get(kind, "correct" if kind == RIGHT else kind)] += count
        counts[schema] = row
    return counts


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end


def _kind(true: Entity | None, found: Entity) -> str:
    if true is None:
        return SPURIOUS
    same_place = (true.start, true.end) == (found.start, found.end)
    if true.label == found.label:
        return RIGHT if same_place else BOUNDARY
    return TYPE if same_place else BOTH
