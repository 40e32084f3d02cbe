"""A bundle with weights of one byte is a quarter as large and says nearly the same."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlpseq
from nlpseq.bundle import read_bundle, write_bundle
from nlpseq.data.compressed import compress, expand
from tests.helpers import PAIRS, TAGGED
from tests.program import Program


def test_an_exported_bundle_is_small_and_tags_alike(
    program: Program, trained_run: Path, tmp_path: Path
) -> None:
    outcome = program.run("export", str(trained_run), "--int8", "--out", str(tmp_path / "small"))
    assert outcome.status == 0, outcome.err
    assert outcome.out.startswith(f"{tmp_path / 'small'}: ")
    weights = [
        folder / "model.safetensors" for folder in (tmp_path / "small", trained_run / "bundle")
    ]
    small, large = (file.stat().st_size for file in weights)
    assert small < 0.65 * large  # with rows of 8 numbers the scales weigh half as much as these
    lines = [" ".join(example.words) for example in TAGGED]
    exact, near = nlpseq.load(trained_run), nlpseq.load(tmp_path / "small")
    expected = [tag for tagged in exact.tag(lines) for tag in tagged.tags]
    found = [tag for tagged in near.tag(lines) for tag in tagged.tags]
    assert np.mean([a == b for a, b in zip(found, expected, strict=True)]) > 0.95
    difference = exact.tag_probs([TAGGED[0].words]) - near.tag_probs([TAGGED[0].words])
    assert 0 < np.abs(difference).max() < 0.1
    assert read_bundle(tmp_path / "small").calibration == exact.bundle.calibration


def test_an_older_program_would_refuse_it(trained_run: Path, tmp_path: Path) -> None:
    write_bundle(tmp_path / "small", read_bundle(trained_run), compressed=True)
    assert json.loads((tmp_path / "small" / "config.json").read_text())["format"] == 2


def test_onnx_models_are_written(program: Program, trained_run: Path, tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    sizes = []
    for folder, options in (("float", ["--onnx"]), ("small", ["--onnx", "--int8"])):
        out = tmp_path / folder
        outcome = program.run("export", str(trained_run), *options, "--out", str(out))
        assert outcome.status == 0, outcome.err
        files = sorted(out.iterdir())
        assert [file.name.split(".", 1)[1] for file in files] == [
            "tagger.onnx",
            "encoder.onnx",
            "step.onnx",
        ]
        for file in files:
            onnx.checker.check_model(onnx.load(file))
        sizes.append(sum(file.stat().st_size for file in files))
    assert sizes[1] < sizes[0]


def test_faults(program: Program, trained_run: Path, tmp_path: Path) -> None:
    new = str(tmp_path / "new")
    assert (
        "add --int8, --onnx or --shortlist"
        in program.run("export", str(trained_run), "--out", new).fault()
    )
    assert "no such bundle" in program.run("export", "nowhere", "--int8", "--out", new).fault()
    again = program.run("export", str(trained_run), "--int8", "--out", str(tmp_path))
    assert "exists already" in again.fault()
    assert not Path(new).exists()


@given(st.integers(0, 1000), st.sampled_from([(40, 30), (64, 4, 5), (1, 2000), (2000,), (3, 3)]))
def test_a_weight_comes_back_within_half_a_scale(seed: int, shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    sizes = rng.choice([0.0, 1e-6, 1.0, 1e4], size=(shape[0], *[1] * (len(shape) - 1)))
    weight = (rng.normal(size=shape) * sizes).astype(np.float32)
    stored = compress({"w": weight, "b": weight[0].ravel()[:3]})
    found = expand(stored)
    assert set(found) == {"w", "b"}
    assert found["w"].dtype == np.float32
    largest = np.abs(weight.reshape(len(weight), -1)).max(axis=1)
    error = np.abs(found["w"] - weight).reshape(len(weight), -1).max(axis=1)
    assert (error <= largest / 127 * 0.501).all()
    assert stored["w"].dtype == (np.int8 if weight.ndim > 1 and weight.size >= 1024 else np.float32)


def test_a_weight_without_scales_is_a_fault() -> None:
    with pytest.raises(KeyError):
        expand({"w": np.zeros((2, 2), np.int8)})


def test_a_shortlist_is_learnt_and_used(
    program: Program, trained_run: Path, tmp_path: Path
) -> None:
    files = [tmp_path / "corpus.en", tmp_path / "corpus.de"]
    files[0].write_text("".join(f"{pair.source}\n" for pair in PAIRS), encoding="utf-8")
    files[1].write_text("".join(f"{pair.target}\n" for pair in PAIRS), encoding="utf-8")
    corpus = ["--train", *map(str, files)]
    new = str(tmp_path / "new")
    export = ("export", str(trained_run))
    outcome = program.run(*export, "--shortlist", *corpus, "--out", new)
    assert outcome.status == 0, outcome.err
    assert read_bundle(new).shortlists.keys() == {"translation"}
    lines = "".join(f"{pair.source}\n" for pair in PAIRS)
    limited = program.run("translate", new, "--shortlist", stdin=lines)
    assert limited.status == 0, limited.err
    assert limited.out.count("\n") == len(PAIRS)
    again = program.run("export", new, "--int8", "--out", f"{new}_int8")
    assert again.status == 0, again.err
    assert read_bundle(f"{new}_int8").shortlists.keys() == {"translation"}
    fault = program.run("translate", str(trained_run), "--shortlist", stdin=lines).fault()
    assert "the bundle has no shortlist" in fault
    settings = ("split=test", "shortlist=true")
    fault = program.run("evaluate", f"bundle={trained_run}", "data=parallel", *settings).fault()
    assert "the bundle has no shortlist" in fault
    fault = program.run("translate", new, "--shortlist", "--runtime", "torch").fault()
    assert "the torch runtime knows no shortlist" in fault
    fault = program.run("translate", new, "--shortlist", "--prefix", "Ein").fault()
    assert "--shortlist goes without --prefix and --ensemble" in fault
    for options in (["--shortlist"], ["--int8", *corpus]):
        fault = program.run(*export, *options, "--out", f"{new}_2").fault()
        assert "--shortlist learns from a corpus" in fault
    both = program.run(*export, "--onnx", "--shortlist", *corpus, "--out", f"{new}_2").fault()
    assert "ONNX models have no shortlist" in both
