"""One report, three forms."""

import json
from io import StringIO

import pytest
from rich.console import Console

from nlpseq.evaluation.pairs import score_pairs
from nlpseq.evaluation.report import (
    Report,
    from_json,
    tagging_report,
    to_json,
    to_markdown,
    to_table,
    translation_report,
)
from nlpseq.evaluation.significance import bleu_interval, f1_interval
from nlpseq.evaluation.tagging import score_tagging
from nlpseq.evaluation.translation import score_translation


@pytest.fixture
def tagging() -> Report:
    """A tagger's report with everything in it."""
    gold = [["B-PER", "I-PER", "O"], ["B-LOC", "O"], ["B-A|B", "O"]]
    scores = score_tagging(gold, [["I-PER", "I-PER", "O"], ["B-LOC", "O"], ["O", "O"]])
    return tagging_report(
        scores,
        bundle="runs/demo/bundle",
        corpus="[red]corpus",
        split="test",
        intervals={"f1": f1_interval(scores.statistics, num_bootstrap=100, seed=1)},
        largest_difference=0.25,
        pairs=score_pairs(["unseen_names"], [("B-PER", "O")], [("B-PER", "O")]),
    )


@pytest.fixture
def translation() -> Report:
    """A translator's report."""
    scores = score_translation(["ein Haus am See"], ["ein Haus am See"], target_language="de")
    return translation_report(
        scores,
        bundle="b",
        corpus="c",
        split="valid",
        intervals={"bleu": bleu_interval(scores.statistics, num_bootstrap=10, seed=1)},
    )


def printed(report: Report, width: int = 160) -> str:
    """What rich shows of a report."""
    console = Console(file=StringIO(), width=width)
    console.print(to_table(report))
    text: str = console.file.getvalue()
    return text


def test_json_holds_every_figure(tagging: Report) -> None:
    plain = json.loads(to_json([tagging]))[0]
    assert plain["corpus"] == "[red]corpus"
    assert plain["counts"] == {"sentences": 3, "entities": 3}
    assert plain["scores"] == tagging.scores
    assert plain["intervals"]["f1"].keys() == {"low", "high"}
    by_type, pairs, changes = plain["breakdowns"]
    assert by_type["rows"]["PER"] == [100.0, 100.0, 100.0, 0.0, 1]
    assert by_type["columns"][3] == "strict F1"
    assert pairs["rows"] == {"unseen_names": [100.0, 1]}
    assert list(changes["rows"].values()) == [[0.25]]


def test_reports_come_back_from_json(tagging: Report, translation: Report) -> None:
    reports = [tagging, translation]
    assert from_json(to_json(reports)) == reports


def test_several_reports_make_one_page(tagging: Report, translation: Report) -> None:
    page = to_markdown([tagging, translation])
    assert page.count("\n# ") + page.startswith("# ") == 2
    assert page.index("[red]corpus") < page.index("# b on c, valid")


def test_default_and_strict_stand_side_by_side(tagging: Report) -> None:
    assert tagging.scores["f1"] == pytest.approx(80.0)
    assert tagging.scores["strict_f1"] == pytest.approx(50.0)
    for shown in (to_markdown([tagging]), printed(tagging)):
        assert "80.00" in shown
        assert "50.00" in shown
        assert "mode:strict" in shown


def test_markdown_is_a_page_of_well_formed_tables(tagging: Report) -> None:
    page = to_markdown([tagging])
    assert page.startswith("# runs/demo/bundle on [red]corpus, test\n")
    assert "3 sentences, 3 entities" in page
    assert r"| A\|B |" in page
    tables = [block.split("\n") for block in page.split("\n\n") if block.startswith("|")]
    assert len(tables) == 1 + len(tagging.breakdowns) == 4
    for table in tables:
        assert len({row.replace(r"\|", "").count("|") for row in table}) == 1


def test_the_screen_shows_text_as_it_is(tagging: Report) -> None:
    shown = printed(tagging)
    assert "[red]corpus" in shown
    assert "unseen_names" in shown
    assert "100.00" in shown


def test_signatures_are_never_shortened(translation: Report) -> None:
    narrow = printed(translation, width=30).replace("\n", "").replace(" ", "")
    for text in translation.signatures.values():
        assert text in narrow
        assert f"`{text}`" in to_markdown([translation])


def test_a_translators_report(translation: Report) -> None:
    assert translation.counts == {"sentences": 1}
    assert list(translation.scores) == ["bleu", "chrf", "ter"]
    assert "| BLEU | 100.00 | 100.00 – 100.00 |" in to_markdown([translation])
    assert "| TER | 0.00 |  |" in to_markdown([translation])
