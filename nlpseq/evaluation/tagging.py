"""Entity precision, recall and F1 by seqeval, in its default mode and strictly, side by side.

The default mode is that of the CoNLL script, conlleval (Tjong Kim Sang 2000): an ``I-PER`` that
continues nothing begins an entity. Strict IOB2 counts only entities that begin with ``B-``.
"""

from dataclasses import dataclass

import numpy as np

from nlpseq.errors import InputError

SIGNATURES = {
    "f1": "seqeval|mode:default|as:conlleval|average:micro",
    "strict_f1": "seqeval|mode:strict|scheme:IOB2|average:micro",
}


@dataclass(frozen=True, slots=True)
class TypeScores:
    """Scores of the entities of one type, in per cent; ``support`` counts the true ones."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True, eq=False)
class TaggingScores:
    """Scores of a corpus, in per cent.

    Args:
        precision: of all entities (micro average), default mode.
        recall: the same.
        f1: the same.
        strict_precision: of all entities, strict mode.
        strict_recall: the same.
        strict_f1: the same.
        by_type: default mode, by entity type in the order of the alphabet.
        strict_by_type: strict mode.
        support: true entities, default mode.
        accuracy: words with the right tag.
        signatures: how each F1 was computed, with the version.
        statistics: (N, 3) for each sentence: right, predicted and true entities, default mode.
    """

    precision: float
    recall: float
    f1: float
    strict_precision: float
    strict_recall: float
    strict_f1: float
    by_type: dict[str, TypeScores]
    strict_by_type: dict[str, TypeScores]
    support: int
    accuracy: float
    signatures: dict[str, str]
    statistics: np.ndarray


def score_tagging(gold: list[list[str]], predicted: list[list[str]]) -> TaggingScores:
    """Score tags as seqeval does; where nothing is to be found or was found, the score is 0.

    Args:
        gold: true BIO tags of each sentence.
        predicted: as many, word for word.

    Raises:
        InputError: sentences or words differ in number.
    """
    _check_counts(gold, predicted)
    default, by_type = _scores(gold, predicted, strict=False)
    strict, strict_by_type = _scores(gold, predicted, strict=True)
    return TaggingScores(
        precision=default.precision,
        recall=default.recall,
        f1=default.f1,
        strict_precision=strict.precision,
        strict_recall=strict.recall,
        strict_f1=strict.f1,
        by_type=by_type,
        strict_by_type=strict_by_type,
        support=default.support,
        accuracy=_accuracy(gold, predicted),
        signatures=_signatures(),
        statistics=_entity_statistics(gold, predicted),
    )


def entity_scores(gold: list[list[str]], predicted: list[list[str]]) -> TypeScores:
    """The default mode's scores of all entities alone, for the validations of a run.

    Raises:
        InputError: as ``score_tagging``.
    """
    from seqeval.metrics.sequence_labeling import precision_recall_fscore_support

    _check_counts(gold, predicted)
    return _type_scores(
        *precision_recall_fscore_support(
            gold or [[]], predicted or [[]], average="micro", zero_division=0
        )
    )


def _check_counts(gold: list[list[str]], predicted: list[list[str]]) -> None:
    if len(gold) != len(predicted):
        raise InputError(
            "unequal sentence counts",
            found=f"{len(predicted)} predicted",
            expected=f"{len(gold)}, the true ones",
        )
    for number, (true, found) in enumerate(zip(gold, predicted, strict=True), start=1):
        if len(true) != len(found):
            raise InputError(
                f"unequal tag counts in sentence {number}",
                found=f"{len(found)} predicted",
                expected=f"{len(true)}, the true ones",
            )


def _scores(
    gold: list[list[str]], predicted: list[list[str]], *, strict: bool
) -> tuple[TypeScores, dict[str, TypeScores]]:
    """Scores of all entities together and of each type."""
    from seqeval.metrics import sequence_labeling, v1
    from seqeval.scheme import IOB2

    # seqeval refuses a corpus of no sentences, but scores one of an empty sentence as 0.
    gold, predicted = gold or [[]], predicted or [[]]
    if strict:
        score, settings = v1.precision_recall_fscore_support, {"scheme": IOB2}
    else:
        score, settings = sequence_labeling.precision_recall_fscore_support, {}
    micro = score(gold, predicted, average="micro", zero_division=0, **settings)
    columns = score(gold, predicted, average=None, zero_division=0, **settings)
    types = _types(gold, predicted, strict=strict)
    by_type = dict(zip(types, map(_type_scores, *columns), strict=True))
    return _type_scores(*micro), by_type


def _types(gold: list[list[str]], predicted: list[list[str]], *, strict: bool) -> list[str]:
    """The entity types of seqeval's rows, in its order."""
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, Entities

    if strict:
        found = [Entities(tags, IOB2).unique_tags for tags in (gold, predicted)]
    else:
        found = [{name for name, _, _ in get_entities(tags)} for tags in (gold, predicted)]
    return sorted(set.union(*found))


def _type_scores(precision: float, recall: float, f1: float, support: int) -> TypeScores:
    return TypeScores(100 * float(precision), 100 * float(recall), 100 * float(f1), int(support))


def _accuracy(gold: list[list[str]], predicted: list[list[str]]) -> float:
    right = sum(
        true == found
        for pair in zip(gold, predicted, strict=True)
        for true, found in zip(*pair, strict=True)
    )
    return 100 * right / max(1, sum(map(len, gold)))


def _signatures() -> dict[str, str]:
    from importlib.metadata import version

    return {name: f"{text}|version:{version('seqeval')}" for name, text in SIGNATURES.items()}


def _entity_statistics(gold: list[list[str]], predicted: list[list[str]]) -> np.ndarray:
    from seqeval.metrics.sequence_labeling import get_entities

    rows = []
    for pair in zip(gold, predicted, strict=True):
        true, found = (set(get_entities(tags)) for tags in pair)
        rows.append([len(true & found), len(found), len(true)])
    return np.array(rows, dtype=np.int64).reshape(-1, 3)
