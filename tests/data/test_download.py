"""Downloads from a server that breaks off, lies about lengths and changes bytes."""

import gzip
import lzma
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data import download as downloads
from nlpseq.data.download import download, has_text, mirrored, place, text_digest
from nlpseq.errors import InputError
from tests.program import ROOT
from tests.server import BODY, PACKED, Server, running_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that is not waited for, and reached without a proxy."""
    monkeypatch.setattr(downloads, "BACKOFF_SECONDS", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running_server() as server:
        yield server


@pytest.fixture
def digest(tmp_path: Path) -> str:
    file = tmp_path / "original"
    file.write_bytes(BODY)
    return text_digest(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where downloads go: does not exist yet."""
    return tmp_path / "corpora" / "mine"


def get(server: Server, path: str, target: Path, digest: str) -> list[tuple[int, int | None]]:
    """Download; what was told of its progress."""
    told: list[tuple[int, int | None]] = []
    download(server.address(path), target, digest, lambda done, total: told.append((done, total)))
    return told


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
@pytest.mark.parametrize("as_named", ["b.txt", "b.txt.gz", "b.txt.xz"])
def test_a_file_is_packed_as_it_is_named(
    server: Server, name: str, as_named: str, folder: Path, digest: str
) -> None:
    told = get(server, f"fine/{name}", folder / as_named, digest)
    content = (folder / as_named).read_bytes()
    unpack = {".gz": gzip.decompress, ".xz": lzma.decompress}.get(Path(as_named).suffix, bytes)
    assert unpack(content) == BODY
    size = len(PACKED if name.endswith(".gz") else BODY)
    assert told[-1] == (size, size)
    assert left(folder) == [as_named]
    assert server.asked == [""]


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
@pytest.mark.parametrize(
    ("fault", "asked"),
    [
        ("cut", ["", "bytes={third}-"]),
        ("deaf", ["", "bytes={third}-"]),
        ("drip", ["", "bytes={1}-", "bytes={2}-", "bytes={3}-"]),
        ("short", ["", ""]),
        ("unmeasured", ["", ""]),
        ("changed", ["", ""]),
        ("busy", ["", ""]),
    ],
)
def test_a_fault_that_passes_is_overcome(
    server: Server, fault: str, asked: list[str], name: str, folder: Path, digest: str
) -> None:
    get(server, f"{fault}/{name}", folder / "b.txt.gz", digest)
    assert has_text(folder / "b.txt.gz", digest)
    assert left(folder) == ["b.txt.gz"]
    size = len(PACKED if name.endswith(".gz") else BODY)
    steps = {"third": size // 3} | {str(n): n * (size // 4 + 1) for n in (1, 2, 3)}
    for key, value in steps.items():
        asked = [text.replace(f"{{{key}}}", str(value)) for text in asked]
    assert server.asked == asked


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("missing", r"a\.txt: cannot be downloaded: found 404 .*; try again later, or give a fold"),
        ("busy", r"cannot be downloaded: found too many 503 error responses; try again later"),
        ("cut", r"broke off each time: found .*IncompleteRead.* \(5 attempts\); the same command"),
        ("short", r"unusable download, not the text that is registered: found sha256 \w{64}, exp"),
        ("changed", r"unusable download, not the text that is registered: found sha256 \w{64}"),
    ],
)
def test_a_fault_that_stays_is_told_and_nothing_stands_in_the_files_place(
    server: Server, fault: str, message: str, folder: Path, digest: str
) -> None:
    server.faults_left = 100
    with pytest.raises(InputError, match=message) as caught:
        get(server, f"{fault}/a.txt", folder / "a.txt", digest)
    assert str(caught.value).startswith(server.address(f"{fault}/a.txt"))
    assert left(folder) == (["a.txt.part"] if fault == "cut" else [])


def test_a_truncated_archive_is_told_and_dropped(server: Server, folder: Path) -> None:
    server.faults_left = 100
    with pytest.raises(InputError, match=r"unusable download, line .*damaged or truncated file"):
        get(server, "short/a.txt.gz", folder / "a.txt.gz", "")
    assert left(folder) == []


def test_no_server_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "BACKOFF_SECONDS", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Server() as server:
        address = server.address("a.txt")
    with pytest.raises(InputError, match=r"cannot be downloaded: found .*refused"):
        download(address, folder / "a.txt", "", lambda *_: None)
    assert left(folder) == []


