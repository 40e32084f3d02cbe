"""The figures of tags are those of seqeval in both of its modes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics import (
    accuracy_score,
    classification_report,
    f1_score,
    precision_score,
    recall_score,
)
from seqeval.scheme import IOB2

from nlpseq.errors import InputError
from nlpseq.evaluation.significance import f1_of_counts
from nlpseq.evaluation.tagging import TypeScores, entity_scores, score_tagging

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
corpora = st.lists(
    st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), min_size=1, max_size=8),
    min_size=1,
    max_size=5,
)
STRICT = {"mode": "strict", "scheme": IOB2, "zero_division": 0}
DEFAULT = {"zero_division": 0}


@given(corpora)
def test_all_figures_are_those_of_seqeval(corpus: list[list[tuple[str, str]]]) -> None:
    gold = [[true for true, _ in sentence] for sentence in corpus]
    predicted = [[found for _, found in sentence] for sentence in corpus]
    scores = score_tagging(gold, predicted)
    assert entity_scores(gold, predicted) == TypeScores(
        scores.precision, scores.recall, scores.f1, scores.support
    )
    modes = [
        (DEFAULT, (scores.precision, scores.recall, scores.f1), scores.by_type),
        (
            STRICT,
            (scores.strict_precision, scores.strict_recall, scores.strict_f1),
            scores.strict_by_type,
        ),
    ]
    for settings, micro, by_type in modes:
        measures = (precision_score, recall_score, f1_score)
        assert micro == tuple(100 * score(gold, predicted, **settings) for score in measures)
        check_types(gold, predicted, settings, by_type)
    assert scores.accuracy == pytest.approx(100 * accuracy_score(gold, predicted))
    counts = scores.statistics.sum(axis=0, keepdims=True)
    assert f1_of_counts(counts)[0] == pytest.approx(scores.f1)
    assert counts[0, 2] == scores.support


def check_types(
    gold: list[list[str]],
    predicted: list[list[str]],
    settings: dict[str, object],
    by_type: dict[str, TypeScores],
) -> None:
    """Compare with the rows of seqeval's own report, which it cannot make without an entity."""
    if not by_type:
        return
    report = classification_report(gold, predicted, output_dict=True, **settings)
    rows = {name: row for name, row in report.items() if not name.endswith(" avg")}
    assert rows.keys() == by_type.keys()
    for name, row in rows.items():
        assert by_type[name] == TypeScores(
            100 * row["precision"], 100 * row["recall"], 100 * row["f1-score"], row["support"]
        )


def test_an_entity_without_a_begin_counts_in_default_mode_only() -> None:
    scores = score_tagging([["B-PER", "I-PER", "O"]], [["I-PER", "I-PER", "O"]])
    assert (scores.f1, scores.strict_f1) == (100.0, 0.0)
    assert scores.by_type == {"PER": TypeScores(100.0, 100.0, 100.0, 1)}
    assert scores.strict_by_type == {"PER": TypeScores(0.0, 0.0, 0.0, 1)}


def conlleval_counts(gold: list[str], predicted: list[str]) -> tuple[int, int, int]:
    """Right, predicted and true chunks of a sentence as the CoNLL script counts them.

    It reads both columns at once, word by word, and calls a chunk right if both sides begin it,
    keep to one type, and end it together.
    """
    counts = [0, 0, 0]
    both_inside = False
    before = ["O", "O"]
    for now in [*map(list, zip(gold, predicted, strict=True)), ["O", "O"]]:
        ends = [ends_chunk(*pair) for pair in zip(before, now, strict=True)]
        begins = [begins_chunk(*pair) for pair in zip(before, now, strict=True)]
        if both_inside:
            counts[0] += all(ends) and before[0][2:] == before[1][2:]
            both_inside = not any(ends) and now[0][2:] == now[1][2:]
        both_inside |= all(begins) and now[0][2:] == now[1][2:]
        counts[1] += begins[1]
        counts[2] += begins[0]
        before = now
    return counts[0], counts[1], counts[2]


def begins_chunk(before: str, now: str) -> bool:
    """Whether a chunk begins with this tag, in the words of the script."""
    return now != "O" and (now[0] == "B" or before == "O" or before[2:] != now[2:])


def ends_chunk(before: str, now: str) -> bool:
    """Whether a chunk ended before this tag."""
    return before != "O" and (now == "O" or now[0] == "B" or before[2:] != now[2:])


@given(corpora)
def test_the_default_mode_counts_as_the_script_of_conll(
    corpus: list[list[tuple[str, str]]],
) -> None:
    gold = [[true for true, _ in sentence] for sentence in corpus]
    predicted = [[found for _, found in sentence] for sentence in corpus]
    rows = [list(conlleval_counts(*tags)) for tags in zip(gold, predicted, strict=True)]
    assert score_tagging(gold, predicted).statistics.tolist() == rows


# Where the two conventions part: what, true tags, predicted tags, F1 of each.
CONVENTIONS = [
    ("I- after O", "O B-PER I-PER", "O I-PER I-PER", 100.0, 0.0),
    ("I- after O in the truth too", "O I-PER O", "O I-PER O", 100.0, 0.0),
    ("another type inside", "B-PER B-LOC", "B-PER I-LOC", 100.0, 200 / 3),
    ("B-X I-Y I-Y", "B-PER B-LOC I-LOC", "B-PER I-LOC I-LOC", 100.0, 200 / 3),
    ("a type and back", "B-PER O O", "B-PER I-LOC I-PER", 50.0, 100.0),
    ("a wrong border is wrong in both", "B-PER I-PER", "B-PER O", 0.0, 0.0),
]


@pytest.mark.parametrize(("what", "gold", "predicted", "conlleval", "strict"), CONVENTIONS)
def test_conventions_part_where_they_do(
    what: str, gold: str, predicted: str, conlleval: float, strict: float
) -> None:
    tags = [gold.split()], [predicted.split()]
    scores = score_tagging(*tags)
    right, found, true = conlleval_counts(tags[0][0], tags[1][0])
    assert scores.f1 == pytest.approx(conlleval) == pytest.approx(200 * right / (found + true))
    assert scores.strict_f1 == pytest.approx(strict)
    assert 100 * f1_score(*tags, **STRICT) == pytest.approx(strict)


@pytest.mark.parametrize("tags", [[["O", "O"], ["O"]], [["O"], []], [[]], []])
def test_no_entities_score_0_without_a_warning(tags: list[list[str]]) -> None:
    scores = score_tagging(tags, tags)
    assert (scores.f1, scores.strict_f1, scores.by_type, scores.support) == (0.0, 0.0, {}, 0)
    assert scores.statistics.shape == (len(tags), 3)


def test_signatures_name_mode_scheme_and_version() -> None:
    signatures = score_tagging([["O"]], [["O"]]).signatures
    assert signatures["f1"].startswith("seqeval|mode:default|as:conlleval|average:micro|version:1.")
    assert "mode:strict|scheme:IOB2" in signatures["strict_f1"]


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="found 1 predicted, expected 2"):
        score_tagging([["O"], ["O"]], [["O"]])
    with pytest.raises(InputError, match="sentence 2: found 1 predicted, expected 2"):
        score_tagging([["O"], ["O", "O"]], [["O"], ["O"]])
