"""Documents of brat: entities of two files, sentence by sentence, and every fault by its line."""

import gzip

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.data.brat import documents, read_brat
from nlpseq.data.corpora import contents, fingerprint, read_split
from nlpseq.data.examples import Tagged
from nlpseq.errors import InputError

TEXT = "Anna Lee sings.\n\nShe lives in\nNew York.\n"
FIRST = Tagged(("Anna", "Lee", "sings", "."), ("B-PER", "I-PER", "O", "O"))
LAST = Tagged(("New", "York", "."), ("B-LOC", "I-LOC", "O"))
ANNOTATIONS = "T1\tPER 0 8\tAnna Lee\nT2\tLOC 30 38\tNew York\n"


@pytest.fixture
def write(tmp_path):
    def write_document(annotations=ANNOTATIONS, text=TEXT, name="a"):
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
        (tmp_path / f"{name}.ann").write_bytes(annotations.encode())
        return tmp_path / f"{name}.txt"

    return write_document


def message_of(path, **settings):
    with pytest.raises(InputError) as caught:
        list(read_brat(path, **settings))
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("suffix", [".txt", ".ann"])
def test_a_line_is_a_sentence(write, suffix):
    assert list(read_brat(write().with_suffix(suffix))) == [
        FIRST,
        Tagged(("She", "lives", "in"), ("O", "O", "O")),
        LAST,
    ]


def test_only_entities_are_read(write):
    others = (
        "R1\tlives Arg1:T1 Arg2:T2\nE1\tlives:T1 who:T2\nA1\tsure T1\nM1\tnot E1\n"
        "N1\tReference T1 wiki:1\tAnna\n#1\tAnnotatorNotes T1\ta note\n*\tEquiv T1 T2\n\n"
    )
    path = write(others + ANNOTATIONS)
    assert next(read_brat(path)) == FIRST


def test_a_document_may_have_no_entity(write):
    assert {tag for tagged in read_brat(write("")) for tag in tagged.tags} == {"O"}


@pytest.mark.parametrize("text", ["Anna\r\nBonn\r\n", "\ufeffAnna\nBonn\n"])
def test_offsets_count_every_character_of_the_file(write, text):
    start = text.index("Bonn")
    path = write(f"T1\tLOC {start} {start + 4}\tBonn\n", text)
    assert list(read_brat(path)) == [Tagged(("Anna",), ("O",)), Tagged(("Bonn",), ("B-LOC",))]


def test_parts_with_nothing_but_white_space_between_them_are_one(write):
    path = write("T1\tPER 0 4;5 8\tAnna Lee\n")
    assert next(read_brat(path)) == FIRST


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T2 LOC 30 38 New York", "not an annotation of brat: found 'T2 LOC 30 38 New York'"),
        ("T2\tLOC 30\tNew York", "not an annotation of brat"),
        ("T2\tLOC 30 -8\tNew York", "not an annotation of brat"),
        ("New York", "not an annotation of brat: found 'New York', expected identifier"),
        ("T2\tLOC 30 99\tNew York", "span outside the text: found 30 to 99 for LOC, expected"),
        ("T2\tLOC 38 30\tNew York", "span outside the text: found 38 to 30"),
        ("T2\tLOC 31 39\tNew York", "span with another text: found 'ew York.' at 31 to 39"),
        ("T2\tLOC 30 33;34 38\tNew Bonn", "span with another text: found 'New York' at 30 to 38"),
        ("T2\tPER 0 4;9 14\tAnna sings", "discontinuous span: found 'Anna' ... 'sings', expected"),
        ("T2\tPER 9 14;0 4\tAnna sings", "discontinuous span: found 'Anna' ... 'sings', expected"),
        ("T2\tLOC 27 33\tin New", r"span across the end of a line: found 'in\nNew', expected"),
        ("T2\tLOC 5 8\tLee", "overlapping spans: found 'Anna Lee' (PER) and 'Lee' (LOC)"),
        ("T2\tLOC 30 32\tNe", "span that ends inside a word: found 'Ne' (LOC) in the word 'New'"),
        ("T2\tLOC 15 17", "span of white space: found"),
    ],
)
def test_faults(write, line, said):
    path = write(f"T1\tPER 0 8\tAnna Lee\n{line}\n")
    assert message_of(path).startswith(f"{path.with_suffix('.ann')}, line 2: {said}")


def test_repair_reads_them_all(write):
    path = write(
        "T1\tPER 0 4;9 14\tAnna sings\nT2\tLOC 27 33\tin New\nT3\tPER 5 8\tLee\nT4\tX 15 17\n"
        "T5\tVERB 22 26\tives\n"
    )
    assert list(read_brat(path, repair=True)) == [
        Tagged(("Anna", "Lee", "sings", "."), ("B-PER", "I-PER", "I-PER", "O")),
        Tagged(
            ("She", "lives", "in", "New", "York", "."),
            ("O", "B-VERB", "B-LOC", "I-LOC", "O", "O"),
        ),
    ]
    assert "not an annotation" in message_of(write("T1\n"), repair=True)


def test_faults_of_the_files(write, tmp_path):
    path = write()
    (tmp_path / "a.ann").unlink()
    assert f"{tmp_path / 'a.ann'}: no such file" in message_of(path)
    assert "b.txt: no such file" in message_of(tmp_path / "b.ann")
    assert "a.conll: no document of brat: expected NAME.txt or NAME.ann" in message_of(
        tmp_path / "a.conll"
    )
    path.write_bytes(b"Anna\nZ\xfcrich\n")
    assert f"{path}, line 2: wrong encoding" in message_of(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no document in the folder"):
        documents([tmp_path / "empty"])


def test_a_corpus_is_documents_or_a_folder_of_them(write, tmp_path):
    path = write()
    (tmp_path / "deep").mkdir()
    write("T1\tPER 0 4\tAnna\n", "Anna\n", "deep/b")
    for file in (tmp_path / "deep").iterdir():
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
        file.unlink()
    named = CorpusSpec(
        train=[str(path), str(path.with_suffix(".ann")), str(tmp_path / "deep/b.ann.gz")],
        reader="brat",
    )
    folder = CorpusSpec(train=str(tmp_path), reader="brat")
    assert read_split(named, "train")[-1] == Tagged(("Anna",), ("B-PER",))
    assert read_split(named, "train") == read_split(folder, "train")
    assert len(read_split(named, "train")) == 4
    files = [tmp_path / name for name in ("a.txt", "a.ann", "deep/b.txt.gz", "deep/b.ann.gz")]
    assert contents(named, "train") == contents(folder, "train") == files


def test_a_corpus_with_other_annotations_is_another(write):
    spec = CorpusSpec(train=str(write().with_suffix(".ann")))
    before = fingerprint(contents(spec, "train"))
    write(ANNOTATIONS.replace("LOC", "ORG"))
    assert fingerprint(contents(spec, "train")) != before
