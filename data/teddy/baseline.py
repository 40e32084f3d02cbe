"""The bag-of-right-context-words baseline for the contrastive pairs.

Logistic regression over the ambiguous word and the set of words to its right, learned from the
tokens of train that are written with a capital and do not continue an entity. A left-to-right
tagger sees none of those words; the bag holds them all, without their order.

python data/teddy/baseline.py           prints the pair accuracy by stratum
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FOLDER = Path(__file__).parent
STRATA = ("unseen_names", "unseen_templates", "unseen_cues")


def read_conll(path: Path) -> list[tuple[list[str], list[str]]]:
    """Return (words, tags) of each sentence."""
    blocks = path.read_text(encoding="utf-8").strip("\n").split("\n\n")
    rows = ([line.split(" ") for line in block.split("\n")] for block in blocks)
    return [([row[0] for row in block], [row[1] for row in block]) for block in rows]


def features(words: list[str], index: int) -> set[str]:
    """Return the word itself and the bag of lower-cased words to its right."""
    return {"always", f"itself={words[index]}"} | {word.lower() for word in words[index + 1 :]}


class LogisticRegression:
    """Multinomial logistic regression over sets of features, fitted by AdaGrad in a fixed order."""

    def __init__(self, examples: list[tuple[set[str], str]], num_epochs: int = 6) -> None:
        self.labels = sorted({label for _, label in examples})
        names = sorted({name for found, _ in examples for name in found})
        self.index = {name: number for number, name in enumerate(names)}
        self.weights = np.zeros((len(names), len(self.labels)))
        squares = np.full_like(self.weights, 1e-6)
        order = np.random.default_rng(1)
        for _ in range(num_epochs):
            for number in order.permutation(len(examples)):
                found, label = examples[number]
                self._step(found, label, squares)

    def predict(self, found: set[str]) -> str:
        """Return the most probable label; features never seen are left out."""
        return self.labels[int(np.argmax(self._scores(self._rows(found))))]

    def _rows(self, found: set[str]) -> list[int]:
        return sorted(self.index[name] for name in found if name in self.index)

    def _scores(self, rows: list[int]) -> Floats:
        return self.weights[rows].sum(axis=0)

    def _step(self, found: set[str], label: str, squares: Floats, rate: float = 0.2) -> None:
        rows = self._rows(found)
        scores = self._scores(rows)
        gradient = np.exp(scores - scores.max())
        gradient /= gradient.sum()
        gradient[self.labels.index(label)] -= 1
        squares[rows] += gradient**2
        self.weights[rows] -= rate * gradient / np.sqrt(squares[rows])


def train(sentences: list[tuple[list[str], list[str]]]) -> LogisticRegression:
    """Learn from every capitalised token that begins an entity or stands outside of one."""
    return LogisticRegression(
        [
            (features(words, index), tag)
            for words, tags in sentences
            for index, (word, tag) in enumerate(zip(words, tags, strict=True))
            if word[0].isupper() and not tag.startswith("I-")
        ]
    )


def pair_accuracy(model: LogisticRegression, pairs: list[dict[str, object]]) -> dict[str, float]:
    """Return stratum -> share of pairs with both labels right at the ambiguous word."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pair in pairs:
        stratum = str(pair["stratum"])
        total[stratum] += 1
        right[stratum] += all(_is_right(model, pair, side) for side in ("first", "second"))
    return {stratum: right[stratum] / total[stratum] for stratum in STRATA}


def _is_right(model: LogisticRegression, pair: dict[str, object], side: str) -> bool:
    sentence, index = pair[side], pair["index"]
    assert isinstance(sentence, dict)
    assert isinstance(index, int)
    predicted = model.predict(features(sentence["words"], index))
    return bool(predicted == sentence["tags"][index])


def main() -> int:
    """Print the table."""
    model = train(read_conll(FOLDER / "train.conll"))
    for name in ("pairs.jsonl", "pairs_valid.jsonl"):
        lines = (FOLDER / name).read_text(encoding="utf-8").strip("\n").split("\n")
        accuracy = pair_accuracy(model, [json.loads(line) for line in lines])
        print(name, " ".join(f"{s} {100 * accuracy[s]:.1f} %" for s in STRATA))
    return 0


if __name__ == "__main__":
    sys.exit(main())
