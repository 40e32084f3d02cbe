"""The command ``nlpseq``: finds the subcommand and says in one line what went wrong.

Only the standard library is imported before a subcommand is chosen, so that help answers at once.
A subcommand is a module ``nlpseq.cli.NAME`` with ``main(argv: list[str]) -> int``.
"""

import errno
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from itertools import groupby

from nlpseq import __version__
from nlpseq.errors import InputError

OK, FAULT, INTERRUPTED = 0, 2, 130


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand, as help shows it.

    Args:
        group: the heading it stands under.
        name: what the user types, and the name of its module in ``nlpseq.cli``.
        help: what it does, in a line.
        example: a command line that works as it stands after the one of ``train``.
    """

    group: str
    name: str
    help: str
    example: str


COMMANDS = (
    Command(
        "Corpora",
        "data",
        "list, fetch and check the named corpora",
        "nlpseq data list",
    ),
    Command(
        "Train and measure",
        "train",
        "train one task or a mixture; the same command again resumes",
        "nlpseq train experiment=teddy",
    ),
    Command(
        "Train and measure",
        "pretrain",
        "train language models over raw text in a fixed time",
        "nlpseq pretrain --budget 20m --text FILE",
    ),
    Command(
        "Train and measure",
        "evaluate",
        "score a bundle on a named corpus or on your files",
        "nlpseq evaluate bundle=runs/demo data=teddy split=test",
    ),
    Command(
        "Train and measure",
        "teddy",
        "ask contrastive pairs: does a tagger read on before it answers?",
        "nlpseq teddy runs/demo --out report.html",
    ),
    Command(
        "Train and measure",
        "distill",
        "write a corpus in the words of a teacher, to train a student on",
        "nlpseq distill runs/demo --data parallel --out distilled",
    ),
    Command(
        "Train and measure",
        "backtranslate",
        "make pairs to learn from of text in the target language",
        "nlpseq backtranslate runs/de_en --text more.de --out more",
    ),
    Command(
        "Use",
        "translate",
        "translate standard input, one line out for each line in",
        "nlpseq translate runs/demo --beam 5 < in.txt > out.txt",
    ),
    Command(
        "Use",
        "tag",
        "find the entities of standard input, line by line",
        "nlpseq tag runs/demo --format jsonl < in.txt > out.jsonl",
    ),
    Command(
        "Use",
        "classify",
        "tell the intent or another label of standard input, line by line",
        "nlpseq classify runs/clinc150 --top 3 < in.txt > out.tsv",
    ),
    Command(
        "Use",
        "generate",
        "write texts with a language model, from a prompt or from nothing",
        'nlpseq generate runs/language_model "the old" --temperature 0.8',
    ),
    Command(
        "Use",
        "fill",
        "fill the blank of a text, read from both sides",
        'nlpseq fill runs/language_model "the ___ sleeps in the garden ."',
    ),
    Command(
        "Use",
        "score",
        "tell the surprisal of each word of standard input, line by line",
        "nlpseq score runs/language_model < in.txt > out.tsv",
    ),
    Command(
        "Use",
        "repl",
        "tag and translate what you type",
        "nlpseq repl runs/demo",
    ),
    Command(
        "Use",
        "export",
        "write a bundle with weights of one byte",
        "nlpseq export runs/demo --int8 --out demo_int8",
    ),
    Command(
        "Use",
        "bench",
        "measure how fast a bundle is on this machine",
        "head -64 in.txt | nlpseq bench runs/demo",
    ),
    Command(
        "Shell",
        "completion",
        "print the script that completes commands and settings on TAB",
        'eval "$(nlpseq completion bash)"',
    ),
)

# Faults of the place that is read or written, never of the program, even if no file is named.
_FAULTS_OF_THE_PLACE = {
    errno.EACCES,
    errno.EBADF,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.ENOSPC,
    errno.EPERM,
    errno.EROFS,
}

_SMALLER = "ask for less at once (--n-best, --beam, batches, sizes), or split long lines"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        argv: the words after ``nlpseq``; None = those this process was started with.

    Returns:
        status: 0 done; 2 the input, the settings, a name, the memory or the place to write are at
            fault, told in one line on standard error; 130 interrupted. A subcommand that has told
            of an interruption itself returns 130 and nothing is added. Every other exception is a
            fault of the program and is not caught.
    """
    _open_closed_streams()
    _speak_utf8()
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except InputError as error:
        _say(str(error))
        status = FAULT
    except BrokenPipeError:
        _silence_stdout()
        status = OK
    except OSError as error:
        if error.filename is None and error.errno not in _FAULTS_OF_THE_PLACE:
            raise
        _say(str(_as_input_error(error)))
        status = FAULT
    except UnicodeEncodeError as error:
        _say(str(InputError("a name or an argument that is no UTF-8", found=ascii(error.object))))
        status = FAULT
    except MemoryError as error:
        fault = InputError("not enough memory", found=str(error) or None, mend=_SMALLER)
        _say(str(fault))
        status = FAULT
    except KeyboardInterrupt:
        _say("interrupted")
        status = INTERRUPTED
    return status


