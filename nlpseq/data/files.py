"""Lines of text files, plain or compressed, each fault named by file and line; whole folders."""

import gzip
import lzma
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from io import BufferedIOBase
from pathlib import Path

from nlpseq.errors import InputError

COMPRESSIONS: dict[str, Callable[[Path], BufferedIOBase]] = {
    ".gz": gzip.GzipFile,
    ".xz": lzma.LZMAFile,
}

_BOM = b"\xef\xbb\xbf"
_CHUNK_BYTES = 1 << 20


def read_lines(path: str | Path) -> Iterator[tuple[int, str]]:
    r"""The lines of a UTF-8 file, numbered from 1.

    A line ends at ``\n`` only (U+2028, U+0085 and the like are text); one ``\r`` before it and a
    byte order mark at the start of the file are no part of it.

    Args:
        path: a plain, .gz or .xz file.

    Yields:
        number and text of each line.

    Raises:
        InputError: the file is missing, a folder, unreadable, empty, damaged or not UTF-8 text.
    """
    file = Path(path)
    number = 0
    with _opened(file) as stream:
        for number, raw in enumerate(_guarded(stream, file), start=1):
            line = raw.removeprefix(_BOM) if number == 1 else raw
            yield number, _decode(line, file, number).removesuffix("\n").removesuffix("\r")
    if number == 0:
        raise InputError("empty file", file=file, expected="at least one line of text")


def read_chunks(path: str | Path) -> Iterator[bytes]:
    """The contents of a file, unpacked, in pieces of bounded size.

    Raises:
        InputError: the file is missing, a folder, unreadable or damaged.
    """
    file = Path(path)
    with _opened(file) as stream:
        yield from _guarded(iter(partial(stream.read, _CHUNK_BYTES), b""), file)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill that takes its place when it is full; an older one stands until then.

    Args:
        path: the place; folders above it are made.

    Raises:
        OSError: the disk is full or the folder is read-only; it names the place.
    """
    # the same each time, so that what a kill has left is cleared, and no name that people give
    temporary = path.with_name(f".{path.name}.unfinished")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        temporary.mkdir(parents=True)
        yield temporary
        shutil.rmtree(path, ignore_errors=True)
        temporary.rename(path)
    except OSError as error:
        error.filename = str(path)  # a write that finds no room does not say where
        raise
    finally:  # an interruption as well leaves nothing
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def _opened(path: Path) -> Iterator[BufferedIOBase]:
    try:
        packed = COMPRESSIONS.get(path.suffix)
        stream = packed(path) if packed else path.open("rb")
    except FileNotFoundError:
        raise _missing(path) from None
    except IsADirectoryError:
        raise InputError("a folder, not a file", file=path, expected="a text file") from None
    except OSError as error:
        raise InputError("cannot be read", file=path, found=error.strerror) from error
    with stream:
        yield stream


def _guarded(chunks: Iterable[bytes], path: Path) -> Iterator[bytes]:
    """Pass chunks on; a fault of the packing is the user's to know, with the line it struck at."""
    num_lines = 0
    try:
        for chunk in chunks:
            num_lines += chunk.count(b"\n")
            yield chunk
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise InputError(
            "damaged or truncated file",
            file=path,
            line=num_lines + 1,
            found=str(error).rstrip("."),
            expected=f"a whole {path.suffix} file",
            mend="fetch or pack it again",
        ) from error
    except OSError as error:
        raise InputError("cannot be read", file=path, found=error.strerror) from error


def _decode(line: bytes, file: Path, number: int) -> str:
    if b"\0" in line:
        raise InputError(
            "not a text file",
            file=file,
            line=number,
            found=f"byte 0x00 at byte {line.index(0) + 1} of the line",
            expected="UTF-8 text",
            mend=_conversion(file, "UTF-16"),
        )
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        utf16 = number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff"))
        raise InputError(
            "wrong encoding",
            file=file,
            line=number,
            found=f"byte 0x{line[error.start]:02x} at byte {error.start + 1} of the line",
            expected="UTF-8",
            mend=_conversion(file, "UTF-16" if utf16 else "ISO-8859-1"),
        ) from error


def _conversion(file: Path, encoding: str) -> str:
    return f"if it is {encoding}: iconv -f {encoding} -t UTF-8 {file.name} > new_{file.name}"


def _missing(path: Path) -> InputError:
    folder = path.parent
    if not folder.is_dir():
        return InputError("no such file", file=path, mend=f"there is no folder {folder} either")
    files = [entry.name for entry in folder.iterdir() if entry.is_file()]
    near = get_close_matches(path.name, files, n=1)
    return InputError(
        "no such file", file=path, mend=f"did you mean {near[0]!r}?" if near else None
    )
