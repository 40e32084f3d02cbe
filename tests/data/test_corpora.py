"""From a specification to examples."""

import gzip
import json
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.config import CorpusSpec
from nlpseq.data import corpora
from nlpseq.data.corpora import (
    fingerprint,
    infer,
    locate,
    open_train_valid,
    read_pairs,
    read_split,
)
from nlpseq.data.examples import ContrastivePair, Pair, Tagged
from nlpseq.errors import InputError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


@pytest.mark.parametrize(
    ("files", "reader", "name"),
    [
        (["my.en", "my.de"], "parallel", "my"),
        (["a/my.en.gz", "a/my.de.xz"], "parallel", "my"),
        (["source.txt", "target.txt"], "parallel", "source"),
        (["source", "target"], "parallel", "source"),
        ("my.tsv", "tsv", "my"),
        ("my.tsv.gz", "tsv", "my"),
        (["a.tsv", "b.tsv"], "tsv", "a"),
        ("my.conll", "conll", "my"),
        ("x/my.bio.xz", "conll", "my"),
        ("my.iob", "conll", "my"),
        ("my.txt", "conll", "my"),
        ("my.jsonl.gz", "spans", "my"),
        (["a.jsonl", "b.jsonl"], "spans", "a"),
        ("x/my.ann", "brat", "my"),
        (["a.conll", "b.conll"], "conll", "a"),
        (["a.conll", "b.bio"], "conll", "a"),
    ],
)
def test_the_reader_is_told_by_the_files(files, reader, name):
    spec = infer(CorpusSpec(train=files))
    assert (spec.reader, spec.name) == (reader, name)
    assert spec.task == ("translation" if reader in ("parallel", "tsv") else "tagging")


def test_languages_are_told_by_suffixes():
    spec = infer(CorpusSpec(train=["my.en.gz", "my.de.gz"]))
    assert (spec.source_language, spec.target_language) == ("en", "de")
    spec = infer(CorpusSpec(train=["my.source", "my.target"]))
    assert (spec.source_language, spec.target_language) == ("", "")
    spec = infer(CorpusSpec(train=["my.en", "my.de"], source_language="fr"))
    assert (spec.source_language, spec.target_language) == ("fr", "de")


def test_what_is_said_is_kept():
    spec = infer(CorpusSpec(train="my.txt", reader="tsv", name="mine"))
    assert (spec.reader, spec.task, spec.name) == ("tsv", "translation", "mine")


def test_the_task_tells_labelled_lines_from_pairs():
    assert infer(CorpusSpec(train="my.tsv.gz", task="classification")).reader == "labelled"
    assert infer(CorpusSpec(train="my.tsv", reader="labelled")).task == "classification"
    with pytest.raises(InputError, match=r"found classification, expected translation, as the re"):
        infer(CorpusSpec(train="my.tsv", reader="tsv", task="classification"))


def test_other_splits_tell_as_well():
    assert infer(CorpusSpec(test="my.conll")).reader == "conll"
    assert infer(CorpusSpec(splits={"hard": "my.tsv"})).reader == "tsv"


@pytest.mark.parametrize(
    "files", ["my.pdf", "my", ["a.tsv", "b.conll"], ["a.en", "b.de", "c.fr"], ["a.en", "b.tsv"]]
)
def test_what_cannot_be_told_lists_what_can(files):
    with pytest.raises(InputError, match=r"cannot be told.*\.tsv.*data\.reader= \(brat, conll, "):
        infer(CorpusSpec(train=files))


def test_no_file_is_refused():
    with pytest.raises(InputError, match=r"no corpus: expected data=NAME or data\.train=FILE"):
        infer(CorpusSpec())


def test_a_task_that_is_not_the_readers_is_refused():
    with pytest.raises(InputError, match=r"data\.task: found tagging, expected translation"):
        infer(CorpusSpec(train="a.tsv", task="tagging"))


def test_a_split_that_lacks_is_named_with_those_there_are():
    spec = CorpusSpec(name="mine", train="a.tsv", splits={"hard": "b.tsv"})
    with pytest.raises(InputError, match="mine has no test split: expected one of train, hard"):
        locate(spec, "test")


def test_roots(tmp_path, monkeypatch):
    monkeypatch.setenv("NLPSEQ_DATA", str(tmp_path))
    here = CorpusSpec(train=["a.en", "a.de"])
    assert [str(path) for path in locate(here, "train")] == ["a.en", "a.de"]
    there = CorpusSpec(train="x/a.tsv", root="corpora")
    assert locate(there, "train") == [tmp_path / "x" / "a.tsv"]
    with pytest.raises(InputError, match=r"data\.root: found 'sample'"):
        locate(CorpusSpec(train="a.tsv", root="sample"), "train")


