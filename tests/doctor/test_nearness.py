"""Near sentences: one word more, less or other is always seen; digests are few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.doctor.nearness import neighbours

WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=6, max_size=50)


def are_near(left, right):
    """Does the index bring two sentences together?"""
    return bool(neighbours(left) & neighbours(right))


@given(words=WORDS, place=st.integers(0, 49), word=st.just("x"))
def test_one_word_more_less_or_other(words, place, word):
    place %= len(words)
    sentence = " ".join(words)
    for other in (
        [*words[:place], word, *words[place:]],
        words[:place] + words[place + 1 :],
        [*words[:place], word, *words[place + 1 :]],
    ):
        assert are_near(sentence, " ".join(other))


@given(words=WORDS)
def test_there_is_a_digest_for_each_word_at_most(words):
    assert 1 <= len(neighbours(" ".join(words))) <= len(words) + 1


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("He came home at 10:30.", "he came home at 11:45!", True),
        ("She sold the old red car.", "She sold the old red bicycle.", True),
        ("She sold the old red car.", "He sold the old red bicycle.", False),
        ("He read the E-Mail twice.", "He read the letter twice.", True),
        ("He read it, don't ask.", "He read it, do ask.", True),
        ("the dog saw a cat", "a cat saw the dog", False),
        ("我们昨天去了北京的博物馆。", "我们昨天去了南京的博物馆。", True),
        ("我们昨天去了北京的博物馆。", "他们昨天去了南京的博物馆。", False),
        ("Thank you.", "Thank you!", False),
    ],
)
def test_what_is_near(left, right, near):
    assert are_near(left, right) is near
