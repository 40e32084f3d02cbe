"""Detection of schemes: what the tags tell, what they leave open, and that nothing is silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data.labels import SCHEMES, spans_from_tags, tags_from_spans
from nlpseq.data.schemes import Sentence, detect_scheme, tagged_in_bio
from nlpseq.errors import InputError
from tests.data.test_labels import ALL_TAGS, sentences


@pytest.mark.parametrize(
    ("corpus", "scheme", "num_doubts"),
    [
        (["O O"], "bio", 0),
        (["B-X I-X O B-Y"], "bio", 0),
        (["B-X B-X"], "bio", 0),
        (["I-X O I-Y"], "iob1", 0),
        (["I-X B-X"], "iob1", 0),
        (["I-X I-Y"], "iob1", 0),
        (["B-X E-X"], "bioes", 0),
        (["B-X I-X L-X U-Y"], "bioes", 0),
        (["S-X"], "bioes", 0),
        (["B-X M-X E-X"], "bmes", 0),
        (["B-X O"] * 10 + ["O I-X"], "bio", 1),
        (["I-X O"] * 10 + ["O B-X"], "iob1", 1),
        (["B-X O I-X"], "", 1),
        (["B-X I-X M-X E-X"], "", 1),
    ],
)
def test_detection(corpus, scheme, num_doubts):
    detection = detect_scheme(sentence.split() for sentence in corpus)
    assert (detection.scheme, len(detection.doubts)) == (scheme, num_doubts)


@pytest.mark.parametrize(
    ("corpus", "told"),
    [
        (["O O", "O"], "bio (no tag but O, which every scheme reads alike)"),
        (["B-X O B-Y"], "bio (2 lone entities begin with B- as in bio, 0 with I- as in iob1; "
                        "no tag has I-)"),
        (["B-X I-X O"], "bio (1 lone entities begin with B- as in bio, 0 with I- as in iob1)"),
        (["I-X B-X"], "iob1 (0 lone entities begin with B- as in bio, 1 with I- as in iob1)"),
        (["S-X B-X E-X"], "bioes (tags with the letters B, E, S, which bmes reads alike)"),
        (["B-X L-X"], "bioes (tags with the letters B, L)"),
        (["B-X M-X E-X"], "bmes (tags with the letters B, E, M)"),
        (["B-X O I-X"], "no scheme (1 lone entities begin with B- as in bio, "
                        "1 with I- as in iob1)"),
        (["I-X M-X"], "no scheme (tags with the letters I, M in one file)"),
    ],
)  # fmt: skip
def test_what_a_scheme_was_told_by_is_said(corpus, told):
    assert str(detect_scheme(sentence.split() for sentence in corpus)) == told


@pytest.mark.parametrize("scheme", SCHEMES)
@given(st.lists(sentences(), min_size=1))
def test_the_scheme_of_clean_tags_is_detected(scheme, corpus):
    corpus = [tags_from_spans(spans, length, scheme) for spans, length in corpus]
    found = detect_scheme(corpus)
    assert not found.doubts
    assert scheme in found.fits
    # whichever is found, the tags read the same
    for tags in corpus:
        assert spans_from_tags(tags, found.scheme) == spans_from_tags(tags, scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
@given(data=st.data())
def test_any_tags_of_a_scheme_can_be_repaired(scheme, data):
    tags = data.draw(st.lists(st.sampled_from(ALL_TAGS[scheme]), min_size=1, max_size=9))
    sentence = Sentence(range(1, len(tags) + 1), [str(place) for place in range(len(tags))], tags)
    (tagged,) = tagged_in_bio(lambda: iter([sentence]), "a.conll", scheme, repair=True)
    assert tagged.words == tuple(sentence.words)
    assert spans_from_tags(tagged.tags, "bio") == spans_from_tags(tags, scheme)
    # what was repaired is legal, so that the strict reader takes it as it is
    repaired = Sentence(sentence.lines, tagged.words, tagged.tags)
    assert list(tagged_in_bio(lambda: iter([repaired]), "a.conll", "bio")) == [tagged]


@pytest.mark.parametrize(
    ("scheme", "tags", "line", "found", "expected"),
    [
        ("bio", "O I-X", 2, "I-X after O", "O or B-X"),
        ("bio", "B-Y I-X", 2, "I-X after B-Y", "O or B-X"),
        ("iob1", "B-X", 1, "B-X at the start of a sentence", "O or I-X"),
        ("iob1", "O B-X", 2, "B-X after O", "O or I-X"),
        ("bioes", "B-X O", 2, "O after B-X", "I-X or E-X"),
        ("bioes", "O B-X", 2, "B-X at the end of a sentence", "I-X or E-X"),
        ("bioes", "E-X", 1, "E-X at the start of a sentence", "O or B-X or S-X"),
        ("bmes", "S-X M-X", 2, "M-X after S-X", "O or B-X or S-X"),
    ],
)
def test_an_illegal_tag_is_named_with_what_may_stand_there(scheme, tags, line, found, expected):
    tags = tags.split()
    sentence = Sentence(range(1, len(tags) + 1), tags, tags)
    with pytest.raises(InputError) as caught:
        list(tagged_in_bio(lambda: iter([sentence]), "a.conll", scheme))
    assert str(caught.value) == (
        f"a.conll, line {line}: illegal tag sequence for the scheme {scheme}: found {found}, "
        f"expected {expected}; correct the tag, name another scheme with data.scheme=, or read "
        "such tags as conlleval does with data.repair=true"
    )