def test_samples_lie_in_the_package_or_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(corpora, "_PACKAGE", tmp_path / "nlpseq")
    spec = CorpusSpec(train="a.tsv", root="samples")
    assert locate(spec, "train") == [tmp_path / "data" / "a.tsv"]
    (tmp_path / "nlpseq" / "samples").mkdir(parents=True)
    assert locate(spec, "train") == [tmp_path / "nlpseq" / "samples" / "a.tsv"]


@pytest.mark.parametrize("value", [None, "", "/no/such/folder"])
def test_the_folder_of_corpora_must_be_named(monkeypatch, value):
    monkeypatch.delenv("NLPSEQ_DATA", raising=False)
    if value is not None:
        monkeypatch.setenv("NLPSEQ_DATA", value)
    with pytest.raises(InputError, match=r"NLPSEQ_DATA names no folder.*one subfolder each"):
        locate(CorpusSpec(train="a.tsv", root="corpora"), "train")


def test_splits_are_read(folder):
    write(folder, "a.en", "one\n")
    write(folder, "a.de", "eins\n")
    write(folder, "1.conll", "Teddy B-X\n")
    write(folder, "2.conll", "Rose I-X\n")
    assert read_split(CorpusSpec(train=["a.en", "a.de"]), "train") == [Pair("one", "eins")]
    # each file's scheme for itself
    assert read_split(CorpusSpec(test=["1.conll", "2.conll"]), "test") == [
        Tagged(("Teddy",), ("B-X",)),
        Tagged(("Rose",), ("B-X",)),
    ]


def test_blank_sides_are_refused_in_train_only(folder):
    write(folder, "a.tsv", "one\teins\n\tzwei\n")
    assert len(read_split(CorpusSpec(test="a.tsv"), "test")) == 2
    with pytest.raises(InputError, match=r"a\.tsv, line 2: blank"):
        read_split(CorpusSpec(train="a.tsv"), "train")


def test_a_file_without_examples_is_refused(folder):
    write(folder, "a.conll", "\n\n# nothing\n")
    with pytest.raises(InputError, match=r"a\.conll: no example in the file"):
        read_split(CorpusSpec(train="a.conll"), "train")


def test_a_validation_split_is_taken_as_it_is(folder):
    write(folder, "a.tsv", "one\teins\n")
    write(folder, "b.tsv", "two\tzwei\n")
    train, valid = open_train_valid(CorpusSpec(train="a.tsv", valid="b.tsv"))
    assert (list(train), valid) == ([Pair("one", "eins")], [Pair("two", "zwei")])


@given(number=st.integers(2, 300), share=st.floats(0.01, 0.49), most=st.integers(1, 20))
def test_a_missing_validation_split_is_every_nth_example(tmp_path_factory, number, share, most):
    folder = tmp_path_factory.mktemp("carved")
    write(folder, "a.tsv", "".join(f"{index}\tx\n" for index in range(1, number + 1)))
    spec = CorpusSpec(train=str(folder / "a.tsv"), valid_share=share, valid_max=most)
    split, held_out = open_train_valid(spec)
    train, valid = ([int(pair.source) for pair in part] for part in (split, held_out))
    every = min(max(round(1 / share), ceil(number / most)), number)
    assert valid == list(range(every, number + 1, every))
    assert len(valid) <= most
    assert sorted(train + valid) == list(range(1, number + 1))
    assert len(train) == len(split) > 0


def test_one_example_cannot_be_divided(folder):
    write(folder, "a.tsv", "one\teins\n")
    with pytest.raises(InputError, match=r"too few examples.*found 1.*data\.valid="):
        open_train_valid(CorpusSpec(train="a.tsv"))


def test_a_fingerprint_is_of_contents_not_of_packing(folder):
    write(folder, "a.txt", "one\n")
    write(folder, "b.txt", "two\n")
    write(folder, "ab.txt", "one\ntwo\n")
    (folder / "a.txt.gz").write_bytes(gzip.compress(b"one\n"))
    assert fingerprint(["a.txt"]) == fingerprint(["a.txt.gz"])
    prints = {
        fingerprint(paths)
        for paths in (["a.txt"], ["a.txt", "b.txt"], ["b.txt", "a.txt"], ["ab.txt"], [])
    }
    assert len(prints) == 5
    assert all(len(digest) == 64 for digest in prints)
    with pytest.raises(InputError, match="no such file"):
        fingerprint(["zzz"])


