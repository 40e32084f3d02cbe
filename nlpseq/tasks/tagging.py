"""Tagging: one label for every word, entities with their exact probability."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nlpseq.config import DecodingConfig, TaggingConfig
from nlpseq.data.batching import pad
from nlpseq.data.examples import Tagged
from nlpseq.data.features import character_ids, feature_rows
from nlpseq.data.labels import LabelSet, Span, convert, spans_from_bio
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.decoding.viterbi import Lattice, marginals, viterbi
from nlpseq.evaluation.tagging import entity_scores
from nlpseq.model import SharedModel
from nlpseq.modules.tagger import Tagger, WordBatch
from nlpseq.tasks.base import Task, predict_in_batches


@dataclass(frozen=True, slots=True)
class TaggingItem:
    """A sentence's words and the ids of its tags (None where there are none to learn)."""

    words: tuple[str, ...]
    tags: np.ndarray | None


@dataclass(frozen=True, slots=True)
class TaggingBatch:
    """Padded words and tags (B, T)."""

    words: WordBatch
    tags: Tensor


@dataclass(frozen=True, slots=True)
class TaggingPrediction:
    """Tags of a sentence.

    Args:
        tags: one BIO tag a word.
        spans: the entities they spell.
        probs: exact posterior probability of each entity; [] if not asked for.
    """

    tags: list[str]
    spans: list[Span]
    probs: list[float]


@dataclass(frozen=True, slots=True)
class Potentials:
    """Scores that define a distribution over tag sequences; softmax is the case without moves."""

    transitions: np.ndarray
    start: np.ndarray
    end: np.ndarray


