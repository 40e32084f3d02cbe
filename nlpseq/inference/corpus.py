"""Filters: lines in, lines out, in order, one for one, in constant memory."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from nlpseq.data.conll import is_comment, is_document, split_columns
from nlpseq.inference.classified import Classified
from nlpseq.inference.glossary import Glossary
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.tagged import BEST_TAGS, TaggedText, TagOptions
from nlpseq.inference.translations import Alternative, TranslateOptions, Translation

if TYPE_CHECKING:
    from nlpseq.inference.language import ScoredText

T = TypeVar("T")

# Lines that are sorted by length and batched together; the memory of a filter is bounded by it.
WINDOW = 2000


def translate_lines(
    pipeline: Pipeline,
    lines: Iterable[str],
    *,
    beam_size: int | None = None,
    num_best: int = 1,
    prefix: str = "",
    glossary: Glossary | None = None,
    as_json: bool = False,
    warnings: Counter[str] | None = None,
) -> Iterator[str]:
    """Translate a stream.

    Args:
        pipeline: a bundle with a translator.
        lines: sentences without line ends.
        beam_size: hypotheses kept; None = what the bundle says.
        num_best: translations of each sentence.
        prefix: how every translation has to begin.
        glossary: terms and their translations.
        as_json: yield a JSON object a line instead of the best translation.
        warnings: where each warning is counted.
    """
    options = TranslateOptions(
        beam_size=beam_size,
        num_best=num_best,
        prefix=prefix,
        glossary=glossary,
        with_traces=as_json,
    )
    for window in windows(lines, WINDOW):
        for translation in pipeline.translate(window, **options):
            if warnings is not None and translation.warning:
                warnings[translation.warning] += 1
            yield _as_json(translation_record(translation)) if as_json else translation.text


def tag_lines(
    pipeline: Pipeline,
    lines: Iterable[str],
    options: TagOptions = BEST_TAGS,
    *,
    as_json: bool = False,
) -> Iterator[str]:
    """Tag a stream of texts: entities in brackets, or a JSON object a line."""
    for window in windows(lines, WINDOW):
        for tagged in pipeline.tag(window, options):
            yield _as_json(tagging_record(tagged)) if as_json else inline(tagged)


def tag_conll(
    pipeline: Pipeline, lines: Iterable[str], options: TagOptions = BEST_TAGS
) -> Iterator[str]:
    """Tag a stream of CoNLL columns: every line comes back, token lines with one column more.

    The token is the first column. Blank lines, comments and document lines pass unchanged; a
    sentence ends where the lines of its tokens do.
    """
    for window in windows(_blocks(lines), WINDOW):
        sentences = [
            [split_columns(line)[0] for line in block]
            for is_sentence, block in window
            if is_sentence
        ]
        predictions = iter(pipeline.tag_words(sentences, options))
        for is_sentence, block in window:
            if is_sentence:
                tags = next(predictions).tags
                yield from (_with_column(line, tag) for line, tag in zip(block, tags, strict=True))
            else:
                yield from block


def classify_lines(
    pipeline: Pipeline, lines: Iterable[str], *, num_best: int = 1, as_json: bool = False
) -> Iterator[str]:
    """Label a stream of texts.

    Args:
        pipeline: a bundle with a classifier.
        lines: texts without line ends.
        num_best: labels told of each text, the answer first.
        as_json: yield a JSON object a line instead of labels and probabilities between tabs.
    """
    for window in windows(lines, WINDOW):
        for classified in pipeline.classify(window):
            if as_json:
                yield _as_json(classification_record(classified, num_best))
            else:
                yield "\t".join(
                    f"{label}\t{prob:.6f}" for label, prob in classified.ranking[:num_best]
                )


def score_lines(
    pipeline: Pipeline, lines: Iterable[str], *, as_json: bool = False
) -> Iterator[str]:
    """Tell what each word of a stream of texts costs.

    Args:
        pipeline: a bundle with a language model.
        lines: texts without line ends.
        as_json: yield a JSON object a line instead of words and bits between tabs.
    """
    from nlpseq.inference.language import score_words  # needs torch, which no other filter does

    for window in windows(lines, WINDOW):
        for scored in score_words(pipeline, window):
            if as_json:
                yield _as_json(score_record(scored))
            else:
                yield "\t".join(f"{word.word}\t{word.bits:.4f}" for word in scored.words)


def windows(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of at most ``size`` items."""
    iterator = iter(items)
    while window := list(islice(iterator, size)):
        yield window


def inline(tagged: TaggedText) -> str:
    """The text with entities as ``[Angela Merkel|PER]``."""
    parts, position = [], 0
    for entity in tagged.entities:
        parts += [tagged.text[position : entity.start], f"[{entity.text}|{entity.label}]"]
        position = entity.end
    return "".join([*parts, tagged.text[position:]])


def tagging_record(tagged: TaggedText) -> dict[str, Any]:
    """A tagged text as plain data, with its alternatives where there are any."""
    entities = [
        {
            "start": entity.start,
            "end": entity.end,
            "label": entity.label,
            "text": entity.text,
            "prob": round(entity.prob, 6),
        }
        for entity in tagged.entities
    ]
    record: dict[str, Any] = {"text": tagged.text, "entities": entities}
    if tagged.alternatives:
        record["alternatives"] = [
            {
                "prob": round(alternative.prob, 6),
                "entities": [
                    {"start": start, "end": end, "label": label, "text": tagged.text[start:end]}
                    for start, end, label in alternative.spans
                ],
            }
            for alternative in tagged.alternatives
        ]
    return record


def classification_record(classified: Classified, num_best: int) -> dict[str, Any]:
    """A text, its label and the first of its ranking as plain data."""
    ranking = [
        {"label": label, "prob": round(prob, 6)} for label, prob in classified.ranking[:num_best]
    ]
    return {
        "text": classified.text,
        "label": classified.label,
        "prob": round(classified.prob, 6),
        "ranking": ranking,
    }


def score_record(scored: "ScoredText") -> dict[str, Any]:
    """A text, its bits and those of its words as plain data."""
    words = [{"word": word.word, "bits": round(word.bits, 4)} for word in scored.words]
    return {"text": scored.text, "bits": round(scored.bits, 4), "words": words}


def translation_record(translation: Translation) -> dict[str, Any]:
    """A translation and its alternatives, with their traces if they have some, as plain data."""
    return {
        "source": translation.source,
        "translation": translation.text,
        "warning": translation.warning,
        "alternatives": [_alternative_record(found) for found in translation.alternatives],
    }


def _alternative_record(alternative: Alternative) -> dict[str, Any]:
    record: dict[str, Any] = {"text": alternative.text, "score": round(alternative.score, 6)}
    if trace := alternative.trace:
        record["tokens"] = [
            {"piece": piece, "log_prob": round(log_prob, 6)}
            for piece, log_prob in zip(trace.pieces, trace.log_probs, strict=True)
        ]
        record["alignment"] = trace.alignment
    return record


def _blocks(lines: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """(is it a sentence, its lines): token lines of a sentence together, others one by one."""
    sentence: list[str] = []
    for line in lines:
        if line.strip() and not is_comment(line) and not is_document(line):
            sentence.append(line)
            continue
        if sentence:
            yield True, sentence
            sentence = []
        yield False, [line]
    if sentence:
        yield True, sentence


def _with_column(line: str, tag: str) -> str:
    return f"{line}\t{tag}" if "\t" in line else f"{line.rstrip(' ')} {tag}"


def _as_json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
