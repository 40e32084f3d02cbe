"""The benchmark by distance: its pairs and controls, and what train must not know of them."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "teddy"
STRATA = ("unseen_names", "unseen_templates", "unseen_names_and_templates", "unseen_cues")
SIDES = ("first", "second")

sys.path.insert(0, str(FOLDER))
from baseline import read_conll  # noqa: E402
from teddy_far import lines, sorts  # noqa: E402
from teddy_far import making_controls as making  # noqa: E402

sys.path.remove(str(FOLDER))


def _records(name: str) -> list[dict]:
    lines = (FOLDER / "distance" / name).read_text("utf-8").split("\n")[:-1]
    return [json.loads(line) for line in lines]


PAIRS = {"test": _records("pairs.jsonl"), "valid": _records("pairs_valid.jsonl")}
CONTROLS = {"test": _records("controls.jsonl"), "valid": _records("controls_valid.jsonl")}
TRAIN = [*read_conll(FOLDER / "train.conll"), *read_conll(FOLDER / "distance" / "train.conll")]
TRAIN_WORDS = {word.lower() for words, _ in TRAIN for word in words}
TRAIN_TEXTS = {" ".join(words) for words, _ in TRAIN}
FRAMES = {frame.name: frame for frames in lines.FRAMES.values() for frame in frames}
ALL = [record for part in ("test", "valid") for record in PAIRS[part] + CONTROLS[part]]


def _bucket(distance: int) -> str:
    limits = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (16, "9-16"))
    return next((name for most, name in limits if distance <= most), "17+")


def _new_words(record: dict) -> list[list[str]]:
    return [[w for w in cue.split() if w.lower() not in TRAIN_WORDS] for cue in record["cue"]]


@pytest.mark.slow
def test_files_are_what_the_generator_writes():
    command = [sys.executable, str(FOLDER / "generate_distance.py"), "--check"]
    assert subprocess.run(command, capture_output=True).stdout == b""


def test_there_are_enough_pairs_of_every_stratum_distance_and_label():
    assert len(PAIRS["test"]) >= 1000
    cells = Counter((r["stratum"], _bucket(r["distance"])) for r in PAIRS["test"])
    assert {stratum for stratum, _ in cells} == set(STRATA)
    assert set(cells.values()) == {50}
    assert len(cells) == 4 * 6
    labels = Counter(
        tuple(sorted(r[side]["tags"][r["index"]] for side in SIDES)) for r in PAIRS["test"]
    )
    wanted = {
        ("B-PER", "O"),
        ("B-LOC", "O"),
        ("B-ORG", "O"),
        ("B-LOC", "B-PER"),
        ("B-LOC", "B-ORG"),
    }
    assert all(labels[pair] >= 60 for pair in wanted)


def test_right_cue_pairs_agree_up_to_the_word_and_are_as_far_apart_as_they_say():
    for record in PAIRS["test"] + PAIRS["valid"]:
        first, second = (record[side]["words"] for side in SIDES)
        index, distance = record["index"], record["distance"]
        assert first[: index + 1] == second[: index + 1], record["id"]
        assert first[index] == record["name"], record["id"]
        assert record["first"]["tags"][index] != record["second"]["tags"][index], record["id"]
        # up to the nearest cue there is nothing that differs but words that tell nothing
        assert distance >= min(record["cue_distance"]), record["id"]
        for words, cue, offset in zip(
            (first, second), record["cue"], record["cue_distance"], strict=True
        ):
            start = index + offset
            assert words[start : start + len(cue.split())] == cue.split(), record["id"]


def test_no_name_of_a_withheld_stratum_is_in_train():
    for record in ALL:
        if record["stratum"] in ("unseen_templates", "unseen_cues"):
            assert record["name"].lower() in TRAIN_WORDS, record["id"]
        else:
            assert record["name"].lower() not in TRAIN_WORDS, record["id"]


def test_no_withheld_frame_or_stretch_is_in_train():
    for part in ("test", "valid"):
        for record in PAIRS[part]:
            withheld = "templates" in record["stratum"]
            expected = part if withheld else "train"
            assert {FRAMES[name].part for name in record["template"]} == {expected}, record["id"]
            stretches = [name for name in record["stretch"].split("+") if "." in name]
            kinds = {name.split(".")[1] for name in stretches if not name.startswith("adverb")}
            assert kinds <= {expected}, record["id"]


def test_no_two_parts_share_a_line():
    for block in (lines.SHORT, lines.CLAUSES, making.NEUTRAL_ENDS, making.LEADS, making.MARK_ENDS):
        parts = [{tuple(tokens) for _, tokens in block.of(p)} for p in ("train", "test", "valid")]
        assert not parts[0] & parts[1]
        assert not parts[0] & parts[2]
        assert not parts[1] & parts[2]
    by_frame = defaultdict(set)
    for frame in FRAMES.values():
        by_frame[(frame.name.split(".")[0], frame.tokens)].add(frame.part)
    assert all(len(parts) == 1 for parts in by_frame.values())


def test_unseen_cues_hold_a_word_that_train_does_not():
    for record in PAIRS["test"] + PAIRS["valid"]:
        new = _new_words(record)
        if record["stratum"] == "unseen_cues":
            assert all(new), record["id"]
        else:
            assert not any(new), record["id"]


def test_validation_and_test_share_no_withheld_name_template_or_cue():
    for keep in ("name", "template", "stretch"):
        strata = ("unseen_names_and_templates",)
        found = [
            {str(r[keep]) for r in PAIRS[part] if r["stratum"] in strata and r[keep]}
            for part in ("test", "valid")
        ]
        assert not found[0] & found[1], keep
    cues = [
        {
            word
            for r in PAIRS[part]
            if r["stratum"] == "unseen_cues"
            for new in _new_words(r)
            for word in new
        }
        for part in ("test", "valid")
    ]
    assert not cues[0] & cues[1]


def test_no_sentence_is_in_train_or_in_two_pairs():
    texts = [" ".join(record[side]["words"]) for record in ALL for side in SIDES]
    assert not set(texts) & TRAIN_TEXTS
    assert max(Counter(texts).values()) == 1
    assert len({record["id"] for record in ALL}) == len(ALL)


def test_words_of_train_have_both_labels():
    counts: dict[str, Counter] = defaultdict(Counter)
    for words, tags in TRAIN:
        for word, tag in zip(words, tags, strict=True):
            counts[word][tag[2:]] += 1
    for sort in sorts.SORTS:
        for word in sort.words["train"]:
            found = counts[word.text]
            assert max(found.values()) <= 0.8 * found.total(), word.text


def test_controls_are_what_their_kind_says():
    for part, least in (("test", 100), ("valid", 30)):
        kinds = Counter(record["kind"] for record in CONTROLS[part])
        assert set(kinds) == {"left_cue", "no_flip", "xor"}
        assert min(kinds.values()) >= least
        for record in CONTROLS[part]:
            first, second = (record[side]["words"] for side in SIDES)
            tags = [record[side]["tags"][record["index"]] for side in SIDES]
            index = record["index"]
            if record["kind"] == "left_cue":
                assert first[index:] == second[index:], record["id"]
                assert first[:index] != second[:index], record["id"]
            else:
                assert first[: index + 1] == second[: index + 1], record["id"]
                assert first != second, record["id"]
            assert (tags[0] == tags[1]) == (record["kind"] == "no_flip"), record["id"]


def test_of_four_sentences_neither_side_alone_tells_the_label():
    groups = defaultdict(list)
    for record in CONTROLS["test"]:
        if record["kind"] == "xor":
            groups[record["group"]].append(record)
    assert len(groups) >= 100
    for records in groups.values():
        labels = {}
        for record in records:
            for side in SIDES:
                words, index = record[side]["words"], record["index"]
                left, right = tuple(words[:index]), tuple(words[index + 1 :])
                labels[left, right] = record[side]["tags"][index]
        assert len(labels) == 4
        for place in (0, 1):
            for part in {key[place] for key in labels}:
                seen = [label for key, label in labels.items() if key[place] == part]
                assert len(seen) == len(set(seen)) == 2


def test_left_cues_of_test_are_not_those_of_train():
    train = [
        tuple(tokens) for label in making.LEFT_CUES for _, tokens in making.LEFT_CUES[label].train
    ]
    for record in CONTROLS["test"]:
        if record["kind"] == "left_cue":
            for side in SIDES:
                assert tuple(record[side]["words"][: record["index"]]) not in train
