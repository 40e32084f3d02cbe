"""The cases of ``inference.py`` that are measured in one process: layers, and search."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from statistics import median

import numpy as np
from eager import EagerLayers, EagerTranslator

from nlpseq.bundle import Bundle
from nlpseq.cli.registered import registered
from nlpseq.data.corpora import infer, iterate_split, read_split
from nlpseq.data.shortlist import learn_shortlist
from nlpseq.data.tokenizer import BOS
from nlpseq.inference.bench import Case, array_runtimes
from nlpseq.inference.modules import head_of
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.runtime.heads import ENGINES
from nlpseq.inference.runtime.onnx_graph import Graph
from nlpseq.inference.runtime.onnx_runtime import Model
from nlpseq.inference.runtime.ragged import Encoder, Ragged
from nlpseq.tasks.translation_search import TranslationItem, find_translations, source_items

TRANSLATION = "multi30k_en_de"
BATCH, BEAM_SIZE, NUM_WORDS = 64, 5, 20
SIZES = ((1, 256), (2, 512))
REFERENCE = "plain torch"


def layer_cases() -> Iterator[Case]:
    """Bidirectional layers on 64 sentences of 20 words, of 15 to 25, and on one of 20.

    Arrays look the gates of the first layer up, as taggers do for words that they have met.
    """
    equal, ragged = np.full(BATCH, NUM_WORDS), np.random.default_rng(1).integers(15, 26, BATCH)
    for num_layers, hidden_size in SIZES:
        eager = EagerLayers(num_layers, hidden_size)
        runs = _runtimes_of(eager)
        for what, lengths in (
            (f"{BATCH} sentences of {NUM_WORDS} words", equal),
            (f"{BATCH} sentences of 15 to 25", np.sort(ragged)[::-1]),
            (f"a sentence of {NUM_WORDS} words", equal[:1]),
        ):
            rows = Ragged.of(lengths)
            ids = np.random.default_rng(2).integers(0, len(eager.table), len(rows.steps))
            for how, run in runs.items():
                name = f"BiGRU {num_layers} x {hidden_size}, {what}; {how}"
                yield Case(name, partial(run, ids, rows), len(ids), "words")


def search_cases(bundle: Bundle) -> Iterator[Case]:
    """Translation of 64 sentences and of one, and one step of greedy search."""
    pipeline = Pipeline(bundle, "torch")
    eager = EagerTranslator(pipeline)
    items = _sentences(bundle)
    sources = [item.source.tolist() for item in items]
    typical, single = items[0], sources[:1]
    starts = {name: Pipeline(bundle, name).start for name in (*array_runtimes(), *ONNX)}
    starts |= {
        f"{name}, shortlist": Pipeline(bundle, name, is_shortlisted=True).start
        for name in array_runtimes()
    }
    for beam_size in (1, BEAM_SIZE):
        how = "greedy" if beam_size == 1 else f"beam {beam_size}"
        for what, some, ids in (
            (f"{BATCH} sentences", items, sources),
            ("a sentence", [typical], single),
        ):
            name, unit = f"translate {what}, {how}", "sentences"
            run = partial(eager.search, ids, beam_size)
            yield Case(f"{name}; {REFERENCE}", run, len(some), unit)
            decoding = replace(bundle.decoding, beam_size=beam_size)
            for runtime, start in starts.items():
                run = partial(find_translations, [start], some, decoding, bundle.tokenizer)
                yield Case(f"{name}; {runtime}", run, len(some), unit)
    yield Case(f"a greedy step; {REFERENCE}", eager.first_step(single[0]), 1, "steps")
    for runtime, start in starts.items():
        run = partial(start([typical]).step, np.full(1, BOS), 2)
        yield Case(f"a greedy step; {runtime}", run, 1, "steps")


def with_shortlist(bundle: Bundle) -> Bundle:
    """The bundle with a shortlist that is learnt from the training split."""
    name, encode = head_of(bundle, "translation"), bundle.tokenizer.encode
    pairs = iterate_split(infer(registered(TRANSLATION)), "train")
    ids = ((encode(pair.source), encode(pair.target)) for pair in pairs)
    return replace(bundle, shortlists={name: learn_shortlist(ids, bundle.tokenizer.vocab_size)})


ONNX = ("onnx", "onnx_int8")
Run = Callable[[np.ndarray, Ragged], object]


def _runtimes_of(eager: EagerLayers) -> dict[str, Run]:
    weights, table = eager.weights(), eager.table.numpy()
    found: dict[str, Run] = {REFERENCE: eager.run}
    for name in array_runtimes():
        encoder = Encoder(weights, "layers", ENGINES[name])
        found[name] = partial(encoder.run, encoder.first_gates(table))
    graph = Graph("layers", is_int8=False)
    inputs = graph.node("Gather", graph.constant(table), "words")
    states = graph.recurrent_layers(weights, "layers", inputs, "lengths")
    model = graph.finish(
        {"words": ("int64", ("T", "B")), "lengths": ("int32", ("B",))},
        {"states": (states, ("T", "B", "W"))},
    )
    found["onnx"] = partial(_run_onnx, Model(model))
    return found


def _run_onnx(model: Model, ids: np.ndarray, rows: Ragged) -> list[np.ndarray]:
    words = rows.padded(ids[:, None])[:, :, 0].T
    return model(
        words=np.ascontiguousarray(words), lengths=np.bincount(rows.sentences).astype(np.int32)
    )


def _sentences(bundle: Bundle) -> Sequence[TranslationItem]:
    """Those of about the median length: plain torch goes on for the longest of a batch."""
    pairs = read_split(infer(registered(TRANSLATION)), "valid")
    items = source_items([pair.source for pair in pairs], bundle.tokenizer)
    usual = median(len(item.source) for item in items)
    return sorted(items, key=lambda item: abs(len(item.source) - usual))[:BATCH]
