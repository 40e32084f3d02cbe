"""Plain text: documents of paragraphs, or one a line."""

import gzip
import lzma
from pathlib import Path

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer, open_train_valid, read_split
from nlpseq.data.examples import Document
from nlpseq.data.text import read_documents
from nlpseq.errors import InputError

TEXT = "\n \nA cat sleeps.\nIt is  old.\n\n\n\u3000\nBonn\u2028is large.\r\nlast"


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz"])
def test_blank_lines_part_documents(tmp_path: Path, suffix: str) -> None:
    packed = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress}[suffix](TEXT.encode())
    file = tmp_path / f"my.txt{suffix}"
    file.write_bytes(packed)
    assert list(read_documents(file)) == [
        Document(("A cat sleeps.", "It is  old.")),
        Document(("Bonn\u2028is large.", "last")),
    ]


def test_or_each_line_is_a_document(tmp_path: Path) -> None:
    file = tmp_path / "my.txt"
    file.write_text(TEXT, encoding="utf-8")
    found = [document.paragraphs for document in read_documents(file, one_a_line=True)]
    assert found == [("A cat sleeps.",), ("It is  old.",), ("Bonn\u2028is large.",), ("last",)]


def test_a_file_of_blank_lines_has_no_text(tmp_path: Path) -> None:
    file = tmp_path / "my.txt"
    file.write_text("\n \n", encoding="utf-8")
    with pytest.raises(InputError, match=r"my\.txt: no text: found blank lines only"):
        list(read_documents(file))


def test_the_reader_tells_the_task(tmp_path: Path) -> None:
    file = tmp_path / "my.txt"
    file.write_text("".join(f"line {n}\n" for n in range(40)), encoding="utf-8")
    spec = infer(CorpusSpec(train=str(file), reader="lines"))
    assert spec.task == "language_modelling"
    train, valid = open_train_valid(spec)
    assert (len(train), len(valid)) == (38, 2)
    text = CorpusSpec(train=str(file), task="language_modelling")
    assert infer(text).reader == "text"
    assert [len(document.paragraphs) for document in read_split(text, "train")] == [40]
