"""The benchmark of contrastive pairs: what a tagger answers to them, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlpseq.data.batching import predict_in_batches
from nlpseq.data.examples import ContrastivePair
from nlpseq.data.labels import OUTSIDE
from nlpseq.evaluation.entity_names import as_known, known_types
from nlpseq.evaluation.pairs import Answer, Shift, Types
from nlpseq.evaluation.report import Report
from nlpseq.evaluation.teddy import CUTS, teddy_report
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.teddy import both_probs
from nlpseq.inference.teddy_pairs import THE_TAGGER, fitting_pairs, gold_types
from nlpseq.tasks.tagging_items import TaggingItem

AHEAD = "right_cue"
# Probabilities nearer to 0 or 1 count as this near: float32 knows no better.
_NEAREST = 1e-6

Tick = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """A tagger, and which of its types mean PER, LOC and ORG."""

    pipeline: Pipeline
    types: Mapping[str, str]

    def found(self, sentences: Sequence[Sequence[str]], indices: Sequence[int]) -> list[str]:
        """The type of one word of each sentence."""
        items = [TaggingItem(tuple(words), None) for words in sentences]
        batch_tokens = self.pipeline.bundle.decoding.batch_tokens
        found = self.pipeline.tag_search.predict(items, batch_tokens)
        return [
            as_known(prediction.tags[index], self.types)
            for prediction, index in zip(found, indices, strict=True)
        ]

    def columns(self, kind: str) -> list[int]:
        """The tags that mean a type, or the one of no entity."""
        tags = self.pipeline.tagger.labels.tags
        if not kind:
            return [tags.index(OUTSIDE)]
        return [i for i, tag in enumerate(tags) if as_known(tag, self.types) == kind]

    def probs_at(self, items: Sequence[TaggingItem], indices: Sequence[int]) -> list[np.ndarray]:
        """The tag probabilities (C,) at one word of each sentence."""
        task, model = self.pipeline.tagger, self.pipeline.model
        asked = list(zip(items, indices, strict=True))

        def read(batch: list[tuple[TaggingItem, int]]) -> list[np.ndarray]:
            probs = task.tag_probs(model, [item for item, _ in batch])
            return [row[index] for row, (_, index) in zip(probs, batch, strict=True)]

        sizes = np.array([len(item.words) for item in items])
        return predict_in_batches(asked, sizes, self.pipeline.decoding().batch_tokens, read)


def ignore(_: str, __: int, ___: int) -> None:
    """Tell nobody."""


def run_benchmark(
    pipeline: Pipeline,
    pairs: Sequence[ContrastivePair],
    *,
    bundle: str,
    name: str,
    seed: int = 1,
    tick: Tick = ignore,
) -> Report:
    """Ask a tagger all pairs and report what it knows.

    Args:
        pipeline: a bundle with a tagger; its types are mapped to PER, LOC and ORG by their names.
        pairs: contrastive pairs and controls.
        bundle: how the report calls the bundle.
        name: how it calls the pairs.
        seed: seed of the resampling and of the choice of words hidden for comparison.
        tick: told of progress.

    Raises:
        InputError: the bundle has no tagger, or none of the pairs is about types it knows.
    """
    types = pipeline.tagger.labels.types
    reader = _Reader(pipeline, known_types(types))
    fitting, skipped = fitting_pairs(pairs, {THE_TAGGER: types})
    answers = _answers(reader, fitting, seed, tick)
    notes = [*_renamed(reader.types), *skipped]
    return teddy_report(answers, bundle=bundle, pairs=name, notes=notes, seed=seed)


def _renamed(types: Mapping[str, str]) -> list[str]:
    """What is to be said of types with names of their own."""
    renamed = [f"{own} as {kind}" for own, kind in types.items() if own != kind]
    return [f"read {', '.join(renamed)}"] if renamed else []


def _answers(
    reader: _Reader, pairs: Sequence[ContrastivePair], seed: int, tick: Tick
) -> list[Answer]:
    ahead = [pair for pair in pairs if pair.kind == AHEAD]
    num_rounds = len(CUTS) + 3
    tick("whole sentences", 0, num_rounds)
    whole = _types(reader, pairs, None)
    cut: dict[int, list[Types]] = {}
    for number, words in enumerate(CUTS, 1):
        tick(f"{words} words of right context", number, num_rounds)
        cut[words] = _types(reader, ahead, words)
    tick("probabilities", num_rounds - 2, num_rounds)
    shifts = _shifts(reader, ahead, seed)
    tick("done", num_rounds, num_rounds)
    details = iter(
        [
            ({words: types[row] for words, types in cut.items()}, shift)
            for row, shift in enumerate(shifts)
        ]
    )
    return [
        _answer(pair, found, *(next(details) if pair.kind == AHEAD else ({}, None)))
        for pair, found in zip(pairs, whole, strict=True)
    ]


def _answer(
    pair: ContrastivePair, found: Types, cut: dict[int, Types], shift: Shift | None
) -> Answer:
    return Answer(
        kind=pair.kind,
        stratum=pair.stratum,
        distance=pair.distance,
        cluster=pair.template,
        group=pair.group,
        gold=gold_types(pair),
        found=found,
        cut=cut,
        shift=shift,
    )


def _types(reader: _Reader, pairs: Sequence[ContrastivePair], num_words: int | None) -> list[Types]:
    """What is found at the word in both sentences, which end so many words after it."""
    ends = [None if num_words is None else pair.index + 1 + num_words for pair in pairs]
    sentences = [
        member.words[:end]
        for pair, end in zip(pairs, ends, strict=True)
        for member in (pair.first, pair.second)
    ]
    found = reader.found(sentences, [pair.index for pair in pairs for _ in range(2)])
    return list(zip(found[::2], found[1::2], strict=True))


def _shifts(reader: _Reader, pairs: Sequence[ContrastivePair], seed: int) -> list[Shift]:
    """How the log-odds at each pair's word move, and how much of it is the cue's doing."""
    rng = np.random.default_rng(seed)
    cues = [_spans_hidden(pair, rng) for pair in pairs]
    without_cue = _moved(reader, pairs, [cue for cue, _ in cues])
    without_other = _moved(reader, pairs, [other for _, other in cues])
    shifts = []
    for pair, cue, other in zip(pairs, without_cue, without_other, strict=True):
        first, second = both_probs(reader.pipeline, pair)
        columns = reader.columns(gold_types(pair)[0])
        largest = float(np.abs(first - second).max())
        shifts.append(Shift(_move(first, second, columns), cue, other, largest))
    return shifts


def _moved(
    reader: _Reader,
    pairs: Sequence[ContrastivePair],
    hidden: Sequence[tuple[tuple[int, ...], tuple[int, ...]] | None],
) -> list[float | None]:
    """The move of each pair's log-odds with words hidden in both sentences; None: none to hide."""
    asked = [(pair, spans) for pair, spans in zip(pairs, hidden, strict=True) if spans]
    sentences = [m.words for pair, _ in asked for m in (pair.first, pair.second)]
    spans = [span for _, both in asked for span in both]
    items = [
        replace(item, hidden=span)
        for item, span in zip(reader.pipeline.tagger.encode_words(sentences), spans, strict=True)
    ]
    probs = iter(reader.probs_at(items, [pair.index for pair, _ in asked for _ in range(2)]))
    return [
        _move(next(probs), next(probs), reader.columns(gold_types(pair)[0])) if both else None
        for pair, both in zip(pairs, hidden, strict=True)
    ]


