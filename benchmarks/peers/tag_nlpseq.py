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
    trained = train_nlpseq(folder, "conll2003", minutes, corpus)
    pipeline = load(trained.run, BULK)

    def tag(sentences: list[list[str]]) -> list[list[str]]:
        return [list(prediction.tags) for prediction in pipeline.tag_words(sentences)]

    tell(
        training_seconds=trained.seconds,
        training_words_per_second=trained.targets_per_second,
        words_per_second=measure_tagger(folder, tag),
        megabytes=megabytes(trained.run / "bundle"),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
