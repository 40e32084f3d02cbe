"""Sentences to look at: a bounded number of the worst and the best, with what differs marked."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from nlpseq.evaluation.errors import RIGHT as MATCHED
from nlpseq.evaluation.errors import Entity
from nlpseq.evaluation.report import RIGHT, WRONG, Example, Gallery, Line, Segment
from nlpseq.evaluation.tagging_breakdown import TaggedCorpus
from nlpseq.evaluation.translation_breakdown import TranslatedCorpus

MAX_EXAMPLES = 12
MAX_WORDS = 100
"""Words of a sentence that are shown."""


def tagging_galleries(corpus: TaggedCorpus) -> tuple[Gallery, ...]:
    """The sentences with most errors, their true and their predicted entities marked."""
    errors = [sum(match.kind != MATCHED for match in sentence) for sentence in corpus.matches]
    worst = sorted(range(len(errors)), key=lambda row: (-errors[row], row))
    examples = tuple(
        _tagged(corpus, row, errors[row]) for row in worst[:MAX_EXAMPLES] if errors[row]
    )
    note = "Sentences with most errors. Right entities are green or slanted, others red or bold."
    return (Gallery("worst sentences", note, examples),) if examples else ()


def translation_galleries(corpus: TranslatedCorpus, scores: Sequence[float]) -> tuple[Gallery, ...]:
    """The sentences with the lowest and the highest scores, the words that differ marked.

    Args:
        corpus: what was translated.
        scores: (N,) chrF2 of each sentence.
    """
    order = sorted(range(len(scores)), key=lambda row: (scores[row], row))
    worst = order[:MAX_EXAMPLES]
    best = order[::-1][: min(MAX_EXAMPLES, len(order) - len(worst))]
    chosen = (("worst", worst), ("best", best))
    return tuple(
        Gallery(
            f"{name} sentences",
            f"Sentences with the {extreme} chrF2; words that only one side has are red or bold.",
            tuple(_translated(corpus, row, scores[row]) for row in rows),
        )
        for (name, rows), extreme in zip(chosen, ("lowest", "highest"), strict=True)
        if rows
    )


def _tagged(corpus: TaggedCorpus, row: int, num_errors: int) -> Example:
    words, matches = corpus.words[row], corpus.matches[row]
    true = [(m.true, m.kind == MATCHED) for m in matches if m.true]
    found = [(m.found, m.kind == MATCHED) for m in matches if m.found]
    lines = (
        Line("true", tuple(_entity_segments(words, true))),
        Line("predicted", tuple(_entity_segments(words, found))),
    )
    errors = "1 error" if num_errors == 1 else f"{num_errors} errors"
    return Example(f"sentence {row + 1}: {errors}", lines)


def _entity_segments(
    words: Sequence[str], entities: Iterable[tuple[Entity, bool]]
) -> Iterator[Segment]:
    """The sentence cut at the borders of its entities."""
    done = 0
    for entity, is_right in sorted(entities):
        if entity.end > MAX_WORDS:
            break
        if done < entity.start:
            yield Segment(" ".join(words[done : entity.start]))
        text = " ".join(words[entity.start : entity.end])
        yield Segment(text, RIGHT if is_right else WRONG, entity.label)
        done = entity.end
    if done < len(words):
        yield Segment(_shown(words[done:], MAX_WORDS - done))


def _translated(corpus: TranslatedCorpus, row: int, score: float) -> Example:
    source, hypothesis, reference = (
        corpus.sources[row], corpus.hypotheses[row], corpus.references[row]
    )  # fmt: skip
    blocks = SequenceMatcher(
        None, reference[:MAX_WORDS], hypothesis[:MAX_WORDS], autojunk=False
    ).get_matching_blocks()
    same_reference = {block.a + i for block in blocks for i in range(block.size)}
    same_hypothesis = {block.b + i for block in blocks for i in range(block.size)}
    lines = (
        Line("source", (Segment(_shown(source, MAX_WORDS)),)),
        Line("reference", tuple(_differing(reference, same_reference))),
        Line("translation", tuple(_differing(hypothesis, same_hypothesis))),
    )
    return Example(f"sentence {row + 1}: chrF2 {score:.1f}", lines)


def _differing(words: Sequence[str], same: set[int]) -> Iterator[Segment]:
    """The sentence cut where it begins or ceases to be the same as the other."""
    shown = range(min(len(words), MAX_WORDS))
    for is_same, group in groupby(shown, key=same.__contains__):
        text = " ".join(words[index] for index in group)
        yield Segment(text, "" if is_same else WRONG)
    if len(words) > MAX_WORDS:
        yield Segment("…")


def _shown(words: Sequence[str], most: int) -> str:
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
