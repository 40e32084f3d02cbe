"""Command lines of the filters: argparse with our way of saying what is wrong."""

import argparse
from typing import NoReturn

from nlpseq.errors import InputError


class Parser(argparse.ArgumentParser):
    """A parser whose faults are one line with status 2, and whose help shows examples."""

    def __init__(self, program: str, description: str, examples: str) -> None:
        super().__init__(
            prog=program,
            description=description,
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raise the fault instead of printing the usage."""
        raise InputError(message, mend=f"see '{self.prog} --help'")


def positive_int(text: str) -> int:
    """A whole number above zero."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def whole_number(text: str) -> int:
    """A whole number, 0 included."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
