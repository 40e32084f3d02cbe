"""From scores of tags to entities: search, exact probabilities, and the n best readings.

Dimensions: B batch, T words, C tags, K alternatives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from nlpseq.data.labels import (
    LabelSet,
    Span,
    legal_transitions,
    spans_from_tags,
    tags_from_spans,
)
from nlpseq.decoding.viterbi import Lattice, lattices, marginals, n_best, viterbi
from nlpseq.evaluation.calibration import softmax

# Score of a move that the scheme forbids: that of ``modules/crf.py``, which needs torch.
FORBIDDEN = -1e4

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class RankedTags:
    """One way to tag a sentence.

    Args:
        tags: one BIO tag a word.
        spans: the entities they spell.
        prob: exact posterior probability of the whole sequence.
    """

    tags: list[str]
    spans: list[Span]
    prob: float


@dataclass(frozen=True, slots=True)
class TaggingPrediction:
    """Tags of a sentence.

    Args:
        tags: one BIO tag a word.
        spans: the entities they spell.
        probs: exact posterior probability of each entity; [] if not asked for.
        alternatives: the likeliest sequences, best first; [] if not asked for.
    """

    tags: list[str]
    spans: list[Span]
    probs: list[float]
    alternatives: list[RankedTags] = field(default_factory=list)

    def at_least(self, confidence: float) -> "TaggingPrediction":
        """Without the entities that are less probable; the alternatives stay as they are.

        Args:
            confidence: the least probability; needs ``probs``.
        """
        if all(prob >= confidence for prob in self.probs):
            return self
        kept = [
            (span, prob)
            for span, prob in zip(self.spans, self.probs, strict=True)
            if prob >= confidence
        ]
        spans, probs = [span for span, _ in kept], [prob for _, prob in kept]
        tags = tags_from_spans(spans, len(self.tags), "bio")
        return TaggingPrediction(tags, spans, probs, self.alternatives)


@dataclass(frozen=True, slots=True)
class Potentials:
    """Scores that define a distribution over tag sequences; softmax is the case without moves."""

    transitions: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @property
    def moves(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All three, in the order that search takes them."""
        return self.transitions, self.start, self.end

    def over(self, temperature: float) -> "Potentials":
        """The scores divided by a temperature."""
        return Potentials(*(scores / temperature for scores in self.moves))


def fixed_potentials(labels: LabelSet, scheme: str | None) -> Potentials:
    """Moves of which none is learnt.

    Args:
        labels: the tags.
        scheme: forbids what it does not allow; None = every move is as good.
    """
    if scheme is None:
        return Potentials(np.zeros((len(labels), len(labels))), *np.zeros((2, len(labels))))
    legal = legal_transitions(labels.tags, scheme)
    allowed = legal.allowed, legal.start, legal.end
    return Potentials(*(np.where(may, 0.0, FORBIDDEN) for may in allowed))


def learnt_potentials(
    labels: LabelSet, scheme: str, transitions: np.ndarray, start: np.ndarray, end: np.ndarray
) -> Potentials:
    """Moves as a CRF has learnt them, with those forbidden that the scheme does not allow."""
    legal = legal_transitions(labels.tags, scheme)
    return Potentials(
        np.where(legal.allowed, transitions.astype(np.float64), FORBIDDEN),
        np.where(legal.start, start.astype(np.float64), FORBIDDEN),
        np.where(legal.end, end.astype(np.float64), FORBIDDEN),
    )


