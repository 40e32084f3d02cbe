"""The heads of a bundle as search wants them, on the runtime that is asked for."""

from functools import partial
from typing import cast

from nlpseq.bundle import Bundle
from nlpseq.config import TaggingConfig
from nlpseq.data.labels import LabelSet
from nlpseq.inference.modules import Modules, head_of
from nlpseq.inference.runtime.choice import engine_of
from nlpseq.inference.runtime.tagger import ArrayTagger
from nlpseq.inference.runtime.translator import ArrayTranslator
from nlpseq.tasks.tag_search import Moves, Scores, TagSearch, tag_decoder
from nlpseq.tasks.translation_search import Start


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


def start_of_translations(bundle: Bundle, modules: Modules, runtime: str) -> Start:
    """What encodes sentences and writes their translations: the first translation head.

    Raises:
        InputError: the bundle has none, or one that the runtime does not know.
    """
    name = head_of(bundle, "translation")
    engine = engine_of(bundle, name, runtime)
    if engine is not None:
        return ArrayTranslator(bundle.weights, name, bundle.model.attention, engine)
    from nlpseq.tasks.translation import TranslationTask

    return partial(cast(TranslationTask, modules.task("translation")).start, modules.model)


def _scores(bundle: Bundle, name: str, modules: Modules, runtime: str) -> Scores:
    engine = engine_of(bundle, name, runtime)
    if engine is not None:
        return ArrayTagger(bundle.weights, name, bundle.tokenizer, engine)
    from nlpseq.tasks.tagging import TaggingTask

    return partial(cast(TaggingTask, modules.task("tagging")).scores, modules.model)
