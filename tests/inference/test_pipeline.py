"""A bundle in use: offsets of every text, results of the documented kinds, missing heads."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import nlpseq
from nlpseq.bundle import Bundle
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from tests.helpers import TAGGED

# Any text, and text of known words among characters that trip up offsets: no-break space,
# zero-width joiner, emoji, combining marks, line ends, marks and letters from right to left.
TRIPS = "\u00a0\u200d\u200b\u0301\u2028\r\n\t🙂👩‍👧🇩🇪\u202eשלום مرحبا東京ß’'-."
ANY_TEXT = st.text(max_size=40) | st.lists(
    st.sampled_from(["Anna", "Bonn", "New York", " ", "Teddy Marsh", *TRIPS]), max_size=20
).map("".join)


def without(bundle: Bundle, head: str) -> Pipeline:
    """The bundle less one of its heads."""
    return Pipeline(
        replace(
            bundle,
            heads={name: value for name, value in bundle.heads.items() if name != head},
            labels={name: value for name, value in bundle.labels.items() if name != head},
            weights={
                name: array
                for name, array in bundle.weights.items()
                if not name.startswith(f"heads.{head}.")
            },
        )
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANY_TEXT)
@example(text="Teddy\u00a0Marsh\r\nAnna\u200d in Bonn\u0301")
@example(text="\ud800")
def test_offsets_point_into_the_text(pipeline: Pipeline, text: str) -> None:
    tagged = pipeline.tag(text)
    assert tagged.text == text
    assert len(tagged.tags) == len(tagged.words)
    covered = set()
    for word in tagged.words:
        assert text[word.start : word.end] == word.text != ""
        assert not covered & set(range(word.start, word.end))
        covered |= set(range(word.start, word.end))
    assert all(index in covered or char.isspace() for index, char in enumerate(text))
    ends = [0]
    for entity in tagged.entities:
        assert text[entity.start : entity.end] == entity.text
        assert entity.start >= ends[-1]
        assert 0 < entity.prob <= 1 + 1e-9
        ends.append(entity.end)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANY_TEXT)
def test_every_text_has_a_translation_of_one_line(pipeline: Pipeline, text: str) -> None:
    translation = pipeline.translate(text, beam_size=1)
    assert translation.source == text
    assert not set(translation.text) & {"\n", "\r"}


def test_the_words_of_training_have_the_tags_of_training(pipeline: Pipeline) -> None:
    found = pipeline.tag_words([example.words for example in TAGGED])
    assert [tuple(prediction.tags) for prediction in found] == [e.tags for e in TAGGED]
    tagged = pipeline.tag("Teddy Marsh lives in New York .")
    assert [(e.text, e.label, e.start, e.end) for e in tagged.entities] == [
        ("Teddy Marsh", "PER", 0, 11),
        ("New York", "LOC", 21, 29),
    ]
    assert tagged.tags == ["B-PER", "I-PER", "O", "O", "B-LOC", "I-LOC", "O"]


def test_a_text_alone_and_in_a_list_give_the_same(pipeline: Pipeline) -> None:
    texts = ["Anna reads a book .", "", "we met Rose in Paris"]
    for alone, tagged in zip(map(pipeline.tag, texts), pipeline.tag(texts), strict=True):
        assert (alone.text, alone.words, alone.tags) == (tagged.text, tagged.words, tagged.tags)
        # the last bits of a probability depend on the shape of the batch
        probs = [entity.prob for entity in tagged.entities]
        assert [entity.prob for entity in alone.entities] == pytest.approx(probs, abs=1e-6)
    for one, many in zip(map(pipeline.translate, texts), pipeline.translate(texts), strict=True):
        assert (one.source, one.text) == (many.source, many.text)
    reading = pipeline.read(texts[0])
    assert reading.tagged == pipeline.tag(texts[0])
    assert reading.translation == pipeline.translate(texts[0])
    assert pipeline.tag([]) == []
    assert pipeline.translate([]) == []
    assert pipeline.read([]) == []


def test_blanks_have_no_words_and_an_empty_translation(pipeline: Pipeline) -> None:
    tagged = pipeline.tag(" \u00a0 ")
    assert (tagged.words, tagged.tags, tagged.entities) == ([], [], [])
    translation = pipeline.translate("  ", num_best=3)
    assert (translation.text, translation.alternatives) == ("", [])


def test_the_n_best_contain_the_best(pipeline: Pipeline) -> None:
    best = pipeline.translate("a cat sleeps .", beam_size=4)
    several = pipeline.translate("a cat sleeps .", beam_size=4, num_best=4)
    assert several.text == best.text == several.alternatives[0].text
    assert len({alternative.text for alternative in several.alternatives}) > 1
    assert all(alternative.score <= 0 for alternative in several.alternatives)


def test_probabilities_of_tags_sum_to_one(pipeline: Pipeline) -> None:
    words = [["Anna", "lives", "in", "Bonn"], ["Bonn"]]
    probs = pipeline.tag_probs(words)
    assert probs.shape[:2] == (2, 4)
    assert np.allclose(probs[0].sum(axis=1), 1)
    assert np.allclose(probs[1, 0].sum(), 1)
    assert not probs[1, 1:].any()


@pytest.mark.parametrize(
    ("head", "call", "kind", "other"),
    [
        ("tagging", "tag", "tagging", "translation"),
        ("translation", "translate", "translation", "tagging"),
        ("translation", "read", "translation", "tagging"),
    ],
)
def test_a_head_that_is_not_there(
    pipeline: Pipeline, head: str, call: str, kind: str, other: str
) -> None:
    half = without(pipeline.bundle, head)
    assert not half.can(kind)
    assert half.can(other)
    with pytest.raises(InputError) as error:
        getattr(half, call)("Anna")
    assert str(error.value) == (
        f"{half.bundle.path}: the bundle cannot do {kind}: found heads for {other}; "
        f"load a bundle that was trained with a corpus for {kind}"
    )


def test_a_run_and_its_bundle_are_the_same(trained_run: Path, pipeline: Pipeline) -> None:
    loaded = nlpseq.load(str(trained_run / "bundle"))
    assert loaded.tag("Anna lives in Bonn .") == pipeline.tag("Anna lives in Bonn .")
