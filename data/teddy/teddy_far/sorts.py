"""The sorts of ambiguity that the benchmark by distance asks for, and their words."""

from dataclasses import dataclass

from teddy_en import pairs as near
from teddy_en.reading import PARTS, Word, read_words

from teddy_far import words

Reading = tuple[str, tuple[str, ...]]
"""A label and the groups of frames that show it; "as" stands for the word's own."""

PERSON: Reading = ("PER", ("person",))
PLACE: Reading = ("LOC", ("place",))
COMPANY: Reading = ("ORG", ("company",))
CLUB: Reading = ("ORG", ("club",))
THING: Reading = ("O", ("as",))


@dataclass(frozen=True)
class FarSort:
    """A sort of ambiguity.

    Args:
        words: by part; those of the near corpus' sort of the same name are among them.
        inside: whether the word may stand inside a sentence, where a thing is not capitalised.
        weight: share of the pairs.
    """

    name: str
    words: dict[str, list[Word]]
    first: Reading
    second: Reading
    inside: bool
    weight: int

    @property
    def labels(self) -> tuple[str, str]:
        """The labels of both readings."""
        return self.first[0], self.second[0]


def groups_of(reading: Reading, word: Word) -> tuple[str, ...]:
    """Return the groups of frames that a word has in a reading."""
    if reading == THING:
        return (word.heads["as"][0][0],)
    names = reading[1]
    return (*names, "country") if reading == PLACE and word.kind == "country" else names


def _sort(
    name: str, first: Reading, second: Reading, inside: bool, weight: int, block: str = ""
) -> FarSort:
    old = next((sort.words for sort in near.SORTS if sort.name == name), {})
    new = read_words(block) if block else {}
    found: dict[str, list[Word]] = {}
    for part in PARTS:
        both = {word.text: word for word in [*old.get(part, []), *new.get(part, [])]}
        kind = "city" if first == PLACE else ""
        found[part] = [Word(w.text, w.gender, w.kind or kind, w.heads) for w in both.values()]
    return FarSort(name, found, first, second, inside, weight)


SORTS = (
    _sort("person_thing", PERSON, THING, False, 26, words.PERSON_THING),
    _sort("person_month", PERSON, ("O", ("month",)), True, 7),
    _sort("person_season", PERSON, ("O", ("month",)), False, 3),
    _sort("person_abstract", PERSON, ("O", ("virtue",)), False, 6),
    _sort("person_mass", PERSON, ("O", ("herb",)), False, 6),
    _sort("person_weather", PERSON, ("O", ("weather",)), False, 3),
    _sort("person_plural", PERSON, ("O", ("landscape",)), False, 4),
    _sort("place_stuff", PLACE, THING, False, 18, words.PLACE_THING),
    _sort("company_stuff", COMPANY, THING, False, 18, words.COMPANY_THING),
    _sort("place_person", PLACE, PERSON, True, 20, words.PLACE_PERSON),
    _sort("place_club", PLACE, CLUB, True, 12, words.PLACE_CLUB),
    _sort("place_company", PLACE, COMPANY, True, 10, words.PLACE_COMPANY),
    _sort("person_company", PERSON, COMPANY, True, 14, words.PERSON_COMPANY),
)
