"""German morphology: determiners, adjectives, nouns and verbs.

Genders are "m", "f", "n" and "p" (plural, whatever the gender); cases are "nom", "acc", "dat",
"gen"; persons are "1s" ... "3p" (polite "Sie" takes "3p"). Separable verbs are written with a bar
after the prefix: "an|rufen".
"""

from dataclasses import dataclass

CASES = ("nom", "acc", "dat", "gen")
PERSONS = ("1s", "2s", "3s", "1p", "2p", "3p")

_DER = {
    "m": ("der", "den", "dem", "des"),
    "f": ("die", "die", "der", "der"),
    "n": ("das", "das", "dem", "des"),
    "p": ("die", "die", "den", "der"),
}
# Endings of dieser, jeder, welcher; adjectives without a determiner differ only in the genitive.
_DIESER = {
    "m": ("er", "en", "em", "es"),
    "f": ("e", "e", "er", "er"),
    "n": ("es", "es", "em", "es"),
    "p": ("e", "e", "en", "er"),
}
_EIN = {
    "m": ("", "en", "em", "es"),
    "f": ("e", "e", "er", "er"),
    "n": ("", "", "em", "es"),
    "p": ("e", "e", "en", "er"),
}
ADJECTIVE_ENDINGS = {
    "weak": {
        "m": ("e", "en", "en", "en"),
        "f": ("e", "e", "en", "en"),
        "n": ("e", "e", "en", "en"),
        "p": ("en", "en", "en", "en"),
    },
    "mixed": {
        "m": ("er", "en", "en", "en"),
        "f": ("e", "e", "en", "en"),
        "n": ("es", "es", "en", "en"),
        "p": ("en", "en", "en", "en"),
    },
    "strong": {
        "m": ("er", "en", "em", "en"),
        "f": ("e", "e", "er", "er"),
        "n": ("es", "es", "em", "en"),
        "p": ("e", "e", "en", "er"),
    },
}
_DIESER_STEMS = {"dieser": "dies", "jeder": "jed", "welcher": "welch", "alle": "all"}
_EIN_STEMS = ("ein", "kein", "mein", "dein", "sein", "ihr", "unser", "Ihr")
DETERMINERS = ("der", "-", *_DIESER_STEMS, *_EIN_STEMS)

_RELATIVE = {
    "m": ("der", "den", "dem", "dessen"),
    "f": ("die", "die", "der", "deren"),
    "n": ("das", "das", "dem", "dessen"),
    "p": ("die", "die", "denen", "deren"),
}
_PRONOUNS = {
    "1s": ("ich", "mich", "mir"),
    "2s": ("du", "dich", "dir"),
    "3sm": ("er", "ihn", "ihm"),
    "3sf": ("sie", "sie", "ihr"),
    "3sn": ("es", "es", "ihm"),
    "1p": ("wir", "uns", "uns"),
    "3p": ("sie", "sie", "ihnen"),
    "Sie": ("Sie", "Sie", "Ihnen"),
}
_POSSESSIVES = {
    "1s": "mein", "2s": "dein", "3sm": "sein", "3sf": "ihr", "3sn": "sein", "1p": "unser",
    "3p": "ihr", "Sie": "Ihr",
}  # fmt: skip
_REFLEXIVES = {"1s": ("mich", "mir"), "2s": ("dich", "dir"), "1p": ("uns", "uns")}


@dataclass(frozen=True)
class GermanNoun:
    """A noun: nominative singular, gender, nominative plural ("-" if none), weak or not."""

    lemma: str
    gender: str
    plural: str
    weak: bool = False


def determiner(lemma: str, gender: str, case: str) -> str:
    """Inflect a determiner; "-" and the plural of "ein" give an empty string."""
    if lemma == "-" or (lemma == "ein" and gender == "p"):
        return ""
    index = CASES.index(case)
    if lemma == "der":
        return _DER[gender][index]
    if lemma in _DIESER_STEMS:
        return _DIESER_STEMS[lemma] + _DIESER[gender][index]
    ending = _EIN[gender][index]
    return lemma + ending


def declension(lemma: str, gender: str) -> str:
    """Name the adjective declension that follows a determiner."""
    if determiner(lemma, gender, "nom") == "":
        return "strong"
    return "mixed" if lemma in _EIN_STEMS else "weak"


def adjective(base: str, kind: str, gender: str, case: str) -> str:
    """Inflect an attributive adjective ("groß", weak, m, acc -> "großen")."""
    return adjective_stem(base) + ADJECTIVE_ENDINGS[kind][gender][CASES.index(case)]


def adjective_stem(base: str) -> str:
    """Return the stem before an ending: hoch -> hoh, teuer -> teur, dunkel -> dunkl."""
    if base == "hoch":
        return "hoh"
    if base in ("teuer", "sauer"):
        return base[:-2] + "r"
    if base.endswith("el") and not base.endswith("iel"):
        return base[:-2] + "l"
    return base.removesuffix("e")


_SUPERLATIVES = {"gut": "best", "groß": "größt", "hoch": "höchst", "neu": "neuest"}


def superlative_stem(base: str, comparative: str) -> str:
    """Return the superlative without its ending ("alt", "älter" -> "ältest")."""
    if base in _SUPERLATIVES:
        return _SUPERLATIVES[base]
    if base.endswith(("er", "el")):
        return base + "st"
    stem = comparative.removesuffix("er")
    needs_e = stem.endswith(("t", "d", "s", "ß", "z", "sch")) and not stem.endswith("end")
    return stem + ("est" if needs_e else "st")


def noun(word: GermanNoun, case: str, plural: bool) -> str:
    """Inflect a noun for case and number."""
    if plural:
        form = word.lemma if word.gender == "p" else word.plural
        return form if case != "dat" or form.endswith(("n", "s")) else form + "n"
    if case == "nom" or word.gender == "f":
        return word.lemma
    if word.weak:
        irregular = {"Herr": "Herrn", "Nachbar": "Nachbarn", "Bauer": "Bauern"}
        return irregular.get(word.lemma, word.lemma + ("n" if word.lemma.endswith("e") else "en"))
    return word.lemma + _genitive_ending(word.lemma) if case == "gen" else word.lemma


def _genitive_ending(lemma: str) -> str:
    if lemma.endswith(("s", "ß", "x", "z", "sch", "st")):
        return "ses" if lemma.endswith("nis") else "es"
    return "es" if lemma in _GENITIVE_ES else "s"


_GENITIVE_ES = {"Mann", "Kind", "Jahr", "Land", "Buch", "Hund", "Freund", "Tag", "Bild", "Kleid"}


def name_genitive(name: str) -> str:
    """Return the genitive of a proper name (Anna -> Annas, Thomas -> Thomas')."""
    return name + ("'" if name.endswith(("s", "ß", "x", "z")) else "s")


def relative_pronoun(gender: str, case: str) -> str:
    """Return the relative pronoun (m, acc -> "den")."""
    return _RELATIVE[gender][CASES.index(case)]


def pronoun(key: str, case: str) -> str:
    """Return a personal pronoun; the key is a person, with the gender after "3s"."""
    return _PRONOUNS[key][CASES.index(case)]


def possessive(key: str) -> str:
    """Return the possessive determiner's lemma of a pronoun key."""
    return _POSSESSIVES[key]


def reflexive(person: str, case: str) -> str:
    """Return the reflexive pronoun of a person."""
    return _REFLEXIVES.get(person, ("sich", "sich"))[CASES.index(case) - 1]