@dataclass(frozen=True, slots=True)
class TagDecoder:
    """What reads entities from emissions.

    All scores are divided by the temperature before they become probabilities: these are exact in
    the distribution that this makes. Which sequences are the best does not depend on it.

    Args:
        labels: tags in the scheme that was learnt.
        scheme: that scheme.
        potentials: scores of transitions, start and end.
        temperature: above 1 makes probabilities less sure.
        independent: whether there are no moves, so that each word is tagged for itself; the
            probability of an entity is then that of exactly these tags.
    """

    labels: LabelSet
    scheme: str
    potentials: Potentials
    temperature: float = 1.0
    independent: bool = False

    def best(self, emissions: np.ndarray, lengths: np.ndarray) -> list[np.ndarray]:
        """The best tag ids of each sentence of a batch (B, T, C)."""
        return viterbi(emissions, lengths, *self.potentials.moves)

    def lattice(self, emissions: np.ndarray) -> Lattice:
        """The tempered distribution of one sentence (T, C)."""
        tempered = emissions.astype(np.float64) / self.temperature
        return Lattice(tempered, *self.potentials.over(self.temperature).moves)

    def lattices(self, emissions: np.ndarray, lengths: np.ndarray) -> list[Lattice]:
        """The tempered distributions of the sentences of a batch (B, T, C)."""
        tempered = emissions.astype(np.float64) / self.temperature
        return lattices(tempered, lengths, *self.potentials.over(self.temperature).moves)

    def read(
        self,
        emissions: np.ndarray,
        path: np.ndarray,
        lattice: Lattice | None = None,
        *,
        with_probs: bool,
        num_best: int,
    ) -> TaggingPrediction:
        """The entities that a path spells.

        Args:
            emissions: (T, C) of one sentence.
            path: (T,) its best tags.
            lattice: its distribution, if it is at hand.
            with_probs: whether each entity is to have its probability.
            num_best: K; 1 = no alternatives.
        """
        tags, spans = self._spell(path)
        if not with_probs and num_best == 1:
            return TaggingPrediction(tags, spans, [])
        lattice = self.lattice(emissions) if lattice is None else lattice
        probs = self.span_probs(lattice, spans, path) if with_probs else []
        ranked = self._ranked(emissions, lattice, num_best) if num_best > 1 else []
        return TaggingPrediction(tags, spans, probs, ranked)

    def finds(self, path: np.ndarray) -> bool:
        """Whether a path spells an entity."""
        return bool((path != self.labels.tags.index(OUTSIDE)).any())

    def tag_probs(self, emissions: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Posterior (B, T, C) of every tag for every word of a batch; 0 on padding."""
        if not self.independent:
            tempered = emissions.astype(np.float64) / self.temperature
            return marginals(tempered, lengths, *self.potentials.over(self.temperature).moves)
        # marginals would come to the same, but their sums round by what follows in the sentence
        scores = emissions.reshape(-1, emissions.shape[2])
        probs = softmax(scores, self.temperature).reshape(emissions.shape)
        inside = np.arange(emissions.shape[1]) < lengths[:, None]
        masked: np.ndarray = probs * inside[:, :, None]
        return masked

    def span_probs(self, lattice: Lattice, spans: Sequence[Span], path: np.ndarray) -> list[float]:
        """Probability of each entity of a path."""
        return [self._span_prob(lattice, span, path[span.start : span.end]) for span in spans]

    def span_prob(self, lattice: Lattice, span: Span) -> float:
        """Probability of any entity, spelt as its scheme spells it."""
        return self._span_prob(lattice, span, np.array(self.tag_ids(span)))

    def tag_ids(self, span: Span) -> list[int]:
        """The tags that the learnt scheme writes for an entity, one a word."""
        length = span.end - span.start
        return self.labels.encode(
            tags_from_spans([Span(0, length, span.label)], length, self.scheme)
        )

    def _span_prob(self, lattice: Lattice, span: Span, path: np.ndarray) -> float:
        """Probability of an entity with these borders: of its tags, and that it ends there."""
        tags = path.tolist()
        prob = lattice.segment_probability(span.start, tags)
        if self.scheme == "bio" and span.end < len(lattice.emissions):
            # no tag of bio says that an entity ends: only what stands behind it does
            inside = self.labels.tags.index(f"I-{span.label}")
            prob -= lattice.segment_probability(span.start, [*tags, inside])
        return prob

    def _ranked(self, emissions: np.ndarray, lattice: Lattice, num_best: int) -> list[RankedTags]:
        """The likeliest sequences; those that the scheme forbids have no probability."""
        ranked = []
        for path, score in n_best(emissions, *self.potentials.moves, num_best):
            prob = float(np.exp(score / self.temperature - lattice.log_partition))
            if prob > 0.0:
                ranked.append(RankedTags(*self._spell(path), min(1.0, prob)))
        return ranked

    def _spell(self, path: np.ndarray) -> tuple[list[str], list[Span]]:
        if not self.finds(path):
            return [OUTSIDE] * len(path), []
        spans = spans_from_tags(self.labels.decode(path.tolist()), self.scheme)
        return tags_from_spans(spans, len(path), "bio"), spans
