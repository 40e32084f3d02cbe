"""The ONNX models of a bundle run by onnxruntime, with the interface of the arrays."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from nlpseq.data.batching import pad
from nlpseq.data.tokenizer import EOS, Tokenizer
from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.selection import best_columns, log_sum_exp
from nlpseq.decoding.stepper import EVERY
from nlpseq.errors import OptionalPackageError
from nlpseq.inference.runtime.onnx_models import encoder_model, step_model, tagger_model
from nlpseq.inference.runtime.words import WordVectors, words_seen
from nlpseq.tasks.tagging_items import TaggingItem
from nlpseq.tasks.translation_search import TranslationItem

if TYPE_CHECKING:
    import onnx

Feed = dict[str, np.ndarray]


class Model:
    """An ONNX model ready to run on one thread.

    Args:
        model: in memory.

    Raises:
        OptionalPackageError: the package onnxruntime is missing.
    """

    def __init__(self, model: "onnx.ModelProto") -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise OptionalPackageError("onnxruntime", "fast") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, **inputs: np.ndarray) -> list[np.ndarray]:
        """The outputs, in the model's order."""
        found: list[np.ndarray] = self._session.run(None, inputs)
        return found


class OnnxTagger:
    """Scores of tags: equal to ``modules.Tagger`` but for rounding, and for int8 if asked for.

    Args:
        weights: of the model.
        name: of the head.
        tokenizer: the shared tokenizer.
        is_int8: whether products are of int8.
    """

    def __init__(
        self, weights: Mapping[str, np.ndarray], name: str, tokenizer: Tokenizer, *, is_int8: bool
    ) -> None:
        self._vectors = WordVectors(weights, f"heads.{name}", tokenizer)
        self._model = Model(tagger_model(weights, name, is_int8=is_int8))

    def __call__(self, items: Sequence[TaggingItem]) -> np.ndarray:
        """Scores (B, T, C) of every tag for every word of a batch; anything on padding."""
        sentences = [words_seen(item) for item in items]
        distinct = dict.fromkeys(chain.from_iterable(sentences))
        places = {word: place for place, word in enumerate(distinct)}
        words = pad([[places[word] for word in words] for words in sentences])
        lengths = np.array([len(item.words) for item in items], np.int32)
        (scores,) = self._model(
            vectors=self._vectors(list(distinct)),
            words=np.ascontiguousarray(words.T),
            lengths=lengths,
        )
        return np.ascontiguousarray(scores.transpose(1, 0, 2))


class OnnxTranslator:
    """A translator: equal to ``modules.Translator`` with the parallel decoder.

    Args:
        weights: of the model.
        name: of the head.
        attention: kind of the attention.
        is_int8: whether products are of int8.
    """

    def __init__(
        self, weights: Mapping[str, np.ndarray], name: str, attention: str, *, is_int8: bool
    ) -> None:
        self._encoder = Model(encoder_model(weights, name, is_int8=is_int8))
        self._step = Model(step_model(weights, name, attention, is_int8=is_int8))

    def __call__(self, items: Sequence[TranslationItem]) -> "OnnxStepper":
        """Encode sentences; the stepper that writes their translations, one row each."""
        tokens = pad([[*item.source.tolist(), EOS] for item in items])
        lengths = np.array([len(item.source) + 1 for item in items], np.int32)
        states, keys, lower, upper = self._encoder(
            tokens=np.ascontiguousarray(tokens.T), lengths=lengths
        )
        mask = np.arange(tokens.shape[1]) < lengths[:, None]
        return OnnxStepper(
            self._step,
            {"states": states, "keys": keys, "mask": mask},
            {"lower_before": lower, "upper_before": upper},
        )


class OnnxStepper:
    """The translator as search sees it.

    Args:
        model: of one step.
        memory: states, keys and mask, a row a hypothesis.
        state: lower and upper state.
    """

    def __init__(self, model: Model, memory: Feed, state: Feed) -> None:
        self._model = model
        self._memory = memory
        self._state = state

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by a token; its best next tokens with their log-probabilities."""
        logits, weights, lower, upper = self._model(
            tokens=tokens.astype(np.int64), **self._memory, **self._state
        )
        self._state = {"lower_before": lower, "upper_before": upper}
        if num_candidates == EVERY:
            every = np.broadcast_to(np.arange(logits.shape[1]), logits.shape)
            total = log_sum_exp(logits.copy(), logits.max(axis=1, keepdims=True))
            return Candidates(every, logits - total, weights)
        columns, values = best_columns(logits, num_candidates)
        return Candidates(columns, values - log_sum_exp(logits, values[:, :1]), weights)

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        self._memory = {name: part[rows] for name, part in self._memory.items()}
        self._state = {name: part[rows] for name, part in self._state.items()}
