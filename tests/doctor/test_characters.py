"""Characters: each kind is found, clean text of many scripts is left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.doctor.characters import character_rules, clean_text, clean_word, has_stray_blank

FIXED = {"zero-width", "odd-space", "not-nfc"}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("a\u200bb", ["zero-width"]),
        ("a\ufeff", ["zero-width"]),
        ("Wor\u00adt", ["zero-width"]),
        ("left\u200e mark", ["zero-width"]),
        ("a\u200db", ["zero-width"]),
        ("a\x96b", ["control-character"]),
        ("a\x07b", ["control-character"]),
        ("10\u00a0km", ["odd-space"]),
        ("a\u2003b", ["odd-space"]),
        ("a\u2028b", ["odd-space"]),
        ("lost \ufffd", ["replacement-character"]),
        ("e\u0301t\u00e9", ["not-nfc"]),
        ("GrÃ¼ÃŸe", ["mojibake"]),
        ("donâ€™t", ["mojibake"]),
        ("ÐŸÑ€Ð¸", ["mojibake"]),
        ("ä¸­æ–‡", ["zero-width", "mojibake"]),
        ("it &apos;s", ["html-escape"]),
        ("&#91; a &#x5d;", ["html-escape"]),
        ("\U0001f468\u200d\U0001f469", ["joiner"]),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", ["joiner"]),
        ("\u200f\u05e9\u05dc\u05d5\u05dd", ["joiner"]),
    ],
)
def test_what_a_text_breaks(text, rules):
    assert list(character_rules(text)) == rules


@pytest.mark.parametrize(
    "text",
    [
        "plain text, 3 < 4 & 5 > 2; AT&T",
        "Grüße aus Köln: „schön“ – daß’s “so” is…",
        "Ça va\u00a0? «\u00a0Oui\u202f!\u00a0» 10\u202f000",
        "NÃO, Âmbar, SÃO «MENÜ» l’été",
        "這是中文。これは日本語です。",
        "Привет, Санкт-Петербург",
        "\u0645\u0631\u062d\u0628\u0627",
        "🎉🤷🏽 ❤️",
    ],
)
def test_clean_text_of_many_scripts_breaks_no_rule(text):
    assert not list(character_rules(text))
    assert clean_text(text) == text
    assert not has_stray_blank(text)


@pytest.mark.parametrize("text", [" a", "a ", "a  b"])
def test_stray_blanks(text):
    assert has_stray_blank(text)
    assert not has_stray_blank(clean_text(text))


def test_words_lose_what_texts_have_replaced():
    assert clean_word("MH\u00a017\u200b ") == "MH17"
    assert clean_word("New York") == "New York"
    assert clean_text("MH\u00a017\u200b  x ") == "MH 17 x"
    assert clean_text("1914\x961918") == "1914–1918"


SIGNS = "ab é\u0301\u00a0\u2009!5«\u200b\u200c\u200d\u200e\ufeff\u05d0\U0001f600\u2adc\x96\x81"


@given(st.text(alphabet=SIGNS) | st.text())
def test_what_is_cleaned_is_clean_and_stays(text):
    for clean in (clean_text, clean_word):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned
        assert not FIXED & set(character_rules(cleaned))
    assert not has_stray_blank(clean_text(text))
