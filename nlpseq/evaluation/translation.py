"""BLEU, chrF and TER of translations, by sacrebleu (Post 2018): its figures and its signatures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nlpseq.errors import InputError

if TYPE_CHECKING:
    from sacrebleu.metrics.bleu import BLEU


@dataclass(frozen=True, slots=True, eq=False)
class TranslationScores:
    """Scores of a corpus, in per cent.

    Args:
        bleu: cased BLEU (Papineni et al. 2002), higher is better.
        chrf: chrF2 (Popovic 2015), higher is better.
        ter: translation edit rate (Snover et al. 2006), lower is better.
        signatures: how each was computed, by name ("bleu", "chrf", "ter").
        statistics: (N, 10) what BLEU counts in each sentence: the hypothesis' and the
            reference's length, then matching n-grams and n-grams for n = 1 to 4.
    """

    bleu: float
    chrf: float
    ter: float
    signatures: dict[str, str]
    statistics: np.ndarray


def score_translation(
    hypotheses: Sequence[str],
    references: Sequence[str] | Sequence[Sequence[str]],
    *,
    target_language: str = "",
) -> TranslationScores:
    """Score detokenised translations as the sacrebleu command does.

    Args:
        hypotheses: (N,) one a sentence.
        references: (N,), or a list of that for each of several reference sets.
        target_language: ISO 639-1 code; zh, ja and ko have word splitters of their own (ja and
            ko need packages that sacrebleu names), all others use 13a.

    Raises:
        InputError: there is nothing to score, the counts differ, or the language's word splitter
            is not installed.
    """
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    reference_sets = _reference_sets(references)
    _check_counts(hypotheses, reference_sets)
    metrics = {"bleu": _bleu(target_language), "chrf": CHRF(), "ter": TER()}
    scores = {
        name: float(metric.corpus_score(hypotheses, reference_sets).score)
        for name, metric in metrics.items()
    }
    return TranslationScores(
        **scores,
        signatures={name: str(metric.get_signature()) for name, metric in metrics.items()},
        statistics=_bleu_statistics(hypotheses, reference_sets, target_language),
    )


def corpus_bleu(
    hypotheses: Sequence[str], references: Sequence[str], *, target_language: str = ""
) -> float:
    """BLEU alone, for the validations of a run: TER takes a hundred times as long.

    Raises:
        InputError: as ``score_translation``.
    """
    _check_counts(hypotheses, [references])
    return float(_bleu(target_language).corpus_score(hypotheses, [references]).score)


def sentence_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> list[float]:
    """ChrF2 of each sentence by itself, to tell the good ones from the bad ones.

    Raises:
        InputError: as ``score_translation``.
    """
    from sacrebleu.metrics.chrf import CHRF

    _check_counts(hypotheses, [references])
    metric = CHRF()
    return [
        float(metric.sentence_score(hypothesis, [reference]).score)
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    ]


def consensus(texts: Sequence[str], metric: str) -> list[float]:
    """How much each translation of a sentence is like the others, as a mean over all of them.

    The one with the highest has the least expected loss if they were drawn by their probability
    (minimum Bayes risk, Kumar and Byrne 2004; with samples, Eikema and Aziz 2022).

    Args:
        texts: translations of one sentence; one that stands there twice counts twice.
        metric: chrf or bleu, of sentences (BLEU over the n-grams that a sentence has).
    """
    from sacrebleu.metrics.chrf import CHRF

    scorer = _bleu("", of_sentences=True) if metric == "bleu" else CHRF()
    counts = Counter(texts)
    if len(counts) == 1:
        return [100.0] * len(texts)
    likeness = {
        text: sum(
            count * float(scorer.sentence_score(text, [other]).score)
            for other, count in counts.items()
        )
        / len(texts)
        for text in counts
    }
    return [likeness[text] for text in texts]


def _reference_sets(
    references: Sequence[str] | Sequence[Sequence[str]],
) -> list[list[str]]:
    if references and isinstance(references[0], str):
        return [[str(line) for line in references]]
    return [list(lines) for lines in references]


def _check_counts(hypotheses: Sequence[str], reference_sets: Sequence[Sequence[str]]) -> None:
    counts = [len(lines) for lines in reference_sets]
    if not hypotheses or not counts:
        raise InputError("no translations to score", expected="at least one sentence")
    if any(count != len(hypotheses) for count in counts):
        raise InputError(
            "unequal line counts",
            found=f"{len(hypotheses)} translations and {' and '.join(map(str, counts))} references",
            expected="as many of each",
        )


def _bleu(target_language: str, *, of_sentences: bool = False) -> "BLEU":
    from sacrebleu.metrics.bleu import BLEU

    try:
        # force: no advice on stderr about text that looks tokenised, amid a run's own lines.
        return BLEU(trg_lang=target_language, effective_order=of_sentences, force=True)
    except RuntimeError as error:
        raise InputError(
            f"no word splitter for the language {target_language!r}",
            mend=f"install it with: pip install 'sacrebleu[{target_language}]'",
        ) from error


def _bleu_statistics(
    hypotheses: Sequence[str], reference_sets: Sequence[Sequence[str]], target_language: str
) -> np.ndarray:
    # The order in use changes the score of a sentence, which is not looked at, and no count.
    metric = _bleu(target_language, of_sentences=True)
    rows = []
    for hypothesis, *lines in zip(hypotheses, *reference_sets, strict=True):
        score = metric.sentence_score(hypothesis, lines)
        rows.append([score.sys_len, score.ref_len, *score.counts, *score.totals])
    return np.array(rows, dtype=np.int64)
