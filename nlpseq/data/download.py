"""Files of named corpora: fetched or copied, checked, and put into their place as a whole.

A file is known by the sha256 of its text, so that it does not matter how it is packed. Nothing
stands under its final name before it was checked; what was fetched when a download broke off lies
beside it (``train.conll.part``), and the next attempt or the next command goes on from there.
"""

import gzip
import lzma
import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256
from io import BufferedIOBase
from pathlib import Path
from time import sleep
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

from nlpseq import __version__
from nlpseq.data.files import COMPRESSIONS, read_chunks, read_lines
from nlpseq.errors import InputError

Observe = Callable[[int, int | None], None]
"""Told the bytes that are here and, if the server says so, those there will be."""

ATTEMPTS = 5
BACKOFF_SECONDS = 0.5
TIMEOUT = urllib3.Timeout(connect=10.0, read=30.0)

_CHUNK_BYTES = 1 << 16
_BUSY = (429, 500, 502, 503, 504)


def text_digest(path: str | Path) -> str:
    """The sha256 of a file's lines, each ended with a line feed.

    Packing, a byte order mark, carriage returns before line feeds, a missing last line feed, and
    empty lines at both ends do not count.

    Raises:
        InputError: the file cannot be read as lines of text.
    """
    digest = sha256()
    num_empty, begun = 0, False
    for _, line in read_lines(path):
        if not line:
            num_empty += 1
            continue
        if begun:
            digest.update(b"\n" * num_empty)
        digest.update(line.encode() + b"\n")
        num_empty, begun = 0, True
    return digest.hexdigest()


def has_text(path: Path, expected: str) -> bool:
    """Whether a file is there and has the text of a digest ("" = any text)."""
    try:
        return text_digest(path) == expected or not expected
    except InputError:
        return False


def place(source: Path, target: Path, expected: str) -> None:
    """Put a file into its place in one step, packed as the name of the place says.

    Args:
        source: the file, packed as its own name says.
        target: where it belongs; its folder is made.
        expected: digest of its text; "" = not checked.

    Raises:
        InputError: the file is missing or damaged, or has another text.
    """
    found = text_digest(source)
    if expected not in ("", found):
        raise InputError(
            "not the text that is registered",
            file=source,
            found=f"sha256 {found}",
            expected=expected,
            mend="it is another edition, or was changed",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".new.{target.name}")
    try:
        with temporary.open("wb") as file:
            _repack(source, file, target.suffix)
            file.flush()
            os.fsync(file.fileno())
        if not has_text(temporary, found):
            raise InputError("what was written cannot be read back", file=target)
        temporary.replace(target)
    except OSError as error:
        error.filename = str(target)  # a write that finds no room does not say where
        raise
    finally:
        temporary.unlink(missing_ok=True)


def _repack(source: Path, file: BinaryIO, suffix: str) -> None:
    """Write a file as it stands, or unpacked and packed anew."""
    packing = {name if name in COMPRESSIONS else "" for name in (source.suffix, suffix)}
    if len(packing) == 1:
        with source.open("rb") as raw:
            shutil.copyfileobj(raw, file)
        return
    with _packer(file, suffix) as stream:
        for chunk in read_chunks(source):
            stream.write(chunk)


def _packer(
    file: BinaryIO, suffix: str
) -> AbstractContextManager[BufferedIOBase] | AbstractContextManager[BinaryIO]:
    if suffix == ".gz":
        # without a time stamp, so that the same text is the same file
        return gzip.GzipFile("", "wb", fileobj=file, mtime=0)
    if suffix == ".xz":
        return lzma.LZMAFile(file, "wb")
    return nullcontext(file)


def mirrored(folder: Path, name: str) -> Path:
    """A corpus' file in a folder laid out like that of the corpora, however it is packed there.

    Raises:
        InputError: it is not there.
    """
    plain = _unpacked(name)
    for candidate in (name, plain, *(plain + packing for packing in COMPRESSIONS)):
        if (folder / candidate).is_file():
            return folder / candidate
    raise InputError("no such file", file=folder / name, expected="it, also packed or unpacked")


