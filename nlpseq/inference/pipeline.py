"""A bundle in use: text in, entities, translations and labels out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, overload

import numpy as np

from nlpseq.bundle import Bundle, read_bundle
from nlpseq.config import DecodingConfig
from nlpseq.data.words import Word, split_words
from nlpseq.errors import InputError
from nlpseq.model import ModelSpec, restore
from nlpseq.tasks.build import AnyTask, build_task
from nlpseq.tasks.classification import ClassificationPrediction, ClassificationTask
from nlpseq.tasks.tagging import TaggingPrediction, TaggingTask
from nlpseq.tasks.translation import TranslationPrediction, TranslationTask

TaskT = TypeVar("TaskT", bound=AnyTask)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity in a text.

    Args:
        start: offset of its first character.
        end: offset behind its last character: ``text[start:end]`` is the entity.
        label: its type.
        text: ``text[start:end]``.
        prob: exact posterior probability of these borders and this type.
    """

    start: int
    end: int
    label: str
    text: str
    prob: float


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text with its words, their BIO tags, and its entities in order."""

    text: str
    words: list[Word]
    tags: list[str]
    entities: list[Entity]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One translation and its score: log-probability over length ** length_penalty."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Translation:
    """A text, its best translation, and the n best with their scores (best first)."""

    source: str
    text: str
    alternatives: list[Alternative]


@dataclass(frozen=True, slots=True)
class Classified:
    """A text with its label.

    Args:
        text: the text.
        label: the answer.
        prob: its calibrated probability.
        ranking: every label with its probability; the answer, then the others, likeliest first.
    """

    text: str
    label: str
    prob: float
    ranking: list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text tagged and translated."""

    tagged: TaggedText
    translation: Translation


