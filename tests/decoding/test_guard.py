"""The guard: what stands in a row again and again, beyond what the source repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.guard import MAX_WORDS, is_loop, most_repeats


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("", 0),
        ("a", 1),
        ("a b a b", 2),
        ("a b a b a", 2),
        ("x a b a b a b", 3),
        ("a a b a a b a a b c", 3),
        ("the man the man saw the man", 2),
        ("a a a a", 4),
    ],
)
def test_how_often_words_stand_in_a_row(text: str, repeats: int) -> None:
    assert most_repeats(text.split()) == repeats


@given(
    words=st.lists(st.sampled_from("abc"), max_size=12),
    size=st.integers(1, 4),
    times=st.integers(1, 5),
)
def test_the_count_is_that_of_all_windows(words: list[str], size: int, times: int) -> None:
    words = words + words[-size:] * times
    counts = [min(1, len(words))]
    for start in range(len(words)):
        for length in range(1, len(words) - start + 1):
            gram, end = words[start : start + length], start + length
            while words[end : end + length] == gram:
                end += length
            counts.append((end - start) // length)
    assert most_repeats(words) == max(counts)


@pytest.mark.parametrize(
    ("words", "source_words", "expected"),
    [
        (["und"] * 3, ["and", "so", "on"], True),
        (["und"] * 2, ["and", "so", "on"], False),
        (["nein"] * 3, ["no"] * 3, False),
        (["nein"] * 4, ["no"] * 3, True),
        ([*map(str, range(MAX_WORDS))] * 3, [], True),
        (["a", "b", "a", "c", "a"], [], False),
        ([], [], False),
    ],
)
def test_a_loop_is_more_than_the_source_repeats(
    words: list[str], source_words: list[str], expected: bool
) -> None:
    assert is_loop(words, lambda: source_words) == expected