def download(address: str, target: Path, expected: str, observe: Observe) -> None:
    """Fetch a file and put it into its place.

    What an earlier, broken download left is used; if the whole then has another text, that is
    dropped and the file is fetched once more from its beginning.

    Args:
        address: where it is fetched from; packed as its name says.
        target: where it belongs.
        expected: digest of its text; "" = not checked.
        observe: told of each piece that has come.

    Raises:
        InputError: the server cannot be reached, does not have the file, breaks off again and
            again, or sends another text.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    packing = Path(urlsplit(address).path).suffix
    part = target.with_name(
        f"{_unpacked(target.name)}.part{packing if packing in COMPRESSIONS else ''}"
    )
    fault = None
    for _ in range(2):
        fetch(address, part, observe)
        try:
            place(part, target, expected)
        except InputError as error:
            fault = error
        else:
            return
        finally:
            part.unlink()
    why = f"{fault}".removeprefix(f"{part}").lstrip(":, ")
    raise InputError(
        f"unusable download, {why}",
        file=address,
        mend="give a folder that has the file with --from",
    ) from fault


def fetch(address: str, part: Path, observe: Observe) -> None:
    """Fetch a file, going on where an earlier attempt broke off.

    Raises:
        InputError: the server cannot be reached, does not have the file, or breaks off each time.
    """
    with _pool(address) as pool:
        for attempt in range(ATTEMPTS):
            try:
                if _fetch_rest(pool, address, part, observe):
                    return
            except urllib3.exceptions.MaxRetryError as error:
                reason = error.reason or error
                raise _unreachable(address, f"{reason}") from error
            except urllib3.exceptions.HTTPError as error:
                fault = f"{error}"
            else:
                fault = "another part than was asked for"
                part.unlink(missing_ok=True)
            sleep(BACKOFF_SECONDS * 2**attempt)
    raise InputError(
        "the download broke off each time",
        file=address,
        found=f"{fault} ({ATTEMPTS} attempts)",
        mend="the same command goes on from there",
    )


def _fetch_rest(pool: urllib3.PoolManager, address: str, part: Path, observe: Observe) -> bool:
    """Fetch what is missing; False if the server offers nothing that follows what is here."""
    begin = part.stat().st_size if part.is_file() else 0
    headers = {"Accept-Encoding": "identity", "User-Agent": f"nlpseq/{__version__}"}
    if begin:
        headers["Range"] = f"bytes={begin}-"
    with pool.request("GET", address, headers=headers, preload_content=False) as response:
        if response.status == 206:
            if not response.headers.get("Content-Range", "").startswith(f"bytes {begin}-"):
                return False
        elif response.status == 416:  # nothing follows: what is here is whole, or of another file
            return response.headers.get("Content-Range") == f"bytes */{begin}"
        elif response.status == 200:
            begin = 0
        else:
            raise _unreachable(address, f"{response.status} {response.reason or ''}".strip())
        length = response.headers.get("Content-Length", "")
        total = begin + int(length) if length.isdecimal() else None
        with part.open("ab" if begin else "wb") as file:
            for chunk in response.stream(_CHUNK_BYTES, decode_content=False):
                file.write(chunk)
                begin += len(chunk)
                observe(begin, total)
    return True


def _pool(address: str) -> urllib3.PoolManager:
    """Connections that try again when a server is busy, through the proxy of the environment."""
    retries = urllib3.Retry(
        total=ATTEMPTS,
        connect=2,
        backoff_factor=BACKOFF_SECONDS,
        status_forcelist=_BUSY,
        retry_after_max=60,
    )
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    if not proxy or proxy_bypass(parts.hostname or ""):
        return urllib3.PoolManager(retries=retries, timeout=TIMEOUT)
    user = urllib3.util.parse_url(proxy).auth
    headers = urllib3.make_headers(proxy_basic_auth=user) if user else None
    return urllib3.ProxyManager(proxy, retries=retries, timeout=TIMEOUT, proxy_headers=headers)


def _unreachable(address: str, reason: str) -> InputError:
    return InputError(
        "cannot be downloaded",
        file=address,
        found=reason,
        mend="try again later, or give a folder that has the file with --from",
    )


def _unpacked(name: str) -> str:
    return name.removesuffix(Path(name).suffix) if Path(name).suffix in COMPRESSIONS else name
