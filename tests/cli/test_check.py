"""``nlpseq data check``: its exit status, its lines, --json, --fix and its faults."""

import json

import pytest

CLEAN = "Ada B-PER\nMarsh I-PER\nlives O\nin O\nBonn B-LOC\n. O\n\n" + "".join(
    f"{name} B-PER\nsaw O\n{town} B-LOC\ntoday O\n. O\n\n"
    for name, town in [("Ben", "Rome"), ("Eve", "Kiel"), ("Finn", "Graz"), ("Dan", "Bern")]
)


def check(program, *arguments):
    """Examine files in the folder."""
    return program.run("data", "check", *arguments)


def test_a_clean_corpus(program):
    program.write("a.conll", CLEAN)
    outcome = check(program, "a.conll")
    assert outcome.status == 0
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    assert "a: train: sentences: 5" in lines
    assert "a: train: entity types: PER 5, LOC 5" in lines
    assert lines[-1] == "a: 0 errors, 0 warnings, 1 note"


def test_faults_are_told_by_line(program):
    program.write("a.conll", CLEAN.replace("lives O", "li\u200bves O").replace("Rome B", "Rome I"))
    outcome = check(program, "a.conll", "--scheme", "bio", "--json", "found.json")
    assert outcome.status == 1
    assert (
        "a.conll:10: error: illegal-tag: a tag cannot follow the one before: "
        "I-LOC after O in bio; correct it, or give --fix OUT"
    ) in outcome.out.splitlines()
    assert (
        "a.conll:3: warning: zero-width: invisible characters of no width; give --fix OUT"
    ) in outcome.out.splitlines()
    (record,) = json.loads((program.folder / "found.json").read_text(encoding="utf-8"))
    assert record["task"] == "tagging"
    assert record["faulty"]
    assert {finding["rule"]: finding["lines"] for finding in record["findings"][:2]} == {
        "illegal-tag": [10],
        "zero-width": [3],
    }


def test_a_mended_corpus_is_clean(program):
    program.write("a.conll", CLEAN.replace("lives O", "li\u200bves O").replace("Rome B", "Rome I"))
    outcome = check(program, "a.conll", "--scheme", "bio", "--fix", "out")
    assert outcome.status == 1
    assert outcome.out.endswith("mended: out, 2 changes, listed in out/changes.tsv\n")
    assert (program.folder / "out" / "a.conll").read_text(encoding="utf-8") == CLEAN
    assert program.left() == ["a.conll", "out/a.conll", "out/changes.tsv"]
    assert check(program, "out/a.conll").status == 0


RECORD = '{"text": "Cleo sleeps.", "spans": [[0, 2, "PER"]], "id": "\\udc80"}\n'


def test_mending_is_advised_only_where_it_does_something(program):
    odd = '{"text": "Ben\u200b reads.\x96", "spans": []}\n'
    program.write("a.jsonl", RECORD + odd)
    outcome = check(program, "a.jsonl", "--fix", "out")
    said = [line for line in outcome.out.splitlines() if line.startswith("a.jsonl:")]
    assert said[:3] == [
        "a.jsonl:1: error: span: spans that do not fit their text: span that ends inside a word; "
        "correct them, or give --fix OUT",
        "a.jsonl:2: warning: zero-width: invisible characters of no width; correct them by hand: "
        "--fix does not",
        "a.jsonl:2: warning: control-character: control characters; delete them",
    ]
    assert (program.folder / "out" / "a.jsonl").read_text(encoding="utf-8").endswith(odd)
    program.write("b.txt", "Ben\u200b reads.")
    program.write("b.ann", "")
    outcome = check(program, "b.txt", "--reader", "brat")
    assert "no width; correct them by hand: --fix does not\n" in outcome.out
    assert "cannot be mended" in check(program, "b.txt", "--reader", "brat", "--fix", "o").fault()


def test_a_mended_record_is_json_in_utf_8(program):
    program.write("a.jsonl", RECORD)
    assert check(program, "a.jsonl", "--fix", "out").status == 1
    (line,) = (program.folder / "out" / "a.jsonl").read_text(encoding="utf-8").splitlines()
    spans = [{"start": 0, "end": 4, "label": "PER"}]
    assert json.loads(line) == {"text": "Cleo sleeps.", "spans": spans, "id": "\udc80"}


def test_pairs_of_two_files(program):
    program.write("a.en", "One of them is here.\nTwo of them are here.\n")
    program.write("a.de", "Einer davon ist hier.\nTwo of them are here.\n")
    outcome = check(program, "a.en", "a.de", "--valid", "a.en", "a.de")
    assert outcome.status == 1
    assert "a.de:2: warning: copy: the target repeats the source: 'Two of them" in outcome.out
    assert "a.en:1: warning: leakage: 2 lines (1, 2): stand in train as well" in outcome.out


def test_a_corpus_that_comes_with_the_program(program):
    outcome = check(program, "teddy")
    assert outcome.status == 0
    assert "teddy: valid: memorisation floor: F1 64.71" in outcome.out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["b.conll"], "b.conll: no such file; did you mean 'a.conll'?"),
        (["tedy"], "unknown corpus: found 'tedy'"),
        (["a.unknown"], "the reader cannot be told from the files: found a.unknown"),
        (["a.conll", "--columns", "0"], "argument --columns: '0' is not two numbers such as 0,3"),
        (["a.conll", "--scheme", "iob2"], "unknown tag scheme: found 'iob2'"),
        (["a.conll", "--fix", "."], "a.conll: the mended file would take the place of the file"),
        (["teddy", "--test", "a.conll"], "options that go with files: found --test"),
        (["a.conll", "--json", "no/found.json"], "no such folder"),
        ([], "the following arguments are required: NAME|FILE"),
    ],
)
def test_what_cannot_be_checked(program, arguments, message):
    program.write("a.conll", CLEAN)
    assert message in check(program, *arguments).fault()
    assert program.left() == ["a.conll"]


def test_help(program):
    outcome = check(program, "--help")
    assert outcome.status == 0
    assert "nlpseq data check teddy" in outcome.out
