"""Tables of a translator: each counts what its note says."""

import pytest

from nlpseq.evaluation.report import Breakdown
from nlpseq.evaluation.translation import score_translation, sentence_chrf
from nlpseq.evaluation.translation_breakdown import (
    TranslatedCorpus,
    content_words,
    is_name,
    is_number,
    surplus_bigrams,
    translation_breakdowns,
)

SOURCES = ["Anna paid 20 Euro in Bonn", "the 3 old cats sleep", "yes"]
REFERENCES = ["Anna zahlte 20 Euro in Bonn", "die drei alten Katzen schlafen heute", "ja"]
HYPOTHESES = ["Anna zahlte 30 Euro in Berlin", "die alten die alten die alten Katzen", ""]


def tables(train_counts: dict[str, int] | None = None) -> dict[str, Breakdown]:
    """The tables by title."""
    corpus = TranslatedCorpus(
        *([line.split() for line in lines] for lines in (SOURCES, HYPOTHESES, REFERENCES))
    )
    statistics = score_translation(HYPOTHESES, REFERENCES).statistics
    return {part.title: part for part in translation_breakdowns(corpus, statistics, train_counts)}


def test_bleu_by_length_is_that_of_the_sentences_of_a_length() -> None:
    rows = tables()["by length of the sentence"].rows
    assert list(rows) == ["1–5", "6–10"]
    for name, kept in (("1–5", slice(1, 3)), ("6–10", slice(0, 1))):
        expected = score_translation(HYPOTHESES[kept], REFERENCES[kept]).bleu
        assert rows[name] == (pytest.approx(expected), kept.stop - kept.start)


def test_word_frequencies_are_those_of_train() -> None:
    rows = tables({"die": 500, "alten": 3, "Katzen": 1})["by word frequency in train"].rows
    assert list(rows) == ["0", "1", "2–5", "101 or more"]
    assert rows["101 or more"] == (pytest.approx(100 / 3), 100.0, pytest.approx(50.0), 1)
    assert rows["1"] == (100.0, 100.0, 100.0, 1)
    assert sum(row[3] for row in rows.values()) == 13
    assert "by word frequency in train" not in tables()


def test_numbers_and_names_that_the_reference_keeps_are_expected() -> None:
    rows = tables()["numbers and names"].rows
    assert rows == {
        "numbers": (0.0, 1),  # 3 became a word in the reference
        "names": (pytest.approx(200 / 3), 3),  # Anna and Euro, not Bonn
    }


@pytest.mark.parametrize(
    ("word", "number", "name"),
    [("20", True, False), ("B2B", True, False), ("Bonn", False, True), ("NATO", False, True),
     ("I", False, False), ("bonn", False, False), ("我们", False, False), (".", False, False)],
)  # fmt: skip
def test_what_a_number_and_a_name_are(word: str, number: bool, name: bool) -> None:
    assert (is_number(word), is_name(word)) == (number, name)


def test_content_words_are_those_beyond_the_frequent_half() -> None:
    references = [["the", "the", "the", ".", "cat"], ["the", "dog", ".", "sat"]]
    # 7 words without the full stops: "the" four times is half of them
    assert content_words(references) == {"cat", "dog", "sat"}
    assert content_words([]) == set()


@pytest.mark.parametrize(
    ("hypothesis", "reference", "count"),
    [("a b a b a b", "a b", 3), ("a b a b", "a b a b", 0), ("a b c", "d", 0), ("", "a", 0),
     ("a a a", "b", 1)],
)  # fmt: skip
def test_bigrams_said_again(hypothesis: str, reference: str, count: int) -> None:
    assert surplus_bigrams(hypothesis.split(), reference.split()) == count


def test_too_much_and_too_little() -> None:
    found = tables()
    lengths = found["length against the reference"].rows
    assert lengths["all words"] == (100.0, 13)
    assert lengths["sentences under 70%"][1] == 1
    assert lengths["sentences over 130%"][1] == 0
    coverage = found["over- and under-translation"].rows
    assert coverage["over: bigrams said again"] == (pytest.approx(300 / 11), 3, 11)
    share, missing, of = coverage["under: content words missing"]
    assert 0 < missing <= of <= 13
    assert share == pytest.approx(100 * missing / of)


def test_chrf_of_sentences_tells_good_from_bad() -> None:
    good, bad, none = sentence_chrf(["ein Haus", "ein Hut", ""], ["ein Haus"] * 3)
    assert (round(good, 6), none) == (100.0, 0.0)
    assert 0 < bad < good
