"""The deployable directory: everything needed to use a model, no pickle, no code.

| file | what |
|---|---|
| config.json | format version, settings of model, heads and decoding, languages, calibration |
| model.safetensors | weights |
| tokenizer.model | the SentencePiece model |
| pretrained.model | that of pretrained language models beside the words, if there are some |
| labels.json | tags or classes of each head that has some |
| shortlists.safetensors | pieces that translations are made of, if they were learnt |
| manifest.json | sha256 of the files above, versions, corpora with licences, scores claimed |
| README.md | the card |
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import nlpseq
from nlpseq.config import (
    HEADS,
    DecodingConfig,
    HeadConfig,
    ModelConfig,
    Pretrained,
    PretrainedVectors,
    TaggingConfig,
    as_of_today,
    numbered,
    pretrained_parts,
)
from nlpseq.data.classes import ClassSet, Labels, names_of
from nlpseq.data.compressed import compress, compress_one, expand
from nlpseq.data.files import whole_folder
from nlpseq.data.labels import LabelSet
from nlpseq.data.shortlist import Shortlist, as_arrays, from_arrays
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.words import SPLITTER
from nlpseq.errors import FAULTS_OF_CONTENT, InputError

FORMATS, SINGLE_FORMAT, PARTS_FORMAT = (1, 2), 3, 4
"""Of bundles with float32 or int8 weights, old ones with one pretrained part, and any number."""

CONFIG, WEIGHTS = "config.json", "model.safetensors"
TOKENIZER, LABELS = "tokenizer.model", "labels.json"
SHORTLISTS, PRETRAINED = "shortlists.safetensors", "pretrained.model"
MANIFEST, CARD = "manifest.json", "README.md"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The content of a bundle.

    Args:
        model: what all heads share.
        heads: settings of each head by name.
        languages: source and target language of each head.
        decoding: how translations are searched for unless the user says otherwise.
        labels: tags or classes of each head that has some.
        tokenizer: the shared tokenizer.
        weights: every parameter by its name in the model.
        info: what the manifest says beside checksums: corpora, licences, scores, training.
        calibration: numbers fitted on held-out examples, of each head that has some.
        pretrained: the parts that words are read with beside.
        pretrained_tokenizer: of language models among them; None = there are none, or, in older
            bundles, they read the pieces of ``tokenizer``.
        shortlists: pieces that translations may be limited to, of each head that has some.
        path: what it was read as, for messages; None = it was made in memory.
    """

    model: ModelConfig
    heads: dict[str, HeadConfig]
    languages: dict[str, tuple[str, str]]
    decoding: DecodingConfig
    labels: dict[str, Labels]
    tokenizer: Tokenizer
    weights: dict[str, np.ndarray]
    info: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, dict[str, float]] = field(default_factory=dict)
    pretrained: tuple[Pretrained, ...] = ()
    pretrained_tokenizer: Tokenizer | None = None
    shortlists: dict[str, Shortlist] = field(default_factory=dict)
    path: Path | None = field(default=None, compare=False)


def write_bundle(path: Path, bundle: Bundle, *, compressed: bool = False) -> None:
    """Write a bundle, whole or not at all; an older one of the same name is replaced.

    Args:
        path: the folder.
        bundle: its content.
        compressed: write weights of one byte, a quarter of the size.

    Raises:
        OSError: the disk is full or the folder is read-only; an older bundle stands.
    """
    contents = _contents(bundle, compressed)
    with whole_folder(path) as folder:
        for name, content in contents.items():
            (folder / name).write_bytes(content)


def _contents(bundle: Bundle, compressed: bool) -> dict[str, bytes]:
    """The bytes of every file."""
    from safetensors.numpy import save

    contents = {
        CONFIG: _as_json(
            {
                "format": PARTS_FORMAT if bundle.pretrained else FORMATS[int(compressed)],
                "model": asdict(bundle.model),
                "heads": {name: asdict(head) for name, head in bundle.heads.items()},
                "languages": bundle.languages,
                "decoding": asdict(bundle.decoding),
                "words": SPLITTER,
                "calibration": bundle.calibration,
                "pretrained": [asdict(part) for part in bundle.pretrained],
            }
        ),
        WEIGHTS: save(_stored(bundle, compressed)),
        TOKENIZER: bundle.tokenizer.model_bytes,
        LABELS: _as_json({name: names_of(labels) for name, labels in bundle.labels.items()}),
        CARD: _card(bundle).encode(),
    }
    if bundle.pretrained_tokenizer:
        contents[PRETRAINED] = bundle.pretrained_tokenizer.model_bytes
    if bundle.shortlists:
        contents[SHORTLISTS] = save(as_arrays(bundle.shortlists))
    contents[MANIFEST] = _as_json(
        {
            **bundle.info,  # first: that of a bundle that was read has checksums of its own
            "nlpseq": nlpseq.__version__,
            "sha256": {name: _sha256(content) for name, content in contents.items()},
        }
    )
    return contents


def _stored(bundle: Bundle, compressed: bool) -> dict[str, np.ndarray]:
    """The weights; vectors that were not trained further take a byte a number in any case."""
    if compressed:
        return compress(bundle.weights)
    weights = bundle.weights
    for number, part in enumerate(bundle.pretrained):
        if isinstance(part, PretrainedVectors) and not bundle.model.pretrained_trained:
            weights = compress_one(weights, f"pretrained.{number}.embedding.weight")
    return weights


