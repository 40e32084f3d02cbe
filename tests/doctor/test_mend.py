"""--fix: what it changes, what it leaves byte for byte, and that nothing is left to mend."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlpseq.config import CorpusSpec
from nlpseq.data.readers import READERS
from nlpseq.doctor.check import diagnose
from nlpseq.doctor.findings import MENDED_OF
from nlpseq.doctor.mend import MENDERS, mend
from nlpseq.errors import InputError
from tests.doctor.test_lines import clean_pairs, files
from tests.doctor.test_tagging import CLEAN

FIXED = {
    "zero-width", "odd-space", "stray-blank", "not-nfc", "illegal-tag", "empty-word",
    "blank-around-word", "empty-side", "empty-text", "unequal-lines", "copy", "duplicate-pair",
    "misaligned", "leakage",
}  # fmt: skip


def mended(spec: CorpusSpec, out: Path) -> CorpusSpec:
    """The corpus that mending writes."""
    mend(spec, out)
    names = {
        split: [str(out / Path(file).name) for file in spec.files(split)]
        for split in ("train", "valid", "test")
    }
    return replace(spec, **names)


def left(spec: CorpusSpec) -> set[tuple[str, str]]:
    """Rule and split of what mending should have removed; a test split is not mended."""
    found = {(finding.rule, finding.split) for finding in diagnose(spec).findings}
    return {(rule, split) for rule, split in found if rule in FIXED and split != "test"}


def changes(out: Path) -> list[list[str]]:
    """File, line and rule of each change."""
    rows = (out / "changes.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t")[:3] for row in rows[1:]]


def test_no_mending_is_advised_of_readers_that_have_none():
    readers = {reader for reader in READERS if MENDED_OF.get(reader) == frozenset()}
    assert readers == set(READERS) - set(MENDERS)


def test_a_clean_corpus_is_copied_byte_for_byte(write, tmp_path):
    spec = write({"train.conll": CLEAN, "valid.conll": CLEAN.replace("lives", "sleeps")})
    assert mend(spec, tmp_path / "out") == 0
    for name in ("train.conll", "valid.conll"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / name).read_bytes()


def test_tagged_words(write, tmp_path):
    first, second, third, *rest = CLEAN.split("\n\n")
    second = "\r\n".join(
        second.replace("Ben\tB", "Ben\u200b\tI").replace("in\tO", "\u200b\tO").split("\n")
    )
    train = "\ufeff# a remark\n" + "\n\n".join([first, second, third, *rest])
    test = "# gone\n" + third.replace("Cleo", "Cleo\u200b") + "\n\n" + first + "\n"
    spec = write({"train.conll": train, "test.conll": test}, scheme="bio")
    assert {("zero-width", "train"), ("illegal-tag", "train")} <= left(spec)
    fixed = mended(spec, tmp_path / "out")
    text = (tmp_path / "out" / "train.conll").read_bytes().decode()
    kept = second.replace("Ben\u200b\tI", "Ben\tB").replace("\u200b\tO\r\n", "")
    # the byte order mark stood before the comment of the sentence that leaked
    assert text == "\n\n".join([kept, third, *rest])
    assert (tmp_path / "out" / "test.conll").read_bytes() == test.encode()
    assert ["train.conll", "2", "leakage"] in changes(tmp_path / "out")
    assert ["train.conll", "9", "zero-width"] in changes(tmp_path / "out")
    assert ["train.conll", "9", "illegal-tag"] in changes(tmp_path / "out")
    assert ["train.conll", "12", "empty-word"] in changes(tmp_path / "out")
    assert not left(fixed)


def test_columns_parted_by_blanks_keep_their_blanks(write, tmp_path):
    content = "Ann   NNP  I-PER\nLee NNP I-PER\nsaw\u200b  VBD  O\n\n"
    mended(write({"train.conll": content}, scheme="bio"), tmp_path / "out")
    text = (tmp_path / "out" / "train.conll").read_text(encoding="utf-8")
    assert text == "Ann   NNP  B-PER\nLee NNP I-PER\nsaw  VBD  O\n\n"


def test_pairs(write, tmp_path):
    english, german = clean_pairs()
    german[10] = english[10]
    english[20], german[20] = english[5], german[5]
    english[30], german[30] = english[6] + "\u200b", german[6] + " "
    german[40] = "\u200b"
    english[50] = "  Heute\u00a0ist  alles anders. "
    english.append("surplus")
    held = files([english[70]], [german[70]], "test") | files(
        ["New it is, quite."], ["Neu."], "valid"
    )
    spec = write(files(english, german) | held)
    fixed = mended(spec, tmp_path / "out")
    lines = (tmp_path / "out" / "train.en").read_text(encoding="utf-8").splitlines()
    dropped = {10, 20, 30, 40, 70, 100}
    expected = [line for number, line in enumerate(english) if number not in dropped]
    expected[expected.index(english[50])] = "Heute ist alles anders."
    assert lines == expected
    assert len((tmp_path / "out" / "train.de").read_bytes().splitlines()) == len(lines)
    rules = {
        int(line): rule for file, line, rule in changes(tmp_path / "out") if file == "train.en"
    }
    assert rules == {
        11: "copy",
        21: "duplicate-pair",
        31: "duplicate-pair",
        41: "empty-side",
        51: "odd-space",
        71: "leakage",
        101: "unequal-lines",
    }
    assert not left(fixed)


def test_labelled_texts_in_packed_files(write, tmp_path):
    rows = "a\tone \u200btwo three four five\nb\t \nb\tsix\n"
    test = "a\tone two three four five\n"
    packed = {
        "train.tsv.gz": gzip.compress(rows.encode()),
        "test.tsv.gz": gzip.compress(test.encode()),
    }
    spec = write(packed, reader="labelled")
    fixed = mended(spec, tmp_path / "out")
    assert gzip.decompress((tmp_path / "out" / "train.tsv.gz").read_bytes()) == b"b\tsix\n"
    assert (tmp_path / "out" / "test.tsv.gz").read_bytes() == packed["test.tsv.gz"]
    assert not left(fixed)
    assert not [path for path in (tmp_path / "out").iterdir() if path.suffix == ".tmp"]


def test_a_corpus_is_never_written_over_itself(write, tmp_path):
    spec = write({"train.conll": CLEAN})
    with pytest.raises(InputError, match=r"take the place of the file itself"):
        mend(spec, tmp_path)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "train.conll").write_text(CLEAN, encoding="utf-8")
    twice = replace(spec, valid=[str(tmp_path / "b" / "train.conll")])
    with pytest.raises(InputError, match=r"two files would be mended under one name"):
        mend(twice, tmp_path / "out")
    assert (tmp_path / "train.conll").read_text(encoding="utf-8") == CLEAN


def test_nothing_is_left_of_what_cannot_be_mended(write, tmp_path):
    spec = write({"train.tsv": "a\tb\n", "test.tsv": "a\tb\n"})
    Path(spec.test[0]).unlink()
    with pytest.raises(InputError, match=r"no such file"):
        mend(spec, tmp_path / "out")
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


WORD = st.text(alphabet="aé \u0301\u200b\u00a0\u200dZ🎉", max_size=4)
TAG = st.sampled_from(["O", "B-X", "I-X", "B-Y", "I-Y"])


@given(rows=st.lists(st.tuples(WORD, TAG) | st.none(), min_size=1, max_size=25))
@example(rows=[("Z  Z", "O")])
def test_whatever_stands_in_columns_is_mended_at_once(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("columns")
    lines = ["" if row is None else "\t".join(row) for row in [("a", "O"), *rows]]
    (folder / "train.conll").write_text("\n".join(lines), encoding="utf-8")
    spec = CorpusSpec(train=str(folder / "train.conll"), scheme="bio", separator="tab")
    fixed = mended(spec, folder / "out")
    assert not left(fixed)
    assert mend(fixed, folder / "again") == 0
