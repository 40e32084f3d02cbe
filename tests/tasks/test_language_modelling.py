"""The language model as a task: windows, probabilities, directions, a mixture, and resuming."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.bundle import write_bundle
from nlpseq.config import CorpusSpec, LanguageModelConfig, ModelConfig, TrainConfig
from nlpseq.data.examples import Document
from nlpseq.data.tokenizer import BOS, EOS
from nlpseq.inference.pipeline import Pipeline, load
from nlpseq.inference.scoring import Scoring, compare, score
from nlpseq.model import ModelSpec, SharedModel, build
from nlpseq.modules.language_model import LanguageModel
from nlpseq.tasks import language_modelling
from nlpseq.tasks.language_modelling import LanguageItem, LanguageModellingTask, extent_of
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import Updated, Validated, train, update
from nlpseq.training.stream import Cursor, Stream
from tests.helpers import (
    GREEDY,
    NO_DROPOUT_LANGUAGE,
    PAIRS,
    TAGGED,
    prepared_run,
    tiny_config,
    tiny_model,
    tiny_tokenizer,
    write_tagged,
)

DOCUMENTS = [
    Document(("a cat sleeps .", "the dog runs home .")),
    Document(("yes .",)),
    Document(("Anna reads a book .", "two birds sing in the old garden .", "東京 !")),
]


def task_of(**changes: Any) -> LanguageModellingTask:
    """The task with the tiny tokenizer."""
    return LanguageModellingTask(
        "language_modelling", replace(NO_DROPOUT_LANGUAGE, **changes), tiny_tokenizer()
    )


def model_of(config: LanguageModelConfig = NO_DROPOUT_LANGUAGE) -> SharedModel:
    """A model with weights far from zero."""
    torch.manual_seed(1)
    model = tiny_model(language_modelling=config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return model


def write_text(folder: Path, name: str, texts: Sequence[str]) -> str:
    """A text a line; the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.txt"
    file.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return str(file)


def text_corpus(folder: Path) -> CorpusSpec:
    """The English sentences of the tiny corpus."""
    texts = [pair.source for pair in PAIRS]
    return CorpusSpec(
        train=write_text(folder, "train", texts),
        valid=write_text(folder, "valid", texts[:4]),
        test=write_text(folder, "test", texts[4:]),
        reader="lines",
    )


def told(item: LanguageItem, direction: str) -> list[tuple[int, ...]]:
    """What is told in an item, each token with all that was read before it."""
    task = task_of(direction=direction)
    batch = task.collate([item], model_of(task.config))[f"{direction}s"]
    tokens_in, tokens_out = batch.tokens_in[0].tolist(), batch.tokens_out[0].tolist()
    steps = batch.mask[0].nonzero().flatten().tolist()
    return [(*tokens_in[: step + 1], tokens_out[step]) for step in steps]


def test_a_document_has_the_same_sign_at_both_ends() -> None:
    task = task_of()
    (item,) = task.encode(DOCUMENTS[:1])
    first, second = (tiny_tokenizer().encode(text) for text in DOCUMENTS[0].paragraphs)
    assert item.tokens.tolist() == [BOS, *first, EOS, *second, EOS, BOS]
    assert task.num_targets(item) == 2 * (len(item.tokens) - 1)


def test_characters_are_told_one_by_one() -> None:
    tokenizer, text = tiny_tokenizer(), "the old dog, 東京 ▁!"
    ids = task_of(unit="characters").encode_text(text)
    assert tokenizer.decode(ids) == tokenizer.decode(tokenizer.encode(text))
    pieces = tokenizer.pieces(ids)
    assert all(len(piece) == 1 or piece.startswith("<0x") for piece in pieces)
    assert len(pieces) > len(tokenizer.encode(text))


@given(
    length=st.integers(2, 40),
    window=st.integers(1, 12),
    context=st.integers(0, 9),
    direction=st.sampled_from(["forward", "backward", "both"]),
)
def test_parts_tell_every_token_once(
    length: int, window: int, context: int, direction: str
) -> None:
    task = task_of(window=window, num_windows=1, context=context, direction=direction)
    whole = LanguageItem(np.arange(100, 100 + length), 1, length)
    parts = task.cut(whole)
    assert sum(map(task.num_targets, parts)) == task.num_targets(whole)
    for name in task.config.directions:
        found = [row for item in parts for row in told(item, name.removesuffix("s"))]
        expected = told(whole, name.removesuffix("s"))
        assert sorted(row[-1] for row in found) == sorted(row[-1] for row in expected)
        histories = {row[-1]: row for row in expected}
        for row in found:
            # what was read is the end of what would have been, the context at least
            assert histories[row[-1]][-len(row) :] == row
            assert len(row) - 2 >= min(context, len(histories[row[-1]]) - 2)
    assert all(len(item.tokens) <= window + 1 + 2 * context for item in parts)


