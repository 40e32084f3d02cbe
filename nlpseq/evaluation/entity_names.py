"""Entity types by the names that corpora give them: PER, LOC, ORG."""

from collections.abc import Iterable, Mapping

SYNONYMS = {
    "PER": {"per", "person", "people", "pers", "name"},
    "LOC": {"loc", "location", "gpe", "fac", "facility", "place", "geoloc", "address", "scene"},
    "ORG": {"org", "organization", "organisation", "corporation", "company", "group", "team"},
}
"""Type -> what corpora call it; whatever their case, and with "-", "_" and "." left out."""


def known_types(names: Iterable[str]) -> dict[str, str]:
    """Which of a tagger's types mean PER, LOC or ORG; the others are left out.

    Args:
        names: the types that the tagger can answer.

    Returns:
        type of the tagger -> PER, LOC or ORG; several may mean the same.
    """
    found = {}
    for name in names:
        plain = "".join(letter for letter in name.lower() if letter.isalpha())
        for kind, synonyms in SYNONYMS.items():
            if plain in synonyms:
                found[name] = kind
    return found


def as_known(tag: str, types: Mapping[str, str]) -> str:
    """The type of a tag: PER, LOC, ORG, "" outside of entities, or what the tagger calls it."""
    name = tag.partition("-")[2]
    return types.get(name, name)
