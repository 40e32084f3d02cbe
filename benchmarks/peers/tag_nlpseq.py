"""Our own tagger: ``python tag_nlpseq.py FOLDER MINUTES CORPUS``, see ``peers.py``.

The recipe of CoNLL-2003, ended after the minutes. It tags as ``nlpseq tag`` tags much text.
"""

import sys
from pathlib import Path

from shared import measure_tagger, megabytes, tell, train_nlpseq

from nlpseq.inference.pipeline import load
from nlpseq.inference.runtime.choice import BULK


def main(folder: Path, minutes: float, corpus: str) -> None:
    """Train, tag the validation split, measure."""
    run = folder / "run"
    found = train_nlpseq(run, "conll2003", minutes, corpus) if minutes else {}
    pipeline = load(run, BULK)

    def tag(sentences: list[list[str]]) -> list[list[str]]:
        return [list(prediction.tags) for prediction in pipeline.tag_words(sentences)]

    rate = measure_tagger(folder, tag)
    tell(words_per_second=rate, megabytes=megabytes(run / "bundle"), **found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
