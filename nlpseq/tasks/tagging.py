"""Tagging: one label for every word, entities with their exact probability."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor

from nlpseq.config import DecodingConfig, TaggingConfig
from nlpseq.data.batching import pad
from nlpseq.data.examples import Tagged
from nlpseq.data.labels import LabelSet, Span, convert, spans_from_tags
from nlpseq.data.sampling import PieceSampler
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.evaluation.tagging import entity_scores
from nlpseq.model import SharedModel
from nlpseq.modules.tagger import Tagger, WordBatch
from nlpseq.tasks.base import Task
from nlpseq.tasks.entities import TagDecoder, TaggingPrediction
from nlpseq.tasks.mentions import with_others_mentions
from nlpseq.tasks.sentences import in_casings, respelt
from nlpseq.tasks.span_calibration import Found, confidence_of, fit
from nlpseq.tasks.tag_search import TagSearch, tag_decoder
from nlpseq.tasks.tagging_items import TaggingItem, pack_item, unpack_item
from nlpseq.tasks.word_batch import Speller, word_batch


@dataclass(frozen=True, slots=True)
class TaggingBatch:
    """Padded words and tags (B, T)."""

    words: WordBatch
    tags: Tensor


class TaggingTask(Task[Tagged, TaggingItem, TaggingBatch, TaggingPrediction]):
    """Words -> tags, scored by entity F1.

    Args:
        name: name of the head.
        config: its settings.
        tokenizer: the shared tokenizer.
        labels: tags in the scheme that is learnt.
        calibration: what ``calibrate`` found; without it the probabilities are the network's.
        told: spells words for the language models beside them, if those do not read the pieces.
    """

    kind = "tagging"
    main_score = "f1"

    def __init__(
        self,
        name: str,
        config: TaggingConfig,
        tokenizer: Tokenizer,
        labels: LabelSet,
        calibration: Mapping[str, float] | None = None,
        told: Speller | None = None,
    ) -> None:
        super().__init__(name)
        self.config = config
        self.tokenizer = tokenizer
        self.told = told
        self.labels = labels
        self.calibration = calibration or {}
        self._sampler = PieceSampler.where(tokenizer, config.sampling_alpha)

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
        return pack_item(item)

    def unpack(self, row: Row) -> TaggingItem:
        """Words and tags."""
        return unpack_item(row)

    def size(self, item: TaggingItem) -> int:
        """Number of words."""
        return len(item.words)

    def num_targets(self, item: TaggingItem) -> int:
        """Number of words."""
        return len(item.words)

    def vary(self, items: Sequence[TaggingItem], rng: np.random.Generator) -> Sequence[TaggingItem]:
        """Other entities in their places, other casings and pieces, as the settings say."""
        items = with_others_mentions(
            items, self.labels, self.config.scheme, self.config.replacement_rate, rng
        )
        cased = in_casings(items, self.config.lower_rate, self.config.upper_rate, rng)
        return respelt(cased, self.tokenizer, self._sampler, rng)

    def collate(self, items: Sequence[TaggingItem], model: SharedModel) -> TaggingBatch:
        """Pad words and tags."""
        words = word_batch(items, self.tokenizer, model, self._head(model), self.told)
        tags = pad([np.zeros(len(i.words), int) if i.tags is None else i.tags for i in items])
        return TaggingBatch(words, torch.from_numpy(tags).to(model.device))

    def loss(self, model: SharedModel, batch: TaggingBatch) -> Tensor:
        """Negative log-likelihood summed over sentences."""
        return self._head(model).loss(model.in_context(batch.words), batch.tags, model.embedding)

    def predict(
        self,
        model: SharedModel,
        items: Sequence[TaggingItem],
        decoding: DecodingConfig,
        with_probs: bool = False,
        num_best: int = 1,
    ) -> list[TaggingPrediction]:
        """Best tag sequence of each sentence.

        Args:
            model: the weights.
            items: sentences.
            decoding: how many words a batch has.
            with_probs: give each entity its probability.
            num_best: number of alternatives; 1 = none but the best.
        """
        return self._search(model).predict(
            items, decoding.batch_tokens, with_probs=with_probs, num_best=num_best
        )

    def calibrate(
        self, model: SharedModel, items: Sequence[TaggingItem], decoding: DecodingConfig
    ) -> dict[str, float]:
        """Temperature of the probabilities, and the confidences that reach given precisions."""
        full = [item for item in items if item.words]
        found = self._search(model).read(full, decoding.batch_tokens, self._found)
        return fit([sentence for sentence in found if sentence.spans], self.decoder(model))

    def confidence(self, precision: float) -> float:
        """The least probability of entities that are right this often, by the validation split.

        Raises:
            InputError: the bundle does not say, or none are.
        """
        return confidence_of(precision, self.calibration)

    def decoder(self, model: SharedModel) -> TagDecoder:
        """What reads entities from emissions, with the weights of the CRF."""
        crf = self._head(model).crf
        moves = None
        if crf is not None:
            transitions, start, end = (
                scores.detach().cpu().numpy() for scores in (crf.transitions, crf.start, crf.end)
            )
            moves = transitions, start, end
        return tag_decoder(self.config, self.labels, self.calibration, moves)

    def emissions(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """Scores (B, T, C) of every tag for every word, with what is known, in one batch."""
        return self._search(model).emissions(items)

    @torch.inference_mode()
    def scores(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """What the network gives (B, T, C)."""
        head = self._head(model).eval()
        words = model.in_context(self.collate(items, model).words)
        return head(words, model.embedding).cpu().numpy()

    def tag_probs(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """Posterior (B, T, C) of every tag for every word, in one batch; 0 on padding."""
        decoder = self.decoder(model)
        lengths = np.array([len(item.words) for item in items])
        return decoder.tag_probs(self.emissions(model, items), lengths)

    def span_prob(
        self, model: SharedModel, items: Sequence[TaggingItem], span: Span, decoding: DecodingConfig
    ) -> list[float]:
        """Probability of an entity in each of several sentences that have such words."""
        decoder = self.decoder(model)
        return self._search(model).read(
            items,
            decoding.batch_tokens,
            lambda _, emissions, __: decoder.span_prob(decoder.lattice(emissions), span),
        )

    def score(
        self, predictions: Sequence[TaggingPrediction], examples: Sequence[Tagged]
    ) -> dict[str, float]:
        """Entity precision, recall and F1 (seqeval's default mode)."""
        scores = entity_scores(
            [list(example.tags) for example in examples], [p.tags for p in predictions]
        )
        return {"precision": scores.precision, "recall": scores.recall, "f1": scores.f1}

    def _search(self, model: SharedModel) -> TagSearch:
        return TagSearch(partial(self.scores, model), self.decoder(model))

    def _found(self, item: TaggingItem, emissions: np.ndarray, path: np.ndarray) -> Found:
        assert item.tags is not None, "held-out sentences have tags"
        scheme = self.config.scheme
        true = set(spans_from_tags(self.labels.decode(item.tags.tolist()), scheme))
        spans = spans_from_tags(self.labels.decode(path.tolist()), scheme)
        return Found(emissions.copy(), path, spans, [span in true for span in spans])

    def _head(self, model: SharedModel) -> Tagger:
        head = model.heads[self.name]
        assert isinstance(head, Tagger)
        return head
