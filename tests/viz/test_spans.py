"""Spans in their text: nothing lost, everything escaped."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.viz.spans import colour, spans_html, spans_terminal

TEXT = 'Teddy & Rose <met> "Mark" in\nJordan. 🙂'
SPANS = [(29, 35, "LOC"), (0, 5, "PER"), (8, 12, "PER")]


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text and spans that do not overlap."""
    text = draw(st.text(max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [(start, end, draw(st.sampled_from(["PER", "<X>"]))) for start, end in pairs]


@given(marked())
def test_html_keeps_the_text_and_is_well_formed(
    case: tuple[str, list[tuple[int, int, str]]],
) -> None:
    text, spans = case
    html = spans_html(text, spans)
    without_labels = re.sub(r"<b [^>]*>.*?</b>", "", html)
    assert unescape(re.sub(r"<[^>]*>", "", without_labels)) == unescape_twice(text)
    assert html.count("<mark ") == html.count("</mark>") == len(spans)


def unescape_twice(text: str) -> str:
    """What unescaping makes of an escaped text: itself, but for a few control characters."""
    from html import escape

    return unescape(escape(text))


def test_html_escapes_and_colours() -> None:
    html = spans_html(TEXT, SPANS)
    assert "&amp; " in html
    assert "&lt;met&gt; &quot;Mark&quot;" in html
    assert html.index(">Teddy<") < html.index(">Rose<") < html.index(">Jordan<")
    assert html.count(colour("PER")) == 2
    assert "<script" not in spans_html("<script>", [(0, 8, "<script>")])


def test_labels_have_lasting_and_different_colours() -> None:
    assert len({colour(label) for label in ("PER", "LOC", "ORG", "MISC")}) == 4
    assert colour("GPE") == colour("GPE")
    assert re.fullmatch("#[0-9a-f]{6}", colour("фамилия"))


def test_the_terminal_shows_the_labels_without_colour_too() -> None:
    shown = spans_terminal(TEXT, SPANS)
    assert shown.plain.startswith("Teddy[PER] & Rose[PER] <met>")
    assert "\nJordan[LOC]. 🙂" in shown.plain
    assert any(colour("LOC") in str(span.style) for span in shown.spans)


def test_text_that_looks_like_markup_is_text() -> None:
    assert spans_terminal("[bold]x[/bold]", []).plain == "[bold]x[/bold]"


@pytest.mark.parametrize("spans", [[(0, 3, "A"), (2, 4, "B")], [(2, 9, "A")], [(1, 1, "A")]])
def test_spans_that_cannot_be_drawn_are_refused(spans: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlaps or lies outside"):
        spans_html("abcd", spans)
