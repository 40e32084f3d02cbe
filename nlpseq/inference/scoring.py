"""A bundle scored on a split of a corpus, and compared with another one there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer, read_pairs, read_split
from nlpseq.data.examples import Document, Example, Labelled, Pair, Tagged
from nlpseq.evaluation.classification import classification_report
from nlpseq.evaluation.confidence import confidences_of
from nlpseq.evaluation.language_modelling import (
    language_report,
    probability_of_counts,
    score_documents,
)
from nlpseq.evaluation.report import Report
from nlpseq.evaluation.significance import (
    Interval,
    bleu_of_counts,
    bootstrap_interval,
    f1_of_counts,
    paired_difference,
)
from nlpseq.evaluation.summary import (
    NO_DETAILS,
    Details,
    compared_report,
    tagging_report,
    translation_report,
)
from nlpseq.evaluation.tagging import score_tagging
from nlpseq.evaluation.tagging_breakdown import (
    TaggedCorpus,
    error_kinds,
)
from nlpseq.evaluation.translation import score_translation
from nlpseq.inference.details import tagging_details, translation_details
from nlpseq.inference.labelled import score_labels
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.teddy import largest_difference, pair_accuracy
from nlpseq.registry import Registry
from nlpseq.tasks.language_modelling import extent_of

# main score -> how it is computed from the counts of sentences
OF_COUNTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "bleu": bleu_of_counts,
    "f1": f1_of_counts,
    "character_probability": probability_of_counts,
    "accuracy": f1_of_counts,  # with one answer a text the micro-averaged F1 is the accuracy
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """What is scored on what, and how.

    Args:
        spec: the corpus.
        split: train, valid, test or one of the corpus' own.
        bundle: how the report calls the bundle.
        num_bootstrap: resamples for the confidence intervals; 0 = none.
        seed: seed of the resampling.
        details: whether to break the scores down and to show sentences.
    """

    spec: CorpusSpec
    split: str
    bundle: str
    num_bootstrap: int
    seed: int
    details: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A report, and what a comparison needs: the counts of each sentence behind its main score."""

    report: Report
    main_score: str
    statistics: np.ndarray


SCORERS: Registry[Callable[[Pipeline, Scoring, Sequence[Example]], Scored]] = Registry("task")
"""Task of a corpus -> what predicts its examples and scores them."""


def score_split(
    pipeline: Pipeline,
    spec: CorpusSpec,
    split: str,
    *,
    bundle: str,
    num_bootstrap: int,
    seed: int,
) -> Report:
    """Predict a split and score it, without details.

    Args:
        pipeline: the bundle.
        spec: the corpus.
        split: train, valid, test or one of the corpus' own.
        bundle: how the report calls the bundle.
        num_bootstrap: resamples for the confidence intervals; 0 = none.
        seed: seed of the resampling.

    Raises:
        InputError: as ``score``.
    """
    scoring = Scoring(spec=spec, split=split, bundle=bundle, num_bootstrap=num_bootstrap, seed=seed)
    return score(pipeline, scoring).report


def score(pipeline: Pipeline, scoring: Scoring) -> Scored:
    """Predict a split and score it.

    Raises:
        InputError: the corpus lacks the split or is at fault, or the bundle lacks the head.
    """
    scoring = replace(scoring, spec=infer(scoring.spec))
    scorer = SCORERS.get(scoring.spec.task)
    return scorer(pipeline, scoring, read_split(scoring.spec, scoring.split))


def compare(ours: Scored, theirs: Scored, *, num_bootstrap: int, seed: int) -> Report:
    """The report of one bundle with that of another beside it, by the paired bootstrap.

    Args:
        ours: a bundle scored on a split.
        theirs: another one on the same split.
        num_bootstrap: resamples, at least one.
        seed: seed of the resampling.
    """
    difference = paired_difference(
        ours.statistics,
        theirs.statistics,
        OF_COUNTS[ours.main_score],
        num_bootstrap=num_bootstrap,
        seed=seed,
    )
    return compared_report(ours.report, theirs.report, ours.main_score, difference)


@SCORERS.register("tagging")
def _score_tags(pipeline: Pipeline, scoring: Scoring, examples: Sequence[Example]) -> Scored:
    tagged = cast(Sequence[Tagged], examples)
    words = [example.words for example in tagged]
    gold = [list(example.tags) for example in tagged]
    predictions = pipeline.tag_words(words)
    predicted = [prediction.tags for prediction in predictions]
    scores = score_tagging(gold, predicted)
    confidences = confidences_of(gold, predicted, [found.probs for found in predictions])
    corpus = TaggedCorpus(words, gold, predicted)
    pairs = read_pairs(scoring.spec) if scoring.split == "test" else []
    details = Details((error_kinds(corpus),))
    if scoring.details:
        details = tagging_details(pipeline, corpus, confidences, scoring.spec)
    report = tagging_report(
        scores,
        bundle=scoring.bundle,
        corpus=scoring.spec.name,
        split=scoring.split,
        intervals=_interval("f1", scores.statistics, scoring),
        pairs=pair_accuracy(pipeline, pairs) if pairs else None,
        largest_difference=largest_difference(pipeline, pairs),
        confidences=confidences,
        details=details,
    )
    return Scored(report, "f1", scores.statistics)


@SCORERS.register("translation")
def _score_translations(
    pipeline: Pipeline, scoring: Scoring, examples: Sequence[Example]
) -> Scored:
    pairs = cast(Sequence[Pair], examples)
    hypotheses = [found.text for found in pipeline.translate([pair.source for pair in pairs])]
    scores = score_translation(
        hypotheses,
        [pair.target for pair in pairs],
        target_language=scoring.spec.target_language,
    )
    details = NO_DETAILS
    if scoring.details:
        details = translation_details(pairs, hypotheses, scores.statistics, scoring.spec)
    report = translation_report(
        scores,
        bundle=scoring.bundle,
        corpus=scoring.spec.name,
        split=scoring.split,
        intervals=_interval("bleu", scores.statistics, scoring),
        details=details,
    )
    return Scored(report, "bleu", scores.statistics)


@SCORERS.register("classification")
def _score_labels(pipeline: Pipeline, scoring: Scoring, examples: Sequence[Example]) -> Scored:
    scores, out_of_scope = score_labels(pipeline, cast(Sequence[Labelled], examples))
    report = classification_report(
        scores,
        out_of_scope,
        bundle=scoring.bundle,
        corpus=scoring.spec.name,
        split=scoring.split,
        intervals=_interval("accuracy", scores.statistics, scoring),
    )
    return Scored(report, "accuracy", scores.statistics)


@SCORERS.register("language_modelling")
def _score_documents(pipeline: Pipeline, scoring: Scoring, examples: Sequence[Example]) -> Scored:
    documents = cast(Sequence[Document], examples)
    task = pipeline.language_model
    predictions = task.predict(pipeline.model, task.encode(documents), pipeline.bundle.decoding)
    scores = score_documents(task.bits(predictions), list(map(extent_of, documents)))
    report = language_report(
        scores,
        bundle=scoring.bundle,
        corpus=scoring.spec.name,
        split=scoring.split,
        intervals=_interval(task.main_score, scores.statistics, scoring),
    )
    return Scored(report, task.main_score, scores.statistics)


def _interval(score: str, statistics: np.ndarray, scoring: Scoring) -> Mapping[str, Interval]:
    if not scoring.num_bootstrap:
        return {}
    interval = bootstrap_interval(
        statistics, OF_COUNTS[score], num_bootstrap=scoring.num_bootstrap, seed=scoring.seed
    )
    return {score: interval}
