"""Sampling: sequences drawn by their probability, the same from the same generators."""

from collections.abc import Sequence

import numpy as np

from nlpseq.decoding.drawing import Drawing, draw, drawing_probs
from nlpseq.decoding.greedy import walk
from nlpseq.decoding.hypothesis import Candidates, Hypothesis
from nlpseq.decoding.stepper import EVERY, Stepper


def sample(
    stepper: Stepper,
    generators: Sequence[np.random.Generator],
    max_lengths: np.ndarray,
    drawing: Drawing,
    *,
    length_penalty: float = 1.0,
    bos: int = 2,
    eos: int = 3,
    with_weights: bool = False,
) -> list[Hypothesis]:
    """Draw a sequence for each row.

    A row asks its own generator for one number a step, so that what it draws depends on nothing
    else in the batch. Scores and log-probabilities are those of the model: not tempered, and of
    all tokens.

    Args:
        stepper: a fresh one, with a row for each generator.
        generators: B.
        max_lengths: (B,) most tokens of a sequence, the sign of the end counted; at least 1.
        drawing: how freely.
        length_penalty: exponent of the length in the score.
        bos: id of the sign that begins a sequence.
        eos: id of the sign that ends it.
        with_weights: keep the attention.
    """

    def choose(candidates: Candidates, live: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        uniforms = np.array([generators[row].random() for row in live.tolist()])
        return _drawn(candidates, uniforms, drawing)

    return walk(
        stepper,
        len(generators),
        max_lengths,
        drawing.top_k or EVERY,
        choose,
        length_penalty=length_penalty,
        bos=bos,
        eos=eos,
        with_weights=with_weights,
    )


def _drawn(
    candidates: Candidates, uniforms: np.ndarray, drawing: Drawing
) -> tuple[np.ndarray, np.ndarray]:
    """A token of each row and its log-probability, (N,) each."""
    # by id and not by rank: two tokens of nearly one probability may change ranks with the batch
    order = np.argsort(candidates.tokens, axis=1, kind="stable")
    log_probs = np.take_along_axis(candidates.log_probs, order, axis=1)
    tokens = np.take_along_axis(candidates.tokens, order, axis=1)
    drawn = draw(drawing_probs(log_probs, drawing), uniforms)
    rows = np.arange(len(drawn))
    return tokens[rows, drawn], log_probs[rows, drawn]
