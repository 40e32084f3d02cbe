"""The SentencePiece model that all heads share (Kudo and Richardson 2018)."""

import io
import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice

import sentencepiece

from nlpseq.config import TokenizerConfig
from nlpseq.data.words import split_words
from nlpseq.errors import InputError

PAD, UNK, BOS, EOS = range(4)

_NUM_THREADS = 4
"""Fixed and not the machine's: the order of summation, hence the pieces, depend on it."""

_MAX_SENTENCE_BYTES = 1 << 30
"""Above any line: SentencePiece would leave out longer sentences without a word."""

_CACHED_WORDS = 100_000


class Tokenizer:
    """Text <-> ids of pieces.

    Only canonical equivalents are made one (Unicode NFC) and runs of blanks collapsed. Nothing else
    changes, unlike with SentencePiece's usual nmt_nfkc, after which the decoder could never write
    an ellipsis, a fraction or the full-width stops of Chinese. Characters without a piece are spelt
    in bytes, so there is no unknown text. ``▁`` (U+2581) is SentencePiece's own sign for a blank.

    Args:
        model: a serialised SentencePiece model.

    Raises:
        InputError: the bytes are no such model.
    """

    def __init__(self, model: bytes) -> None:
        self.model_bytes = model
        if not model:  # SentencePiece takes no bytes for no model, and says so only when used
            raise InputError("corrupt tokenizer model", found="0 bytes")
        try:
            self._processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        except RuntimeError as error:
            raise InputError("corrupt tokenizer model", expected="a SentencePiece model") from error
        self._encode_word = lru_cache(maxsize=_CACHED_WORDS)(self._word_ids)
        self._spell = lru_cache(maxsize=None)(self._character_ids)

    @classmethod
    def train(cls, texts: Iterable[str], config: TokenizerConfig, seed: int) -> "Tokenizer":
        """Learn the pieces; the same texts, settings and seed give the same bytes.

        Args:
            texts: sentences of all languages and sides.
            config: algorithm and sizes.
            seed: of the draw, where there are more texts than ``config.num_sentences``.

        Raises:
            InputError: too little text, or more characters than pieces.
        """
        sample = draw(filter(None, map(_clean, texts)), config.num_sentences, seed)
        if not sample:
            raise InputError(
                "too little text for a tokenizer", found="no sentence", expected="some"
            )
        model = io.BytesIO()
        try:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter(sample),
                model_writer=model,
                model_type=config.algorithm,
                vocab_size=config.vocab_size,
                hard_vocab_limit=False,
                character_coverage=config.character_coverage,
                normalization_rule_name="identity",
                byte_fallback=True,
                split_digits=True,  # numbers never seen are copied digit by digit
                max_sentence_length=_MAX_SENTENCE_BYTES,
                num_threads=_NUM_THREADS,
                pad_id=PAD,
                unk_id=UNK,
                bos_id=BOS,
                eos_id=EOS,
                minloglevel=2,
            )
        except RuntimeError as error:
            raise _training_error(error, config) from error
        return cls(model.getvalue())

    @property
    def vocab_size(self) -> int:
        """Number of pieces, special ones and bytes included."""
        return int(self._processor.vocab_size())

    def encode(self, text: str) -> list[int]:
        """Ids of a text, without signs of begin and end; [] for blanks only."""
        return list(self._processor.encode(_clean(text)))

    def encode_batch(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text."""
        return [list(ids) for ids in self._processor.encode([_clean(text) for text in texts])]

    def encode_characters(self, text: str) -> list[int]:
        """Ids of the characters of a text, each for itself; bytes where one has no piece."""
        return list(chain.from_iterable(map(self._spell, self._processor.normalize(_clean(text)))))

    def encode_words(self, words: Sequence[str]) -> list[list[int]]:
        """Ids of each word for itself, as if blanks stood around it; [UNK] for an empty word."""
        return [list(self._encode_word(word)) for word in words]

    def spell_words(self, words: Sequence[str]) -> list[list[int]]:
        """Ids of the characters of each word, else as ``encode_words``."""
        return [self.encode_characters(word) or [UNK] for word in words]

    def best_segmentations(self, text: str, number: int) -> list[tuple[tuple[int, ...], float]]:
        """The likeliest ways to cut a text into pieces, best first, with their log-probabilities.

        Raises:
            InputError: the tokenizer is not of the algorithm unigram: its pieces have none.
        """
        try:
            found = self._processor.nbest_encode(_clean(text), nbest_size=number, out_type=int)
        except RuntimeError as error:
            raise InputError(
                "pieces cannot be sampled",
                found="a tokenizer without probabilities (bpe)",
                expected="tokenizer.algorithm=unigram",
                mend="or set sampling_alpha to 0",
            ) from error
        return [(tuple(ids), sum(map(self._processor.get_score, ids))) for ids in found if ids]

    def begins_word(self) -> list[bool]:
        """Of every piece, whether a word begins with it."""
        return [piece.startswith("▁") for piece in self.pieces(range(self.vocab_size))]

    def joins_word(self) -> list[bool]:
        """Of every piece, whether it goes on with a word of letters that stands before it.

        Bytes, which may do so, count as if they did; a Chinese character does not.
        """
        pieces = self.pieces(range(self.vocab_size))
        return [
            index > EOS
            and (bool(self._processor.is_byte(index)) or len(split_words(f"a{piece}")) == 1)
            and not piece.startswith("▁")
            for index, piece in enumerate(pieces)
        ]

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids; signs of padding, begin and end give none."""
        return str(self._processor.decode([int(index) for index in ids]))

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The piece of each id, ``▁`` where a word begins."""
        return [str(self._processor.id_to_piece(int(index))) for index in ids]

    def _character_ids(self, character: str) -> list[int]:
        found = self._processor.piece_to_id(character)
        return [found] if found != UNK else list(map(self._byte_id, character.encode()))

    def _byte_id(self, byte: int) -> int:
        return int(self._processor.piece_to_id(f"<0x{byte:02X}>"))

    def _word_ids(self, word: str) -> tuple[int, ...]:
        return tuple(self.encode(word)) or (UNK,)


def draw(texts: Iterable[str], number: int, seed: int) -> list[str]:
    """Draw texts evenly in one pass, in the order they come (reservoir sampling, Vitter 1985)."""
    rng = random.Random(seed)
    source = enumerate(texts)
    sample = list(islice(source, number))
    for index, text in source:
        place = rng.randrange(index + 1)
        if place < number:
            sample[place] = (index, text)
    return [text for _, text in sorted(sample)]


def _clean(text: str) -> str:
    """Canonical composition; halves of a character (lone surrogates) become question marks.

    A text of white space only, of whatever kind, is no text: SentencePiece knows the blank alone.
    """
    if text.isspace():
        return ""
    return unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode("utf-8")


def _training_error(error: RuntimeError, config: TokenizerConfig) -> InputError:
    reason = str(error).rpartition("] ")[2].strip()
    if needed := re.search(r"required_chars\. \d+ vs (\d+)", reason):
        return InputError(
            "tokenizer.vocab_size is too small for the characters of the corpus",
            found=str(config.vocab_size),
            expected=f"{needed[1]} or more",
            mend="raise tokenizer.vocab_size, or lower tokenizer.character_coverage to 0.9995",
        )
    return InputError(
        "too little text for a tokenizer",
        found=reason or "blank sentences only",
        mend="give more text, or a smaller tokenizer.vocab_size",
    )
