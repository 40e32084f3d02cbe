"""Arrays give what the modules give: every kind of head that they know, every search, any batch."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from nlpseq.bundle import Bundle, read_bundle, write_bundle
from nlpseq.config import DecodingConfig, ModelConfig, TaggingConfig, TranslationConfig
from nlpseq.data.labels import Span
from nlpseq.data.shortlist import Shortlist
from nlpseq.errors import InputError
from nlpseq.inference.glossary import Glossary
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.runtime import engines, output
from nlpseq.inference.runtime.choice import choose, knows
from nlpseq.inference.runtime.engines import has_fast_int8
from nlpseq.inference.tagged import TagOptions
from nlpseq.model import SharedModel
from nlpseq.tasks.tagging_items import TaggingItem
from nlpseq.tasks.translation_search import find_translations, source_items
from tests.helpers import (
    NO_DROPOUT_TAGGING,
    NO_DROPOUT_TRANSLATION,
    PAIRS,
    TAGGED,
    tiny_labels,
    tiny_model,
    tiny_tokenizer,
)

LINES = [" ".join(example.words) for example in TAGGED] + ["", "x", "Bonn " * 40, "a  b\tc"]
SOURCES = [pair.source for pair in PAIRS] + ["", "Bonn", "a book " * 12]


def bundle_of(
    model: ModelConfig,
    tagging: TaggingConfig = NO_DROPOUT_TAGGING,
    translation: TranslationConfig = NO_DROPOUT_TRANSLATION,
) -> Bundle:
    """Both heads with random weights, large enough that outputs depend on the input."""
    torch.manual_seed(3)
    network: SharedModel = tiny_model(model=model, tagging=tagging, translation=translation)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
            if "weight" in name:
                parameter.mul_(1.5)
        if tagging.char_size:
            network.heads["tagging"].characters.embedding.weight[0] = 0.0  # padding stays nothing
        network.heads["translation"].bias[3] = 1.0  # the end, or all translations are cut
    return Bundle(
        model=model,
        heads={"tagging": tagging, "translation": translation},
        languages={"tagging": ("en", ""), "translation": ("en", "de")},
        decoding=DecodingConfig(beam_size=3, batch_tokens=60),
        labels={"tagging": tiny_labels(tagging.scheme)},
        tokenizer=tiny_tokenizer(),
        weights={name: tensor.numpy() for name, tensor in network.state_dict().items()},
    )


TAGGERS = [
    (ModelConfig(embedding_size=8), NO_DROPOUT_TAGGING),
    (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TAGGING, num_layers=3)),
    (ModelConfig(embedding_size=8, bidirectional=False), NO_DROPOUT_TAGGING),
    (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TAGGING, char_size=0, feature_size=0)),
    (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TAGGING, output="softmax", scheme="bio")),
    (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TAGGING, output="constrained_softmax")),
]


@pytest.mark.parametrize(("model", "tagging"), TAGGERS)
def test_a_tagger_gives_the_tags_and_probabilities_of_its_modules(
    model: ModelConfig, tagging: TaggingConfig
) -> None:
    bundle = bundle_of(model, tagging=tagging)
    assert knows(bundle, "tagging")
    expected = Pipeline(bundle, "torch").tag(LINES, TagOptions(num_best=2))
    found = Pipeline(bundle, "numpy").tag(LINES, TagOptions(num_best=2))
    assert sum(len(tagged.entities) for tagged in expected) > 5
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.tags == theirs.tags
        assert [e.prob for e in ours.entities] == pytest.approx(
            [e.prob for e in theirs.entities], abs=1e-5
        )
        assert [a.tags for a in ours.alternatives] == [a.tags for a in theirs.alternatives]


@pytest.mark.parametrize("attention", ["additive", "dot", "general", "none"])
@pytest.mark.parametrize("num_encoder_layers", [1, 2])
def test_a_translator_gives_the_translations_of_its_modules(
    attention: str, num_encoder_layers: int
) -> None:
    translation = replace(NO_DROPOUT_TRANSLATION, num_encoder_layers=num_encoder_layers)
    bundle = bundle_of(ModelConfig(embedding_size=8, attention=attention), translation=translation)
    assert knows(bundle, "translation")
    theirs, ours = Pipeline(bundle, "torch"), Pipeline(bundle, "numpy")
    for beam_size, num_best in ((1, 1), (4, 4)):
        options = {"beam_size": beam_size, "num_best": num_best, "with_traces": True}
        for found, expected in zip(
            ours.translate(SOURCES, **options), theirs.translate(SOURCES, **options), strict=True
        ):
            assert [a.text for a in found.alternatives] == [a.text for a in expected.alternatives]
            for one, other in zip(found.alternatives, expected.alternatives, strict=True):
                assert one.score == pytest.approx(other.score, abs=1e-4)
                assert one.trace is not None
                assert other.trace is not None
                np.testing.assert_allclose(one.trace.weights, other.trace.weights, atol=1e-4)


def test_draws_prefixes_and_blocked_repeats_are_those_of_the_modules() -> None:
    bundle = bundle_of(ModelConfig(embedding_size=8))
    drawn = replace(bundle.decoding, sample=True, temperature=0.7, top_k=20, coverage_penalty=0.0)
    steered = replace(bundle.decoding, no_repeat_ngram=2, coverage_penalty=0.3)
    for decoding, num_best in ((drawn, 3), (steered, 2)):
        of_runtime = [
            Pipeline(replace(bundle, decoding=decoding), runtime).translate(
                SOURCES, num_best=num_best, prefix="ein"
            )
            for runtime in ("numpy", "torch")
        ]
        texts = [[[a.text for a in t.alternatives] for t in found] for found in of_runtime]
        assert texts[0] == texts[1]


def test_batches_change_nothing_and_words_are_forgotten_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bundle = bundle_of(ModelConfig(embedding_size=8))
    expected = Pipeline(bundle, "numpy").tag(LINES)
    monkeypatch.setattr("nlpseq.inference.runtime.words.KEPT_WORDS", 5)
    forgetful = Pipeline(bundle, "numpy")
    assert [forgetful.tag(line).tags for line in LINES[::-1]] == [t.tags for t in expected[::-1]]
    translations = Pipeline(bundle, "numpy").translate(SOURCES)
    one_by_one = Pipeline(bundle, "numpy")
    assert [one_by_one.translate(s).text for s in SOURCES] == [t.text for t in translations]


@pytest.mark.parametrize("runtime", ["onnx", "onnx_int8"])
@pytest.mark.parametrize("attention", ["additive", "dot", "general", "none"])
def test_onnx_models_take_any_shape(runtime: str, attention: str) -> None:
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    bundle = bundle_of(ModelConfig(embedding_size=8, attention=attention))
    exact, near = Pipeline(bundle, "torch"), Pipeline(bundle, runtime)
    tolerance = 1e-4 if runtime == "onnx" else 0.35
    for examples in (TAGGED, TAGGED[2:5], TAGGED[:1]):
        items = exact.tagger.encode_words([example.words for example in examples])
        scores = [pipeline.tag_search.emissions(items) for pipeline in (exact, near)]
        for row, item in enumerate(items):
            ours, theirs = (found[row, : len(item.words)] for found in scores)
            np.testing.assert_allclose(ours, theirs, atol=tolerance)
    for sources in (SOURCES[:8], SOURCES[3:4], SOURCES[-1:]):
        items = source_items(sources, exact.translator.tokenizer)
        steppers = [pipeline.start(items) for pipeline in (exact, near)]
        tokens = np.full(len(items), 2)
        for _ in range(3):
            found = [stepper.step(tokens, 0) for stepper in steppers]
            np.testing.assert_allclose(found[0].log_probs, found[1].log_probs, atol=tolerance * 2)
            tokens = found[0].log_probs.argmax(axis=1)
            rows = np.arange(len(items))[::-1].copy()
            for stepper in steppers:
                stepper.reorder(rows)
            tokens = tokens[rows]


INT8 = [
    pytest.param(
        "int8", marks=pytest.mark.skipif(not has_fast_int8(), reason="no VNNI: sums overflow")
    ),
    "onnx_int8",
]


@pytest.mark.parametrize("runtime", INT8)
def test_a_row_of_int8_depends_on_no_other(runtime: str) -> None:
    if runtime == "onnx_int8":
        pytest.importorskip("onnx")
        pytest.importorskip("onnxruntime")
    pipeline = Pipeline(bundle_of(ModelConfig(embedding_size=8)), runtime)
    together = pipeline.translate(SOURCES, beam_size=2)
    assert [pipeline.translate(s, beam_size=2).text for s in SOURCES] == [t.text for t in together]


NEAR = [
    pytest.param("float32", 1e-5, 1e-4, id="float32"),
    pytest.param(
        *("bfloat16", 0.1, 0.2),
        marks=pytest.mark.skipif(
            not torch.ops.mkldnn._is_mkldnn_bf16_supported(), reason="no products of bfloat16"
        ),
        id="bfloat16",
    ),
    pytest.param(*("int8", 0.2, 0.4), marks=INT8[0].marks, id="int8"),
]


@pytest.mark.parametrize(("runtime", "of_scores", "of_log_probs"), NEAR)
@pytest.mark.parametrize("attention", ["additive", "dot", "general", "none"])
def test_products_by_torch_are_near(
    runtime: str, of_scores: float, of_log_probs: float, attention: str
) -> None:
    translation = replace(NO_DROPOUT_TRANSLATION, num_encoder_layers=2)
    bundle = bundle_of(ModelConfig(embedding_size=8, attention=attention), translation=translation)
    exact, near = Pipeline(bundle, "numpy"), Pipeline(bundle, runtime)
    examples = [example for example in TAGGED if len(example.words) > 5]
    items = exact.tagger.encode_words([example.words for example in examples])
    difference = exact.tag_search.emissions(items) - near.tag_search.emissions(items)
    assert 0 < np.abs(difference).max() < of_scores
    sources = source_items(SOURCES, exact.translator.tokenizer)
    steppers = [pipeline.start(sources) for pipeline in (exact, near)]
    tokens = np.full(len(sources), 2)
    for _ in range(3):
        expected, found = (stepper.step(tokens, 0).log_probs for stepper in steppers)
        assert 0 < np.abs(expected - found).max() < of_log_probs
        tokens = expected.argmax(axis=1)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("flags : fma avx512_bf16 avx512_vnni amx_bf16 amx_int8", "bfloat16"),
        ("flags : fma avx512_bf16 avx512_vnni", "int8"),
        ("flags : fma avx_vnni", "int8"),
        ("flags : fma avx2", "float32"),
        ("", "float32"),
    ],
)
def test_the_processor_decides_what_much_text_is_computed_with(
    monkeypatch: pytest.MonkeyPatch, flags: str, expected: str
) -> None:
    monkeypatch.setattr(engines, "about_processor", lambda: flags)
    bundle = bundle_of(ModelConfig(embedding_size=8))
    assert choose(bundle, "tagging", "bulk") == expected
    assert choose(bundle, "translation", "auto") == "numpy"
    left_to_torch = bundle_of(ModelConfig(embedding_size=8, cell="lstm"))
    assert choose(left_to_torch, "tagging", "bulk") == "torch"


@pytest.mark.parametrize(
    ("model", "translation"),
    [
        (ModelConfig(embedding_size=8, cell="lstm"), NO_DROPOUT_TRANSLATION),
        (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TRANSLATION, decoder="conditional")),
        (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TRANSLATION, residual=True)),
        (ModelConfig(embedding_size=8), replace(NO_DROPOUT_TRANSLATION, layer_norm=True)),
    ],
)
def test_what_arrays_do_not_know_is_left_to_the_modules(
    model: ModelConfig, translation: TranslationConfig
) -> None:
    bundle = bundle_of(model, translation=translation)
    assert not knows(bundle, "translation")
    sources = SOURCES[:3]
    expected = [t.text for t in Pipeline(bundle, "torch").translate(sources)]
    assert [t.text for t in Pipeline(bundle).translate(sources)] == expected
    with pytest.raises(InputError, match="numpy runtime does not know"):
        Pipeline(bundle, "numpy").translate(sources)


def test_tagging_and_translating_need_no_torch(tmp_path: Path) -> None:
    write_bundle(tmp_path / "bundle", bundle_of(ModelConfig(embedding_size=8)))
    program = (
        "import sys; sys.modules['torch'] = None; import nlpseq.inference.corpus\n"
        "import nlpseq.inference.repl_loop, nlpseq\n"
        f"print(nlpseq.load({str(tmp_path)!r}).read('Anna lives in Bonn .').tagged.tags)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    expected = Pipeline(read_bundle(tmp_path), "torch").tag("Anna lives in Bonn .").tags
    assert found.stdout.strip() == str(expected)


@pytest.mark.parametrize("runtime", ["numpy", "onnx"])
def test_hidden_words_are_not_seen(runtime: str) -> None:
    if runtime == "onnx":
        pytest.importorskip("onnx")
        pytest.importorskip("onnxruntime")
    bundle = bundle_of(ModelConfig(embedding_size=8))
    exact, near = Pipeline(bundle, "torch"), Pipeline(bundle, runtime)
    items = exact.tagger.encode_words([example.words for example in TAGGED[:3]])
    items = [replace(items[0], hidden=(1, 2)), items[1], replace(items[2], hidden=(0,))]
    seen = near.tag_search.emissions([replace(item, hidden=()) for item in items])
    scores = [pipeline.tag_search.emissions(items) for pipeline in (exact, near)]
    for row, item in enumerate(items):
        ours, theirs = (found[row, : len(item.words)] for found in scores)
        np.testing.assert_allclose(ours, theirs, atol=1e-4)
        assert bool(np.allclose(theirs, seen[row, : len(item.words)])) == (not item.hidden)
    others = [replace(item, words=others_where_hidden(item)) for item in items]
    for pipeline, known in zip((exact, near), scores, strict=True):
        np.testing.assert_allclose(pipeline.tag_search.emissions(others), known, atol=1e-6)


def others_where_hidden(item: TaggingItem) -> tuple[str, ...]:
    """The words, another one in place of each that is hidden."""
    return tuple("Bonn" if place in item.hidden else w for place, w in enumerate(item.words))


def test_a_lexicon_and_a_threshold_work_alike() -> None:
    bundle = bundle_of(ModelConfig(embedding_size=8))
    from nlpseq.inference.lexicon import Entry, Lexicon

    options = TagOptions(min_confidence=0.2, lexicon=Lexicon({("dog",): Entry("LOC")}))
    found, expected = (Pipeline(bundle, r).tag(LINES, options) for r in ("numpy", "torch"))
    assert [t.tags for t in found] == [t.tags for t in expected]
    assert found[1].tags[1] == "B-LOC"
    assert Span(1, 2, "LOC").label in {e.label for e in found[1].entities}


def shortlist_of(bundle: Bundle, *, is_whole: bool) -> Shortlist:
    """A shortlist with every piece, or with few that differ from sentence to sentence."""
    size = bundle.tokenizer.vocab_size
    if is_whole:
        return Shortlist(np.full((size, 1), 3, np.int32), np.arange(size, dtype=np.int32))
    of_piece = (np.arange(size)[:, None] * 7 + np.arange(3)) % size
    return Shortlist(of_piece.astype(np.int32), np.array([3, 9, 10, 11], np.int32))


@pytest.mark.parametrize("runtime", ["numpy", "float32"])
@pytest.mark.parametrize(("beam_size", "no_repeat"), [(1, 0), (4, 0), (3, 2)])
def test_a_shortlist_of_every_piece_changes_nothing(
    runtime: str, beam_size: int, no_repeat: int
) -> None:
    bundle = bundle_of(ModelConfig(embedding_size=8))
    bundle = replace(
        bundle,
        decoding=replace(bundle.decoding, beam_size=beam_size, no_repeat_ngram=no_repeat),
        shortlists={"translation": shortlist_of(bundle, is_whole=True)},
    )
    expected = Pipeline(bundle, runtime).translate(SOURCES)
    found = Pipeline(bundle, runtime, is_shortlisted=True).translate(SOURCES)
    assert [t.text for t in found] == [t.text for t in expected]
    assert [a.score for t in found for a in t.alternatives] == pytest.approx(
        [a.score for t in expected for a in t.alternatives], abs=1e-4
    )


@pytest.mark.parametrize("decoding", [{"beam_size": 1}, {"beam_size": 4}, {"sample": True}])
def test_a_sentence_has_the_pieces_of_its_own_shortlist(
    monkeypatch: pytest.MonkeyPatch, decoding: dict[str, object]
) -> None:
    monkeypatch.setattr(output, "_GROUP", 3)
    bundle = bundle_of(ModelConfig(embedding_size=8))
    shortlist = shortlist_of(bundle, is_whole=False)
    bundle = replace(
        bundle,
        decoding=replace(bundle.decoding, batch_tokens=500, **decoding),
        shortlists={"translation": shortlist},
    )
    pipeline = Pipeline(bundle, is_shortlisted=True)
    items = source_items(SOURCES, bundle.tokenizer)
    together = find_translations([pipeline.start], items, bundle.decoding, bundle.tokenizer)
    for item, prediction in zip(items, together, strict=True):
        (alone,) = find_translations([pipeline.start], [item], bundle.decoding, bundle.tokenizer)
        assert alone.texts == prediction.texts
        for hypothesis in prediction.hypotheses:
            assert set(hypothesis.tokens) <= set(shortlist.of_sentence(item.source).tolist())
    unlimited = Pipeline(bundle).translate(SOURCES)
    assert [t.text for t in unlimited] != [prediction.texts[0] for prediction in together]


def test_terms_are_in_every_shortlist() -> None:
    bundle = bundle_of(ModelConfig(embedding_size=8))
    bundle = replace(bundle, shortlists={"translation": shortlist_of(bundle, is_whole=False)})
    pipeline = Pipeline(bundle, is_shortlisted=True)
    glossary = Glossary({("dog",): "Paris"})
    found = pipeline.translate(["the dog", "a book"], glossary=glossary, beam_size=6)
    assert "Paris" in found[0].text
    with pytest.raises(InputError, match="a prefix goes without a shortlist"):
        pipeline.translate("the dog", prefix="Paris")


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is told by Linux")
def test_products_of_many_shapes_leave_no_memory_behind() -> None:
    program = (
        "import numpy as np\n"
        "from pathlib import Path\n"
        "from nlpseq.inference.runtime.heads import ENGINES\n"
        "weights = np.ones((4, 768, 256), np.float32)\n"
        "products = [ENGINES['int8'].product(weight, bound=1.0) for weight in weights]\n"
        "def resident():\n"
        "    status = Path('/proc/self/status').read_text()\n"
        "    return int(status.partition('VmRSS:')[2].split()[0]) / 1024\n"
        "def run(first, last):\n"
        "    for number in range(first, last):\n"
        "        [product(np.ones((number, 256), np.float32)) for product in products]\n"
        "run(1, 10)\n"
        "before = resident()\n"
        "run(10, 260)\n"
        "print(resident() - before)"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ONEDNN")}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert float(found.stdout) < 60, "MiB"


def test_a_torch_without_products_of_int8_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(torch.backends.quantized), "supported_engines", ["none"])
    with pytest.raises(InputError, match="this torch has no products of int8"):
        Pipeline(bundle_of(ModelConfig(embedding_size=8)), "int8").tag("Bonn")
