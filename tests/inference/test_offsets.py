"""``text[start:end]`` is the word and the entity, over many strings of everything that trips."""

import random

import pytest

from nlpseq.data.words import split_words
from nlpseq.inference.pipeline import Pipeline

PARTS = (
    *"aZ09 .,'’-@#/\t\r\n\v\x00\x85\u00a0\u00ad\u0301\u200b\u200d\u200f\u2028\u202e\u3000\ufeff",
    *"ßéИשم東京ｱﾞกि한👩👧🇩🇪🏽\ufe0f\ud800\U000e0001",
    *(
        "Anna",
        "Bonn",
        "New York",
        "Teddy Marsh",
        "👩‍👧",
        "U.N.",
        "can't",
        "a@b.org",
        "https://x.y/z",
    ),
)


def strings(count: int, seed: int) -> list[str]:
    """Random strings of up to thirty parts."""
    source = random.Random(seed)
    return ["".join(source.choices(PARTS, k=source.randrange(30))) for _ in range(count)]


@pytest.mark.slow
def test_words_cover_every_string_where_they_say() -> None:
    for text in strings(100_000, seed=1):
        position = 0
        for word in split_words(text):
            assert text[word.start : word.end] == word.text
            assert not text[position : word.start].strip()
            assert position <= word.start < word.end
            position = word.end
        assert not text[position:].strip()


@pytest.mark.slow
def test_entities_stand_where_they_say(pipeline: Pipeline) -> None:
    texts = strings(3_000, seed=2)
    num_entities = 0
    for text, tagged in zip(texts, pipeline.tag(texts), strict=True):
        assert tagged.text == text
        assert len(tagged.tags) == len(tagged.words) == len(split_words(text))
        position = 0
        for entity in tagged.entities:
            assert text[entity.start : entity.end] == entity.text
            assert position <= entity.start < entity.end
            position = entity.end
            num_entities += 1
    assert num_entities > 1000


@pytest.mark.slow
def test_nothing_of_a_long_line_is_left_out(pipeline: Pipeline) -> None:
    line = "Anna lives in Bonn . " * 4_000
    tagged = pipeline.tag(line)
    assert len(tagged.tags) == 20_000
    entities = [(entity.text, entity.label) for entity in tagged.entities[-2:]]
    assert entities == [("Anna", "PER"), ("Bonn", "LOC")]
    assert len(tagged.entities) == 8_000
