"""A damaged, foreign or newer bundle is told in one line, with status 2, and left as it was."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.program import Program

FILES = ("config.json", "model.safetensors", "tokenizer.model", "labels.json")


@pytest.fixture
def bundle(trained_run: Path, program: Program) -> Path:
    """A copy of the tiny run's bundle."""
    return Path(shutil.copytree(trained_run / "bundle", program.folder / "bundle"))


def checksum(file: Path) -> str:
    """As messages show it."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def flip_byte(file: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def seal(bundle: Path) -> None:
    """Make the manifest agree with the files again, as a program would that wrote them so."""
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    for name in manifest["sha256"]:
        manifest["sha256"][name] = sha256((bundle / name).read_bytes()).hexdigest()
    (bundle / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit(program: Program, bundle: Path, name: str) -> None:
    expected = checksum(bundle / name)
    flip_byte(bundle / name)
    found = checksum(bundle / name)
    assert program.run("tag", "bundle", stdin="Anna\n").fault() == (
        f"bundle/{name}: corrupt bundle: found sha256 {found}, expected {expected}; "
        "copy the bundle again"
    )
    assert checksum(bundle / name) == found


def test_truncated_weights(program: Program, bundle: Path) -> None:
    weights = bundle / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    fault = program.run("translate", "bundle", stdin="Anna\n").fault()
    assert fault.startswith("bundle/model.safetensors: corrupt bundle: found sha256 ")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(program: Program, bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    assert program.run("tag", "bundle", stdin="Anna\n").fault() == (
        f"bundle/{name}: incomplete bundle: found no such file"
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b"\xff{}", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"{}", "'sha256'"),
        (b"[" * 100_000, "maximum recursion depth exceeded while decoding a JSON array "
         "from a unicode string"),
        (b'{"sha256": {"config.json": "x"}}',
         "'no sha256 of labels.json, model.safetensors, tokenizer.model'"),
    ],
)  # fmt: skip
def test_a_manifest_that_is_none(
    program: Program, bundle: Path, content: bytes, found: str
) -> None:
    (bundle / "manifest.json").write_bytes(content)
    assert program.run("tag", "bundle").fault() == (
        f"bundle/manifest.json: not a bundle's manifest: found {found}"
    )


def test_a_newer_bundle(program: Program, bundle: Path) -> None:
    config = json.loads((bundle / "config.json").read_text(encoding="utf-8"))
    (bundle / "config.json").write_text(json.dumps(config | {"format": 5}), encoding="utf-8")
    seal(bundle)
    for arguments in (["tag", "bundle"], ["evaluate", "bundle=bundle", "data=teddy"]):
        assert program.run(*arguments).fault() == (
            "bundle/config.json: bundle of another format: found format 5, "
            "expected format 1, 2, 3, 4; update nlpseq, or train the bundle again"
        )


def test_a_setting_of_another_version(program: Program, bundle: Path) -> None:
    config = json.loads((bundle / "config.json").read_text(encoding="utf-8"))
    config["model"]["depth"] = 3
    (bundle / "config.json").write_text(json.dumps(config), encoding="utf-8")
    seal(bundle)
    fault = program.run("tag", "bundle").fault()
    assert fault.startswith("bundle/config.json: settings that this version does not know: found ")
    assert "'depth'" in fault


def test_a_head_without_languages(program: Program, bundle: Path) -> None:
    config = json.loads((bundle / "config.json").read_text(encoding="utf-8"))
    (bundle / "config.json").write_text(json.dumps(config | {"languages": {}}), encoding="utf-8")
    seal(bundle)
    fault = program.run("translate", "bundle", stdin="Anna\n").fault()
    assert fault.startswith("bundle/config.json: settings that this version does not know: found ")


def test_a_setting_that_was_taken_out(program: Program, bundle: Path) -> None:
    config = json.loads((bundle / "config.json").read_text(encoding="utf-8"))
    for size, is_read in ((0, True), (3, False)):
        config["heads"]["tagging"]["neighbour_size"] = size
        (bundle / "config.json").write_text(json.dumps(config), encoding="utf-8")
        seal(bundle)
        outcome = program.run("tag", "bundle", stdin="Anna\n")
        if is_read:
            assert (outcome.status, outcome.err) == (0, "")
        else:
            assert outcome.fault() == (
                "bundle/config.json: settings that this version does not know: "
                "found TaggingConfig.__init__() got an unexpected keyword argument "
                "'neighbour_size'; install the nlpseq that wrote the bundle (see manifest.json)"
            )


def test_what_is_no_bundle(program: Program) -> None:
    (program.folder / "empty").mkdir()
    program.write("file.txt", "text\n")
    foreign = "not a bundle: expected a directory with manifest.json, or a finished run"
    assert program.run("tag", "empty").fault() == f"empty: {foreign}"
    assert program.run("tag", "file.txt").fault() == f"file.txt: {foreign}"
    assert program.run("tag", "nowhere").fault() == (
        "nowhere: no such bundle; train one with: nlpseq train"
    )


def test_an_unfinished_run(program: Program, trained_run: Path) -> None:
    shutil.copytree(trained_run, program.folder / "run", ignore=shutil.ignore_patterns("bundle"))
    (program.folder / "run" / "bundle").mkdir()
    assert program.run("tag", "run").fault() == (
        "run: the run has no bundle yet; finish it with the same nlpseq train"
    )


def test_fine_tuning_from_what_is_no_bundle(program: Program) -> None:
    program.write("in.conll", "Anna B-PER\n\nBonn B-LOC\n")
    fault = program.run("train", "data.train=in.conll", "init=nowhere").fault()
    assert fault == "nowhere: no such bundle; train one with: nlpseq train"
    assert program.left() == ["in.conll"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", b"[]"),
        ("config.json", b"{"),
        ("labels.json", b"[]"),
        ("labels.json", b"no JSON"),
        ("model.safetensors", b"no weights at all"),
    ],
)
def test_foreign_contents_under_their_own_checksums(
    program: Program, bundle: Path, name: str, content: bytes
) -> None:
    (bundle / name).write_bytes(content)
    seal(bundle)
    fault = program.run("tag", "bundle", stdin="Anna\n").fault()
    assert fault.startswith(f"bundle/{name}: no part of a bundle: found ")


def test_words_that_were_split_otherwise(program: Program, bundle: Path) -> None:
    config = json.loads((bundle / "config.json").read_text(encoding="utf-8"))
    config["words"] = "unicode-9"
    (bundle / "config.json").write_text(json.dumps(config), encoding="utf-8")
    seal(bundle)
    assert program.run("tag", "bundle", stdin="Anna\n").fault() == (
        "bundle/config.json: bundle of another word splitter: found word splitter unicode-9, "
        "expected word splitter unicode-1; update nlpseq, or train the bundle again"
    )
