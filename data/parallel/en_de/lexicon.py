"""Reads the word lists of words/ into classes of words."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from en_de import english
from en_de.german import GermanNoun
from en_de.words import Adjective, Definite, Name, Noun, Phrase, Place, Pronoun, Spot, Verb, Word

WORDS = Path(__file__).resolve().parent.parent / "words"
Classes = dict[str, tuple[Word, ...]]


@cache
def load() -> Classes:
    """Return every class of words by name, unions and full names included."""
    classes: dict[str, list[Word]] = {}
    for kind, names, line in _entries("nouns", "adjectives", "verbs", "phrases", "names"):
        for word in _parse(kind, names, line, classes):
            for name in names:
                members = classes.setdefault(_class_name(kind, name), [])
                if word not in members:
                    members.append(word)
    pronouns = [Pronoun(en, key) for en, key in _PRONOUNS]
    classes["pronoun"] = list(pronouns)
    classes["he_she"] = [word for word in pronouns if word.key in ("3sm", "3sf")]
    classes["asked"] = [word for word in pronouns if word.key[0] in "23"]
    classes["asker"] = [word for word in pronouns if word.key in ("1s", "1p")]
    classes["fullname"] = _full_names(classes)
    for line in _lines("classes"):
        name, _, members_text = line.partition(" = ")
        classes[name] = _union([classes[part] for part in members_text.split()])
    return {name: tuple(members) for name, members in classes.items()}


_PRONOUNS = (
    ("I", "1s"),
    ("you", "2s"),
    ("he", "3sm"),
    ("she", "3sf"),
    ("we", "1p"),
    ("they", "3p"),
)


def _union(parts: list[list[Word]]) -> list[Word]:
    """Join classes; small ones are repeated, so that each has about the same share."""
    largest = max(len(part) for part in parts)
    return [word for part in parts for word in part * round(largest / len(part))]


def _class_name(kind: str, name: str) -> str:
    return f"{kind}_{name}" if kind in ("adj", "verb") else name


def _lines(name: str) -> Iterator[str]:
    text = (WORDS / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _entries(*files: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield (kind, class names, line) for every entry of the files."""
    for file in files:
        kind = ""
        names: tuple[str, ...] = ()
        for line in _lines(file):
            if line.startswith("["):
                kind, *rest = line.strip("[]").split()
                names = tuple(rest) or (kind,)
            else:
                yield kind, names, line


def _parse(
    kind: str, names: tuple[str, ...], line: str, classes: dict[str, list[Word]]
) -> Iterator[Word]:
    if kind in ("name", "place", "np"):
        for item in line.split(", "):
            yield _proper(kind, names, item, classes)
        return
    english_side, _, german_side = line.partition(" = ")
    if kind in ("noun", "job"):
        yield _noun(english_side, german_side)
    elif kind == "adj":
        base, *comparative = german_side.split()
        yield Adjective(english_side, base, (comparative or [_comparative(base)])[0])
    elif kind == "verb":
        auxiliary = "sein" if german_side.endswith(" +") else "haben"
        yield Verb(english_side, german_side.removesuffix(" +"), auxiliary)
    elif kind == "spot":
        (to, at), (de, de_at) = english_side.split(" / "), german_side.split(" / ")
        yield Spot(to, at, de, de_at)
    else:
        yield Phrase(english_side, german_side)


def _comparative(base: str) -> str:
    if base.endswith("el"):
        return base[:-2] + "ler"
    return base.removesuffix("e") + "er" if not base.endswith("euer") else base[:-2] + "rer"


def _noun(english_side: str, german_side: str) -> Noun:
    singular, _, irregular = english_side.partition("/")
    masculine, _, feminine = german_side.partition(" | ")
    return Noun(
        singular,
        irregular or english.plural(singular),
        _german_noun(masculine),
        _german_noun(feminine) if feminine else None,
    )


def _german_noun(text: str) -> GermanNoun:
    lemma, gender, plural = text.split()
    return GermanNoun(lemma, gender.removesuffix("w"), plural, weak=gender == "mw")


def _proper(kind: str, names: tuple[str, ...], item: str, classes: dict[str, list[Word]]) -> Word:
    en, _, de = item.partition(" = ")
    if kind == "name":
        return Name(en, de or en, names[-1] if names[-1] in ("m", "f") else "m")
    if kind == "place":
        return Place(en, de or en, names[-1])
    determiner, _, noun_text = en.partition(" ")
    for name in ("human", "relative", "official", "elders"):
        for noun in classes[name]:
            if isinstance(noun, Noun) and noun_text in (noun.en, noun.en_plural):
                plural = noun_text != noun.en or noun.de.gender == "p"
                return Definite(determiner, de, noun, plural)
    raise LookupError(f"no noun for {item!r}")


def _full_names(classes: dict[str, list[Word]]) -> list[Word]:
    """Join every first name with every last name."""
    return [
        Name(f"{first.en} {last.en}", f"{first.de} {last.de}", first.gender)
        for first in classes["first"]
        for last in classes["last"]
        if isinstance(first, Name) and isinstance(last, Name)
    ]
