"""The page: whole, safe, and in need of nothing else."""

import re
from html.parser import HTMLParser

import pytest

from nlpseq.evaluation import pictures
from nlpseq.evaluation.galleries import MAX_EXAMPLES, MAX_WORDS, translation_galleries
from nlpseq.evaluation.html import to_html
from nlpseq.evaluation.report import HEAT, Breakdown, Report
from nlpseq.evaluation.summary import gathered_report
from nlpseq.evaluation.translation_breakdown import TranslatedCorpus

VOID = {"meta", "line", "rect", "circle"}


class Page(HTMLParser):
    """Elements and attributes of a page; fails where a tag is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one."""
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect what is read."""
        self.text += data


@pytest.fixture
def page(detailed_tagging: Report, detailed_translation: Report, tagging: Report) -> str:
    """All kinds of reports on one page."""
    gathered = gathered_report("runs/x*", [tagging, tagging])
    return to_html([detailed_tagging, detailed_translation, gathered, tagging])


def test_the_page_is_well_formed_and_has_its_parts(page: str) -> None:
    parsed = Page(page)
    assert parsed.tags.count("article") == 4
    assert parsed.tags.count("h1") == 4
    assert page.startswith("<!DOCTYPE html>\n")
    for text in ("confusion by type", "compared with runs/two", "standard deviation", "Katzen"):
        assert text in parsed.text


def test_nothing_comes_from_elsewhere(page: str) -> None:
    parsed = Page(page)
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(parsed.tags)
    assert not [a for a in parsed.attributes if a[1] in {"src", "href", "style"}]
    assert not [a for a in parsed.attributes if a[1].startswith("on")]
    assert not re.search(r"url\(|@import|https?://", page)
    assert "default-src 'none'" in page


def test_a_corpus_cannot_write_into_the_page(page: str) -> None:
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<script>alert('x')</script>" in Page(page).text


def test_the_page_fits_a_phone_by_day_and_by_night(page: str) -> None:
    assert ("meta", "content", "width=device-width, initial-scale=1") in Page(page).attributes
    assert "prefers-color-scheme: dark" in page
    # whatever may be wider than a phone scrolls in a box of its own
    assert page.count("<table>") == len(re.findall(r'<div class="scroll">\n<table>', page)) > 10
    heat = re.findall(r'<div class="scroll">\n<svg class="heat"', page)
    assert len(heat) == page.count('class="heat"') == 1
    assert pictures.WIDTH <= 360


def test_differences_and_entities_are_marked(page: str) -> None:
    assert '<mark class="wrong">4 4 &lt;i&gt;Katzen&lt;/i&gt;</mark>' in page
    assert '<mark class="right">Anna Marsh <small>PER</small></mark>' in page
    assert "<small>A|B</small></mark>" in page


def test_bars_are_as_long_as_their_figures() -> None:
    table = Breakdown("t", ("F1", "n"), {"a": (50.0, 3), "b": (100.0, 1), "c": (0.0, 0)}, "", "F1")
    chart = pictures.bars(table)
    assert chart is not None
    lengths = [mark.end - mark.start for mark in chart.marks]
    assert lengths == [lengths[1] / 2, lengths[1], 0]
    assert max(mark.end for mark in chart.marks) < pictures.WIDTH
    assert pictures.bars(Breakdown("t", ("F1",), {"a": (1.0,)})) is None
    assert pictures.bars(Breakdown("t", ("F1",), {}, "", "F1")) is None


def test_the_heat_of_a_cell_is_its_share_of_the_row() -> None:
    shape = pictures.heat_map(Breakdown("t", ("a", "b"), {"a": (3, 1), "b": (0, 5)}, "", HEAT))
    assert shape is not None
    assert [(cell.strength, cell.is_diagonal) for cell in shape.cells] == [
        (0.75, True),
        (0.25, False),
        (1.0, True),
    ]
    many = {str(number): (1,) for number in range(41)}
    assert pictures.heat_map(Breakdown("t", ("a",), many, "", HEAT)) is None


def test_intervals_lie_around_their_points(tagging: Report, detailed_tagging: Report) -> None:
    chart = pictures.score_points(tagging)
    for mark in chart.marks:
        assert mark.at is not None
        assert mark.start <= mark.at <= mark.end <= pictures.WIDTH
    difference = pictures.difference_point(detailed_tagging)
    assert difference is not None
    (mark,) = difference.marks
    assert mark.at is not None
    assert mark.at < difference.origin  # the other bundle is better
    assert pictures.difference_point(tagging) is None


def test_sentences_to_look_at_are_few_and_short() -> None:
    long = [["word"] * 500] * 100
    galleries = translation_galleries(TranslatedCorpus(long, long, long), list(range(100)))
    assert [gallery.title for gallery in galleries] == ["worst sentences", "best sentences"]
    for gallery in galleries:
        assert len(gallery.examples) == MAX_EXAMPLES
        for example in gallery.examples:
            for line in example.lines:
                shown = " ".join(segment.text for segment in line.segments).split()
                assert len(shown) == MAX_WORDS + 1
    assert "sentence 1:" in galleries[0].examples[0].title
    assert "sentence 100:" in galleries[1].examples[0].title
