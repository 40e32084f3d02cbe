"""The loop around the prompt's session: input, history, completion."""

import sys
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from nlpseq.errors import InputError
from nlpseq.inference.repl import HELP, Session

PROMPT = "nlpseq> "
HISTORY_FILE = Path("~/.nlpseq_history")


def run_repl(path: Path, runtime: str) -> None:
    """Read, answer, print, until the end of input; a fault of a line does not end the session."""
    console = Console(highlight=False, soft_wrap=True)
    session = Session.open(path, runtime)
    interactive = sys.stdin.isatty()
    if interactive:
        _enable_history()
        console.print(session.greeting())
    while not session.finished:
        try:
            line = input(PROMPT if interactive else "")
        except EOFError:
            break
        except UnicodeDecodeError as error:  # what is buffered behind it is lost with the line
            raise InputError(
                "wrong encoding",
                file="standard input",
                found=f"byte 0x{error.object[error.start]:02x}",
                expected="UTF-8",
                mend="convert it first with iconv",
            ) from error
        except KeyboardInterrupt:
            console.print()
            continue
        try:
            answer = session.respond(line)
        except InputError as error:
            answer = Text(f"nlpseq: {error}", style="red")
        if answer is not None:
            console.print(answer)


def _enable_history() -> None:
    """Line editing, history over sessions, and completion of commands, where readline exists."""
    try:
        import atexit
        import readline
    except ImportError:
        return
    history = HISTORY_FILE.expanduser()
    with suppress(OSError):  # no history yet, or none that can be read: start without one
        readline.read_history_file(history)
    names = [row[0].split()[0] for row in HELP]
    readline.set_completer_delims(" ")
    readline.set_completer(
        lambda start, index: next(
            iter([name for name in names if name.startswith(start)][index:]), None
        )
    )
    readline.parse_and_bind("tab: complete")
    atexit.register(_save_history, history)


def _save_history(history: Path) -> None:
    import readline

    with suppress(OSError):  # a read-only home costs the history, not the session
        readline.write_history_file(history)
