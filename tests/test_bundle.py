"""Bundles: the same answers from a fresh process, whole or not at all, old ones still read."""

import errno
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import nlpseq
from nlpseq.bundle import FORMATS, MANIFEST, read_bundle, write_bundle
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from tests.golden.make_bundle_v1 import EXPECTED, GOLDEN, answers
from tests.program import ROOT, environment

ANSWERS = (
    "import json, sys, nlpseq\n"
    "from tests.golden.make_bundle_v1 import answers\n"
    "print(json.dumps(answers(nlpseq.load(sys.argv[1]))))"
)


def test_a_written_bundle_gives_the_same_in_a_fresh_process(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    write_bundle(tmp_path / "copy", pipeline.bundle)
    result = subprocess.run(
        [sys.executable, "-c", ANSWERS, str(tmp_path / "copy")],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(result.stdout) == answers(pipeline)


def test_what_is_read_is_what_was_written(pipeline: Pipeline, tmp_path: Path) -> None:
    written = pipeline.bundle
    write_bundle(tmp_path / "copy", written)
    read = read_bundle(tmp_path / "copy")
    for name in ("model", "heads", "languages", "decoding", "labels"):
        assert getattr(read, name) == getattr(written, name)
    assert read.tokenizer.model_bytes == written.tokenizer.model_bytes
    assert read.weights.keys() == written.weights.keys()
    assert all(np.array_equal(read.weights[name], written.weights[name]) for name in read.weights)
    assert read.info["corpora"] == written.info["corpora"]
    assert read.info["scores"] == written.info["scores"]
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {
        "config.json",
        "labels.json",
        "manifest.json",
        "model.safetensors",
        "README.md",
        "tokenizer.model",
    }


def test_the_card_may_be_edited(pipeline: Pipeline, tmp_path: Path) -> None:
    write_bundle(tmp_path / "copy", pipeline.bundle)
    card = tmp_path / "copy" / "README.md"
    assert "- tagging: tagging en\n- translation: translation en to de\n" in card.read_text("utf-8")
    assert "- teddy: licence CC0-1.0\n" in card.read_text("utf-8")
    card.write_text("# Ours\n", encoding="utf-8")
    assert read_bundle(tmp_path / "copy").heads.keys() == pipeline.bundle.heads.keys()


def test_a_bundle_is_replaced_whole(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "bundle"
    write_bundle(path, pipeline.bundle)
    (path / "old.txt").write_text("of the older one\n", encoding="utf-8")
    decoding = replace(pipeline.bundle.decoding, beam_size=7)
    write_bundle(path, replace(pipeline.bundle, decoding=decoding))
    assert read_bundle(path).decoding.beam_size == 7
    assert not (path / "old.txt").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["bundle"]


def test_without_room_the_older_bundle_stands(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bundle"
    write_bundle(path, pipeline.bundle)
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    write_bytes = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        if self.name == MANIFEST:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_bytes(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_bundle(path, pipeline.bundle)
    assert error.value.filename == str(path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["bundle"]


def test_the_manifest_says_where_it_comes_from(trained_run: Path) -> None:
    text = (trained_run / "bundle" / MANIFEST).read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert manifest["nlpseq"] == nlpseq.__version__
    assert [corpus["licence"] for corpus in manifest["corpora"]] == ["CC0-1.0", "CC0-1.0"]
    assert manifest["scores"]["tagging.f1"] == 100.0
    assert manifest["training"] == {"seed": 1, "step": manifest["training"]["step"]}
    assert str(trained_run) not in text


def test_a_bundle_without_a_file_is_none(pipeline: Pipeline, tmp_path: Path) -> None:
    write_bundle(tmp_path / "copy", pipeline.bundle)
    (tmp_path / "copy" / MANIFEST).unlink()
    with pytest.raises(InputError, match="not a bundle"):
        read_bundle(tmp_path / "copy")


def test_a_golden_bundle_of_format_1_is_still_understood() -> None:
    config = json.loads((GOLDEN / "config.json").read_text(encoding="utf-8"))
    assert config["format"] == 1
    assert 1 in FORMATS
    assert sum(file.stat().st_size for file in GOLDEN.iterdir()) < 300_000
    found = answers(nlpseq.load(GOLDEN))
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    for row, golden in zip(found, expected, strict=True):
        for key in ("text", "tags", "translations"):
            assert row[key] == golden[key]
        for key in ("probs", "scores"):
            assert row[key] == pytest.approx(golden[key], abs=1e-4)
    assert sum("B-PER" in row["tags"] for row in expected) >= 4
