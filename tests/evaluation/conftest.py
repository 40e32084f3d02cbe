"""Reports that several tests look at, full of what a page could stumble over."""

import pytest

from nlpseq.evaluation.galleries import tagging_galleries, translation_galleries
from nlpseq.evaluation.pairs import score_pairs
from nlpseq.evaluation.report import Report
from nlpseq.evaluation.significance import (
    bleu_of_counts,
    bootstrap_interval,
    f1_of_counts,
    paired_difference,
)
from nlpseq.evaluation.summary import (
    Details,
    compared_report,
    tagging_report,
    translation_report,
)
from nlpseq.evaluation.tagging import score_tagging
from nlpseq.evaluation.tagging_breakdown import (
    TaggedCorpus,
    error_kinds,
    seen_entities,
    tagging_breakdowns,
)
from nlpseq.evaluation.translation import score_translation, sentence_chrf
from nlpseq.evaluation.translation_breakdown import TranslatedCorpus, translation_breakdowns

ATTACK = "<script>alert('x')</script>"
WORDS = [["Anna", "Marsh", ATTACK], ["Bonn", "*is*"], ["[here", "&"]]
GOLD = [["B-PER", "I-PER", "O"], ["B-LOC", "O"], ["B-A|B", "O"]]
PREDICTED = [["I-PER", "I-PER", "B-PER"], ["B-LOC", "O"], ["O", "O"]]


@pytest.fixture
def tagging() -> Report:
    """A tagger's report with everything in it."""
    gold = [["B-PER", "I-PER", "O"], ["B-LOC", "O"], ["B-A|B", "O"]]
    scores = score_tagging(gold, [["I-PER", "I-PER", "O"], ["B-LOC", "O"], ["O", "O"]])
    return tagging_report(
        scores,
        bundle="runs/demo/bundle",
        corpus="[red]corpus",
        split="test",
        intervals={
            "f1": bootstrap_interval(scores.statistics, f1_of_counts, num_bootstrap=100, seed=1)
        },
        largest_difference=0.25,
        pairs=score_pairs(["unseen_names"], [("B-PER", "O")], [("B-PER", "O")]),
    )


@pytest.fixture
def translation() -> Report:
    """A translator's report."""
    scores = score_translation(["ein Haus am See"], ["ein Haus am See"], target_language="de")
    return translation_report(
        scores,
        bundle="b",
        corpus="c",
        split="valid",
        intervals={
            "bleu": bootstrap_interval(scores.statistics, bleu_of_counts, num_bootstrap=10, seed=1)
        },
    )


@pytest.fixture
def detailed_tagging() -> Report:
    """A tagger's report with all tables and sentences, beside another bundle."""
    corpus = TaggedCorpus(WORDS, GOLD, PREDICTED)
    scores, other = score_tagging(GOLD, PREDICTED), score_tagging(GOLD, GOLD)
    seen = seen_entities([(["Anna", "Marsh"], ["B-PER", "I-PER"]), (["Bonn"], ["B-ORG"])])
    named = {"corpus": ATTACK, "split": "test", "intervals": {}}
    report = tagging_report(
        scores,
        bundle="runs/one",
        details=Details(
            (error_kinds(corpus), *tagging_breakdowns(corpus, seen)),
            tagging_galleries(corpus),
            (f"a note about {ATTACK}",),
        ),
        **named,
    )
    difference = paired_difference(
        scores.statistics, other.statistics, f1_of_counts, num_bootstrap=20, seed=1
    )
    other_report = tagging_report(other, bundle="runs/two", **named)
    return compared_report(report, other_report, "f1", difference)


@pytest.fixture
def detailed_translation() -> Report:
    """A translator's report with all tables and sentences."""
    sources = ["Anna has 3 <b>cats</b> .", "we see Bonn ."]
    references = ["Anna hat 3 <b>Katzen</b> .", "wir sehen Bonn ."]
    hypotheses = ["Anna hat 4 4 <i>Katzen</i> .", "wir sehen Bonn ."]
    scores = score_translation(hypotheses, references)
    corpus = TranslatedCorpus(
        *([line.split() for line in lines] for lines in (sources, hypotheses, references))
    )
    return translation_report(
        scores,
        bundle="runs/one",
        corpus="tiny",
        split="test",
        intervals={},
        details=Details(
            translation_breakdowns(corpus, scores.statistics, {"hat": 3}),
            translation_galleries(corpus, sentence_chrf(hypotheses, references)),
        ),
    )
