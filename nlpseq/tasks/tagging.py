"""Tagging: one label for every word, entities with their exact probability."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nlpseq.config import DecodingConfig, TaggingConfig
from nlpseq.data.batching import pad, pad_rows
from nlpseq.data.examples import Tagged
from nlpseq.data.labels import LabelSet, Span, convert, spans_from_tags
from nlpseq.data.sampling import PieceSampler
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.evaluation.tagging import entity_scores
from nlpseq.model import SharedModel
from nlpseq.modules.tagger import Tagger, WordBatch
from nlpseq.tasks.base import ResultT, Task, predict_in_batches
from nlpseq.tasks.entities import Potentials, TagDecoder, TaggingPrediction, fixed_potentials
from nlpseq.tasks.span_calibration import TEMPERATURE, Found, confidence_of, fit
from nlpseq.tasks.tagging_items import (
    TaggingItem,
    in_casings,
    pack_item,
    part_of,
    respelt,
    unpack_item,
)
from nlpseq.tasks.windows import WINDOW, windows
from nlpseq.tasks.word_batch import word_batch


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
    ) -> None:
        super().__init__(name)
        self.config = config
        self.tokenizer = tokenizer
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
        """Sentences in other casings, and words in other pieces, as the settings say."""
        cased = in_casings(items, self.config.lower_rate, self.config.upper_rate, rng)
        return respelt(cased, self.tokenizer, self._sampler, rng)

    def collate(self, items: Sequence[TaggingItem], device: torch.device) -> TaggingBatch:
        """Pad words and tags."""
        words = word_batch(items, self.tokenizer)
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
        decoder = self.decoder(model)
        predictions = iter(
            self._searched(
                model,
                [item for item in items if item.words],
                decoding,
                lambda _, emissions, path: decoder.read(
                    emissions, path, with_probs=with_probs, num_best=num_best
                ),
            )
        )
        empty = TaggingPrediction([], [], [])
        return [next(predictions) if item.words else empty for item in items]

    def calibrate(
        self, model: SharedModel, items: Sequence[TaggingItem], decoding: DecodingConfig
    ) -> dict[str, float]:
        """Temperature of the probabilities, and the confidences that reach given precisions."""
        full = [item for item in items if item.words]
        found = self._searched(model, full, decoding, self._found)
        return fit([sentence for sentence in found if sentence.spans], self.decoder(model))

    def confidence(self, precision: float) -> float:
        """The least probability of entities that are right this often, by the validation split.

        Raises:
            InputError: the bundle does not say, or none are.
        """
        return confidence_of(precision, self.calibration)

    def decoder(self, model: SharedModel) -> TagDecoder:
        """What reads entities from emissions, with the weights of the CRF."""
        temperature = self.calibration.get(TEMPERATURE, 1.0)
        return TagDecoder(
            self.labels,
            self.config.scheme,
            self._potentials(model),
            temperature,
            independent=self.config.output == "softmax",
        )

    @torch.inference_mode()
    def emissions(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """Scores (B, T, C) of every tag for every word, with what is known, in one batch.

        Long texts are read in windows, so that memory does not grow with their length.
        """
        self._head(model).eval()
        if max(len(item.words) for item in items) <= 2 * WINDOW:
            emissions = self._scores(model, items)
        else:
            emissions = pad_rows([self._scores_of_windows(model, item) for item in items])
        for row, item in zip(emissions, items, strict=True):
            if item.bias is not None:
                row[: len(item.words)] += item.bias
        return emissions

    def _scores(self, model: SharedModel, items: Sequence[TaggingItem]) -> np.ndarray:
        """What the network gives (B, T, C)."""
        scores = self._head(model)(self.collate(items, model.device).words, model.embedding)
        return scores.cpu().numpy()

    def _scores_of_windows(self, model: SharedModel, item: TaggingItem) -> np.ndarray:
        """The same for one text (T, C), of any length."""
        return np.concatenate(
            [
                self._scores(model, [part_of(item, window.begin, window.end)])[
                    0, window.start - window.begin : window.stop - window.begin
                ]
                for window in windows(len(item.words))
            ]
        )

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
        return self._searched(
            model,
            items,
            decoding,
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

    def _searched(
        self,
        model: SharedModel,
        items: Sequence[TaggingItem],
        decoding: DecodingConfig,
        read: Callable[[TaggingItem, np.ndarray, np.ndarray], ResultT],
    ) -> list[ResultT]:
        """What is read from the emissions (T, C) and the best tag ids (T,) of each sentence."""
        decoder = self.decoder(model)

        def search(batch: list[TaggingItem]) -> list[ResultT]:
            emissions = self.emissions(model, batch)
            paths = decoder.best(emissions, np.array([len(item.words) for item in batch]))
            rows = zip(batch, emissions, paths, strict=True)
            return [read(item, row[: len(path)], path) for item, row, path in rows]

        return predict_in_batches(items, self.sizes(items), decoding.batch_tokens, search)

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

    def _potentials(self, model: SharedModel) -> Potentials:
        crf = self._head(model).crf
        if crf is not None:
            return Potentials(*(scores.detach().cpu().double().numpy() for scores in crf.scores()))
        constrained = self.config.output == "constrained_softmax"
        return fixed_potentials(self.labels, self.config.scheme if constrained else None)
