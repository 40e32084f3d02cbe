"""Sentences as their words: their storage, and their variants in training."""

from collections.abc import Callable, Sequence
from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar, runtime_checkable

import numpy as np

from nlpseq.data.sampling import PieceSampler
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import Tokenizer


@runtime_checkable
class Sentence(Protocol):
    """What the items of all tasks that read words have."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def words(self) -> tuple[str, ...]:
        """The words."""

    @property
    def hidden(self) -> tuple[int, ...]:
        """The words that are read as if their vectors had been dropped."""

    @property
    def pieces(self) -> tuple[tuple[int, ...], ...] | None:
        """The pieces of each word; None = the best."""


SentenceT = TypeVar("SentenceT", bound=Sentence)


def pack_words(words: Sequence[str]) -> Row:
    """The words' bytes, and their lengths in characters."""
    text = "".join(words).encode("utf-8", "surrogatepass")
    return np.frombuffer(text, np.uint8), np.fromiter(map(len, words), np.uint32, count=len(words))


def unpack_words(text_bytes: np.ndarray, lengths: np.ndarray) -> tuple[str, ...]:
    """The words that ``pack_words`` made a row of."""
    text = text_bytes.tobytes().decode("utf-8", "surrogatepass")
    ends = lengths.cumsum().tolist()
    return tuple(text[a:b] for a, b in zip([0, *ends], ends, strict=False))


def in_casings(
    items: Sequence[SentenceT], lower: float, upper: float, rng: np.random.Generator
) -> Sequence[SentenceT]:
    """Some of the sentences in another casing, so that all casings are learnt (Mayhew et al. 2019).

    Args:
        items: sentences.
        lower: share that is put in lower case.
        upper: share that is put in upper case.
        rng: draws them.
    """
    if not lower + upper:
        return items
    cases = (str.lower, str.upper, str)
    picks = np.searchsorted([lower, lower + upper], rng.random(len(items)), side="right").tolist()
    return [_cased(item, cases[pick]) for item, pick in zip(items, picks, strict=True)]


def respelt(
    items: Sequence[SentenceT],
    tokenizer: Tokenizer,
    sampler: PieceSampler | None,
    rng: np.random.Generator,
) -> Sequence[SentenceT]:
    """The same words in pieces that are drawn for each of them; without a sampler the best.

    Args:
        items: sentences.
        tokenizer: gives the best pieces.
        sampler: draws others.
        rng: of the draws.
    """
    if sampler is None:
        return items
    return [
        replace(
            item,
            pieces=tuple(
                tuple(sampler.sample(ids, rng)) for ids in tokenizer.encode_words(item.words)
            ),
        )
        for item in items
    ]


def _cased(item: SentenceT, case: Callable[[str], str]) -> SentenceT:
    return replace(item, words=tuple(map(case, item.words)))
