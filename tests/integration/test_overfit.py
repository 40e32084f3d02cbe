"""Can it learn at all: eight sentences by heart, copying and reversing what it never saw."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.data.examples import Pair
from nlpseq.training.loop import Validated, train
from tests.helpers import (
    TAGGED,
    prepared_run,
    tiny_config,
    write_corpora,
    write_pairs,
    write_tagged,
)

LEARNING = {
    "model__embedding_size": 32,
    "model__attention": "general",
    "task__tagging__hidden_size": 32,
    "task__tagging__max_tokens": 64,
    "task__translation__hidden_size": 64,
    "task__translation__label_smoothing": 0.0,
    "training__average": "none",
}


def test_eight_sentences_are_learnt_by_heart(tmp_path: Path) -> None:
    """Both heads at once, over one embedding: entity F1 and BLEU 100."""
    corpora = {
        name: replace(spec, valid=spec.train) for name, spec in write_corpora(tmp_path).items()
    }
    config = tiny_config(corpora, **LEARNING, training__num_steps=150, training__validate_every=150)
    prepared, _ = prepared_run(config, tmp_path / "run")
    assert [len(v.items) for v in prepared.setup.validations.values()] == [8, 8]
    *_, last, _ = train(prepared.setup, prepared.state)
    assert isinstance(last, Validated)
    assert last.scores["tagging.f1"] == pytest.approx(100.0)
    assert last.scores["translation.bleu"] == pytest.approx(100.0)


@pytest.mark.parametrize("output", ["crf", "softmax"])
@pytest.mark.parametrize("scheme", ["bio", "bioes"])
def test_a_tagger_learns_eight_sentences(tmp_path: Path, output: str, scheme: str) -> None:
    files = write_tagged(tmp_path, "all", TAGGED)
    config = tiny_config(
        {"tagging": CorpusSpec(train=files, valid=files, scheme="bio")},
        **LEARNING,
        training__num_steps=40,
        training__validate_every=40,
        task__tagging__output=output,
        task__tagging__scheme=scheme,
    )
    prepared, _ = prepared_run(config, tmp_path / "run")
    *_, last, _ = train(prepared.setup, prepared.state)
    assert last.scores["tagging.f1"] == pytest.approx(100.0)


def sequences(number: int, change: Callable[[list[str]], list[str]]) -> list[Pair]:
    """Distinct sequences of letters, and what becomes of them."""
    rng = random.Random(7)
    sources: dict[tuple[str, ...], None] = {}
    while len(sources) < number:
        sources[tuple(rng.choices("abcdefgh", k=rng.randint(3, 5)))] = None
    return [Pair(" ".join(source), " ".join(change(list(source)))) for source in sources]


@pytest.mark.parametrize("change", ["copy", pytest.param("reverse", marks=pytest.mark.slow)])
def test_sequences_never_seen_are_copied_and_reversed(tmp_path: Path, change: str) -> None:
    pairs = sequences(640, {"copy": list, "reverse": lambda s: s[::-1]}[change])
    spec = CorpusSpec(
        train=write_pairs(tmp_path, "train", pairs[:600]),
        valid=write_pairs(tmp_path, "valid", pairs[600:]),
    )
    config = tiny_config(
        {"translation": spec},
        **LEARNING,
        tokenizer__vocab_size=300,
        training__num_steps=240,
        training__validate_every=240,
        task__translation__max_tokens=400,
    )
    prepared, _ = prepared_run(
        replace(config, optim=replace(config.optim, learning_rate=3e-3)), tmp_path / "run"
    )
    *_, last, _ = train(prepared.setup, prepared.state)
    assert last.scores["translation.bleu"] > 95.0
