"""Contrastive pairs: one JSON object a line, two sentences that differ on one side of a word."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlpseq.data.examples import PAIR_KINDS, ContrastivePair, Tagged
from nlpseq.data.files import read_lines
from nlpseq.data.labels import spans_from_bio
from nlpseq.errors import FAULTS_OF_CONTENT, InputError

_FORM = '{"stratum": NAME, "index": I, "first": {"words": [...], "tags": [...]}, "second": {...}}'


def read_pair_file(file: str | Path) -> Iterator[ContrastivePair]:
    """The pairs of a JSONL file; the keys beside those of the form may be left out.

    Raises:
        InputError: a line is no such object, or its sentences do not agree up to and including the
            ambiguous word (``left_cue``: from it on), or label it alike (``no_flip``: differently).
    """
    for number, line in read_lines(file):
        try:
            pair = _pair(json.loads(line))
        except (*FAULTS_OF_CONTENT, InputError) as error:
            raise InputError(
                "not a contrastive pair",
                file=file,
                line=number,
                found=_reason(error),
                expected=_FORM,
            ) from error
        yield pair


def _pair(record: dict[str, Any]) -> ContrastivePair:
    index, kind = record["index"], record.get("kind", PAIR_KINDS[0])
    first, second = _tagged(record["first"]), _tagged(record["second"])
    if kind not in PAIR_KINDS:
        raise ValueError(f"kind {kind!r}, none of {', '.join(PAIR_KINDS)}")
    if not isinstance(index, int) or not 0 <= index < min(len(first.words), len(second.words)):
        raise ValueError(f"index {index!r} outside the sentences")
    _check_words(first, second, index, kind)
    if (first.tags[index] == second.tags[index]) != (kind == "no_flip"):
        same = "different tags" if kind == "no_flip" else f"the same tag {first.tags[index]}"
        raise ValueError(f"{same} at word {index} in both sentences")
    return ContrastivePair(
        str(record["stratum"]),
        index,
        first,
        second,
        kind=kind,
        distance=int(record.get("distance", 0)),
        template=_template(record.get("template", "")),
        cues=_cues(record, index, (first, second)),
        group=str(record.get("group", "")),
    )


def _check_words(first: Tagged, second: Tagged, index: int, kind: str) -> None:
    """Both sentences hold the same words up to the ambiguous one, or from it on."""
    if kind == "left_cue":
        if first.words[index:] != second.words[index:]:
            raise ValueError(f"sentences that differ at or after word {index}")
    elif first.words[: index + 1] != second.words[: index + 1]:
        raise ValueError(f"sentences that differ before or at word {index}")


def _template(given: str | list[str]) -> str:
    """The frame of the first sentence; one text is that of both."""
    return given if isinstance(given, str) else str(given[0])


def _cues(
    record: dict[str, Any], index: int, sentences: tuple[Tagged, Tagged]
) -> tuple[tuple[int, int], ...]:
    """Where the deciding words stand in each sentence, if the record says it."""
    starts = [index + offset for offset in record.get("cue_distance", ())]
    texts = record.get("cue", ())
    ends = [start + len(text.split()) for start, text in zip(starts, texts, strict=True)]
    for sentence, start, end in zip(sentences if starts else (), starts, ends, strict=True):
        if not 0 <= start <= end <= len(sentence.words):
            raise ValueError(f"a cue from word {start} to {end}, outside its sentence")
    return tuple(zip(starts, ends, strict=True))


def _tagged(record: dict[str, list[str]]) -> Tagged:
    words, tags = tuple(record["words"]), tuple(record["tags"])
    if isinstance(record["words"], str) or not all(isinstance(word, str) for word in words):
        raise ValueError("words that are no list of texts")
    if len(words) != len(tags):
        raise ValueError(f"{len(words)} words and {len(tags)} tags")
    spans_from_bio(tags)  # refuses tags that are none
    return Tagged(words, tags)


def _reason(error: Exception) -> str:
    return f"no key {error.args[0]!r}" if isinstance(error, KeyError) else str(error)
