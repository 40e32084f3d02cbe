"""Lines of another language than their side: told by script and by the commonest words.

The commonest words of each side are learnt from the corpus itself. A line is foreign when it has
the words of the other side, or of a known third language, and hardly any of its own.
"""

import re
from collections import Counter
from collections.abc import Sequence

_LETTERS = {
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "greek": "\u0370-\u03ff",
    "cyrillic": "\u0400-\u052f",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
    "hangul": "\uac00-\ud7af",
    "han and kana": "\u3040-\u30ff\u3400-\u9fff",
}
_LETTER = re.compile(f"[{''.join(_LETTERS.values())}]")
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in _LETTERS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_ESCAPE = re.compile(r"&\w{2,6};")

# Words that a text of some length in the language hardly lacks.
_FUNCTION_WORDS = (
    "the of and to is that it for with was are this have from they which you not be",
    "der die das und ist nicht ein eine mit für auf dem den von zu sich auch ich es sind",
    "le la les des une est dans pour que qui pas sur avec sont cette nous vous du et il",
    "el los las una que por para con del está como pero más son este esta yo muy y",
    "il che di una per non con sono della gli anche questo come più alla nel è ho",
    "de het een van dat niet zijn met voor ook maar naar wordt deze hij op ik aan",
    "o os um uma que não para com do da em por mais como são ele você é seu",
    "se na je že v s z do jsem to není jako ale byl jsou podle která při",
    "w na nie się że do z jest jak to ale przez był które są tym dla",
    "och att det som en på är av för med inte den har till jag om ett var",
)
_NUM_COMMON = 200
_NUM_LETTERS = 5
_NUM_WORDS = 4


class Language:
    """What a side of the corpus looks like.

    Args:
        own: sample lines of the side.
        other: sample lines of the other side, which must not stand here; may be empty.
    """

    def __init__(self, own: Sequence[str], other: Sequence[str]) -> None:
        mine, theirs = (Counter(w for line in side for w in words(line)) for side in (own, other))
        self._script = _main_script(own)
        self._own = _exclusive(mine, theirs)
        known = {word for line in _others(mine) for word in line.split()}
        rare = max(2, len(own) // 2000)
        self._foreign = _exclusive(theirs, mine) | {word for word in known if mine[word] <= rare}

    def is_foreign(self, text: str) -> bool:
        """Is a line of another language?"""
        return self._has_other_script(text) or self._has_other_words(text)

    def _has_other_script(self, text: str) -> bool:
        if self._script == "latin" and text.isascii():
            return False
        own = _SCRIPTS[self._script]
        if self._script != "latin" and own.search(text):
            return False
        if self._script != "latin" and len(words(text)) < _NUM_WORDS:
            return False  # a name, a command, a figure
        num_own, num_all = len(own.findall(text)), len(_LETTER.findall(text))
        return num_all - num_own >= max(_NUM_LETTERS, num_own + 1)

    def _has_other_words(self, text: str) -> bool:
        if self._script == "han and kana":
            return False
        found = words(text)
        if len(found) < _NUM_WORDS:
            return False
        num_foreign = sum(word in self._foreign for word in found)
        num_kinds = sum(len(word) > 1 for word in self._foreign.intersection(found))
        if num_kinds < 2 or 5 * num_foreign < len(found):
            return False
        return num_foreign > 3 * sum(word in self._own for word in found)


def words(text: str) -> list[str]:
    """Runs of letters in lower case, HTML escapes left out."""
    return _WORD.findall(_ESCAPE.sub(" ", text).lower())


def _others(mine: Counter[str]) -> list[str]:
    """The function words of all languages but that of a side, whose own may be rare in it."""
    known = sorted(_FUNCTION_WORDS, key=lambda line: sum(mine[word] for word in line.split()))
    return known[:-1] if sum(mine.values()) else known


def _main_script(lines: Sequence[str]) -> str:
    counts: Counter[str] = Counter()
    for line in lines:
        script = max(_SCRIPTS, key=lambda name: len(_SCRIPTS[name].findall(line)))
        counts[script] += 1
    return counts.most_common(1)[0][0] if counts else "latin"


def _exclusive(here: Counter[str], there: Counter[str]) -> frozenset[str]:
    """The commonest words of one side that the other has five times more rarely at least."""
    common = here.most_common(_NUM_COMMON)
    scale = max(1, there.total()) / max(1, here.total())
    return frozenset(
        word for word, count in common if count > 4 and there[word] < scale * count / 5
    )
