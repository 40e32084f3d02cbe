"""Tables of a tagger: parts that add up to the whole, by what they say they are by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.evaluation.report import Breakdown
from nlpseq.evaluation.tagging import score_tagging
from nlpseq.evaluation.tagging_breakdown import (
    ELSEWHERE,
    FIRST,
    NONE,
    OTHER_TYPE,
    SEEN,
    UNSEEN,
    TaggedCorpus,
    error_kinds,
    seen_entities,
    tagging_breakdowns,
)

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
corpora = st.lists(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(TAGS), st.sampled_from(TAGS)),
        min_size=1,
        max_size=8,
    ),
    min_size=1,
    max_size=5,
)

WORDS = [["Rose", "met", "Anna", "Bell", "in", "Bonn", "."], ["Rose", "is", "red", "."]]
GOLD = [["B-PER", "O", "B-PER", "I-PER", "O", "B-LOC", "O"], ["O", "O", "O", "O"]]
PREDICTED = [["B-PER", "O", "B-PER", "O", "O", "B-PER", "O"], ["B-PER", "O", "O", "O"]]
TRAIN = [(["Rose", "and", "Rose"], ["B-PER", "O", "B-PER"]), (["Bonn"], ["B-ORG"])]
CORPUS = TaggedCorpus(WORDS, GOLD, PREDICTED)


def tables(corpus: TaggedCorpus = CORPUS) -> dict[str, Breakdown]:
    """The tables by title."""
    return {part.title: part for part in tagging_breakdowns(corpus, seen_entities(TRAIN))}


def test_errors_by_kind_and_type() -> None:
    rows = error_kinds(CORPUS).rows
    assert rows == {
        "boundary": (1, pytest.approx(100 / 3)),
        "type": (1, pytest.approx(100 / 3)),
        "boundary and type": (0, 0.0),
        "missed": (0, 0.0),
        "spurious": (1, pytest.approx(100 / 3)),
    }
    by_type = tables()["errors by kind and type"]
    assert by_type.columns[0] == "right"
    assert by_type.rows == {"LOC": (0, 0, 1, 0, 0, 0), "PER": (1, 1, 0, 0, 0, 1)}


def test_confusion() -> None:
    table = tables()["confusion by type"]
    assert table.columns == ("LOC", "PER", NONE)
    assert table.rows == {"LOC": (0, 1, 0), "PER": (0, 2, 0), NONE: (0, 1, 0)}


def test_seen_and_unseen() -> None:
    rows = tables()["entities seen and unseen in train"].rows
    assert rows[SEEN] == (50.0, 100.0, pytest.approx(200 / 3), 1, 2)
    # Bonn stood in train as another type, whether as the true LOC or as the predicted PER
    assert rows[OTHER_TYPE] == (0.0, 0.0, 0.0, 1, 1)
    assert rows[UNSEEN] == (0.0, 0.0, 0.0, 1, 1)


def test_frequency_place_and_length() -> None:
    found = tables()
    assert {name: row[3] for name, row in found["by frequency in train"].rows.items()} == {
        "0": 1,
        "1": 1,
        "2–5": 1,
    }
    place = found["by place in the sentence"].rows
    assert place[FIRST] == (50.0, 100.0, pytest.approx(200 / 3), 1, 2)
    assert place[ELSEWHERE][3:] == (2, 2)
    assert list(found["by length of the entity"].rows) == ["1", "2"]
    assert list(found["by length of the sentence"].rows) == ["1–5", "6–10"]


def test_without_a_train_split_its_tables_are_left_out() -> None:
    titles = [part.title for part in tagging_breakdowns(CORPUS)]
    assert set(tables()) - set(titles) == {
        "entities seen and unseen in train",
        "by frequency in train",
    }


@given(corpora)
def test_parts_add_up_to_the_whole(sentences: list[list[tuple[str, str, str]]]) -> None:
    words, gold, predicted = (
        [[row[column] for row in sentence] for sentence in sentences] for column in range(3)
    )
    scores = score_tagging(gold, predicted)
    _, num_found, num_true = scores.statistics.sum(axis=0)
    found = tables(TaggedCorpus(words, gold, predicted))
    for title, table in found.items():
        if table.columns[-2:] == ("true", "predicted"):
            assert sum(row[-2] for row in table.rows.values()) == num_true, title
            assert sum(row[-1] for row in table.rows.values()) == num_found, title
    confusion = found["confusion by type"].rows
    assert sum(map(sum, confusion.values())) - sum(confusion[NONE]) == num_true
    assert sum(sum(row[:-1]) for row in confusion.values()) == num_found
    strict = found["errors as nervaluate counts them"].rows["strict"]
    assert strict[0] == scores.statistics[:, 0].sum()
