"""Which contrastive pairs taggers can be asked: those about labels that they know."""

from collections.abc import Mapping, Sequence

from nlpseq.data.examples import ContrastivePair
from nlpseq.errors import InputError
from nlpseq.evaluation.entity_names import SYNONYMS, known_types
from nlpseq.evaluation.pairs import Types

THE_TAGGER = "the tagger"


def fitting_pairs(
    pairs: Sequence[ContrastivePair], taggers: Mapping[str, Sequence[str]]
) -> tuple[list[ContrastivePair], list[str]]:
    """The pairs whose types all taggers know, for what is compared is asked the same.

    Args:
        pairs: contrastive pairs and controls.
        taggers: how each is called -> its types.

    Returns:
        fitting: the pairs to ask.
        notes: what is to be said of the others.

    Raises:
        InputError: a tagger knows the types of no pair, or no pair is known to all.
    """
    known = {name: _known(types) for name, types in taggers.items()}
    for name, types in taggers.items():
        if not _about(pairs, known[name]):
            raise _no_pair_fits(types, "" if name == THE_TAGGER else name)
    fitting = _about(pairs, set.intersection(*known.values()))
    if len(fitting) == len(pairs):
        return fitting, []
    lacking = _lacking(pairs, known)
    if not fitting:
        raise InputError(
            "no pair is about types that all taggers know",
            found=lacking,
            mend="ask them one by one",
        )
    return fitting, [f"skipped {len(pairs) - len(fitting):,} pairs: {lacking}"]


def gold_types(pair: ContrastivePair) -> Types:
    """The true types of the word in both sentences."""
    first, second = (
        member.tags[pair.index].partition("-")[2] for member in (pair.first, pair.second)
    )
    return first, second


def _known(types: Sequence[str]) -> set[str]:
    """What the tagger can answer; "" stands outside of entities."""
    names = known_types(types)
    return {"", *(names.get(name, name) for name in types)}


def _about(pairs: Sequence[ContrastivePair], known: set[str]) -> list[ContrastivePair]:
    return [pair for pair in pairs if set(gold_types(pair)) <= known]


def _lacking(pairs: Sequence[ContrastivePair], known: Mapping[str, set[str]]) -> str:
    """Which taggers lack which types of the pairs."""
    asked = {kind for pair in pairs for kind in gold_types(pair)}
    groups: dict[str, list[str]] = {}
    for name, types in known.items():
        if missing := sorted(asked - types):
            groups.setdefault(" and no ".join(missing), []).append(name)
    return "; ".join(
        f"{', '.join(names)} {'know' if names[1:] else 'knows'} no {missing}"
        for missing, names in groups.items()
    )


def _no_pair_fits(types: Sequence[str], file: str) -> InputError:
    return InputError(
        "the tagger's labels do not fit the pairs",
        file=file or None,
        found=", ".join(types),
        expected=f"names for {', '.join(SYNONYMS)}, such as PER or PERSON",
    )
