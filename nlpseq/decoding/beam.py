"""Beam search over all sentences of a batch at once.

In each step the ``beam_size`` best expansions of a sentence count: those that end are finished,
and the ``beam_size`` best that do not end stay live. A sentence is decided when ``beam_size``
hypotheses have finished (which makes a beam of one greedy search), when no live one can enter the
``num_best`` any more, or at its longest length.

Dimensions: B sentences, A of them undecided, W live hypotheses of each (1 at first), N = A * W
rows of the stepper, M expansions of a sentence, S source time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nlpseq.decoding.expansions import Expansions, expand
from nlpseq.decoding.hypothesis import Hypothesis, normalise, spell
from nlpseq.decoding.stepper import Stepper


def beam_search(
    stepper: Stepper,
    num_sentences: int,
    max_lengths: np.ndarray,
    *,
    beam_size: int,
    num_best: int = 1,
    length_penalty: float = 1.0,
    bos: int = 2,
    eos: int = 3,
    with_weights: bool = False,
) -> list[list[Hypothesis]]:
    """Search for the hypotheses of each sentence with the highest normalised log-probability.

    The result of a sentence depends on nothing else in the batch. Of equal expansions the one of
    the better live hypothesis comes first, then the one with the lower token id.

    Args:
        stepper: a fresh one, with a row for each sentence.
        num_sentences: B.
        max_lengths: (B,) most tokens of a hypothesis, the sign of the end counted; at least 1.
        beam_size: hypotheses kept for each sentence.
        num_best: hypotheses to return, at most ``beam_size``.
        length_penalty: exponent of the length in the score.
        bos: id of the sign that begins a sequence.
        eos: id of the sign that ends it.
        with_weights: keep the attention.

    Returns:
        For each sentence ``num_best`` different hypotheses: the finished ones by falling score,
        then, if those are too few, the best of the highest groups that were cut at the longest
        length. Fewer only where
        the candidates allow no more sequences.

    Raises:
        ValueError: ``num_best`` is larger than ``beam_size``.
    """
    if not 1 <= num_best <= beam_size:
        raise ValueError(f"num_best is {num_best}, expected 1 to {beam_size}, the beam size")
    ends = _Ends(num_sentences, beam_size, num_best, length_penalty)
    sentences = np.arange(num_sentences)
    tokens = np.full(num_sentences, bos)
    log_probs = np.zeros((num_sentences, 1))
    history: list[_Step] = []
    for step in range(1, int(max_lengths.max(initial=0)) + 1):
        # A row's K + 1 best candidates hold its K best that go on, since only one can end; and
        # the K best expansions of a sentence take no more than K of any one row.
        candidates = stepper.step(tokens, beam_size + 1)
        weights = candidates.weights if with_weights else None
        penalties = candidates.end_penalties()
        expansions = expand(candidates, log_probs)
        ended = expansions.kept(beam_size).only(eos)
        ends.finish(sentences, _Endings(ended, step, weights, penalties))
        live = expansions.without(eos).kept(beam_size)
        at_limit = step >= max_lengths[sentences]
        cut = live.of_sentences(at_limit).by_group()
        ends.cut(sentences[at_limit], _Endings(cut, step, weights, penalties))
        best = live.log_probs[:, 0]
        stay = ~at_limit & ~ends.decided(sentences, step, best, max_lengths[sentences])
        if not stay.any():
            break
        live = live.of_sentences(stay)
        sentences, tokens, log_probs = sentences[stay], live.tokens.ravel(), live.log_probs
        history.append(_Step(live.rows.ravel(), tokens, live.token_log_probs.ravel(), weights))
        stepper.reorder(live.rows.ravel())
    return [
        [
            spell(_path(history, end), eos=eos, length_penalty=length_penalty, penalty=end.penalty)
            for end in ends.best(sentence)
        ]
        for sentence in range(num_sentences)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """The live hypotheses after a step, (N,) each: back-pointers, not copied histories.

    ``parents`` and ``weights`` (N before, S) speak of the rows that the step began with.
    """

    parents: np.ndarray
    tokens: np.ndarray
    token_log_probs: np.ndarray
    weights: np.ndarray | None


@dataclass(frozen=True, slots=True, eq=False)
class _End:
    """The last token of a hypothesis, taken by ``row`` in ``step`` (counted from 1)."""

    step: int
    row: int
    token: int
    token_log_prob: float
    penalty: float
    score: float
    weights: np.ndarray | None


@dataclass(frozen=True, slots=True, eq=False)
class _Endings:
    """Expansions (A, K) that end in a step, with its weights (N, S) and penalties (N,)."""

    expansions: Expansions
    step: int
    weights: np.ndarray | None
    penalties: np.ndarray

    def scores(self, length_penalty: float) -> np.ndarray:
        """Score of each, (A, K)."""
        normalised = normalise(self.expansions.log_probs, self.step, length_penalty)
        return normalised + self.penalties[self.expansions.rows]


class _Ends:
    """The hypotheses that have ended, and what is still to be hoped for."""

    def __init__(
        self, num_sentences: int, beam_size: int, num_best: int, length_penalty: float
    ) -> None:
        self._beam_size = beam_size
        self._num_best = num_best
        self._length_penalty = length_penalty
        self._finished: list[list[_End]] = [[] for _ in range(num_sentences)]
        self._cut: list[list[_End]] = [[] for _ in range(num_sentences)]
        # The best finished scores of each sentence, best first; -inf = none yet.
        self._kept = np.full((num_sentences, num_best), -np.inf)

    def finish(self, sentences: np.ndarray, endings: _Endings) -> None:
        """Take in the expansions (A, K) of the sentences that end in this step."""
        for place, end in self._ends(endings):
            self._finished[sentences[place]].append(end)
        scores = endings.scores(self._length_penalty)
        merged = np.concatenate([self._kept[sentences], scores], axis=1)
        self._kept[sentences] = -np.sort(-merged, axis=1)[:, : self._num_best]

    def cut(self, sentences: np.ndarray, endings: _Endings) -> None:
        """Take in the live hypotheses (A, K) of sentences at their longest length."""
        for place, end in self._ends(endings):
            self._cut[sentences[place]].append(end)

    def decided(
        self, sentences: np.ndarray, step: int, best: np.ndarray, max_lengths: np.ndarray
    ) -> np.ndarray:
        """Whether nothing that is live can change the result of each sentence, (A,) bool.

        A log-probability never rises, so the most that a live hypothesis can come to is the one
        it has, divided by the kindest of the lengths it can still end at. That is the longest
        (``length_penalty`` above 0) or the next one (below), as the divisor is monotonic. Other
        penalties only lower a score.

        Args:
            sentences: (A,)
            step: the length of the live hypotheses.
            best: (A,) log-probability of the best live hypothesis, -inf = none is live.
            max_lengths: (A,) longest length of each.
        """
        bound = np.maximum(
            normalise(best, step + 1, self._length_penalty),
            normalise(best, max_lengths.astype(np.float64), self._length_penalty),
        )
        full = [len(self._finished[sentence]) >= self._beam_size for sentence in sentences]
        return np.array(full, dtype=bool) | (bound <= self._kept[sentences, -1])

    def best(self, sentence: int) -> list[_End]:
        """The best ends of a sentence; of equal ones the earlier."""
        finished = sorted(self._finished[sentence], key=lambda end: -end.score)
        return (finished + self._cut[sentence])[: self._num_best]

    def _ends(self, endings: _Endings) -> Iterator[tuple[int, _End]]:
        """Every expansion that is one, with its place on the first axis."""
        expansions, weights = endings.expansions, endings.weights
        scores = endings.scores(self._length_penalty)
        for place, column in np.argwhere(np.isfinite(expansions.log_probs)).tolist():
            row = int(expansions.rows[place, column])
            yield (
                place,
                _End(
                    endings.step,
                    row,
                    int(expansions.tokens[place, column]),
                    float(expansions.token_log_probs[place, column]),
                    float(endings.penalties[row]),
                    float(scores[place, column]),
                    None if weights is None else weights[row],
                ),
            )


def _path(history: list[_Step], end: _End) -> list[tuple[int, float, np.ndarray | None]]:
    """Walk back from an end: token, log-probability and attention of each step, in order."""
    path = [(end.token, end.token_log_prob, end.weights)]
    row = end.row
    for step in reversed(history[: end.step - 1]):
        parent = int(step.parents[row])
        weights = None if step.weights is None else step.weights[parent]
        path.append((int(step.tokens[row]), float(step.token_log_probs[row]), weights))
        row = parent
    return path[::-1]