def test_a_broken_download_goes_on_where_it_was(server: Server, folder: Path, digest: str) -> None:
    folder.mkdir(parents=True)
    (folder / "a.txt.part").write_bytes(BODY[:100])
    told = get(server, "fine/a.txt", folder / "a.txt", digest)
    assert server.asked == ["bytes=100-"]
    assert told[-1] == (len(BODY), len(BODY))
    assert left(folder) == ["a.txt"]


def test_a_whole_part_is_not_fetched_again(server: Server, folder: Path, digest: str) -> None:
    folder.mkdir(parents=True)
    (folder / "a.txt.part").write_bytes(BODY)
    assert get(server, "fine/a.txt", folder / "a.txt", digest) == []
    assert has_text(folder / "a.txt", digest)


@pytest.mark.parametrize("fault", ["fine", "elsewhere", "deaf"])
def test_a_part_of_another_text_is_dropped(
    server: Server, fault: str, folder: Path, digest: str
) -> None:
    server.faults_left = 0
    folder.mkdir(parents=True)
    (folder / "a.txt.part").write_bytes(b"another text\n")
    get(server, f"{fault}/a.txt", folder / "a.txt", digest)
    assert has_text(folder / "a.txt", digest)
    assert left(folder) == ["a.txt"]


def test_the_file_in_place_stays_until_the_new_one_is_right(
    server: Server, folder: Path, digest: str
) -> None:
    server.faults_left = 100
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("old\n")
    with pytest.raises(InputError):
        get(server, "changed/a.txt", folder / "a.txt", digest)
    assert (folder / "a.txt").read_text() == "old\n"


def test_a_killed_download_leaves_a_part_and_goes_on(
    server: Server, folder: Path, digest: str
) -> None:
    code = (
        "import sys; from pathlib import Path; from nlpseq.data.download import download\n"
        "download(sys.argv[1], Path(sys.argv[2]), sys.argv[3], lambda *_: print(flush=True))"
    )
    target = folder / "a.txt"
    address = server.address("stall/a.txt")
    process = subprocess.Popen(
        [sys.executable, "-c", code, address, str(target), digest],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert left(folder) in (["a.txt.part"], ["a.txt", "a.txt.part"], ["a.txt"])
    get(server, "fine/a.txt", target, digest)
    assert has_text(target, digest)
    assert left(folder) == ["a.txt"]


@pytest.mark.parametrize("stored", ["a.txt", "a.txt.gz", "a.txt.xz"])
def test_a_mirror_may_pack_as_it_likes(stored: str, tmp_path: Path, digest: str) -> None:
    pack = {".gz": gzip.compress, ".xz": lzma.compress}.get(Path(stored).suffix, bytes)
    (tmp_path / stored).write_bytes(pack(BODY))
    place(mirrored(tmp_path, "a.txt.gz"), tmp_path / "there" / "a.txt.gz", digest)
    assert gzip.decompress((tmp_path / "there" / "a.txt.gz").read_bytes()) == BODY


def test_what_a_mirror_lacks_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x/a\.txt\.gz: no such file"):
        mirrored(tmp_path, "x/a.txt.gz")


def test_another_text_takes_no_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one\n")
    with pytest.raises(InputError, match="a: not the text that is registered: found sha256"):
        place(tmp_path / "a", tmp_path / "b", "0" * 64)
    assert left(tmp_path) == ["a"]


@given(
    lines=st.lists(st.text(st.characters(exclude_characters="\n\r\0", codec="utf-8"))),
    packing=st.sampled_from(["", ".gz", ".xz"]),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    num_before=st.integers(0, 2),
    num_after=st.integers(0, 2),
)
def test_packing_line_ends_and_empty_ends_do_not_count(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[str],
    packing: str,
    end: str,
    bom: bool,
    num_before: int,
    num_after: int,
) -> None:
    folder = tmp_path_factory.mktemp("digest")
    lines = ["x", *lines, "x"]
    (folder / "plain").write_bytes("\n".join(lines).encode())
    text = end * num_before + end.join(lines) + end * num_after
    pack = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress}[packing]
    (folder / f"other{packing}").write_bytes(pack(b"\xef\xbb\xbf" * bom + text.encode()))
    assert text_digest(folder / f"other{packing}") == text_digest(folder / "plain")
    (folder / "changed").write_bytes("\n".join([*lines, "y"]).encode())
    assert text_digest(folder / "changed") != text_digest(folder / "plain")
