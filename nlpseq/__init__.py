"""Tagging and translation by recurrent networks that share one tokenizer and one embedding."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlpseq.inference.pipeline import Pipeline

__version__ = "0.1.0"

__all__ = ["__version__", "load"]


def load(path: str | Path) -> "Pipeline":
    """Open a bundle, or the bundle of a run, for use.

    Args:
        path: a bundle's folder, or a run's.

    Returns:
        pipeline: with ``tag``, ``translate`` and ``read`` for texts.

    Raises:
        InputError: the folder is missing, corrupt, no bundle, or of a newer version.
    """
    # Here and not above: ``import nlpseq`` answers at once, without the libraries of the models.
    from nlpseq.inference import pipeline

    return pipeline.load(path)
