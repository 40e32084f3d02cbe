"""Greedy search: the best token at every step."""

import numpy as np

from nlpseq.decoding.hypothesis import Candidates, Hypothesis, spell
from nlpseq.decoding.stepper import Stepper


def greedy_search(
    stepper: Stepper,
    num_sentences: int,
    max_lengths: np.ndarray,
    *,
    length_penalty: float = 1.0,
    bos: int = 2,
    eos: int = 3,
    with_weights: bool = False,
) -> list[Hypothesis]:
    """Take the best token of each row until it is the end; equal to a beam of one.

    Args:
        stepper: a fresh one, with a row for each sentence.
        num_sentences: B.
        max_lengths: (B,) most tokens of a hypothesis, the sign of the end counted; at least 1.
        length_penalty: exponent of the length in the score.
        bos: id of the sign that begins a sequence.
        eos: id of the sign that ends it.
        with_weights: keep the attention.
    """
    paths: list[list[tuple[int, float, np.ndarray | None]]] = [[] for _ in range(num_sentences)]
    live = np.arange(num_sentences)
    tokens = np.full(num_sentences, bos)
    for step in range(1, int(max_lengths.max(initial=0)) + 1):
        # Two candidates, not one: a tie is broken here and not by what runs behind the stepper.
        candidates = stepper.step(tokens, 2)
        tokens, log_probs = _best(candidates)
        weights = candidates.weights if with_weights else None
        for row, sentence in enumerate(live.tolist()):
            attention = None if weights is None else weights[row]
            paths[sentence].append((int(tokens[row]), float(log_probs[row]), attention))
        stay = np.flatnonzero((tokens != eos) & (step < max_lengths[live]))
        if not len(stay):
            break
        if len(stay) < len(live):
            stepper.reorder(stay)
            live, tokens = live[stay], tokens[stay]
    return [spell(path, eos=eos, length_penalty=length_penalty) for path in paths]


def _best(candidates: Candidates) -> tuple[np.ndarray, np.ndarray]:
    """The best token of each row and its log-probability, (N,) each; of equals the lower id."""
    order = np.lexsort((candidates.tokens, -candidates.log_probs), axis=-1)[:, :1]
    tokens = np.take_along_axis(candidates.tokens, order, axis=1)
    log_probs = np.take_along_axis(candidates.log_probs, order, axis=1)
    return tokens[:, 0], log_probs[:, 0]
