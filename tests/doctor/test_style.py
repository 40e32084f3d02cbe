"""Ways of writing: each is told with the lines that differ, and is silent where all are alike."""

import pytest

from nlpseq.doctor.chinese import chinese_script
from nlpseq.doctor.style import ends_in_stop
from tests.doctor.test_lines import clean_pairs, files

TEXT = {"reader": "text", "task": "language_modelling"}
PLAIN = [f"The old sailor number {number} sells his boat." for number in range(30)]


def rules_of(found, lines, **settings):
    """Rule -> lines, for a single file of text."""
    findings = found({"train.txt": "\n".join(lines) + "\n"}, **(settings or TEXT))
    return {rule: numbers for (rule, _), numbers in findings.items()}


def test_text_written_one_way_has_no_finding(found):
    assert rules_of(found, PLAIN) == {}


@pytest.mark.parametrize(
    ("rule", "line", "usual", "fewest"),
    [
        ("mixed-quotes", "The {} said “no” to him.", 'The {} said "no" to him.', 10),
        ("mixed-apostrophes", "The {}’s boat is old.", "The {}'s boat is old.", 10),
        ("mixed-script", "他們说{}個問題嗎?", "这{}个问题很难。", 10),
        ("treebank-sign", "The {} -LRB- old -RRB- sells.", "The {} sells.", 1),
        ("treebank-sign", "The {} said `` no ''.", "The {} said 'no'.", 1),
        ("upper-case", "THE SAILOR {} SELLS HIS BOAT", "The sailor {} sells.", 10),
        ("split-letters", "He read {} ك ت ا ب aloud.", "He read {} كتاب aloud.", 1),
        ("han-blank", "我们{} 昨天 去了 北京", "我们昨天{}去了北京", 10),
    ],
)
def test_lines_that_differ_are_told(found, rule, line, usual, fewest):
    usual_lines = [usual.format(number) for number in range(40)]
    few = [line.format(number) for number in range(fewest)]
    assert rule not in rules_of(found, usual_lines)
    assert rules_of(found, usual_lines + few)[rule] == list(range(41, 41 + fewest))
    if fewest > 1:
        assert rule not in rules_of(found, usual_lines + few[1:])


def test_text_without_capitals(found):
    lower = [line.lower() for line in PLAIN]
    assert rules_of(found, [*lower, "7 - 11"]) == {"lower-case": []}
    assert rules_of(found, [*lower, "我们昨天去了北京。"]) == {}


def test_the_one_character_beyond_ascii(found):
    lines = [f"The old sailor number {number} sells his boat." for number in range(1500)]
    lines[700] = "The old sailor sells his sisterðcity."
    assert rules_of(found, lines) == {"lone-character": [701]}
    assert "lone-character" not in rules_of(found, lines[600:])


def test_what_only_looks_like_a_fault(found):
    """Japanese has simplified and traditional characters; Chinese has names in capitals."""
    japanese = [f"彼は国の学校で{n}年 働いた。" for n in range(20)]
    japanese += [f"彼女は図書館{n}号に来る。" for n in range(20)]
    assert rules_of(found, japanese) == {}
    chinese = [f"我们在报告的第{n}页和大家说 UNESCO WHO NATO 的重要问题。" for n in range(20)]
    assert rules_of(found, chinese) == {}


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("这个问题", "simplified"),
        ("這個問題", "traditional"),
        ("北京", ""),
        ("Anna", ""),
        ("", ""),
    ],
)
def test_the_script_of_chinese(text, script):
    assert chinese_script(text) == script


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Yes.", True),
        ("He said: “Yes!”", True),
        ("Oui !", True),
        ("(See above.)", True),
        ("好。", True),
        ("هل تريد؟", True),
        ("Yes", False),
        ("The end (of it)", False),
        ("", False),
    ],
)
def test_what_ends_in_a_stop(text, ends):
    assert ends_in_stop(text) is ends


def test_a_stop_that_only_one_side_has(found):
    english, german = clean_pairs()
    german[7] = german[7].removesuffix(".")
    english[9], german[9] = english[9].removesuffix("."), german[9].removesuffix(".")
    assert found(files(english, german)) == {("final-stop", "train.de"): [8]}


@pytest.mark.parametrize("label", ["play#stop", "stop+play", "play|stop"])
def test_labels_that_are_several(found, label):
    rows = [f"{('play', 'stop', 'wait')[n % 3]}\tDo it number {n}." for n in range(30)]
    rows += [f"{label}\tDo both.", "play_stop\tDo neither.", "rock&roll\tDo more."]
    findings = found({"train.tsv": "\n".join(rows)}, reader="labelled")
    assert findings["joined-label", "train.tsv"] == [31]


def test_labels_that_are_most_and_labels_that_a_split_lacks(found):
    rows = [f"{'play' if n % 5 else ('stop', 'wait')[n % 2]}\tDo it, {n} times." for n in range(60)]
    test = [f"{'stop' if n % 5 else 'play'}\tDo not do it, {n} times." for n in range(20)]
    findings = found({"train.tsv": "\n".join(rows), "test.tsv": "\n".join(test)}, reader="labelled")
    for rule, file in [
        ("majority-label", "train.tsv"),
        ("missing-label", "test.tsv"),
        ("label-shift", "test.tsv"),
        ("small-split", "test.tsv"),
    ]:
        assert findings[rule, file] == []
    assert ("missing-label", "train.tsv") not in findings
    assert ("small-split", "train.tsv") not in findings