def test_an_item_comes_back_from_the_store() -> None:
    task = task_of()
    for item in task.cut(task.encode(DOCUMENTS)[2]):
        back = task.unpack(task.pack(item))
        assert back.tokens.tolist() == item.tokens.tolist()
        assert (back.begin, back.end) == (item.begin, item.end)


@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
def test_the_loss_is_what_a_document_costs(direction: str) -> None:
    task = task_of(direction=direction)
    model = model_of(task.config)
    items = task.encode(DOCUMENTS)
    predictions = task.predict(model, items, GREEDY)
    bits = sum(sum(costs) for costs in task.bits(predictions).values())
    loss = task.loss(model, task.collate(items, model)).item()
    assert loss / math.log(2) == pytest.approx(bits, rel=1e-5)


@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
@pytest.mark.parametrize("num_windows", [2, 100])
def test_window_by_window_the_loss_is_that_of_the_whole(num_windows: int, direction: str) -> None:
    task = task_of(direction=direction, window=3, num_windows=num_windows, context=2)
    model = model_of(task.config)
    items = [part for item in task.encode(DOCUMENTS) for part in task.cut(item)]
    stream = Stream(items, task.sizes(items), 40, 1, task.windows())
    position, carried, losses, num_told = Cursor(), {}, [], 0
    while position.epoch == 0:
        windows, position = stream.batch(position)
        loss, carried = task.learn(model, task.collate(windows, model), carried)
        assert not any(state.requires_grad for state in carried.values())
        losses.append(loss.item())
        num_told += sum(map(task.num_targets, windows))
    assert num_told == sum(map(task.num_targets, items))
    assert len(losses) > 3
    expected = task.loss(model, task.collate(items, model)).item()
    assert sum(losses) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("max_scored", [1, 7, 30, 10_000])
