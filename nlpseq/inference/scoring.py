"""A bundle scored on a split of a corpus, and compared with another one there."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer, read_pairs, read_split
from nlpseq.data.examples import Example, Labelled, Pair, Tagged
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.evaluation.classification import classification_report
from nlpseq.evaluation.galleries import tagging_galleries, translation_galleries
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
    seen_entities,
    tagging_breakdowns,
)
from nlpseq.evaluation.translation import score_translation, sentence_chrf
from nlpseq.evaluation.translation_breakdown import TranslatedCorpus, translation_breakdowns
from nlpseq.inference.labelled import score_labels
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.teddy import largest_difference, pair_accuracy
from nlpseq.registry import Registry

# main score -> how it is computed from the counts of sentences
OF_COUNTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "bleu": bleu_of_counts,
    "f1": f1_of_counts,
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
    predicted = [prediction.tags for prediction in pipeline.tag_words(words)]
    scores = score_tagging(gold, predicted)
    pairs = read_pairs(scoring.spec) if scoring.split == "test" else []
    report = tagging_report(
        scores,
        bundle=scoring.bundle,
        corpus=scoring.spec.name,
        split=scoring.split,
        intervals=_interval("f1", scores.statistics, scoring),
        pairs=pair_accuracy(pipeline, pairs) if pairs else None,
        largest_difference=largest_difference(pipeline, pairs),
        details=_tagging_details(TaggedCorpus(words, gold, predicted), scoring),
    )
    return Scored(report, "f1", scores.statistics)


def _tagging_details(corpus: TaggedCorpus, scoring: Scoring) -> Details:
    if not scoring.details:
        return Details((error_kinds(corpus),))
    train, notes = _train_examples(scoring.spec)
    tagged = cast(Sequence[Tagged], train)
    seen = seen_entities((example.words, example.tags) for example in tagged) if train else None
    breakdowns = (error_kinds(corpus), *tagging_breakdowns(corpus, seen))
    return Details(breakdowns, tagging_galleries(corpus), notes)


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
        details = _translation_details(pairs, hypotheses, scores.statistics, scoring)
    report = translation_report(
        scores,
        bundle=scoring.bundle,
        corpus=scoring.spec.name,
        split=scoring.split,
        intervals=_interval("bleu", scores.statistics, scoring),
        details=details,
    )
    return Scored(report, "bleu", scores.statistics)


def _translation_details(
    pairs: Sequence[Pair], hypotheses: Sequence[str], statistics: np.ndarray, scoring: Scoring
) -> Details:
    corpus = TranslatedCorpus(
        sources=[_words(pair.source) for pair in pairs],
        hypotheses=[_words(text) for text in hypotheses],
        references=[_words(pair.target) for pair in pairs],
    )
    train, notes = _train_examples(scoring.spec)
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


def _interval(score: str, statistics: np.ndarray, scoring: Scoring) -> Mapping[str, Interval]:
    if not scoring.num_bootstrap:
        return {}
    interval = bootstrap_interval(
        statistics, OF_COUNTS[score], num_bootstrap=scoring.num_bootstrap, seed=scoring.seed
    )
    return {score: interval}