def _spans_hidden(
    pair: ContrastivePair, rng: np.random.Generator
) -> tuple[
    tuple[tuple[int, ...], tuple[int, ...]] | None, tuple[tuple[int, ...], tuple[int, ...]] | None
]:
    """Of both sentences the cue's words, and as many others to the right of the ambiguous one."""
    if not pair.cues:
        return None, None
    members = (pair.first, pair.second)
    cues = [tuple(range(*cue)) for cue in pair.cues]
    others = []
    for member, cue in zip(members, cues, strict=True):
        starts = [
            start
            for start in range(pair.index + 1, len(member.words) - len(cue) + 1)
            if not set(range(start, start + len(cue))) & set(cue)
        ]
        if not starts:
            return (cues[0], cues[1]), None
        start = int(rng.choice(starts))
        others.append(tuple(range(start, start + len(cue))))
    return (cues[0], cues[1]), (others[0], others[1])


def _move(first: np.ndarray, second: np.ndarray, columns: list[int]) -> float:
    """Log-odds of some tags in the first less in the second distribution (C,)."""
    odds = []
    for probs in (first, second):
        prob = float(np.clip(probs[columns].sum(), _NEAREST, 1.0 - _NEAREST))
        odds.append(np.log(prob) - np.log1p(-prob))
    return float(odds[0] - odds[1])
