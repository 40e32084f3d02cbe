"""Command lines of the filters: argparse with our way of saying what is wrong."""

import argparse
import os
import stat
import sys
from typing import NoReturn

from nlpseq.errors import InputError

LARGE_FILE = 1 << 18
"""Bytes of input from which the start of torch pays."""


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


def add_runtime(parser: argparse.ArgumentParser) -> None:
    """The option that says what computes."""
    parser.add_argument(
        "--runtime",
        choices=["auto", "numpy", "bfloat16", "torch"],
        default="auto",
        help="what computes: numpy (float32, starts at once), bfloat16 (for much text, on a "
        "processor with AMX), torch (any model); auto = numpy if it knows the model, bfloat16 "
        f"if the input is a file above {LARGE_FILE >> 10} KiB and the processor has AMX",
    )


def runtime_of(arguments: argparse.Namespace) -> str:
    """The runtime for standard input: what is asked for, or what its size calls for."""
    if arguments.runtime != "auto":
        return str(arguments.runtime)
    from nlpseq.inference.runtime.engines import has_fast_bfloat16

    about = os.fstat(sys.stdin.fileno())
    is_large = stat.S_ISREG(about.st_mode) and about.st_size > LARGE_FILE
    return "bulk" if is_large and has_fast_bfloat16() else "auto"


def whole_number(text: str) -> int:
    """A whole number, 0 included."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
