"""A language model in use: what it writes, fills in and finds surprising."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from rich.text import Text

from nlpseq.bundle import Bundle
from nlpseq.data.examples import Document
from nlpseq.data.tokenizer import BOS
from nlpseq.decoding.drawing import Drawing
from nlpseq.errors import InputError
from nlpseq.inference.corpus import score_lines
from nlpseq.inference.language import Continuation, fill, generate, score_words
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.repl import Session
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import train
from tests.helpers import (
    GREEDY,
    MODEL,
    NO_DROPOUT_LANGUAGE,
    PAIRS,
    prepared_run,
    tiny_config,
    tiny_model,
    tiny_tokenizer,
)
from tests.tasks.test_language_modelling import text_corpus

TEXTS = ["the dog runs home .", "", "  ", "a\tb  c", "東京 🙂", "one\u2028line ▁ _"]


def pipeline_of(**changes: Any) -> Pipeline:
    """An untrained language model."""
    head = replace(NO_DROPOUT_LANGUAGE, **changes)
    torch.manual_seed(3)
    model = tiny_model(language_modelling=head)
    return Pipeline(
        Bundle(
            model=MODEL,
            heads={"language_modelling": head},
            languages={"language_modelling": ("en", "")},
            decoding=replace(GREEDY),
            labels={},
            tokenizer=tiny_tokenizer(),
            weights={name: tensor.numpy() for name, tensor in model.state_dict().items()},
        )
    )


@pytest.fixture(scope="module", params=["pieces", "characters"])
def learnt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """A language model that has learnt the sentences of the tiny corpus by heart."""
    folder = tmp_path_factory.mktemp("learnt")
    config = tiny_config(
        {"language_modelling": text_corpus(folder)},
        model__embedding_size=24,
        task__language_modelling__hidden_size=48,
        task__language_modelling__unit=request.param,
        task__language_modelling__window=64,
        task__language_modelling__max_tokens=400,
        training__num_steps=100,
        training__validate_every=100,
        training__average="none",
        optim__learning_rate=2e-2,
    )
    prepared, run = prepared_run(config, folder / "run")
    for _ in train(prepared.setup, prepared.state):
        pass
    run.save_best(prepared.state)
    return Pipeline(finished_bundle(prepared, run))


@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
@pytest.mark.parametrize("unit", ["pieces", "characters"])
def test_the_bits_of_words_are_those_of_the_text(direction: str, unit: str) -> None:
    pipeline = pipeline_of(direction=direction, unit=unit)
    task = pipeline.language_model
    for text, scored in zip(TEXTS, score_words(pipeline, TEXTS), strict=True):
        (prediction,) = task.predict(pipeline.model, task.encode([Document((text,))]), GREEDY)
        assert scored.text == text
        assert scored.bits == pytest.approx(prediction.bits(task.config.directions[0]), rel=1e-5)
        assert sum(word.bits for word in scored.words) == pytest.approx(scored.bits)
        assert all(word.bits > 0 for word in scored.words)
        assert scored.words[-1].word == "</s>"
        assert len({word.word for word in scored.words} & {"", "\t"}) == 0 or "▁" in text


def test_the_words_are_those_between_blanks() -> None:
    scored = score_words(pipeline_of(), TEXTS)
    assert [word.word for word in scored[0].words] == ["the", "dog", "runs", "home", ".", "</s>"]
    assert [word.word for word in scored[1].words] == ["</s>"]
    assert [word.word for word in scored[3].words] == ["a b", "c", "</s>"]
    assert [word.word for word in scored[4].words] == ["東京", "🙂", "</s>"]


def test_lines_come_out_one_for_one() -> None:
    pipeline = pipeline_of()
    rows = [line.split("\t") for line in score_lines(pipeline, TEXTS)]
    for row, scored in zip(rows, score_words(pipeline, TEXTS), strict=True):
        assert row[::2] == [word.word for word in scored.words]
        assert sum(map(float, row[1::2])) == pytest.approx(scored.bits, abs=1e-2)


def test_the_same_seed_writes_the_same_text() -> None:
    pipeline = pipeline_of()
    texts = generate(pipeline, "the", num_texts=4, max_length=12, seed=5)
    assert len(set(texts)) > 1
    assert all(text.startswith("the") and "\n" not in text for text in texts)
    assert generate(pipeline, "the", num_texts=2, max_length=12, seed=5) == texts[:2]
    assert generate(pipeline, "the", num_texts=4, max_length=12, seed=6) != texts


@pytest.mark.parametrize("unit", ["pieces", "characters"])
def test_a_blank_behind_the_prompt_ends_its_last_word(unit: str) -> None:
    pipeline = pipeline_of(unit=unit)
    within = generate(pipeline, "the", num_texts=32, max_length=5)
    assert any(text[3:4].strip() for text in within), "else the blank shows nothing"
    texts = generate(pipeline, "the ", num_texts=32, max_length=5)
    assert all(f"{text} ".startswith("the ") for text in texts)


@pytest.mark.parametrize("unit", ["pieces", "characters"])
def test_alone_and_among_32_a_text_is_the_same(unit: str) -> None:
    pipeline = pipeline_of(unit=unit)
    many = generate(pipeline, "the", num_texts=32, max_length=20, seed=3)
    assert len(set(many)) > 8
    assert generate(pipeline, "the", num_texts=1, max_length=20, seed=3) == many[:1]
    found = fill(pipeline, "the ___ runs .")
    pipeline.bundle.decoding.batch_tokens = 1  # every proposal in a batch of its own
    alone = fill(pipeline, "the ___ runs .")
    assert [filling.word for filling in alone] == [filling.word for filling in found]
    assert [f.bits for f in alone] == pytest.approx([f.bits for f in found], rel=1e-5)


def test_the_likeliest_text_is_found_step_by_step() -> None:
    pipeline = pipeline_of()
    coldest = generate(pipeline, max_length=9, drawing=Drawing(temperature=0.0), seed=1)
    for drawing in (Drawing(temperature=0.0), Drawing(top_k=1), Drawing(top_p=1e-9)):
        assert generate(pipeline, max_length=9, drawing=drawing, seed=2) == coldest


def test_texts_are_drawn_as_often_as_they_are_probable() -> None:
    pipeline = pipeline_of()
    (log_probs,) = Continuation(pipeline, "forwards", [BOS]).log_probs
    best, second = np.argsort(-log_probs, kind="stable")[:2]
    share = 1 / (1 + np.exp(log_probs[second] - log_probs[best]))
    texts = generate(pipeline, num_texts=400, max_length=1, drawing=Drawing(top_k=2), seed=1)
    expected = tiny_tokenizer().decode([best]), tiny_tokenizer().decode([second])
    assert set(texts) == set(expected)
    assert texts.count(expected[0]) / 400 == pytest.approx(share, abs=0.1)


def test_what_was_learnt_is_written_and_costs_little(learnt: Pipeline) -> None:
    for pair in PAIRS:
        prompt = " ".join(pair.source.split()[:2])
        (text,) = generate(learnt, prompt, drawing=Drawing(temperature=0.0))
        assert text == pair.source
    known, shuffled = score_words(learnt, ["Anna reads a book .", "book a . reads Anna"])
    assert known.bits < 0.5 * shuffled.bits


def test_a_blank_is_filled_from_both_sides(learnt: Pipeline) -> None:
    for text, word in (
        ("Anna ___ a book .", "reads"),
        ("___ reads a book .", "Anna"),
        ("two birds sing in the old ____ .", "garden"),
    ):
        fillings = fill(learnt, text, num_best=3)
        assert fillings[0].word == word
        assert fillings[0].text == word.join(text.replace("____", "___").split("___"))
        assert len(fillings) == 3
        assert fillings[0].prob > fillings[1].prob
        assert sum(filling.prob for filling in fillings) <= 1.0 + 1e-9


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_one_direction_fills_too(direction: str) -> None:
    pipeline = pipeline_of(direction=direction)
    fillings = fill(pipeline, "the ___ runs", num_best=4)
    assert len(fillings) == 4
    for filling in fillings:
        (scored,) = score_words(pipeline, [filling.text])
        assert filling.bits == pytest.approx(scored.bits, rel=1e-4)


@pytest.mark.parametrize("text", ["no blank", "__", "___ and ___"])
def test_a_text_without_one_blank_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"not a text with one blank: found . blanks in"):
        fill(pipeline_of(), text)


def test_a_model_that_reads_backwards_only_writes_nothing() -> None:
    with pytest.raises(InputError, match="writes no text: found direction backward, expected"):
        generate(pipeline_of(direction="backward"))


def test_the_prompt_scores_writes_and_fills(tmp_path: Path) -> None:
    pipeline = pipeline_of()
    session = Session(pipeline, tmp_path)
    (scored,) = score_words(pipeline, ["the dog"])
    shown = "  ".join(f"{word.word} {word.bits:.1f}" for word in scored.words)
    for line in ("the dog", ":score the dog"):
        (answer,) = session.respond(line).renderables
        assert str(answer) == f"{shown}  = {scored.bits:.1f} bits"
    first, second = (str(session.respond(":generate the")) for _ in range(2))
    assert first == str(Text(generate(pipeline, "the", seed=1)[0]))  # less signs of control
    assert second == str(Text(generate(pipeline, "the", seed=2)[0]))
    assert first != second
    answer = str(session.respond(":fill the ___ runs"))
    assert answer.split("\n") == [f"{f.prob:.2f}  {f.text}" for f in fill(pipeline, "the ___ runs")]
    with pytest.raises(InputError, match="cannot do translation"):
        session.respond(":translate the dog")
