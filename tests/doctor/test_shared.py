"""Sentences that stand in another corpus, however it is tokenised and cased."""

from dataclasses import replace

from nlpseq.doctor.check import diagnose
from nlpseq.doctor.findings import NOTE, WARNING

RAW = "play\tPlease play the old song, won't you?\nstop\tDo not play any of it now!\n"
WORDS = ["please", "play", "the", "old", "song", ",", "wo", "n't", "you", "?"]


def shared(diagnosis):
    """File name -> severity and lines of what stands in another corpus."""
    return {
        finding.split: (finding.severity, finding.lines, finding.message.rpartition(": ")[2])
        for finding in diagnosis.findings
        if finding.rule == "shared"
    }


def test_a_test_sentence_that_is_trained_on_elsewhere(write):
    intents = write({"train.tsv": RAW}, reader="labelled", name="intents")
    tagged = "".join(f"{word} O\n" for word in WORDS)
    words = write({"test.conll": f"Something O\nelse O\n\n{tagged}"}, name="words")
    assert shared(diagnose(words, beside=[intents])) == {"test": (WARNING, [4], "intents train 1")}
    assert shared(diagnose(intents, beside=[words])) == {"train": (WARNING, [1], "words test 1")}


def test_what_both_train_on_is_noted_and_short_sentences_are_not(write):
    lines = "The old sailor sells his boat.\nThank you.\n"
    one = write({"train.txt": lines}, reader="text", task="language_modelling", name="one")
    two = replace(one, name="two")
    assert shared(diagnose(one, beside=[two])) == {"train": (NOTE, [1], "two train 1")}
    assert shared(diagnose(one)) == {}
