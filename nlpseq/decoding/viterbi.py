"""Search and exact probabilities in a linear chain of tags (Lafferty et al. 2001).

The score of a tag sequence is the start score of its first tag, the emissions of all, the
transitions between them and the end score of its last; its probability is the softmax over all
sequences. A forbidden transition is -inf or a large negative number; a tag is forbidden for a word
by the emission -inf, which constrains search and sums alike. All sums are in float64.

Dimensions: B batch, T time, C tags.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np


def viterbi(
    emissions: np.ndarray,
    lengths: np.ndarray,
    transitions: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
) -> list[np.ndarray]:
    """Find the tag sequence of each sentence with the highest score; of equals the lower tags.

    Args:
        emissions: (B, T, C) score of each tag for each word; anything on padding.
        lengths: (B,) words of each sentence.
        transitions: (C, C) score of tag j after tag i.
        start: (C,) score of beginning with a tag.
        end: (C,) score of ending with a tag.

    Returns:
        For each sentence its tag ids (length,).
    """
    num_sentences, num_words, num_tags = emissions.shape
    emissions = emissions.astype(np.float64)
    pointers = np.broadcast_to(np.arange(num_tags), (num_words, num_sentences, num_tags)).copy()
    scores = start + emissions[:, 0]
    for word in range(1, num_words):
        moves = scores[:, :, None] + transitions
        inside = (word < lengths)[:, None]
        # On padding the pointers stay where they are, so all walks back begin at the last word.
        pointers[word] = np.where(inside, moves.argmax(axis=1), pointers[word])
        scores = np.where(inside, moves.max(axis=1) + emissions[:, word], scores)
    paths = np.empty((num_sentences, num_words), dtype=np.int64)
    tags = (scores + end).argmax(axis=1)
    for word in reversed(range(num_words)):
        paths[:, word] = tags
        tags = pointers[word, np.arange(num_sentences), tags]
    return [path[:length] for path, length in zip(paths, lengths, strict=True)]


def n_best(
    emissions: np.ndarray,
    transitions: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    num_best: int,
) -> list[tuple[np.ndarray, float]]:
    """Find the tag sequences of one sentence with the highest scores (list Viterbi).

    A sequence among the best K begins with one of the best K of those that reach each of its tags,
    so K beginnings a tag are kept (Seshadri and Sundberg 1994).

    Args:
        emissions: (T, C) score of each tag for each word, at least one word.
        transitions: (C, C) score of tag j after tag i.
        start: (C,) score of beginning with a tag.
        end: (C,) score of ending with a tag.
        num_best: K.

    Returns:
        tag ids (T,) and score of each, best first; fewer than K if no more have a finite score.
    """
    num_words, num_tags = emissions.shape
    emissions = emissions.astype(np.float64)
    scores = np.full((num_tags, num_best), -np.inf)
    scores[:, 0] = start + emissions[0]
    pointers = np.empty((num_words, num_best, num_tags), dtype=np.int64)
    for word in range(1, num_words):
        # (from * K, to): every beginning that is kept, with every tag after it
        moves = (scores[:, :, None] + transitions[:, None, :]).reshape(-1, num_tags)
        pointers[word] = np.argsort(-moves, axis=0, kind="stable")[:num_best]
        kept = np.take_along_axis(moves, pointers[word], axis=0)
        scores = kept.T + emissions[word][:, None]
    totals = (scores + end[:, None]).ravel()
    order = np.argsort(-totals, kind="stable")[:num_best]
    return [
        (_walk_back(pointers, int(state)), float(totals[state]))
        for state in order
        if np.isfinite(totals[state])
    ]


def _walk_back(pointers: np.ndarray, state: int) -> np.ndarray:
    """Tag ids (T,) of the sequence that ends in a state: tag * K + place among its beginnings."""
    num_words, num_best, _ = pointers.shape
    tags = np.empty(num_words, dtype=np.int64)
    for word in reversed(range(num_words)):
        tags[word], place = divmod(state, num_best)
        state = int(pointers[word, place, tags[word]])
    return tags


def marginals(
    emissions: np.ndarray,
    lengths: np.ndarray,
    transitions: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
) -> np.ndarray:
    """Exact posterior probability of each tag for each word, by forward and backward scores.

    Args:
        emissions: (B, T, C) score of each tag for each word; anything on padding.
        lengths: (B,) words of each sentence.
        transitions: (C, C) score of tag j after tag i.
        start: (C,) score of beginning with a tag.
        end: (C,) score of ending with a tag.

    Returns:
        (B, T, C) float64; zero on padding, rows sum to one elsewhere.
    """
    inside = np.arange(emissions.shape[1]) < np.asarray(lengths)[:, None]
    emissions = np.where(inside[:, :, None], emissions.astype(np.float64), 0.0)
    forward = _forward(emissions, transitions, start)
    backward = _backward(emissions, lengths, transitions, end)
    # At its first word a sentence's scores add up to the partition function, as everywhere.
    log_partition = np.logaddexp.reduce(forward[:, 0] + backward[:, 0], axis=1)
    log_probs = forward + backward - log_partition[:, None, None]
    return np.exp(np.where(inside[:, :, None], log_probs, -np.inf))


@dataclass(frozen=True, eq=False)
class Lattice:
    """The distribution over the tag sequences of one sentence.

    Args:
        emissions: (T, C) score of each tag for each word, at least one word.
        transitions: (C, C) score of tag j after tag i.
        start: (C,) score of beginning with a tag.
        end: (C,) score of ending with a tag.
    """

    emissions: np.ndarray
    transitions: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @cached_property
    def forward(self) -> np.ndarray:
        """(T, C) log of the summed weight of all beginnings up to each word and tag."""
        return _forward(self.emissions[None].astype(np.float64), self.transitions, self.start)[0]

    @cached_property
    def backward(self) -> np.ndarray:
        """(T, C) log of the summed weight of all continuations after each word and tag."""
        emissions = self.emissions[None].astype(np.float64)
        lengths = np.array([len(self.emissions)])
        return _backward(emissions, lengths, self.transitions, self.end)[0]

    @cached_property
    def log_partition(self) -> float:
        """Log of the summed weight of all tag sequences."""
        return float(np.logaddexp.reduce(self.forward[-1] + self.end))

    def segment_probability(self, first: int, tags: Sequence[int]) -> float:
        """Exact posterior probability that a run of words has these tags, whatever stands around.

        Args:
            first: index of the first word.
            tags: one tag id a word, at least one.
        """
        last = first + len(tags) - 1
        log_prob = self.forward[first, tags[0]] + self.backward[last, tags[-1]] - self.log_partition
        for word, (before, here) in enumerate(pairwise(tags), start=first + 1):
            log_prob += self.transitions[before, here] + self.emissions[word, here]
        return min(1.0, float(np.exp(log_prob)))  # rounding can pass one by an ulp


def lattices(
    emissions: np.ndarray,
    lengths: np.ndarray,
    transitions: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
) -> list[Lattice]:
    """The distributions of the sentences of a batch, their sums computed together.

    The sums are of weights and not of logarithms, with the highest of each word brought to one, so
    that a step is a matrix product. A sentence whose weights all vanish (its tags are all but
    forbidden) is left to the logarithms.

    Args:
        emissions: (B, T, C) score of each tag for each word; anything on padding.
        lengths: (B,) words of each sentence.
        transitions: (C, C) score of tag j after tag i.
        start: (C,) score of beginning with a tag.
        end: (C,) score of ending with a tag.
    """
    emissions = emissions.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        forward = _scaled_forward(emissions, transitions, start)
        backward = _scaled_backward(emissions, lengths, transitions, end)
        ends = forward[np.arange(len(lengths)), lengths - 1] + end
        partitions = np.logaddexp.reduce(ends, axis=1).tolist()
    found = []
    for row, (length, partition) in enumerate(zip(lengths.tolist(), partitions, strict=True)):
        lattice = Lattice(emissions[row, :length], transitions, start, end)
        if np.isfinite(partition):
            lattice.__dict__.update(  # what its cached properties would compute
                forward=forward[row, :length],
                backward=backward[row, :length],
                log_partition=partition,
            )
        found.append(lattice)
    return found


def _scaled_forward(
    emissions: np.ndarray, transitions: np.ndarray, start: np.ndarray
) -> np.ndarray:
    """What ``_forward`` gives, but -inf for what is less likely than 1e-308 of the best."""
    scores = np.empty(emissions.shape)
    moves = np.exp(transitions)
    scores[:, 0] = start + emissions[:, 0]
    for word in range(1, emissions.shape[1]):
        highest = scores[:, word - 1].max(axis=1, keepdims=True)
        reached = np.exp(scores[:, word - 1] - highest) @ moves
        scores[:, word] = np.log(reached) + highest + emissions[:, word]
    return scores


def _scaled_backward(
    emissions: np.ndarray, lengths: np.ndarray, transitions: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """What ``_backward`` gives, but -inf for what is less likely than 1e-308 of the best."""
    scores = np.empty(emissions.shape)
    scores[:] = end
    moves = np.exp(transitions.T)
    for word in reversed(range(emissions.shape[1] - 1)):
        onward = emissions[:, word + 1] + scores[:, word + 1]
        highest = onward.max(axis=1, keepdims=True)
        reached = np.log(np.exp(onward - highest) @ moves) + highest
        scores[:, word] = np.where((word + 1 < lengths)[:, None], reached, end)
    return scores


def _forward(emissions: np.ndarray, transitions: np.ndarray, start: np.ndarray) -> np.ndarray:
    """(B, T, C) log weights of all beginnings that reach a tag, its own emission included."""
    scores = np.empty(emissions.shape)
    scores[:, 0] = start + emissions[:, 0]
    for word in range(1, emissions.shape[1]):
        moves = scores[:, word - 1, :, None] + transitions
        scores[:, word] = np.logaddexp.reduce(moves, axis=1) + emissions[:, word]
    return scores


def _backward(
    emissions: np.ndarray, lengths: np.ndarray, transitions: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """(B, T, C) log weights of all ways on from a tag, its own emission not included."""
    scores = np.empty(emissions.shape)
    scores[:] = end
    for word in reversed(range(emissions.shape[1] - 1)):
        onward = emissions[:, word + 1] + scores[:, word + 1]
        moves = np.logaddexp.reduce(transitions + onward[:, None, :], axis=2)
        scores[:, word] = np.where((word + 1 < lengths)[:, None], moves, end)
    return scores
