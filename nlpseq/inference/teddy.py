"""Contrastive pairs: what a tagger answers at a word whose label only the words behind it decide.

"Teddy was a great President." / "Teddy bears are on sale!": up to the word the sentences are the
same, so that a reader from left to right must answer the same.
"""

from collections.abc import Sequence

import numpy as np

from nlpseq.data.examples import ContrastivePair
from nlpseq.evaluation.pairs import PairScores, score_pairs
from nlpseq.inference.pipeline import Pipeline


def pair_accuracy(pipeline: Pipeline, pairs: Sequence[ContrastivePair]) -> dict[str, PairScores]:
    """Share of pairs whose word is labelled rightly in both sentences, by stratum.

    Raises:
        InputError: the bundle has no tagger.
    """
    sentences = [member.words for pair in pairs for member in (pair.first, pair.second)]
    tags = [prediction.tags for prediction in pipeline.tag_words(sentences)]
    found = [
        (tags[2 * row][pair.index], tags[2 * row + 1][pair.index]) for row, pair in enumerate(pairs)
    ]
    gold = [(pair.first.tags[pair.index], pair.second.tags[pair.index]) for pair in pairs]
    return score_pairs([pair.stratum for pair in pairs], gold, found)


def largest_difference(pipeline: Pipeline, pairs: Sequence[ContrastivePair]) -> float:
    """Largest difference between a word's tag probabilities in the two sentences of a pair.

    Pairs whose sentences differ to the left of the word are passed over.

    Exactly 0, to the last bit, if and only if the tagger cannot see what follows the word. Both
    sentences are computed in batches of the same shape and in the same place of it, because the
    rounding of a matrix product depends on both.
    """
    differences = [
        np.abs(np.subtract(*both_probs(pipeline, pair))).max()
        for pair in pairs
        if pair.kind != "left_cue"
    ]
    return float(max(differences, default=0.0))


def both_probs(pipeline: Pipeline, pair: ContrastivePair) -> tuple[np.ndarray, np.ndarray]:
    """Tag probabilities (C,) at the word in both sentences, computed as for the certificate."""
    return _probs(pipeline, pair, 0), _probs(pipeline, pair, 1)


def _probs(pipeline: Pipeline, pair: ContrastivePair, which: int) -> np.ndarray:
    """Tag probabilities (C,) at the word; the other member is the second row of the batch."""
    members = (pair.first.words, pair.second.words)
    probs = pipeline.tag_probs([members[which], members[1 - which]])
    at_word: np.ndarray = probs[0][pair.index]
    return at_word
