"""The figures of translations are those of the sacrebleu command."""

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from nlpseq.errors import InputError
from nlpseq.evaluation.significance import bleu_of_counts
from nlpseq.evaluation.translation import (
    TranslationScores,
    consensus,
    corpus_bleu,
    score_translation,
)

REFERENCES = [
    "The cat sat on the mat, and it slept.",
    "Dr. Smith's 2,500 books cost $3.50 each!",
    "„Grüße“ – sagte sie; er schwieg.",
    "A line with a strange\u2028separator and a trailing space ",
    "Yes.",
]
HYPOTHESES = [
    "The cat sat on a mat and it slept .",
    "Dr. Smith's 2,500 books cost 3.50 $ each!",
    "„Grüße“ – sagte Sie; er schwieg",
    "A line with a strange\u2028separator and no trailing space",
    "",
]
CHINESE = ["我爱北京天安门。", "今天天气很好,我们去 Beijing 吧。"]
CHINESE_HYPOTHESES = ["我爱天安门。", "今天天气不错,我们去 Beijing 。"]


def test_consensus_is_the_mean_likeness_to_all() -> None:
    texts = ["a cat sleeps", "a cat sleeps", "the cat sleeps", "dogs"]
    for metric, scorer in (("chrf", CHRF()), ("bleu", BLEU(effective_order=True))):
        expected = [
            sum(scorer.sentence_score(text, [other]).score for other in texts) / len(texts)
            for text in texts
        ]
        assert consensus(texts, metric) == pytest.approx(expected)
        assert np.argmax(expected) == 0
    assert consensus(["x"], "chrf") == [100.0]


def command(
    folder: Path, hypotheses: list[str], reference_sets: list[list[str]], *options: str
) -> list[dict[str, object]]:
    """What ``sacrebleu ... -m bleu chrf ter`` prints as JSON."""
    files = []
    for number, lines in enumerate([hypotheses, *reference_sets]):
        files.append(folder / f"{number}.txt")
        files[-1].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    line = [sys.executable, "-m", "sacrebleu", *map(str, files[1:]), "-i", str(files[0])]
    line += ["-m", "bleu", "chrf", "ter", "-w", "8", *options]
    result = subprocess.run(line, capture_output=True, check=True, encoding="utf-8")
    printed: list[dict[str, object]] = json.loads(result.stdout)
    return printed


def check_equal(scores: TranslationScores, printed: list[dict[str, object]]) -> None:
    """Compare figures to the digits printed and signatures letter by letter."""
    for name, metric in zip(("bleu", "chrf", "ter"), printed, strict=True):
        assert f"{getattr(scores, name):.8f}" == f"{metric['score']:.8f}"
        assert scores.signatures[name] == metric["signature"]


def test_figures_and_signatures_are_those_of_the_command(tmp_path: Path) -> None:
    scores = score_translation(HYPOTHESES, REFERENCES, target_language="de")
    check_equal(scores, command(tmp_path, HYPOTHESES, [REFERENCES]))
    assert scores.signatures["bleu"].startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp")


def test_several_references_are_those_of_the_command(tmp_path: Path) -> None:
    sets = [REFERENCES, [line.replace("the", "a") for line in reversed(REFERENCES)]]
    check_equal(score_translation(HYPOTHESES, sets), command(tmp_path, HYPOTHESES, sets))


def test_chinese_is_split_as_the_command_splits_it(tmp_path: Path) -> None:
    scores = score_translation(CHINESE_HYPOTHESES, CHINESE, target_language="zh")
    check_equal(
        scores, command(tmp_path, CHINESE_HYPOTHESES, [CHINESE], "--language-pair", "en-zh")
    )
    assert "tok:zh" in scores.signatures["bleu"]
    assert corpus_bleu(CHINESE_HYPOTHESES, CHINESE, target_language="zh") == scores.bleu


def test_the_statistics_of_sentences_add_up_to_the_score() -> None:
    rng = random.Random(1)
    for _ in range(30):
        words = [str(number) for number in range(12)]
        references = [" ".join(rng.choices(words, k=rng.randint(1, 8))) for _ in range(6)]
        hypotheses = [" ".join(rng.choices(words, k=rng.randint(0, 8))) for _ in range(6)]
        scores = score_translation(hypotheses, references)
        assert scores.statistics.shape == (6, 10)
        counts = scores.statistics.sum(axis=0, keepdims=True)
        assert bleu_of_counts(counts)[0] == pytest.approx(scores.bleu, abs=1e-9)


def test_equal_text_has_full_marks_and_unequal_text_none() -> None:
    lines = ["one two three four five", "six seven eight nine"]
    same = score_translation(lines, lines)
    assert (round(same.bleu, 6), round(same.chrf, 6), same.ter) == (100.0, 100.0, 0.0)
    empty = score_translation(["", ""], lines)
    assert (empty.bleu, empty.chrf, empty.ter) == (0.0, 0.0, 100.0)


def test_unequal_counts_are_refused() -> None:
    with pytest.raises(InputError, match="found 1 translations and 2 references"):
        score_translation(["a"], ["a", "b"])


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(InputError, match="no translations to score"):
        score_translation([], [])


def test_a_word_splitter_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "MeCab", None)
    monkeypatch.delitem(sys.modules, "sacrebleu.tokenizers.tokenizer_ja_mecab", raising=False)
    with pytest.raises(InputError, match=r"'ja'.*pip install 'sacrebleu\[ja\]'"):
        score_translation(["猫"], ["猫"], target_language="ja")
