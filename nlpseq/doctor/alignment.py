"""What the lengths of sentences tell of pairs: sides of unlikely lengths, and misaligned lines."""

from array import array
from collections.abc import Iterator

import numpy as np

_DEVIATIONS = 6.0
"""Robust standard deviations beyond which a ratio is an outlier (with a factor of 2.5 at least)."""

_FACTOR = 2.5
_WINDOW = 32
_LEAST_FIT = 1.0
"""Difference of log lengths from the usual one beyond which a line fits as badly as any."""

_SHIFTS = (-3, -2, -1, 1, 2, 3)


def unlikely_ratios(source: "array[int]", target: "array[int]") -> np.ndarray:
    """Which pairs have sides whose lengths can hardly be those of translations.

    The usual ratio and its spread are those of the corpus; the spread falls with the square root
    of the length (Gale and Church 1993).

    Args:
        source: characters of each sentence, 0 = none.
        target: the same.
    """
    left, right = (np.frombuffer(side, dtype=np.uint32).astype(float) for side in (source, target))
    both = (left > 0) & (right > 0)
    if both.sum() < _WINDOW:
        return np.zeros(len(left), dtype=bool)
    ratio = np.log(np.where(both, right, 1)) - np.log(np.where(both, left, 1))
    ratio -= np.median(ratio[both])
    distance = np.abs(ratio) * np.sqrt(np.minimum(left, right))
    # 1.4826 medians of the distance are a standard deviation of the normal distribution
    spread = max(1.4826 * float(np.median(distance[both])), 0.5)
    longest = np.maximum(left, right)
    return both & (distance > _DEVIATIONS * spread) & (np.abs(ratio) > np.log(_FACTOR)) | (
        both & (np.abs(ratio) > np.log(4 * _FACTOR)) & (longest >= 4 * _WINDOW)
    )


def misaligned_lines(source: "array[int]", target: "array[int]") -> np.ndarray:
    """Which lines lie where the lengths of the sides do not go together, or only if one is shifted.

    Windows of lines give such a region away; where it begins and ends is where the lines, one by
    one, stop to fit the shift better, or the usual ratio so badly.

    Args:
        source: characters of each sentence.
        target: the same, as many.
    """
    num_lines = len(source)
    misaligned = np.zeros(num_lines, dtype=bool)
    if num_lines < 2 * _WINDOW:
        return misaligned
    left, right = (np.log1p(np.frombuffer(side, dtype=np.uint32)) for side in (source, target))
    straight = _correlation(left, right)
    if np.median(straight) < 0.5:  # lengths tell nothing here
        return misaligned
    for start, end in (*_shifted(left, right, straight), *_foreign(left, right, straight)):
        misaligned[start:end] = True
    return misaligned


def _shifted(
    left: np.ndarray, right: np.ndarray, straight: np.ndarray
) -> Iterator[tuple[int, int]]:
    """Begin and end of each region where one side is shifted by a few lines."""
    moved = np.array([_correlation(left, np.roll(right, shift)) for shift in _SHIFTS])
    windows = np.flatnonzero((straight < 0.15) & (moved.max(axis=0) > 0.65))
    which = moved[:, windows].argmax(axis=0)
    for number in np.unique(which):
        gains = _misfit(left, right) - _misfit(left, np.roll(right, _SHIFTS[number]))
        yield from _regions(windows[which == number], gains)


def _foreign(
    left: np.ndarray, right: np.ndarray, straight: np.ndarray
) -> Iterator[tuple[int, int]]:
    """The same of regions where a side has other sentences altogether, short ones as well."""
    usual = np.median(straight)
    misfit = _misfit(left, right)
    means = _window_means(misfit)
    bound = 2.5 * np.median(means)
    if usual > 0.8:
        windows = np.flatnonzero((straight < usual - 0.4) & (means > bound))
        yield from _regions(windows, misfit - bound)


def _misfit(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """How far the lengths of each line are from their usual ratio."""
    ratio = right - left
    misfit: np.ndarray = np.minimum(np.abs(ratio - np.median(ratio)), _LEAST_FIT)
    return misfit


def _regions(windows: np.ndarray, gains_of_lines: np.ndarray) -> Iterator[tuple[int, int]]:
    """Begin and end of each region of windows; those between which lines gain are one."""
    if not len(windows):
        return
    gains = np.concatenate(([0.0], np.cumsum(gains_of_lines)))
    middles = windows + _WINDOW // 2
    gaps = np.diff(middles)
    lost = gains[middles[1:]] - gains[middles[:-1]] <= 0
    for group in np.split(middles, np.flatnonzero((gaps > _WINDOW) & lost) + 1):
        low = max(0, group[0] - _WINDOW)
        around = gains[low : group[-1] + _WINDOW + 1]
        end = int((around - np.minimum.accumulate(around)).argmax())  # of the greatest gain
        yield low + int(around[: end + 1].argmin()), low + end


def _correlation(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Pearson's correlation in each window of lines."""
    products = (left, right, left * left, right * right, left * right)
    x, y, xx, yy, xy = (_window_means(values) for values in products)
    spread = np.sqrt(np.maximum(xx - x * x, 1e-9) * np.maximum(yy - y * y, 1e-9))
    result: np.ndarray = (xy - x * y) / spread
    return result


def _window_means(values: np.ndarray) -> np.ndarray:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    means: np.ndarray = (sums[_WINDOW:] - sums[:-_WINDOW]) / _WINDOW
    return means


def is_sorted_by_length(lengths: "array[int]") -> bool:
    """Do lengths rise or fall from the first line to the last?"""
    if len(lengths) < 2 * _WINDOW:
        return False
    values = np.frombuffer(lengths, dtype=np.uint32)
    if values.min() == values.max():
        return False
    return bool(abs(np.corrcoef(values, np.arange(len(values)))[0, 1]) > 0.8)
