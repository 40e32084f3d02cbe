"""From a corpus' specification to its examples."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from nlpseq.config import SPLITS, CorpusSpec
from nlpseq.data.examples import ContrastivePair, Example
from nlpseq.data.files import COMPRESSIONS, read_chunks
from nlpseq.data.pairs import read_pair_file
from nlpseq.data.readers import READERS
from nlpseq.errors import InputError

ENVIRONMENT = "NLPSEQ_DATA"

_PACKAGE = Path(__file__).resolve().parents[1]
TASKS = ("translation", "tagging", "classification", "language_modelling")
_READER_OF_SUFFIX = {
    ".tsv": "tsv",
    ".conll": "conll",
    ".bio": "conll",
    ".iob": "conll",
    ".txt": "conll",
    ".jsonl": "spans",
    ".ann": "brat",
}


def infer(spec: CorpusSpec) -> CorpusSpec:
    """Fill in what the files tell: reader, task, name, and the languages of ``my.en, my.de``.

    Two files are parallel text unless both are .tsv, .conll, .bio, .iob, .jsonl or .ann; one file
    is read after its suffix (.txt as CoNLL columns, .tsv as pairs unless the task is
    classification); .gz and .xz are looked through. For language modelling they are plain text.

    Raises:
        InputError: no file is given, the reader or the task cannot be told, or the task is not the
            reader's.
    """
    files = next(filter(None, map(spec.files, [*SPLITS, *spec.splits])), [])
    if not files:
        raise InputError("no corpus", expected="data=NAME or data.train=FILE")
    is_text = spec.task == "language_modelling"
    reader = spec.reader or ("text" if is_text else _reader_of(files))
    if (reader, spec.reader, spec.task) == ("tsv", "", "classification"):
        reader = "labelled"
    task = READERS.get(reader).task or spec.task
    if task not in TASKS:
        raise InputError(
            "setting data.task",
            found=repr(task),
            expected=f"one of {', '.join(TASKS)}, as the reader {reader} reads them all",
        )
    if spec.task not in ("", task):
        raise InputError(
            "setting data.task", found=spec.task, expected=f"{task}, as the reader is {reader}"
        )
    source, target = _languages_of(files) if reader == "parallel" else ("", "")
    return replace(
        spec,
        reader=reader,
        task=task,
        name=spec.name or _unpacked(files[0]).stem,
        source_language=spec.source_language or source,
        target_language=spec.target_language or target,
    )


def locate(spec: CorpusSpec, split: str) -> list[Path]:
    """The files of a split; whether they exist is for the reader to say.

    Raises:
        InputError: the corpus has no such split (those it has are listed), or an unknown root.
    """
    files = spec.files(split)
    if not files:
        has = [name for name in [*SPLITS, *spec.splits] if spec.files(name)]
        raise InputError(
            f"the corpus {spec.name or 'given'} has no {split} split",
            expected="one of " + ", ".join(has) if has else None,
            mend=f"or give its files as data.{split}=" if split in SPLITS else None,
        )
    root = root_folder(spec.root)
    return [root / file for file in files]


def contents(spec: CorpusSpec, split: str) -> list[Path]:
    """All files that are read for a split, those beside the ones it names among them.

    Raises:
        InputError: as ``infer`` and ``locate``.
    """
    return READERS.get(infer(spec).reader).contents(locate(spec, split))


def read_split(spec: CorpusSpec, split: str) -> list[Example]:
    """The examples of a split, in the order of its files.

    Raises:
        InputError: as ``iterate_split``; or the files hold no example.
    """
    examples = list(iterate_split(spec, split))
    _require_examples(len(examples), spec, split)
    return examples


def iterate_split(spec: CorpusSpec, split: str) -> Iterator[Example]:
    """The examples of a split, one after another, so that any number of them can be read.

    Raises:
        InputError: as ``infer``, ``locate`` and the reader.
    """
    spec = infer(spec)
    yield from READERS.get(spec.reader).read(locate(spec, split), spec, split != "train")


@dataclass(frozen=True, slots=True)
class TrainSplit:
    """Training examples, read anew in each pass.

    Args:
        spec: the corpus.
        every: every n-th example is held out for validation; 0 = none is.
        num_examples: how many remain.
    """

    spec: CorpusSpec
    every: int
    num_examples: int

    def __iter__(self) -> Iterator[Example]:
        for number, example in enumerate(iterate_split(self.spec, "train"), start=1):
            if not self.every or number % self.every:
                yield example

    def __len__(self) -> int:
        return self.num_examples


def open_train_valid(spec: CorpusSpec) -> tuple[TrainSplit, list[Example]]:
    """Training examples, each of them read once to see that it can be, and validation examples.

    Without a validation split every n-th training example is moved to it, n = 1 / valid_share
    rounded, more where that would be over valid_max examples, and the number of examples if that
    is smaller: an example is in one or the other.

    Raises:
        InputError: as ``read_split``, or there is one example only and no validation split.
    """
    count = sum(1 for _ in iterate_split(spec, "train"))
    _require_examples(count, spec, "train")
    if spec.valid:
        return TrainSplit(spec, 0, count), read_split(spec, "valid")
    if count < 2:
        raise InputError(
            "too few examples to carve out a validation set",
            file=spec.train[0],
            found=str(count),
            expected="2 or more",
            mend="add examples, or give data.valid=",
        )
    every = min(max(round(1 / spec.valid_share), -(-count // spec.valid_max)), count)
    valid = list(islice(iterate_split(spec, "train"), every - 1, None, every))
    return TrainSplit(spec, every, count - len(valid)), valid


def _require_examples(count: int, spec: CorpusSpec, split: str) -> None:
    if not count:
        raise InputError(
            "no example in the file",
            file=locate(spec, split)[0],
            expected=f"examples for the {split} split",
        )


def read_pairs(spec: CorpusSpec) -> list[ContrastivePair]:
    """The contrastive pairs of a corpus, [] if it has none.

    Raises:
        InputError: a file cannot be read or a line is no pair.
    """
    root = root_folder(spec.root)
    return [pair for file in spec.pairs for pair in read_pair_file(root / file)]


def fingerprint(paths: Iterable[str | Path]) -> str:
    """The sha256 over the contents of files, whatever they are packed with.

    Raises:
        InputError: a file is missing, unreadable or damaged.
    """
    digest = sha256()
    for path in paths:
        content = sha256()
        for chunk in read_chunks(path):
            content.update(chunk)
        digest.update(content.digest())  # a digest each, so that it matters where a file ends
    return digest.hexdigest()


def _unpacked(file: str) -> Path:
    path = Path(file)
    return path.with_suffix("") if path.suffix in COMPRESSIONS else path


def _reader_of(files: list[str]) -> str:
    suffixes = {_unpacked(file).suffix for file in files}
    if len(files) == 2 and not suffixes & (_READER_OF_SUFFIX.keys() - {".txt"}):
        return "parallel"
    readers = {_READER_OF_SUFFIX.get(suffix) for suffix in suffixes}
    reader = readers.pop()
    if reader and not readers:
        return reader
    raise InputError(
        "the reader cannot be told from the files",
        found=", ".join(files),
        expected="two files (source, target), or .tsv, .conll, .bio, .iob, .txt, .jsonl or .ann, "
        "also with .gz or .xz",
        mend="name it with data.reader= (" + ", ".join(READERS) + ")",
    )


def _languages_of(files: list[str]) -> tuple[str, str]:
    codes = [_unpacked(file).suffix[1:] for file in files]
    if len(codes) == 2 and all(len(code) in (2, 3) and code.islower() for code in codes):
        return codes[0], codes[1]
    return "", ""


def root_folder(root: str) -> Path:
    """The folder that a corpus' files are named from.

    Args:
        root: as ``CorpusSpec.root``.

    Raises:
        InputError: an unknown root, or NLPSEQ_DATA names no folder.
    """
    if root == "":
        return Path()
    if root == "samples":
        # inside an installed package, beside it in a checkout
        inside = _PACKAGE / "samples"
        return inside if inside.is_dir() else _PACKAGE.parent / "data"
    if root == "corpora":
        return _corpora()
    raise InputError("setting data.root", found=repr(root), expected="'', 'samples' or 'corpora'")


def _corpora() -> Path:
    folder = os.environ.get(ENVIRONMENT, "")
    if not folder or not Path(folder).is_dir():
        raise InputError(
            f"the environment variable {ENVIRONMENT} names no folder",
            found=repr(folder) if folder else "not set",
            expected="the folder that holds the corpora, one subfolder each (conll2003_en, ...)",
            mend=f"export {ENVIRONMENT}=FOLDER",
        )
    return Path(folder)