PAIR = {
    "id": "1",
    "stratum": "unseen_names",
    "index": 0,
    "first": {"words": ["Teddy", "slept"], "tags": ["B-PER", "O"]},
    "second": {"words": ["Teddy", "bears"], "tags": ["O", "O"]},
}


def test_pairs_are_read(folder):
    write(folder, "pairs.jsonl", json.dumps(PAIR) + "\n" + json.dumps(PAIR) + "\n")
    pair = ContrastivePair(
        "unseen_names",
        0,
        Tagged(("Teddy", "slept"), ("B-PER", "O")),
        Tagged(("Teddy", "bears"), ("O", "O")),
    )
    assert read_pairs(CorpusSpec(train="a.conll", pairs="pairs.jsonl")) == [pair, pair]
    assert read_pairs(CorpusSpec(train="a.conll")) == []


def test_what_else_a_pair_tells_is_read(folder):
    more = {
        "kind": "xor",
        "distance": 1,
        "template": ["a", "b"],
        "cue": ["slept", "bears"],
        "cue_distance": [1, 1],
        "group": "g",
    }
    write(folder, "pairs.jsonl", json.dumps(PAIR | more) + "\n")
    (pair,) = read_pairs(CorpusSpec(train="a.conll", pairs="pairs.jsonl"))
    assert (pair.kind, pair.distance, pair.template, pair.group) == ("xor", 1, "a", "g")
    assert pair.cues == ((1, 2), (1, 2))


def test_the_sentences_of_a_mirrored_pair_agree_from_the_word_on(folder):
    mirrored = {
        "kind": "left_cue",
        "stratum": "left_cue",
        "index": 1,
        "first": {"words": ["near", "Jordan", "."], "tags": ["O", "B-LOC", "O"]},
        "second": {"words": ["Dr", "Jordan", "."], "tags": ["O", "B-PER", "O"]},
    }
    write(folder, "pairs.jsonl", json.dumps(mirrored) + "\n")
    (pair,) = read_pairs(CorpusSpec(train="a.conll", pairs="pairs.jsonl"))
    assert (pair.kind, pair.first.words[0]) == ("left_cue", "near")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"index": 1}, "differ before or at word 1"),
        ({"index": 2}, "index 2 outside"),
        ({"index": -1}, "index -1 outside"),
        ({"index": "0"}, "index '0' outside"),
        ({"second": PAIR["first"]}, "the same tag B-PER at word 0"),
        ({"first": {"words": ["Teddy"], "tags": []}}, "1 words and 0 tags"),
        ({"first": {"words": ["Teddy"], "tags": ["PER"]}}, "unknown tag"),
        ({"first": {"words": ["Teddy"]}}, "no key 'tags'"),
        ({"first": None}, "NoneType"),
        ({"kind": "both"}, "kind 'both', none of right_cue, left_cue, no_flip, xor"),
        ({"kind": "left_cue"}, "sentences that differ at or after word 0"),
        ({"kind": "no_flip"}, "different tags at word 0"),
        ({"cue": ["slept"], "cue_distance": [1, 1]}, "zip()"),
        ({"cue": ["slept"], "cue_distance": [1]}, "zip()"),
        ({"cue": ["slept", "bears"], "cue_distance": [9, 1]}, "a cue from word 9 to 10, outside"),
        ({"cue": ["slept", "bears"], "cue_distance": [-2, 1]}, "a cue from word -2 to -1, outside"),
        ({"cue": [5, 5], "cue_distance": [1, 1]}, "no attribute 'split'"),
        ({"first": {"words": [1], "tags": ["B-PER"]}}, "words that are no list of texts"),
        ({"first": {"words": "a", "tags": ["B-PER"]}}, "words that are no list of texts"),
        ({"template": []}, "list index out of range"),
        ({"distance": float("inf")}, "infinity"),
    ],
)
def test_a_line_that_is_no_pair_is_refused(folder, change, found):
    write(folder, "pairs.jsonl", json.dumps(PAIR) + "\n" + json.dumps(PAIR | change) + "\n")
    with pytest.raises(InputError, match=r"pairs\.jsonl, line 2: not a contrastive pair") as caught:
        read_pairs(CorpusSpec(pairs="pairs.jsonl"))
    assert found in str(caught.value)


@pytest.mark.parametrize("line", ["", "{", "[]", "1", "[" * 100_000])
def test_a_line_that_is_no_json_object_is_refused(folder, line):
    write(folder, "pairs.jsonl", line + "\n")
    with pytest.raises(InputError, match="line 1: not a contrastive pair"):
        read_pairs(CorpusSpec(pairs="pairs.jsonl"))
