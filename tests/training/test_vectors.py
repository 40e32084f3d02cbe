"""Vectors of words: learnt from text, beside the words of a tagger and a classifier, in use."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nlpseq.bundle import read_bundle, write_bundle
from nlpseq.config import CorpusSpec, PretrainedVectors, TrainConfig, VectorsConfig
from nlpseq.data.vectors import read_vectors
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.runtime.choice import knows
from nlpseq.inference.why import explain
from nlpseq.modules.pretrained import VectorReader
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import train
from nlpseq.training.skip_gram import VectorsRun, learn_vectors, settings_of
from tests.helpers import (
    LABELLED,
    TAGGED,
    prepared_run,
    tiny_config,
    write_labelled,
    write_tagged,
)

WORDS = [["Anna", "reads", "1996"], ["BONN", "bears", "nowhere", "!"], ["xylophones"]]
LINES = [" ".join(words) for words in WORDS] + [" ".join(example.words) for example in TAGGED]
# The two halves hold words that never meet: those of a half are alike.
HALVES = [[f"{half}{a}{b}" for a in "abcdef" for b in "abcdef"] for half in "xy"]


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    """Vectors of most words of the tiny corpus, in a file."""
    generator = np.random.default_rng(4)
    words = {word.lower() for example in TAGGED for word in example.words} - {"bears", "roses"}
    lines = [
        f"{word} {' '.join(f'{number:.3f}' for number in generator.normal(size=6))}\n"
        for word in [*sorted(words), "0000"]
    ]
    file = tmp_path / "my.vec"
    file.write_text("".join(lines), encoding="utf-8")
    return file


def word_config(folder: Path, vectors: Path, **changes: Any) -> TrainConfig:
    """A tagger, and a classifier with an encoder of its own."""
    tagged = write_tagged(folder, "tagged", TAGGED)
    labelled = write_labelled(folder, "labelled", LABELLED)
    corpora = {
        "tagging": CorpusSpec(train=tagged, valid=tagged, scheme="bio"),
        "classification": CorpusSpec(train=labelled, valid=labelled, reader="labelled"),
    }
    given = {"model__pretrained": str(vectors), "training__mixture_temperature": 1e9}
    return tiny_config(corpora, **{**given, **changes})


def finished(config: TrainConfig, path: Path) -> Path:
    """The bundle of a short run."""
    prepared, run = prepared_run(config, path)
    for _ in train(prepared.setup, prepared.state):
        pass
    run.save_best(prepared.state)
    write_bundle(run.bundle_path, finished_bundle(prepared, run))
    return run.bundle_path


def write_halves(file: Path) -> None:
    """Text in which a word stands beside those of its half only."""
    generator = np.random.default_rng(3)
    lines = [" ".join(generator.choice(half, 8)) for half in HALVES for _ in range(1000)]
    file.write_text("\n".join(generator.permutation(lines)) + "\n", encoding="utf-8")


def test_words_that_stand_together_get_like_vectors(tmp_path: Path) -> None:
    pytest.importorskip("gensim")
    write_halves(tmp_path / "text.txt")
    config = VectorsConfig(
        text=[str(tmp_path / "text.txt")], size=8, num_epochs=60, licence="CC0 1.0"
    )
    said: list[str] = []
    for name in ("one", "two"):
        learn_vectors(config, VectorsRun(tmp_path / name), said.append)
    assert said[0].startswith("16,000 words")
    files = [VectorsRun(tmp_path / name).vectors_file.read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]
    heading, *lines = files[0].decode().splitlines()
    assert heading == "72 8"
    found = {line.split()[0]: np.array(line.split()[1:], float) for line in lines}
    unit = {word: vector / np.linalg.norm(vector) for word, vector in found.items()}
    for half, other in (HALVES, HALVES[::-1]):
        first, *rest = half
        farthest = min(float(unit[first] @ unit[word]) for word in rest)
        assert farthest > max(float(unit[first] @ unit[word]) for word in other)
    about = VectorsRun(tmp_path / "one").about()
    assert about["corpora"] == [{"name": "text.txt", "licence": "CC0 1.0", "citation": ""}]
    assert about["num_words"] == 72
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "vectors.json",
        "vectors.txt",
    ]


def test_no_more_of_a_text_is_read_than_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("gensim")
    write_halves(tmp_path / "text.txt")
    size = (tmp_path / "text.txt").stat().st_size
    config = VectorsConfig(text=[str(tmp_path / "text.txt")] * 2, size=4, num_epochs=1)
    for share in (0.25, 1.5):
        run = VectorsRun(tmp_path / f"run{share}")
        learn_vectors(replace(config, max_megabytes=size * share / 1e6), run, lambda _: None)
        assert size * share - 100 < run.about()["seen"]["num_bytes"] <= size * share
        assert len(run.about()["corpora"]) == (1 if share < 1 else 2)  # files that were read


def test_a_run_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    pytest.importorskip("gensim")
    (tmp_path / "text.txt").write_text("every word once\n", encoding="utf-8")
    config = VectorsConfig(text=[str(tmp_path / "text.txt")])
    with pytest.raises(InputError, match="no word is frequent enough: found none that occurs 3 ti"):
        learn_vectors(config, VectorsRun(tmp_path / "run"), lambda _: None)
    assert not (tmp_path / "run").exists()


def test_vectors_of_an_earlier_version_have_the_defaults_of_new_settings(tmp_path: Path) -> None:
    config = VectorsConfig(text=["a.txt"], window=3)
    earlier = settings_of(config)
    del earlier["window"], earlier["size"]
    about = {"settings": earlier, "corpora": [], "seen": {}, "num_words": 3, "seconds": 1.0}
    run = VectorsRun(tmp_path)
    run.about_file.write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(InputError, match="with other settings: found window: 5 -> 3; give"):
        run.require_same(config)
    run.require_same(replace(config, window=VectorsConfig().window))


def test_a_run_of_vectors_is_taken_with_its_licence(tmp_path: Path, vectors: Path) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    vectors.rename(folder / "vectors.txt")
    corpus = {"name": "wiki", "licence": "CC BY-SA 3.0", "citation": ""}
    about = {"settings": {}, "corpora": [corpus], "seen": {}, "num_words": 3, "seconds": 1.0}
    (folder / "vectors.json").write_text(json.dumps(about), encoding="utf-8")
    bundle = finished(word_config(tmp_path, folder), tmp_path / "run")
    assert corpus in read_bundle(bundle).info["corpora"]
    assert "- wiki: licence CC BY-SA 3.0" in (bundle / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("is_trained", [False, True])
def test_a_word_is_read_with_its_vector(is_trained: bool, tmp_path: Path, vectors: Path) -> None:
    config = word_config(tmp_path, vectors, model__pretrained_trained=is_trained)
    prepared, _ = prepared_run(config, tmp_path / "run")
    model, task = prepared.state.model, prepared.setup.tasks["tagging"]
    (reader,) = model.pretrained
    assert isinstance(reader, VectorReader)
    context = model.in_context(task.collate(task.encode_words(WORDS), model).words).context
    assert context is not None
    table = read_vectors(vectors)
    lines = vectors.read_text(encoding="utf-8").splitlines()
    given = {line.split()[0]: np.array(line.split()[1:], np.float32) for line in lines}
    scale = np.stack(list(given.values())).std()
    tolerance = 1e-5 if is_trained else 0.01 * np.abs(table.vectors).max()
    for row, words in enumerate(WORDS):
        for column, word in enumerate(words):
            known = given.get(word.lower(), given["0000"] if word == "1996" else np.zeros(6))
            found = context[row, column].detach().numpy()
            np.testing.assert_allclose(found, known / scale, atol=tolerance)
    before = reader.embedding.weight.detach().clone()
    next(iter(train(prepared.setup, prepared.state)))
    assert reader.embedding.weight.equal(before) != is_trained


@pytest.mark.parametrize("num_tables", [1, 2])
@pytest.mark.parametrize("is_trained", [False, True])
def test_every_runtime_reads_the_vectors_of_a_bundle(
    is_trained: bool, num_tables: int, tmp_path: Path, vectors: Path
) -> None:
    other = tmp_path / "other.vec"
    other.write_text("roses 1 -1\nbears -1 2\n", encoding="utf-8")
    config = word_config(
        tmp_path,
        vectors,
        model__pretrained=[str(vectors), str(other)][:num_tables],
        model__pretrained_trained=is_trained,
        training__num_steps=60,
    )
    path = finished(config, tmp_path / "run")
    bundle = read_bundle(path)
    shape = PretrainedVectors(num_words=len(read_vectors(vectors).keys), size=6)
    assert bundle.pretrained == (shape, PretrainedVectors(num_words=2, size=2))[:num_tables]
    assert json.loads((path / "config.json").read_text(encoding="utf-8"))["format"] == 4
    assert knows(bundle, "tagging")
    exact = Pipeline(bundle, "torch")
    items = exact.tagger.encode_words([*WORDS, *(example.words for example in TAGGED)])
    items.append(replace(items[0], hidden=(0, 2)))
    expected = exact.tag_search.emissions(items)
    runtimes = ["numpy"]
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
    except ImportError:
        pass
    else:
        runtimes.append("onnx")
    for runtime in runtimes:
        found = Pipeline(bundle, runtime).tag_search.emissions(items)
        for row, item in enumerate(items):
            width = len(item.words)
            np.testing.assert_allclose(found[row, :width], expected[row, :width], atol=1e-4)
    assert [tagged.tags for tagged in Pipeline(bundle).tag(LINES)] == [
        tagged.tags for tagged in exact.tag(LINES)
    ]
    told = [explanation.entity for explanation in explain(exact, LINES[-1])]
    assert told == exact.tag(LINES[-1]).entities
    assert told
    without = replace(bundle, weights=dict(bundle.weights))
    name = "pretrained.0.embedding.weight"
    without.weights[name] = np.zeros_like(bundle.weights[name])
    changed = Pipeline(without, "numpy").tag_search.emissions(items)
    assert not np.allclose(changed[3, 0], expected[3, 0], atol=1e-3), "the vectors count"


def test_a_bundle_takes_a_byte_a_number_and_goes_on_as_it_was(
    tmp_path: Path, vectors: Path
) -> None:
    from safetensors.numpy import load_file

    path = finished(word_config(tmp_path, vectors), tmp_path / "run")
    assert load_file(path / "model.safetensors")["pretrained.0.embedding.weight"].dtype == np.int8
    again = replace(word_config(tmp_path, vectors), init=str(path))
    prepared, _ = prepared_run(again, tmp_path / "again")
    old, new = read_bundle(path).weights, prepared.state.model.state_dict()
    assert set(old) == set(new)
    assert all(np.array_equal(weights, new[name].numpy()) for name, weights in old.items())
    assert torch.equal(new["pretrained.0.keys"], torch.from_numpy(read_vectors(vectors).keys))
    assert {"name": "my.vec", "licence": "", "citation": ""} in prepared.inherited


def test_a_bundle_of_format_3_with_one_table_is_still_read(tmp_path: Path, vectors: Path) -> None:
    from safetensors.numpy import load_file, save_file

    path = finished(word_config(tmp_path, vectors), tmp_path / "run")
    expected = read_bundle(path)
    config, manifest, weights = (
        path / name for name in ("config.json", "manifest.json", "model.safetensors")
    )
    settings = json.loads(config.read_text(encoding="utf-8"))
    (settings["pretrained"],) = settings["pretrained"]
    settings["model"]["pretrained"] = "runs/vectors"
    config.write_text(json.dumps({**settings, "format": 3}), encoding="utf-8")
    stored = load_file(weights)
    save_file(
        {name.replace("pretrained.0.", "pretrained."): stored[name] for name in stored}, weights
    )
    about = json.loads(manifest.read_text(encoding="utf-8"))
    for file in (config, weights):
        about["sha256"][file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(about), encoding="utf-8")
    found = read_bundle(path)
    assert found.pretrained == expected.pretrained
    assert found.weights.keys() == expected.weights.keys()
    assert Pipeline(found).tag(LINES) == Pipeline(expected).tag(LINES)
