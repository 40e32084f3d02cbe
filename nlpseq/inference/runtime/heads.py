"""The heads of a bundle as search wants them, on the runtime that is asked for."""

from functools import partial
from typing import cast

from nlpseq.bundle import Bundle
from nlpseq.config import TaggingConfig
from nlpseq.data.labels import LabelSet
from nlpseq.data.shortlist import Shortlist
from nlpseq.errors import InputError
from nlpseq.inference.modules import Modules, head_of
from nlpseq.inference.runtime.choice import (
    BFLOAT16,
    FLOAT32,
    INT8,
    NUMPY,
    ONNX,
    ONNX_INT8,
    choose,
    knows,
)
from nlpseq.inference.runtime.engines import Engine, Float32
from nlpseq.inference.runtime.onnx_models import encoder_model, step_model, tagger_model
from nlpseq.inference.runtime.onnx_runtime import OnnxTagger, OnnxTranslator
from nlpseq.inference.runtime.tagger import ArrayTagger
from nlpseq.inference.runtime.torch_engines import TorchEngine, bfloat16, float32, int8
from nlpseq.inference.runtime.translator import ArrayTranslator
from nlpseq.tasks.tag_search import Moves, Scores, TagSearch, tag_decoder
from nlpseq.tasks.translation_search import Start

ENGINES: dict[str, Engine] = {
    NUMPY: Float32(),
    FLOAT32: TorchEngine(float32),
    BFLOAT16: TorchEngine(bfloat16),
    INT8: TorchEngine(int8),
}


def tag_search(bundle: Bundle, modules: Modules, runtime: str) -> TagSearch:
    """What finds entities: the first tagging head.

    Raises:
        InputError: the bundle has none, or one that the runtime does not know.
    """
    name = head_of(bundle, "tagging")
    config = cast(TaggingConfig, bundle.heads[name])
    labels = cast(LabelSet, bundle.labels[name])
    prefix, weights = f"heads.{name}.crf", bundle.weights
    moves: Moves | None = None
    if f"{prefix}.transitions" in weights:
        transitions = weights[f"{prefix}.transitions"]
        moves = transitions, weights[f"{prefix}.start"], weights[f"{prefix}.end"]
    decoder = tag_decoder(config, labels, bundle.calibration.get(name, {}), moves)
    return TagSearch(_scores(bundle, name, modules, runtime), decoder)


def start_of_translations(
    bundle: Bundle, modules: Modules, runtime: str, *, is_shortlisted: bool = False
) -> Start:
    """What encodes sentences and writes their translations: the first translation head.

    Raises:
        InputError: the bundle has none, or one that the runtime does not know, or a shortlist is
            asked for that the bundle lacks or the runtime cannot use.
    """
    name = head_of(bundle, "translation")
    chosen, attention = choose(bundle, name, runtime), bundle.model.attention
    shortlist = _shortlist(bundle, name, chosen) if is_shortlisted else None
    if chosen in (ONNX, ONNX_INT8):
        return OnnxTranslator(bundle.weights, name, attention, is_int8=chosen == ONNX_INT8)
    if chosen in ENGINES:
        return ArrayTranslator(bundle.weights, name, attention, ENGINES[chosen], shortlist)
    from nlpseq.tasks.translation import TranslationTask

    return partial(cast(TranslationTask, modules.task("translation")).start, modules.model)


def _shortlist(bundle: Bundle, name: str, runtime: str) -> Shortlist:
    if name not in bundle.shortlists:
        raise InputError(
            "the bundle has no shortlist",
            mend="nlpseq export BUNDLE --shortlist --data CORPUS --out NEW",
        )
    if runtime not in ENGINES:
        raise InputError(
            f"the {runtime} runtime knows no shortlist",
            expected=f"one of {', '.join(ENGINES)}, and a model that arrays know",
        )
    return bundle.shortlists[name]


def onnx_models(bundle: Bundle, *, is_int8: bool) -> dict[str, bytes]:
    """The ONNX models of all heads that have some, by their names.

    Raises:
        InputError: no head has any.
        OptionalPackageError: the package onnx is missing.
    """
    found: dict[str, bytes] = {}
    known = [name for name in bundle.heads if knows(bundle, name)]
    for name in known or list(bundle.heads)[:1]:
        choose(bundle, name, ONNX)  # raises where there is none
        weights = bundle.weights
        if bundle.heads[name].kind == "tagging":
            models = {"tagger": tagger_model(weights, name, is_int8=is_int8)}
        else:
            attention = bundle.model.attention
            models = {
                "encoder": encoder_model(weights, name, is_int8=is_int8),
                "step": step_model(weights, name, attention, is_int8=is_int8),
            }
        found.update({f"{name}.{part}": m.SerializeToString() for part, m in models.items()})
    return found


def _scores(bundle: Bundle, name: str, modules: Modules, runtime: str) -> Scores:
    chosen = choose(bundle, name, runtime)
    if chosen in (ONNX, ONNX_INT8):
        return OnnxTagger(bundle.weights, name, bundle.tokenizer, is_int8=chosen == ONNX_INT8)
    if chosen in ENGINES:
        return ArrayTagger(bundle.weights, name, bundle.tokenizer, ENGINES[chosen])
    from nlpseq.tasks.tagging import TaggingTask

    return partial(cast(TaggingTask, modules.task("tagging")).scores, modules.model)
