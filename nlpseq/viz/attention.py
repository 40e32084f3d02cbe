"""A picture of what a decoder attended to."""

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nlpseq.errors import OptionalPackageError

# A cell's width and height, and the longest side of a picture.
CELL_INCHES = 0.35
MAX_INCHES = 40.0


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
    if weights.shape != (len(target_pieces), len(source_pieces)):
        expected = (len(target_pieces), len(source_pieces))
        raise ValueError(f"weights are {weights.shape}, expected {expected}, target by source")
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


def _side(num_pieces: int) -> float:
    """Inches of one side, the labels of the other included."""
    return min(MAX_INCHES, 1.5 + CELL_INCHES * num_pieces)
