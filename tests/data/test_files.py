"""Lines of files, and what is said when a file is at fault."""

import gzip
import lzma

import pytest

from nlpseq.data.files import read_chunks, read_lines, whole_folder
from nlpseq.errors import InputError

TEXT = "Grüße\nfrom Teddy\n"


def fault(path):
    with pytest.raises(InputError) as caught:
        list(read_lines(path))
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


@pytest.mark.parametrize(
    ("name", "pack"), [("a.txt", bytes), ("a.txt.gz", gzip.compress), ("a.txt.xz", lzma.compress)]
)
def test_plain_and_packed_files_read_alike(tmp_path, name, pack):
    path = tmp_path / name
    path.write_bytes(pack(TEXT.encode()))
    assert list(read_lines(path)) == [(1, "Grüße"), (2, "from Teddy")]
    assert b"".join(read_chunks(str(path))) == TEXT.encode()


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\r\r\nb", ["a\r", "b"]),
        (b"\xef\xbb\xbfa\nb\n", ["a", "b"]),
        (b"a\n\n\nb\n\n", ["a", "", "", "b", ""]),
        ("a\u2028b\x85c\x0bd\x0ce\x1cf\n".encode(), ["a\u2028b\x85c\x0bd\x0ce\x1cf"]),
        (b" a \n\ta\n", [" a ", "\ta"]),
        (b"\n", [""]),
    ],
)
def test_only_line_feeds_end_lines(tmp_path, content, lines):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert [line for _, line in read_lines(path)] == lines


def test_a_missing_file_suggests_its_neighbour(tmp_path):
    (tmp_path / "train.en").write_text("a\n", encoding="utf-8")
    assert fault(tmp_path / "trian.en").endswith("no such file; did you mean 'train.en'?")
    (tmp_path / "notes.txt").mkdir()
    assert fault(tmp_path / "noets.txt").endswith("no such file"), "a folder is no file to read"
    assert fault(tmp_path / "xyz").endswith("no such file")
    assert "no folder" in fault(tmp_path / "nowhere" / "train.en")


def test_a_folder_is_refused(tmp_path):
    assert "a folder, not a file" in fault(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a", b""), ("a.gz", gzip.compress(b"", mtime=0)), ("a.xz", lzma.compress(b""))],
)
def test_an_empty_file_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert "empty file" in fault(path)


def test_latin_1_is_named_by_line_and_byte(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\nGr\xfc\xdfe\n")
    message = fault(path)
    assert "a.txt, line 2: wrong encoding: found byte 0xfc at byte 3 of the line" in message
    assert "iconv -f ISO-8859-1 -t UTF-8" in message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf_16_is_recognised(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("abc\n".encode(encoding))
    message = fault(path)
    assert "line 1" in message
    assert "iconv -f UTF-16" in message


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("xz", lzma.compress)])
def test_a_truncated_or_foreign_archive_is_refused(tmp_path, suffix, pack):
    path = tmp_path / f"a.{suffix}"
    packed = pack("".join(f"line {i} of many\n" for i in range(5000)).encode())
    for content in (packed[:-20], packed[: len(packed) // 2], b"no archive\n"):
        path.write_bytes(content)
        message = fault(path)
        assert "damaged or truncated file" in message
        assert "fetch or pack it again" in message
        with pytest.raises(InputError, match="damaged"):
            list(read_chunks(path))


def test_a_changed_byte_in_an_archive_is_refused(tmp_path):
    path = tmp_path / "a.gz"
    packed = bytearray(gzip.compress(TEXT.encode() * 100))
    packed[-6] ^= 1  # in the checksum
    path.write_bytes(packed)
    assert "damaged" in fault(path)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_folder_that_is_not_filled_leaves_the_older_one(tmp_path, error):
    place = tmp_path / "above" / "place"
    with whole_folder(place) as folder:
        (folder / "old").write_text("old", encoding="utf-8")
    with pytest.raises(type(error)) as caught, whole_folder(place) as folder:  # noqa: PT012
        (folder / "new").write_text("new", encoding="utf-8")
        raise error
    if isinstance(error, OSError):
        assert caught.value.filename == str(place)
    assert [file.name for file in place.iterdir()] == ["old"]
    assert list(place.parent.iterdir()) == [place]


def test_a_folder_takes_the_place_of_an_older_one(tmp_path):
    for name in ("old", "new"):
        with whole_folder(tmp_path / "place") as folder:
            (folder / name).write_text(name, encoding="utf-8")
    assert [file.name for file in (tmp_path / "place").iterdir()] == ["new"]


def test_a_folder_beside_the_place_is_left_alone(tmp_path):
    for name in ("place.tmp", "place.unfinished"):
        (tmp_path / name).mkdir()
    with whole_folder(tmp_path / "place"):
        pass
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "place",
        "place.tmp",
        "place.unfinished",
    ]
