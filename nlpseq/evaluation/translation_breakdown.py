"""Where a translator errs: long sentences, rare words, numbers and names, too much, too little.

All of it counts words, which come split; what a word is, is for the caller to say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nlpseq.evaluation.buckets import FREQUENCIES, SENTENCE_LENGTHS, Buckets
from nlpseq.evaluation.report import Breakdown
from nlpseq.evaluation.significance import bleu_of_counts

SHORT, LONG = 0.7, 1.3
"""Shares of the reference's length under and over which a translation counts as short or long."""

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class TranslatedCorpus:
    """The words of each sentence in three versions, as many of each."""

    sources: Sequence[Words]
    hypotheses: Sequence[Words]
    references: Sequence[Words]


def translation_breakdowns(
    corpus: TranslatedCorpus,
    statistics: np.ndarray,
    train_counts: Mapping[str, int] | None = None,
) -> tuple[Breakdown, ...]:
    """All tables that only the files of a report hold.

    Args:
        corpus: what was translated.
        statistics: (N, 10) what BLEU counts, as in ``TranslationScores``.
        train_counts: how often each word stands on the target side of the train split; None = the
            table that asks for it is left out.
    """
    tables = [_by_length(corpus, statistics)]
    if train_counts is not None:
        tables.append(_by_frequency(corpus, train_counts))
    return (*tables, _survival(corpus), _lengths(corpus), _coverage(corpus))


def is_number(word: str) -> bool:
    """Whether a word has a digit."""
    return any(character.isdigit() for character in word)


def is_name(word: str) -> bool:
    """Whether a word looks like a name: two characters or more, the first a capital, no digit."""
    return len(word) > 1 and word[0].isupper() and not is_number(word)


def content_words(references: Iterable[Words]) -> set[str]:
    """The words that carry content: all but the most frequent ones.

    The most frequent words that together make up half of the running words of the references are
    left out, and so is what has neither a letter nor a digit.
    """
    counts = Counter(word for words in references for word in words if _is_word(word))
    half, covered = counts.total() / 2, 0
    content = set()
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if covered >= half:
            content.add(word)
        covered += count
    return content


def surplus_bigrams(hypothesis: Words, reference: Words) -> int:
    """How often a bigram is said again that the reference has said often enough.

    An occurrence counts if it is not the first one and the reference has fewer.
    """
    there = Counter(pairwise(reference))
    said = Counter(pairwise(hypothesis))
    return sum(max(0, count - max(1, there[bigram])) for bigram, count in said.items())


def _by_length(corpus: TranslatedCorpus, statistics: np.ndarray) -> Breakdown:
    names = np.array([SENTENCE_LENGTHS.name(len(words)) for words in corpus.sources])
    rows: dict[str, tuple[float, ...]] = {}
    for name in SENTENCE_LENGTHS.names:
        of_length = statistics[names == name]
        if len(of_length):
            score = bleu_of_counts(of_length.sum(axis=0, keepdims=True))[0]
            rows[name] = (float(score), len(of_length))
    note = "Corpus BLEU of the sentences whose source has so many words."
    columns = ("BLEU", "sentences")
    return Breakdown("by length of the sentence", columns, rows, note, "BLEU", brief=False)


def _by_frequency(corpus: TranslatedCorpus, train_counts: Mapping[str, int]) -> Breakdown:
    right, found, true = Counter[str](), Counter[str](), Counter[str]()
    for hypothesis, reference in zip(corpus.hypotheses, corpus.references, strict=True):
        said, meant = Counter(hypothesis), Counter(reference)
        for counts, total in ((said & meant, right), (said, found), (meant, true)):
            for word, count in counts.items():
                total[FREQUENCIES.name(train_counts.get(word, 0))] += count
    rows: dict[str, tuple[float, ...]] = {
        name: (
            100 * right[name] / max(1, found[name]),
            100 * right[name] / max(1, true[name]),
            200 * right[name] / max(1, found[name] + true[name]),
            true[name],
        )
        for name in _present(FREQUENCIES, true + found)
    }
    note = (
        "Words of the translation that the reference has too, as often at most, by how often the "
        "word stands on the target side of train."
    )
    columns = ("precision", "recall", "F1", "words")
    return Breakdown("by word frequency in train", columns, rows, note, "F1", brief=False)


def _present(buckets: Buckets, counts: Counter[str]) -> Iterator[str]:
    return (name for name in buckets.names if counts[name])


def _survival(corpus: TranslatedCorpus) -> Breakdown:
    rows: dict[str, tuple[float, ...]] = {
        "numbers": _kept(corpus, is_number),
        "names": _kept(corpus, is_name),
    }
    note = (
        "Words of the source that the reference has unchanged: how many the translation has too. "
        "A number has a digit; a name begins with a capital and has two characters or more."
    )
    columns = ("% kept", "expected")
    return Breakdown("numbers and names", columns, rows, note, "% kept", brief=False)


def _kept(corpus: TranslatedCorpus, chosen: Callable[[str], bool]) -> tuple[float, int]:
    num_expected = num_kept = 0
    sentences = zip(corpus.sources, corpus.hypotheses, corpus.references, strict=True)
    for source, hypothesis, reference in sentences:
        expected = Counter(filter(chosen, source)) & Counter(reference)
        num_expected += expected.total()
        num_kept += (expected & Counter(hypothesis)).total()
    return 100 * num_kept / max(1, num_expected), num_expected


def _lengths(corpus: TranslatedCorpus) -> Breakdown:
    pairs = [
        (len(hypothesis), len(reference))
        for hypothesis, reference in zip(corpus.hypotheses, corpus.references, strict=True)
    ]
    said, meant = (sum(lengths) for lengths in zip(*pairs, strict=True))
    num_short = sum(length < SHORT * reference for length, reference in pairs)
    num_long = sum(length > LONG * reference for length, reference in pairs)
    rows: dict[str, tuple[float, ...]] = {
        "all words": (100 * said / max(1, meant), said),
        f"sentences under {SHORT:.0%}": (100 * num_short / len(pairs), num_short),
        f"sentences over {LONG:.0%}": (100 * num_long / len(pairs), num_long),
    }
    note = "Words of the translations in per cent of the references'; sentences far from it."
    return Breakdown("length against the reference", ("%", "count"), rows, note, brief=False)


def _coverage(corpus: TranslatedCorpus) -> Breakdown:
    content = content_words(corpus.references)
    num_missing = num_content = num_again = num_bigrams = 0
    for hypothesis, reference in zip(corpus.hypotheses, corpus.references, strict=True):
        meant = Counter(word for word in reference if word in content)
        num_content += meant.total()
        num_missing += (meant - Counter(hypothesis)).total()
        num_again += surplus_bigrams(hypothesis, reference)
        num_bigrams += max(0, len(hypothesis) - 1)
    rows: dict[str, tuple[float, ...]] = {
        "under: content words missing": (
            100 * num_missing / max(1, num_content),
            num_missing,
            num_content,
        ),
        "over: bigrams said again": (100 * num_again / max(1, num_bigrams), num_again, num_bigrams),
    }
    note = (
        "Under: content words of the reference that the translation lacks; content words are all "
        "but the most frequent ones that make up half of the references' words. Over: pairs of "
        "neighbouring words that the translation repeats and the reference does not."
    )
    columns = ("%", "count", "of")
    return Breakdown("over- and under-translation", columns, rows, note, brief=False)


def _is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)
