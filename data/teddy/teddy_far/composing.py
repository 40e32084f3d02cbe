"""Composes predicates and stretches of train: words of a class, a wording, what surrounds them.

A frame with one slot is learnt by heart; of these, hardly any two are alike but for the class of
the words that decide.
"""

import random
from dataclasses import dataclass
from functools import cache

from teddy_en.grammar import Token, finish, weighted
from teddy_en.lefts import MIDDLE, START
from teddy_en.reading import Word

from teddy_far import classes, things, variations, wordings
from teddy_far.far import TAILS
from teddy_far.lines import CLAUSES, FarExpander
from teddy_far.lines import SHORT as SHORT_LINES
from teddy_far.sorts import FarSort, Reading, groups_of

ACTING, PLURAL = ("person", "company", "club"), ("club", "landscape")
SHARES = {"verbs": 5, "passives": 3, "nouns": 3, "adjectives": 3}
AND_SHARE, POST_SHARE, TIME_SHARE, TAIL_SHARE = 0.12, 0.3, 0.35, 0.25
DEGREE_SHARE, MEANWHILE_SHARE = 0.4, 0.15
# What stands between the word and its predicate -> its share.
STRETCHES = {"nothing": 35, "short": 22, "clause": 25, "two": 18}
PLURALS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "seems": "seem",
    "needs": "need",
}
PLURALS |= {"appears": "appear", "remains": "remain", "happens": "happen", "keeps": "keep"}
PLURALS |= {"continues": "continue"}
_START, _MIDDLE = weighted(START), weighted(MIDDLE)


@dataclass(frozen=True)
class Verb:
    """The forms of a verb, and what follows it."""

    forms: dict[str, str]
    rest: tuple[str, ...]


def _listed(block: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in block.strip().replace("\n", " ; ").split(" ; "))


TEXTS = {name: _listed(value) for name, value in vars(wordings).items() if name.isupper()}
ADVERBS = {"ADV": wordings.ADVERBS.split(), "PADV": wordings.PAST_ADVERBS.split()}
IRREGULAR = {row.split()[0]: row.split()[1:] for row in TEXTS["IRREGULAR"]}


def forms_of(verb: str) -> dict[str, str]:
    """Return the five forms of a verb under V0, VS, VD, VN and VG."""
    is_sibilant = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeiou"
    stem = verb[:-1] + "i" if ends_in_y else verb
    third = f"{stem}es" if is_sibilant or ends_in_y else f"{verb}s"
    doubled = verb + verb[-1] if verb in wordings.DOUBLING.split() else verb
    past = f"{doubled}d" if verb.endswith("e") else f"{stem if ends_in_y else doubled}ed"
    mute = verb.endswith("e") and not verb.endswith("ee")
    going = f"{verb[:-1] if mute else doubled}ing"
    found = IRREGULAR.get(verb, [past, past])
    if len(found) == 4:
        return dict(zip(("VS", "VD", "VN", "VG"), found, strict=True)) | {"V0": verb}
    return {"V0": verb, "VS": third, "VD": found[0], "VN": found[1], "VG": going}


