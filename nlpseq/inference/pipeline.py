"""A bundle in use: text in, entities and translations out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

import numpy as np
import torch

from nlpseq.bundle import Bundle, read_bundle
from nlpseq.config import DecodingConfig
from nlpseq.data.words import Word, split_words
from nlpseq.errors import InputError
from nlpseq.model import ModelSpec, build
from nlpseq.tasks.build import AnyTask, build_task
from nlpseq.tasks.tagging import TaggingPrediction, TaggingTask
from nlpseq.tasks.translation import TranslationPrediction, TranslationTask


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
class Reading:
    """A text tagged and translated."""

    tagged: TaggedText
    translation: Translation


class Pipeline:
    """A tagger, a translator, or both, ready for text.

    Args:
        bundle: a bundle in memory; ``load`` reads one from disk.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        spec = ModelSpec(bundle.model, bundle.heads, bundle.labels, bundle.tokenizer.vocab_size)
        self.model = build(spec).eval().requires_grad_(False)
        weights = {name: torch.from_numpy(array) for name, array in bundle.weights.items()}
        self.model.load_state_dict(weights)
        self._tasks: dict[str, AnyTask] = {
            name: build_task(
                name, head, bundle.tokenizer, bundle.labels.get(name), bundle.languages[name]
            )
            for name, head in bundle.heads.items()
        }

    @property
    def tagger(self) -> TaggingTask:
        """The tagging task.

        Raises:
            InputError: the bundle has none.
        """
        for task in self._tasks.values():
            if isinstance(task, TaggingTask):
                return task
        raise self._missing("tagging")

    @property
    def translator(self) -> TranslationTask:
        """The translation task.

        Raises:
            InputError: the bundle has none.
        """
        for task in self._tasks.values():
            if isinstance(task, TranslationTask):
                return task
        raise self._missing("translation")

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

    def _missing(self, kind: str) -> InputError:
        heads = ", ".join(sorted({task.kind for task in self._tasks.values()}))
        return InputError(
            f"the bundle cannot do {kind}",
            found=f"heads for {heads}",
            mend=f"load a bundle that was trained with a corpus for {kind}",
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
