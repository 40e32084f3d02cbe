"""The texts of a corpus of any kind, with file and line: what copies are looked for among."""

from collections.abc import Callable, Iterator

from nlpseq.doctor.case import Case
from nlpseq.doctor.findings import Log, Place
from nlpseq.doctor.parallel import read_rows, read_split
from nlpseq.doctor.sentences import sentences_of
from nlpseq.doctor.text import read_lines

Located = Iterator[tuple[Place, int, str]]
"""File, line and text."""


def texts_of(case: Case, split: str) -> Located:
    """The texts of a split; of pairs both sides. What cannot be read is left out.

    Raises:
        InputError: a file cannot be read at all.
    """
    return _TEXTS[case.spec.task](case, split)


def _of_pairs(case: Case, split: str) -> Located:
    for pair in read_split(case, split, Log()):
        yield pair.places[0], pair.line, pair.source
        yield pair.places[1], pair.line, pair.target


def _of_sentences(case: Case, split: str) -> Located:
    for file in case.splits[split]:
        for sentence in sentences_of(case, file, Log()):
            yield file.place, sentence.lines[0], " ".join(sentence.words)


def _of_labelled(case: Case, split: str) -> Located:
    for file in case.splits[split]:
        for number, (_, text) in read_rows(case, file, Log()):
            yield file.place, number, text


def _of_lines(case: Case, split: str) -> Located:
    for file in case.splits[split]:
        for number, line in read_lines(file, Log()):
            yield file.place, number, line


_TEXTS: dict[str, Callable[[Case, str], Located]] = {
    "translation": _of_pairs,
    "tagging": _of_sentences,
    "classification": _of_labelled,
    "language_modelling": _of_lines,
}
