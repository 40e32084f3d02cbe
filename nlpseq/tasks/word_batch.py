"""Sentences as a word reader takes them: a batch over a table of its distinct words."""

from collections.abc import Sequence
from itertools import chain, repeat

import torch
from torch import Tensor

from nlpseq.data.batching import pad
from nlpseq.data.features import character_ids, feature_rows
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.vectors import word_keys
from nlpseq.modules.tagger import WordBatch
from nlpseq.tasks.sentences import Sentence


def word_batch(items: Sequence[Sentence], tokenizer: Tokenizer) -> WordBatch:
    """Pad sentences; the distinct words stand in order of appearance.

    A word in other pieces is another word there.
    """
    spelt = [list(zip(item.words, item.pieces or repeat(None), strict=False)) for item in items]
    rows = {key: row for row, key in enumerate(dict.fromkeys(chain.from_iterable(spelt)))}
    distinct = [word for word, _ in rows]
    best = tokenizer.encode_words(distinct)
    pieces = [list(given or found) for (_, given), found in zip(rows, best, strict=True)]
    return WordBatch(
        pieces=torch.from_numpy(pad(pieces)),
        characters=torch.from_numpy(pad([list(character_ids(word)) for word in distinct])),
        features=torch.tensor([feature_rows(word) for word in distinct]),
        capitalised=torch.tensor([word[:1].isupper() for word in distinct]),
        keys=torch.tensor([word_keys(word) for word in distinct]),
        words=torch.from_numpy(pad([[rows[key] for key in keys] for keys in spelt])),
        lengths=torch.tensor([len(item.words) for item in items]),
        visible=_visible_words(items),
    )


def _visible_words(items: Sequence[Sentence]) -> Tensor | None:
    """Which words (B, T) are not hidden; None where all are seen."""
    if not any(item.hidden for item in items):
        return None
    visible = torch.ones(len(items), max(len(item.words) for item in items), dtype=torch.bool)
    for row, item in zip(visible, items, strict=True):
        row[list(item.hidden)] = False
    return visible
