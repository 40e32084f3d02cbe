"""Patterns: reading them, choosing words for their slots, rendering both languages.

A pattern is a block of the files in patterns/:

    [identifier] s=subj n=drink a=adj_taste     (a "!" before the identifier: held out of training)
    {s} {drink@s} {- a n}.
    {s} {trinken@s} {- a n.acc}.

A slot is `letter=class`; `letter*=class` is plural, `letter?=class` singular or plural by chance.
Braces hold a verb (`lemma.form@subject`) or a nominal (`determiner adjective ... noun.case`);
`s's` is the possessive of slot s. What the forms are called is said in render.py.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from en_de import english
from en_de.lexicon import Classes
from en_de.render_english import English
from en_de.render_german import German
from en_de.words import Bound, Noun, Pronoun, Word

PATTERNS = Path(__file__).resolve().parent.parent / "patterns"


@dataclass(frozen=True)
class Slot:
    """A slot's letter, class of words, and number ("" singular, "*" plural, "?" by chance)."""

    letter: str
    number: str
    class_name: str


@dataclass(frozen=True)
class Pattern:
    """One clause pattern with its English and German templates."""

    name: str
    held_out: bool
    slots: tuple[Slot, ...]
    en: str
    de: str


def load_patterns() -> tuple[Pattern, ...]:
    """Read all pattern files in the order of their names."""
    files = sorted(PATTERNS.glob("*.txt"))
    return tuple(pattern for file in files for pattern in _read(file))


def _read(file: Path) -> Iterator[Pattern]:
    lines = [
        line
        for line in file.read_text(encoding="utf-8").split("\n")
        if line.strip() and not line.startswith("#")
    ]
    for head, en, de in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        match = re.fullmatch(r"\[(!?)([a-z0-9-]+)\]\s*(.*)", head)
        if match is None:
            raise ValueError(f"{file.name}: {head!r} is not the head of a pattern")
        yield Pattern(match[2], bool(match[1]), tuple(map(_slot, match[3].split())), en, de)


def _slot(text: str) -> Slot:
    match = re.fullmatch(r"(\w+)([*?]?)=(\w+)", text)
    if match is None:
        raise ValueError(f"{text!r} is not a slot")
    return Slot(match[1], match[2], match[3])


def fill(pattern: Pattern, classes: Classes, chance: random.Random) -> tuple[str, str]:
    """Choose words for the slots, all different, and render (English, German)."""
    slots: dict[str, Bound] = {}
    for slot in pattern.slots:
        words = [word for word in classes[slot.class_name] if _distinct(word, slots)]
        word = chance.choice(words)
        plural = slot.number == "*" or (slot.number == "?" and chance.random() < 0.4)
        if isinstance(word, Noun) and (word.de.gender == "p" or word.de.plural == "-"):
            plural = word.de.gender == "p"
        slots[slot.letter] = Bound(word, plural)
    return render(pattern, slots)


def _distinct(word: Word, slots: dict[str, Bound]) -> bool:
    """Whether a word differs from the chosen ones; "I" and "we" do not go together."""
    first = isinstance(word, Pronoun) and word.key[0] == "1"
    for bound in slots.values():
        other = bound.word
        if other.en == word.en or (first and isinstance(other, Pronoun) and other.key[0] == "1"):
            return False
    return True


def render(pattern: Pattern, slots: dict[str, Bound]) -> tuple[str, str]:
    """Render both sides of a pattern with words in its slots."""
    en = _expand(pattern.en, English(slots))
    de = _expand(pattern.de, German(slots))
    return english.contract(_tidy(en)), _contract(_tidy(de))


def _expand(template: str, language: English | German) -> str:
    return re.sub(r"\{([^}]*)\}", lambda match: language.expression(match[1]), template)


def _tidy(text: str) -> str:
    text = re.sub(r" +", " ", text).strip()
    text = re.sub(r" ([.,?!])", r"\1", text)
    return text[0].upper() + text[1:]


_CONTRACTIONS = {
    "in dem": "im", "an dem": "am", "zu dem": "zum", "zu der": "zur", "bei dem": "beim",
    "von dem": "vom", "in das": "ins", "an das": "ans",
}  # fmt: skip


def _contract(text: str) -> str:
    """Contract prepositions with articles; the mark "~" guards relative pronouns."""
    pattern = r"\b(in|an|zu|bei|von|In|An|Zu|Bei|Von) (dem|der|das)\b"

    def shorten(match: re.Match[str]) -> str:
        short = _CONTRACTIONS.get(match[0].lower(), match[0])
        return short[0].upper() + short[1:] if match[1][0].isupper() else short

    return re.sub(pattern, shorten, text).replace("~", "")
