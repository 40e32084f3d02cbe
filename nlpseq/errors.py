"""What the program says when its input is at fault. Every room may import this one."""

from pathlib import Path

FAULTS_OF_CONTENT = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What reading JSON that is not of our making ends in."""


class InputError(Exception):
    """A fault in what the user gave: shown as one line, exit status 2.

    Args:
        problem: what is wrong, in a few words ("unequal line counts").
        file: the file at fault.
        line: its line, counted from 1.
        found: what stands there.
        expected: what should stand there.
        mend: what the user can do about it.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        found: str | None = None,
        expected: str | None = None,
        mend: str | None = None,
    ) -> None:
        self.problem = problem
        self.file = file
        self.line = line
        place = "" if file is None else f"{file}: " if line is None else f"{file}, line {line}: "
        details = [
            f"{label} {text}"
            for label, text in (("found", found), ("expected", expected))
            if text is not None
        ]
        message = place + problem
        if details:
            message += ": " + ", ".join(details)
        if mend is not None:
            message += f"; {mend}"
        super().__init__(" ".join(message.split()))


class OptionalPackageError(InputError):
    """An optional package is missing; names the extra that brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"the package {package!r} is not installed",
            mend=f"install it with: pip install 'nlpseq[{extra}]'",
        )
