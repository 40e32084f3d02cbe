"""Standard input and output of the filters."""

import sys
from collections.abc import Iterable, Iterator

from nlpseq.errors import InputError


def input_lines() -> Iterator[str]:
    r"""Lines of standard input without their ends: "\n", or "\r\n".

    Raises:
        InputError: the input is not UTF-8; names the line.
    """
    number = 0
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                "wrong encoding",
                file="standard input",
                line=number,
                found=f"byte 0x{raw[error.start]:02x}",
                expected="UTF-8",
                mend="convert it first: iconv -f LATIN1 -t UTF-8",
            ) from error
        yield line.removesuffix("\n").removesuffix("\r")


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output as they come."""
    for line in lines:
        try:
            sys.stdout.write(line + "\n")
        except OSError as error:
            error.filename = "standard output"
            raise
