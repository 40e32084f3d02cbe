"""The kinds of words that fill slots, each with its English and its German side."""

from dataclasses import dataclass

from en_de.german import GermanNoun


@dataclass(frozen=True)
class Noun:
    """A common noun; `feminine` is the German word for a woman of that profession."""

    en: str
    en_plural: str
    de: GermanNoun
    feminine: GermanNoun | None = None


@dataclass(frozen=True)
class Adjective:
    """An adjective with its German comparative."""

    en: str
    de: str
    de_comparative: str


@dataclass(frozen=True)
class Verb:
    """A verb pair; `auxiliary` forms the German perfect."""

    en: str
    de: str
    auxiliary: str


@dataclass(frozen=True)
class Phrase:
    """An expression that never changes."""

    en: str
    de: str


@dataclass(frozen=True)
class Name:
    """A proper name of a person; gender "m" or "f"."""

    en: str
    de: str
    gender: str


@dataclass(frozen=True)
class Place:
    """A geographical name or organisation; gender "-" means that German uses no article."""

    en: str
    de: str
    gender: str


@dataclass(frozen=True)
class Spot:
    """A place to go to or to be at, as whole prepositional phrases."""

    en: str
    en_at: str
    de: str
    de_at: str


@dataclass(frozen=True)
class Pronoun:
    """A personal pronoun; the key is a person, with the gender after "3s"."""

    en: str
    key: str


@dataclass(frozen=True)
class Definite:
    """A noun with its determiner: "my mother", "the teachers"."""

    en_determiner: str
    de_determiner: str
    noun: Noun
    plural: bool

    @property
    def en(self) -> str:
        """English text."""
        return f"{self.en_determiner} {self.noun.en_plural if self.plural else self.noun.en}"


Word = Noun | Adjective | Verb | Phrase | Name | Place | Spot | Pronoun | Definite


@dataclass(frozen=True)
class Bound:
    """A word chosen for a slot, singular or plural."""

    word: Word
    plural: bool = False


def pronoun_key(bound: Bound, german: bool) -> str:
    """Return the person of a nominal ("3p"), with its gender after the third singular ("3sf")."""
    word = bound.word
    match word:
        case Pronoun():
            return word.key
        case Name():
            return "3s" + word.gender
        case Place():
            if german:
                return "3p" if word.gender == "p" else "3s" + word.gender.replace("-", "n")
            return "3sn"
        case Definite():
            return noun_key(word.noun, word.plural, german)
        case Noun():
            return noun_key(word, bound.plural, german)
    raise TypeError(f"{word!r} has no person")


def noun_key(noun: Noun, plural: bool, german: bool) -> str:
    """Return the pronoun key of a noun: grammatical gender in German, natural in English."""
    if plural or noun.de.gender == "p":
        return "3p"
    gender = noun.de.gender.removesuffix("w")
    if german:
        return "3s" + gender
    if noun.en in _MALE:
        return "3sm"
    return "3sf" if noun.en in _FEMALE else "3sn"


_MALE = frozenset(
    {"man", "boy", "father", "brother", "uncle", "grandfather", "son", "husband", "king", "cousin",
     "president", "minister", "mayor", "doctor", "teacher", "neighbour", "colleague", "farmer",
     "friend", "waiter", "student", "judge", "guest", "tourist"}
)  # fmt: skip
_FEMALE = frozenset(
    {"woman", "girl", "mother", "sister", "aunt", "grandmother", "daughter", "wife", "queen",
     "nurse", "chancellor"}
)  # fmt: skip


def person(key: str) -> str:
    """Return the person of a pronoun key ("3sf" -> "3s"; polite "Sie" -> "3p")."""
    return "3p" if key == "Sie" else key[:2]
