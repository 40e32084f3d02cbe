"""Readers: the files of a split -> its examples, every fault named by file and line.

Text is handed on as it stands: no blank is stripped, and no line left out but the comments and
document lines of CoNLL files, and blank lines of JSONL and of documents.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from nlpseq.config import CorpusSpec
from nlpseq.data.brat import documents, read_brat
from nlpseq.data.columns import Width, two_columns
from nlpseq.data.conll import conll_columns, read_conll
from nlpseq.data.examples import Example, Labelled, Pair
from nlpseq.data.files import read_lines
from nlpseq.data.hub import files_of_data_set, read_hub
from nlpseq.data.spans import DOCCANO, SPANS, Form, read_spans
from nlpseq.data.text import read_documents
from nlpseq.errors import InputError
from nlpseq.registry import Registry


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read a split.

    Args:
        task: task of the examples; "" = the corpus names it.
        read: files of a split, its corpus, and may a side be blank -> examples.
        contents: files of a split as they are named -> all files that are read for them.
    """

    task: str
    read: Callable[[Sequence[Path], CorpusSpec, bool], Iterator[Example]]
    contents: Callable[[Sequence[Path]], list[Path]] = list


READERS: Registry[Reader] = Registry("reader")


def read_parallel(
    source_file: str | Path, target_file: str | Path, *, allow_blank: bool = False
) -> Iterator[Pair]:
    """Pairs of the lines of two files.

    Args:
        source_file: sentences, one a line.
        target_file: their translations.
        allow_blank: may a side be blank? In a test set it may; in training it teaches silence.

    Raises:
        InputError: the files differ in their number of lines, or a side is blank.
    """
    files = (source_file, target_file)
    counts = [0, 0]
    blanks: list[_Place] = []
    for source, target in zip_longest(read_lines(source_file), read_lines(target_file)):
        counts = [counts[0] + (source is not None), counts[1] + (target is not None)]
        if source is not None and target is not None:
            pair = Pair(source[1], target[1])
            blanks += _blank_sides(pair, files, source[0])
            yield pair
    if counts[0] != counts[1]:
        raise InputError(
            "unequal line counts",
            file=source_file,
            found=f"{counts[0]} lines, and {counts[1]} in {target_file}",
            expected="one translation for each line",
            mend=f"line {min(counts) + 1} is the first without a partner, "
            "but the fault may lie before it",
        )
    if blanks and not allow_blank:
        raise _blank_error(blanks, "delete the line from both files")


def read_tsv(
    file: str | Path, columns: Sequence[int] = (0, 1), *, allow_blank: bool = False
) -> Iterator[Pair]:
    """Pairs of two columns of a tab-separated file without quoting.

    Args:
        file: the file.
        columns: source and target column, from 0; -1 = the last.
        allow_blank: may a side be blank? As for ``read_parallel``.

    Raises:
        InputError: a line has not the first line's number of columns, the columns asked for do not
            exist, or a side is blank.
    """
    source_column, target_column = columns
    blanks: list[_Place] = []
    mend = "put a sentence and its translation in one line, with one tab between them"
    for number, cells in _rows(file, columns, mend):
        pair = Pair(cells[source_column], cells[target_column])
        blanks += _blank_sides(pair, (file, file), number)
        yield pair
    if blanks and not allow_blank:
        raise _blank_error(blanks, "delete the line")


def read_labelled(file: str | Path, columns: Sequence[int] = (0, 1)) -> Iterator[Labelled]:
    """Texts with a label each, from two columns of a tab-separated file without quoting.

    White space around a label is no part of it. A blank text is refused in test sets as well.

    Args:
        file: the file.
        columns: label and text column, from 0; -1 = the last.

    Raises:
        InputError: a line has not the first line's number of columns, the columns asked for do not
            exist, or the text or the label is blank.
    """
    label_column, text_column = columns
    mend = "put a label and its text in one line, with one tab between them"
    for number, cells in _rows(file, columns, mend):
        example = Labelled(cells[text_column], cells[label_column].strip())
        _refuse_blank(example, file, number)
        yield example


