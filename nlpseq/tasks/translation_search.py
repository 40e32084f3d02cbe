"""From sentences to translations, whatever computes the next token; no torch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.config import DecodingConfig
from nlpseq.data.batching import predict_in_batches
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.decoding.ensemble import EnsembleStepper
from nlpseq.decoding.hypothesis import Hypothesis
from nlpseq.decoding.search import search
from nlpseq.decoding.stepper import Stepper
from nlpseq.evaluation.translation import consensus


@dataclass(frozen=True, slots=True)
class TranslationItem:
    """A sentence in token ids, without signs of begin and end.

    Args:
        source: of the source side.
        target: of the target side; None = to be translated.
        required: phrases that its translation has to contain.
    """

    source: np.ndarray
    target: np.ndarray | None
    required: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationPrediction:
    """The best translations of a sentence, best first; texts[i] spells hypotheses[i]."""

    texts: list[str]
    hypotheses: list[Hypothesis]


# Encodes sentences for search, one row each.
Start = Callable[[Sequence[TranslationItem]], Stepper]


def source_items(sentences: Sequence[str], tokenizer: Tokenizer) -> list[TranslationItem]:
    """Sentences to be translated."""
    id_type = np.min_scalar_type(tokenizer.vocab_size)
    return [
        TranslationItem(np.array(source, id_type), None)
        for source in tokenizer.encode_batch(list(sentences))
    ]


def find_translations(
    starts: Sequence[Start],
    items: Sequence[TranslationItem],
    decoding: DecodingConfig,
    tokenizer: Tokenizer,
    *,
    num_best: int = 1,
    prefix: Sequence[int] = (),
    with_weights: bool = False,
) -> list[TranslationPrediction]:
    """Search for translations; a sentence without tokens has the empty translation.

    Args:
        starts: the translators, whose probabilities are averaged if there are several.
        items: the sentences.
        decoding: how to search.
        tokenizer: of the target side.
        num_best: translations of each sentence.
        prefix: ids that every translation begins with.
        with_weights: keep the attention.
    """
    has_required = any(item.required for item in items)
    joins = np.array(tokenizer.joins_word()) if has_required else None

    def searched(batch: list[TranslationItem]) -> list[list[Hypothesis]]:
        return search(
            _together([start(batch) for start in starts]),
            [item.source for item in batch],
            decoding,
            num_best=max(num_best, decoding.mbr_size),
            prefix=prefix,
            required=[item.required for item in batch],
            joins=joins,
            with_weights=with_weights,
        )

    full = [item for item in items if len(item.source)]
    sizes = np.array([1 + len(item.source) for item in full], dtype=np.int64)
    hypotheses = iter(predict_in_batches(full, sizes, decoding.batch_tokens, searched))
    nothing = TranslationPrediction([""], [])
    return [
        _best(_prediction(next(hypotheses), tokenizer), decoding, num_best)
        if len(item.source)
        else nothing
        for item in items
    ]


def _prediction(hypotheses: list[Hypothesis], tokenizer: Tokenizer) -> TranslationPrediction:
    texts = [
        # bytes can spell the end of a line; a translation is one
        tokenizer.decode(list(hypothesis.tokens)).replace("\n", " ").replace("\r", " ")
        for hypothesis in hypotheses
    ]
    return TranslationPrediction(texts, hypotheses)


def _best(
    prediction: TranslationPrediction, decoding: DecodingConfig, num_best: int
) -> TranslationPrediction:
    """The best of what search found: with MBR those that are most like the others."""
    texts, hypotheses = prediction.texts, prediction.hypotheses
    if decoding.mbr_size:
        likeness = consensus(texts, decoding.mbr_utility)
        order = sorted(range(len(texts)), key=lambda place: -likeness[place])[:num_best]
        return TranslationPrediction([texts[i] for i in order], [hypotheses[i] for i in order])
    return prediction


def _together(steppers: list[Stepper]) -> Stepper:
    return steppers[0] if len(steppers) == 1 else EnsembleStepper(steppers)
