"""The word splitter: what it makes of real text, and what holds for any text."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data import words
from nlpseq.data.words import split_words

# Characters that the rules speak of, so that random texts meet the rules.
RULED = st.text(
    alphabet="aZnts'’.,-!@#&/:$1290 \u0301\u200d\u200b\u00ad東カﾞ한नै👩🏽❤\ufe0f🇩🇪\u20e3\u2028\t…«»",
    max_size=60,
)

EXAMPLES = {
    "The U.N. fined Apple $1,200.50.": "The U.N. fined Apple $ 1,200.50 .",
    "on 1996-08-22.": "on 1996-08-22 .",
    "Ajax won 3-1, 50% more!": "Ajax won 3-1 , 50 % more !",
    "Teddy's bears can't (yet) sing.": "Teddy 's bears ca n't ( yet ) sing .",
    "they’re sure he won’t": "they ’re sure he wo n’t",
    "DON'T": "DO N'T",
    "O'Neill's mother-in-law": "O'Neill 's mother-in-law",
    "the boys' 'toys'": "the boys ' ' toys '",
    "A U.S.-based firm, e.g. AT&T.": "A U.S.-based firm , e.g. AT&T .",
    "J. Smith met Mr. Brown.": "J. Smith met Mr. Brown .",
    "So do I. But No. 10 says no. Yes": "So do I . But No. 10 says no . Yes",
    "Well... no -- never": "Well ... no -- never",
    "``So'' he said": "`` So '' he said",
    "at 10:30, +44, -5 and .500": "at 10:30 , +44 , -5 and .500",
    "Hello.World at Amazon.com": "Hello . World at Amazon.com",
    "see (https://a.org/b?c=d), or a.org/x.": "see ( https://a.org/b?c=d ) , or a.org/x .",
    "mail jo.do@a-b.co.uk, @joe #now": "mail jo.do@a-b.co.uk , @joe #now",
    "oh no!!! :-)": "oh no !!! :-)",
    "Er sagte: „Nein!“": "Er sagte : „ Nein ! “",
    "¿Qué? «Oui»": "¿ Qué ? « Oui »",
    "我爱NLP。": "我 爱 NLP 。",
    "東京タワーへ": "東 京 タ ワ ー へ",
    "서울은 좋다": "서울은 좋다",
    "नमस्ते दुनिया": "नमस्ते दुनिया",
    "cafe\u0301 bar": "cafe\u0301 bar",
    "ok👩‍👩‍👧🏽👍🏽🇩🇪🇫🇷": "ok 👩‍👩‍👧🏽 👍🏽 🇩🇪 🇫🇷",
    "1️⃣ 葛\U000e0100城": "1️⃣ 葛\U000e0100 城",
    "ｶﾞﾊﾟ": "ｶﾞ ﾊﾟ",
    "co\u00adoperate": "co\u00adoperate",
    "a\u200bb": "a\u200b b",
    "": "",
    " \t\u2028\x85 ": "",
}


@pytest.mark.parametrize(("text", "words"), EXAMPLES.items())
def test_examples(text, words):
    assert " ".join(word.text for word in split_words(text)) == words


@pytest.mark.parametrize("words", [w for w in EXAMPLES.values() if w.isascii() and "boys" not in w])
def test_text_that_is_already_split_stays_as_it_is(words):
    assert [word.text for word in split_words(words)] == words.split()


@given(st.text() | RULED)
def test_words_are_ordered_disjoint_and_cover_all_but_spaces(text):
    position = 0
    for word in split_words(text):
        assert word.text
        assert word.text == text[word.start : word.end]
        assert not text[position : word.start].strip()
        assert not any(character.isspace() for character in word.text)
        position = word.end
    assert not text[position:].strip()


@given(st.text() | RULED)
def test_plain_words_are_what_the_rules_make_of_them(text):
    by_rules = re.compile(rf"(?:{'|'.join(words._RULES)}){words._TAIL}\u200b*")
    assert [word.text for word in split_words(text)] == by_rules.findall(text)


@given(RULED, st.sampled_from(["\u0301", "\ufe0f", "\u200d", "\u20e3", "🏽", "\U000e0100", "ै"]))
def test_no_word_begins_with_a_mark_that_follows_a_character(text, mark):
    text = text.replace("a", "a" + mark)
    starts = {word.start for word in split_words(text)}
    marked = {index + 1 for index, character in enumerate(text) if character == "a"}
    assert not starts & marked


SCANNED = ["a", "a+", "a.", "a-", "a'", "n't", "'", "1,", "I. ", "x/", "U.S.", "&a", "中"]
SCANNED += ["http://. ", "www.", "a.a@", "a@", "\u0301", "👩\u200d"]


@pytest.mark.parametrize("unit", SCANNED)
def test_no_text_takes_more_than_linear_time(unit):
    text = unit * (100_000 // len(unit))
    begin = time.perf_counter()
    words = split_words(text)
    # a rule that scans the rest of the line for each word would take minutes
    assert time.perf_counter() - begin < 5
    assert words[-1].end >= len(text.rstrip())


def test_a_line_of_a_megabyte():
    text = "The U.N. said that Teddy's 1,200 bears aren't (yet) on sale, he told Reuters. " * 13_000
    begin = time.perf_counter()
    words = split_words(text)
    assert time.perf_counter() - begin < 10
    assert len(words) == 13_000 * 20
