"""spaCy's entity tagger from scratch: ``python tag_spacy.py FOLDER MINUTES``, see ``peers.py``.

The configuration is that of ``spacy init config --pipeline ner --optimize efficiency``: hashed
embeddings and a convolution, no vectors. Training ends at its own patience or after the minutes.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from shared import measure_tagger, megabytes, read_columns, tell
from spacy.cli.init_config import init_config
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

BATCH = 256

rates: list[float] = []
"""Words a second of processor time that training had read at each of its evaluations."""


@spacy.registry.loggers("clock.v1")
def clock(minutes: float) -> Callable[..., Any]:
    """A logger that interrupts training after some minutes, which spaCy has no setting for."""

    def setup(_nlp: Any, *_streams: Any) -> tuple[Callable[[Any], None], Callable[[], None]]:
        end, start = time.time() + 60 * minutes, time.process_time()

        def log(info: Any) -> None:
            if info is not None:
                rates.append(info["words"] / (time.process_time() - start))
            if time.time() > end:
                raise KeyboardInterrupt

        return log, lambda: None

    return setup


def main(folder: Path, minutes: float) -> None:
    """Train, tag the validation split, measure."""
    found = trained(folder, minutes) if minutes else {}
    names = ("model-best", "model-last")
    model = next(folder / "model" / name for name in names if (folder / "model" / name).exists())
    nlp = spacy.load(model)

    def tag(sentences: list[list[str]]) -> list[list[str]]:
        docs = (Doc(nlp.vocab, words=words) for words in sentences)
        return [[bio(token) for token in doc] for doc in nlp.pipe(docs, batch_size=BATCH)]

    tell(words_per_second=measure_tagger(folder, tag), megabytes=megabytes(model), **found)


def trained(folder: Path, minutes: float) -> dict[str, float]:
    """Train and keep the model; how long and how fast that was."""
    start = time.process_time()
    vocab = spacy.blank("en").vocab
    for split in ("train", "valid"):
        examples = read_columns(folder / f"{split}.txt")
        docs = [Doc(vocab, words=words, ents=tags) for words, tags in examples]
        DocBin(docs=docs).to_disk(folder / f"{split}.spacy")
    (folder / "model").mkdir(exist_ok=True)
    config = init_config(lang="en", pipeline=["ner"], optimize="efficiency")
    config["paths"] |= {"train": f"{folder}/train.spacy", "dev": f"{folder}/valid.spacy"}
    config["training"]["logger"] = {"@loggers": "clock.v1", "minutes": minutes}
    try:
        train(init_nlp(config), folder / "model")
    except KeyboardInterrupt:
        print("the time is over", file=sys.stderr)
    seconds = time.process_time() - start
    found = {"training_seconds": round(seconds, 1)}
    if rates:  # there was time for an evaluation
        found["training_words_per_second"] = round(rates[-1])
    return found


def bio(token: Any) -> str:
    """The tag of a token."""
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_iob_ in ("B", "I") else "O"


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
