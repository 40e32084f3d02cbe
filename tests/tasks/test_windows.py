"""Long texts: read in parts, none of it lost, and read as if in one."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.config import DecodingConfig
from nlpseq.data.examples import Tagged
from nlpseq.tasks import tag_search
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.tasks.windows import MARGIN, WINDOW, windows
from tests.helpers import NO_DROPOUT_TAGGING, TAGGED, tiny_labels, tiny_model, tiny_tokenizer

WORDS = tuple(word for example in TAGGED for word in example.words)
LONG = (WORDS * (5 * WINDOW // len(WORDS)))[: 4 * WINDOW + 7]


@given(st.integers(0, 9 * WINDOW))
def test_the_windows_are_the_whole_text_once(num_words: int) -> None:
    parts = list(windows(num_words))
    assert parts[0].start == 0
    assert parts[-1].stop == num_words
    for part, following in pairwise(parts):
        assert part.stop == following.start
    for part in parts:
        assert 0 <= part.begin <= part.start <= part.stop <= part.end <= num_words
        assert part.begin in (0, part.start - MARGIN)
        assert part.end in (num_words, part.stop + MARGIN)


def long_task() -> tuple[TaggingTask, torch.nn.Module]:
    torch.manual_seed(3)
    task = TaggingTask("tagging", NO_DROPOUT_TAGGING, tiny_tokenizer(), tiny_labels("bioes"))
    return task, tiny_model(tagging=NO_DROPOUT_TAGGING)


def test_a_text_in_windows_is_scored_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    task, model = long_task()
    items = task.encode_words([LONG, WORDS])
    parts = task.emissions(model, items)
    lengths = record_lengths(model)
    task.emissions(model, items)
    assert max(lengths) <= WINDOW + 2 * MARGIN
    monkeypatch.setattr(tag_search, "WINDOW", len(LONG))
    whole = task.emissions(model, items)
    assert parts.shape == whole.shape
    np.testing.assert_allclose(parts[0], whole[0], atol=1e-4)
    np.testing.assert_allclose(parts[1, : len(WORDS)], whole[1, : len(WORDS)], atol=1e-5)


def record_lengths(model: torch.nn.Module) -> list[int]:
    """Words of the longest sentence of each batch that the tagger reads from now on."""
    lengths: list[int] = []
    head = model.heads["tagging"]
    head.register_forward_pre_hook(lambda _, inputs: lengths.append(inputs[0].words.shape[1]))
    return lengths


def test_every_word_of_a_long_text_gets_a_tag() -> None:
    task, model = long_task()
    example = Tagged(LONG, ("O",) * len(LONG))
    found = task.predict(model, task.encode([example]), DecodingConfig(), with_probs=True)
    assert len(found[0].tags) == len(LONG)
    assert len(found[0].probs) == len(found[0].spans)


def test_a_hidden_word_stays_hidden_in_its_window() -> None:
    task, model = long_task()
    hidden = 3 * WINDOW + 5
    seen, unseen = task.encode_words([LONG]), task.encode_words([LONG])
    unseen[0] = replace(unseen[0], hidden=(hidden,))
    change = np.abs(task.emissions(model, seen) - task.emissions(model, unseen))[0].max(axis=1)
    assert change[hidden] > 1e-3
    assert change[: hidden - 2 * WINDOW].max() == 0.0
