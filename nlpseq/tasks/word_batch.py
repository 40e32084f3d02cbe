"""Sentences as a word reader takes them: a batch over a table of its distinct words."""

from collections.abc import Callable, Sequence
from itertools import chain, repeat

import torch
from torch import Tensor

from nlpseq.config import Pretrained, PretrainedModels
from nlpseq.data.batching import pad
from nlpseq.data.features import character_ids, feature_rows
from nlpseq.data.tokenizer import Tokenizer
from nlpseq.data.vectors import word_keys
from nlpseq.model import SharedModel
from nlpseq.modules.pretrained import VectorReader
from nlpseq.modules.tagger import WordBatch, WordReader
from nlpseq.tasks.sentences import Sentence

Speller = Callable[[Sequence[str]], list[list[int]]]
"""Words -> ids of the units of each."""


def speller(parts: Sequence[Pretrained], tokenizer: Tokenizer | None) -> Speller | None:
    """How words are spelt for the language models among the parts beside them.

    Args:
        parts: what is read beside the words.
        tokenizer: of the language models among them; None = there are none, or they read the pieces
            of the task's.
    """
    units = [part.head.unit for part in parts if isinstance(part, PretrainedModels)]
    if tokenizer is None or not units:
        return None
    return tokenizer.spell_words if units == ["characters"] else tokenizer.encode_words


def word_batch(
    items: Sequence[Sentence],
    tokenizer: Tokenizer,
    model: SharedModel,
    reader: WordReader,
    told: Speller | None = None,
) -> WordBatch:
    """Pad sentences; the distinct words stand in order of appearance.

    A word in other pieces is another word there.

    Args:
        items: sentences.
        tokenizer: gives the best pieces.
        model: the model that is to read them.
        reader: the part of it that reads words first.
        told: spells words for the language models beside them; None = there are none, or they
            read the same pieces.
    """
    spelt = [list(zip(item.words, item.pieces or repeat(None), strict=False)) for item in items]
    rows = {key: row for row, key in enumerate(dict.fromkeys(chain.from_iterable(spelt)))}
    distinct = [word for word, _ in rows]
    best = tokenizer.encode_words(distinct)
    pieces = [list(given or found) for (_, given), found in zip(rows, best, strict=True)]
    characters = features = keys = told_pieces = told_sizes = None
    if reader.characters is not None:
        characters = torch.from_numpy(pad([list(character_ids(word)) for word in distinct]))
    if reader.features is not None:
        features = torch.tensor([feature_rows(word) for word in distinct])
    if any(isinstance(part, VectorReader) for part in model.pretrained):
        keys = torch.tensor([word_keys(word) for word in distinct])
    if told is not None:
        units = told(distinct)
        told_pieces = torch.tensor(list(chain.from_iterable(units)))
        told_sizes = torch.tensor([len(row) for row in units])
    return WordBatch(
        pieces=torch.from_numpy(pad(pieces)),
        capitalised=torch.tensor([word[:1].isupper() for word in distinct]),
        words=torch.from_numpy(pad([[rows[word] for word in words] for words in spelt])),
        lengths=torch.tensor([len(item.words) for item in items]),
        characters=characters,
        features=features,
        keys=keys,
        told_pieces=told_pieces,
        told_sizes=told_sizes,
        visible=_visible_words(items),
    ).to(model.device)


def _visible_words(items: Sequence[Sentence]) -> Tensor | None:
    """Which words (B, T) are not hidden; None where all are seen."""
    if not any(item.hidden for item in items):
        return None
    visible = torch.ones(len(items), max(len(item.words) for item in items), dtype=torch.bool)
    for row, item in zip(visible, items, strict=True):
        row[list(item.hidden)] = False
    return visible
