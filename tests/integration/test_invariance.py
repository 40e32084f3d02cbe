"""What a translation is does not depend on the batch it was made in."""

import random
from dataclasses import replace

import pytest

from nlpseq.bundle import read_bundle
from nlpseq.inference.pipeline import Pipeline
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import PAIRS

NUM_SENTENCES = 2000
WORDS = [word for pair in PAIRS for word in pair.source.split()]


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Sentences of 1 to 14 words, some of them empty."""
    rng = random.Random(5)
    return [
        " ".join(rng.choice(WORDS) for _ in range(rng.randrange(15))) for _ in range(NUM_SENTENCES)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("beam_size", [1, 5])
def test_batches_of_1_7_and_64_and_any_order_are_one(sentences: list[str], beam_size: int) -> None:
    bundle = read_bundle(GOLDEN)
    # so many tokens that each call is one batch
    pipeline = Pipeline(replace(bundle, decoding=replace(bundle.decoding, batch_tokens=10**9)))

    def translated(lines: list[str], size: int) -> list[str]:
        return [
            found.text
            for start in range(0, len(lines), size)
            for found in pipeline.translate(lines[start : start + size], beam_size=beam_size)
        ]

    alone = translated(sentences, 1)
    assert len(set(alone)) > NUM_SENTENCES / 5
    assert translated(sentences, 7) == alone
    assert translated(sentences, 64) == alone
    order = random.Random(6).sample(range(NUM_SENTENCES), NUM_SENTENCES)
    shuffled = translated([sentences[place] for place in order], 64)
    assert shuffled == [alone[place] for place in order]
