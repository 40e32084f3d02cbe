"""Kinds of errors: every entity in one match, counted as nervaluate counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.evaluation.errors import (
    BOTH,
    BOUNDARY,
    MISSED,
    RIGHT,
    SPURIOUS,
    TYPE,
    Entity,
    entities_of,
    match_entities,
    semeval_counts,
)

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
sentences = st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), max_size=9)

KINDS = [
    ("B-PER I-PER O", "B-PER I-PER O", [RIGHT]),
    ("B-PER I-PER O", "B-PER O O", [BOUNDARY]),
    ("B-PER I-PER O", "B-LOC I-LOC O", [TYPE]),
    ("B-PER I-PER O", "O B-LOC I-LOC", [BOTH]),
    ("B-PER I-PER O", "O O O", [MISSED]),
    ("O O O", "O B-LOC O", [SPURIOUS]),
    ("B-PER I-PER O", "B-PER B-PER O", [BOUNDARY, SPURIOUS]),
    ("B-PER B-LOC O", "B-PER I-PER O", [BOUNDARY, MISSED]),
    ("O O O", "O O O", []),
]

# Counts of nervaluate 1.2.1, made with its classes Strict-, Exact- and PartialEvaluation:
# true tags, predicted tags, then correct, incorrect, partial, missed, spurious of each.
NERVALUATE = [
    ("B-PER I-PER O B-LOC I-LOC", "B-PER O O B-LOC I-LOC",
     (1, 1, 0, 0, 0), (1, 1, 0, 0, 0), (1, 0, 1, 0, 0)),
    ("B-PER I-PER I-PER B-LOC O", "B-LOC B-PER I-PER B-PER B-LOC",
     (0, 2, 0, 0, 2), (1, 1, 0, 0, 2), (1, 0, 1, 0, 2)),
    ("B-PER B-LOC O B-ORG", "B-PER I-PER O O",
     (0, 1, 0, 2, 0), (0, 1, 0, 2, 0), (0, 0, 1, 2, 0)),
    ("O O B-PER", "B-PER O B-LOC",
     (0, 1, 0, 0, 1), (1, 0, 0, 0, 1), (1, 0, 0, 0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("gold", "predicted", "kinds"), KINDS)
def test_kinds(gold: str, predicted: str, kinds: list[str]) -> None:
    matches = match_entities(gold.split(), predicted.split())
    assert [match.kind for match in matches] == kinds


def test_an_exact_entity_is_laid_beside_its_own() -> None:
    (first, second) = match_entities(["B-PER", "B-PER"], ["O", "B-PER"])
    assert first.true == Entity(1, 2, "PER")
    assert (second.kind, second.true) == (MISSED, Entity(0, 1, "PER"))


@pytest.mark.parametrize(("gold", "predicted", "strict", "exact", "partial"), NERVALUATE)
def test_counts_are_those_of_nervaluate(
    gold: str,
    predicted: str,
    strict: tuple[int, ...],
    exact: tuple[int, ...],
    partial: tuple[int, ...],
) -> None:
    counts = semeval_counts(match_entities(gold.split(), predicted.split()))
    assert [tuple(row.values()) for row in counts.values()] == [strict, exact, partial]


@given(sentences)
def test_every_entity_is_in_one_match(sentence: list[tuple[str, str]]) -> None:
    gold, predicted = [true for true, _ in sentence], [found for _, found in sentence]
    matches = match_entities(gold, predicted)
    assert sorted(m.true for m in matches if m.true) == entities_of(gold)
    assert [m.found for m in matches if m.found] == entities_of(predicted)
    right = {m.true for m in matches if m.kind == RIGHT}
    assert right == set(entities_of(gold)) & set(entities_of(predicted))
    missed = [m.true for m in matches if m.kind == MISSED]
    spurious = [m.found for m in matches if m.kind == SPURIOUS]
    assert not [
        (true, found)
        for true in missed
        for found in spurious
        if true and found and true.start < found.end and found.start < true.end
    ]
