"""The English NER corpus of data/teddy: its files, its pairs and what train must not know."""

import importlib.util
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "teddy"
STRATA = ("unseen_names", "unseen_templates", "unseen_cues")
SPLITS = ("train", "valid", "test")
SIDES = ("first", "second")
LABELS = {"PER", "LOC", "ORG", "MISC"}


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"teddy_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


sys.path.insert(0, str(FOLDER))
generate, baseline = _load("generate"), _load("baseline")

from teddy_en import grammar, pairs  # noqa: E402

sys.path.remove(str(FOLDER))


def _pairs(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").split("\n")[:-1]]


SENTENCES = {split: baseline.read_conll(FOLDER / f"{split}.conll") for split in SPLITS}
TEST_PAIRS, VALID_PAIRS = _pairs("pairs.jsonl"), _pairs("pairs_valid.jsonl")
ALL_PAIRS = TEST_PAIRS + VALID_PAIRS
TRAIN_WORDS = {word.lower() for words, _ in SENTENCES["train"] for word in words}
FRAMES = {frame.name: frame for frames in pairs.FRAMES.values() for frame in frames}


def _of(records: list[dict], stratum: str) -> list[dict]:
    return [record for record in records if record["stratum"] == stratum]


def _new_cue_words(record: dict) -> list[set[str]]:
    return [{w for w in cue.lower().split() if w not in TRAIN_WORDS} for cue in record["cue"]]


def _is_legal(tags: list[str]) -> bool:
    for previous, tag in zip(["O", *tags], tags, strict=False):
        if tag != "O" and (tag[:2] not in ("B-", "I-") or tag[2:] not in LABELS):
            return False
        if tag.startswith("I-") and previous not in (f"B-{tag[2:]}", f"I-{tag[2:]}"):
            return False
    return True


def test_files_are_what_the_generator_writes():
    for name, content in generate.render().items():
        assert (FOLDER / name).read_bytes() == content.encode("utf-8"), name


def test_other_seeds_write_other_sentences():
    assert generate.render(seed=1)["test.conll"] != (FOLDER / "test.conll").read_text("utf-8")


def test_counts():
    assert len(SENTENCES["train"]) >= 3000
    assert len(SENTENCES["valid"]) >= 500
    assert len(SENTENCES["test"]) >= 600
    counts = Counter(record["stratum"] for record in TEST_PAIRS)
    assert set(counts) == set(STRATA)
    assert min(counts.values()) >= 150
    assert Counter(r["stratum"] for r in VALID_PAIRS) == dict.fromkeys(STRATA, 60)


def test_train_has_many_frames_and_ordinary_sentences():
    assert sum(frame.part == "train" for frame in FRAMES.values()) >= 300
    assert generate.NUM_TRAIN_ORDINARY / len(SENTENCES["train"]) >= 0.35


@pytest.mark.parametrize("split", SPLITS)
def test_tags_are_legal(split):
    assert all(_is_legal(tags) for _, tags in SENTENCES[split])
    found = {tag[2:] for _, tags in SENTENCES[split] for tag in tags if tag != "O"}
    assert found == LABELS


def test_no_sentence_occurs_twice_or_in_two_files():
    texts = [" ".join(words) for split in SPLITS for words, _ in SENTENCES[split]]
    texts += [" ".join(record[side]["words"]) for record in ALL_PAIRS for side in SIDES]
    assert max(Counter(texts).values()) == 1


def test_pairs_are_well_formed():
    for record in ALL_PAIRS:
        first, second, index = record["first"], record["second"], record["index"]
        assert first["words"][: index + 1] == second["words"][: index + 1], record["id"]
        assert first["words"][index] == record["name"], record["id"]
        assert first["tags"][:index] == second["tags"][:index] == ["O"] * index, record["id"]
        assert first["tags"][index] != second["tags"][index], record["id"]
        assert {first["tags"][index][0], second["tags"][index][0]} <= {"B", "O"}, record["id"]


def test_cues_stand_where_the_records_say():
    for record in ALL_PAIRS:
        sides = [record[side] for side in SIDES]
        for side, cue, offset in zip(sides, record["cue"], record["cue_distance"], strict=True):
            start = record["index"] + offset
            assert _is_legal(side["tags"]), record["id"]
            assert len(side["words"]) == len(side["tags"]), record["id"]
            assert side["words"][start : start + len(cue.split())] == cue.split(), record["id"]
        before = record["index"] + record["distance"]
        assert record["distance"] >= min(record["cue_distance"]) >= 1, record["id"]
        if record["distance"] > min(record["cue_distance"]):
            assert sides[0]["words"][:before] == sides[1]["words"][:before], record["id"]


def test_ids_are_unique_and_every_stratum_has_all_sorts():
    assert len({record["id"] for record in ALL_PAIRS}) == len(ALL_PAIRS)
    sorts = {sort.name for sort in pairs.SORTS if len(sort.words["train"]) > 1}
    for stratum in STRATA:
        assert sorts <= {record["sort"] for record in _of(TEST_PAIRS, stratum)}


def test_unseen_names_are_not_in_train_but_their_templates_and_cues_are():
    for record in _of(ALL_PAIRS, "unseen_names"):
        assert record["name"].lower() not in TRAIN_WORDS
        assert not any(_new_cue_words(record))
        assert {FRAMES[name].part for name in record["template"]} == {"train"}


def test_unseen_templates_are_not_in_train_but_their_names_and_cues_are():
    around = {
        (tuple(words[:index]), tuple(words[index + 1 :]))
        for words, _ in SENTENCES["train"]
        for index in range(len(words))
    }
    for record in _of(ALL_PAIRS, "unseen_templates"):
        part = "test" if record in TEST_PAIRS else "valid"
        assert {FRAMES[name].part for name in record["template"]} == {part}
        assert record["name"].lower() in TRAIN_WORDS
        assert not any(_new_cue_words(record))
        for side in SIDES:
            words, index = record[side]["words"], record["index"]
            assert (tuple(words[:index]), tuple(words[index + 1 :])) not in around


def test_unseen_cues_are_not_in_train_but_their_names_and_templates_are():
    for record in _of(ALL_PAIRS, "unseen_cues"):
        assert all(_new_cue_words(record))
        assert record["name"].lower() in TRAIN_WORDS
        assert {FRAMES[name].part for name in record["template"]} == {"train"}


def test_no_two_parts_share_a_frame():
    parts = defaultdict(set)
    for frame in FRAMES.values():
        parts[(frame.name.split(".")[0], frame.tokens)].add(frame.part)
    assert all(len(found) == 1 for found in parts.values())


def test_validation_pairs_share_nothing_with_test_pairs():
    names = [{r["name"] for r in records} for records in (TEST_PAIRS, VALID_PAIRS)]
    assert not names[0] & names[1]
    cues = [
        {word for r in _of(records, "unseen_cues") for new in _new_cue_words(r) for word in new}
        for records in (TEST_PAIRS, VALID_PAIRS)
    ]
    assert not cues[0] & cues[1]
    templates = [
        {name for r in _of(records, "unseen_templates") for name in r["template"]}
        for records in (TEST_PAIRS, VALID_PAIRS)
    ]
    assert not templates[0] & templates[1]


def test_labels_of_every_ambiguous_word_are_in_balance():
    seen = defaultdict(Counter)
    for words, tags in SENTENCES["train"]:
        for word, tag in zip(words, tags, strict=True):
            seen[word][tag[2:]] += 1
    for _, word in grammar.ALL_AMBIGUOUS["train"]:
        counts = seen[word.text]
        assert counts.total() >= 8, word.text
        assert max(counts.values()) <= 0.75 * counts.total(), word.text


def test_held_out_names_and_cues_stay_out_of_valid_and_test_as_well():
    banned = generate.held_out_names() | generate.held_out_cues()
    for split in SPLITS:
        assert not banned & {word.lower() for words, _ in SENTENCES[split] for word in words}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a apple", "an"),
        ("a university", "a"),
        ("a honest", "an"),
        ("a 8", "an"),
        ("a European", "a"),
    ],
)
def test_articles(words, expected):
    tokens = [grammar.Token(word, "O") for word in f"Take {words} .".split()]
    assert grammar.finish(tokens)[1].text == expected


def test_baseline_needs_the_right_context():
    model = baseline.train(SENTENCES["train"][:2000])
    blind = [
        {
            **r,
            **{s: {"words": r[s]["words"][: r["index"] + 1], "tags": r[s]["tags"]} for s in SIDES},
        }
        for r in TEST_PAIRS
    ]
    assert baseline.pair_accuracy(model, blind) == dict.fromkeys(STRATA, 0.0)
    assert min(baseline.pair_accuracy(model, TEST_PAIRS).values()) > 0.3
