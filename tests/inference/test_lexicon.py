"""Phrases whose type is known: which are found, and the faults of their file, line by line."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data.labels import Span
from nlpseq.errors import InputError
from nlpseq.inference.lexicon import DEFAULT_WEIGHT, Entry, Lexicon, read_lexicon

LEXICON = Lexicon(
    {
        ("New", "York"): Entry("LOC"),
        ("New", "York", "Times"): Entry("ORG"),
        ("may",): Entry("PER", 1.5),
        ("US",): Entry("LOC"),
    }
)
VOCABULARY = ["New", "new", "York", "Times", "may", "May", "US", "us", "x"]


def labels_in(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[s.start : s.end]), s.label) for s, _ in LEXICON.find(words)]


def test_the_longest_phrase_is_taken() -> None:
    assert labels_in("the New York Times of New York") == [
        ("New York Times", "ORG"),
        ("New York", "LOC"),
    ]
    assert labels_in("York New") == []
    assert labels_in("") == []
    assert Lexicon({}).find(["New", "York"]) == []


def test_small_letters_are_found_in_any_case_and_capitals_only_as_written() -> None:
    assert labels_in("May MAY may") == [("May", "PER"), ("MAY", "PER"), ("may", "PER")]
    assert labels_in("the US and us and NEW YORK") == [("US", "LOC")]


@given(st.lists(st.sampled_from(VOCABULARY), max_size=12))
def test_what_is_found_is_disjoint_in_order_and_as_long_as_can_be(words: list[str]) -> None:
    position = 0
    for span, entry in LEXICON.find(words):
        assert position <= span.start < span.end <= len(words)
        assert span.label == entry.label
        phrase = tuple(words[span.start : span.end])
        assert entry in (LEXICON.entries.get(phrase), LEXICON.entries.get((phrase[0].lower(),)))
        assert tuple(words[span.start : span.end + 1]) not in LEXICON.entries or (
            span.end == len(words)
        )
        position = span.end


def test_a_file_holds_hard_and_soft_phrases(tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(
        "# names\n\nTeddy's Bar\tORG\r\nmay\tPER\tsoft\t-1.5\nBonn\tLOC\thard\nRose\tPER\tsoft\n",
        encoding="utf-8",
    )
    lexicon = read_lexicon(file, ["LOC", "ORG", "PER"])
    assert lexicon.entries == {
        ("Teddy", "'s", "Bar"): Entry("ORG", math.inf),
        ("may",): Entry("PER", -1.5),
        ("Bonn",): Entry("LOC", math.inf),
        ("Rose",): Entry("PER", DEFAULT_WEIGHT),
    }
    ((span, _),) = lexicon.find(["at", "Teddy", "'s", "Bar"])
    assert span == Span(1, 4, "ORG")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Bonn", "wrong number of columns: found 1, expected 2 to 4"),
        ("Bonn\tLOC\tsoft\t1\t2", "wrong number of columns: found 5, expected 2 to 4"),
        ("Bonn\tGPE", "unknown label: found 'GPE', expected one of LOC, PER"),
        ("\tLOC", "no phrase: found '', expected words, a tab and a label"),
        ("Anna\tLOC", "phrase stands twice: found 'Anna' on line 1, expected each phrase once"),
        ("Bonn\tLOC\tweak", "unknown kind of phrase: found 'weak', expected hard, soft, or"),
        ("Bonn\tLOC\thard\t1", "unknown kind of phrase: found 'hard 1', expected hard, soft, or"),
        *(
            (
                f"Bonn\tLOC\tsoft\t{weight}",
                f"wrong weight: found '{weight}', expected a number between -1000 and 1000",
            )
            for weight in ("much", "nan", "inf", "-1e39")
        ),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(f"Anna\tPER\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_lexicon(file, ["LOC", "PER"])
    assert str(error.value).startswith(f"{file}, line 2: {fault}")
