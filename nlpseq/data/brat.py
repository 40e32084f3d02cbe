"""Documents annotated with brat: the text in NAME.txt, its entities in NAME.ann beside it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from nlpseq.data.examples import Tagged
from nlpseq.data.files import COMPRESSIONS, read_chunks, read_lines
from nlpseq.data.marks import Mark, check_place, check_quote, tag_text, trimmed
from nlpseq.errors import InputError

_ENTITY = re.compile(r"T\S*\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
# Relations, events, attributes, modifications, normalisations, notes, equivalences.
_OTHER = re.compile(r"(?:[REAMN]\d\S*|#\S*|\*)\t.*")


def read_brat(file: str | Path, *, repair: bool = False) -> Iterator[Tagged]:
    """The sentences of a document with their tags in BIO.

    Each line of the text that is not blank is a sentence. Only entities (lines T1, T2, ...) are
    read; relations, events, attributes and notes on them are passed over.

    Args:
        file: NAME.txt or NAME.ann, also with .gz or .xz; the other lies beside it.
        repair: read a discontinuous entity as all from its begin to its end, lines that an entity
            crosses as one sentence, and the rest as ``tag_text`` does, instead of refusing them.

    Raises:
        InputError: a file is missing or not of that kind, an annotation is none, has another text
            than it quotes, is in several parts, crosses the end of a line, overlaps another or
            cuts a word.
    """
    for _, tagged in read_sentences(file, repair=repair):
        yield tagged


def read_sentences(file: str | Path, *, repair: bool = False) -> Iterator[tuple[int, Tagged]]:
    """The same, each sentence with the number of the line of NAME.txt that it begins in.

    Raises:
        InputError: as ``read_brat``.
    """
    text_file, annotation_file = document(Path(file))
    text = _read_text(text_file)
    found = (
        _mark(number, line, annotation_file, text, repair=repair)
        for number, line in _annotations(annotation_file)
    )
    marks = trimmed(found, text, annotation_file, repair=repair)
    if not repair:
        _refuse_crossing(marks, text, annotation_file)
    number = 1
    for start, end, inside in _sentences(text, marks):
        tagged = tag_text(text[start:end], inside, annotation_file, repair=repair)
        if tagged.words:
            yield number, tagged
        number += text.count("\n", start, end + 1)


def faults(file: str | Path) -> Iterator[InputError]:
    """What is wrong with a document's annotations, each taken alone, then those that overlap.

    Raises:
        InputError: a file is missing or unreadable.
    """
    text_file, annotation_file = document(Path(file))
    text = _read_text(text_file)
    kept: list[Mark] = []
    for number, line in _annotations(annotation_file):
        try:
            mark = _mark(number, line, annotation_file, text)
            marks = trimmed([mark], text, annotation_file)
            _refuse_crossing(marks, text, annotation_file)
            for start, end, inside in _sentences(text, marks):
                if inside:
                    tag_text(text[start:end], inside, annotation_file)
        except InputError as error:
            yield error
        else:
            kept += marks
    kept.sort(key=lambda mark: (mark.start, mark.end))
    for first, second in pairwise(kept):
        if second.start < first.end:
            try:
                tag_text(text, (first, second), annotation_file)
            except InputError as error:
                yield error


def documents(paths: Iterable[Path]) -> list[Path]:
    """Both files of each document, in order and each once; a folder stands for all in and below it.

    Raises:
        InputError: a file is none of brat's, or a folder holds none.
    """
    texts: dict[Path, None] = {}
    for path in paths:
        inside = [path]
        if path.is_dir():
            names = [f"*.txt{packing}" for packing in ("", *COMPRESSIONS)]
            inside = sorted(file for name in names for file in path.rglob(name))
        if not inside:
            raise InputError(
                "no document in the folder", file=path, expected="files NAME.txt and NAME.ann"
            )
        texts |= dict.fromkeys(document(file)[0] for file in inside)
    return [file for text in texts for file in document(text)]


def document(path: Path) -> tuple[Path, Path]:
    """Text and annotations of the document that a file belongs to.

    Raises:
        InputError: the file is neither.
    """
    packing = path.suffix if path.suffix in COMPRESSIONS else ""
    name = path.name.removesuffix(packing)
    if not name.endswith((".txt", ".ann")):
        raise InputError("no document of brat", file=path, expected="NAME.txt or NAME.ann")
    return path.with_name(f"{name[:-4]}.txt{packing}"), path.with_name(f"{name[:-4]}.ann{packing}")


def _read_text(file: Path) -> str:
    """The whole text, line ends and all, as offsets count them."""
    for _ in read_lines(file):  # names the line of what is no UTF-8
        pass
    text = b"".join(read_chunks(file)).decode("utf-8")
    return " " + text[1:] if text.startswith("\ufeff") else text


def _annotations(file: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that should be entities; a document without any has an empty file."""
    if not next(read_chunks(file), b""):
        return
    for number, line in read_lines(file):
        if line.strip() and not _OTHER.fullmatch(line):
            yield number, line


def _mark(number: int, line: str, file: Path, text: str, *, repair: bool = False) -> Mark:
    match = _ENTITY.fullmatch(line)
    if match is None:
        raise InputError(
            "not an annotation of brat",
            file=file,
            line=number,
            found=repr(line[:40]),
            expected="identifier, label with offsets, and text, with a tab between them, such "
            "as 'T1\\tPER 0 4\\tAnna'",
        )
    label, offsets, quote = match.groups()
    parts = sorted(tuple(map(int, part.split(" "))) for part in offsets.split(";"))
    marks = [Mark(start, end, label, number) for start, end in parts]
    for mark in marks:
        check_place(mark, text, file)
    whole = replace(marks[0], end=max(mark.end for mark in marks))
    standing = " ".join(text[mark.start : mark.end] for mark in marks)
    if quote is not None:
        check_quote(whole, standing, quote, file)
    if not repair:
        _refuse_gap(marks, text, file)
    return whole


def _refuse_gap(parts: Sequence[Mark], text: str, file: Path) -> None:
    """Refuse an entity in several parts; white space may part them, as brat does at line ends."""
    if any(text[first.end : second.start].strip() for first, second in pairwise(parts)):
        raise InputError(
            "discontinuous span",
            file=file,
            line=parts[0].line,
            found=" ... ".join(repr(text[part.start : part.end]) for part in parts),
            expected="a span in one part",
            mend="delete or join it, or read all from its begin to its end with data.repair=true",
        )


def _refuse_crossing(marks: Sequence[Mark], text: str, file: Path) -> None:
    for mark in marks:
        if "\n" in text[mark.start : mark.end]:
            raise InputError(
                "span across the end of a line",
                file=file,
                line=mark.line,
                found=repr(text[mark.start : mark.end][:40]),
                expected="a span inside one line, as each is a sentence",
                mend="join the lines in the text, or read them as one sentence with "
                "data.repair=true",
            )


def _sentences(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Begin and end of each sentence with its marks, which count from its begin."""
    crossed = {
        mark.start + match.start()
        for mark in marks
        for match in re.finditer("\n", text[mark.start : mark.end])
    }
    ends = [match.start() for match in re.finditer("\n", text) if match.start() not in crossed]
    starts = [0, *(end + 1 for end in ends)]
    inside: list[list[Mark]] = [[] for _ in starts]
    for mark in marks:
        row = bisect_right(starts, mark.start) - 1
        begin = starts[row]
        inside[row].append(replace(mark, start=mark.start - begin, end=mark.end - begin))
    yield from zip(starts, [*ends, len(text)], inside, strict=True)