def read_bundle(path: str | Path) -> Bundle:
    """Read and verify a bundle.

    Args:
        path: the bundle's directory, or a run that has one.

    Raises:
        InputError: there is none, it is damaged, of a newer format, or something else.
    """
    folder = find_bundle(Path(path))
    contents = _verified(folder)
    config = _read_config(folder, _parsed(folder, CONFIG, contents))
    labels, weights = (_parsed(folder, name, contents) for name in (LABELS, WEIGHTS))
    own = contents.get(PRETRAINED)  # of language models beside the words
    try:
        heads = {name: HEADS[head["kind"]](**head) for name, head in config["heads"].items()}
        return Bundle(
            model=ModelConfig(**config["model"]),
            heads=heads,
            languages={name: tuple(config["languages"][name][:2]) for name in heads},
            decoding=DecodingConfig(**config["decoding"]),
            labels={name: _labels(heads[name], names) for name, names in labels.items()},
            tokenizer=Tokenizer(contents[TOKENIZER]),
            weights=numbered(expand(weights)),
            info=json.loads(contents[MANIFEST]),
            calibration=config.get("calibration", {}),  # older bundles have none
            pretrained=pretrained_parts(config.get("pretrained")),
            pretrained_tokenizer=Tokenizer(own) if own is not None else None,
            shortlists=from_arrays(_parsed(folder, SHORTLISTS, contents))
            if SHORTLISTS in contents
            else {},
            path=Path(path),
        )
    except FAULTS_OF_CONTENT as error:
        raise InputError(
            "settings that this version does not know",
            file=folder / CONFIG,
            found=str(error),
            mend="install the nlpseq that wrote the bundle (see manifest.json)",
        ) from error


def find_bundle(path: Path) -> Path:
    """The bundle's directory, given itself or the run it belongs to.

    Raises:
        InputError: neither; says what stands there.
    """
    for folder in (path, path / "bundle"):
        if (folder / MANIFEST).is_file():
            return folder
    if not path.exists():
        raise InputError("no such bundle", file=path, mend="train one with: nlpseq train")
    if (path / "checkpoint.pt").is_file():
        raise InputError(
            "the run has no bundle yet", file=path, mend="finish it with the same nlpseq train"
        )
    raise InputError(
        "not a bundle", file=path, expected=f"a directory with {MANIFEST}, or a finished run"
    )


def _verified(folder: Path) -> dict[str, bytes]:
    """The bytes of every file, checked against the manifest."""
    try:
        contents = {MANIFEST: (folder / MANIFEST).read_bytes()}
        checksums: dict[str, str] = json.loads(contents[MANIFEST])["sha256"]
        unchecked = {CONFIG, WEIGHTS, TOKENIZER, LABELS} - set(checksums)
        if unchecked:
            raise KeyError("no sha256 of " + ", ".join(sorted(unchecked)))
        contents.update({name: (folder / name).read_bytes() for name in sorted(checksums)})
    except FileNotFoundError as error:
        raise InputError("incomplete bundle", file=error.filename, found="no such file") from error
    except FAULTS_OF_CONTENT as error:
        raise InputError(
            "not a bundle's manifest", file=folder / MANIFEST, found=str(error)
        ) from error
    for name, checksum in checksums.items():
        # the card is for people: they may edit it
        if name != CARD and _sha256(contents[name]) != checksum:
            raise InputError(
                "corrupt bundle",
                file=folder / name,
                found=f"sha256 {_sha256(contents[name])[:12]}",
                expected=checksum[:12],
                mend="copy the bundle again",
            )
    return contents


def _parsed(folder: Path, name: str, contents: dict[str, bytes]) -> dict[str, Any]:
    """What a file of JSON or of arrays holds, by its names."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        read: Any = load if name.endswith(".safetensors") else json.loads
        return dict(read(contents[name]).items())
    except (*FAULTS_OF_CONTENT, SafetensorError) as error:
        raise InputError(
            "no part of a bundle", file=folder / name, found=str(error), mend="copy it again"
        ) from error


def _read_config(folder: Path, written: dict[str, Any]) -> dict[str, Any]:
    config: dict[str, Any] = as_of_today(written)
    for key, what, known in (
        ("format", "format", (*FORMATS, SINGLE_FORMAT, PARTS_FORMAT)),
        ("words", "word splitter", (SPLITTER,)),
    ):
        if config.get(key) not in known:
            raise InputError(
                f"bundle of another {what}",
                file=folder / CONFIG,
                found=f"{what} {config.get(key)}",
                expected=f"{what} " + ", ".join(map(str, known)),
                mend="update nlpseq, or train the bundle again",
            )
    return config


def _labels(head: HeadConfig, names: list[str]) -> Labels:
    of_words = isinstance(head, TaggingConfig)
    return LabelSet(tuple(names)) if of_words else ClassSet(tuple(names))


def _card(bundle: Bundle) -> str:
    lines = ["# nlpseq bundle", "", f"Written by nlpseq {nlpseq.__version__}.", "", "## Heads", ""]
    for name, head in bundle.heads.items():
        languages = " to ".join(filter(None, bundle.languages[name]))
        lines.append(f"- {name}: {head.kind} {languages}".rstrip())
    lines += ["", "## Corpora", ""]
    for corpus in bundle.info.get("corpora", []):
        lines.append(f"- {corpus['name']}: licence {corpus['licence'] or 'not stated'}")
    lines += ["", "## Validation scores", ""]
    lines += [f"- {name}: {score}" for name, score in bundle.info.get("scores", {}).items()]
    lines += ["", "## Use", "", "    nlpseq repl THIS_DIRECTORY", ""]
    return "\n".join(lines)


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
