"""Entities in their text: as HTML for notebooks and pages, in colour for terminals."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from rich.text import Text

# Light backgrounds that carry black text, told apart by colour-blind readers (Okabe and Ito 2008).
PALETTE = ("#f7c873", "#9bd3f5", "#8fd9bf", "#f2e98a", "#a9c4e8", "#f0b39a", "#dfb8d2", "#cccccc")
COLOURS = dict(zip(("PER", "LOC", "ORG", "MISC"), PALETTE, strict=False))


def colour(label: str) -> str:
    """The background of a label, "#rrggbb": the same in every text and every session."""
    return COLOURS.get(label) or PALETTE[crc32(label.encode()) % len(PALETTE)]


def spans_html(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Mark spans in a text, as a piece of HTML that needs nothing beside it.

    Args:
        text: any text; it is escaped, its line ends are kept.
        spans: (start, end, label) in characters, half-open; they do not overlap.

    Raises:
        ValueError: spans overlap or reach beyond the text.
    """
    parts = []
    for piece, label in _pieces(text, spans):
        if not label:
            parts.append(escape(piece))
            continue
        style = f"background:{colour(label)};color:#000;padding:.1em .3em;border-radius:.3em"
        name = f'<b style="font-size:.7em;margin-left:.4em">{escape(label)}</b>'
        parts.append(f'<mark style="{style}">{escape(piece)}{name}</mark>')
    return f'<div style="line-height:2;white-space:pre-wrap">{"".join(parts)}</div>'


def spans_terminal(text: str, spans: Iterable[tuple[int, int, str]]) -> "Text":
    """Mark spans in a text for rich, each followed by its label (there may be no colour).

    Args:
        text: any text.
        spans: (start, end, label) in characters, half-open; they do not overlap.

    Raises:
        ValueError: spans overlap or reach beyond the text.
    """
    from rich.text import Text

    shown = Text()
    for piece, label in _pieces(text, spans):
        if label:
            shown.append(piece, style=f"black on {colour(label)}")
            shown.append(f"[{label}]", style="bold")
        else:
            shown.append(piece)
    return shown


def _pieces(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """The text cut at the spans: pieces with their label, "" between spans."""
    position = 0
    for start, end, label in sorted(spans):
        if not position <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} overlaps or lies outside the text")
        if position < start:
            yield text[position:start], ""
        yield text[start:end], label
        position = end
    if position < len(text):
        yield text[position:], ""
