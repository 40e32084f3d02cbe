"""Classification: one label for a text, with a calibrated probability for every label."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nlpseq.config import ClassificationConfig, DecodingConfig
from nlpseq.data.batching import predict_in_batches
from nlpseq.data.classes import ClassSet
from nlpseq.data.examples import Labelled
from nlpseq.data.sampling import PieceSampler
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.words import split_words
from nlpseq.evaluation.calibration import best_threshold, fit_temperature, softmax
from nlpseq.evaluation.classification import accuracy_and_macro_f1
from nlpseq.model import SharedModel
from nlpseq.modules.classifier import Classifier
from nlpseq.modules.tagger import WordBatch, WordReader
from nlpseq.registry import unknown_name
from nlpseq.tasks.base import Task
from nlpseq.tasks.classification_items import ClassificationItem, pack_item, unpack_item
from nlpseq.tasks.sentences import in_casings, respelt
from nlpseq.tasks.word_batch import Speller, word_batch

TEMPERATURE, THRESHOLD = "temperature", "threshold"
"""What is fitted on held-out texts: names of the numbers in a bundle."""


@dataclass(frozen=True, slots=True)
class ClassificationBatch:
    """Padded texts and the ids of their classes (B,)."""

    words: WordBatch
    classes: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class ClassificationPrediction:
    """The label of a text.

    Args:
        label: the answer.
        prob: its probability.
        probs: probability (C,) of every class.
    """

    label: str
    prob: float
    probs: np.ndarray


class ClassificationTask(
    Task[Labelled, ClassificationItem, ClassificationBatch, ClassificationPrediction]
):
    """Text -> label, scored by accuracy.

    Where a label means "none of the others", a text has it if the probability of the likeliest
    other label leaves a threshold or more to 1. So both count: what was learnt of such texts, and
    that a text fits no label well.

    Args:
        name: name of the head.
        config: its settings.
        tokenizer: the shared tokenizer.
        classes: the labels that can be answered.
        calibration: what ``calibrate`` found; without it probabilities are the network's and the
            likeliest label is the answer.
        told: spells words for the language models beside them, if those do not read the pieces.
    """

    kind = "classification"
    main_score = "accuracy"

    def __init__(
        self,
        name: str,
        config: ClassificationConfig,
        tokenizer: Tokenizer,
        classes: ClassSet,
        calibration: Mapping[str, float] | None = None,
        told: Speller | None = None,
    ) -> None:
        super().__init__(name)
        self.config = config
        self.tokenizer = tokenizer
        self.told = told
        self.classes = classes
        fitted = calibration or {}
        self.temperature = fitted.get(TEMPERATURE, 1.0)
        self.threshold = fitted.get(THRESHOLD)
        self._sampler = PieceSampler.where(tokenizer, config.sampling_alpha)
        self._out = classes.names.index(config.out_of_scope) if config.out_of_scope else None

    @property
    def heads_read(self) -> tuple[str, ...]:
        """The own head, and the one whose encoder it reads."""
        return (self.name, self.config.reads) if self.config.reads else (self.name,)

    @staticmethod
    def class_set(examples: Iterable[Labelled], config: ClassificationConfig) -> ClassSet:
        """The labels of examples, in the order of the alphabet.

        Raises:
            InputError: the label of texts that are out of scope is none of them.
        """
        labels = {right_labels(example.label, config)[0] for example in examples}
        if config.out_of_scope and config.out_of_scope not in labels:
            raise unknown_name(
                "label in task.classification.out_of_scope", config.out_of_scope, sorted(labels)
            )
        return ClassSet(tuple(sorted(labels)))

    def encode(self, examples: Sequence[Labelled]) -> list[ClassificationItem]:
        """Words and class ids."""
        ids = self.classes.encode(self.true_labels(examples))
        items = self.encode_texts([example.text for example in examples])
        return [
            ClassificationItem(item.words, label) for item, label in zip(items, ids, strict=True)
        ]

    def encode_texts(self, texts: Sequence[str]) -> list[ClassificationItem]:
        """Texts without a label; one without words has an empty word to read."""
        return [
            ClassificationItem(tuple(word.text for word in split_words(text)) or ("",), None)
            for text in texts
        ]

    def true_labels(
        self,
        examples: Sequence[Labelled],
        predictions: Sequence[ClassificationPrediction] | None = None,
    ) -> list[str]:
        """The labels to be found: those of the examples, as far as they are learnt.

        Args:
            examples: labelled texts.
            predictions: where a text has several labels, the predicted one if it is among them;
                None = the first.
        """
        rights = [right_labels(example.label, self.config) for example in examples]
        if predictions is None:
            return [labels[0] for labels in rights]
        return [
            found.label if found.label in labels else labels[0]
            for labels, found in zip(rights, predictions, strict=True)
        ]

    def pack(self, item: ClassificationItem) -> Row:
        """The words and the class."""
        return pack_item(item, np.min_scalar_type(len(self.classes)))

    def unpack(self, row: Row) -> ClassificationItem:
        """Words and class."""
        return unpack_item(row)

    def size(self, item: ClassificationItem) -> int:
        """Number of words."""
        return len(item.words)

    def num_targets(self, item: ClassificationItem) -> int:
        """One label a text."""
        del item
        return 1

    def vary(
        self, items: Sequence[ClassificationItem], rng: np.random.Generator
    ) -> Sequence[ClassificationItem]:
        """Texts in other casings, and words in other pieces, as the settings say."""
        cased = in_casings(items, self.config.lower_rate, self.config.upper_rate, rng)
        return respelt(cased, self.tokenizer, self._sampler, rng)

    def collate(
        self, items: Sequence[ClassificationItem], model: SharedModel
    ) -> ClassificationBatch:
        """Pad texts."""
        reader = self._reader(model) or self._head(model).reader
        assert reader is not None, "a classifier has a reader of its own or names another's"
        words = word_batch(items, self.tokenizer, model, reader, self.told)
        classes = torch.tensor([item.label or 0 for item in items], device=model.device)
        return ClassificationBatch(words, classes)

    def loss(self, model: SharedModel, batch: ClassificationBatch) -> Tensor:
        """Label-smoothed cross-entropy summed over texts."""
        head, reader = self._head(model), self._reader(model)
        words = model.in_context(batch.words)
        return head.loss(words, batch.classes, model.embedding, reader)

    def predict(
        self, model: SharedModel, items: Sequence[ClassificationItem], decoding: DecodingConfig
    ) -> list[ClassificationPrediction]:
        """The label of each text; a blank text has one too."""
        if not items:
            return []
        probs = softmax(self._logits(model, items, decoding), self.temperature)
        answers = probs.argmax(axis=1)
        if self._out is not None and self.threshold is not None:
            others, strangeness = self._others(probs)
            answers = np.where(strangeness >= self.threshold, self._out, others)
        return [
            ClassificationPrediction(self.classes.names[answer], float(row[answer]), row)
            for answer, row in zip(answers, probs, strict=True)
        ]

    def strangeness(self, predictions: Sequence[ClassificationPrediction]) -> list[float]:
        """How much each text looks out of scope; [] if no label means that."""
        if self._out is None or not predictions:
            return []
        _, scores = self._others(np.stack([prediction.probs for prediction in predictions]))
        return [float(score) for score in scores]

    def calibrate(
        self, model: SharedModel, items: Sequence[ClassificationItem], decoding: DecodingConfig
    ) -> dict[str, float]:
        """Temperature of the probabilities, and the threshold of what is out of scope."""
        logits = self._logits(model, items, decoding)
        classes = np.array([item.label for item in items])
        fitted = {TEMPERATURE: fit_temperature(logits, classes)}
        if self._out is not None and 0 < (classes == self._out).sum() < len(classes):
            _, strangeness = self._others(softmax(logits, fitted[TEMPERATURE]))
            fitted[THRESHOLD] = best_threshold(strangeness, classes == self._out)
        return fitted

    def score(
        self, predictions: Sequence[ClassificationPrediction], examples: Sequence[Labelled]
    ) -> dict[str, float]:
        """Accuracy and macro-F1."""
        found = [prediction.label for prediction in predictions]
        return accuracy_and_macro_f1(self.true_labels(examples, predictions), found)

    def _logits(
        self, model: SharedModel, items: Sequence[ClassificationItem], decoding: DecodingConfig
    ) -> np.ndarray:
        """Scores (N, C) of every class for every text."""
        return np.stack(
            predict_in_batches(
                items,
                self.sizes(items),
                decoding.batch_tokens,
                lambda batch: list(self._batch_logits(model, batch)),
            )
        )

    @torch.inference_mode()
    def _batch_logits(self, model: SharedModel, items: Sequence[ClassificationItem]) -> np.ndarray:
        head = self._head(model).eval()
        reader = self._reader(model)
        if reader is not None:
            reader.eval()
        words = model.in_context(self.collate(items, model).words)
        logits: Tensor = head(words, model.embedding, reader)
        scores: np.ndarray = logits.cpu().numpy()
        return scores

    def _others(self, probs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The likeliest class but "out of scope", and how much its probability leaves to 1."""
        in_scope = probs.copy()
        in_scope[:, self._out] = -1.0
        return in_scope.argmax(axis=1), 1.0 - in_scope.max(axis=1)

    def _head(self, model: SharedModel) -> Classifier:
        head = model.heads[self.name]
        assert isinstance(head, Classifier)
        return head

    def _reader(self, model: SharedModel) -> WordReader | None:
        """The head whose encoder is read; None = the own one is."""
        if not self.config.reads:
            return None
        head = model.heads[self.config.reads]
        assert isinstance(head, WordReader)
        return head


def right_labels(label: str, config: ClassificationConfig) -> list[str]:
    """The labels of a text, one as a rule, each up to the separator if there is one."""
    labels = label.split(config.label_joiner) if config.label_joiner else [label]
    if config.label_separator:
        labels = [each.split(config.label_separator, 1)[0] for each in labels]
    return labels
