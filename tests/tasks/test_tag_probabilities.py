"""Entities: honest probabilities, thresholds, alternatives, and what is known beside the model."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from nlpseq.config import TaggingConfig
from nlpseq.data.labels import LabelSet, Span, convert, legal_transitions
from nlpseq.errors import InputError
from nlpseq.evaluation.calibration import (
    MIN_KEPT,
    best_temperature,
    calibration_error,
    log_loss,
    threshold_of,
)
from nlpseq.tasks.entities import (
    Potentials,
    TagDecoder,
    TaggingPrediction,
    fixed_potentials,
)
from nlpseq.tasks.span_calibration import Found, confidence_of, fit
from nlpseq.tasks.tagging import TaggingTask
from tests.helpers import NO_DROPOUT_TAGGING, TAGGED, tiny_labels, tiny_tokenizer
from tests.tasks.test_tagging import ONE_BATCH, task_and_model

LABELS = LabelSet(("O", "B-A", "I-A", "E-A", "S-A"))


def random_decoder(seed: int, temperature: float = 1.0) -> TagDecoder:
    """A decoder with random moves among the legal ones."""
    rng = np.random.default_rng(seed)
    legal = fixed_potentials(LABELS, "bioes")
    return TagDecoder(
        LABELS,
        "bioes",
        Potentials(*(scores + rng.normal(size=scores.shape) for scores in legal.moves)),
        temperature,
    )


def sampled(decoder: TagDecoder, emissions: np.ndarray, rng: np.random.Generator) -> list[str]:
    """Tags drawn from the distribution of a decoder at temperature 1."""
    paths = list(product(range(len(LABELS)), repeat=len(emissions)))
    moves, start, end = decoder.potentials.moves
    scores = np.array(
        [
            start[path[0]]
            + end[path[-1]]
            + emissions[np.arange(len(path)), path].sum()
            + sum(moves[i, j] for i, j in pairwise(path))
            for path in paths
        ]
    )
    weights = np.exp(scores - scores.max())
    chosen = paths[rng.choice(len(paths), p=weights / weights.sum())]
    return LABELS.decode(chosen)


def overconfident(num_sentences: int, factor: float) -> tuple[TagDecoder, list[Found]]:
    """Sentences tagged by a decoder whose scores are all too large by a factor."""
    rng = np.random.default_rng(5)
    honest = random_decoder(1)
    scaled = Potentials(*(scores * factor for scores in honest.potentials.moves))
    decoder = replace(honest, potentials=scaled)
    found = []
    for _ in range(num_sentences):
        emissions = rng.normal(size=(3, len(LABELS)))
        true = convert(sampled(honest, emissions, rng), "bioes", "bio")
        entities = set(TaggingPrediction(true, spans_of(true), []).spans)
        (path,) = decoder.best(factor * emissions[None], np.array([3]))
        spans = decoder.read(factor * emissions, path, with_probs=False, num_best=1).spans
        if spans:
            right = [span in entities for span in spans]
            found.append(Found(factor * emissions, path, spans, right))
    return decoder, found


def spans_of(tags: list[str]) -> list[Span]:
    """Entities of BIO tags, found the plain way."""
    starts = [index for index, tag in enumerate(tags) if tag.startswith("B-")]
    spans = []
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end].startswith("I-"):
            end += 1
        spans.append(Span(start, end, tags[start][2:]))
    return spans


def test_the_temperature_undoes_scores_that_are_too_large() -> None:
    decoder, found = overconfident(1500, factor=3.0)
    fitted = fit(found, decoder)
    assert fitted["temperature"] == pytest.approx(3.0, rel=0.25)
    right = np.concatenate([row.right for row in found])
    errors = []
    for temperature in (1.0, fitted["temperature"]):
        warm = replace(decoder, temperature=temperature)
        rows = [warm.span_probs(warm.lattice(r.emissions), r.spans, r.path) for r in found]
        errors.append(calibration_error(np.concatenate(rows), right))
    assert errors[1] < 5.0 < errors[0]


def test_thresholds_rise_with_the_precision_and_reach_it() -> None:
    decoder, found = overconfident(600, factor=1.0)
    fitted = fit(found, decoder)
    warm = replace(decoder, temperature=fitted["temperature"])
    rows = [warm.span_probs(warm.lattice(r.emissions), r.spans, r.path) for r in found]
    probs, right = np.concatenate(rows), np.concatenate([row.right for row in found])
    names = [name for name in fitted if name.startswith("precision_")]
    assert len(names) > 3
    assert [fitted[name] for name in names] == sorted(fitted[name] for name in names)
    for name in names:
        kept = probs >= fitted[name]
        assert 100 * right[kept].mean() >= int(name.removeprefix("precision_"))
    # the next higher precision stands for one between
    assert confidence_of(0.61, fitted) == fitted["precision_65"]


def test_a_precision_that_nothing_reaches_is_a_fault() -> None:
    with pytest.raises(InputError, match=r"found 0\.95, expected at most 0\.9, as its validation"):
        confidence_of(0.95, {"temperature": 1.2, "precision_85": 0.4, "precision_90": 0.6})
    with pytest.raises(InputError, match="expected a bundle with thresholds"):
        confidence_of(0.5, {})


def test_the_threshold_is_the_least_that_will_do() -> None:
    confidences = np.linspace(0.99, 0.5, 50)
    right = np.arange(50) < 30
    assert threshold_of(0.6, confidences, right) == 0.0
    cut = threshold_of(1.0, confidences, right)
    assert cut is not None
    assert confidences[29] > cut > confidences[30]
    assert threshold_of(0.9, confidences[: MIN_KEPT - 1], right[: MIN_KEPT - 1]) is None
    assert threshold_of(0.5, confidences, ~right) is None
    # equal confidences are kept or left out together
    assert threshold_of(1.0, np.full(50, 0.7), right) is None
    assert threshold_of(0.6, np.full(50, 0.7), right) == 0.0


def test_a_search_over_temperatures_finds_the_least_loss() -> None:
    assert best_temperature(lambda value: abs(np.log(value / 2.5))) == pytest.approx(2.5, rel=0.01)
    right = np.array([True, True, False])
    assert log_loss(np.array([0.9, 0.9, 0.1]), right) < log_loss(np.array([0.9, 0.1, 0.9]), right)
    # certainty is not asked for by a few right answers
    assert log_loss(np.full(4, 0.8), np.ones(4, bool)) < log_loss(np.ones(4), np.ones(4, bool))


@pytest.mark.parametrize("output", ["crf", "softmax", "constrained_softmax"])
def test_a_temperature_moves_probabilities_and_no_tag(output: str) -> None:
    task, model = task_and_model(output=output)
    items = task.encode_words([example.words for example in TAGGED])
    warm = TaggingTask("tagging", task.config, task.tokenizer, task.labels, {"temperature": 4.0})
    plain = task.predict(model, items, ONE_BATCH, with_probs=True, num_best=2)
    tempered = warm.predict(model, items, ONE_BATCH, with_probs=True, num_best=2)
    assert [p.tags for p in plain] == [p.tags for p in tempered]
    assert [p.probs for p in plain] != [p.probs for p in tempered]
    best = [p.alternatives[0].prob for p in plain]
    assert all(p.alternatives[0].prob < prob for p, prob in zip(tempered, best, strict=True))
    probs = warm.tag_probs(model, items)
    np.testing.assert_allclose(probs.sum(-1).sum(-1), [len(e.words) for e in TAGGED])


def test_calibration_of_the_tiny_corpus_is_kept_by_the_task() -> None:
    task, model = task_and_model()
    fitted = task.calibrate(model, [*task.encode(TAGGED), task.encode_words([()])[0]], ONE_BATCH)
    assert 0.1 < fitted["temperature"] < 10.0
    warm = TaggingTask("tagging", task.config, task.tokenizer, task.labels, fitted)
    assert warm.decoder(model).temperature == fitted["temperature"]
    assert task.calibrate(model, [], ONE_BATCH) == {}


@pytest.mark.parametrize("output", ["crf", "constrained_softmax"])
def test_the_best_sequence_is_legal(output: str) -> None:
    task, model = task_and_model(output=output)
    legal = legal_transitions(task.labels.tags, "bioes")
    decoder = task.decoder(model)
    emissions = np.random.default_rng(8).normal(size=(20, 9, len(task.labels)), scale=3)
    for path in decoder.best(emissions, np.full(20, 9)):
        assert legal.start[path[0]]
        assert legal.end[path[-1]]
        assert legal.allowed[path[:-1], path[1:]].all()


def test_constrained_softmax_learns_as_softmax_does() -> None:
    losses = []
    for output in ("softmax", "constrained_softmax"):
        task, model = task_and_model(output=output)
        losses.append(task.loss(model, task.collate(task.encode(TAGGED), model)).item())
        assert not any("crf" in name for name, _ in model.named_parameters())
    assert losses[0] == losses[1]


@pytest.mark.parametrize("output", ["crf", "softmax", "constrained_softmax"])
def test_alternatives_begin_with_the_answer_and_exhaust_the_probability(output: str) -> None:
    task, model = task_and_model(output=output)
    items = task.encode_words([("Anna", "sings"), (), ("Bonn",)])
    predictions = task.predict(model, items, ONE_BATCH, with_probs=True, num_best=200)
    assert predictions[1] == TaggingPrediction([], [], [])
    for prediction in (predictions[0], predictions[2]):
        probs = [ranked.prob for ranked in prediction.alternatives]
        assert sum(probs) == pytest.approx(1.0)
        assert probs == sorted(probs, reverse=True)
        assert prediction.alternatives[0].tags == prediction.tags
        for span, prob in zip(prediction.spans, prediction.probs, strict=True):
            if output != "softmax":  # there other tags spell the same entity
                having = [r.prob for r in prediction.alternatives if span in r.spans]
                assert prob == pytest.approx(sum(having))


def test_what_is_less_probable_is_left_out() -> None:
    spans = [Span(0, 2, "PER"), Span(2, 3, "LOC")]
    prediction = TaggingPrediction(["B-PER", "I-PER", "B-LOC", "O"], spans, [0.4, 0.9])
    assert prediction.at_least(0.4) is prediction
    assert prediction.at_least(0.5) == TaggingPrediction(
        ["O", "O", "B-LOC", "O"], [spans[1]], [0.9]
    )


@pytest.mark.parametrize("output", ["crf", "softmax", "constrained_softmax"])
@pytest.mark.parametrize("scheme", ["bioes", "bio"])
def test_a_bias_of_minus_infinity_forces_an_entity(output: str, scheme: str) -> None:
    from nlpseq.inference.lexicon import Entry, Lexicon

    task, model = task_and_model(output=output, scheme=scheme)
    words = ("we", "met", "in", "Paris", "today")
    lexicon = Lexicon({("met", "in"): Entry("LOC"), ("today",): Entry("PER")})
    decoder = task.decoder(model)
    bias = lexicon.bias(words, decoder)
    item = replace(task.encode_words([words])[0], bias=bias)
    # a neighbour in the batch, longer and without bias, is not touched
    other = task.encode_words([TAGGED[3].words])[0]
    prediction, beside = task.predict(model, [item, other], ONE_BATCH, with_probs=True)
    for span in (Span(1, 3, "LOC"), Span(4, 5, "PER")):
        assert span in prediction.spans
        assert prediction.probs[prediction.spans.index(span)] == pytest.approx(1.0)
    assert beside.tags == task.predict(model, [other], ONE_BATCH)[0].tags


def test_a_hidden_word_is_one_that_was_dropped() -> None:
    task, model = task_and_model()
    words = ("Anna", "lives", "in", "Bonn")
    item = task.encode_words([words])[0]
    hidden = replace(item, hidden=(3,))
    plain, unseen = task.emissions(model, [item, hidden])
    assert not np.array_equal(plain, unseen)
    # whatever the word was
    other = replace(task.encode_words([(*words[:3], "roses")])[0], hidden=(3,))
    np.testing.assert_allclose(task.emissions(model, [other])[0], unseen, atol=1e-6)
    (alone,) = task.emissions(model, [item])
    np.testing.assert_allclose(alone, plain, atol=1e-6)


def test_the_output_has_three_forms() -> None:
    config: TaggingConfig = replace(NO_DROPOUT_TAGGING, output="constrained_softmax")
    task = TaggingTask("tagging", config, tiny_tokenizer(), tiny_labels())
    assert task.config.output == "constrained_softmax"
    with pytest.raises(InputError, match="constrained_softmax"):
        replace(NO_DROPOUT_TAGGING, output="constrained")