class Pipeline:
    """A tagger, a translator, a classifier, or several of them, ready for text.

    Args:
        bundle: a bundle in memory; ``load`` reads one from disk.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        spec = ModelSpec(bundle.model, bundle.heads, bundle.labels, bundle.tokenizer.vocab_size)
        self.model = restore(spec, bundle.weights)
        self._tasks: dict[str, AnyTask] = {
            name: build_task(
                name,
                head,
                bundle.tokenizer,
                bundle.labels.get(name),
                bundle.languages[name],
                bundle.calibration.get(name),
            )
            for name, head in bundle.heads.items()
        }

    @property
    def tagger(self) -> TaggingTask:
        """The tagging task.

        Raises:
            InputError: the bundle has none.
        """
        return self._first(TaggingTask)

    @property
    def translator(self) -> TranslationTask:
        """The translation task.

        Raises:
            InputError: the bundle has none.
        """
        return self._first(TranslationTask)

    @property
    def classifier(self) -> ClassificationTask:
        """The first classification task.

        Raises:
            InputError: the bundle has none.
        """
        return self._first(ClassificationTask)

    def can(self, kind: str) -> bool:
        """Whether the bundle has a head of a kind."""
        return any(task.kind == kind for task in self._tasks.values())

    @overload
    def tag(self, text: str) -> TaggedText: ...
    @overload
    def tag(self, text: list[str]) -> list[TaggedText]: ...
    def tag(self, text: str | list[str]) -> TaggedText | list[TaggedText]:
        """Find the entities of a text or of several.

        Raises:
            InputError: the bundle has no tagger.
        """
        if isinstance(text, str):
            return self.tag([text])[0]
        sentences = [split_words(line) for line in text]
        predictions = self.tag_words([[word.text for word in words] for words in sentences])
        return [
            TaggedText(line, words, prediction.tags, _entities(line, words, prediction))
            for line, words, prediction in zip(text, sentences, predictions, strict=True)
        ]

    def tag_words(self, sentences: Sequence[Sequence[str]]) -> list[TaggingPrediction]:
        """Tags of sentences whose words are known, one tag a word."""
        task = self.tagger
        items = task.encode_words(sentences)
        return task.predict(self.model, items, self.bundle.decoding, with_probs=True)

    def tag_probs(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        """Exact probability (B, T, C) of every tag for every word, computed in one batch."""
        task = self.tagger
        return task.tag_probs(self.model, task.encode_words(sentences))

    @overload
    def translate(
        self, text: str, *, beam_size: int | None = None, num_best: int = 1
    ) -> Translation: ...
    @overload
    def translate(
        self, text: list[str], *, beam_size: int | None = None, num_best: int = 1
    ) -> list[Translation]: ...
    def translate(
        self, text: str | list[str], *, beam_size: int | None = None, num_best: int = 1
    ) -> Translation | list[Translation]:
        """Translate a sentence or several.

        Args:
            text: each string is one sentence; an empty one stays empty.
            beam_size: hypotheses kept; None = what the bundle says.
            num_best: translations wanted of each sentence.

        Raises:
            InputError: the bundle has no translator.
        """
        if isinstance(text, str):
            return self.translate([text], beam_size=beam_size, num_best=num_best)[0]
        task = self.translator
        predictions = task.predict(
            self.model, task.encode_sources(text), self.decoding(beam_size), num_best
        )
        return [
            _translation(source, prediction)
            for source, prediction in zip(text, predictions, strict=True)
        ]

    @overload
    def classify(self, text: str) -> Classified: ...
    @overload
    def classify(self, text: list[str]) -> list[Classified]: ...
    def classify(self, text: str | list[str]) -> Classified | list[Classified]:
        """Tell the label of a text or of several, such as the intent.

        Raises:
            InputError: the bundle has no classifier.
        """
        if isinstance(text, str):
            return self.classify([text])[0]
        predictions = self.label_texts(text)
        names = self.classifier.classes.names
        return [
            Classified(line, found.label, found.prob, _ranking(names, found))
            for line, found in zip(text, predictions, strict=True)
        ]

    def label_texts(self, texts: Sequence[str]) -> list[ClassificationPrediction]:
        """Labels of texts, with the probability of every class."""
        task = self.classifier
        return task.predict(self.model, task.encode_texts(texts), self.bundle.decoding)

    @overload
    def read(self, text: str) -> Reading: ...
    @overload
    def read(self, text: list[str]) -> list[Reading]: ...
    def read(self, text: str | list[str]) -> Reading | list[Reading]:
        """Tag and translate.

        Raises:
            InputError: the bundle lacks one of the two heads.
        """
        if isinstance(text, str):
            return self.read([text])[0]
        pairs = zip(self.tag(text), self.translate(text), strict=True)
        return [Reading(tagged, translation) for tagged, translation in pairs]

    def decoding(self, beam_size: int | None = None) -> DecodingConfig:
        """The bundle's search settings, with another beam if one is given."""
        decoding = self.bundle.decoding
        return decoding if beam_size is None else replace(decoding, beam_size=beam_size)

    def _first(self, wanted: type[TaskT]) -> TaskT:
        """The first head of a kind."""
        for task in self._tasks.values():
            if isinstance(task, wanted):
                return task
        heads = ", ".join(sorted({task.kind for task in self._tasks.values()}))
        raise InputError(
            f"the bundle cannot do {wanted.kind}",
            found=f"heads for {heads}",
            mend=f"load a bundle that was trained with a corpus for {wanted.kind}",
        )


def load(path: str | Path) -> Pipeline:
    """Load a bundle, or the bundle of a run.

    Raises:
        InputError: there is none, or it is damaged or of a newer format.
    """
    return Pipeline(read_bundle(path))


def _entities(text: str, words: list[Word], prediction: TaggingPrediction) -> list[Entity]:
    entities = []
    for span, prob in zip(prediction.spans, prediction.probs, strict=True):
        start, end = words[span.start].start, words[span.end - 1].end
        entities.append(Entity(start, end, span.label, text[start:end], prob))
    return entities


def _translation(source: str, prediction: TranslationPrediction) -> Translation:
    if not prediction.hypotheses:
        return Translation(source, prediction.texts[0], [])
    alternatives = [
        Alternative(text, hypothesis.score)
        for text, hypothesis in zip(prediction.texts, prediction.hypotheses, strict=True)
    ]
    return Translation(source, prediction.texts[0], alternatives)


def _ranking(names: Sequence[str], found: ClassificationPrediction) -> list[tuple[str, float]]:
    """The answer first, even where a threshold and not its probability made it the answer."""
    probs = zip(names, found.probs.tolist(), strict=True)
    return sorted(probs, key=lambda row: (row[0] != found.label, -row[1]))
