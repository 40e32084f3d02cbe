"""A sentence that the tagger learns from or tags: its storage, and its variants in training."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlpseq.data.sampling import PieceSampler
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True)
class TaggingItem:
    """A sentence.

    Args:
        words: its words.
        tags: ids of its tags; None where there are none to learn.
        bias: (T, C) what is known beside the model, added to its scores: -inf forbids a tag.
        hidden: the word that is read as if its vector had been dropped; None = all are seen.
        pieces: of each word; None = the best.
    """

    words: tuple[str, ...]
    tags: np.ndarray | None
    bias: np.ndarray | None = None
    hidden: int | None = None
    pieces: tuple[tuple[int, ...], ...] | None = None


def pack_item(item: TaggingItem) -> Row:
    """The words' bytes, their lengths in characters, and the tags."""
    assert item.tags is not None
    text = "".join(item.words).encode("utf-8", "surrogatepass")
    lengths = np.fromiter(map(len, item.words), np.uint32, count=len(item.words))
    return np.frombuffer(text, np.uint8), lengths, item.tags


def unpack_item(row: Row) -> TaggingItem:
    """The words and tags that ``pack_item`` made a row of."""
    text_bytes, lengths, tags = row
    text = text_bytes.tobytes().decode("utf-8", "surrogatepass")
    ends = lengths.cumsum().tolist()
    return TaggingItem(tuple(text[a:b] for a, b in zip([0, *ends], ends, strict=False)), tags)


def in_casings(
    items: Sequence[TaggingItem], lower: float, upper: float, rng: np.random.Generator
) -> Sequence[TaggingItem]:
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
    items: Sequence[TaggingItem],
    tokenizer: Tokenizer,
    sampler: PieceSampler | None,
    rng: np.random.Generator,
) -> Sequence[TaggingItem]:
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


def part_of(item: TaggingItem, begin: int, end: int) -> TaggingItem:
    """Some of the words, to be scored; what is known of them beside the model is left out."""
    hidden = None if item.hidden is None or not begin <= item.hidden < end else item.hidden - begin
    return TaggingItem(item.words[begin:end], None, hidden=hidden)


def _cased(item: TaggingItem, case: Callable[[str], str]) -> TaggingItem:
    return replace(item, words=tuple(map(case, item.words)))
