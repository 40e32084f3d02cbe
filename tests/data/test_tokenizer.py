"""The shared tokenizer: exact, deterministic, and clear about bad input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.config import TokenizerConfig
from nlpseq.data.tokenizer import BOS, EOS, PAD, UNK, Tokenizer, draw
from nlpseq.errors import InputError

TEXTS = [
    f"{who} {does} {number} {what} ."
    for who in ("Teddy", "Rose", "The old man", "Ein Bär")
    for does in ("sees", "kauft", "would sell")
    for number in ("12", "1995", "drei")
    for what in ("bears", "Bären", "small cars")
]


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer.train(TEXTS, TokenizerConfig(vocab_size=400), seed=1)


def test_special_ids(tokenizer):
    assert (PAD, UNK, BOS, EOS) == (0, 1, 2, 3)
    assert tokenizer.pieces([PAD, UNK, BOS, EOS]) == ["<pad>", "<unk>", "<s>", "</s>"]
    assert tokenizer.vocab_size <= 400


def test_pieces_that_go_on_with_a_word(tokenizer):
    joins = tokenizer.joins_word()
    for word, expected in (("s", True), (",", False), ("東", False), ("é", True)):
        for index in tokenizer.encode(f"x{word}")[2:]:
            assert joins[index] is (expected or tokenizer.pieces([index])[0].startswith("<0x"))
    assert not any(joins[:4])
    assert not any(joins[index] for index in tokenizer.encode("Teddy")[:1])


def test_training_gives_the_same_bytes_twice(tokenizer):
    again = Tokenizer.train(iter(TEXTS), TokenizerConfig(vocab_size=400), seed=1)
    assert again.model_bytes == tokenizer.model_bytes


def test_a_saved_model_encodes_alike(tokenizer):
    loaded = Tokenizer(tokenizer.model_bytes)
    assert loaded.encode_batch(TEXTS) == tokenizer.encode_batch(TEXTS)
    assert loaded.vocab_size == tokenizer.vocab_size


def test_bpe():
    tokenizer = Tokenizer.train(TEXTS, TokenizerConfig(algorithm="bpe", vocab_size=320), seed=1)
    assert tokenizer.decode(tokenizer.encode(TEXTS[0])) == TEXTS[0]


@pytest.mark.parametrize(
    "text",
    [
        "Teddy sees",
        "½ … ﬁ ™ ，。",
        "東京 \u200d👩",
        "<s> </s> <unk> <pad> <0x41>",
        "x\u00a0y\tz",
        "\x00",
    ],
)
def test_text_comes_back_as_it_was(tokenizer, text):
    ids = tokenizer.encode(text)
    assert tokenizer.decode(ids) == text
    assert not {PAD, UNK, BOS, EOS} & set(ids)


@given(text=st.text())
def test_any_text_is_encoded_without_special_ids(tokenizer, text):
    ids = tokenizer.encode(text)
    assert not {PAD, UNK, BOS, EOS} & set(ids)
    assert all(0 <= index < tokenizer.vocab_size for index in ids)
    # decoding is exact but for runs of blanks and the sign that stands for one
    assert tokenizer.encode(tokenizer.decode(ids)) == ids


@pytest.mark.parametrize("text", ["", " ", "\t", "\u00a0\u2003", " \u0085\u3000"])
def test_white_space_of_any_kind_is_no_text(tokenizer, text):
    assert tokenizer.encode(text) == []
    assert tokenizer.encode_batch([text, "a"]) == [[], tokenizer.encode("a")]


def test_canonical_equivalents_are_one(tokenizer):
    assert tokenizer.encode("Ba\u0308ren") == tokenizer.encode("Bären")


def test_half_a_character_is_a_question_mark(tokenizer):
    assert tokenizer.encode("a\ud800") == tokenizer.encode("a?")


def test_digits_stand_apart(tokenizer):
    assert [piece.strip("▁") for piece in tokenizer.pieces(tokenizer.encode("1995"))][-3:] == [
        "9",
        "9",
        "5",
    ]


def test_a_batch_is_its_texts(tokenizer):
    assert tokenizer.encode_batch(TEXTS[:5]) == [tokenizer.encode(text) for text in TEXTS[:5]]
    assert tokenizer.encode_batch([]) == []


def test_words_are_never_empty(tokenizer):
    words = ["Teddy", "", " ", "▁", "bears", "Teddy"]
    rows = tokenizer.encode_words(words)
    assert rows[1:4] == [[UNK]] * 3
    assert rows[0] == tokenizer.encode("Teddy") == rows[5]


def test_decoding_skips_the_signs_of_begin_and_end(tokenizer):
    assert tokenizer.decode([BOS, *tokenizer.encode("Teddy sees"), EOS, PAD]) == "Teddy sees"


def test_texts_are_drawn_evenly_and_in_order():
    texts = [f"{index:04}" for index in range(2000)]
    sample = draw(texts, 500, seed=3)
    assert sample == draw(iter(texts), 500, seed=3) == sorted(set(sample))
    assert sample != draw(texts, 500, seed=4)
    assert len(sample) == 500
    assert abs(sum(map(int, sample)) / 500 - 1000) < 100
    assert draw(texts[:10], 500, seed=3) == texts[:10]


@pytest.mark.parametrize("texts", [[], [""], ["  ", " "]])
def test_too_little_text_is_refused(texts):
    with pytest.raises(InputError, match="too little text"):
        Tokenizer.train(texts, TokenizerConfig(), seed=1)


def test_more_characters_than_pieces_are_refused():
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    with pytest.raises(InputError, match=r"vocab_size is too small.*expected 761 or more; raise"):
        Tokenizer.train([text], TokenizerConfig(vocab_size=300), seed=1)


@pytest.mark.parametrize("cut", [0, 100, 3000])
def test_a_corrupt_model_is_refused(tokenizer, cut):
    with pytest.raises(InputError, match="corrupt tokenizer model"):
        Tokenizer(tokenizer.model_bytes[:cut])
    with pytest.raises(InputError, match="corrupt tokenizer model"):
        Tokenizer(b"garbage")
