"""Word vectors against loops, and the fault of words that stand twice in a batch."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from torch import Tensor

from nlpseq.data.batching import pad
from nlpseq.data.features import NUM_CHARACTERS, character_ids
from nlpseq.model import SharedModel
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.words import CharacterCNN, PiecePooling
from nlpseq.tasks.tagging import TaggingTask
from tests.helpers import NO_DROPOUT_TAGGING, tiny_labels, tiny_model, tiny_tokenizer

WORDS = ("Teddy", "a", "bears", "x1")


def rows(words: Sequence[str], width: int) -> Tensor:
    padded = torch.zeros(len(words), width, dtype=torch.int64)
    for row, word in enumerate(words):
        padded[row, : len(word)] = torch.tensor(character_ids(word))
    return padded


def test_character_network_equals_a_loop_over_positions() -> None:
    torch.manual_seed(2)
    module = CharacterCNN(num_characters=NUM_CHARACTERS, char_size=3, num_filters=5)
    kernel = module.convolution.weight.detach().double().numpy()
    bias = module.convolution.bias.detach().double().numpy()
    vectors = module(rows(WORDS, 9)).detach()
    for row, word in enumerate(WORDS):
        letters = module.embedding(torch.tensor(character_ids(word))).detach().double().numpy()
        framed = np.vstack([np.zeros(3), letters, np.zeros(3)])
        responses = [
            bias + np.einsum("ocw,wc->o", kernel, framed[at : at + 3]) for at in range(len(word))
        ]
        np.testing.assert_allclose(vectors[row], np.maximum(np.max(responses, 0), 0), atol=1e-6)


def test_padding_of_characters_can_neither_win_nor_change_anything() -> None:
    torch.manual_seed(2)
    module = CharacterCNN(num_characters=NUM_CHARACTERS, char_size=3, num_filters=5)
    with torch.no_grad():  # so that padding would win every maximum over real letters
        module.convolution.bias.fill_(5.0)
        module.embedding.weight[1:] = -1.0
        module.convolution.weight.fill_(0.5)
    narrow, wide = module(rows(WORDS, 5)), module(rows(WORDS, 40))
    assert torch.equal(narrow, wide)
    assert (narrow < 5.0).all()


def test_pieces_of_a_word_are_pooled_as_first_last_and_mean() -> None:
    torch.manual_seed(3)
    embedding = SharedEmbedding(20, 4)
    pieces = torch.tensor([[5, 6, 7, 0], [9, 0, 0, 0]])
    pooled = PiecePooling()(pieces, embedding)
    vectors = embedding(pieces)
    three = torch.cat([vectors[0, 0], vectors[0, 2], vectors[0, :3].mean(0)])
    torch.testing.assert_close(pooled[0], three)
    torch.testing.assert_close(pooled[1], vectors[1, 0].repeat(3))


def word_vectors(model: SharedModel, sentences: Sequence[Sequence[str]]) -> list[list[Tensor]]:
    """What stands before the recurrent layers at each word, in one batch."""
    task = TaggingTask("tagging", NO_DROPOUT_TAGGING, tiny_tokenizer(), tiny_labels())
    head = model.heads["tagging"]
    seen: list[Tensor] = []
    hook = head.word_dropout.register_forward_hook(lambda module, given, out: seen.append(out))
    task.emissions(model, task.encode_words(sentences))
    hook.remove()
    return [list(row[: len(words)]) for row, words in zip(seen[0], sentences, strict=True)]


def test_a_repeated_word_has_its_own_vector_everywhere_in_a_batch() -> None:
    torch.manual_seed(4)
    model = tiny_model(tagging=NO_DROPOUT_TAGGING).eval()
    sentences = [
        ["Teddy", "met", "Teddy", "and", "the", "bears"],
        ["bears", "met", "Anna"],
        ["the", "the", "the", "Teddy"],
    ]
    alone = {word: word_vectors(model, [[word]])[0][0] for words in sentences for word in words}
    for words, vectors in zip(sentences, word_vectors(model, sentences), strict=True):
        for word, vector in zip(words, vectors, strict=True):
            torch.testing.assert_close(vector, alone[word], atol=1e-6, rtol=1e-6)
            nearest = min(alone, key=lambda other: float((alone[other] - vector).norm()))
            assert nearest == word
    distances = torch.cdist(torch.stack(list(alone.values())), torch.stack(list(alone.values())))
    assert (distances + torch.eye(len(alone))).min() > 0.1


def test_a_word_of_very_many_pieces_is_pooled_as_it_is_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    embedding, pooling = SharedEmbedding(20, 3), PiecePooling()
    words = [[1, 2, 3, 4, 5], [6], [7, 8], [9] * 9, [1, 2]]
    alone = [pooling(torch.tensor([word]), embedding)[0] for word in words]
    monkeypatch.setattr("nlpseq.modules.words.LONG", 2)
    found = pooling(torch.from_numpy(pad(words)), embedding)
    torch.testing.assert_close(found, torch.stack(alone))
