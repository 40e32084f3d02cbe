"""Signs that a translator has lost its way: it says the same again and again, or finds no end."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

# So often must something stand in a row to be called a loop, and so many words it has at most.
MIN_REPEATS = 3
MAX_WORDS = 40


def is_loop(words: Sequence[str], source_words: Callable[[], Sequence[str]]) -> bool:
    """Whether the same words stand in a row three times or more, and oftener than in the source.

    Args:
        words: of the translation.
        source_words: gives those of its source, which may repeat itself with good reason; asked
            only where the translation does.
    """
    if max(Counter(words).values(), default=0) < MIN_REPEATS:  # true of most translations
        return False
    repeats = most_repeats(words)
    return repeats >= MIN_REPEATS and repeats > most_repeats(source_words())


def most_repeats(words: Sequence[str]) -> int:
    """How often the same words stand in a row at most; 1 = nothing is said twice at once."""
    _, ids = np.unique(np.array(words, dtype=object), return_inverse=True)
    most = min(1, len(words))
    for size in range(1, min(MAX_WORDS, len(words) // 2) + 1):
        run = _longest_run(ids[size:] == ids[:-size])
        most = max(most, run // size + 1)
    return most


def _longest_run(holds: np.ndarray) -> int:
    """Length of the longest stretch of True in (N,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))
