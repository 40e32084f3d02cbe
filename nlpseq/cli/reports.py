"""What commands that report on bundles share: patterns of names, files to write."""

from collections.abc import Sequence
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.evaluation.report import Report

SUFFIXES = (".html", ".json", ".md")
MAX_LISTED = 10


def is_pattern(name: str) -> bool:
    """Whether a name stands for several bundles, such as ``runs/x_seed*``."""
    return has_magic(name) and not Path(name).exists()


def bundles_of(name: str) -> list[str]:
    """The bundles that a name or a pattern stands for, in the order of the alphabet.

    Raises:
        InputError: nothing matches the pattern.
    """
    if not is_pattern(name):
        return [name]
    path = Path(name)
    try:
        matching = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
        found = sorted(str(match) for match in matching if match.is_dir())
    except ValueError as error:
        raise InputError("no pattern of paths", found=f"{name!r}: {error}") from error
    if found:
        return found
    folder = path.parent
    there = sorted(entry.name for entry in folder.glob("*") if entry.is_dir())
    more = ", ..." if len(there) > MAX_LISTED else ""
    raise InputError(
        "no bundle matches the pattern",
        found=repr(name),
        expected=f"one of {', '.join(there[:MAX_LISTED])}{more} in {folder}" if there else None,
        mend=None if there else f"there is no folder in {folder}",
    )


def check_out(out: str, name: str, suffixes: Sequence[str] = SUFFIXES) -> None:
    """Refuse a file that could not be written, before the work of an evaluation.

    Args:
        out: the file; "" = none is asked for.
        name: how the user calls the setting.
        suffixes: what the file may end in.

    Raises:
        InputError: it has another suffix, or its folder does not exist.
    """
    if not out:
        return
    if Path(out).suffix not in suffixes:
        known = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
        raise InputError(name, found=repr(out), expected=f"a file ending in {known}")
    check_folder(Path(out))


def check_folder(out: Path | None) -> None:
    """Refuse a file whose folder does not exist, before the work whose outcome it is for.

    Raises:
        InputError: it does not.
    """
    if out and not out.absolute().parent.is_dir():
        raise InputError("no such folder", file=out.absolute().parent)


def write_reports(path: Path, reports: "Sequence[Report]") -> None:
    """Write reports as the suffix of the file asks for."""
    from nlpseq.evaluation.html import to_html
    from nlpseq.evaluation.markdown import to_markdown
    from nlpseq.evaluation.report_json import to_json

    text = {".html": to_html, ".json": to_json, ".md": to_markdown}[path.suffix](reports)
    path.write_text(text, encoding="utf-8")
