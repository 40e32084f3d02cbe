"""One report, three forms; the page has its own tests."""

import json
import math
from dataclasses import asdict, replace
from io import StringIO

import pytest
from rich.console import Console

from nlpseq.evaluation.markdown import to_markdown
from nlpseq.evaluation.report import Breakdown, Report, to_table
from nlpseq.evaluation.report_json import from_json, to_json
from nlpseq.evaluation.summary import DEVIATION, gathered_report


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


def test_details_come_back_from_json(
    detailed_tagging: Report, detailed_translation: Report
) -> None:
    reports = [detailed_tagging, detailed_translation]
    assert from_json(to_json(reports)) == reports


def test_a_report_of_an_older_version_is_read(tagging: Report) -> None:
    row = asdict(tagging)
    for name in ("comparison", "galleries", "notes"):
        del row[name]
    for part in row["breakdowns"]:
        for name in ("note", "picture", "brief"):
            del part[name]
    (report,) = from_json(json.dumps([row]))
    assert report.scores == tagging.scores
    assert [part.rows for part in report.breakdowns] == [p.rows for p in tagging.breakdowns]


def test_the_screen_is_short_and_the_page_is_not(detailed_tagging: Report) -> None:
    shown, page = printed(detailed_tagging), to_markdown([detailed_tagging])
    for title in ("by type", "errors by kind", "compared with runs/two"):
        assert title in shown
        assert f"## {title}\n" in page
    for title in ("confusion by type", "entities seen and unseen in train", "worst sentences"):
        assert title not in shown
        assert f"## {title}\n" in page


def test_markdown_escapes_what_a_corpus_says(
    detailed_tagging: Report, detailed_translation: Report
) -> None:
    page = to_markdown([detailed_tagging])
    assert r"*Bonn (LOC)*" not in page  # a sentence without an error
    assert r"**\<script\>alert('x')\</script\> (PER)**" in page
    assert r"**\[here (A\|B)**" in page
    assert r"**4 4 \<i\>Katzen\</i\>**" in to_markdown([detailed_translation])


def test_seeds_become_mean_and_deviation(tagging: Report, detailed_tagging: Report) -> None:
    report = gathered_report("runs/x*", [tagging, detailed_tagging])
    values = [tagging.scores["f1"], detailed_tagging.scores["f1"]]
    assert report.counts == {"bundles": 2, "sentences": 3, "entities": 3}
    assert report.scores["f1"] == pytest.approx(sum(values) / 2)
    (table,) = report.breakdowns
    column = table.columns.index("F1 (conlleval)")
    assert [row[column] for row in table.rows.values()][:2] == values
    assert table.rows["mean"] == tuple(report.scores.values())
    assert table.rows[DEVIATION][column] == pytest.approx(abs(values[0] - values[1]) / 2**0.5)


def test_one_seed_has_no_deviation(tagging: Report) -> None:
    (table,) = gathered_report("runs/x*", [tagging]).breakdowns
    assert list(table.rows) == [tagging.bundle, "mean"]


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
        assert "F1 (conlleval)" in shown
        assert "strict F1 (IOB2)" in shown


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


def test_what_is_no_number_is_null(tagging: Report) -> None:
    breakdown = Breakdown("by length", ("F1", "entities"), {"1": (math.nan, 0), "2": (50.0, 2)})
    text = to_json([replace(tagging, breakdowns=(breakdown,))])
    assert json.loads(text, parse_constant=pytest.fail)[0]["breakdowns"][0]["rows"]["1"] == [
        None,
        0,
    ]
    (again,) = from_json(text)
    assert math.isnan(again.breakdowns[0].rows["1"][0])
    assert again.breakdowns[0].rows["2"] == (50.0, 2)
