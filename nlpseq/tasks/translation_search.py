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


@dataclass(frozen=True, slots=True)
class TranslationItem:
    """Token ids of both sides, without signs of begin and end; target None = to be translated."""

    source: np.ndarray
    target: np.ndarray | None


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

    def searched(batch: list[TranslationItem]) -> list[list[Hypothesis]]:
        return search(
            _together([start(batch) for start in starts]),
            [item.source for item in batch],
            decoding,
            num_best=num_best,
            prefix=prefix,
            with_weights=with_weights,
        )

    full = [item for item in items if len(item.source)]
    sizes = np.array([1 + len(item.source) for item in full], dtype=np.int64)
    hypotheses = iter(predict_in_batches(full, sizes, decoding.batch_tokens, searched))
    nothing = TranslationPrediction([""], [])
    return [
        _prediction(next(hypotheses), tokenizer) if len(item.source) else nothing for item in items
    ]


def _prediction(hypotheses: list[Hypothesis], tokenizer: Tokenizer) -> TranslationPrediction:
    texts = [
        # bytes can spell the end of a line; a translation is one
        tokenizer.decode(list(hypothesis.tokens)).replace("\n", " ").replace("\r", " ")
        for hypothesis in hypotheses
    ]
    return TranslationPrediction(texts, hypotheses)


def _together(steppers: list[Stepper]) -> Stepper:
    return steppers[0] if len(steppers) == 1 else EnsembleStepper(steppers)