def _rows(file: str | Path, columns: Sequence[int], mend: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered lines in columns, all as wide as the first."""
    width = Width(file, columns, mend, separated=", separated by tabs")
    for number, line in read_lines(file):
        cells = line.split("\t")
        width.check(number, line, cells)
        yield number, cells


def _refuse_blank(example: Labelled, file: str | Path, line: int) -> None:
    blank = "text" if not example.text.strip() else "label" if not example.label.strip() else ""
    if blank:
        raise InputError(
            f"blank {blank}",
            file=file,
            line=line,
            found=repr(getattr(example, blank)),
            expected="a label and a text",
            mend="complete the line or delete it",
        )


_Place = tuple[str | Path, int]
"""A file and the number of a line in it."""


def _blank_sides(pair: Pair, files: tuple[str | Path, str | Path], line: int) -> list[_Place]:
    sides = zip((pair.source, pair.target), files, strict=True)
    return [(file, line) for text, file in sides if not text or text.isspace()]


def _blank_error(blanks: list[_Place], mend: str) -> InputError:
    file, line = blanks[0]
    count = f" (the first of {len(blanks)} blank sides)" if len(blanks) > 1 else ""
    return InputError(
        "blank sentence in training data",
        file=file,
        line=line,
        found=f"no text{count}",
        expected="a sentence on both sides",
        mend=mend,
    )


def _read_parallel_split(
    files: Sequence[Path], spec: CorpusSpec, allow_blank: bool
) -> Iterator[Example]:
    if len(files) != 2:
        raise InputError(
            "wrong number of files for the reader parallel",
            found=", ".join(map(str, files)),
            expected="two: source and target",
        )
    pairs = read_parallel(files[0], files[1], allow_blank=allow_blank or spec.repair)
    yield from _kept(pairs, spec, allow_blank)


def _read_tsv_split(
    files: Sequence[Path], spec: CorpusSpec, allow_blank: bool
) -> Iterator[Example]:
    columns = two_columns(spec, (0, 1), "two columns: source and target")
    for file in files:
        pairs = read_tsv(file, columns, allow_blank=allow_blank or spec.repair)
        yield from _kept(pairs, spec, allow_blank)


def _kept(pairs: Iterator[Pair], spec: CorpusSpec, allow_blank: bool) -> Iterator[Pair]:
    """The pairs that are read: in training, repaired, those that have text on both sides."""
    if allow_blank or not spec.repair:
        return pairs
    return (pair for pair in pairs if pair.source.strip() and pair.target.strip())


def _read_labelled_split(
    files: Sequence[Path], spec: CorpusSpec, _allow_blank: bool
) -> Iterator[Example]:
    columns = two_columns(spec, (0, 1), "two columns: label and text")
    for file in files:
        yield from read_labelled(file, columns)


def _read_conll_split(
    files: Sequence[Path], spec: CorpusSpec, _allow_blank: bool
) -> Iterator[Example]:
    columns = conll_columns(spec)
    for file in files:
        yield from read_conll(
            file,
            columns,
            spec.scheme,
            separator=spec.separator,
            comments=spec.comments,
            repair=spec.repair,
        )


def _spans_reader(form: Form) -> Reader:
    def read(files: Sequence[Path], spec: CorpusSpec, _allow_blank: bool) -> Iterator[Example]:
        for file in files:
            yield from read_spans(file, form, repair=spec.repair)

    return Reader("tagging", read)


def _read_brat_split(
    files: Sequence[Path], spec: CorpusSpec, _allow_blank: bool
) -> Iterator[Example]:
    for file in documents(files)[::2]:
        yield from read_brat(file, repair=spec.repair)


def _read_hub_split(
    files: Sequence[Path], spec: CorpusSpec, allow_blank: bool
) -> Iterator[Example]:
    blanks: list[_Place] = []
    for file in files:
        for number, example in read_hub(file, spec):
            if isinstance(example, Pair):
                blanks += _blank_sides(example, (file, file), number)
            elif isinstance(example, Labelled):
                _refuse_blank(example, file, number)
            yield example
    if blanks and not allow_blank:
        raise _blank_error(blanks, "delete the row")


def _text_reader(*, one_a_line: bool) -> Reader:
    def read(files: Sequence[Path], _spec: CorpusSpec, _allow_blank: bool) -> Iterator[Example]:
        for file in files:
            yield from read_documents(file, one_a_line=one_a_line)

    return Reader("language_modelling", read)


def _contents_of_data_sets(files: Sequence[Path]) -> list[Path]:
    return [part for file in files for part in files_of_data_set(file)]


READERS.register("parallel")(Reader("translation", _read_parallel_split))
READERS.register("tsv")(Reader("translation", _read_tsv_split))
READERS.register("labelled")(Reader("classification", _read_labelled_split))
READERS.register("conll")(Reader("tagging", _read_conll_split))
READERS.register("spans")(_spans_reader(SPANS))
READERS.register("doccano")(_spans_reader(DOCCANO))
READERS.register("brat")(Reader("tagging", _read_brat_split, documents))
READERS.register("text")(_text_reader(one_a_line=False))
READERS.register("lines")(_text_reader(one_a_line=True))
READERS.register("datasets")(Reader("", _read_hub_split, _contents_of_data_sets))
