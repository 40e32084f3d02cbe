"""Corpora that translators write: distilled (Kim and Rush 2016) and back-translated pairs.

Sequence-level distillation puts a teacher's translations in the place of a corpus' own, which are
easier to learn; more text in the source language can be taught as well (self-training, He et al.
2020). Back-translation makes pairs of text in the target language by translating it into
the source language (Sennrich et al. 2016); a tag tells the model that such a source is not to be
trusted like a true one (Caswell et al. 2019).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from nlpseq.data.examples import Pair
from nlpseq.errors import InputError
from nlpseq.inference.corpus import WINDOW, windows
from nlpseq.inference.pipeline import Pipeline

TAG = "<BT>"
"""What a back-translated source begins with."""

Tick = Callable[[int], None]

EMPTY = "empty"
"""Why a pair is left out, beside the warnings of translation: a side without text."""


def distilled(
    pipeline: Pipeline,
    sources: Iterable[str],
    beam_size: int | None,
    left_out: Counter[str],
    tick: Tick,
) -> Iterator[Pair]:
    """Sentences with the translations of a teacher.

    Args:
        pipeline: the teacher; an ensemble teaches best.
        sources: sentences in the source language.
        beam_size: of the search; None = what the bundle says.
        left_out: where pairs are counted whose translation is empty, loops or finds no end.
        tick: told how many more sentences are translated.
    """
    for source, translation in _translated(pipeline, sources, beam_size, left_out, tick):
        yield Pair(source, translation)


def back_translated(
    pipeline: Pipeline,
    texts: Iterable[str],
    beam_size: int | None,
    left_out: Counter[str],
    tick: Tick,
    tag: str = TAG,
) -> Iterator[Pair]:
    """Pairs whose targets are true text and whose sources are translations of it.

    Args:
        pipeline: translates from the target language into the source language.
        texts: sentences in the target language.
        beam_size: of the search; None = what the bundle says.
        left_out: as in ``distilled``.
        tick: as in ``distilled``.
        tag: what a source begins with; "" = nothing.
    """
    for text, translation in _translated(pipeline, texts, beam_size, left_out, tick):
        yield Pair(f"{tag} {translation}".lstrip(), text)


def write_pairs(folder: Path, languages: tuple[str, str], pairs: Iterable[Pair]) -> list[Path]:
    """Write pairs as two files that are parallel line by line; both stand there whole or not.

    Args:
        folder: made if it is not there.
        languages: source and target, which the files are named by if they differ; "" = not known.
        pairs: each of a line.

    Returns:
        the files of source and target.

    Raises:
        InputError: one of them exists: it may be the corpus that the pairs are made from; or there
            are no pairs.
    """
    suffixes = (languages[0] or "source", languages[1] or "target")
    if suffixes[0] == suffixes[1]:
        suffixes = ("source", "target")
    files = [folder / f"train.{suffix}" for suffix in suffixes]
    for file in files:
        if file.exists():
            raise InputError("exists already", file=file, mend="give --out another folder")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = [file.with_name(f"{file.name}.unfinished") for file in files]
    source, target = unfinished
    try:
        with (
            source.open("w", encoding="utf-8") as left,
            target.open("w", encoding="utf-8") as right,
        ):
            for pair in pairs:
                left.write(f"{pair.source}\n")
                right.write(f"{pair.target}\n")
        if not source.stat().st_size:
            raise InputError(
                "nothing to learn from",
                found="only empty lines, or translations that loop or find no end",
                mend="give other text, or a better translator",
            )
    except BaseException:  # an interruption as well leaves nothing
        for file in unfinished:
            file.unlink(missing_ok=True)
        with suppress(OSError):  # the folder holds something else: it was there before
            folder.rmdir()
        raise
    for written, file in zip(unfinished, files, strict=True):
        written.replace(file)
    return files


def _translated(
    pipeline: Pipeline,
    texts: Iterable[str],
    beam_size: int | None,
    left_out: Counter[str],
    tick: Tick,
) -> Iterator[tuple[str, str]]:
    """Texts with their translations, but for those that are not to be learnt from."""
    for window in windows(texts, WINDOW):
        for found in pipeline.translate(window, beam_size=beam_size):
            fault = found.warning or (None if found.text.strip() else EMPTY)
            if fault:
                left_out[fault] += 1
            else:
                yield found.source, found.text
        tick(len(window))
