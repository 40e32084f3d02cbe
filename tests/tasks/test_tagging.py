"""Tagging: independent of batch and order, exact probabilities."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
import torch

from nlpseq.config import DecodingConfig, ModelConfig, TaggingConfig
from nlpseq.data.examples import Tagged
from nlpseq.data.labels import Span, convert, spans_from_bio
from nlpseq.model import SharedModel
from nlpseq.tasks.entities import TaggingPrediction
from nlpseq.tasks.tagging import TaggingBatch, TaggingTask
from nlpseq.tasks.tagging_items import TaggingItem
from tests.helpers import NO_DROPOUT_TAGGING, TAGGED, tiny_labels, tiny_model, tiny_tokenizer

ONE_BATCH, ONE_BY_ONE = DecodingConfig(batch_tokens=4096), DecodingConfig(batch_tokens=1)
SENTENCES = [example.words for example in TAGGED] + [(), ("Teddy",) * 9, ("",), ()]


def task_and_model(**changes: object) -> tuple[TaggingTask, SharedModel]:
    """A random tagger with decided opinions."""
    torch.manual_seed(12)
    config = replace(NO_DROPOUT_TAGGING, **changes)
    task = TaggingTask("tagging", config, tiny_tokenizer(), tiny_labels(config.scheme))
    model = tiny_model(tagging=config)
    with torch.no_grad():
        head = model.heads["tagging"]
        head.output.weight.mul_(4.0)
        if head.crf is not None:
            head.crf.transitions.normal_()
            head.crf.start.normal_()
            head.crf.end.normal_()
    return task, model


def tags_and_probs(predictions: list[TaggingPrediction]) -> list[tuple[list[str], list[Span]]]:
    return [(prediction.tags, prediction.spans) for prediction in predictions]


@pytest.mark.parametrize("output", ["crf", "softmax"])
def test_predictions_do_not_depend_on_batch_and_order(output: str) -> None:
    task, model = task_and_model(output=output)
    items = task.encode_words(SENTENCES)
    together = task.predict(model, items, ONE_BATCH, with_probs=True)
    alone = task.predict(model, items, ONE_BY_ONE, with_probs=True)
    turned = task.predict(model, items[::-1], ONE_BATCH, with_probs=True)[::-1]
    assert len({tag for prediction in together for tag in prediction.tags}) > 3
    for other in (alone, turned):
        assert tags_and_probs(other) == tags_and_probs(together)
        for left, right in zip(other, together, strict=True):
            assert left.probs == pytest.approx(right.probs, abs=1e-5)


def test_every_word_has_a_tag_and_an_empty_sentence_has_none() -> None:
    task, model = task_and_model()
    predictions = task.predict(model, task.encode_words(SENTENCES), ONE_BATCH, with_probs=True)
    assert [len(p.tags) for p in predictions] == [len(words) for words in SENTENCES]
    assert predictions[-1] == TaggingPrediction([], [], [])
    assert task.predict(model, [], ONE_BATCH) == []
    assert task.predict(model, task.encode_words([(), ()]), ONE_BATCH) == [predictions[-1]] * 2


def test_probabilities_are_asked_for() -> None:
    task, model = task_and_model()
    items = task.encode_words(SENTENCES)
    without = task.predict(model, items, ONE_BATCH)
    assert any(prediction.spans for prediction in without)
    assert all(prediction.probs == [] for prediction in without)
    for prediction in task.predict(model, items, ONE_BATCH, with_probs=True):
        assert len(prediction.probs) == len(prediction.spans)
        assert all(0.0 < prob <= 1.0 for prob in prediction.probs)


def enumerated(task: TaggingTask, model: SharedModel, item: TaggingItem) -> dict[Span, float]:
    """Probability of each entity: the share of all tag sequences that spell it."""
    emissions = task.emissions(model, [item])[0].astype(np.float64)
    crf = model.heads["tagging"].crf
    assert crf is not None
    moves, start, end = (scores.detach().double().numpy() for scores in crf.scores())
    weights: dict[Span, float] = {}
    total = 0.0
    for path in product(range(len(start)), repeat=len(emissions)):
        score = start[path[0]] + end[path[-1]] + sum(emissions[t, c] for t, c in enumerate(path))
        weight = np.exp(score + sum(moves[i, j] for i, j in pairwise(path)))
        total += weight
        if weight == 0.0:  # forbidden
            continue
        tags = convert(task.labels.decode(list(path)), task.config.scheme, "bio")
        for span in spans_from_bio(tags):
            weights[span] = weights.get(span, 0.0) + weight
    return {span: weight / total for span, weight in weights.items()}


@pytest.mark.parametrize("scheme", ["bioes", "bio"])
def test_probability_of_an_entity_equals_the_enumeration(scheme: str) -> None:
    task, model = task_and_model(scheme=scheme)
    sentences = [("Anna", "Marsh", "sings"), ("Rose",), ("New", "York"), ("in", "Bonn", "Teddy")]
    items = task.encode_words(sentences)
    num_checked = 0
    for item, prediction in zip(
        items, task.predict(model, items, ONE_BATCH, with_probs=True), strict=True
    ):
        exact = enumerated(task, model, item)
        for span, prob in zip(prediction.spans, prediction.probs, strict=True):
            assert prob == pytest.approx(exact[span], rel=1e-4)
            num_checked += 1
    assert num_checked >= 3


def test_posteriors_of_words_sum_to_one_and_are_zero_on_padding() -> None:
    task, model = task_and_model()
    probs = task.tag_probs(model, task.encode_words([("Anna", "sings"), ("Bonn",)]))
    np.testing.assert_allclose(probs.sum(-1), [[1, 1], [1, 0]], atol=1e-9)


@pytest.mark.parametrize("bidirectional", [False, True])
def test_only_a_left_to_right_tagger_without_crf_knows_nothing_of_what_follows(
    bidirectional: bool,
) -> None:
    torch.manual_seed(1)
    config = replace(NO_DROPOUT_TAGGING, output="softmax", num_layers=2)
    task = TaggingTask("tagging", config, tiny_tokenizer(), tiny_labels())
    shared = ModelConfig(embedding_size=8, bidirectional=bidirectional)
    model = tiny_model(model=shared, tagging=config)
    left = ("old", "Teddy", "bears", "sell")
    for right in (("old", "Teddy", "laughed", "loudly"), ("old", "Teddy"), (*left, "well", ".")):
        # in the same place of batches of one shape, so that products round in the same way
        first = task.tag_probs(model, task.encode_words([left, right]))[0, :2]
        second = task.tag_probs(model, task.encode_words([right, left]))[0, :2]
        assert np.array_equal(first, second) != bidirectional


def test_a_word_is_read_in_the_pieces_that_were_drawn_for_it() -> None:
    task, model = task_and_model(sampling_alpha=0.1)
    items = task.encode(TAGGED)
    varied = task.vary(items, np.random.default_rng(1))
    drawn = {
        (word, pieces)
        for item in varied
        for word, pieces in zip(item.words, item.pieces, strict=True)
    }
    assert len(drawn) > len({word for word, _ in drawn})  # one word, several spellings
    for word, pieces in drawn:
        assert tiny_tokenizer().decode(pieces) == word
    batch = task.collate(varied, model).words
    for row, item in enumerate(varied):
        for column, pieces in enumerate(item.pieces):
            found = batch.pieces[batch.words[row, column]]
            assert tuple(found[found != 0].tolist()) == pieces
    torch.testing.assert_close(
        task.loss(model, task.collate([replace(i, pieces=None) for i in varied], model)),
        task.loss(model, task.collate(items, model)),
    )
    assert task.loss(model, task.collate(varied, model)) != task.loss(
        model, task.collate(items, model)
    )


def test_nothing_is_drawn_unless_asked_for() -> None:
    task, _ = task_and_model()
    items = task.encode(TAGGED)
    assert task.vary(items, np.random.default_rng(1)) is items


def test_learnt_tags_and_written_tags_spell_the_same_entities() -> None:
    for scheme in ("bio", "bioes"):
        config: TaggingConfig = replace(NO_DROPOUT_TAGGING, scheme=scheme)
        task = TaggingTask("tagging", config, tiny_tokenizer(), tiny_labels(scheme))
        for item, example in zip(task.encode(TAGGED), TAGGED, strict=True):
            names = task.labels.decode(item.tags.tolist())
            assert convert(names, scheme, "bio") == list(example.tags)


def test_scores_are_per_cent() -> None:
    task, _ = task_and_model()
    examples = [Tagged(("Anna", "sings"), ("B-PER", "O")), Tagged(("Bonn",), ("B-LOC",))]
    right = [TaggingPrediction(list(e.tags), [], []) for e in examples]
    wrong = [right[0], TaggingPrediction(["B-PER"], [], [])]
    assert task.score(right, examples) == {"precision": 100.0, "recall": 100.0, "f1": 100.0}
    assert task.score(wrong, examples)[task.main_score] == pytest.approx(50.0)


def test_sentences_are_learnt_in_the_casings_that_are_asked_for() -> None:
    task, _ = task_and_model(lower_rate=0.3, upper_rate=0.2)
    mixed = [example for example in TAGGED if not " ".join(example.words).islower()]
    items = task.encode(mixed) * 100
    varied = task.vary(items, np.random.default_rng(5))
    assert varied == task.vary(items, np.random.default_rng(5))
    cases: dict[str, int] = {"lower": 0, "upper": 0, "as it is": 0}
    for item, other in zip(items, varied, strict=True):
        assert np.array_equal(item.tags, other.tags)
        text, learnt = " ".join(item.words), " ".join(other.words)
        case = {text: "as it is", text.lower(): "lower", text.upper(): "upper"}[learnt]
        cases[case] += 1
    shares = {case: count / len(items) for case, count in cases.items()}
    assert shares == pytest.approx({"lower": 0.3, "upper": 0.2, "as it is": 0.5}, abs=0.06)


def test_without_casings_the_items_are_left_alone() -> None:
    task, _ = task_and_model()
    items = task.encode(TAGGED)
    assert task.vary(items, np.random.default_rng(5)) is items


@pytest.mark.parametrize(("char_size", "feature_size"), [(0, 0), (4, 0), (0, 2), (4, 2)])
def test_only_what_the_model_reads_of_words_is_collated(char_size: int, feature_size: int) -> None:
    whole, reader_of_all = task_and_model()
    task, model = task_and_model(char_size=char_size, feature_size=feature_size)
    items = task.encode(TAGGED)
    batch = task.collate(items, model)
    assert (batch.words.characters is not None) == bool(char_size)
    assert (batch.words.features is not None) == bool(feature_size)
    assert batch.words.keys is None
    assert torch.equal(
        task.loss(model, batch), task.loss(model, whole.collate(items, reader_of_all))
    )


def test_a_word_without_identity_is_told_by_its_spelling_alone() -> None:
    """With every identity dropped, other pieces or another norm change nothing; letters do."""
    task, model = task_and_model(identity_dropout_rate=0.9999)
    head = model.heads["tagging"]
    batch = task.collate(task.encode_words([("Teddy", "sleeps")]), model)

    def emissions(batch: TaggingBatch) -> torch.Tensor:
        torch.manual_seed(1)
        return head.train()(batch.words, model.embedding)

    def changed(**parts: torch.Tensor) -> bool:
        other = replace(batch, words=replace(batch.words, **parts))
        return not torch.equal(emissions(batch), emissions(other))

    norms = batch.words.features.clone()
    norms[:, 0] += 1
    suffixes = batch.words.features.clone()
    suffixes[:, 2] += 1
    assert not changed(pieces=batch.words.pieces + 1)
    assert not changed(features=norms)
    assert changed(features=suffixes)
    assert changed(characters=batch.words.characters + 1)
