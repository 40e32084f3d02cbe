"""Rows of the package ``datasets``: saved in a folder, or from the Hugging Face Hub.

``FOLDER`` and ``FOLDER:SPLIT`` name what ``save_to_disk`` wrote, ``NAME:SPLIT`` and
``NAME:CONFIG:SPLIT`` a data set of the Hub.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from nlpseq.config import CorpusSpec
from nlpseq.data.columns import two_columns
from nlpseq.data.examples import Example, Labelled, Pair
from nlpseq.data.labels import parse_tag
from nlpseq.data.schemes import Sentence, tagged_in_bio
from nlpseq.errors import InputError, OptionalPackageError
from nlpseq.registry import unknown_name

_NAMES = {
    "tagging": (("tokens", "words"), ("ner_tags", "tags")),
    "classification": (("label", "intent"), ("text", "sentence")),
    "translation": (("source",), ("target",)),
}
"""Usual names of the two columns of a task, in the order of data.columns."""


Row = Sentence | Labelled | Pair
"""What a row of a tagging, classification or translation corpus becomes."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A split.

    Args:
        file: how it was named.
        rows: its rows: column -> value.
        columns: names of its columns, in order.
        features: kind of each column, which may name the classes that it numbers.
    """

    file: Path
    rows: Iterable[Mapping[str, Any]]
    columns: Sequence[str]
    features: Mapping[str, Any]

    def fault(self, number: int, found: str, expected: str) -> InputError:
        """The error for a row, counted from 1 as lines are."""
        return InputError(
            "unusable row",
            file=self.file,
            line=number,
            found=found,
            expected=expected,
            mend="name the columns by their places with data.columns=, counted from 0",
        )


def read_hub(file: Path, spec: CorpusSpec) -> Iterator[tuple[int, Example]]:
    """The examples of a split, numbered by their rows; rows of no words are left out uncounted.

    The two columns are those of ``data.columns`` or of the usual names: tokens and ner_tags, label
    and text, or for translation one column of texts by language. Numbered classes get their names.

    Args:
        file: as the module says.
        spec: the corpus; its task decides what is read.

    Raises:
        InputError: the data set cannot be loaded, lacks the split or a column, a value is of
            another kind, or the tags break their scheme.
        OptionalPackageError: the package datasets is not installed.
    """
    if spec.task == "tagging":
        sentences = partial(_sentences, file, spec)
        yield from enumerate(tagged_in_bio(sentences, file, spec.scheme, repair=spec.repair), 1)
        return
    for number, read in rows_of(file, spec):
        example = read()
        assert not isinstance(example, Sentence)
        yield number, example


def rows_of(file: Path, spec: CorpusSpec) -> Iterator[tuple[int, Callable[[], Row]]]:
    """Number of each row and a function that reads it, which alone raises what is wrong with it.

    Raises:
        InputError: the data set cannot be loaded, or lacks the split or a column.
        OptionalPackageError: the package datasets is not installed.
    """
    table = _open(file)
    if spec.task == "translation" and "translation" in table.columns and not spec.columns:
        of_row: Callable[[int, Mapping[str, Any]], Row] = partial(_translation, table, spec)
    elif spec.task == "translation":
        of_row = partial(_pair, table, _columns(table, spec))
    else:
        columns = _columns(table, spec)
        name_of = _namer(table, columns[spec.task == "tagging"])
        read = _sentence if spec.task == "tagging" else _labelled
        of_row = partial(read, table, columns, name_of)
    for number, row in enumerate(table.rows, start=1):
        yield number, partial(of_row, number, row)


def _sentences(file: Path, spec: CorpusSpec) -> Iterator[Sentence]:
    for _, read in rows_of(file, spec):
        sentence = read()
        assert isinstance(sentence, Sentence)
        if sentence.words:
            yield sentence


def files_of_data_set(path: Path) -> list[Path]:
    """The files of a saved data set; none for one of the Hub."""
    folder = Path(str(path).split(":")[0])
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _open(file: Path) -> _Table:
    try:
        import datasets
    except ImportError as error:
        raise OptionalPackageError("datasets", "hub") from error
    name, *rest = str(file).split(":")
    try:
        if Path(name).is_dir():
            data = datasets.load_from_disk(name)
        else:
            data = datasets.load_dataset(name, *rest[:-1])
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(
            "the data set cannot be loaded",
            file=name,
            found=str(error),
            expected="FOLDER[:SPLIT] of save_to_disk, or NAME[:CONFIG]:SPLIT of the Hub",
        ) from error
    split = rest[-1] if rest else ""
    if isinstance(data, Mapping):
        if split not in data:
            raise unknown_name(f"split of {name}", split, list(data))
        data = data[split]
    elif split:
        raise InputError("the folder is one split", found=f"{name}:{split}", expected=name)
    return _Table(file, data, data.column_names, data.features)


def _columns(table: _Table, spec: CorpusSpec) -> tuple[str, str]:
    names = table.columns
    if spec.columns:
        places = two_columns(spec, (0, 1), "two columns")
        if not all(-len(names) <= place < len(names) for place in places):
            raise InputError(
                "setting data.columns",
                found=str(spec.columns),
                expected=f"places in the columns {', '.join(names)}",
            )
        return names[places[0]], names[places[1]]
    first, second = _NAMES[spec.task]
    return _column(table, first), _column(table, second)


def _column(table: _Table, usual: Sequence[str]) -> str:
    for name in usual:
        if name in table.columns:
            return name
    raise InputError(
        "a column is missing",
        file=table.file,
        found=", ".join(table.columns),
        expected=" or ".join(usual),
        mend="name the columns by their places with data.columns=, counted from 0",
    )


_Namer = Callable[[int, Any], str]
"""From number and value of a class to its name."""


def _sentence(
    table: _Table, columns: tuple[str, str], name_of: _Namer, number: int, row: Mapping[str, Any]
) -> Sentence:
    words, values = row[columns[0]], row[columns[1]]
    if not isinstance(words, list) or not isinstance(values, list):
        raise table.fault(number, f"{words!r:.40} and {values!r:.40}", "words and tags in lists")
    if len(words) != len(values):
        raise table.fault(
            number, f"{len(words)} words and {len(values)} tags", "a tag for each word"
        )
    for word in words:
        if not isinstance(word, str) or "\n" in word:
            raise table.fault(number, repr(word), "words without line ends")
    tags = [name_of(number, value) for value in values]
    for tag in tags:
        if parse_tag(tag) is None:
            raise table.fault(number, repr(tag), "O or PREFIX-TYPE such as B-PER")
    return Sentence([number] * len(words), words, tags)


def _labelled(
    table: _Table, columns: tuple[str, str], name_of: _Namer, number: int, row: Mapping[str, Any]
) -> Labelled:
    label = name_of(number, row[columns[0]])
    return Labelled(_text(table, number, row[columns[1]]), label)


def _translation(table: _Table, spec: CorpusSpec, number: int, row: Mapping[str, Any]) -> Pair:
    """A row ``{"translation": {"en": ..., "de": ...}}``; which is the source is never guessed."""
    languages = spec.source_language, spec.target_language
    texts = row["translation"]
    if not isinstance(texts, Mapping):
        raise table.fault(number, f"{texts!r:.40}", "texts by their language")
    if not all(language in texts for language in languages):
        raise InputError(
            "setting data.source_language or data.target_language",
            file=table.file,
            line=number,
            found=" and ".join(map(repr, languages)),
            expected="two of " + ", ".join(texts),
        )
    source, target = (_text(table, number, texts[language]) for language in languages)
    return Pair(source, target)


def _pair(table: _Table, columns: tuple[str, str], number: int, row: Mapping[str, Any]) -> Pair:
    source, target = (_text(table, number, row[column]) for column in columns)
    return Pair(source, target)


def _text(table: _Table, number: int, value: Any) -> str:
    if not isinstance(value, str):
        raise table.fault(number, f"{value!r:.40}", "a text")
    return value


def _namer(table: _Table, column: str) -> _Namer:
    """A function from a value of a column of classes to its name."""
    feature = table.features.get(column)
    names: Sequence[str] = getattr(getattr(feature, "feature", feature), "names", None) or ()

    def name_of(number: int, value: Any) -> str:
        if isinstance(value, str):
            return value
        known = range(len(names))
        if type(value) is not int or value not in known:
            expected = f"a class from 0 to {known[-1]}" if known else "the name of a class"
            raise table.fault(number, repr(value), expected)
        return names[value]

    return name_of
