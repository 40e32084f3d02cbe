"""``nlpseq translate``: what steers it, what its JSON lines tell, and what it refuses."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlpseq.bundle import Bundle, read_bundle, write_bundle
from nlpseq.config import DecodingConfig
from nlpseq.data.words import split_words
from nlpseq.evaluation.translation import consensus
from nlpseq.inference.corpus import translate_lines
from nlpseq.inference.ensemble import ensemble
from nlpseq.inference.glossary import Glossary
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.translations import word_of_pieces
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import PAIRS, tiny_tokenizer
from tests.program import Program

LINES = [*(pair.source for pair in PAIRS), "", "Teddy Marsh sells bread in Bonn .", "  ", "Bonn"]


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """A small translator that has learnt eight sentences."""
    return read_bundle(GOLDEN)


def steered(bundle: Bundle, **decoding: object) -> Pipeline:
    """The bundle with other settings of its decoding."""
    return Pipeline(replace(bundle, decoding=replace(bundle.decoding, **decoding)))


def endless(bundle: Bundle) -> Bundle:
    """The bundle with a translator that writes one word on and on."""
    weights = dict(bundle.weights)
    bias = np.zeros_like(weights["heads.translation.bias"])
    bias[bundle.tokenizer.encode("ein")[0]] = 1e4
    return replace(bundle, weights=weights | {"heads.translation.bias": bias})


@pytest.mark.parametrize(
    "decoding",
    [
        {"no_repeat_ngram": 2},
        {"coverage_penalty": 0.5},
        {"mbr_size": 4},
        {"mbr_size": 3, "mbr_utility": "bleu", "sample": True},
        {"sample": True, "seed": 3},
        {"sample": True, "top_k": 5, "top_p": 0.8, "temperature": 1.5},
    ],
)
def test_a_line_does_not_depend_on_its_neighbours(
    bundle: Bundle, decoding: dict[str, object]
) -> None:
    pipeline = steered(bundle, **decoding)
    together = list(translate_lines(pipeline, LINES, prefix="eine"))
    assert together == list(translate_lines(pipeline, LINES[::-1], prefix="eine"))[::-1]
    one_by_one = steered(bundle, **decoding, batch_tokens=1)
    assert together == list(translate_lines(one_by_one, LINES, prefix="eine"))
    assert [text for line, text in zip(LINES, together, strict=True) if not line.strip()] == [
        ""
    ] * 2


GLOSSARY = Glossary({("bread",): "Brot und Milch", ("anna",): "Anna", ("new", "york"): "Neu York"})


@pytest.mark.parametrize("beam_size", [1, 4])
def test_terms_are_translated_as_the_glossary_says(bundle: Bundle, beam_size: int) -> None:
    def texts(lines: list[str], pipeline: Pipeline) -> list[str]:
        return list(translate_lines(pipeline, lines, beam_size=beam_size, glossary=GLOSSARY))

    pipeline = Pipeline(bundle)
    found = texts(LINES, pipeline)
    for line, text in zip(LINES, found, strict=True):
        words = [word.text for word in split_words(text)]
        joined = " ".join(words)
        assert ("Brot und Milch" in joined) or "bread" not in line
        assert ("Anna" in words) or "Anna" not in line  # as a word, and not as part of one
    assert found[LINES.index("Bonn")] == texts(["Bonn"], pipeline)[0]
    without = list(translate_lines(pipeline, LINES, beam_size=beam_size))
    assert [f for f, line in zip(found, LINES, strict=True) if "bread" not in line] == [
        w for w, line in zip(without, LINES, strict=True) if "bread" not in line
    ]
    assert found == texts(LINES[::-1], pipeline)[::-1]
    assert found == texts(LINES, steered(bundle, batch_tokens=1))


def test_the_translation_that_is_most_like_the_others_is_taken(bundle: Bundle) -> None:
    draws = steered(bundle, sample=True, temperature=1.3).translate(LINES, num_best=6)
    for metric in ("chrf", "bleu"):
        pipeline = steered(bundle, sample=True, temperature=1.3, mbr_size=6, mbr_utility=metric)
        changed = 0
        for drawn, taken in zip(draws, pipeline.translate(LINES), strict=True):
            texts = [alternative.text for alternative in drawn.alternatives]
            if not texts:
                assert taken.text == ""
                continue
            likeness = consensus(texts, metric)
            assert taken.text == texts[likeness.index(max(likeness))]
            assert [a.text for a in taken.alternatives] == [taken.text]
            changed += taken.text != texts[0]
        assert changed


def test_draws_follow_their_seed(bundle: Bundle) -> None:
    def draws(seed: int, num_best: int) -> list[list[str]]:
        found = steered(bundle, sample=True, seed=seed).translate(LINES, num_best=num_best)
        return [[alternative.text for alternative in each.alternatives] for each in found]

    three = draws(1, 3)
    assert three == draws(1, 3) != draws(2, 3)
    assert [texts[:1] for texts in three] == draws(1, 1)
    assert any(len(set(texts)) == 3 for texts in three)


def test_nothing_is_written_twice(bundle: Bundle) -> None:
    for translation in steered(bundle, no_repeat_ngram=1).translate(LINES, with_traces=True):
        for alternative in translation.alternatives:
            assert len(set(alternative.trace.pieces)) == len(alternative.trace.pieces)


def test_a_translation_begins_with_its_prefix(bundle: Bundle) -> None:
    for beam_size in (1, 4):
        for translation in Pipeline(bundle).translate(
            LINES, prefix="der große Hu", beam_size=beam_size
        ):
            wanted = "der große Hu" if translation.source.strip() else ""
            assert translation.text[:12] == wanted


def test_a_trace_tells_pieces_and_words(bundle: Bundle) -> None:
    for translation in Pipeline(bundle).translate(LINES, num_best=2, with_traces=True):
        for alternative in translation.alternatives:
            trace = alternative.trace
            assert sum(trace.log_probs) / len(trace.log_probs) == pytest.approx(alternative.score)
            assert trace.weights.shape == (len(trace.pieces), len(trace.source_pieces))
            assert trace.weights.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
            assert trace.source_pieces[-1] == "</s>"
            num_words = len(split_words(alternative.text))
            assert [word for _, word in trace.alignment] == sorted({w for _, w in trace.alignment})
            assert len(trace.alignment) <= num_words
            num_sources = len(split_words(translation.source))
            assert all(0 <= source < num_sources for source, _ in trace.alignment)


@pytest.mark.parametrize(
    ("text", "num_words"), [("Anna's book , 東京!", 7), ("🙂 é x", 3), ("New York .", 3)]
)
def test_every_piece_has_a_word(bundle: Bundle, text: str, num_words: int) -> None:
    words = word_of_pieces(bundle.tokenizer.encode(text), bundle.tokenizer)
    assert words == sorted(words)
    assert (words[0], words[-1]) == (0, num_words - 1)


def test_an_ensemble_of_one_bundle_is_the_bundle(bundle: Bundle) -> None:
    alone = Pipeline(bundle).translate(LINES)
    twice = ensemble({"a": bundle, "b": bundle}).translate(LINES)
    assert [each.text for each in twice] == [each.text for each in alone]


def test_an_ensemble_is_the_mean_of_its_members(bundle: Bundle) -> None:
    # one of two that is sure of a piece outweighs any doubt of the other
    (found,) = ensemble({"a": bundle, "b": endless(bundle)}).translate(["Bonn"], beam_size=1)
    assert found.text.startswith("ein")


def test_json_lines(program: Program) -> None:
    outcome = program.run("translate", str(GOLDEN), "--format", "jsonl", stdin="Anna reads .\n\n")
    first, second = (json.loads(line) for line in outcome.out.split("\n")[:-1])
    assert (outcome.status, outcome.err) == (0, "")
    assert list(first) == ["source", "translation", "warning", "alternatives"]
    (best,) = first["alternatives"]
    assert list(best) == ["text", "score", "tokens", "alignment"]
    assert "".join(t["piece"] for t in best["tokens"]).replace("▁", " ").strip() == (
        first["translation"] + "</s>"
    )
    assert second == {"source": "", "translation": "", "warning": None, "alternatives": []}


def test_options_are_settings(program: Program, bundle: Bundle) -> None:
    options = ["--sample", "--temperature", "1.2", "--top-k", "9", "--top-p", "0.9", "--seed", "7"]
    outcome = program.run(
        "translate", str(GOLDEN), *options, "--no-repeat", "2", stdin="\n".join(LINES)
    )
    pipeline = steered(
        bundle, sample=True, temperature=1.2, top_k=9, top_p=0.9, seed=7, no_repeat_ngram=2
    )
    assert outcome.out.split("\n")[:-1] == list(translate_lines(pipeline, LINES))


def test_babble_is_reported(program: Program, bundle: Bundle, tmp_path: Path) -> None:
    write_bundle(tmp_path / "endless", endless(bundle))
    lines = "Anna reads .\n\nBonn\n"
    outcome = program.run("translate", "endless", "--beam", "1", stdin=lines)
    assert outcome.status == 0
    assert outcome.err == (
        "nlpseq: warning: translations that loop or find no end: 2 (loop); "
        "--format jsonl tells which\n"
    )
    outcome = program.run("translate", "endless", "--format", "jsonl", stdin=lines)
    warnings = [json.loads(line)["warning"] for line in outcome.out.split("\n")[:-1]]
    assert warnings == ["loop", None, "loop"]


def test_what_finds_no_end_is_reported(bundle: Bundle) -> None:
    babbling = replace(endless(bundle), decoding=DecodingConfig(beam_size=1, max_length_ratio=0.01))
    (found,) = Pipeline(babbling).translate(["ein ein ein ein ein ein ein ein ein ein ein ein"])
    assert found.warning == "cut"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--top-p", "0.5"], "--temperature, --top-k, --top-p and --seed need --sample"),
        (["--sample", "--top-p", "2"], "setting decoding.top_p: found 2.0, expected 0 < x <= 1"),
        (
            ["--coverage", "-1"],
            "setting decoding.coverage_penalty: found -1.0, expected 0 or more",
        ),
        (
            ["--beam", "1000000"],
            "setting decoding.beam_size: found 1000000, expected at most 1,000",
        ),
        (
            ["--no-repeat", "x"],
            "argument --no-repeat: 'x' is not a whole number; see 'nlpseq translate --help'",
        ),
        (["--utility", "bleu"], "--utility needs --mbr"),
        (
            ["--sample", "--glossary", "terms.tsv"],
            "--glossary is for search: it goes without --sample",
        ),
        (["--sample", "--beam", "3"], "--beam is for search: it goes without --sample"),
        (["--glossary", "nowhere.tsv"], "nowhere.tsv: no such file"),
        (["--ensemble", "nowhere"], "nowhere: no such bundle; train one with: nlpseq train"),
    ],
)
def test_faults_of_the_command_line(program: Program, options: list[str], message: str) -> None:
    assert program.run("translate", str(GOLDEN), *options, stdin="Bonn\n").fault() == message


def test_members_have_one_tokenizer(program: Program, bundle: Bundle, tmp_path: Path) -> None:
    write_bundle(tmp_path / "other", replace(bundle, tokenizer=tiny_tokenizer()))
    fault = program.run("translate", str(GOLDEN), "--ensemble", "other", stdin="Bonn\n").fault()
    assert fault == (
        "other: the bundles of an ensemble have different tokenizers: found "
        f"{tiny_tokenizer().vocab_size} pieces of its own, expected the pieces of {GOLDEN}; "
        "train its members on the same corpora, each with a seed of its own"
    )


def test_attention_of_the_first_line_is_drawn(program: Program) -> None:
    options = ["--attention", "attention.html"]
    outcome = program.run("translate", str(GOLDEN), *options, stdin="Anna reads .\nBonn\n")
    assert (outcome.status, outcome.err, outcome.out.count("\n")) == (0, "", 2)
    page = (program.folder / "attention.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count("<tr>") > 2
    fault = program.run("translate", str(GOLDEN), *options, stdin="\nBonn\n").fault()
    assert fault == "no attention to show: found a blank text, expected a sentence"


def test_without_a_line_there_is_no_attention(program: Program) -> None:
    options = ["--attention", "attention.html"]
    fault = program.run("translate", str(GOLDEN), *options, stdin="").fault()
    assert fault == "no attention to show: found no line, expected a sentence"
    assert program.left() == []