def test_the_state_is_carried_through_a_document(
    max_scored: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, model = task_of(), model_of()
    items = task.encode(DOCUMENTS)
    expected = task.bits(task.predict(model, items, GREEDY))
    monkeypatch.setattr(language_modelling, "MAX_SCORED", max_scored)
    found = task.bits(task.predict(model, items, GREEDY))
    for name, costs in expected.items():
        assert found[name] == pytest.approx(costs, rel=1e-5)


def test_a_document_does_not_depend_on_its_batch() -> None:
    task, model = task_of(), model_of()
    items = task.encode(DOCUMENTS)
    together = task.predict(model, items, GREEDY)
    for order in itertools.permutations(range(3)):
        predictions = task.predict(
            model, [items[row] for row in order], replace(GREEDY, batch_tokens=1)
        )
        for row, prediction in zip(order, predictions, strict=True):
            for name, log_probs in prediction.log_probs.items():
                np.testing.assert_allclose(
                    log_probs, together[row].log_probs[name], rtol=1e-4, atol=1e-5
                )


@pytest.mark.parametrize("direction", ["forwards", "backwards"])
def test_the_probabilities_of_all_texts_of_a_length_sum_to_one(direction: str) -> None:
    size, length = 5, 3
    torch.manual_seed(0)
    spec = ModelSpec(
        ModelConfig(embedding_size=4), {"language_modelling": NO_DROPOUT_LANGUAGE}, {}, size
    )
    model = build(spec).eval()
    ends = [BOS]
    rows = [
        ends + list(inner) if direction == "forwards" else list(inner) + ends
        for inner in itertools.product(range(size), repeat=length)
    ]
    items = [LanguageItem(np.array(row), 1, len(row)) for row in rows]
    predictions = task_of().predict(model, items, GREEDY)
    total = sum(math.exp(prediction.log_probs[direction].sum()) for prediction in predictions)
    assert len(rows) == size**length
    assert total == pytest.approx(1.0, abs=1e-5)


def test_backwards_is_forwards_of_the_mirrored_text() -> None:
    task, model = task_of(), model_of()
    head = task.head(model)
    head.readers["backwards"].load_state_dict(head.readers["forwards"].state_dict())
    (item,) = task.encode(DOCUMENTS[:1])
    mirrored = LanguageItem(item.tokens[::-1].copy(), item.begin, item.end)
    there, back = task.predict(model, [item, mirrored], GREEDY)
    np.testing.assert_allclose(
        there.log_probs["backwards"], back.log_probs["forwards"][::-1], rtol=1e-5
    )
    assert not np.allclose(there.log_probs["forwards"], there.log_probs["backwards"])


def test_scores_are_those_of_the_whole_corpus() -> None:
    task, model = task_of(), model_of()
    predictions = task.predict(model, task.encode(DOCUMENTS), GREEDY)
    scores = task.score(predictions, DOCUMENTS)
    bits = np.mean([sum(costs) for costs in task.bits(predictions).values()])
    num_characters = sum(
        len(paragraph) + 1 for document in DOCUMENTS for paragraph in document.paragraphs
    )
    per_character = bits / num_characters
    assert scores["bits_per_character"] == pytest.approx(per_character)
    assert scores["character_probability"] == pytest.approx(100 * 2**-per_character)
    assert extent_of(DOCUMENTS[1]).num_words == 3  # two words and the end of the line


def joint_config(folder: Path) -> TrainConfig:
    """A language model and a tagger, both in every update."""
    tagged = write_tagged(folder, "tagged", TAGGED)
    corpora = {
        "tagging": CorpusSpec(train=tagged, valid=tagged, scheme="bio"),
        "language_modelling": text_corpus(folder),
    }
    return tiny_config(corpora, training__mixture_temperature=1e9)


def test_a_tagger_and_a_language_model_learn_in_one_update(tmp_path: Path) -> None:
    prepared, _ = prepared_run(joint_config(tmp_path), tmp_path / "run")
    event = update(prepared.setup, prepared.state)
    assert set(event.losses) == {"tagging", "language_modelling"}
    gradients = {
        name: parameter.grad for name, parameter in prepared.state.model.named_parameters()
    }
    assert all(gradient is not None and gradient.any() for gradient in gradients.values())


def test_a_resumed_run_is_the_same_to_the_last_bit(tmp_path: Path) -> None:
    config = joint_config(tmp_path)
    straight, _ = prepared_run(config, tmp_path / "straight")
    *_, last, _ = train(straight.setup, straight.state)
    assert isinstance(last, Validated)
    broken, run = prepared_run(config, tmp_path / "broken")
    for event in train(broken.setup, broken.state):
        if isinstance(event, Updated) and event.step == 7:
            break
    run.save_checkpoint(broken.state)
    resumed, _ = prepared_run(config, tmp_path / "broken")
    assert resumed.state.step == 7
    *_, again, _ = train(resumed.setup, resumed.state)
    assert isinstance(again, Validated)
    assert again.scores == last.scores
    old, new = straight.state.model.state_dict(), resumed.state.model.state_dict()
    assert all(torch.equal(old[name], new[name]) for name in old)


def test_from_training_to_a_bundle_that_is_scored(tmp_path: Path) -> None:
    spec = text_corpus(tmp_path)
    prepared, run = prepared_run(
        tiny_config({"language_modelling": spec}, training__average="none"), tmp_path / "run"
    )
    *_, last, _ = train(prepared.setup, prepared.state)
    assert isinstance(last, Validated)
    assert last.main_score == last.scores["language_modelling.character_probability"]
    run.save_best(prepared.state)
    write_bundle(tmp_path / "bundle", finished_bundle(prepared, run))
    pipeline = load(tmp_path / "bundle")
    assert isinstance(pipeline.model.heads["language_modelling"], LanguageModel)
    scoring = Scoring(spec=spec, split="valid", bundle="b", num_bootstrap=20, seed=1)
    found = score(pipeline, scoring)
    assert found.report.scores["character_probability"] == pytest.approx(last.main_score, abs=1e-4)
    compared = compare(found, found, num_bootstrap=20, seed=1).comparison
    assert compared is not None
    assert compared.p == 1.0
    again = Pipeline(pipeline.bundle).language_model
    assert again.config == NO_DROPOUT_LANGUAGE
