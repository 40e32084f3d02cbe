"""The search that the settings ask for, over any stepper."""

from collections.abc import Sequence

import numpy as np

from nlpseq.config import DecodingConfig
from nlpseq.decoding.beam import beam_search
from nlpseq.decoding.constraints import ConstrainedStepper
from nlpseq.decoding.coverage import CoverageStepper
from nlpseq.decoding.drawing import Drawing
from nlpseq.decoding.greedy import greedy_search
from nlpseq.decoding.hypothesis import Hypothesis
from nlpseq.decoding.required import Phrase, RequiringStepper
from nlpseq.decoding.sampling import sample
from nlpseq.decoding.stepper import Stepper


def search(
    stepper: Stepper,
    sources: Sequence[np.ndarray],
    decoding: DecodingConfig,
    *,
    num_best: int = 1,
    prefix: Sequence[int] = (),
    required: Sequence[Sequence[Phrase]] = (),
    joins: np.ndarray | None = None,
    with_weights: bool = False,
) -> list[list[Hypothesis]]:
    """Search for translations, or draw them.

    Args:
        stepper: a fresh one, with a row for each sentence.
        sources: ids of each sentence, without the sign of the end; none is empty.
        decoding: the settings.
        num_best: hypotheses wanted of each sentence.
        prefix: ids that every hypothesis begins with; they come on top of its longest length.
        required: phrases, as ids, that the hypotheses of each sentence contain, or () for none;
            found by a beam only. They come on top of its longest length as well.
        joins: (V,) tokens that may not stand behind such a phrase.
        with_weights: keep the attention.

    Returns:
        For each sentence its hypotheses, best first; what was drawn stands in the order it was.
    """
    lengths = np.array([len(source) for source in sources])
    max_lengths = (decoding.max_length_ratio * lengths).astype(int) + 10 + len(prefix)
    if required:
        max_lengths += [sum(map(len, phrases)) for phrases in required]
    if decoding.sample:
        rows = np.repeat(np.arange(len(sources)), num_best)
        if num_best > 1:
            stepper.reorder(rows)
        drawn = sample(
            _steered(stepper, lengths[rows], decoding, prefix),
            _generators(sources, decoding.seed, num_best),
            max_lengths[rows],
            Drawing(decoding.temperature, decoding.top_k, decoding.top_p),
            length_penalty=decoding.length_penalty,
            with_weights=with_weights,
        )
        return [drawn[row : row + num_best] for row in range(0, len(drawn), num_best)]
    stepper = _steered(stepper, lengths, decoding, prefix)
    is_required = any(required)
    if is_required:
        stepper = RequiringStepper(stepper, required, joins)
    if decoding.beam_size == 1 and num_best == 1 and not is_required:
        best = greedy_search(
            stepper,
            len(sources),
            max_lengths,
            length_penalty=decoding.length_penalty,
            with_weights=with_weights,
        )
        return [[hypothesis] for hypothesis in best]
    return beam_search(
        stepper,
        len(sources),
        max_lengths,
        beam_size=max(decoding.beam_size, num_best),
        num_best=num_best,
        length_penalty=decoding.length_penalty,
        with_weights=with_weights,
    )


def _steered(
    stepper: Stepper, lengths: np.ndarray, decoding: DecodingConfig, prefix: Sequence[int]
) -> Stepper:
    """The stepper under the constraints and penalties of the settings."""
    if decoding.coverage_penalty:
        stepper = CoverageStepper(stepper, lengths + 1, decoding.coverage_penalty)  # and the end
    if prefix or decoding.no_repeat_ngram:
        stepper = ConstrainedStepper(
            stepper, len(lengths), prefix=prefix, no_repeat_ngram=decoding.no_repeat_ngram
        )
    return stepper


def _generators(
    sources: Sequence[np.ndarray], seed: int, num_draws: int
) -> list[np.random.Generator]:
    """A generator for each draw of each sentence: of the seed, the draw and the sentence alone."""
    return [
        np.random.default_rng([seed, draw, *source.tolist()])
        for source in sources
        for draw in range(num_draws)
    ]
