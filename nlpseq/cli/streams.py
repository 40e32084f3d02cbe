"""Standard input and output of the filters."""

import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator

from nlpseq.errors import InputError


def input_lines() -> Iterator[str]:
    r"""Lines of standard input without their ends, "\n" or "\r\n", and without a mark of UTF-8.

    Raises:
        InputError: the input is not UTF-8; names the line.
        OSError: it cannot be read, or was closed before the start.
    """
    for number, raw in enumerate(_raw_lines(), start=1):
        try:
            line = raw.removeprefix(BOM_UTF8 if number == 1 else b"").decode("utf-8")
        except UnicodeDecodeError as error:
            utf16 = number == 1 and raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
            raise InputError(
                "wrong encoding",
                file="standard input",
                line=number,
                found=f"byte 0x{raw[error.start]:02x}",
                expected="UTF-8",
                mend=f"convert it first: iconv -f {'UTF-16' if utf16 else 'LATIN1'} -t UTF-8",
            ) from error
        yield line.removesuffix("\n").removesuffix("\r")


def _raw_lines() -> Iterator[bytes]:
    try:
        yield from sys.stdin.buffer
    except OSError as error:
        error.filename = "standard input"
        raise


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output as they come."""
    for line in lines:
        try:
            sys.stdout.write(line + "\n")
        except OSError as error:
            error.filename = "standard output"
            raise
