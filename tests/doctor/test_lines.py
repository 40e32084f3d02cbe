"""Pairs and labelled texts: every rule finds its fault, and is silent on clean lines."""

import gzip
import random

import pytest

from nlpseq.doctor.alignment import is_sorted_by_length, misaligned_lines, unlikely_ratios
from nlpseq.doctor.check import diagnose
from nlpseq.doctor.parallel import is_copy
from nlpseq.errors import InputError

SUBJECTS = ("the dog", "a child", "my neighbour", "our teacher", "the old sailor of the village")
HUNDE = ("der Hund", "ein Kind", "mein Nachbar", "unser Lehrer", "der alte Seemann des Dorfes")
VERBS = ("sees", "finds", "paints", "sells", "remembers with pleasure")
SIEHT = ("sieht", "findet", "malt", "verkauft", "erinnert sich gern an")
THINGS = ("the boat", "a house with seven windows", "nothing", "this big apple", "bread and milk")
BOOTE = ("das Boot", "ein Haus mit sieben Fenstern", "nichts", "diesen großen Apfel", "Brot")


def clean_pairs(number=100):
    """English and German lines of a small grammar, in an order without system, none twice."""
    choices = [(a, b, c) for a in range(5) for b in range(5) for c in range(5)]
    random.Random(7).shuffle(choices)
    english = [f"Today {SUBJECTS[a]} {VERBS[b]} {THINGS[c]}." for a, b, c in choices[:number]]
    german = [f"Heute {SIEHT[b]} {HUNDE[a]} {BOOTE[c]}." for a, b, c in choices[:number]]
    return english, german


def files(english, german, split="train"):
    return {
        f"{split}.en": "\n".join(english) + "\n",
        f"{split}.de": "\n".join(german) + "\n",
    }


def test_clean_pairs_have_no_finding(found):
    assert found(files(*clean_pairs())) == {}


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("empty-side", ""),
        ("empty-side", " \t"),
        ("stray-blank", "Heute  malt der Hund Brot."),
        ("stray-blank", "Heute malt der Hund Brot. "),
        ("odd-space", "Heute malt der\u00a0Hund Brot."),
        ("zero-width", "Heute malt der Hu\u200bnd Brot."),
        ("control-character", "Heute malt der Hu\x92nd Brot."),
        ("not-nfc", "Heute malt der Hund Bro\u0308tchen."),
        ("mojibake", "Heute malt der Hund BrÃ¶tchen."),
        ("html-escape", "Heute malt der Hund &quot;Brot&quot;."),
        ("replacement-character", "Heute malt der Hund Br\ufffdt."),
        ("wrong-language", "The cat of the man is in the house."),
        ("wrong-language", "Le chat est dans la maison et les enfants avec une balle."),
        ("wrong-language", "Сегодня собака рисует хлеб."),
        ("length-ratio", "Heute malt der Hund Brot. " * 9 + "Ja."),
    ],
)
def test_a_wrong_target_is_found(found, rule, wrong):
    english, german = clean_pairs()
    german[49] = wrong
    findings = found(files(english, german))
    assert findings == {key: [50] for key in findings if key[0] == rule}
    assert findings


def test_copies_repetitions_and_what_has_no_partner(found):
    english, german = clean_pairs()
    german[10] = english[10]
    english[20], german[20] = english[5], german[5]
    english[30] = english[6]
    findings = found(files([*english, "surplus line"], german))
    assert findings["copy", "train.de"] == [11]
    assert findings["duplicate-pair", "train.en"] == [21]
    assert findings["other-target", "train.en"] == [7, 31]
    assert findings["unequal-lines", "train.en"] == [101]


def test_names_and_figures_may_be_copied():
    assert is_copy("He said so.", "he said so. ")
    names = "Winston Churchill, Ava Gardner and Frank Sinatra."
    assert not is_copy(names, names)
    assert not is_copy("Tom Miller", "Tom Miller")
    assert is_copy("我们昨天去了北京的博物馆。", "我们昨天去了北京的博物馆。")
    assert not is_copy("3 - 4 = -1", "3 - 4 = -1")
    assert not is_copy("He said so.", "Er sagte es.")


def test_what_splits_share(found):
    english, german = clean_pairs()
    valid = [english[3], english[4].replace("Today", "Now"), "Something else, quite new it is."]
    other = ["Ganz anders.", "Auch anders.", german[8]]
    findings = found(files(english, german) | files(valid, other, "valid"))
    assert findings["leakage", "valid.en"] == [1, 3]
    assert 2 in findings["near-leakage", "valid.en"]


