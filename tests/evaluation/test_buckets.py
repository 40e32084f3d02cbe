"""Ranges of counts: every number is in one, in order."""

from hypothesis import given
from hypothesis import strategies as st

from nlpseq.evaluation.buckets import ENTITY_LENGTHS, FREQUENCIES, SENTENCE_LENGTHS, Buckets

ALL = (ENTITY_LENGTHS, FREQUENCIES, SENTENCE_LENGTHS)


def test_names() -> None:
    assert FREQUENCIES.names == ["0", "1", "2–5", "6–20", "21–100", "101 or more"]
    assert [FREQUENCIES.name(number) for number in (0, 1, 2, 5, 6, 100, 101, 10**9)] == [
        "0", "1", "2–5", "2–5", "6–20", "21–100", "101 or more", "101 or more",
    ]  # fmt: skip


@given(st.sampled_from(ALL), st.integers(0, 300))
def test_a_larger_number_is_never_in_an_earlier_range(buckets: Buckets, number: int) -> None:
    here, after = (buckets.names.index(buckets.name(n)) for n in (number, number + 1))
    assert here <= after <= here + 1
