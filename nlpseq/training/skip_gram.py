"""Vectors of words from raw text: skip-gram with negative sampling (Mikolov et al. 2013).

| file of the run | what |
|---|---|
| vectors.txt | a word and its numbers a line, as word2vec writes them |
| vectors.json | settings, versions, the text and its licence, what was seen; written last |
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nlpseq
from nlpseq.config import VectorsConfig
from nlpseq.data.features import word_norm
from nlpseq.data.text import read_documents
from nlpseq.data.vectors import write_vectors
from nlpseq.data.words import split_words
from nlpseq.errors import InputError, OptionalPackageError
from nlpseq.training.run import make_folders, remove_empty, require_same

# Share of a text below which a word is always read; more frequent ones are read the less often
# (sec. 2.3), which is as good for rare words and three times as fast as reading all.
SUBSAMPLING = 1e-4
NUM_NEGATIVE = 5
# What of vectors.json is read again.
READ_AGAIN = ("settings", "corpora", "seen", "num_words", "seconds")
# Words of a line that the library reads at most; it cuts longer paragraphs.
MAX_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Seen:
    """How much text was read: files, bytes of their paragraphs, and words."""

    num_files: int
    num_bytes: int
    num_words: int


class VectorsRun:
    """The folder of a run.

    Args:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.vectors_file = path / "vectors.txt"
        self.about_file = path / "vectors.json"

    def is_finished(self) -> bool:
        """Whether all files are there."""
        return self.about_file.is_file() and self.vectors_file.is_file()

    def about(self) -> dict[str, Any]:
        """The content of vectors.json.

        Raises:
            InputError: the file is damaged.
        """
        try:
            about: dict[str, Any] = json.loads(self.about_file.read_text(encoding="utf-8"))
            return {key: about[key] for key in READ_AGAIN}
        except (ValueError, KeyError) as error:
            raise InputError(
                "damaged file of a run",
                file=self.about_file,
                found=str(error),
                mend="remove the run's folder and make the vectors again",
            ) from error

    def require_same(self, config: VectorsConfig) -> None:
        """Refuse other settings than those the vectors were made with.

        Raises:
            InputError: names the keys that differ.
        """
        before, defaults = self.about()["settings"], settings_of(VectorsConfig())
        require_same(self.path, before, settings_of(config), defaults)


def settings_of(config: VectorsConfig) -> dict[str, Any]:
    """What the vectors depend on."""
    settings = asdict(config)
    settings.pop("name")
    return settings


def learn_vectors(config: VectorsConfig, run: VectorsRun, say: Callable[[str], None]) -> None:
    """Read the text, learn, write the run.

    Args:
        config: the settings.
        run: where to write; its folder may be there.
        say: shows a line to the user.

    Raises:
        InputError: a file cannot be read, or too few words are frequent enough.
        OptionalPackageError: the package gensim is missing.
    """
    started = time.monotonic()
    model = _untrained(config)
    with _folder(run.path) as folder:
        file = folder / "words.txt"
        seen = _write_words(config, file)
        say(f"{seen.num_words:,} words, {seen.num_bytes / 1e6:.1f} MB of text")
        _learn(model, config, file, say)
        words, vectors = model.wv.index_to_key, model.wv.vectors
        about = {
            "nlpseq": nlpseq.__version__,
            "gensim": version("gensim"),
            "settings": settings_of(config),
            "corpora": [
                {"name": Path(name).name, "licence": config.licence, "citation": ""}
                for name in config.text[: seen.num_files]
            ],
            "seen": asdict(seen),
            "num_words": len(words),
            "seconds": round(time.monotonic() - started, 1),
        }
        made = folder / "vectors.txt", folder / "vectors.json"
        write_vectors(made[0], words, vectors)
        made[1].write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")
        made[0].replace(run.vectors_file)
        made[1].replace(run.about_file)


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """A temporary folder in the run's, which is removed as well if it was made and stays empty."""
    made = make_folders(path)
    try:
        with TemporaryDirectory(dir=path) as folder:
            yield Path(folder)
    finally:
        remove_empty(made)


def _write_words(config: VectorsConfig, file: Path) -> Seen:
    """The words of the text, a paragraph a line: split once, read in every pass."""
    num_files = num_bytes = num_words = 0
    limit = config.max_megabytes * 1e6 or float("inf")
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for number, paragraph in _paragraphs(config.text):
            size = len(paragraph.encode()) + 1
            if num_bytes + size > limit:
                break
            words = [word_norm(word.text) for word in split_words(paragraph)]
            num_files, num_bytes, num_words = number, num_bytes + size, num_words + len(words)
            for start in range(0, len(words), MAX_WORDS):
                stream.write(" ".join(words[start : start + MAX_WORDS]) + "\n")
    return Seen(num_files, num_bytes, num_words)


def _paragraphs(files: list[str]) -> Iterator[tuple[int, str]]:
    """Every paragraph, with the number of its file, from 1."""
    for number, name in enumerate(files, start=1):
        for document in read_documents(name):
            for paragraph in document.paragraphs:
                yield number, paragraph


def _untrained(config: VectorsConfig) -> Any:
    """The model before it has read a word: reading may take minutes, a missing package none."""
    try:
        from gensim.models import Word2Vec
    except ImportError as error:
        raise OptionalPackageError("gensim", "vectors") from error

    return Word2Vec(
        vector_size=config.size,
        window=config.window,
        min_count=config.min_count,
        max_final_vocab=config.num_words,
        sg=1,
        negative=NUM_NEGATIVE,
        sample=SUBSAMPLING,
        epochs=config.num_epochs,
        seed=config.seed,
        workers=1,  # with more of them no two runs are the same
    )


def _learn(model: Any, config: VectorsConfig, file: Path, say: Callable[[str], None]) -> None:
    from gensim.models.callbacks import CallbackAny2Vec

    class Passes(CallbackAny2Vec):  # type: ignore[misc]
        """Say that a pass is over."""

        done = 0

        def on_epoch_end(self, model: Any) -> None:
            del model
            self.done += 1
            say(f"pass {self.done} of {config.num_epochs}")

    model.build_vocab(corpus_file=str(file))
    if not len(model.wv):
        raise InputError(
            "no word is frequent enough",
            found=f"none that occurs {config.min_count} times",
            mend="give more text or lower min_count",
        )
    model.train(
        corpus_file=str(file),
        total_words=model.corpus_total_words,
        total_examples=model.corpus_count,
        epochs=config.num_epochs,
        callbacks=[Passes()],
    )
