"""Search that follows one sequence a row: greedy search, and the walk it shares with sampling."""

from collections.abc import Callable

import numpy as np

from nlpseq.decoding.hypothesis import Candidates, Hypothesis, spell
from nlpseq.decoding.stepper import Stepper

# (candidates, live rows) -> the token that each row takes and its log-probability, (N,) each.
Choice = Callable[[Candidates, np.ndarray], tuple[np.ndarray, np.ndarray]]


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
    # Two candidates, not one: a tie is broken here and not by what runs behind the stepper.
    return walk(
        stepper,
        num_sentences,
        max_lengths,
        2,
        lambda candidates, _: best_token(candidates),
        length_penalty=length_penalty,
        bos=bos,
        eos=eos,
        with_weights=with_weights,
    )


def walk(
    stepper: Stepper,
    num_sequences: int,
    max_lengths: np.ndarray,
    num_candidates: int,
    choose: Choice,
    *,
    length_penalty: float,
    bos: int,
    eos: int,
    with_weights: bool,
) -> list[Hypothesis]:
    """Write one sequence a row, a chosen token at every step; rows that end leave the batch.

    Args:
        stepper: a fresh one, with a row for each sequence.
        num_sequences: B.
        max_lengths: (B,) most tokens of a sequence, the sign of the end counted; at least 1.
        num_candidates: how many tokens to choose from.
        choose: what chooses; it is told which of the B sequences the rows are.
        length_penalty: exponent of the length in the score.
        bos: id of the sign that begins a sequence.
        eos: id of the sign that ends it.
        with_weights: keep the attention.
    """
    paths: list[list[tuple[int, float, np.ndarray | None]]] = [[] for _ in range(num_sequences)]
    penalties = np.zeros(num_sequences)
    live = np.arange(num_sequences)
    tokens = np.full(num_sequences, bos)
    for step in range(1, int(max_lengths.max(initial=0)) + 1):
        candidates = stepper.step(tokens, num_candidates)
        tokens, log_probs = choose(candidates, live)
        weights = candidates.weights if with_weights else None
        for row, sequence in enumerate(live.tolist()):
            attention = None if weights is None else weights[row]
            paths[sequence].append((int(tokens[row]), float(log_probs[row]), attention))
        penalties[live] = candidates.end_penalties()
        stay = np.flatnonzero((tokens != eos) & (step < max_lengths[live]))
        if not len(stay):
            break
        if len(stay) < len(live):
            stepper.reorder(stay)
            live, tokens = live[stay], tokens[stay]
    return [
        spell(path, eos=eos, length_penalty=length_penalty, penalty=float(penalty))
        for path, penalty in zip(paths, penalties, strict=True)
    ]


def best_token(candidates: Candidates) -> tuple[np.ndarray, np.ndarray]:
    """The best token of each row and its log-probability, (N,) each; of equals the lower id."""
    order = np.lexsort((candidates.tokens, -candidates.log_probs), axis=-1)[:, :1]
    tokens = np.take_along_axis(candidates.tokens, order, axis=1)
    log_probs = np.take_along_axis(candidates.log_probs, order, axis=1)
    return tokens[:, 0], log_probs[:, 0]
