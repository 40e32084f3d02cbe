"""Which words decided: hiding the word that is named first moves the probability most."""

from dataclasses import replace

import numpy as np
import pytest

from nlpseq.data.labels import spans_from_bio
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.why import NUM_SHOWN, explain, render_explanations
from tests.helpers import TAGGED

TEXTS = [" ".join(example.words) for example in TAGGED]


@pytest.mark.parametrize("text", TEXTS)
def test_hiding_what_is_named_moves_the_probability(pipeline: Pipeline, text: str) -> None:
    tagged = pipeline.tag(text)
    explanations = explain(pipeline, text)
    assert [e.entity for e in explanations] == tagged.entities
    task = pipeline.tagger
    (item,) = task.encode_words([[word.text for word in tagged.words]])
    for explanation, span in zip(explanations, spans_from_bio(tagged.tags), strict=True):
        assert {r.word for r in explanation.reasons} == set(tagged.words)
        order = [tagged.words.index(reason.word) for reason in explanation.reasons]
        hidden = [item, *(replace(item, hidden=(index,)) for index in order)]
        full, *without = task.span_prob(pipeline.model, hidden, span, pipeline.decoding())
        assert full == pytest.approx(explanation.entity.prob, abs=1e-5)
        log_odds = np.log(full / (1 - full))
        moved = [abs(log_odds - np.log(prob / (1 - prob))) for prob in without]
        told = [abs(reason.change) for reason in explanation.reasons]
        np.testing.assert_allclose(moved, told, rtol=1e-3, atol=1e-3)
        assert moved[0] == max(moved)
        if len(moved) > 1:
            assert moved[0] > moved[-1]
            # above 0 the word speaks for the entity: without it the entity is less probable
            assert (explanation.reasons[0].change > 0) == (without[0] < full)


def test_a_line_names_the_strongest_words(pipeline: Pipeline) -> None:
    explanations = explain(pipeline, "Teddy Marsh reads a book .")
    line = str(render_explanations(explanations))
    assert line.startswith("Teddy Marsh PER ")
    assert line.count(", ") == NUM_SHOWN - 1
    assert f": {explanations[0].reasons[0].word.text} " in line


def test_without_entities_there_is_nothing_to_say(pipeline: Pipeline) -> None:
    assert str(render_explanations(explain(pipeline, "roses are red"))) == "no entity"
    assert explain(pipeline, "") == []
