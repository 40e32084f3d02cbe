"""A small Markov chain to be searched, and what its results are compared by."""

import numpy as np

from nlpseq.decoding.hypothesis import Candidates, Hypothesis
from nlpseq.decoding.stepper import EVERY

BOS, EOS = 2, 3


class MarkovStepper:
    """A table of next-token log-probabilities for each sentence and each last token.

    Args:
        log_probs: (B, V, V) of the token of the last axis after that of the middle one.
    """

    def __init__(self, log_probs: np.ndarray) -> None:
        self.log_probs = log_probs
        self.sentences = np.arange(len(log_probs))
        self.num_steps = 0
        self.num_rows: list[int] = []

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """The best next tokens; the attention tells sentence, step and token, to be looked for."""
        assert tokens.shape == self.sentences.shape
        self.num_steps += 1
        self.num_rows.append(len(tokens))
        scores = self.log_probs[self.sentences, tokens]
        best = np.argsort(-scores, axis=1, kind="stable")[:, :num_candidates]
        steps = np.full(len(tokens), self.num_steps)
        weights = np.stack([self.sentences, steps, tokens], axis=1).astype(np.float32)
        if num_candidates == EVERY:
            return Candidates(
                np.broadcast_to(np.arange(scores.shape[1]), scores.shape), scores, weights
            )
        return Candidates(best, np.take_along_axis(scores, best, axis=1), weights)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep and repeat rows."""
        assert len(rows)
        self.sentences = self.sentences[rows]


def chain(seed: int, num_sentences: int, num_tokens: int, sharpness: float = 1.5) -> np.ndarray:
    """Random tables (B, V, V), float32; BOS is never written."""
    logits = np.random.default_rng(seed).normal(
        size=(num_sentences, num_tokens, num_tokens), scale=sharpness
    )
    logits[:, :, BOS] = -np.inf
    log_probs = logits - np.log(np.exp(logits).sum(axis=2, keepdims=True))
    return log_probs.astype(np.float32)


def same(left: Hypothesis, right: Hypothesis) -> bool:
    """Equal to the last bit, attention included."""
    fields = ("tokens", "score", "log_prob", "token_log_probs", "finished")
    if any(getattr(left, name) != getattr(right, name) for name in fields):
        return False
    return left.weights is right.weights is None or np.array_equal(left.weights, right.weights)
