"""The bag-of-right-context-words baseline for the contrastive pairs.

Naive Bayes over the ambiguous word and the set of words to its right (sentence end excluded, no
order), with add-one smoothing, learned from all tokens of train that are written with a capital.
A left-to-right tagger sees none of these words; a bag sees them all, without their order.

python data/teddy/baseline.py           prints the pair accuracy by stratum
"""

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

FOLDER = Path(__file__).parent
STRATA = ("unseen_names", "unseen_templates", "unseen_cues")


def read_conll(path: Path) -> list[tuple[list[str], list[str]]]:
    """Return (words, tags) of each sentence."""
    blocks = path.read_text(encoding="utf-8").strip("\n").split("\n\n")
    rows = ([line.split(" ") for line in block.split("\n")] for block in blocks)
    return [([row[0] for row in block], [row[1] for row in block]) for block in rows]


def features(words: list[str], index: int) -> set[str]:
    """Return the word itself and the bag of lower-cased words to its right."""
    return {f"itself={words[index]}"} | {word.lower() for word in words[index + 1 :]}


class NaiveBayes:
    """Multinomial naive Bayes with add-one smoothing over sets of features."""

    def __init__(self) -> None:
        self.labels: Counter[str] = Counter()
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.vocabulary: set[str] = set()

    def learn(self, found: set[str], label: str) -> None:
        """Count one token."""
        self.labels[label] += 1
        self.counts[label].update(found)
        self.vocabulary |= found

    def predict(self, found: set[str]) -> str:
        """Return the most probable label; features never seen are left out."""
        known = sorted(found & self.vocabulary)
        return max(self.labels, key=lambda label: self._score(known, label))

    def _score(self, known: list[str], label: str) -> float:
        counts = self.counts[label]
        total = math.log(self.labels[label] + 2)
        return math.log(self.labels[label]) + sum(math.log(counts[f] + 1) - total for f in known)


def train(sentences: list[tuple[list[str], list[str]]]) -> NaiveBayes:
    """Learn from every capitalised token that begins an entity or stands outside."""
    model = NaiveBayes()
    for words, tags in sentences:
        for index, (word, tag) in enumerate(zip(words, tags, strict=True)):
            if word[0].isupper() and not tag.startswith("I-"):
                model.learn(features(words, index), tag)
    return model


def pair_accuracy(model: NaiveBayes, pairs: list[dict[str, object]]) -> dict[str, float]:
    """Return stratum -> share of pairs with both labels right at the ambiguous word."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pair in pairs:
        stratum = str(pair["stratum"])
        total[stratum] += 1
        right[stratum] += all(_is_right(model, pair, side) for side in ("first", "second"))
    return {stratum: right[stratum] / total[stratum] for stratum in STRATA}


def _is_right(model: NaiveBayes, pair: dict[str, object], side: str) -> bool:
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
