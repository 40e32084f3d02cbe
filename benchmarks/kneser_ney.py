"""Bits per character of a language model beside those of n-grams with Kneser-Ney smoothing.

    python benchmarks/kneser_ney.py RUN --train FILE [FILE ...] --test FILE [--name kneser_ney_cpu]

Both tell the same units, those of the run: interpolated Kneser-Ney (Chen and Goodman 1999,
sec. 3), one discount an order, over the training text that is given here. Texts are read as
``nlpseq pretrain`` reads them, and scored from left to right, the signs of their ends included.
Both figures are written to ``benchmarks/results/NAME.json``.

Dimensions: N units of a text, V vocabulary, G distinct n-grams of an order.
"""

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from record import RESULTS, commit, machine

from nlpseq.data.examples import Document
from nlpseq.data.text import read_documents
from nlpseq.evaluation.language_modelling import score_documents
from nlpseq.inference.pipeline import Pipeline, load
from nlpseq.tasks.language_modelling import extent_of


@dataclass(frozen=True)
class Order:
    """The n-grams of one length.

    Args:
        keys: (G,) sorted; number of the first n - 1 units among their grams times V, and the last.
        counts: (G,) how often each stands there; of those that are not the longest, how many
            different units stand before it.
        discount: what is taken from each count.
        totals: sum of the counts behind each context, by the context's number.
        kinds: how many different units stand behind each context.
    """

    keys: np.ndarray
    counts: np.ndarray
    discount: float
    totals: np.ndarray
    kinds: np.ndarray


class KneserNey:
    """Interpolated Kneser-Ney over sequences of ids.

    Args:
        sequence: (N,) ids of the training text.
        vocab_size: V; ids are below it.
        order: length of the longest n-grams.
    """

    def __init__(self, sequence: np.ndarray, vocab_size: int, order: int) -> None:
        self.vocab_size = vocab_size
        words = sequence.astype(np.int64)
        grams = np.zeros(len(words) + 1, np.int64)  # number of the gram that ends before a place
        found, suffixes = [], []
        for length in range(1, order + 1):
            keys = grams[: len(words) - length + 1] * vocab_size + words[length - 1 :]
            distinct, first, numbers, counts = np.unique(
                keys, return_index=True, return_inverse=True, return_counts=True
            )
            if length > 1:
                # the grams that end in the same shorter one have different units before it
                suffixes.append(np.bincount(grams[1:][first], minlength=len(found[-1][0])))
            found.append((distinct, counts))
            grams = numbers
        self.orders = [
            _order(keys, counts if n == order - 1 else suffixes[n], vocab_size)
            for n, (keys, counts) in enumerate(found)
        ]

    def log_probs(self, sequence: np.ndarray) -> np.ndarray:
        """Natural logarithms (N,) of the probability of each id after those before it."""
        words = sequence.astype(np.int64)
        probs = np.full(len(words), 1.0 / self.vocab_size)
        contexts = np.zeros(len(words), np.int64)  # -1 = never seen
        for order in self.orders:
            keys = np.where(contexts >= 0, contexts * self.vocab_size + words, -1)
            places = np.minimum(np.searchsorted(order.keys, keys), len(order.keys) - 1)
            grams = np.where(order.keys[places] == keys, places, -1)
            counts = np.where(grams >= 0, order.counts[places], 0)
            inside = np.clip(contexts, 0, len(order.totals) - 1)
            known = (contexts >= 0) & (contexts < len(order.totals)) & (order.totals[inside] > 0)
            total = np.where(known, order.totals[inside], 1)
            lower = order.discount * order.kinds[inside] / total
            higher = np.maximum(counts - order.discount, 0) / total
            probs = np.where(known, higher + lower * probs, probs)
            contexts = np.concatenate([[-1], grams[:-1]])
        found: np.ndarray = np.log(probs)
        return found


def _order(keys: np.ndarray, counts: np.ndarray, vocab_size: int) -> Order:
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    contexts = keys // vocab_size
    return Order(
        keys=keys,
        counts=counts,
        discount=once / (once + 2 * twice) if once else 0.5,  # nothing is impossible
        totals=np.bincount(contexts, weights=counts),
        kinds=np.bincount(contexts, weights=counts > 0),
    )


def main() -> None:
    """Count, score, print and write both figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="a finished run")
    parser.add_argument("--train", nargs="+", required=True, metavar="FILE", help="text to count")
    parser.add_argument("--test", required=True, metavar="FILE", help="text to score")
    parser.add_argument("--order", type=int, default=5, help="longest n-grams")
    parser.add_argument("--name", default="kneser_ney", help="of the file of results")
    options = parser.parse_args()
    pipeline = load(options.run)
    train = [document for file in options.train for document in read_documents(file)]
    test = list(read_documents(options.test))
    result = {
        "experiment": "kneser_ney",
        "run": options.run.name,
        "test": "/".join(Path(options.test).parts[-2:]),
        "megabytes": round(sum(_num_bytes(train)) / 1e6, 1),
        "units": pipeline.language_model.config.unit,
        "training": training_of(options.run, pipeline),
        "order": options.order,
        "kneser_ney": bits_of_n_grams(pipeline, train, test, options.order),
        "model": bits_of_model(pipeline, test),
        "machine": machine(),
        "commit": commit(),
    }
    print(json.dumps(result, indent=2))
    text = json.dumps(result, indent=2) + "\n"
    (RESULTS / f"{options.name}.json").write_text(text, encoding="utf-8")


def training_of(run: Path, pipeline: Pipeline) -> dict[str, Any]:
    """What the language model is and took."""
    scores, machine_then = (
        json.loads((run / name).read_text(encoding="utf-8"))
        for name in ("scores.json", "machine.json")
    )
    config = pipeline.language_model.config
    return {
        "hidden_size": config.hidden_size,
        "direction": config.direction,
        "minutes": round(scores["training_seconds"] / 60, 1),
        "num_steps": scores["num_steps"],
        "passes": scores["passes"]["language_modelling"],
        "device": machine_then["device"],
        "num_threads": machine_then["num_threads"],
    }


def bits_of_n_grams(
    pipeline: Pipeline, train: Sequence[Document], test: Sequence[Document], order: int
) -> float:
    """Bits per character of a text by the n-grams of another."""
    task = pipeline.language_model
    counted = np.concatenate([item.tokens for item in task.encode(train)])
    model = KneserNey(counted, task.tokenizer.vocab_size, order)
    # a document begins with its sign, which is given and not told
    bits = [-model.log_probs(i.tokens)[1:].sum() / math.log(2) for i in task.encode(test)]
    return _per_character({"forwards": bits}, test)


def bits_of_model(pipeline: Pipeline, test: Sequence[Document]) -> float:
    """Bits per character of a text by the bundle, from left to right."""
    task = pipeline.language_model
    predictions = task.predict(pipeline.model, task.encode(test), pipeline.bundle.decoding)
    direction = task.config.directions[0]
    return _per_character({direction: [p.bits(direction) for p in predictions]}, test)


def _num_bytes(documents: Sequence[Document]) -> Iterator[int]:
    return (len(paragraph.encode()) for each in documents for paragraph in each.paragraphs)


def _per_character(bits: dict[str, list[float]], test: Sequence[Document]) -> float:
    scores = score_documents(bits, [extent_of(document) for document in test])
    return round(scores.mean.bits_per_character, 4)


if __name__ == "__main__":
    main()
