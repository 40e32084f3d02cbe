"""Lines of text that may be damaged: every fault is noted, none ends the reading."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nlpseq.data.files import read_chunks
from nlpseq.doctor.characters import character_rules
from nlpseq.doctor.findings import Log, Place
from nlpseq.errors import InputError

_BOM = "\ufeff"


class RawLine(NamedTuple):
    """A line taken apart; the three parts together are its bytes (surrogateescape).

    Args:
        mark: a byte order mark, or nothing.
        text: the line itself.
        end: line feed, carriage return and line feed, or nothing at the end of a file.
    """

    mark: str
    text: str
    end: str

    def with_text(self, text: str) -> bytes:
        """The bytes of the line with another text."""
        return (self.mark + text + self.end).encode("utf-8", "surrogateescape")


def raw_lines(path: Path) -> Iterator[RawLine]:
    r"""The lines of a file; bytes that are not UTF-8 become lone surrogates.

    Raises:
        InputError: the file is missing, unreadable, empty, damaged or UTF-16.
    """
    first = True
    for raw in _split(path):
        text = raw.decode("utf-8", "surrogateescape")
        end = "\r\n" if text.endswith("\r\n") else "\n" if text.endswith("\n") else ""
        mark = _BOM if first and text.startswith(_BOM) else ""
        if first and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(
                "wrong encoding",
                file=path,
                found="UTF-16",
                expected="UTF-8",
                mend=f"iconv -f UTF-16 -t UTF-8 {path.name} > new_{path.name}",
            )
        yield RawLine(mark, text[len(mark) : len(text) - len(end)], end)
        first = False
    if first:
        raise InputError("empty file", file=path, expected="at least one line of text")


def count_lines(path: Path) -> int:
    """Lines of a file, for a progress bar.

    Raises:
        InputError: as ``raw_lines``.
    """
    return sum(chunk.count(b"\n") for chunk in read_chunks(path))


def read_text(path: Path, log: Log, place: Place) -> Iterator[tuple[int, str]]:
    """Number and text of each line; notes what is wrong with its bytes.

    Raises:
        InputError: as ``raw_lines``.
    """
    for number, (mark, text, end) in enumerate(raw_lines(path), start=1):
        if mark:
            log.add("byte-order-mark", place, number)
        if end == "\r\n":
            log.add("line-end", place, number)
        if "\0" in text:
            log.add("nul", place, number)
        if not text.isascii() and not _is_utf8(text):
            log.add("encoding", place, number, f"the first line begins {text[:30]!r}")
        yield number, text


def check_characters(text: str, log: Log, place: Place, line: int) -> None:
    """Note what is wrong with the characters of a line or a word."""
    if text.isascii() and "&" not in text and text.isprintable():
        return
    for rule in character_rules(text):
        log.add(rule, place, line)


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _split(path: Path) -> Iterator[bytes]:
    rest = b""
    for chunk in read_chunks(path):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line + b"\n"
    if rest:
        yield rest
