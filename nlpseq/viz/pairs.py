"""Accuracy on contrastive pairs by distance and by right context, as a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlpseq.errors import OptionalPackageError

COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#777777")
MARKERS = "os^Dv*x"


@dataclass(frozen=True, slots=True)
class Curves:
    """What is drawn of one tagger.

    Args:
        name: how the legend calls it.
        by_distance: distance of the cue -> pair accuracy in per cent.
        by_context: words of right context left -> pair accuracy in per cent.
    """

    name: str
    by_distance: Mapping[str, float]
    by_context: Mapping[str, float]


def draw_curves(curves: Sequence[Curves], path: str | Path) -> None:
    """Write a picture with both curves of each tagger side by side, by the suffix of the file.

    Args:
        curves: of one or more taggers.
        path: the file to write, .png or .svg.

    Raises:
        OptionalPackageError: matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OptionalPackageError("matplotlib", "viz") from error

    figure = Figure(figsize=(9, 3.4), layout="constrained")
    FigureCanvasAgg(figure)  # drawn without a display, whatever the user's backend
    left, right = figure.subplots(1, 2, sharey=True)
    for number, curve in enumerate(curves):
        style = {
            "label": curve.name,
            "color": COLOURS[number % len(COLOURS)],
            "marker": MARKERS[number % len(MARKERS)],
        }
        left.plot(list(curve.by_distance), list(curve.by_distance.values()), **style)
        right.plot(list(curve.by_context), list(curve.by_context.values()), **style)
    _dress(left, "words from the name to what decides", "pairs with both sentences right, %")
    _dress(right, "words after the name that are read", "")
    left.legend(fontsize=8, loc="lower left" if _high(curves) else "best")
    # the same figures make the same bytes: no date, no random ids
    with rc_context({"svg.hashsalt": "nlpseq"}):
        figure.savefig(path, dpi=130, metadata=_metadata(Path(path)))


def _dress(axes: Any, x_label: str, y_label: str) -> None:
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.set_ylim(-3, 103)
    axes.grid(alpha=0.3)


def _high(curves: Sequence[Curves]) -> bool:
    """Whether the lower left corner is free."""
    return all(min(curve.by_distance.values(), default=0.0) > 50 for curve in curves)


def _metadata(path: Path) -> dict[str, Any]:
    return {"Date": None} if path.suffix == ".svg" else {}