@cache
def words_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return verbs, passives, nouns and adjectives of a class."""
    found: dict[str, list[str]] = {kind: [] for kind in SHARES}
    module = classes if hasattr(classes, name.upper()) else things
    for line in getattr(module, name.upper()).strip().split("\n"):
        kind, _, values = line.partition(" ")
        found[kind.lower()] += [value.strip() for value in values.split(" ; ")]
    return {kind: tuple(values) for kind, values in found.items() if values}


class Composer:
    """Draws the predicates of one word's reading.

    Args:
        rng: source of all choices.
        name: of the class of words that decide.
    """

    def __init__(self, rng: random.Random, name: str) -> None:
        self.rng = rng
        self.name = name
        self.words = words_of(name)

    def predicate(self) -> list[str]:
        """Return the tokens of a predicate, slots unfilled, without what ends the sentence."""
        tokens = self._single()
        if len(tokens) < 9 and self.rng.random() < AND_SHARE:
            joint = self.rng.choice((["and"], [",", "but"], [",", "and"], ["but"]))
            tokens += [*joint, *self._single()]
        return tokens

    def _single(self) -> list[str]:
        kinds = list(self.words)
        kind = self.rng.choices(kinds, [SHARES[kind] for kind in kinds])[0]
        value = self.rng.choice(self.words[kind])
        if kind in ("verbs", "passives"):
            return self._verbal(kind, value)
        pattern = self._pattern("COPULAS")
        if kind == "nouns":
            post = self._text("POSTS") if self.rng.random() < POST_SHARE else []
            return [*pattern, *self._text("DETERMINERS"), *value.split(), *post]
        return pattern + self._adjectival(value)

    def _adjectival(self, value: str) -> list[str]:
        first = value.removesuffix(" +").split()
        if value.endswith(" +") and self.rng.random() < DEGREE_SHARE:
            return self._text("DEGREES") + first
        second = self.rng.choice(self.words["adjectives"]).removesuffix(" +").split()
        parts = {"A": first, "B": second}
        return [
            word for token in self._text("ADJECTIVE_PHRASES") for word in parts.get(token, [token])
        ]

    def _verbal(self, kind: str, value: str) -> list[str]:
        table = "PASSIVE"
        if kind == "verbs":
            is_progressive = self.name in ACTING and self.rng.random() < 0.2
            table = "PROGRESSIVE" if is_progressive else "ACTIVE"
        pattern = self._pattern(table)
        tokens = self._inflected(pattern, value)
        if kind == "verbs" and self.rng.random() < AND_SHARE:
            other = self.rng.choice(self.words[kind])
            tokens += ["and", *self._inflected(pattern[-1:], other)]
        if self.rng.random() < TIME_SHARE and not {"in", "for", "until", "at"} & set(tokens):
            tokens += self._time(pattern)
        return tokens

    def _inflected(self, pattern: list[str], value: str) -> list[str]:
        verb, *rest = value.split()
        if verb.startswith("{"):  # a participle of the slots
            return [token if token != "VN" else verb for token in pattern] + rest
        forms = forms_of(verb)
        if self.name in PLURAL:
            forms["VS"] = verb
        return [forms.get(token, token) for token in pattern] + rest

    def _pattern(self, table: str) -> list[str]:
        """A wording with its adverb, in the number of the class."""
        tokens = []
        for token in self._text(table):
            drawn = self.rng.choice(ADVERBS.get(token, [token]))
            tokens.append(PLURALS.get(drawn, drawn) if self.name in PLURAL else drawn)
        return tokens

    def _time(self, pattern: list[str]) -> list[str]:
        words = {*pattern, *({"was"} if "were" in pattern else ())}
        if words & set(wordings.OTHER_WORDS.split()):
            return self._text("OTHER_TIMES")
        is_past = words & set(wordings.PAST_WORDS.split())
        return self._text("PAST_TIMES" if is_past else "PRESENT_TIMES")

    def _text(self, table: str) -> list[str]:
        return self.rng.choice(TEXTS[table]).split()


def stretch(rng: random.Random) -> list[str]:
    """Draw what stands between word and predicate, slots unfilled; often nothing."""
    kind = rng.choices(list(STRETCHES), list(STRETCHES.values()))[0]
    if kind == "nothing":
        return []
    if kind == "short":
        short = rng.choice(TEXTS["SHORT"]).split()
        return short if rng.random() < 0.7 else rng.choice(SHORT_LINES.train)[1]
    first = _clause(rng)
    return first if kind == "clause" else first + _clause(rng)[1:]


def _clause(rng: random.Random) -> list[str]:
    drawn = rng.random()
    if drawn < 0.3:
        return rng.choice(CLAUSES.train)[1]
    if drawn < 0.5:
        return [",", *rng.choice(TEXTS["PHRASE_HEADS"]).split(), "{source}", ","]
    if drawn < 0.75:
        head, verb = rng.choice(TEXTS["SAYING_HEADS"]), rng.choice(TEXTS["SAYINGS"])
        return [",", *head.split(), "{source}", *verb.split(), ","]
    head, event = rng.choice(TEXTS["EVENT_HEADS"]), rng.choice(TEXTS["EVENTS"])
    return [",", *head.split(), *event.split(), ","]


def make_composed(rng: random.Random, sort: FarSort, word: Word) -> tuple[list[Token], list[Token]]:
    """Draw the two sentences of a pair about a word of train."""
    left, after = (_MIDDLE if sort.inside else _START)(rng)
    between = [t.text for t in FarExpander(rng).expand_in_part(stretch(rng), "train")]
    sides = []
    for reading in (sort.first, sort.second):
        tokens = [*(Token(text, "O") for text in left), Token(word.text, _tag(reading))]
        tokens += [Token(text, "O") for text in between]
        expander = FarExpander(rng, 0, 0, word)
        name = rng.choice(groups_of(reading, word))
        tokens += expander.expand([*Composer(rng, name).predicate(), *_end(rng)])
        sides.append(finish([*tokens, *(Token(text, "O") for text in after)]))
    return sides[0], sides[1]


def _tag(reading: Reading) -> str:
    return "O" if reading[0] == "O" else f"B-{reading[0]}"


def _end(rng: random.Random) -> list[str]:
    """What ends a sentence: a mark, a remark, or a clause about something else."""
    drawn = rng.random()
    if drawn < MEANWHILE_SHARE:
        return _meanwhile(rng)
    drawn = rng.random()
    if drawn < TAIL_SHARE:
        return rng.choice(TAILS[rng.choice(list(TAILS))].train)[1]
    if drawn < 0.35:
        return list(rng.choice(variations.ENDS))
    return rng.choice(TEXTS["ENDS"]).split()


def _meanwhile(rng: random.Random) -> list[str]:
    """What somebody else does: whose predicate it is, must be told from that of the word."""
    verbs = [value for value in words_of("person")["verbs"] if "{his}" not in value]
    verb, *rest = rng.choice(verbs).split()
    head, who = rng.choice(TEXTS["MEANWHILE"]), rng.choice(TEXTS["OTHERS"])
    return [*head.split(), *who.split(), forms_of(verb)["VD"], *rest, "."]
