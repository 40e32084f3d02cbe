"""Translation: greedy is a beam of one, batches change nothing, lengths are bounded."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from nlpseq.config import DecodingConfig, ModelConfig
from nlpseq.data.tokenizer import EOS
from nlpseq.decoding.beam import beam_search
from nlpseq.model import SharedModel
from nlpseq.tasks.translation import TorchStepper, TranslationTask
from nlpseq.tasks.translation_search import (
    TranslationItem,
    TranslationPrediction,
    source_items,
)
from tests.helpers import GREEDY, NO_DROPOUT_TRANSLATION, PAIRS, tiny_model, tiny_tokenizer

SOURCES = [pair.source for pair in PAIRS] + ["", "Bonn", " ", "a book " * 12]


def task_and_model(eos_bias: float = 0.0, **changes: str) -> tuple[TranslationTask, SharedModel]:
    """A random translator whose outputs depend on the source."""
    torch.manual_seed(14)
    task = TranslationTask("translation", NO_DROPOUT_TRANSLATION, tiny_tokenizer(), "de")
    model = tiny_model(
        model=ModelConfig(**{"embedding_size": 8, "attention": "general", **changes}),
        translation=NO_DROPOUT_TRANSLATION,
    )
    with torch.no_grad():
        head = model.heads["translation"]
        for parameter in head.parameters():
            parameter.mul_(2.0)
        head.bias[EOS] = eos_bias
    return task, model


def tokens(predictions: list[TranslationPrediction]) -> list[list[tuple[int, ...]]]:
    return [[hypothesis.tokens for hypothesis in p.hypotheses] for p in predictions]


def scores(predictions: list[TranslationPrediction]) -> list[float]:
    return [hypothesis.score for p in predictions for hypothesis in p.hypotheses]


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_greedy_is_a_beam_of_one(cell: str) -> None:
    task, model = task_and_model(eos_bias=1.0, cell=cell)
    items = [item for item in source_items(SOURCES, task.tokenizer) if len(item.source)]
    greedy = task.predict(model, items, GREEDY)
    for item, prediction in zip(items, greedy, strict=True):
        batch = task.collate([item], model)
        head = model.heads["translation"]
        memory = head.encode(batch.source, batch.source_lengths, model.embedding)
        stepper = TorchStepper(head, model.embedding, memory)
        limit = np.array([3 * len(item.source) + 10])
        (found,) = beam_search(stepper, 1, limit, beam_size=1, num_best=1, length_penalty=1.0)
        assert found[0].tokens == prediction.hypotheses[0].tokens
        assert found[0].score == pytest.approx(prediction.hypotheses[0].score, abs=1e-5)
    assert len({tuple(p.hypotheses[0].tokens) for p in greedy}) > 2


@pytest.mark.parametrize("beam_size", [1, 3])
@pytest.mark.parametrize("bidirectional", [True, False])
def test_translations_do_not_depend_on_batch_and_order(beam_size: int, bidirectional: bool) -> None:
    task, model = task_and_model(eos_bias=1.0, bidirectional=bidirectional)
    decoding = DecodingConfig(beam_size=beam_size, max_length_ratio=1.5)
    items = source_items(SOURCES, task.tokenizer)
    together = task.predict(model, items, decoding, num_best=beam_size)
    alone = task.predict(model, items, replace(decoding, batch_tokens=1), num_best=beam_size)
    turned = task.predict(model, items[::-1], decoding, num_best=beam_size)[::-1]
    for other in (alone, turned):
        assert tokens(other) == tokens(together)
        assert scores(other) == pytest.approx(scores(together), abs=1e-4)


def test_an_empty_source_has_the_empty_translation() -> None:
    task, model = task_and_model()
    predictions = task.predict(model, source_items(["", "Bonn", "  "], task.tokenizer), GREEDY)
    assert [p.texts[0] for p in predictions][::2] == ["", ""]
    assert predictions[1].hypotheses
    assert task.predict(model, [], GREEDY) == []


@pytest.mark.parametrize("beam_size", [1, 4])
def test_no_translation_is_longer_than_allowed(beam_size: int) -> None:
    task, model = task_and_model(eos_bias=-1e3)  # it would never end
    decoding = DecodingConfig(beam_size=beam_size, max_length_ratio=0.5)
    items = source_items(["Bonn", "a bird sings in the old garden ."], task.tokenizer)
    for item, prediction in zip(items, task.predict(model, items, decoding), strict=True):
        (hypothesis,) = prediction.hypotheses
        assert not hypothesis.finished
        assert len(hypothesis.tokens) == int(0.5 * len(item.source)) + 10


def test_n_best_are_distinct_and_sorted() -> None:
    task, model = task_and_model(eos_bias=1.0)
    (prediction,) = task.predict(
        model,
        source_items(["Anna reads ."], task.tokenizer),
        DecodingConfig(beam_size=2),
        num_best=5,
    )
    assert len(prediction.hypotheses) == len(prediction.texts) == 5
    # what never ended comes behind all that did
    found = [(not hypothesis.finished, -hypothesis.score) for hypothesis in prediction.hypotheses]
    assert found == sorted(found)
    assert len({hypothesis.tokens for hypothesis in prediction.hypotheses}) == 5


def test_sizes_and_targets_count_the_sign_of_the_end() -> None:
    task, model = task_and_model()
    item = TranslationItem(np.array([7, 8]), np.array([9, 10, 11]))
    assert (task.size(item), task.num_targets(item)) == (4, 4)
    batch = task.collate([item, TranslationItem(np.array([5]), None)], model)
    assert batch.source.tolist() == [[7, 8, 3], [5, 3, 0]]
    assert batch.target_in.tolist() == [[2, 9, 10, 11], [2, 0, 0, 0]]
    assert batch.target_out.tolist() == [[9, 10, 11, 3], [3, 0, 0, 0]]
    assert batch.target_lengths.tolist() == [4, 1]


def test_each_side_is_spelt_in_the_pieces_that_were_drawn_for_it() -> None:
    config = replace(NO_DROPOUT_TRANSLATION, sampling_alpha=0.1)
    task = TranslationTask("translation", config, tiny_tokenizer(), "de")
    items = task.encode(PAIRS)
    varied = task.vary(items, np.random.default_rng(1))
    assert [v.source.tolist() for v in varied] != [i.source.tolist() for i in items]
    for item, other, pair in zip(items, varied, PAIRS, strict=True):
        assert task.tokenizer.decode(other.source) == pair.source
        assert other.target is item.target
    both = replace(config, target_sampling_alpha=0.1)
    task = TranslationTask("translation", both, tiny_tokenizer(), "de")
    varied = task.vary(items, np.random.default_rng(1))
    assert [v.target.tolist() for v in varied] != [i.target.tolist() for i in items]
    assert [task.tokenizer.decode(v.target) for v in varied] == [pair.target for pair in PAIRS]


def test_encoding_and_decoding_is_the_identity() -> None:
    task, _ = task_and_model()
    for item, pair in zip(task.encode(PAIRS), PAIRS, strict=True):
        assert task.tokenizer.decode(item.source.tolist()) == pair.source
        assert task.tokenizer.decode(item.target.tolist()) == pair.target


def test_the_best_translations_are_scored() -> None:
    task, _ = task_and_model()
    right = [TranslationPrediction([pair.target, "x"], []) for pair in PAIRS]
    assert task.score(right, PAIRS) == {"bleu": pytest.approx(100.0)}
