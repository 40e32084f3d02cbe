"""Plain text: every rule finds its fault, and is silent on clean lines."""

import pytest

from nlpseq.doctor.mend import mend

TRAIN = "The old sailor sells his boat.\nNobody remembers the storm.\n\nA second document begins.\n"


@pytest.mark.parametrize("reader", ["text", "lines"])
def test_clean_text_has_no_finding(found, reader):
    files = {"train.txt": TRAIN, "valid.txt": "Seven windows look to the sea.\n"}
    assert found(files, reader=reader, task="language_modelling") == {}


def test_faults_of_text_are_found_in_their_lines(found):
    faulty = "Zero\u200bwidth.\n  Two blanks stand here.\nNobody remembers the storm.\n"
    files = {"train.txt": TRAIN + faulty, "valid.txt": "A second document begins.\n"}
    lines = found(files, reader="text", task="language_modelling")
    assert list(lines["zero-width", "train.txt"]) == [5]
    assert list(lines["stray-blank", "train.txt"]) == [6]
    assert list(lines["duplicate", "train.txt"]) == [7]
    assert list(lines["short-leakage", "valid.txt"]) == [1]


def test_text_is_mended_and_keeps_its_documents(write, tmp_path):
    train = TRAIN.replace("sailor", "sai\u200blor") + "It leaks from the held-out text.\n"
    files = {"train.txt": train, "valid.txt": "It leaks from  the held-out text.\n"}
    assert mend(write(files, reader="text", task="language_modelling"), tmp_path / "out") == 3
    assert (tmp_path / "out" / "train.txt").read_text(encoding="utf-8") == TRAIN
