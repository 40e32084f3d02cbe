"""How a side is written: tokenised, cased, quoted, in which Chinese script, with which signs.

A way of writing is a fault only where it is not the same throughout, or not that of the text that
a model will meet; so it is told of a file as a whole, with the lines that differ from most.
"""

import re
from array import array
from collections.abc import Mapping

from nlpseq.doctor.chinese import chinese_script
from nlpseq.doctor.findings import Log, Place

_STAND_APART = (" .", " ?", " !", " 。", " ？", " ！")
_STOPS = tuple(".!?…;:。！？；：।॥؟۔")
_CLOSING = "\"'”’»“‘›)]}」』）】 \u00a0\u202f"

# Names of the kinds of which a file should use one.
_KINDS = {
    "mixed-quotes": ("straight quotes", "curly quotes"),
    "mixed-apostrophes": ("straight apostrophes", "curly apostrophes"),
    "mixed-script": ("simplified", "traditional"),
}
_CURLY = re.compile("[“”„«»]")
_APOSTROPHES = {"'": re.compile(r"\w'\w"), "’": re.compile(r"\w’\w")}
_TREEBANK = re.compile(r"-[LR][RSC]B-|(?<!`)``(?!`)")
_HAN_BLANK = re.compile("[\u3400-\u9fff] +[\u3400-\u9fff]")
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
# Scripts that part words by blanks and in which no three letters in a row are words.
_SPLIT = "".join(
    f"|(?<!\\S)[{letters}](?: [{letters}]){{2,}}(?!\\S)"
    for letters in ("\u0620-\u064a\u0671-\u06d3", "\u05d0-\u05ea", "\u0905-\u0939")
)
_SPLIT_LETTERS = re.compile(_SPLIT[1:])

_MANY = 10
_FEW = 1_000
"""Lines among which a single one with a character beyond ASCII is odd."""


def ends_in_stop(text: str) -> bool:
    """Does a sentence end as one does, closing quotes and brackets aside?"""
    return text.rstrip(_CLOSING).endswith(_STOPS)


class Style:
    """The ways of writing of a file, line by line.

    Args:
        log: where findings go.
        words: are the texts words joined by blanks? Then blanks tell nothing.
    """

    def __init__(self, log: Log, *, words: bool = False) -> None:
        self._log, self._words = log, words
        self._place: Place | None = None
        self._cased = False
        self._num_lines = self._num_tokenised = self._num_han = 0
        self._lines: dict[str, array[int]] = {}

    def take(self, line: int, text: str, place: Place) -> None:
        """See how a text that is not blank is written."""
        self._place = place
        self._num_lines += 1
        if text.endswith(_STAND_APART):
            self._num_tokenised += 1
        if text != text.lower():
            self._cased = True
            if text.isupper() and " " in text:
                num_capitals = sum(map(str.isupper, text))
                is_so = num_capitals >= max(_MANY, sum(map(str.isalpha, text)) / 2)
                self._note_if(is_so, "upper-case", line)
        elif not self._cased and text == text.upper() and any(map(str.isalpha, text)):
            self._cased = True  # of a script without case
        if "`" in text or "-" in text:
            self._note_if(_TREEBANK.search(text) is not None, "treebank-sign", line)
        self._note_if('"' in text, "straight quotes", line)
        if "'" in text:
            is_one = _APOSTROPHES["'"].search(text) is not None
            self._note_if(is_one, "straight apostrophes", line)
        if not text.isascii():
            self._take_signs(line, text)

    def _take_signs(self, line: int, text: str) -> None:
        """The same of what only stands beyond ASCII."""
        self._note("beyond", line)
        self._note_if(_CURLY.search(text) is not None, "curly quotes", line)
        self._note_if(_APOSTROPHES["’"].search(text) is not None, "curly apostrophes", line)
        self._note_if(_SPLIT_LETTERS.search(text) is not None, "split-letters", line)
        if _HAN.search(text) and not _KANA.search(text):  # Japanese has characters of its own
            self._num_han += 1
            self._note_if(_HAN_BLANK.search(text) is not None, "han-blank", line)
            if script := chinese_script(text):
                self._note(script, line)

    def _note_if(self, is_so: bool, name: str, line: int) -> None:
        if is_so:
            self._note(name, line)

    def _note(self, name: str, line: int) -> None:
        self._lines.setdefault(name, array("Q")).append(line)

    def report(self) -> None:
        """Note what holds for the file as a whole, and the lines that differ."""
        if self._place is None:
            return
        lines = self._lines
        if not self._words and 10 * self._num_tokenised > 3 * self._num_lines:
            self._log.add("tokenised", self._place)
        if not self._cased and self._num_lines >= _MANY:
            self._log.add("lower-case", self._place)
        for rule, kinds in _KINDS.items():
            self._report_minority(rule, {name: lines.get(name, ()) for name in kinds})
        self._log.add_all("treebank-sign", self._place, lines.get("treebank-sign", ()))
        self._log.add_all("split-letters", self._place, lines.get("split-letters", ()))
        if len(lines.get("upper-case", ())) >= max(_MANY, self._num_lines / 100):
            self._log.add_all("upper-case", self._place, lines["upper-case"])
        blank = lines.get("han-blank", ())
        if not self._words and len(blank) >= _MANY:
            share = f"{len(blank):,} of {self._num_han:,}"
            self._log.add_all("han-blank", self._place, blank, share)
        beyond = lines.get("beyond", ())
        if len(beyond) <= _MANY and _FEW * len(beyond) <= self._num_lines:
            self._log.add_all("lone-character", self._place, beyond)

    def _report_minority(self, rule: str, kinds: Mapping[str, "array[int] | tuple[()]"]) -> None:
        """Note the lines of the rarer of two kinds, if they are 1 in 20 of both or more."""
        assert self._place is not None
        (rarer, few), (usual, most) = sorted(kinds.items(), key=lambda kind: len(kind[1]))
        if len(few) >= max(_MANY, len(most) / 20):
            self._log.add_all(rule, self._place, few, f"{rarer}, beside {len(most):,} {usual}")
