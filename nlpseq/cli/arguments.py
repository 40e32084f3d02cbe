"""Command lines of the filters: argparse with our way of saying what is wrong."""

import argparse
import os
import stat
import sys
from typing import NoReturn

from nlpseq.config import RUNTIMES
from nlpseq.errors import InputError

LARGE_FILE = 1 << 18
"""Bytes of text to translate from which the start of torch pays."""

LONGEST_NUMBER = 15
"""Digits of a count at most: arrays cannot be asked for more, and nobody means it."""


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
    if not text.isdecimal() or not whole_number(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def add_runtime(parser: argparse.ArgumentParser, large_file: int = LARGE_FILE) -> None:
    """The option that says what computes.

    Args:
        parser: of the command.
        large_file: bytes of input from which the start of torch pays.
    """
    parser.set_defaults(large_file=large_file)
    parser.add_argument(
        "--runtime",
        choices=RUNTIMES,
        default="auto",
        help="what computes: numpy (float32, starts at once), float32, bfloat16 and int8 (for "
        "much text; bfloat16 with AMX, int8 with VNNI), onnx and onnx_int8 (onnxruntime, extra "
        "fast), torch (any model); auto = numpy if it knows the model; if the input is a file "
        f"above {large_file >> 10} KiB the fastest that the processor has the instructions for",
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    """The option that says how many processes compute."""
    parser.add_argument(
        "--workers",
        type=positive_int,
        default=1,
        metavar="N",
        help="processes that share the lines, one thread each; the order stays",
    )


def runtime_of(arguments: argparse.Namespace) -> str:
    """The runtime for standard input: what is asked for, or what its size calls for."""
    if arguments.runtime != "auto":
        return str(arguments.runtime)
    return "bulk" if _input_size() > arguments.large_file else "auto"


def _input_size() -> int:
    """Bytes of standard input if it is a file, else 0: nobody knows what comes through a pipe."""
    try:
        about = os.fstat(sys.stdin.fileno())
    except OSError:
        return 0
    return about.st_size if stat.S_ISREG(about.st_mode) else 0


def whole_number(text: str) -> int:
    """A whole number, 0 included."""
    if len(text) > LONGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"{len(text):,} characters are no sensible number")
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
