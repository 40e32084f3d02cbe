"""Language models that were trained before, beside the words of a tagger and a classifier."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nlpseq.bundle import read_bundle, write_bundle
from nlpseq.config import CorpusSpec, DecodingConfig, PretrainedModels, TrainConfig
from nlpseq.data.examples import Document
from nlpseq.data.tokenizer import BOS, EOS
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline, load
from nlpseq.inference.repl import Session
from nlpseq.modules.pretrained import PretrainedReader
from nlpseq.tasks.language_modelling import LanguageModellingTask
from nlpseq.tasks.tagging_items import TaggingItem
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import Stopped, Updated, planned_steps, train
from tests.helpers import (
    LABELLED,
    PAIRS,
    TAGGED,
    prepared_run,
    tiny_config,
    write_corpora,
    write_labelled,
    write_tagged,
)

ONE_BATCH, ONE_BY_ONE = DecodingConfig(batch_tokens=4096), DecodingConfig(batch_tokens=1)
WORDS = [["Anna", "reads"], ["Teddy", "bears", "are", "on", "sale", "!"], ["Bonn"]]


def finished(config: TrainConfig, path: Path) -> Path:
    """The bundle of a short run."""
    prepared, run = prepared_run(config, path)
    for _ in train(prepared.setup, prepared.state):
        pass
    run.save_best(prepared.state)
    write_bundle(run.bundle_path, finished_bundle(prepared, run))
    return run.bundle_path


def text_config(folder: Path, **changes: Any) -> TrainConfig:
    """A language model over the English sentences of the tiny corpus."""
    file = folder / "text.txt"
    file.write_text("".join(f"{pair.source}\n" for pair in PAIRS), encoding="utf-8")
    spec = CorpusSpec(train=[str(file)], valid=[str(file)], reader="lines")
    return tiny_config({"language_modelling": replace(spec, task="language_modelling")}, **changes)


def word_config(folder: Path, *pretrained: Path, **changes: Any) -> TrainConfig:
    """A tagger, and a classifier that reads its encoder."""
    tagged = write_tagged(folder, "tagged", TAGGED)
    labelled = write_labelled(folder, "labelled", LABELLED)
    corpora = {
        "tagging": CorpusSpec(train=tagged, valid=tagged, scheme="bio"),
        "classification": CorpusSpec(train=labelled, valid=labelled, reader="labelled"),
    }
    given = {
        "model__pretrained": list(map(str, pretrained)),
        "task__classification__reads": "tagging",
    }
    return tiny_config(corpora, training__mixture_temperature=1e9, **given, **changes)


@pytest.fixture(scope="module")
def language_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("language_model")
    return finished(text_config(folder), folder / "run")


@pytest.mark.parametrize("unit", ["pieces", "characters"])
def test_a_word_has_the_states_that_the_language_model_has_there(unit: str, tmp_path: Path) -> None:
    config = text_config(tmp_path, task__language_modelling__unit=unit)
    language_model = finished(config, tmp_path / "before")
    prepared, _ = prepared_run(word_config(tmp_path, language_model), tmp_path / "run")
    model, task = prepared.state.model, prepared.setup.tasks["tagging"]
    items = task.encode_words(WORDS)
    batch = model.in_context(task.collate(items, model).words)
    assert batch.context is not None
    pipeline = load(language_model)
    head, table = pipeline.language_model.head(pipeline.model), pipeline.model.embedding
    width = batch.context.shape[-1] // 2
    own = prepared.pretrained_tokenizer
    assert own is not None
    assert own.model_bytes == read_bundle(language_model).tokenizer.model_bytes
    for row, words in enumerate(WORDS):
        spelt = own.encode_words(words) if unit == "pieces" else own.spell_words(words)
        text = pipeline.language_model.encode_text(" ".join(words))
        assert [piece for ids in spelt for piece in ids] == text, "as running text is read"
        pieces = [piece for ids in spelt for piece in ids]
        ends = np.cumsum([len(ids) for ids in spelt])
        right, _ = head.read("forwards", torch.tensor([[BOS, *pieces]]), table)
        left, _ = head.read("backwards", torch.tensor([[BOS, EOS, *pieces[::-1]]]), table)
        for column, end in enumerate(ends):
            begin = end - len(spelt[column])
            found = batch.context[row, column]
            torch.testing.assert_close(found[:width], right[0, end])
            torch.testing.assert_close(found[width:], left[0, 1 + len(pieces) - begin])


@pytest.mark.parametrize("is_trained", [False, True])
def test_the_language_models_are_trained_only_if_asked(
    is_trained: bool, language_model: Path, tmp_path: Path
) -> None:
    config = word_config(tmp_path, language_model, model__pretrained_trained=is_trained)
    prepared, _ = prepared_run(config, tmp_path / "run")
    (reader,) = prepared.state.model.pretrained
    assert isinstance(reader, PretrainedReader)
    before = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
    event = next(iter(train(prepared.setup, prepared.state)))
    assert isinstance(event, Updated)
    assert not reader.training
    moved = {name for name, tensor in reader.state_dict().items() if not tensor.equal(before[name])}
    assert bool(moved) == is_trained
    context = prepared.state.model.heads["tagging"].context.weight.grad
    assert context is not None
    assert context.any()


def test_a_bundle_spells_words_as_its_run_did(tmp_path: Path) -> None:
    config = text_config(tmp_path, task__language_modelling__unit="characters")
    language_model = finished(config, tmp_path / "before")
    pipeline = load(finished(word_config(tmp_path, language_model), tmp_path / "run"))
    task = pipeline.tagger
    batch = task.collate(task.encode_words(WORDS[:1]), pipeline.model).words
    assert batch.told_pieces is not None
    assert batch.told_sizes is not None
    own = read_bundle(language_model).tokenizer
    spelt = [own.encode_characters(word) for word in WORDS[0]]
    assert batch.told_pieces.tolist() == [unit for word in spelt for unit in word]
    assert batch.told_sizes.tolist() == list(map(len, spelt))


@pytest.mark.parametrize("window", [1, 3, 7])
def test_a_word_as_long_as_a_file_is_read_in_windows(
    window: int, language_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared, _ = prepared_run(word_config(tmp_path, language_model), tmp_path / "run")
    model, task = prepared.state.model, prepared.setup.tasks["tagging"]
    words = [*WORDS, ["anna", "b" * 40, "reads"], ["bonn"]]
    batch = task.collate(task.encode_words(words), model).words
    whole = model.in_context(batch).context
    monkeypatch.setattr("nlpseq.modules.pretrained.WINDOW", window)
    parts = model.in_context(batch).context
    assert whole is not None
    assert parts is not None
    for row, sentence in enumerate(words):
        torch.testing.assert_close(parts[row, : len(sentence)], whole[row, : len(sentence)])


def test_a_bundle_holds_the_language_models(language_model: Path, tmp_path: Path) -> None:
    path = finished(word_config(tmp_path, language_model), tmp_path / "run")
    bundle = read_bundle(path)
    before = read_bundle(language_model)
    assert bundle.pretrained_tokenizer is not None
    assert bundle.pretrained_tokenizer.model_bytes == before.tokenizer.model_bytes
    assert bundle.tokenizer.model_bytes != before.tokenizer.model_bytes, "the tagger has its own"
    for name in ("forwards.layers.0.layer.weight_hh_l0", "backwards.project.weight"):
        np.testing.assert_array_equal(
            bundle.weights[f"pretrained.0.language_model.readers.{name}"],
            before.weights[f"heads.language_modelling.readers.{name}"],
        )
    pipeline = Pipeline(bundle)
    together = pipeline.tag_probs(WORDS)
    for row, words in enumerate(WORDS):
        alone = pipeline.tag_probs([words])[0]
        np.testing.assert_allclose(together[row, : len(words)], alone, atol=1e-5)
    texts = [" ".join(words) for words in WORDS]
    assert [found.label for found in pipeline.classify(texts)] == [
        pipeline.classify(text).label for text in texts
    ]


def test_an_older_bundle_reads_the_pieces_of_its_language_models(
    language_model: Path, tmp_path: Path
) -> None:
    bundle = read_bundle(finished(word_config(tmp_path, language_model), tmp_path / "run"))
    before = read_bundle(language_model)
    (models,) = bundle.pretrained
    assert isinstance(models, PretrainedModels)
    table = before.weights["embedding.weight"]
    bundle = replace(
        bundle, tokenizer=before.tokenizer, weights={**bundle.weights, "embedding.weight": table}
    )
    older = replace(bundle, pretrained=(replace(models, vocab_size=0),), pretrained_tokenizer=None)
    write_bundle(tmp_path / "older", older)
    found = Pipeline(read_bundle(tmp_path / "older")).tag_probs(WORDS)
    np.testing.assert_array_equal(found, Pipeline(bundle).tag_probs(WORDS))


def test_a_run_from_a_bundle_keeps_its_language_models(
    language_model: Path, tmp_path: Path
) -> None:
    path = finished(word_config(tmp_path, language_model), tmp_path / "run")
    again = replace(word_config(tmp_path, language_model), init=str(path))
    prepared, _ = prepared_run(again, tmp_path / "again")
    old, new = read_bundle(path).weights, prepared.state.model.state_dict()
    assert all(np.array_equal(weights, new[name].numpy()) for name, weights in old.items())


def test_a_bundle_without_a_language_model_cannot_be_read_beside(
    language_model: Path, tmp_path: Path
) -> None:
    path = finished(word_config(tmp_path, language_model), tmp_path / "run")
    with pytest.raises(InputError, match=r"no language model: found heads for classif.*pretrain"):
        prepared_run(word_config(tmp_path, path), tmp_path / "other")


def test_a_translator_reads_nothing_beside_its_words(language_model: Path, tmp_path: Path) -> None:
    corpora = {"translation": write_corpora(tmp_path)["translation"]}
    config = tiny_config(corpora, model__pretrained=[str(language_model)])
    with pytest.raises(InputError, match=r"found a run for translation; begin .* by init=BUNDLE"):
        prepared_run(config, tmp_path / "run")


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    """Vectors of two words of ``WORDS``."""
    file = tmp_path / "my.vec"
    file.write_text("anna 1 -1 2\nbonn -2 1 -1\n", encoding="utf-8")
    return file


def told_of_words(config: TrainConfig, path: Path) -> torch.Tensor:
    """What the pretrained parts of a fresh run tell of ``WORDS``."""
    prepared, _ = prepared_run(config, path)
    model, task = prepared.state.model, prepared.setup.tasks["tagging"]
    context = model.in_context(task.collate(task.encode_words(WORDS), model).words).context
    assert context is not None
    return context


def test_language_models_and_vectors_are_read_side_by_side(
    language_model: Path, vectors: Path, tmp_path: Path
) -> None:
    alone = told_of_words(word_config(tmp_path, language_model), tmp_path / "alone")
    both = told_of_words(word_config(tmp_path, vectors, language_model), tmp_path / "both")
    torch.testing.assert_close(both[..., 3:], alone)
    assert both[0, 0, :3].all()
    assert not both[0, 1, :3].any(), "reads has no vector"


def test_a_bundle_holds_all_parts(language_model: Path, vectors: Path, tmp_path: Path) -> None:
    config = word_config(tmp_path, vectors, language_model)
    path = finished(config, tmp_path / "run")
    bundle = read_bundle(path)
    names = [corpus["name"] for corpus in bundle.info["corpora"]]
    assert names.count("my.vec") == 1
    of_models = read_bundle(language_model).info["corpora"]
    assert of_models
    assert all(corpus in bundle.info["corpora"] for corpus in of_models)
    again, _ = prepared_run(replace(config, init=str(path)), tmp_path / "again")
    new = again.state.model.state_dict()
    assert new.keys() == bundle.weights.keys()
    assert all(np.array_equal(array, new[name].numpy()) for name, array in bundle.weights.items())
    pipeline = Pipeline(bundle)
    np.testing.assert_allclose(
        pipeline.tag_probs(WORDS)[2, :1], pipeline.tag_probs([WORDS[2]])[0], atol=1e-5
    )


def test_two_language_models_cannot_be_read_side_by_side(
    language_model: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"one tokenizer: found two bundles of them.*one at most"):
        prepared_run(word_config(tmp_path, language_model, language_model), tmp_path / "run")


def test_a_time_ends_the_run_and_the_rate_falls_with_it(tmp_path: Path) -> None:
    config = text_config(tmp_path, training__max_minutes=0.02, training__num_steps=0)
    prepared, run = prepared_run(config, tmp_path / "run")
    setup, state = prepared.setup, prepared.state
    rates = []
    for event in train(setup, state):
        if isinstance(event, Updated):
            rates.append(event.learning_rate)
        if isinstance(event, Stopped):
            assert event.reason == "the time is over"
    assert state.seconds >= 1.2
    assert state.is_validated
    assert planned_steps(setup, state) == state.step == len(rates)
    assert rates[-1] < 0.3 * max(rates)
    run.save_checkpoint(state)
    resumed, _ = prepared_run(config, tmp_path / "run")
    (event,) = train(resumed.setup, resumed.state)  # nothing is left of the time
    assert isinstance(event, Stopped)


def test_documents_cost_what_their_sentences_cost(language_model: Path) -> None:
    pipeline = load(language_model)
    task = pipeline.language_model
    assert isinstance(task, LanguageModellingTask)
    documents = [Document((pair.source,)) for pair in PAIRS]
    bits = [
        task.score(task.predict(pipeline.model, task.encode(documents), each), documents)
        for each in (ONE_BATCH, ONE_BY_ONE)
    ]
    assert bits[0]["bits_per_character"] == pytest.approx(bits[1]["bits_per_character"], rel=1e-5)


def test_a_hidden_word_is_read_by_no_part(language_model: Path, tmp_path: Path) -> None:
    prepared, _ = prepared_run(word_config(tmp_path, language_model), tmp_path / "run")
    model, task = prepared.state.model, prepared.setup.tasks["tagging"]

    def context(*items: TaggingItem) -> torch.Tensor:
        found = model.in_context(task.collate(items, model).words).context
        assert found is not None
        return found

    whole, alone = task.encode_words([WORDS[1], WORDS[2]])
    hidden = context(replace(whole, hidden=(0, 3)), replace(alone, hidden=(0,)))
    (without,) = task.encode_words([[WORDS[1][index] for index in (1, 2, 4, 5)]])
    torch.testing.assert_close(hidden[0, [1, 2, 4, 5]], context(without)[0])
    assert not torch.allclose(hidden[0, 1], context(whole)[0, 1], atol=1e-4)
    assert torch.isfinite(context(replace(alone, hidden=(0,)))).all()


def test_the_prompt_tells_why_beside_language_models(language_model: Path, tmp_path: Path) -> None:
    config = word_config(tmp_path, language_model, training__num_steps=60)
    pipeline = load(finished(config, tmp_path / "run"))
    session = Session(pipeline, tmp_path / "run")
    answer = str(session.respond(":why Teddy Marsh reads a book ."))
    first = pipeline.tag("Teddy Marsh reads a book .").entities[0]
    assert answer.startswith(f"{first.text} {first.label} {first.prob:.2f}: ")
    assert re.findall(r"[+-]\d+\.\d\d", answer)
    with pytest.raises(
        InputError, match="cell gru, tagging, beside language models; use the runtime torch"
    ):
        Pipeline(pipeline.bundle, "numpy").tag("Bonn")
