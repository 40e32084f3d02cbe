"""What a decoder attended to: as a picture, as a table of HTML, as text for terminals."""

import warnings
from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np

from nlpseq.errors import OptionalPackageError

# A cell's width and height, and the longest side of a picture.
CELL_INCHES = 0.35
MAX_INCHES = 40.0
# From no attention to all of it.
SHADES = " ░▒▓█"


def attention_heatmap(
    weights: np.ndarray,
    source_pieces: Sequence[str],
    target_pieces: Sequence[str],
    path: str | Path,
) -> None:
    """Write the attention of a translation as a PNG (the picture of Bahdanau et al. 2015, fig. 3).

    Letters that the font lacks are drawn as boxes.

    Args:
        weights: (T, S) attention, one row for each target piece.
        source_pieces: S pieces, drawn along the top.
        target_pieces: T pieces, drawn down the side.
        path: the file to write; it is a PNG whatever its suffix.

    Raises:
        OptionalPackageError: matplotlib is not installed.
        ValueError: the weights have another shape than the pieces.
    """
    _check_shape(weights, source_pieces, target_pieces)
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OptionalPackageError("matplotlib", "viz") from error

    sides = (_side(len(source_pieces)), _side(len(target_pieces)))
    figure = Figure(figsize=sides, layout="constrained")
    FigureCanvasAgg(figure)  # drawn without a display, whatever the user's backend
    axes = figure.add_subplot()
    axes.imshow(weights, cmap="Greys", vmin=0.0, vmax=1.0, aspect="auto")
    # A dollar sign in a piece is no formula.
    axes.set_xticks(range(len(source_pieces)), source_pieces, rotation=90, parse_math=False)
    axes.set_yticks(range(len(target_pieces)), target_pieces, parse_math=False)
    axes.xaxis.tick_top()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(path, format="png", dpi=150)


def attention_html(
    weights: np.ndarray, source_pieces: Sequence[str], target_pieces: Sequence[str]
) -> str:
    """The attention of a translation as a table that needs nothing beside it.

    Args:
        weights: (T, S) attention, one row for each target piece.
        source_pieces: S pieces, along the top.
        target_pieces: T pieces, down the side.

    Raises:
        ValueError: the weights have another shape than the pieces.
    """
    _check_shape(weights, source_pieces, target_pieces)
    head = "".join(
        f'<th style="writing-mode:vertical-rl">{escape(piece)}</th>' for piece in source_pieces
    )
    rows = [
        f'<tr><th style="text-align:right">{escape(piece)}</th>'
        + "".join(
            f'<td style="background:rgba(0,0,0,{weight:.3f});min-width:1.4em" '
            f'title="{weight:.3f}"></td>'
            for weight in row
        )
        + "</tr>"
        for piece, row in zip(target_pieces, weights.tolist(), strict=True)
    ]
    return (
        f'<table style="border-collapse:collapse"><tr><td></td>{head}</tr>{"".join(rows)}</table>'
    )


def attention_text(
    weights: np.ndarray, source_pieces: Sequence[str], target_pieces: Sequence[str]
) -> str:
    """The attention of a translation in shades of five, the source's pieces written downwards.

    Args:
        weights: (T, S) attention, one row for each target piece.
        source_pieces: S pieces.
        target_pieces: T pieces.

    Raises:
        ValueError: the weights have another shape than the pieces.
    """
    _check_shape(weights, source_pieces, target_pieces)
    depth = max(map(len, source_pieces), default=0)
    margin = max(map(len, target_pieces), default=0)
    above = [piece.rjust(depth) for piece in source_pieces]
    lines = [
        " " * margin + "".join(f" {piece[letter]}" for piece in above) for letter in range(depth)
    ]
    for piece, row in zip(target_pieces, weights.tolist(), strict=True):
        shades = [SHADES[min(int(weight * len(SHADES)), len(SHADES) - 1)] for weight in row]
        lines.append(piece.rjust(margin) + "".join(f" {shade}" for shade in shades))
    return "\n".join(line.rstrip() for line in lines)


def _check_shape(
    weights: np.ndarray, source_pieces: Sequence[str], target_pieces: Sequence[str]
) -> None:
    expected = (len(target_pieces), len(source_pieces))
    if weights.shape != expected:
        raise ValueError(f"weights are {weights.shape}, expected {expected}, target by source")


def _side(num_pieces: int) -> float:
    """Inches of one side, the labels of the other included."""
    return min(MAX_INCHES, 1.5 + CELL_INCHES * num_pieces)
