"""Which pieces of the target side may stand in a translation, given those of its source.

Learnt from pairs with the first of the word alignment models (IBM Model 1, Brown et al. 1993): the
probability t(target | source) that makes the corpus likeliest if every target piece comes from one
source piece or from none. Shortlists of this kind are those of Jean et al. (2015, section 3.2).

Dimensions: V pieces, N of each source piece, M of every sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlpseq.data.tokenizer import EOS

NUM_OF_PIECE, NUM_FREQUENT = 32, 256
"""N and M."""

MAX_LINKS = 10_000_000
"""Source pieces times target pieces of the pairs that are learnt from."""

_ROUNDS = 5
_LEAST = 1e-3
"""Probability below which a piece is no translation."""

_NOTHING = 0
"""The padding's id, which stands for no source piece."""

Ids = Sequence[int] | np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Shortlist:
    """What translations of a corpus are made of.

    Args:
        of_piece: (V, N) the likeliest translations of each source piece, filled up with the sign
            of the end.
        frequent: (M,) the pieces that translations have most often, the sign of the end too.
    """

    of_piece: np.ndarray
    frequent: np.ndarray

    def of_sentence(self, source: Ids) -> np.ndarray:
        """The pieces that its translation may have, in order: its own as well, for names."""
        own = np.asarray(source, dtype=np.int64)
        return np.unique(np.concatenate([self.of_piece[own].ravel(), self.frequent, own]))


def learn_shortlist(
    pairs: Iterable[tuple[Ids, Ids]],
    vocab_size: int,
    num_of_piece: int = NUM_OF_PIECE,
    num_frequent: int = NUM_FREQUENT,
) -> Shortlist:
    """Learn from the first pairs of a corpus, as many as ``MAX_LINKS`` allows.

    Args:
        pairs: source and target ids, without signs of begin and end.
        vocab_size: V.
        num_of_piece: N.
        num_frequent: M, without the sign of the end.
    """
    kept = _within(pairs, MAX_LINKS)
    targets = np.concatenate([np.zeros(0, np.int64), *(target for _, target in kept)])
    counts = np.bincount(targets.astype(np.int64), minlength=vocab_size)
    frequent = np.argsort(-counts, kind="stable")[:num_frequent]
    sources, found, probs = _lexicon(kept, vocab_size)
    of_piece = np.full((vocab_size, num_of_piece), EOS, np.int32)
    # each source piece's translations, the likeliest first, and which of them a translation is
    order = np.lexsort((found, -probs, sources))
    sources, found, probs = sources[order], found[order], probs[order]
    ranks = np.arange(len(sources)) - np.searchsorted(sources, sources)
    listed = (ranks < num_of_piece) & (probs >= _LEAST) & (sources != _NOTHING)
    of_piece[sources[listed], ranks[listed]] = found[listed]
    frequent = np.unique(np.append(frequent[counts[frequent] > 0], EOS)).astype(np.int32)
    return Shortlist(of_piece, frequent)


def as_arrays(shortlists: Mapping[str, Shortlist]) -> dict[str, np.ndarray]:
    """Shortlists by their heads as named arrays."""
    found: dict[str, np.ndarray] = {}
    for name, shortlist in shortlists.items():
        found[f"{name}{_OF_PIECE}"] = shortlist.of_piece
        found[f"{name}{_FREQUENT}"] = shortlist.frequent
    return found


def from_arrays(arrays: Mapping[str, np.ndarray]) -> dict[str, Shortlist]:
    """What ``as_arrays`` was given.

    Raises:
        KeyError: an array is missing.
    """
    names = [name.removesuffix(_OF_PIECE) for name in arrays if name.endswith(_OF_PIECE)]
    return {
        name: Shortlist(arrays[f"{name}{_OF_PIECE}"], arrays[f"{name}{_FREQUENT}"])
        for name in names
    }


def _within(pairs: Iterable[tuple[Ids, Ids]], num_links: int) -> list[tuple[Ids, Ids]]:
    kept = []
    for source, target in pairs:
        num_links -= (len(source) + 1) * len(target)
        if num_links < 0:
            break
        kept.append((source, target))
    return kept


def _lexicon(
    pairs: Sequence[tuple[Ids, Ids]], vocab_size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Source pieces, target pieces that stood beside them, and t(target | source)."""
    links, places = _links(pairs, vocab_size)
    keys, link_keys = np.unique(links, return_inverse=True)
    sources = keys // vocab_size
    probs = np.ones(len(keys))
    for _ in range(_ROUNDS):
        # how much each source piece of the pair accounts for a target piece ...
        shares = probs[link_keys]
        shares /= np.bincount(places, shares)[places]
        # ... and, summed up over the corpus, for each target piece there is
        counts = np.bincount(link_keys, shares, minlength=len(keys))
        probs = counts / np.bincount(sources, counts, minlength=vocab_size)[sources]
    return sources, keys % vocab_size, probs


def _links(pairs: Sequence[tuple[Ids, Ids]], vocab_size: int) -> tuple[np.ndarray, np.ndarray]:
    """Every source piece, and none, with every target piece of its pair.

    Returns:
        source * V + target of each link, and which target piece of the corpus it belongs to.
    """
    links, places, num_targets = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for source, target in pairs:
        with_none = np.array([_NOTHING, *source], np.int64)
        links.append((with_none * vocab_size + np.array(target, np.int64)[:, None]).ravel())
        of_pair = np.arange(num_targets, num_targets + len(target))
        places.append(np.repeat(of_pair, len(with_none)))
        num_targets += len(target)
    return np.concatenate(links), np.concatenate(places)


_OF_PIECE, _FREQUENT = ".of_piece", ".frequent"
