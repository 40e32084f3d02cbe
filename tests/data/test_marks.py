"""Spans of characters on words: exact where they fit, told or widened where they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data.examples import Tagged
from nlpseq.data.labels import spans_from_bio
from nlpseq.data.marks import Mark, check_place, check_quote, tag_text, trimmed
from nlpseq.data.words import split_words
from nlpseq.errors import InputError

TEXT = "Dr. Anna Lee-Marsh  left\nNew York, 北京 and the U.N."


def mark(text, part, label="X", line=1):
    """The first place of a part of the text."""
    return Mark(text.index(part), text.index(part) + len(part), label, line)


def tagged(text, *parts, repair=False):
    marks = [part if isinstance(part, Mark) else mark(text, part) for part in parts]
    return tag_text(text, trimmed(marks, text, "a.jsonl", repair=repair), "a.jsonl", repair=repair)


def message_of(text, *parts, repair=False):
    with pytest.raises(InputError) as caught:
        tagged(text, *parts, repair=repair)
    return str(caught.value)


def entities(example):
    return [" ".join(example.words[span.start : span.end]) for span in spans_from_bio(example.tags)]


def test_words_are_those_of_the_splitter():
    example = tagged(TEXT, "Anna Lee-Marsh", "New York", "北京", "U.N.")
    assert example.words == tuple(word.text for word in split_words(TEXT))
    assert entities(example) == ["Anna Lee-Marsh", "New York", "北 京", "U.N."]


def test_white_space_and_format_characters_at_borders_do_not_count():
    text = "in \u200bBonn\u200b  \u00a0and\u00ad Rome\ufeff."
    expected = ["Bonn\u200b", "Rome\ufeff"]
    for parts in (["Bonn", "Rome"], [" \u200bBonn\u200b  \u00a0", "\u00ad Rome\ufeff"]):
        assert entities(tagged(text, *parts)) == expected


def test_the_same_span_may_stand_twice():
    assert entities(tagged("in Bonn", "Bonn", " Bonn")) == ["Bonn"]


def test_a_text_without_words_has_no_tags():
    assert tagged(" \n") == Tagged((), ())


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["nna"], "span that begins inside a word: found 'nna' (X) in the word 'Anna'"),
        (["Ann"], "span that ends inside a word: found 'Ann' (X) in the word 'Anna'"),
        (["Lee"], "span that ends inside a word: found 'Lee' (X) in the word 'Lee-Marsh'"),
        (["Anna Lee"], "ends inside a word: found 'Anna Lee' (X) in the word 'Lee-Marsh'"),
        (["New York", "York"], "overlapping spans: found 'New York' (X) and 'York' (X)"),
        (["Lee-Marsh", "Anna Lee-Marsh"], "found 'Anna Lee-Marsh' (X) and 'Lee-Marsh' (X)"),
    ],
)
def test_what_does_not_fit_is_refused(parts, said):
    message = message_of(TEXT, *parts)
    assert message.startswith("a.jsonl, line 1: ")
    assert said in message
    assert "expected" in message
    assert "data.repair=true" in message


def test_of_two_that_overlap_the_later_line_is_named():
    first, second = Mark(0, 8, "LOC", 7), Mark(4, 8, "ORG", 3)
    message = message_of("New York", first, second)
    assert message.startswith("a.jsonl, line 7: overlapping spans: found 'New York' (LOC)")


def test_a_span_of_white_space_is_refused_or_left_out():
    message = message_of("a  b", Mark(1, 3, "X", 5))
    assert message.startswith("a.jsonl, line 5: span of white space: found ' ' for X, expected")
    assert entities(tagged("a  b", Mark(1, 3, "X", 5), repair=True)) == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["nna Lee"], ["Anna Lee-Marsh"]),
        (["York", "New York"], ["New York"]),
        (["Dr. Anna", "Anna Lee-Marsh", "Marsh"], ["Dr. Anna", "Lee-Marsh"]),
        (["Lee", "Marsh"], ["Lee-Marsh"]),
        (["Dr. An", "Lee-Marsh  left"], ["Dr. Anna", "Lee-Marsh left"]),
    ],
)
def test_repair_widens_to_words_and_keeps_the_longest(parts, expected):
    assert entities(tagged(TEXT, *parts, repair=True)) == expected


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 5), (2, 2), (3, 2), (4, 9)])
def test_a_span_outside_the_text_is_refused(start, end):
    with pytest.raises(InputError) as caught:
        check_place(Mark(start, end, "X", 4), "Bonn", "a.jsonl")
    message = str(caught.value)
    assert message.startswith(f"a.jsonl, line 4: span outside the text: found {start} to {end} for")
    assert "expected 0 <= start < end <= 4" in message
    assert "count characters (not bytes) from 0" in message


def test_a_quote_must_be_what_stands_there():
    check_quote(Mark(0, 8, "X", 4), "New\nYork", "New York", "a.ann")
    with pytest.raises(InputError, match=r"a\.ann, line 4: span with another text: found 'New' at"):
        check_quote(Mark(0, 3, "X", 4), "New", "York", "a.ann")


@st.composite
def marked_texts(draw):
    """(text, marks on whole words, disjoint)."""
    alphabet = "aB1 .'-\n\u3000\u200b北é\u0301"
    text = draw(st.text(alphabet, max_size=40))
    words = [word for word in split_words(text) if word.text.strip("\u200b")]
    marks, position = [], 0
    while position < len(words) and draw(st.booleans()):
        first = draw(st.integers(position, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        marks.append(Mark(words[first].start, words[last].end, draw(st.sampled_from("XY")), 1))
        position = last + 1
    return text, marks


@given(marked_texts())
def test_no_mark_on_words_is_lost(marked):
    text, marks = marked
    example = tagged(text, *marks)
    words = split_words(text)
    found = [
        Mark(words[span.start].start, words[span.end - 1].end, span.label, 1)
        for span in spans_from_bio(example.tags)
    ]
    assert trimmed(found, text, "") == trimmed(marks, text, "")
    assert tagged(text, *marks, repair=True) == example


@given(st.text("ab .-\n\u200b", min_size=1, max_size=20), st.data())
def test_repair_reads_any_marks(text, data):
    borders = st.integers(0, len(text) - 1)
    marks = [
        Mark(
            start, data.draw(st.integers(start + 1, len(text))), data.draw(st.sampled_from("XY")), 1
        )
        for start in data.draw(st.lists(borders, max_size=5))
    ]
    example = tagged(text, *marks, repair=True)
    assert len(example.words) == len(example.tags) == len(split_words(text))
    assert bool(trimmed(marks, text, "", repair=True)) == any(tag != "O" for tag in example.tags)
