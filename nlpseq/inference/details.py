"""Why a bundle scores as it does: the scores of a corpus broken down."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import cast

import numpy as np

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import read_split
from nlpseq.data.examples import Example, Pair, Tagged
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.evaluation.confidence import Confidences, reliability
from nlpseq.evaluation.galleries import tagging_galleries, translation_galleries
from nlpseq.evaluation.summary import Details
from nlpseq.evaluation.tagging_breakdown import (
    TaggedCorpus,
    by_casing,
    error_kinds,
    seen_entities,
    tagging_breakdowns,
)
from nlpseq.evaluation.translation import sentence_chrf
from nlpseq.evaluation.translation_breakdown import TranslatedCorpus, translation_breakdowns
from nlpseq.inference.pipeline import Pipeline


def tagging_details(
    pipeline: Pipeline, corpus: TaggedCorpus, confidences: Confidences | None, spec: CorpusSpec
) -> Details:
    """Errors by place, length and frequency, in other casing, and how honest probabilities are.

    Args:
        pipeline: the bundle.
        corpus: its tags beside the true ones.
        confidences: its probabilities beside the truth; None if there are none.
        spec: the corpus, whose train split is read if it is there.
    """
    train, notes = _train_examples(spec)
    tagged = cast(Sequence[Tagged], train)
    seen = seen_entities((example.words, example.tags) for example in tagged) if train else None
    breakdowns = [error_kinds(corpus), *tagging_breakdowns(corpus, seen)]
    breakdowns.append(by_casing(corpus.gold, _in_every_case(pipeline, corpus)))
    if confidences is not None:
        breakdowns.append(reliability(confidences))
    return Details(tuple(breakdowns), tagging_galleries(corpus), notes)


def _in_every_case(
    pipeline: Pipeline, corpus: TaggedCorpus
) -> Mapping[str, Sequence[Sequence[str]]]:
    """The tags of the words as they are, in small letters and in capitals."""

    def tags(write: Callable[[str], str]) -> list[list[str]]:
        sentences = [[write(word) for word in words] for words in corpus.words]
        return [prediction.tags for prediction in pipeline.tag_words(sentences)]

    return {"cased": corpus.predicted, "lower": tags(str.lower), "UPPER": tags(str.upper)}


def translation_details(
    pairs: Sequence[Pair], hypotheses: Sequence[str], statistics: np.ndarray, spec: CorpusSpec
) -> Details:
    """BLEU by length, words by frequency, what was lost, the best and the worst.

    Args:
        pairs: sources with their references.
        hypotheses: the translations.
        statistics: counts of each sentence behind BLEU.
        spec: the corpus, whose train split is read if it is there.
    """
    corpus = TranslatedCorpus(
        sources=[_words(pair.source) for pair in pairs],
        hypotheses=[_words(text) for text in hypotheses],
        references=[_words(pair.target) for pair in pairs],
    )
    train, notes = _train_examples(spec)
    counts = (
        Counter(word for pair in cast(Sequence[Pair], train) for word in _words(pair.target))
        if train
        else None
    )
    scores = sentence_chrf(hypotheses, [pair.target for pair in pairs])
    return Details(
        translation_breakdowns(corpus, statistics, counts),
        translation_galleries(corpus, scores),
        notes,
    )


def _train_examples(spec: CorpusSpec) -> tuple[Sequence[Example], tuple[str, ...]]:
    """The training examples, or none and a line that says why."""
    if not spec.train:
        return [], ("The corpus names no train split: no tables by what stands in train.",)
    try:
        return read_split(spec, "train"), ()
    except InputError as error:
        # what is to be scored is there; only the tables about training need this file
        return [], (f"No tables by what stands in train: {error}.",)


def _words(text: str) -> list[str]:
    return [word.text for word in split_words(text)]
