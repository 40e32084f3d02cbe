"""``--fix``: writes the mended corpus and says what was done to which line.

Train and valid are mended; every other split is copied as it is, for what was measured on a test
must stay comparable. What no rule speaks of stays byte for byte.
"""

import gzip
import lzma
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from nlpseq.config import CorpusSpec
from nlpseq.doctor.case import TRAIN, Case, File
from nlpseq.doctor.changes import Changes, Seen
from nlpseq.doctor.check import open_corpus
from nlpseq.doctor.findings import MENDED
from nlpseq.doctor.mend_lines import (
    mend_labelled,
    mend_parallel,
    mend_text,
    seen_labelled,
    seen_parallel,
    seen_text,
)
from nlpseq.doctor.mend_records import mend_records, seen_records
from nlpseq.doctor.mend_tagging import mend_tagging, seen_tagging
from nlpseq.errors import InputError

CHANGES = "changes.tsv"

Mender = Callable[[Case, list[File], Seen, Changes], Iterator[Iterable[bytes]]]
"""The files of a split, and what held-out splits hold -> the lines of each file."""

MENDERS: dict[str, tuple[Mender, Callable[[Case, str], Seen]]] = {
    "conll": (mend_tagging, seen_tagging),
    "parallel": (mend_parallel, seen_parallel),
    "tsv": (mend_parallel, seen_parallel),
    "labelled": (mend_labelled, seen_labelled),
    "text": (mend_text, seen_text),
    "lines": (mend_text, seen_text),
    "spans": (mend_records, seen_records),
    "doccano": (mend_records, seen_records),
}


def mend(spec: CorpusSpec, out: Path) -> int:
    """Write the mended files of a corpus into a folder, all of them or none.

    Args:
        spec: the corpus.
        out: the folder, made if need be; files of these names in it are replaced.

    Returns:
        number: of changes, each a line of ``changes.tsv``: file, line, rule, what was done.

    Raises:
        InputError: a file cannot be read, or would have to be written over itself or another, or
            is of a kind that cannot be mended.
    """
    case = open_corpus(spec)
    names = _names(case, out)
    if case.spec.reader not in MENDERS:
        raise InputError(
            "a corpus that cannot be mended",
            found=f"the reader {case.spec.reader}",
            expected="one of " + ", ".join(MENDERS),
            mend="correct by hand what nlpseq data check names",
        )
    mender, see = MENDERS[case.spec.reader]
    seen = Seen()
    for split in case.held_out:
        seen |= see(case, split)
    with _all_or_none(out) as write, Changes(write(CHANGES)) as changes:
        for split, files in case.splits.items():
            if split not in MENDED:
                for file in files:
                    shutil.copyfile(file.path, write(names[file.path]))
                continue
            known = seen if split == TRAIN else Seen()
            contents = mender(case, files, known, changes)
            for file, lines in zip(files, contents, strict=True):
                _pack(lines, write(names[file.path]), file.path.suffix)
    return changes.count


def _names(case: Case, out: Path) -> dict[Path, str]:
    """The name of each file in the folder."""
    names: dict[str, Path] = {}
    for file in (file for files in case.splits.values() for file in files):
        name = file.path.name
        if names.setdefault(name, file.path) != file.path or name == CHANGES:
            raise InputError(
                "two files would be mended under one name",
                file=file.path,
                found=str(names[name]),
                mend="rename one of them",
            )
        if (out / name).resolve() == file.path.resolve():
            raise InputError(
                "the mended file would take the place of the file itself",
                file=file.path,
                mend="name another folder after --fix",
            )
    return {path: name for name, path in names.items()}


@contextmanager
def _all_or_none(out: Path) -> Iterator[Callable[[str], Path]]:
    """Hands out temporary files, which take their names in the end if nothing went wrong."""
    out.mkdir(parents=True, exist_ok=True)
    temporary: dict[Path, Path] = {}

    def write(name: str) -> Path:
        return temporary.setdefault(out / name, out / f".{name}.tmp")

    try:
        yield write
        for path, written in temporary.items():
            written.replace(path)
    except BaseException:
        for written in temporary.values():
            written.unlink(missing_ok=True)
        raise


def _pack(lines: Iterable[bytes], path: Path, suffix: str) -> None:
    """Write lines, packed as their suffix says."""
    with ExitStack() as stack:
        file: IO[bytes] | gzip.GzipFile
        if suffix == ".xz":
            file = stack.enter_context(lzma.open(path, "wb"))
        else:
            file = stack.enter_context(path.open("wb"))
        if suffix == ".gz":  # no name and no time, so that the same lines are the same file
            file = stack.enter_context(gzip.GzipFile("", "wb", fileobj=file, mtime=0))
        file.writelines(lines)
