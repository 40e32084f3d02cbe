"""Contrastive pairs: who reads from left to right cannot tell them apart, to the last bit."""

import numpy as np
import pytest
import torch

from nlpseq.bundle import Bundle
from nlpseq.config import DecodingConfig, HeadConfig, ModelConfig, TaggingConfig
from nlpseq.data.examples import ContrastivePair, Tagged
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.teddy import largest_difference, pair_accuracy
from nlpseq.model import ModelSpec, build
from tests.helpers import NO_DROPOUT_TAGGING, tiny_labels, tiny_tokenizer


def pair(left: str, word: str, first: str, second: str, tags: tuple[str, str]) -> ContrastivePair:
    """A pair over the same words on the left, with the word's two tags."""
    index = len(left.split())

    def member(right: str, tag: str) -> Tagged:
        words = (*left.split(), word, *right.split())
        return Tagged(words, tuple(tag if i == index else "O" for i in range(len(words))))

    return ContrastivePair("unseen", index, member(first, tags[0]), member(second, tags[1]))


PAIRS = (
    pair("", "Teddy", "was a great President .", "bears are on sale !", ("B-PER", "O")),
    pair("we met", "Rose", "in Paris", "bushes", ("B-PER", "O")),
    pair("now", "Jordan", "is hot in July , they say", "laughed", ("B-LOC", "B-PER")),
    pair("they say that", "Marsh", ".", "plants grow here and there .", ("B-PER", "O")),
)


def random_pipeline(
    *,
    bidirectional: bool,
    output: str = "softmax",
    cell: str = "gru",
    num_layers: int = 2,
    seed: int = 7,
) -> Pipeline:
    """An untrained tagger: a causal one must fail with any weights."""
    torch.manual_seed(seed)
    head = TaggingConfig(
        **{name: getattr(NO_DROPOUT_TAGGING, name) for name in ("char_size", "feature_size")},
        hidden_size=32,
        num_layers=num_layers,
        output=output,
    )
    heads: dict[str, HeadConfig] = {"tagging": head}
    labels = {"tagging": tiny_labels()}
    config = ModelConfig(embedding_size=16, bidirectional=bidirectional, cell=cell)
    model = build(ModelSpec(config, heads, labels, tiny_tokenizer().vocab_size))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
    return Pipeline(
        Bundle(
            model=config,
            heads=heads,
            languages={"tagging": ("en", "")},
            decoding=DecodingConfig(),
            labels=labels,
            tokenizer=tiny_tokenizer(),
            weights={name: tensor.numpy() for name, tensor in model.state_dict().items()},
        )
    )


@pytest.mark.parametrize("cell", ["gru", "lstm", "rnn"])
def test_left_to_right_no_pair_is_right(cell: str) -> None:
    pipeline = random_pipeline(bidirectional=False, cell=cell)
    assert largest_difference(pipeline, PAIRS) == 0.0
    assert pair_accuracy(pipeline, PAIRS)["unseen"].accuracy == 0.0
    assert pair_accuracy(pipeline, PAIRS)["unseen"].num_pairs == len(PAIRS)


def test_left_to_right_the_word_has_the_same_probabilities_in_any_sentence() -> None:
    pipeline = random_pipeline(bidirectional=False)
    for item in PAIRS:
        first = pipeline.tag_probs([item.first.words, item.second.words])[0, item.index]
        second = pipeline.tag_probs([item.second.words, item.first.words])[0, item.index]
        assert first.tobytes() == second.tobytes()
        assert np.isclose(first.sum(), 1)


def test_in_both_directions_what_follows_tells() -> None:
    assert largest_difference(random_pipeline(bidirectional=True), PAIRS) > 0


def test_a_crf_looks_ahead_even_from_left_to_right() -> None:
    pipeline = random_pipeline(bidirectional=False, output="crf")
    assert largest_difference(pipeline, PAIRS) > 0


def test_the_trained_tagger_tells_a_known_pair(pipeline: Pipeline) -> None:
    known = ContrastivePair(
        "seen",
        0,
        Tagged(("Teddy", "Marsh", "reads"), ("B-PER", "I-PER", "O")),
        Tagged(("Teddy", "bears", "are", "on", "sale"), ("O",) * 5),
    )
    assert pair_accuracy(pipeline, [known])["seen"].accuracy == 100.0
    assert largest_difference(pipeline, [known]) > 0.5


def test_no_pairs_differ_by_nothing(pipeline: Pipeline) -> None:
    assert largest_difference(pipeline, []) == 0.0
    assert pair_accuracy(pipeline, []) == {}
