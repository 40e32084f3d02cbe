"""CRFsuite with hand-made features: ``python tag_crfsuite.py FOLDER MINUTES``, see ``peers.py``.

Features of a word: itself and two neighbours on each side; its shape, its prefixes and suffixes up
to four letters; the pairs with the word before and the word behind. Nothing from elsewhere.
"""

import re
import sys
import time
from pathlib import Path

import pycrfsuite
from shared import measure_tagger, read_columns, tell


def main(folder: Path, _minutes: float) -> None:
    """Train, tag the validation split, measure; 100 iterations, which take a minute."""
    start = time.process_time()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True}
    )
    for words, tags in read_columns(folder / "train.txt"):
        trainer.append(features(words), tags)
    model = folder / "model.crfsuite"
    trainer.train(str(model))
    training_seconds = time.process_time() - start
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    rate = measure_tagger(folder, lambda s: [tagger.tag(features(words)) for words in s])
    tell(
        training_seconds=round(training_seconds, 1),
        words_per_second=rate,
        megabytes=round(model.stat().st_size / 1e6, 1),
    )


def features(words: list[str]) -> list[list[str]]:
    """The features of every word."""
    padded = ["<s>", "<s>", *words, "</s>", "</s>"]
    return [of_place(padded, place) for place in range(2, len(words) + 2)]


def of_place(padded: list[str], place: int) -> list[str]:
    """The features of one word."""
    word = padded[place]
    before, here, after = (padded[place + offset].lower() for offset in (-1, 0, 1))
    found = ["bias", f"w={word}", f"l={here}", f"s={shape(word)}", f"{before}|{here}"]
    found += [f"{here}|{after}|", f"digit={any(map(str.isdigit, word))}"]
    found += [f"p={word[:size]}" for size in range(1, min(4, len(word)) + 1)]
    found += [f"x={word[-size:]}" for size in range(1, min(4, len(word)) + 1)]
    for offset in (-2, -1, 1, 2):
        other = padded[place + offset]
        found += [f"{offset}l={other.lower()}", f"{offset}s={shape(other)}"]
    return found


def shape(word: str) -> str:
    """Casing and digits, runs made one: ``Teddy`` -> Xx, ``1996-08`` -> d-d."""
    classes = re.sub(r"[^\W\d_]", lambda match: "X" if match[0].isupper() else "x", word)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"\d", "d", classes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
