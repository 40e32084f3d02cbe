"""A classifier scored on labelled texts."""

from collections.abc import Sequence

from nlpseq.data.examples import Labelled
from nlpseq.evaluation.classification import (
    ClassificationScores,
    OutOfScopeScores,
    score_classes,
    score_out_of_scope,
)
from nlpseq.inference.pipeline import Pipeline


def score_labels(
    pipeline: Pipeline, examples: Sequence[Labelled]
) -> tuple[ClassificationScores, OutOfScopeScores | None]:
    """Label texts and score the labels.

    Args:
        pipeline: the bundle.
        examples: texts with their true labels.

    Returns:
        scores: of all labels.
        out_of_scope: how the texts that fit no other label are told apart; None where no label
            means that, or the texts are all of one kind.

    Raises:
        InputError: the bundle has no classifier, or there are no examples.
    """
    task = pipeline.classifier
    predictions = pipeline.label_texts([example.text for example in examples])
    gold = task.true_labels(examples, predictions)
    labels = [prediction.label for prediction in predictions]
    scores = score_classes(gold, labels, [prediction.prob for prediction in predictions])
    if not task.config.out_of_scope:
        return scores, None
    return scores, score_out_of_scope(
        gold,
        labels,
        task.strangeness(predictions),
        label=task.config.out_of_scope,
        threshold=task.threshold,
    )
