"""The filters: one line out for each line in, in order, whatever the lines and the batches."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from nlpseq.inference.corpus import inline, tag_conll, tag_lines, translate_lines, windows
from nlpseq.inference.pipeline import Pipeline, load
from nlpseq.inference.repl import Session
from nlpseq.inference.repl_render import render_translation
from tests.helpers import PAIRS, TAGGED
from tests.program import Program, environment

# Blank lines, other scripts, and characters that some programs take for the end of a line.
ODD_LINES = (
    "",
    "   ",
    "Anna lives in Bonn .",
    "one\u2028line with U+2028",
    "Teddy\u00a0Marsh reads a book .",
    "\t",
    "a\rb",
    "a\x0bb\x0cc\x85d\x1ce",
    "東京 is large .",
    "\ufeffAnna reads",
    "e\u0301te\u0301 👩‍👩‍👧 مرحبا",
    "🙂",
)
CONLL = (
    "-DOCSTART- -X- O O\n"
    "\n"
    "# sent_id = 1\n"
    "Anna\tNNP\tB-PER\n"
    "lives\tVBZ\tO\n"
    "\n"
    "\n"
    "   \n"
    "New NNP I-LOC\n"
    "York NNP I-LOC\n"
    "\n"
    "# in # a hashtag O\n"
    "Bonn"
)


def sentences() -> list[str]:
    """Fifty lines of every length: those of the corpora, forwards, backwards and joined."""
    known = [pair.source for pair in PAIRS] + [" ".join(e.words) for e in TAGGED]
    joined = [f"{first} {second}" for first, second in zip(known, reversed(known), strict=True)]
    return [*(known + joined + known[::-1])[:46], "", "Bonn", "x " * 60, " "]


def test_a_filter_writes_a_line_for_each_line(program: Program, trained_run: Path) -> None:
    lines = [*ODD_LINES, *sentences()]
    # the second line ends in CRLF, the last in nothing
    text = "\n".join(lines).replace("\n   \n", "\n   \r\n")
    translated = program.run("translate", str(trained_run), stdin=text)
    tagged = program.run("tag", str(trained_run), stdin=text)
    assert translated.status == 0
    # the tiny translator babbles at some of these lines, which one line of warning tells
    assert re.fullmatch(r"(nlpseq: warning: translations that loop.*\n)?", translated.err)
    assert (tagged.status, tagged.err) == (0, "")
    pipeline = Session.open(trained_run).pipeline
    assert translated.out.split("\n")[:-1] == [t.text for t in pipeline.translate(lines)]
    assert tagged.out.split("\n")[:-1] == [inline(t) for t in pipeline.tag(lines)]
    assert translated.out[:1] == "\n"  # an empty line stays one
    assert "[Anna|PER] lives in [Bonn|LOC] ." in tagged.out.split("\n")


def test_no_lines_are_no_lines(program: Program, trained_run: Path) -> None:
    outcome = program.run("tag", str(trained_run), "--format", "jsonl")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_what_a_line_gives_does_not_depend_on_its_neighbours(
    pipeline: Pipeline, trained_run: Path
) -> None:
    lines = sentences()
    together = list(translate_lines(pipeline, lines))
    assert together == [pipeline.translate(line).text for line in lines]
    assert together == list(translate_lines(pipeline, lines[::-1]))[::-1]
    tags = list(tag_lines(pipeline, lines))
    assert tags == [inline(pipeline.tag(line)) for line in lines]
    session = Session(pipeline, trained_run, mode="translate")
    for line, translation in zip(lines, pipeline.translate(lines), strict=True):
        if line.strip():
            answer = session.respond(line)
            assert str(answer.renderables[0]) == str(render_translation(translation))


def test_the_reading_of_a_text_is_its_tags_and_its_translation(pipeline: Pipeline) -> None:
    lines = sentences()[:6]
    for line, reading in zip(lines, pipeline.read(lines), strict=True):
        assert reading.tagged.tags == pipeline.tag(line).tags
        assert reading.translation.text == pipeline.translate(line).text


def test_the_n_best_are_json_lines(program: Program, trained_run: Path, pipeline: Pipeline) -> None:
    lines = [PAIRS[0].source, "", PAIRS[3].source]
    outcome = program.run(
        "translate", str(trained_run), "--n-best", "4", "--beam", "4", stdin="\n".join(lines) + "\n"
    )
    assert outcome.status == 0, outcome.err
    records = [json.loads(line) for line in outcome.out.split("\n")[:-1]]
    assert [record["source"] for record in records] == lines
    assert [len(record["alternatives"]) for record in records] == [4, 0, 4]
    for record, expected in zip(
        records, pipeline.translate(lines, beam_size=4, num_best=4), strict=True
    ):
        assert record["translation"] == expected.text
        texts = [alternative["text"] for alternative in record["alternatives"]]
        scores = [alternative["score"] for alternative in record["alternatives"]]
        assert texts == [alternative.text for alternative in expected.alternatives]
        assert scores == pytest.approx([a.score for a in expected.alternatives], abs=1e-5)
        assert texts[:1] in ([expected.text], [])


def test_a_translation_is_one_line(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    # bytes are pieces, and a badly trained decoder may write those of a line's end
    monkeypatch.setattr(type(pipeline.translator.tokenizer), "decode", lambda *_: "a\nb\r\nc")
    assert list(translate_lines(pipeline, ["Anna reads a book ."])) == ["a b  c"]


def test_offsets_of_json_lines_are_of_their_text(pipeline: Pipeline) -> None:
    lines = [*ODD_LINES, *sentences()]
    records = [json.loads(line) for line in tag_lines(pipeline, lines, as_json=True)]
    assert [record["text"] for record in records] == lines
    entities = [(record["text"], entity) for record in records for entity in record["entities"]]
    assert len(entities) > 10
    for text, entity in entities:
        assert text[entity["start"] : entity["end"]] == entity["text"]
        assert 0 < entity["prob"] <= 1


def test_a_very_long_line(pipeline: Pipeline) -> None:
    line = "Anna lives in Bonn . " * 5_000
    (record,) = [json.loads(text) for text in tag_lines(pipeline, [line], as_json=True)]
    assert record["text"] == line
    assert len(record["entities"]) >= 5_000
    assert record["entities"][-1]["start"] > 100_000


def test_columns_come_back_with_one_more(program: Program, trained_run: Path) -> None:
    outcome = program.run("tag", str(trained_run), "--format", "conll", stdin=CONLL)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "-DOCSTART- -X- O O\n"
        "\n"
        "# sent_id = 1\n"
        "Anna\tNNP\tB-PER\tB-PER\n"
        "lives\tVBZ\tO\tO\n"
        "\n"
        "\n"
        "   \n"
        "New NNP I-LOC B-LOC\n"
        "York NNP I-LOC I-LOC\n"
        "\n"
        "# in # a hashtag O O\n"
        "Bonn B-LOC\n"
    )


def test_columns_are_tagged_sentence_by_sentence(pipeline: Pipeline) -> None:
    lines = [line for example in TAGGED for line in (*example.words, "")]
    assert [line.split() for line in tag_conll(pipeline, lines)] == [
        row
        for example, found in zip(
            TAGGED, pipeline.tag_words([e.words for e in TAGGED]), strict=True
        )
        for row in (*map(list, zip(example.words, found.tags, strict=True)), [])
    ]


def test_an_empty_token_has_a_tag(pipeline: Pipeline) -> None:
    lines = list(tag_conll(pipeline, ["\tO", "", "Bonn\t", "", "Bonn\u3000", "Anna   "]))
    columns = [line.rpartition("\t" if "\t" in line else " ") for line in lines]
    assert [before for before, _, _ in columns] == ["\tO", "", "Bonn\t", "", "Bonn\u3000", "Anna"]
    assert all(tag for before, _, tag in columns if before)


def test_windows_are_consecutive() -> None:
    assert list(windows(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(windows([], 2)) == []


@pytest.mark.parametrize("command", ["tag", "translate"])
def test_a_closed_pipe_is_quiet(program: Program, trained_run: Path, command: str) -> None:
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [*program.command, command, str(trained_run)],
        stdin=subprocess.PIPE,
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    os.close(writer)
    os.close(reader)
    _, err = process.communicate(b"Anna lives in Bonn .\n" * 20)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize("command", ["tag", "translate", "repl", "completion"])
def test_help_shows_examples(program: Program, command: str) -> None:
    outcome = program.run(command, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"usage: nlpseq {command}")
    assert f"nlpseq {command} " in outcome.out.split("examples:\n")[1]


def test_a_mark_of_utf8_is_no_part_of_the_first_line(program: Program, trained_run: Path) -> None:
    command = ["tag", str(trained_run), "--format", "jsonl"]
    plain = program.run(*command, stdin="Anna sings in Bonn\n").out
    assert program.run(*command, stdin="\ufeffAnna sings in Bonn\n").out == plain


def test_a_word_of_a_control_character_is_read_alike_by_all(trained_run: Path) -> None:
    text = "Anna sings in \0 Bonn"
    numpy, torch = (load(trained_run, runtime).tag(text) for runtime in ("numpy", "torch"))
    assert [entity.label for entity in numpy.entities] == [e.label for e in torch.entities]
    for ours, theirs in zip(numpy.entities, torch.entities, strict=True):
        assert ours.prob == pytest.approx(theirs.prob, abs=1e-4)
