"""A bundle in use: text in, entities, translations and labels out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, Unpack, overload

import numpy as np

from nlpseq.bundle import Bundle, read_bundle
from nlpseq.config import DecodingConfig
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.inference.glossary import Glossary
from nlpseq.inference.tagged import BEST_TAGS, TaggedText, TagOptions, tagged_text
from nlpseq.inference.translations import TranslateOptions, Translation, as_translation
from nlpseq.model import ModelSpec, restore
from nlpseq.tasks.build import AnyTask, build_task
from nlpseq.tasks.classification import ClassificationPrediction, ClassificationTask
from nlpseq.tasks.entities import TaggingPrediction
from nlpseq.tasks.language_modelling import LanguageModellingTask
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.tasks.translation import TranslationTask
from nlpseq.tasks.translation_search import Start

TaskT = TypeVar("TaskT", bound=AnyTask)


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
        self.others: Sequence[Start] = ()  # further translators of an ensemble
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

    @property
    def language_model(self) -> LanguageModellingTask:
        """The first language modelling task.

        Raises:
            InputError: the bundle has none.
        """
        return self._first(LanguageModellingTask)

    def can(self, kind: str) -> bool:
        """Whether the bundle has a head of a kind."""
        return any(task.kind == kind for task in self._tasks.values())

    @overload
    def tag(self, text: str, options: TagOptions = BEST_TAGS) -> TaggedText: ...
    @overload
    def tag(self, text: list[str], options: TagOptions = BEST_TAGS) -> list[TaggedText]: ...
    def tag(
        self, text: str | list[str], options: TagOptions = BEST_TAGS
    ) -> TaggedText | list[TaggedText]:
        """Find the entities of a text or of several.

        Args:
            text: each string is tagged as one sentence, however long: nothing is cut. Beyond
                some hundred words the network reads it in windows that overlap.
            options: what is asked for beside the best tags.

        Raises:
            InputError: the bundle has no tagger.
        """
        if isinstance(text, str):
            return self.tag([text], options)[0]
        sentences = [split_words(line) for line in text]
        texts = [[word.text for word in words] for words in sentences]
        predictions = self.tag_words(texts, options)
        return [
            tagged_text(line, words, prediction)
            for line, words, prediction in zip(text, sentences, predictions, strict=True)
        ]

    def tag_words(
        self, sentences: Sequence[Sequence[str]], options: TagOptions = BEST_TAGS
    ) -> list[TaggingPrediction]:
        """Tags of sentences whose words are known, one tag a word."""
        task = self.tagger
        items = task.encode_words(sentences)
        if options.lexicon is not None:
            decoder = task.decoder(self.model)
            items = [replace(i, bias=options.lexicon.bias(i.words, decoder)) for i in items]
        found = task.predict(
            self.model, items, self.bundle.decoding, with_probs=True, num_best=options.num_best
        )
        return [prediction.at_least(options.min_confidence) for prediction in found]

    def tag_probs(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        """Exact probability (B, T, C) of every tag for every word, computed in one batch."""
        task = self.tagger
        return task.tag_probs(self.model, task.encode_words(sentences))

    @overload
    def translate(self, text: str, **options: Unpack[TranslateOptions]) -> Translation: ...
    @overload
    def translate(
        self, text: list[str], **options: Unpack[TranslateOptions]
    ) -> list[Translation]: ...
    def translate(
        self,
        text: str | list[str],
        *,
        beam_size: int | None = None,
        num_best: int = 1,
        prefix: str = "",
        glossary: Glossary | None = None,
        with_traces: bool = False,
    ) -> Translation | list[Translation]:
        """Translate a sentence or several.

        Args:
            text: each string is one sentence; an empty one stays empty.
            beam_size: hypotheses kept; None = what the bundle says.
            num_best: translations wanted of each sentence.
            prefix: how every translation has to begin.
            glossary: terms whose translations have to stand in that of a sentence that has them;
                a beam of a few more hypotheses than they have pieces finds the best places.
            with_traces: keep log-probabilities, attention and alignment of each translation.

        Raises:
            InputError: the bundle has no translator.
        """
        task, texts = self.translator, [text] if isinstance(text, str) else text
        items = task.encode_sources(texts)
        if glossary is not None:
            items = [
                replace(item, required=glossary.required(line, task.tokenizer))
                for line, item in zip(texts, items, strict=True)
            ]
        predictions = task.predict(
            self.model,
            items,
            self.decoding(beam_size),
            num_best,
            prefix=task.tokenizer.encode(prefix),
            with_weights=with_traces,
            others=self.others,
        )
        translations = [
            as_translation(source, item.source, prediction, task.tokenizer)
            for source, item, prediction in zip(texts, items, predictions, strict=True)
        ]
        return translations[0] if isinstance(text, str) else translations

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


def _ranking(names: Sequence[str], found: ClassificationPrediction) -> list[tuple[str, float]]:
    """The answer first, even where a threshold and not its probability made it the answer."""
    probs = zip(names, found.probs.tolist(), strict=True)
    return sorted(probs, key=lambda row: (row[0] != found.label, -row[1]))
