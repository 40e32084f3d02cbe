"""The benchmark over untrained taggers: what must hold for any weights."""

from dataclasses import replace

import pytest

from nlpseq.data.corpora import root_folder
from nlpseq.data.examples import ContrastivePair
from nlpseq.data.pairs import read_pair_file
from nlpseq.errors import InputError
from nlpseq.evaluation.teddy import ALL_WORDS, CERTIFICATE, LOOK_AHEAD, column_of
from nlpseq.inference.teddy_benchmark import run_benchmark
from nlpseq.inference.teddy_pairs import fitting_pairs
from tests.inference.test_teddy import PAIRS, random_pipeline

FOLDER = root_folder("samples") / "teddy" / "distance"


def bundled(name: str, types: set[str]) -> list[ContrastivePair]:
    """The pairs of a file that the tiny labels know."""
    known = {f"B-{kind}" for kind in types} | {"O"}
    return [
        pair
        for pair in read_pair_file(FOLDER / name)
        if {pair.first.tags[pair.index], pair.second.tags[pair.index]} <= known
    ]


def test_left_to_right_nothing_moves_however_much_is_read() -> None:
    pairs = bundled("pairs_valid.jsonl", {"PER", "LOC"})[::6]
    report = run_benchmark(random_pipeline(bidirectional=False), pairs, bundle="x", name="y")
    assert report.scores["pair_accuracy"] == 0.0
    assert column_of(report, CERTIFICATE, "difference") == {"largest over all pairs": 0.0}
    assert set(column_of(report, LOOK_AHEAD, ALL_WORDS).values()) == {0.0}
    assert column_of(report, "marginal shift", "mean")[ALL_WORDS] == 0.0
    assert column_of(report, "what decides", "pairs") == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_layer_has_no_four_of_a_group_right(seed: int) -> None:
    pairs = [p for p in bundled("controls_valid.jsonl", {"PER", "LOC"}) if p.kind == "xor"]
    assert len(pairs) > 5
    one = random_pipeline(bidirectional=True, num_layers=1, seed=seed)
    assert run_benchmark(one, pairs, bundle="x", name="y").scores["xor_quads"] == 0.0


def test_in_both_directions_the_words_to_the_right_count() -> None:
    pairs = bundled("pairs_valid.jsonl", {"PER", "LOC"})[::12]
    told: list[str] = []
    report = run_benchmark(
        random_pipeline(bidirectional=True),
        pairs,
        bundle="x",
        name="y",
        tick=lambda what, *_: told.append(what),
    )
    assert column_of(report, CERTIFICATE, "difference")["largest over all pairs"] > 0
    assert column_of(report, "what decides", "pairs")["the cue"] > len(pairs) / 2
    assert told[0] == "whole sentences"
    assert told[-1] == "done"


def test_pairs_without_distance_or_cue_are_scored_all_the_same() -> None:
    report = run_benchmark(random_pipeline(bidirectional=True), PAIRS, bundle="x", name="y")
    assert report.counts == {"pairs": len(PAIRS)}
    assert column_of(report, "what decides", "pairs") == {}


def test_what_the_tagger_cannot_answer_is_skipped_and_said() -> None:
    tags = ("O", "O", "B-ORG", "O", "O")
    first = replace(PAIRS[1].first, words=("we", "met", "Rose", "in", "Paris"), tags=tags)
    other = replace(PAIRS[1], first=first)
    pipeline = random_pipeline(bidirectional=True)
    report = run_benchmark(pipeline, [*PAIRS, other], bundle="x", name="y")
    assert report.counts == {"pairs": len(PAIRS)}
    assert report.notes == ("skipped 1 pairs: the tagger knows no ORG",)
    with pytest.raises(
        InputError, match="the tagger's labels do not fit the pairs: found LOC, PER"
    ):
        run_benchmark(pipeline, [other], bundle="x", name="y")


def test_several_taggers_are_asked_what_all_of_them_know() -> None:
    persons = [PAIRS[0], PAIRS[1], PAIRS[3]]
    assert fitting_pairs(PAIRS, {"a": ["PER", "LOC"], "b": ["GPE", "PERSON"]}) == ([*PAIRS], [])
    fewer = {"a": ["PERSON", "MISC"], "b": ["PER", "LOC"], "c": ["PER"]}
    assert fitting_pairs(PAIRS, fewer) == (persons, ["skipped 1 pairs: a, c know no LOC"])
    place = replace(PAIRS[0], first=replace(PAIRS[0].first, tags=("B-LOC", *["O"] * 5)))
    with pytest.raises(InputError, match="all taggers know: found a knows no LOC; b knows no PER"):
        fitting_pairs([PAIRS[0], place], {"a": ["PER"], "b": ["LOC"]})
    with pytest.raises(InputError, match="b: the tagger's labels do not fit the pairs: found ORG"):
        fitting_pairs(PAIRS, {"a": ["PER"], "b": ["ORG"]})
