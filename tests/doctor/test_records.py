"""Spans, doccano, brat and data sets: examined past their faults, JSONL mended as well."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nlpseq.doctor.check import diagnose
from nlpseq.doctor.mend import mend
from nlpseq.errors import InputError
from tests.data.test_hub import Rows
from tests.doctor.conftest import lines_of

ANNA = '{"text": "Anna sings.", "spans": [{"start": 0, "end": 4, "label": "PER"}]}'
BEN = '{"text": "Ben dances in old Rome.", "spans": [[0, 3, "PER"], [18, 22, "LOC"]]}'
CUT = '{"text": "Cleo sleeps.", "spans": [[0, 2, "PER"]], "id": 7}'
BLANK = '{"text": " ", "spans": []}'
OUTSIDE = '{"text": "Dan runs.", "spans": [[4, 40, "PER"]]}'


def faults(diagnosis):
    """Rule and file -> lines, but for labels that are rare in so few lines."""
    return {key: lines for key, lines in lines_of(diagnosis).items() if key[0] != "rare-label"}


def test_clean_records_have_no_finding(write):
    assert faults(diagnose(write({"train.jsonl": f"{ANNA}\n\n{BEN}\n"}))) == {}


def test_records_are_named_by_line(write):
    lines = [ANNA, CUT, BLANK, "no json", OUTSIDE, BEN.replace("Rome.", "Rome, o\u200bld."), ANNA]
    assert faults(diagnose(write({"train.jsonl": "\n".join(lines)}))) == {
        ("span", "train.jsonl"): [2],
        ("record", "train.jsonl"): [3, 4, 5],
        ("zero-width", "train.jsonl"): [6],
        ("duplicate", "train.jsonl"): [7],
    }


def test_records_are_mended(write, tmp_path):
    train = "\n".join([ANNA, CUT, BLANK, "no json", BEN]) + "\n"
    spec = write({"train.jsonl": train, "valid.jsonl": f"{BEN}\n", "test.jsonl": f"{CUT}\n"})
    assert mend(spec, tmp_path / "out") == 4
    mended = (tmp_path / "out" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    assert mended[0] == ANNA
    whole = [{"start": 0, "end": 4, "label": "PER"}]
    assert [json.loads(line) for line in mended[1:]] == [
        {"text": "Cleo sleeps.", "spans": whole, "id": 7}
    ]
    assert (tmp_path / "out" / "test.jsonl").read_text(encoding="utf-8") == f"{CUT}\n"


def test_doccano_keeps_its_keys(write, tmp_path):
    record = '{"data": "Cleo sleeps.", "label": [[0, 2, "PER"]]}'
    spec = write({"train.jsonl": record}, reader="doccano")
    assert faults(diagnose(spec)) == {("span", "train.jsonl"): [1]}
    assert mend(spec, tmp_path / "out") == 1
    mended = json.loads((tmp_path / "out" / "train.jsonl").read_text(encoding="utf-8"))
    (span,) = mended["label"]
    assert (span["start_offset"], span["end_offset"], span["label"]) == (0, 4, "PER")


def document(folder: Path, name: str, text: str, annotations: str) -> str:
    """Write a document of brat."""
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.ann").write_text(annotations, encoding="utf-8")
    return str(folder / f"{name}.txt")


def test_all_faults_of_a_document(write, tmp_path):
    text = "Anna sings.\nBen Lee danc\u200bes\nin Rome.\n"
    right = "T1\tPER 0 4\tAnna\nT2\tPER 12 19\tBen Lee\nT3\tLOC 31 35\tRome\n"
    wrong = (
        "T4\tPER 12 14\tBe\nT5\tPER 12 15\tBen\nT6\tLOC 4 40\tx\n"
        "T7\tPER 0 4;12 15\tAnna Ben\nnothing\n"
    )
    spec = write({}, train=[document(tmp_path, "a", text, right)], reader="brat")
    assert faults(diagnose(spec)) == {("zero-width", "a.txt"): [2]}
    document(tmp_path, "a", text, right + wrong)
    found = faults(diagnose(spec))
    assert found["span", "a.ann"] == [4, 5, 6, 7, 8]
    assert found["record", "a.ann"] == [6]
    with pytest.raises(InputError, match="cannot be mended: found the reader brat"):
        mend(spec, tmp_path / "out")


def test_a_folder_of_documents(write, tmp_path):
    for number in range(3):
        document(tmp_path, f"d{number}", f"Anna sings {number}.\n", "T1\tPER 0 4\tAnna\n")
    diagnosis = diagnose(write({}, train=[str(tmp_path)], reader="brat"))
    facts = {fact.name: fact.value for fact in diagnosis.facts}
    assert facts["sentences"] == "3"
    assert facts["entities"] == "3"


@pytest.mark.parametrize(
    ("task", "rows", "fault"),
    [
        ("tagging", {"tokens": ["Anna", "sings"], "tags": ["B-PER", "O"]}, {"tags": ["O"]}),
        ("classification", {"text": "Anna sings.", "label": "art"}, {"label": None}),
        ("translation", {"source": "Anna sings.", "target": "Anna singt."}, {"target": 3}),
    ],
)
def test_rows_of_data_sets(write, monkeypatch, task, rows, fault):
    package = ModuleType("datasets")
    package.load_dataset = lambda *_: {"all": Rows([rows, rows | fault, rows])}
    monkeypatch.setitem(sys.modules, "datasets", package)
    spec = write({}, train=["some:all"], reader="datasets", task=task)
    found = faults(diagnose(spec))
    assert found["record", "some:all"] == [2]
    repeated = "duplicate-pair" if task == "translation" else "duplicate"
    assert found[repeated, "some:all"] == [3]