class TaggingTask(Task[Tagged, TaggingItem, TaggingBatch, TaggingPrediction]):
    """Words -> tags, scored by entity F1.

    Args:
        name: name of the head.
        config: its settings.
        tokenizer: the shared tokenizer.
        labels: tags in the scheme that is learnt.
    """

    kind = "tagging"
    main_score = "f1"

    def __init__(
        self, name: str, config: TaggingConfig, tokenizer: Tokenizer, labels: LabelSet
    ) -> None:
        super().__init__(name)
        self.config = config
        self.tokenizer = tokenizer
        self.labels = labels

    @staticmethod
    def label_set(examples: Iterable[Tagged], scheme: str) -> LabelSet:
        """Every tag that the scheme can write for the entity types of the examples."""
        types = sorted({tag[2:] for example in examples for tag in example.tags if tag != "O"})
        prefixes = "BIES" if scheme == "bioes" else "BI"
        return LabelSet(("O", *(f"{prefix}-{kind}" for kind in types for prefix in prefixes)))

    def encode(self, examples: Sequence[Tagged]) -> list[TaggingItem]:
        """Keep the words; turn BIO tags into ids of the learnt scheme."""
        id_type = np.min_scalar_type(len(self.labels))
        return [
            TaggingItem(
                example.words,
                np.array(
                    self.labels.encode(convert(example.tags, "bio", self.config.scheme)), id_type
                ),
            )
            for example in examples
        ]

    def encode_words(self, sentences: Sequence[Sequence[str]]) -> list[TaggingItem]:
        """Sentences to be tagged, without tags of their own."""
        return [TaggingItem(tuple(words), None) for words in sentences]

    def pack(self, item: TaggingItem) -> Row:
        """The words' bytes, their lengths in characters, and the tags."""
        assert item.tags is not None
        text = "".join(item.words).encode("utf-8", "surrogatepass")
        lengths = np.fromiter(map(len, item.words), np.uint32, count=len(item.words))
        return np.frombuffer(text, np.uint8), lengths, item.tags

    def unpack(self, row: Row) -> TaggingItem:
        """Words and tags."""
        text_bytes, lengths, tags = row
        text = text_bytes.tobytes().decode("utf-8", "surrogatepass")
        ends = lengths.cumsum().tolist()
        return TaggingItem(tuple(text[a:b] for a, b in zip([0, *ends], ends, strict=False)), tags)

    def size(self, item: TaggingItem) -> int:
        """Number of words."""
        return len(item.words)

    def num_targets(self, item: TaggingItem) -> int:
        """Number of words."""
        return len(item.words)

    def collate(self, items: Sequence[TaggingItem], device: torch.device) -> TaggingBatch:
        """Pad sentences over a table of the batch's distinct words, in order of appearance."""
        rows = {
            word: row
            for row, word in enumerate(dict.fromkeys(word for item in items for word in item.words))
        }
        words = WordBatch(
            pieces=torch.from_numpy(pad(self.tokenizer.encode_words(list(rows)))),
            characters=torch.from_numpy(pad([list(character_ids(word)) for word in rows])),
            features=torch.tensor([feature_rows(word) for word in rows]),
            capitalised=torch.tensor([word[:1].isupper() for word in rows]),
            words=torch.from_numpy(pad([[rows[word] for word in item.words] for item in items])),
            lengths=torch.tensor([len(item.words) for item in items]),
        )
        tags = pad([np.zeros(len(i.words), int) if i.tags is None else i.tags for i in items])
        return TaggingBatch(words.to(device), torch.from_numpy(tags).to(device))

    def loss(self, model: SharedModel, batch: TaggingBatch) -> Tensor:
        """Negative log-likelihood summed over sentences."""
        return self._head(model).loss(batch.words, batch.tags, model.embedding)

    def predict(
        self,
        model: SharedModel,
        items: Sequence[TaggingItem],
        decoding: DecodingConfig,
        with_probs: bool = False,
    ) -> list[TaggingPrediction]:
        """Best tag sequence of each sentence, on demand with the probability of its entities."""
        potentials = self._potentials(model)

        def predict_batch(batch: list[TaggingItem]) -> list[TaggingPrediction]:
            emissions = self.emissions(model, batch)
            lengths = np.array([len(item.words) for item in batch])
            paths = viterbi(
                emissions, lengths, potentials.transitions, potentials.start, potentials.end
            )
            return [
                self._prediction(row[: len(path)], path, potentials, with_probs)
                for row, path in zip(emissions, paths, strict=True)
            ]

        full = [item for item in items if item.words]
        predictions = iter(
            predict_in_batches(full, self.sizes(full), decoding.batch_tokens, predict_batch)
        )
        empty = TaggingPrediction([], [], [])
        return [next(predictions) if item.words else empty for item in items]

    @torch.inference_mode()
    def emissions(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """Scores (B, T, C) of every tag for every word, in one batch."""
        head = self._head(model).eval()
        scores = head(self.collate(items, model.device).words, model.embedding)
        emissions: np.ndarray = scores.cpu().numpy()
        return emissions

    def tag_probs(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """Posterior (B, T, C) of every tag for every word, in one batch; 0 on padding."""
        emissions = self.emissions(model, items)
        lengths = np.array([len(item.words) for item in items])
        if self._head(model).crf is None:
            return _softmax(emissions, lengths)
        potentials = self._potentials(model)
        return marginals(
            emissions, lengths, potentials.transitions, potentials.start, potentials.end
        )

    def score(
        self, predictions: Sequence[TaggingPrediction], examples: Sequence[Tagged]
    ) -> dict[str, float]:
        """Entity precision, recall and F1 (seqeval's default mode)."""
        scores = entity_scores(
            [list(example.tags) for example in examples], [p.tags for p in predictions]
        )
        return {"precision": scores.precision, "recall": scores.recall, "f1": scores.f1}

    def _prediction(
        self, emissions: np.ndarray, path: np.ndarray, potentials: Potentials, with_probs: bool
    ) -> TaggingPrediction:
        names = self.labels.decode(path.tolist())
        tags = convert(names, self.config.scheme, "bio")
        spans = spans_from_bio(tags)
        if not spans or not with_probs:
            return TaggingPrediction(tags, spans, [])
        lattice = Lattice(emissions, potentials.transitions, potentials.start, potentials.end)
        probs = [self._span_probability(lattice, span, path) for span in spans]
        return TaggingPrediction(tags, spans, probs)

    def _span_probability(self, lattice: Lattice, span: Span, path: np.ndarray) -> float:
        """Probability of an entity with these borders: of its tags, and that it ends there."""
        tags = path[span.start : span.end].tolist()
        prob = lattice.segment_probability(span.start, tags)
        if self.config.scheme == "bio" and span.end < len(path):
            # no tag of bio says that an entity ends: only what stands behind it does
            inside = self.labels.tags.index(f"I-{span.label}")
            prob -= lattice.segment_probability(span.start, [*tags, inside])
        return prob

    def _head(self, model: SharedModel) -> Tagger:
        head = model.heads[self.name]
        assert isinstance(head, Tagger)
        return head

    def _potentials(self, model: SharedModel) -> Potentials:
        crf = self._head(model).crf
        if crf is None:
            num_tags = len(self.labels.tags)
            return Potentials(
                np.zeros((num_tags, num_tags)), np.zeros(num_tags), np.zeros(num_tags)
            )
        return Potentials(*(scores.detach().cpu().double().numpy() for scores in crf.scores()))


def _softmax(emissions: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Tag probabilities of words that do not see each other; 0 on padding.

    Marginals would come to the same, but their sums over the sentence round by what follows.
    """
    weights = np.exp(emissions.astype(np.float64) - emissions.max(axis=2, keepdims=True))
    probs: np.ndarray = weights / weights.sum(axis=2, keepdims=True)
    inside = np.arange(emissions.shape[1]) < lengths[:, None]
    return probs * inside[:, :, None]
