"""Sentences of a held-out split that train has in almost the same words.

Two sentences are near when they are one but for case, digits and punctuation, or when leaving one
word out of one or both makes them so. All that a sentence can become by leaving a word out is kept
as sums of eight bytes (Mor and Fraenkel 1982 find misspelt words so), for the held-out sentences
only; train is read past them.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import mul

from nlpseq.doctor.copies import Texts
from nlpseq.doctor.findings import WARNING, Log

# From the first letter or digit of what blanks part to its last, so that E-Mail is one word.
_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")
_NO_LETTER = re.compile(r"[\W_]+")
_DIGITS = {ord(digit): "0" for digit in "123456789"}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")

_FEWEST, _MOST = 5, 60
"""Words of a sentence whose neighbours are looked for; twice as many characters."""

_LARGEST = 2_000_000
"""Digests kept, about 250 MB: what more held-out sentences there are is not looked at."""

_MODULUS = (1 << 61) - 1
_WEIGHTS = [pow(0x9E3779B97F4A7C15, place + 1, _MODULUS) for place in range(2 * _MOST + 1)]


class NearIndex:
    """Held-out sentences and, in the end, which of them train comes near to."""

    def __init__(self) -> None:
        self._owners: dict[int, list[tuple[str, int]]] = {}
        self._near: dict[str, set[int]] = {}

    def add(self, split: str, number: int, text: str) -> None:
        """Take a held-out sentence, counted from 0 in its split."""
        if len(self._owners) > _LARGEST:
            return
        for digest in neighbours(text):
            self._owners.setdefault(digest, []).append((split, number))

    def meet(self, text: str) -> None:
        """Take a sentence of train."""
        if not self._owners:
            return
        for digest in neighbours(text):
            for split, number in self._owners.get(digest, ()):
                self._near.setdefault(split, set()).add(number)

    def report(self, splits: dict[str, Texts], exact: dict[str, set[int]], log: Log) -> None:
        """Note the near sentences that are not the same anyway; a warning from 1 in 4 on."""
        for split, numbers in self._near.items():
            near = sorted(numbers - exact.get(split, set()))
            texts = splits[split]
            severity = WARNING if 4 * len(near) > len(texts) else ""
            for number in near:
                place, line = texts.place_of(number)
                log.add_all("near-leakage", place, [line], severity=severity)


def neighbours(text: str) -> set[int]:
    """Digests of a sentence and of all that it becomes by leaving one word out.

    Args:
        text: a sentence, words parted by blanks or not.

    Returns:
        digests: empty for very short and very long ones.
    """
    words = _words(text)
    if not words:
        return set()
    values = [hash(word) & _MODULUS for word in words]
    kept = list(accumulate(map(mul, values, _WEIGHTS), initial=0))
    moved = list(accumulate(map(mul, values[1:], _WEIGHTS), initial=0))
    rest = moved[-1]
    digests = {(left + rest - after) % _MODULUS for left, after in zip(kept, moved, strict=False)}
    digests.add(kept[-1] % _MODULUS)
    return digests


def _words(text: str) -> Sequence[str]:
    plain = text.casefold().translate(_DIGITS)
    scale = 1
    words: list[str] = _WORD.findall(plain)
    if not plain.isascii() and _UNSPACED.search(plain):
        words, scale = list(_NO_LETTER.sub("", plain)), 2
    return words if _FEWEST * scale <= len(words) <= _MOST * scale else []
