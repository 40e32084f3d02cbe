"""Plain text: one paragraph a line, documents parted by blank lines or one a line."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from nlpseq.data.examples import Document
from nlpseq.data.files import read_lines
from nlpseq.errors import InputError


def read_documents(file: str | Path, *, one_a_line: bool = False) -> Iterator[Document]:
    """The documents of a file; blank lines are no part of any.

    Args:
        file: plain text, .gz or .xz.
        one_a_line: every line is a document of its own; otherwise blank lines part documents.

    Raises:
        InputError: there is no text in the file, or it cannot be read.
    """
    found = False
    for is_text, lines in groupby(read_lines(file), key=_has_text):
        if is_text:
            found = True
            paragraphs = (line for _, line in lines)
            if one_a_line:
                yield from (Document((paragraph,)) for paragraph in paragraphs)
            else:
                yield Document(tuple(paragraphs))
    if not found:
        raise InputError("no text", file=file, found="blank lines only", expected="a paragraph")


def _has_text(numbered: tuple[int, str]) -> bool:
    return bool(numbered[1].strip())
