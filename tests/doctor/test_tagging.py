"""Tagged words: every rule finds its fault at its line, and is silent on clean columns."""

import os
from pathlib import Path

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.doctor.check import diagnose

CLEAN = "".join(
    f"{name}\tB-PER\n{surname}\tI-PER\nlives\tO\nin\tO\n{town}\tB-LOC\n.\tO\n\n"
    for name, surname, town in [
        ("Ada", "Marsh", "Bonn"),
        ("Ben", "Field", "Rome"),
        ("Cleo", "Brook", "Oslo"),
        ("Dan", "Wood", "Kiel"),
        ("Eve", "Stone", "Bern"),
        ("Finn", "Lake", "Graz"),
    ]
)


def test_a_clean_corpus_has_no_finding(found):
    assert found({"train.conll": CLEAN}) == {}


@pytest.mark.parametrize(
    ("rule", "line", "wrong"),
    [
        ("columns", 3, "lives"),
        ("columns", 3, "lives\tV\tO"),
        ("tag", 3, "lives\tVERB"),
        ("tag", 3, "lives\tE-PER"),
        ("tag", 3, "lives\t"),
        ("illegal-tag", 3, "lives\tI-LOC"),
        ("empty-word", 3, "\tO"),
        ("empty-word", 3, " \tO"),
        ("blank-around-word", 3, "lives \tO"),
        ("blank-in-word", 3, "lives here\tO"),
        ("zero-width", 3, "li\u200bves\tO"),
        ("odd-space", 3, "li\u2003ves\tO"),
        ("control-character", 3, "li\x96ves\tO"),
        ("replacement-character", 3, "li\ufffdves\tO"),
        ("not-nfc", 3, "live\u0301s\tO"),
        ("mojibake", 3, "livÃ©s\tO"),
        ("html-escape", 3, "&amp;\tO"),
        ("hash-word", 3, "#lives\tO"),
        ("long-word", 3, "l" * 101 + "\tO"),
        ("comment-line", 3, "# a remark"),
        ("document-line", 3, "-DOCSTART- -X- O"),
        ("nul", 3, "li\0ves\tO"),
        ("line-end", 3, "lives\tO\r"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_found(found, rule, line, wrong):
    lines = CLEAN.split("\n")
    lines[line - 1] = wrong
    findings = found({"train.conll": "\n".join(lines)}, scheme="bio")
    assert findings[rule, "train.conll"] == [line]
    expected = {rule, "empty-word"} if wrong.startswith(" ") else {rule}
    assert {name for name, _ in findings} == expected


def test_bytes_that_are_not_utf8(found):
    content = CLEAN.encode().replace(b"Rome", b"K\xf6ln")
    assert found({"train.conll": content}) == {("encoding", "train.conll"): [12]}


def test_what_a_terminal_would_obey_is_escaped(write):
    content = CLEAN.encode().replace(b"LOC", b"L\x1b[2JC").replace(b"PER", b"P\xdcR")
    diagnosis = diagnose(write({"train.conll": content}))
    shown = [fact.value for fact in diagnosis.facts] + [f.message for f in diagnosis.findings]
    assert all(text.isprintable() for text in shown)


def test_a_byte_order_mark(found):
    content = CLEAN.replace("\n\n", "\n\t\n", 1)
    findings = found({"train.conll": "\ufeff" + content})
    assert findings == {
        ("byte-order-mark", "train.conll"): [1],
        ("blank-line", "train.conll"): [7],
    }


def test_illegal_bmes(found):
    content = "".join(f"{c}\t{t}\n" for c, t in zip("abcdef", "BESBMO", strict=True))
    content = content.replace("\tB", "\tB-X").replace("\tE", "\tE-X").replace("\tS", "\tS-X")
    findings = found({"train.conll": content.replace("\tM", "\tM-X")}, scheme="bmes")
    assert findings["illegal-tag", "train.conll"] == [6]


def test_a_scheme_that_cannot_be_told(found):
    findings = found({"train.conll": "a\tB-X\nb\tO\nc\tI-X\n"})
    assert ("scheme", "train.conll") in findings


def test_another_scheme_than_train(found):
    valid = CLEAN.replace("B-", "I-").replace("lives", "sleeps")
    assert ("scheme-differs", "valid.conll") in found({"train.conll": CLEAN, "valid.conll": valid})


def test_copies_in_a_split(found):
    first = CLEAN[: CLEAN.index("\n\n") + 2]
    other = first.replace("B-LOC", "O")
    findings = found({"train.conll": CLEAN + first + other})
    assert findings["duplicate", "train.conll"] == [43]
    assert findings["other-label", "train.conll"] == [1, 43, 50]


def test_what_splits_share(found):
    first, second, *_ = CLEAN.split("\n\n")
    near = second.replace("lives", "Lives").replace("Rome", "Parma")
    short = "Amen\tO\n"
    train = CLEAN + short
    findings = found({"train.conll": train, "test.conll": "\n\n".join([first, near, short])})
    assert findings["leakage", "test.conll"] == [1]
    assert findings["near-leakage", "test.conll"] == [8]
    assert findings["short-leakage", "test.conll"] == [15]


def test_long_sentences(found):
    content = "word\tO\n" * 101 + "\n" + CLEAN
    assert found({"train.conll": content}) == {("long-sentence", "train.conll"): [1]}


def test_entities_that_contradict_themselves(found):
    usual = "at\tO\nNew\tB-LOC\nYork\tI-LOC\n\n" * 12
    odd = "in\tO\nNew\tB-PER\nYork\tI-PER\n\n"
    findings = found({"train.conll": CLEAN + usual + odd})
    assert findings["contradiction", "train.conll"] == [92]
    missed = "in\tO\nNew\tO\nYork\tO\n\n"
    findings = found({"train.conll": CLEAN + usual + missed})
    assert findings["contradiction", "train.conll"] == [92]


def test_what_stands_around_tells_apart_is_no_contradiction(found):
    """Towns that are teams as well, and a name that is as often unmarked as marked."""
    towns = ["Bonn", "Rome", "Kiel", "Graz", "Bern", "Oslo"]
    teams = "".join(f"in O\n{town} B-LOC\n\n" * 12 + f"{town} B-ORG\nwon O\n\n" for town in towns)
    assert ("contradiction", "train.conll") not in found({"train.conll": teams})
    assert ("contradiction", "train.conll") in found({"train.conll": "".join(teams[:200])})
    marked = "at\tO\nNew\tB-LOC\nYork\tI-LOC\n\n" * 12
    often = "in\tO\nNew\tO\nYork\tO\n\n" * 3
    assert ("contradiction", "train.conll") not in found({"train.conll": marked + often})


def test_labels_of_splits(found):
    test = CLEAN.replace("PER", "ORG").replace("lives", "works")
    findings = found({"train.conll": CLEAN, "test.conll": test})
    assert ("unseen-label", "test.conll") in findings
    assert ("label-shift", "test.conll") in findings
    assert ("rare-label", "train.conll") in found({"train.conll": CLEAN + "a\tB-X\n"})


def test_touching_and_lonely_entities(found):
    findings = found({"train.conll": "@\tB-PER\nanna\tB-PER\nsaid\tO\nso\tO\n\n" * 30})
    assert len(findings["touching", "train.conll"]) == 30
    findings = found({"train.conll": "Bonn\tB-LOC\n\n" * 30})
    assert len(findings["only-entities", "train.conll"]) == 30


def floor(diagnosis, split):
    """The memorisation floor that a diagnosis names."""
    facts = {(fact.split, fact.name): fact.value for fact in diagnosis.facts}
    return float(facts[split, "memorisation floor"].removeprefix("F1 "))


def test_the_floor_marks_the_longest_string_of_one_type(write):
    train = "New\tB-LOC\nYork\tI-LOC\n\nYork\tB-PER\n\nRome\tB-LOC\n\nRome\tB-PER\n\n"
    test = "in\tO\nNew\tB-LOC\nYork\tI-LOC\n\nRome\tB-LOC\nYork\tB-LOC\n"
    diagnosis = diagnose(write({"train.conll": train, "test.conll": test}, scheme="bio"))
    assert floor(diagnosis, "test") == pytest.approx(100 * 2 / (2 + 3), abs=0.01)


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "columns", "f1"),
    [
        ("sec_en", (0, 3), 81.56),
        pytest.param("germeval2014_de", (0, 1), 43.18, marks=pytest.mark.slow),
    ],
)
def test_the_floors_of_known_corpora(name, columns, f1):
    folder = Path(os.environ["NLPSEQ_DATA"]) / name
    files = {split: str(folder / f"{split}.conll.gz") for split in ("train", "test")}
    diagnosis = diagnose(CorpusSpec(**files, columns=list(columns)))
    assert floor(diagnosis, "test") == pytest.approx(f1, abs=0.5)


@pytest.mark.corpora
def test_the_quirks_of_tweets(nlpseq_data):
    folder = nlpseq_data / "wnut17_en"
    diagnosis = diagnose(
        CorpusSpec(train=str(folder / "train.conll.gz"), valid=str(folder / "valid.conll.gz"))
    )
    counts = {(f.rule, f.split): len(f.lines) for f in diagnosis.findings}
    assert counts["blank-line", "train"] == 2394
    assert counts["zero-width", "valid"] == 2
    assert floor(diagnosis, "valid") == 0
