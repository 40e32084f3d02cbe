"""Contrastive pairs: one JSON object a line, two sentences that differ only after a word."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlpseq.data.examples import ContrastivePair, Tagged
from nlpseq.data.files import read_lines
from nlpseq.data.labels import spans_from_bio
from nlpseq.errors import InputError

_FORM = '{"stratum": NAME, "index": I, "first": {"words": [...], "tags": [...]}, "second": {...}}'


def read_pair_file(file: str | Path) -> Iterator[ContrastivePair]:
    """The pairs of a JSONL file; further keys of a line are for people.

    Raises:
        InputError: a line is no such object, its sentences do not agree up to and including the
            ambiguous word, or label it alike.
    """
    for number, line in read_lines(file):
        try:
            pair = _pair(json.loads(line))
        except (ValueError, KeyError, TypeError, InputError) as error:
            raise InputError(
                "not a contrastive pair",
                file=file,
                line=number,
                found=_reason(error),
                expected=_FORM,
            ) from error
        yield pair


def _pair(record: dict[str, Any]) -> ContrastivePair:
    index = record["index"]
    first, second = _tagged(record["first"]), _tagged(record["second"])
    if not isinstance(index, int) or not 0 <= index < min(len(first.words), len(second.words)):
        raise ValueError(f"index {index!r} outside the sentences")
    if first.words[: index + 1] != second.words[: index + 1]:
        raise ValueError(f"sentences that differ before or at word {index}")
    if first.tags[index] == second.tags[index]:
        raise ValueError(f"the same tag {first.tags[index]} at word {index} in both sentences")
    return ContrastivePair(str(record["stratum"]), index, first, second)


def _tagged(record: dict[str, list[str]]) -> Tagged:
    words, tags = tuple(record["words"]), tuple(record["tags"])
    if len(words) != len(tags):
        raise ValueError(f"{len(words)} words and {len(tags)} tags")
    spans_from_bio(tags)  # refuses tags that are none
    return Tagged(words, tags)


def _reason(error: Exception) -> str:
    return f"no key {error.args[0]!r}" if isinstance(error, KeyError) else str(error)
