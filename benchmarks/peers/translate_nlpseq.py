"""Our own translator: ``python translate_nlpseq.py FOLDER MINUTES CORPUS``, see ``peers.py``.

The recipe for few minutes, ``multi30k_quick``. It translates as ``nlpseq translate``
does much text.
"""

import sys
import time
from pathlib import Path

from shared import megabytes, tell, train_nlpseq

from nlpseq.inference.pipeline import load
from nlpseq.inference.runtime.choice import BULK


def main(folder: Path, minutes: float, corpus: str) -> None:
    """Train, translate the validation split greedily and by beam, measure."""
    run = folder / "run"
    found = train_nlpseq(run, "multi30k_quick", minutes, corpus) if minutes else {}
    pipeline = load(run, BULK)
    sources = (folder / "valid.source").read_text(encoding="utf-8").split("\n")[:-1]
    pipeline.translate(sources[:1])  # now all is loaded, as in the peers
    rates = {}
    for name, beam_size in (("greedy", 1), ("beam", 5)):
        start = time.process_time()
        translations = pipeline.translate(sources, beam_size=beam_size)
        rates[f"{name}_per_second"] = round(len(sources) / (time.process_time() - start), 1)
        lines = "".join(f"{translation.text}\n" for translation in translations)
        (folder / f"valid.{name}").write_text(lines, encoding="utf-8")
    tell(**rates, megabytes=megabytes(run / "bundle"), **found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
