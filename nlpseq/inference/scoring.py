"""A bundle scored on a split of a corpus."""

from collections.abc import Mapping, Sequence
from typing import cast

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer, read_pairs, read_split
from nlpseq.data.examples import Pair, Tagged
from nlpseq.evaluation.report import Report, tagging_report, translation_report
from nlpseq.evaluation.significance import Interval, bleu_interval, f1_interval
from nlpseq.evaluation.tagging import score_tagging
from nlpseq.evaluation.translation import score_translation
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.teddy import largest_difference, pair_accuracy


def score_split(
    pipeline: Pipeline,
    spec: CorpusSpec,
    split: str,
    *,
    bundle: str,
    num_bootstrap: int,
    seed: int,
) -> Report:
    """Predict a split and score it.

    Args:
        pipeline: the bundle.
        spec: the corpus.
        split: train, valid, test or one of the corpus' own.
        bundle: how the report calls the bundle.
        num_bootstrap: resamples for the confidence intervals; 0 = none.
        seed: seed of the resampling.

    Raises:
        InputError: the corpus lacks the split or is at fault, or the bundle lacks the head.
    """
    spec = infer(spec)
    examples = read_split(spec, split)
    if spec.task == "tagging":
        return _score_tags(
            pipeline, spec, split, cast(list[Tagged], examples), bundle, num_bootstrap, seed
        )
    return _score_translations(
        pipeline, spec, split, cast(list[Pair], examples), bundle, num_bootstrap, seed
    )


def _score_tags(
    pipeline: Pipeline,
    spec: CorpusSpec,
    split: str,
    examples: Sequence[Tagged],
    bundle: str,
    num_bootstrap: int,
    seed: int,
) -> Report:
    predictions = pipeline.tag_words([example.words for example in examples])
    scores = score_tagging(
        [list(example.tags) for example in examples],
        [prediction.tags for prediction in predictions],
    )
    intervals: Mapping[str, Interval] = {}
    if num_bootstrap:
        intervals = {"f1": f1_interval(scores.statistics, num_bootstrap=num_bootstrap, seed=seed)}
    pairs = read_pairs(spec) if split == "test" else []
    return tagging_report(
        scores,
        bundle=bundle,
        corpus=spec.name,
        split=split,
        intervals=intervals,
        pairs=pair_accuracy(pipeline, pairs) if pairs else None,
        largest_difference=largest_difference(pipeline, pairs),
    )


def _score_translations(
    pipeline: Pipeline,
    spec: CorpusSpec,
    split: str,
    examples: Sequence[Pair],
    bundle: str,
    num_bootstrap: int,
    seed: int,
) -> Report:
    translations = pipeline.translate([example.source for example in examples])
    scores = score_translation(
        [translation.text for translation in translations],
        [example.target for example in examples],
        target_language=spec.target_language,
    )
    intervals: Mapping[str, Interval] = {}
    if num_bootstrap:
        intervals = {
            "bleu": bleu_interval(scores.statistics, num_bootstrap=num_bootstrap, seed=seed)
        }
    return translation_report(
        scores, bundle=bundle, corpus=spec.name, split=split, intervals=intervals
    )
