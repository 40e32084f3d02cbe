"""Schemes: spans -> tags -> spans, legality, detection."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from nlpseq.data.labels import (
    SCHEMES,
    LabelSet,
    Span,
    convert,
    legal_transitions,
    spans_from_bio,
    spans_from_tags,
    tags_from_spans,
    tags_of_type,
)
from nlpseq.errors import InputError

ALL_TAGS = {
    "iob1": ["O", "B-X", "B-Y", "I-X", "I-Y"],
    "bio": ["O", "B-X", "B-Y", "I-X", "I-Y"],
    "bioes": ["O", "B-X", "B-Y", "E-X", "E-Y", "I-X", "I-Y", "S-X", "S-Y"],
    "bmes": ["O", "B-X", "B-Y", "E-X", "E-Y", "M-X", "M-Y", "S-X", "S-Y"],
}


@st.composite
def sentences(draw):
    """(spans, length): disjoint spans, touching ones among them."""
    spans, position = [], 0
    for gap, length, label in draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from("XY")), max_size=6)
    ):
        spans.append(Span(position + gap, position + gap + length, label))
        position += gap + length
    return spans, position + draw(st.integers(0, 2))


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("iob1", "I-X I-X B-X O I-Y"),
        ("bio", "B-X I-X B-X O B-Y"),
        ("bioes", "B-X E-X S-X O S-Y"),
        ("bmes", "B-X E-X S-X O S-Y"),
    ],
)
def test_the_schemes_spell_touching_entities(scheme, tags):
    spans = [Span(0, 2, "X"), Span(2, 3, "X"), Span(4, 5, "Y")]
    assert tags_from_spans(spans, 5, scheme) == tags.split()
    assert spans_from_tags(tags.split(), scheme) == spans


@pytest.mark.parametrize("scheme", SCHEMES)
@given(sentence=sentences())
def test_spans_survive_the_way_through_tags(scheme, sentence):
    spans, length = sentence
    tags = tags_from_spans(spans, length, scheme)
    assert spans_from_tags(tags, scheme) == spans
    assert len(tags) == length


@pytest.mark.parametrize("to_scheme", SCHEMES)
@pytest.mark.parametrize("from_scheme", SCHEMES)
@given(sentence=sentences())
def test_conversion_keeps_the_entities(from_scheme, to_scheme, sentence):
    tags = tags_from_spans(*sentence, from_scheme)
    assert convert(convert(tags, from_scheme, to_scheme), to_scheme, from_scheme) == tags


@pytest.mark.parametrize("scheme", SCHEMES)
@given(sentence=sentences())
def test_what_is_spelt_is_legal(scheme, sentence):
    labels = LabelSet(tuple(ALL_TAGS[scheme]))
    legal = legal_transitions(labels.tags, scheme)
    ids = labels.encode(tags_from_spans(*sentence, scheme))
    if ids:
        assert legal.start[ids[0]]
        assert legal.end[ids[-1]]
        assert legal.allowed[ids[:-1], ids[1:]].all()


@pytest.mark.parametrize("scheme", SCHEMES)
@given(data=st.data())
def test_what_is_legal_is_spelt_so(scheme, data):
    """A legal sequence is the only spelling of its entities, so none is legal by mistake."""
    tags = ALL_TAGS[scheme]
    legal = legal_transitions(tags, scheme)
    row, options, sequence = None, legal.start, []
    for _ in range(data.draw(st.integers(0, 8))):
        row = data.draw(st.sampled_from(np.flatnonzero(options).tolist()))
        sequence.append(tags[row])
        options = legal.allowed[row]
    if row is None or legal.end[row]:
        spans = spans_from_tags(sequence, scheme)
        assert tags_from_spans(spans, len(sequence), scheme) == sequence


@given(st.lists(st.sampled_from(ALL_TAGS["bio"]), max_size=12))
def test_any_bio_tags_are_read_as_seqeval_reads_them(tags):
    expected = [(start, end + 1, label) for label, start, end in get_entities(tags)]
    assert [(span.start, span.end, span.label) for span in spans_from_bio(tags)] == expected


@given(st.lists(st.sampled_from(ALL_TAGS["bioes"]), max_size=12))
def test_any_bioes_tags_are_read_as_seqeval_reads_them(tags):
    expected = [(start, end + 1, label) for label, start, end in get_entities(tags)]
    found = [(span.start, span.end, span.label) for span in spans_from_tags(tags, "bioes")]
    assert found == expected


def test_labels_may_hold_hyphens():
    assert spans_from_bio(["B-creative-work", "I-creative-work"]) == [Span(0, 2, "creative-work")]


def test_bilou_letters_are_read_as_bioes():
    tags = ["B-X", "I-X", "L-X", "U-Y"]
    assert convert(tags, "bioes", "bio") == ["B-X", "I-X", "I-X", "B-Y"]


@pytest.mark.parametrize("scheme", ["bio", "bioes"])
def test_legal_transitions_of_one_type(scheme):
    tags = ["O", "B-X", "I-X", "E-X", "S-X"][: 5 if scheme == "bioes" else 3]
    legal = legal_transitions(tags, scheme)
    expected = {
        "bio": ["110", "111", "111"],
        "bioes": ["11001", "00110", "00110", "11001", "11001"],
    }[scheme]
    assert legal.allowed.dtype == bool
    assert ["".join(map(str, row)) for row in legal.allowed.astype(int)] == expected
    assert "".join(map(str, legal.start.astype(int))) == expected[0]
    assert "".join(map(str, legal.end.astype(int))) == {"bio": "111", "bioes": "10011"}[scheme]


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("iob1", "B-X I-X"),
        ("bio", "B-X I-X"),
        ("bioes", "B-X I-X E-X S-X"),
        ("bmes", "B-X M-X E-X S-X"),
    ],
)
def test_the_tags_of_a_type(scheme, tags):
    assert tags_of_type("X", scheme) == tags.split()


def test_label_set():
    labels = LabelSet(("O", "B-X", "I-X"))
    assert labels.encode(["I-X", "O"]) == [2, 0]
    assert labels.decode([2, 0]) == ["I-X", "O"]
    assert len(labels) == 3
    with pytest.raises(InputError, match=r"unknown tag: found 'B-Z', expected one of O, B-X, I-X"):
        labels.encode(["B-Z"])


@pytest.mark.parametrize("tags", [(), ("B-X", "O"), ("O", "B-X", "B-X")])
def test_a_broken_label_set_is_refused(tags):
    with pytest.raises(InputError, match="O first"):
        LabelSet(tags)


@pytest.mark.parametrize("tag", ["M-X", "X", "B-", "BX", "b-X", "", "BI-X"])
def test_a_tag_of_no_or_another_scheme_is_refused(tag):
    with pytest.raises(InputError, match="expected O or B-TYPE, I-TYPE"):
        convert(["O", tag], "bio", "bioes")


def test_an_unknown_scheme_is_refused():
    with pytest.raises(InputError, match=r"unknown tag scheme.*iob1, bio, bioes, bmes.*'bioes'"):
        convert(["O"], "bioe", "bio")


@pytest.mark.parametrize(
    "spans", [[Span(0, 2, "X"), Span(1, 3, "X")], [Span(1, 1, "X")], [Span(2, 4, "X")]]
)
def test_impossible_spans_are_refused(spans):
    with pytest.raises(ValueError, match="overlaps"):
        tags_from_spans(spans, 3, "bio")
