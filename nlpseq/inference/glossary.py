"""Terms whose translation the user knows: ``phrase TAB translation``, a line each.

Where a phrase stands in a sentence, its translation has to stand in what is written for it. How
phrases are found, ``phrases`` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.inference.phrases import Phrase, find_phrases, phrase_rows


@dataclass(frozen=True, slots=True)
class Glossary:
    """Phrases, as words, and their translations."""

    entries: Mapping[Phrase, str]

    def required(self, text: str, tokenizer: Tokenizer) -> tuple[tuple[int, ...], ...]:
        """The ids of every translation that a sentence calls for, one for each phrase in it."""
        words = [word.text for word in split_words(text)]
        found = find_phrases(words, self.entries)
        return tuple(tuple(tokenizer.encode(translation)) for _, _, translation in found)


def read_glossary(path: str | Path) -> Glossary:
    """Read a file of terms; empty lines and lines that begin with # are skipped.

    Raises:
        InputError: the file cannot be read, or a line of it is wrong.
    """
    entries: dict[Phrase, str] = {}
    for number, columns in phrase_rows(path):
        if len(columns) != 2 or not all(columns):
            raise InputError(
                "wrong line of a glossary",
                file=path,
                line=number,
                found=repr("\t".join(columns)),
                expected="a phrase, a tab and its translation",
            )
        phrase = tuple(word.text for word in split_words(columns[0]))
        if entries.setdefault(phrase, columns[1]) != columns[1]:
            raise InputError(
                "phrase with two translations",
                file=path,
                line=number,
                found=f"{entries[phrase]!r} before and {columns[1]!r} now",
                expected="one",
            )
    return Glossary(entries)