def _dispatch(argv: list[str]) -> int:
    """Answer the options of ``nlpseq`` itself or hand over to the subcommand."""
    first = argv[0] if argv else "--help"
    if first in ("-h", "--help", "help"):
        print(_help())
        return OK
    if first in ("-V", "--version"):
        print(f"nlpseq {__version__}")
        return OK
    names = [command.name for command in COMMANDS]
    if first not in names:
        near = get_close_matches(first, names, n=1)
        raise InputError(
            "unknown command",
            found=repr(first),
            expected="one of " + ", ".join(names),
            mend=f"did you mean 'nlpseq {near[0]}'?" if near else "see 'nlpseq --help'",
        )
    status: int = import_module(f"nlpseq.cli.{first}").main(argv[1:])
    return status


def _help() -> str:
    """The commands by group, each with an example."""
    lines = [
        "nlpseq tags and translates text with recurrent networks that share one tokenizer",
        "and one embedding.",
        "",
        "Usage: nlpseq COMMAND [ARGUMENTS]     nlpseq COMMAND --help     nlpseq --version",
    ]
    for group, commands in groupby(COMMANDS, key=lambda command: command.group):
        lines += ["", group]
        for command in commands:
            lines += [f"  {command.name:<14}{command.help}", f"{'':<14}$ {command.example}"]
    return "\n".join(lines)


def _open_closed_streams() -> None:
    """Open streams that were closed before the start (``>&-``), which Python leaves at None.

    Or the next file that is opened would take their place. To read or write results there is an
    error of the system; messages may go nowhere.
    """
    for name, flags in (
        ("stdin", os.O_WRONLY),
        ("stdout", os.O_RDONLY),
        ("stderr", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def _speak_utf8() -> None:
    r"""Read and write UTF-8 with lines that end in "\n", whatever the locale and the platform.

    What cannot be encoded (a file name that is no UTF-8) is escaped in messages only: results are
    strict, for a replaced character would be a silent loss.
    """
    for stream, errors in (
        (sys.stdin, "strict"),
        (sys.stdout, "strict"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _as_input_error(error: OSError) -> InputError:
    """A fault of the file system: the file and what the system says of it."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return InputError(
        (error.strerror or str(error)).lower(),
        file=error.filename if _flush_stdout() else "standard output",
        mend="free some and run the same command again" if full else None,
    )


def _flush_stdout() -> bool:
    """Whether standard output takes all that was printed; if it does not, silence it."""
    try:
        sys.stdout.flush()
    except OSError:
        _silence_stdout()
        return False
    return True


def _silence_stdout() -> None:
    """Let what is left in the buffer go nowhere, or Python would complain of it at its end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def _say(message: str) -> None:
    """Print a line about the run itself, after all that was printed before."""
    _flush_stdout()
    print(f"nlpseq: {message}", file=sys.stderr)