def test_shifted_lines_are_found(found):
    rng = random.Random(3)
    english = [" ".join(["word"] * rng.randrange(3, 20)) + f" {n}" for n in range(900)]
    german = [line.replace("word", "Worte") for line in english]
    german.insert(600, "eins zu viel")
    del german[300]
    lines = found(files(english, german))["misaligned", "train.en"]
    assert len(set(lines) & set(range(301, 601))) > 295
    assert len(set(lines) - set(range(301, 601))) < 5


def test_sentences_of_another_text_are_found(found):
    """Neither shifted nor foreign: in 25 lines the sides have nothing to do with each other."""
    rng = random.Random(4)
    lengths = [rng.randrange(3, 20) for _ in range(600)]
    english = [" ".join(["word"] * length) + f" {n}" for n, length in enumerate(lengths)]
    lengths[300:325] = rng.sample(lengths[300:325], 25)
    german = [" ".join(["Worte"] * length) + f" {n}" for n, length in enumerate(lengths)]
    lines = set(found(files(english, german))["misaligned", "train.en"])
    assert len(lines & set(range(301, 326))) > 20
    assert len(lines - set(range(301, 326))) < 3


def test_lengths_of_few_lines_tell_nothing():
    from array import array

    few = array("I", [1, 50, 3]), array("I", [50, 1, 3])
    assert not unlikely_ratios(*few).any()
    assert not misaligned_lines(*few).any()
    assert not is_sorted_by_length(few[0])


def test_sorted_and_tokenised_and_lower_case(found):
    english = [f"{'very ' * number}good no {number} ." for number in range(80)]
    german = [f"{'sehr ' * number}Gut nr {number}." for number in range(80)]
    rules = found(files(english, german))
    assert ("sorted", "train.en") in rules
    assert ("sorted", "train.de") in rules
    assert ("tokenised", "train.en") in rules
    assert ("tokenised", "train.de") not in rules
    assert ("lower-case", "train.en") in rules
    assert ("lower-case", "train.de") not in rules


def test_two_columns_of_one_file(found):
    english, german = clean_pairs()
    lines = [f"{a}\t{b}" for a, b in zip(english, german, strict=True)]
    assert found({"train.tsv": "\n".join(lines)}) == {}
    lines[3] = english[3]
    assert found({"train.tsv": "\n".join(lines)}) == {("columns", "train.tsv"): [4]}


INTENTS = "".join(
    f"{label}\t{verb} the {thing} number {number} {place}\n"
    for number, (label, verb, thing, place) in enumerate(
        [
            ("play", "Please play", "song", "in the kitchen"),
            ("stop", "stop", "music", "right now"),
            ("play", "start", "record", "from the beginning again"),
            ("stop", "do not play", "noise", "any more"),
        ]
        * 15
    )
)


@pytest.mark.parametrize(
    ("rule", "lines", "row"),
    [
        ("columns", [61], "no label"),
        ("empty-label", [61], "\tplay some of it"),
        ("empty-text", [61], "play\t "),
        ("stray-blank", [61], "play\tplay  it"),
        ("zero-width", [61], "play\tplay\u200b it"),
        ("duplicate", [61], INTENTS.split("\n")[7]),
        ("other-label", [1, 61], "stop" + INTENTS.split("\n")[0].removeprefix("play")),
    ],
)
def test_labelled_texts(found, rule, lines, row):
    assert found({"train.tsv": INTENTS}, reader="labelled") == {}
    findings = found({"train.tsv": INTENTS + row + "\n"}, reader="labelled")
    assert findings[rule, "train.tsv"] == lines


def test_labels_of_splits_and_their_order(found):
    rows = INTENTS.splitlines(keepends=True)
    test = "pause\thold the record for a moment or two\n" + rows[2]
    findings = found({"train.tsv": "".join(sorted(rows)), "test.tsv": test}, reader="labelled")
    assert ("sorted", "train.tsv") in findings
    assert ("unseen-label", "test.tsv") in findings
    assert findings["leakage", "test.tsv"] == [2]


def test_packed_files_and_what_cannot_be_read(found, write):
    english, german = clean_pairs()
    packed = {name: gzip.compress(text.encode()) for name, text in files(english, german).items()}
    assert found({f"{name}.gz": content for name, content in packed.items()}) == {}
    with pytest.raises(InputError, match=r"damaged or truncated"):
        diagnose(write({"train.en.gz": packed["train.en"][:-9], "train.de.gz": packed["train.de"]}))
    with pytest.raises(InputError, match=r"empty file"):
        diagnose(write({"train.tsv": ""}))
    with pytest.raises(InputError, match=r"UTF-16"):
        diagnose(write({"train.tsv": "a\tb\n".encode("utf-16")}))
