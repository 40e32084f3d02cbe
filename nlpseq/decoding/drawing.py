"""Drawing the next token of a text: temperature, the k likeliest, the nucleus.

Dimensions: N rows, V vocabulary.
"""

from dataclasses import dataclass

import numpy as np

from nlpseq.errors import InputError


@dataclass(frozen=True, slots=True)
class Drawing:
    """How freely tokens are drawn.

    Args:
        temperature: what log-probabilities are divided by; 0 = always the likeliest token.
        top_k: only so many of the likeliest tokens can be drawn; 0 = all.
        top_p: only the likeliest tokens that together have this probability (Holtzman et al.
            2020); 1 = all.

    Raises:
        InputError: a number is out of its range.
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0

    def __post_init__(self) -> None:
        _require(0.0 <= self.temperature < np.inf, "temperature", self.temperature, "0 or more")
        _require(self.top_k >= 0, "top-k", self.top_k, "0 or more")
        _require(0.0 < self.top_p <= 1.0, "top-p", self.top_p, "0 < x <= 1")


def drawing_probs(log_probs: np.ndarray, drawing: Drawing) -> np.ndarray:
    """The probabilities that are drawn from; of equally likely tokens the lower id comes first.

    The temperature comes first, then the k likeliest, then the nucleus of what is left.

    Args:
        log_probs: (N, V), -inf for what can never be drawn; one finite number a row at least.
        drawing: what is cut off.

    Returns:
        probs: (N, V), each row sums to 1.
    """
    order = np.argsort(-log_probs, axis=1, kind="stable")
    ranked = np.take_along_axis(log_probs.astype(np.float64), order, axis=1)
    if drawing.temperature > 0:
        probs = np.exp((ranked - ranked[:, :1]) / drawing.temperature)
    else:
        probs = np.zeros_like(ranked)
        probs[:, 0] = 1.0
    if drawing.top_k:
        probs[:, drawing.top_k :] = 0.0
    probs /= probs.sum(axis=1, keepdims=True)
    # the token that completes the nucleus belongs to it
    before = probs.cumsum(axis=1) - probs
    probs[before >= drawing.top_p] = 0.0
    probs /= probs.sum(axis=1, keepdims=True)
    shaped = np.empty_like(probs)
    np.put_along_axis(shaped, order, probs, axis=1)
    return shaped


def draw(probs: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """One token of each row: the first whose cumulated probability exceeds the row's number.

    Args:
        probs: (N, V), rows sum to 1.
        uniforms: (N,) numbers in [0, 1).

    Returns:
        tokens: (N,) ids with a probability above 0.
    """
    cumulated = probs.cumsum(axis=1)
    # rounding may leave the last sum below 1
    limits = uniforms * cumulated[:, -1]
    tokens: np.ndarray = (cumulated > limits[:, None]).argmax(axis=1)
    return tokens


def _require(holds: bool, name: str, found: float, expected: str) -> None:
    if not holds:
        raise InputError(f"setting {name}", found=str(found), expected=expected)
