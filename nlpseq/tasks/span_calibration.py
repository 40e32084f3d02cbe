"""What makes the probabilities of entities honest: a temperature, and what precision they reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlpseq.data.labels import Span
from nlpseq.decoding.viterbi import Lattice
from nlpseq.errors import InputError
from nlpseq.evaluation.calibration import best_temperature, log_loss, threshold_of
from nlpseq.tasks.entities import TagDecoder

TEMPERATURE, PRECISION = "temperature", "precision_"
"""Names of the numbers in a bundle; the second goes on with a precision in per cent."""

TARGETS = (*range(50, 90, 5), *range(90, 100))
"""Precisions, in per cent, whose thresholds are kept."""

# A temperature is found on this many sentences: more would not move it, but cost minutes.
_NUM_FITTED = 500

# Sentences whose sums over all tag sequences are computed together.
_BATCH_SIZE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A held-out sentence with the entities that were found in it.

    Args:
        emissions: (T, C) its scores.
        path: (T,) its best tags.
        spans: the entities they spell, one at least.
        right: whether each of them is true.
    """

    emissions: np.ndarray
    path: np.ndarray
    spans: list[Span]
    right: list[bool]


def fit(found: Sequence[Found], decoder: TagDecoder) -> dict[str, float]:
    """Fit the temperature, then the least confidence that reaches each precision.

    The temperature is the one under which the probabilities foretell best which entities are
    right. A precision that no confidence reaches is left out.

    Args:
        found: held-out sentences; none = nothing is fitted.
        decoder: what found them.
    """
    if not found:
        return {}
    sample = found[:: -(-len(found) // _NUM_FITTED)]
    right = _right(sample)
    temperature = best_temperature(
        lambda value: log_loss(_probs(sample, replace(decoder, temperature=value)), right)
    )
    probs = _probs(found, replace(decoder, temperature=temperature))
    thresholds = {
        f"{PRECISION}{target}": threshold_of(target / 100, probs, _right(found))
        for target in TARGETS
    }
    return {
        TEMPERATURE: temperature,
        **{name: value for name, value in thresholds.items() if value is not None},
    }


def confidence_of(precision: float, calibration: Mapping[str, float]) -> float:
    """The least confidence that reached a precision, or the next higher one, on validation.

    Args:
        precision: between 0 and 1.
        calibration: what ``fit`` returned.

    Raises:
        InputError: no confidence reached it, or the bundle does not say.
    """
    reached = {
        int(name.removeprefix(PRECISION)): confidence
        for name, confidence in calibration.items()
        if name.startswith(PRECISION)
    }
    enough = [target for target in reached if target >= round(100 * precision, 6)]
    if enough:
        return reached[min(enough)]
    known = f"at most {max(reached) / 100}" if reached else "a bundle with thresholds"
    raise InputError(
        "no threshold for this precision",
        found=str(precision),
        expected=f"{known}, as its validation split had it",
        mend="set a least probability with --min-confidence",
    )


def _probs(found: Sequence[Found], decoder: TagDecoder) -> np.ndarray:
    """Probability of every entity of all sentences, in their order."""
    probs: dict[int, list[float]] = {}
    by_length = sorted(range(len(found)), key=lambda index: len(found[index].path))
    for start in range(0, len(found), _BATCH_SIZE):
        indices = by_length[start : start + _BATCH_SIZE]
        batch = [found[index] for index in indices]
        for index, row, lattice in zip(indices, batch, _lattices(batch, decoder), strict=True):
            probs[index] = decoder.span_probs(lattice, row.spans, row.path)
    return np.concatenate([probs[index] for index in range(len(found))])


def _lattices(batch: Sequence[Found], decoder: TagDecoder) -> list[Lattice]:
    """The distributions of sentences of about the same length, their sums computed together."""
    lengths = np.array([len(row.path) for row in batch])
    emissions = np.zeros((len(batch), lengths.max(), batch[0].emissions.shape[1]))
    for padded, row in zip(emissions, batch, strict=True):
        padded[: len(row.path)] = row.emissions
    return decoder.lattices(emissions, lengths)


def _right(found: Sequence[Found]) -> np.ndarray:
    return np.concatenate([row.right for row in found])
