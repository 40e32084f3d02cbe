"""Sampled pieces: the same text, in proportion to what the tokenizer thinks of each spelling."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.config import TokenizerConfig
from nlpseq.data.sampling import PieceSampler
from nlpseq.data.tokenizer import UNK, Tokenizer
from nlpseq.errors import InputError
from tests.helpers import PAIRS, tiny_tokenizer

TEXTS = [text for pair in PAIRS for text in (pair.source, pair.target)]


@given(st.text(max_size=30), st.integers(0, 3))
def test_the_text_stays_as_it_was(text: str, seed: int) -> None:
    tokenizer = tiny_tokenizer()
    ids = tokenizer.encode(text)
    sampled = PieceSampler(tokenizer, 0.1).sample(ids, np.random.default_rng(seed))
    assert tokenizer.decode(sampled) == tokenizer.decode(ids)


def test_a_seed_gives_its_draws_again_and_another_gives_others() -> None:
    tokenizer = tiny_tokenizer()
    sampler = PieceSampler(tokenizer, 0.1)
    ids = [index for text in TEXTS for index in tokenizer.encode(text)]
    first, again, other = (sampler.sample(ids, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert first != ids


def test_a_large_power_gives_the_best_pieces() -> None:
    tokenizer = tiny_tokenizer()
    sampler = PieceSampler(tokenizer, 1e3)
    for text in TEXTS:
        ids = tokenizer.encode(text)
        assert sampler.sample(ids, np.random.default_rng(1)) == ids


def test_pieces_are_drawn_as_often_as_the_power_of_their_probability_says() -> None:
    tokenizer = tiny_tokenizer()
    word = tokenizer.encode("garden")
    found = tokenizer.best_segmentations("garden", 64)
    assert len(found) > 1
    assert found[0][0] == tuple(word)
    weights = np.exp(0.5 * np.array([score for _, score in found]))
    rng = np.random.default_rng(5)
    sampler = PieceSampler(tokenizer, 0.5)
    drawn = Counter(tuple(sampler.sample(word, rng)) for _ in range(4000))
    for (ids, _), share in zip(found, weights / weights.sum(), strict=True):
        assert drawn[ids] / 4000 == pytest.approx(share, abs=0.04)


def test_a_word_without_text_is_left_alone() -> None:
    assert PieceSampler(tiny_tokenizer(), 0.1).sample([UNK], np.random.default_rng(1)) == [UNK]
    assert PieceSampler(tiny_tokenizer(), 0.1).sample([], np.random.default_rng(1)) == []


def test_pieces_without_probabilities_are_refused_at_once() -> None:
    tokenizer = Tokenizer.train(TEXTS, TokenizerConfig(algorithm="bpe", vocab_size=380), seed=1)
    with pytest.raises(InputError, match="pieces cannot be sampled"):
        PieceSampler(tokenizer, 0.1)
    assert PieceSampler.where(tokenizer, 0.0) is None
