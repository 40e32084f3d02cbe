"""The n-grams that language models are measured against, against a count by hand."""

import importlib
from collections import Counter
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
VOCAB_SIZE = 5


@pytest.fixture
def kneser_ney(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark as a module, which finds its neighbours."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("kneser_ney")


def by_hand(
    train: list[int], length: int, order: int, context: tuple[int, ...], word: int
) -> float:
    """The recursion as Chen and Goodman 1999 write it, over counters."""
    if length == 0:
        return 1 / VOCAB_SIZE
    grams = [tuple(train[i : i + length]) for i in range(len(train) - length + 1)]
    longer = {tuple(train[i : i + length + 1]) for i in range(len(train) - length)}
    counts = Counter(grams) if length == order else Counter(gram[1:] for gram in longer)
    once, twice = (list(counts.values()).count(number) for number in (1, 2))
    discount = once / (once + 2 * twice) if once else 0.5
    here = {gram: count for gram, count in counts.items() if gram[:-1] == context}
    shorter = by_hand(train, length - 1, order, context[1:], word)
    total = sum(here.values())
    if not total:
        return shorter
    higher = max(here.get((*context, word), 0) - discount, 0) / total
    return higher + discount * len(here) / total * shorter


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_probabilities_are_those_of_the_recursion_and_sum_to_one(
    kneser_ney: ModuleType, order: int
) -> None:
    rng = np.random.default_rng(order)
    train = rng.integers(0, VOCAB_SIZE - 1, 60)  # one unit is never seen
    model = kneser_ney.KneserNey(train, VOCAB_SIZE, order)
    text = rng.integers(0, VOCAB_SIZE, 15)
    found = np.exp(model.log_probs(text))
    for place, word in enumerate(text.tolist()):
        context = tuple(text[max(0, place - order + 1) : place].tolist())
        expected = by_hand(train.tolist(), len(context) + 1, order, context, word)
        assert found[place] == pytest.approx(expected)
    for _ in range(5):
        context = rng.integers(0, VOCAB_SIZE, order)
        rows = [np.append(context, word) for word in range(VOCAB_SIZE)]
        total = sum(np.exp(model.log_probs(row)[-1]) for row in rows)
        assert total == pytest.approx(1.0)
