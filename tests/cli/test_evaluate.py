"""``nlpseq evaluate``: its figures are those of sacrebleu and seqeval on the filters' outputs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

from tests.helpers import PAIRS, TAGGED, write_pairs, write_tagged
from tests.program import TEDDY_PAIR, Program


def evaluate(program: Program, run: Path, *arguments: str) -> list[dict[str, object]]:
    """The reports of an evaluation, after a look at the screen."""
    outcome = program.run(
        "evaluate", f"bundle={run}", "out=report.json", "num_bootstrap=20", *arguments
    )
    assert (outcome.status, outcome.err) == (0, "")
    assert "Report: report.json" in outcome.out
    reports = json.loads((program.folder / "report.json").read_text(encoding="utf-8"))
    for report in reports:
        for score in report["scores"].values():
            assert f"{score:.2f}" in outcome.out
    return reports


def test_translation_scores_are_those_of_the_sacrebleu_command(
    program: Program, trained_run: Path
) -> None:
    source, target = write_pairs(program.folder, "held_out", PAIRS)
    (report,) = evaluate(program, trained_run, f"data.test=[{source},{target}]")
    assert (report["corpus"], report["split"]) == ("held_out", "test")
    assert report["counts"] == {"sentences": 8}
    translated = program.run("translate", str(trained_run), stdin=Path(source).read_bytes())
    program.write("out.de", translated.out)
    command = [sys.executable, "-m", "sacrebleu", target, "-i", "out.de", "-w", "10"]
    result = subprocess.run(
        [*command, "-m", "bleu", "chrf", "ter"],
        cwd=program.folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    theirs = json.loads(result.stdout)
    assert report["scores"] == pytest.approx(
        dict(zip(("bleu", "chrf", "ter"), (row["score"] for row in theirs), strict=True)), abs=1e-9
    )
    assert report["scores"]["bleu"] > 2  # the figures say something
    assert [row["signature"] for row in theirs] == list(report["signatures"].values())
    interval = report["intervals"]["bleu"]
    assert interval["low"] <= report["scores"]["bleu"] <= interval["high"]


def test_tagging_scores_are_those_of_seqeval(program: Program, trained_run: Path) -> None:
    (file,) = write_tagged(program.folder, "held_out", TAGGED)
    program.write("pairs.jsonl", json.dumps(TEDDY_PAIR) + "\n")
    (report,) = evaluate(
        program, trained_run, f"data.test={file}", "data.pairs=pairs.jsonl", "data.scheme=bio"
    )
    text = Path(file).read_bytes()
    tagged = program.run("tag", str(trained_run), "--format", "conll", stdin=text)
    blocks = [block.split("\n") for block in tagged.out.strip().split("\n\n")]
    gold = [[line.split(" ")[1] for line in block] for block in blocks]
    found = [[line.split(" ")[2] for line in block] for block in blocks]
    assert gold == [list(example.tags) for example in TAGGED]
    assert report["counts"] == {"sentences": 8, "entities": 7}
    scores = report["scores"]
    strict = {"mode": "strict", "scheme": IOB2}
    for name, score in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        assert scores[name] == pytest.approx(100 * score(gold, found))
        assert scores[f"strict_{name}"] == pytest.approx(100 * score(gold, found, **strict))
    assert scores["f1"] > 50
    tables = {table["title"]: table["rows"] for table in report["breakdowns"]}
    assert tables["by type"].keys() == {"LOC", "PER"}
    assert tables["contrastive pairs"] == {"unseen_names": [100.0, 1]}
    (difference,) = tables["change of probability at the word"]["largest over all pairs"]
    assert 0.5 < difference <= 1


@pytest.mark.slow
def test_a_markdown_report_of_several_corpora(program: Program, trained_run: Path) -> None:
    (file,) = write_tagged(program.folder, "tags", TAGGED)
    source, target = write_pairs(program.folder, "pairs", PAIRS)
    corpora = {"tagging": f"{file}", "translation": f"[{source},{target}]"}
    outcome = program.run(
        "evaluate",
        f"bundle={trained_run}",
        "data=demo",
        *(f"data.corpora.{name}.test={files}" for name, files in corpora.items()),
        *(f'data.corpora.{name}.root=""' for name in corpora),
        "data.corpora.tagging.pairs=[]",
        "out=report.md",
        "num_bootstrap=0",
    )
    assert (outcome.status, outcome.err) == (0, "")
    page = (program.folder / "report.md").read_text(encoding="utf-8")
    assert [line for line in page.split("\n") if line.startswith("# ")] == [
        f"# {trained_run} on teddy, test",
        f"# {trained_run} on parallel, test",
    ]
    assert "| BLEU | " in page


def test_a_split_that_a_corpus_lacks(program: Program, trained_run: Path) -> None:
    fault = program.run(
        "evaluate", f"bundle={trained_run}", "data=parallel", "split=held_out"
    ).fault()
    assert fault == (
        "the corpus parallel has no held_out split: expected one of train, valid, test, patterns"
    )


@pytest.mark.slow
def test_a_named_corpus_with_its_pairs(program: Program, trained_run: Path) -> None:
    (report,) = evaluate(program, trained_run, "data=teddy")
    tables = {table["title"]: table["rows"] for table in report["breakdowns"]}
    assert set(tables["contrastive pairs"]) == {"unseen_names", "unseen_templates", "unseen_cues"}
    (patterns,) = evaluate(program, trained_run, "data=parallel", "split=patterns")
    assert patterns["counts"] == {"sentences": 300}
