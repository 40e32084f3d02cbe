"""A bundle in use: text in, entities, translations and labels out.

Torch is imported when something is asked for that only the modules compute.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast, overload

import numpy as np

from nlpseq.bundle import Bundle, read_bundle
from nlpseq.config import DecodingConfig
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.inference.classified import Classified, classified_text
from nlpseq.inference.glossary import Glossary
from nlpseq.inference.modules import Modules, head_of
from nlpseq.inference.runtime.choice import AUTO
from nlpseq.inference.runtime.heads import start_of_translations, tag_search
from nlpseq.inference.tagged import BEST_TAGS, TaggedText, TagOptions, tagged_text
from nlpseq.inference.translations import TranslateOptions, Translation, as_translation
from nlpseq.tasks.entities import TaggingPrediction
from nlpseq.tasks.span_calibration import confidence_of
from nlpseq.tasks.tag_search import TagSearch
from nlpseq.tasks.tagging_items import TaggingItem
from nlpseq.tasks.translation_search import Start, find_translations, source_items

if TYPE_CHECKING:
    from nlpseq.model import SharedModel
    from nlpseq.tasks.classification import ClassificationPrediction, ClassificationTask
    from nlpseq.tasks.language_modelling import LanguageModellingTask
    from nlpseq.tasks.tagging import TaggingTask
    from nlpseq.tasks.translation import TranslationTask


@dataclass(frozen=True, slots=True)
class Reading:
    """A text tagged and translated."""

    tagged: TaggedText
    translation: Translation


class Pipeline:
    """A tagger, a translator, a classifier, or several of them, ready for text.

    Args:
        bundle: a bundle in memory; ``load`` reads one from disk.
        runtime: what computes tags and translations, see ``runtime/choice.py``.
        is_shortlisted: whether translations are made of the pieces in the bundle's shortlist.
    """

    def __init__(
        self, bundle: Bundle, runtime: str = AUTO, *, is_shortlisted: bool = False
    ) -> None:
        self.bundle = bundle
        self.runtime = runtime
        self.is_shortlisted = is_shortlisted
        self._modules = Modules(bundle)
        self.others: Sequence[Start] = ()  # further translators of an ensemble

    @property
    def model(self) -> "SharedModel":
        """The modules, with the weights of the bundle."""
        return self._modules.model

    @property
    def tagger(self) -> "TaggingTask":
        """The tagging task.

        Raises:
            InputError: the bundle has none.
        """
        return cast("TaggingTask", self._modules.task("tagging"))

    @property
    def translator(self) -> "TranslationTask":
        """The translation task.

        Raises:
            InputError: the bundle has none.
        """
        return cast("TranslationTask", self._modules.task("translation"))

    @property
    def classifier(self) -> "ClassificationTask":
        """The first classification task.

        Raises:
            InputError: the bundle has none.
        """
        return cast("ClassificationTask", self._modules.task("classification"))

    @property
    def language_model(self) -> "LanguageModellingTask":
        """The first language modelling task.

        Raises:
            InputError: the bundle has none.
        """
        return cast("LanguageModellingTask", self._modules.task("language_modelling"))

    def can(self, kind: str) -> bool:
        """Whether the bundle has a head of a kind."""
        return any(head.kind == kind for head in self.bundle.heads.values())

    @cached_property
    def tag_search(self) -> TagSearch:
        """What finds entities.

        Raises:
            InputError: the bundle has no tagger, or one that the runtime does not know.
        """
        return tag_search(self.bundle, self._modules, self.runtime)

    @cached_property
    def start(self) -> Start:
        """What encodes sentences and writes their translations.

        Raises:
            InputError: the bundle has no translator, or one that the runtime does not know, or
                lacks the shortlist that is asked for.
        """
        return start_of_translations(
            self.bundle, self._modules, self.runtime, is_shortlisted=self.is_shortlisted
        )

    def confidence(self, precision: float) -> float:
        """The least probability of entities that are right this often, by the validation split.

        Raises:
            InputError: the bundle does not say, none are, or it has no tagger.
        """
        fitted = self.bundle.calibration.get(head_of(self.bundle, "tagging"), {})
        return confidence_of(precision, fitted)

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
        search = self.tag_search
        items = [TaggingItem(tuple(words), None) for words in sentences]
        if (lexicon := options.lexicon) is not None:
            items = [replace(i, bias=lexicon.bias(i.words, search.decoder)) for i in items]
        found = search.predict(
            items, self.bundle.decoding.batch_tokens, with_probs=True, num_best=options.num_best
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
            InputError: the bundle has no translator, or there are a prefix and a shortlist, which
                need not have its pieces.
        """
        if prefix and self.is_shortlisted:
            raise InputError("a prefix goes without a shortlist")
        texts, tokenizer = [text] if isinstance(text, str) else text, self.bundle.tokenizer
        items = source_items(texts, tokenizer)
        if glossary is not None:
            items = [
                replace(item, required=glossary.required(line, tokenizer))
                for line, item in zip(texts, items, strict=True)
            ]
        predictions = find_translations(
            [self.start, *self.others],
            items,
            self.decoding(beam_size),
            tokenizer,
            num_best=num_best,
            prefix=tokenizer.encode(prefix),
            with_weights=with_traces,
        )
        rows = zip(texts, items, predictions, strict=True)
        translations = [as_translation(t, item.source, found, tokenizer) for t, item, found in rows]
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
            classified_text(line, names, prediction)
            for line, prediction in zip(text, predictions, strict=True)
        ]

    def label_texts(self, texts: Sequence[str]) -> "list[ClassificationPrediction]":
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


def load(path: str | Path, runtime: str = AUTO) -> Pipeline:
    """Load a bundle, or the bundle of a run.

    Raises:
        InputError: there is none, or it is damaged or of a newer format.
    """
    return Pipeline(read_bundle(path), runtime)
