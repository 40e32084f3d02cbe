"""``nlpseq distill`` and ``backtranslate``: corpora that translators write."""

from dataclasses import replace
from pathlib import Path

import pytest

from nlpseq.bundle import Bundle, read_bundle, write_bundle
from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer, read_split
from nlpseq.data.examples import Pair
from nlpseq.inference import synthetic
from nlpseq.inference.ensemble import ensemble
from nlpseq.inference.pipeline import Pipeline
from tests.golden.make_bundle_v1 import GOLDEN
from tests.helpers import PAIRS, write_pairs
from tests.program import Program


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """A small translator that has learnt eight sentences."""
    return read_bundle(GOLDEN)


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")[:-1]


def test_a_teacher_gives_every_source_its_translation(
    program: Program, bundle: Bundle, tmp_path: Path
) -> None:
    files = write_pairs(tmp_path, "my", PAIRS)
    write_bundle(tmp_path / "second", replace(bundle, decoding=replace(bundle.decoding, seed=9)))
    outcome = program.run(
        "distill", str(GOLDEN), str(tmp_path / "second"), "--train", *files, "--out", "new"
    )
    assert (outcome.status, outcome.err) == (0, "")
    source, target = (program.folder / "new" / f"train.{code}" for code in ("en", "de"))
    assert outcome.out.split("\n") == [
        "new/train.en and new/train.de: 8 true pairs, 8 made, 0 left out",
        f"train on them with: nlpseq train 'data.train=[{source},{target}]' name=NAME",
        "",
    ]
    sources = [pair.source for pair in PAIRS]
    teacher = ensemble({"a": bundle, "b": bundle})
    assert lines(source) == sources * 2
    assert lines(target) == [pair.target for pair in PAIRS] + [
        found.text for found in teacher.translate(sources)
    ]
    # as the line says, it is a corpus to train on
    spec = infer(CorpusSpec(train=[str(source), str(target)]))
    assert len(read_split(spec, "train")) == 16
    assert (spec.source_language, spec.target_language) == ("en", "de")


def test_only_what_the_teacher_says(program: Program, tmp_path: Path) -> None:
    files = write_pairs(tmp_path, "my", PAIRS)
    arguments = ("--train", *files, "--out", "only", "--only", "--beam", "1")
    outcome = program.run("distill", str(GOLDEN), *arguments)
    assert "0 true pairs, 8 made" in outcome.out
    assert len(lines(program.folder / "only" / "train.en")) == 8


def test_more_text_gets_the_teachers_translations_alone(program: Program, tmp_path: Path) -> None:
    files = write_pairs(tmp_path, "my", PAIRS[:2])
    program.write("more.en", f"{PAIRS[2].source}\n\n{PAIRS[3].source}\n")
    both = ("--train", *files, "--text", "more.en", "--out", "both", "--beam", "1")
    assert (
        "2 true pairs, 4 made, 1 left out (1 empty)"
        in program.run("distill", str(GOLDEN), *both).out
    )
    sources = [pair.source for pair in PAIRS[:4]]
    assert lines(program.folder / "both" / "train.en") == sources[:2] + sources
    alone = program.run("distill", str(GOLDEN), "--text", "more.en", "--out", "alone")
    assert "0 true pairs, 2 made" in alone.out
    assert lines(program.folder / "alone" / "train.en") == sources[2:]


def test_nothing_to_learn_from_writes_nothing(program: Program) -> None:
    program.write("blank.en", "\n \n\n")
    before = program.left()
    outcome = program.run("backtranslate", str(GOLDEN), "--text", "blank.en", "--out", "bt")
    assert outcome.fault() == (
        "nothing to learn from: found only empty lines, or translations that loop or find no end; "
        "give other text, or a better translator"
    )
    assert program.left() == before


def test_true_pairs_are_written_as_often_as_asked(program: Program, tmp_path: Path) -> None:
    files = write_pairs(tmp_path, "my", PAIRS)
    arguments = ("--train", *files, "--out", "often", "--repeat", "3", "--beam", "1")
    outcome = program.run("distill", str(GOLDEN), *arguments)
    assert "24 true pairs, 8 made" in outcome.out
    found = lines(program.folder / "often" / "train.de")
    assert found[:24] == [pair.target for pair in PAIRS] * 3
    assert len(found) == 32
    assert program.run("distill", str(GOLDEN), *arguments[:-3], "0", "--beam", "1").status == 2


def test_text_becomes_tagged_pairs(program: Program, bundle: Bundle, tmp_path: Path) -> None:
    """The small bundle reads English: here English is the language to translate into."""
    texts = [PAIRS[0].source, "", PAIRS[3].source]
    program.write("more.en", "".join(f"{text}\n" for text in texts))
    outcome = program.run("backtranslate", str(GOLDEN), "--text", "more.en", "--out", "bt")
    assert (outcome.status, outcome.err) == (0, "")
    assert "0 true pairs, 2 made, 1 left out (1 empty)" in outcome.out
    source, target = (program.folder / "bt" / f"train.{code}" for code in ("de", "en"))
    assert lines(target) == [texts[0], texts[2]]
    found = Pipeline(bundle).translate([texts[0], texts[2]])
    assert lines(source) == [f"<BT> {each.text}" for each in found]
    again = program.run("backtranslate", str(GOLDEN), "--text", "more.en", "--out", "bt")
    assert again.fault() == "bt/train.de: exists already; give --out another folder"
    plain = ("--text", "more.en", "--out", "plain", "--tag", "")
    program.run("backtranslate", str(GOLDEN), *plain)
    assert lines(program.folder / "plain" / "train.de") == [each.text for each in found]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            ["distill", str(GOLDEN), "--out", "x"],
            "no corpus to distil; give --data NAME, --train FILE FILE or --text FILE",
        ),
        (
            ["distill", str(GOLDEN), "--data", "teddy", "--out", "x"],
            "teddy is no corpus of translations: found one of tagging",
        ),
        (
            ["backtranslate", str(GOLDEN), "--text", "t", "--data", "parallel", "--out", "x"],
            "parallel is in other languages: found en to de, expected de to en",
        ),
        (
            ["backtranslate", str(GOLDEN), "--text", "t", "--out", "x", "--sample", "--beam", "2"],
            "--beam is for search: it goes without --sample",
        ),
        (
            ["backtranslate", str(GOLDEN), "--text", "nowhere.de", "--out", "x"],
            "nowhere.de: no such file",
        ),
        (
            ["distill", str(GOLDEN), "--train", "nowhere.en", "nowhere.de", "--out", "x"],
            "nowhere.en: no such file",
        ),
        (
            ["distill", str(GOLDEN), "--data", "parallel", "--train", "a", "b", "--out", "x"],
            "argument --train: not allowed with argument --data; see 'nlpseq distill --help'",
        ),
    ],
)
def test_faults_of_the_command_line(program: Program, command: list[str], message: str) -> None:
    before = program.left()
    assert program.run(*command).fault() == message
    assert program.left() == before


def test_pairs_of_one_language_are_two_files(tmp_path: Path) -> None:
    files = synthetic.write_pairs(tmp_path / "made", ("en", "en"), [Pair("a b", "a")])
    assert [file.name for file in files] == ["train.source", "train.target"]
    assert [file.read_text(encoding="utf-8") for file in files] == ["a b\n", "a\n"]
