"""``nlpseq evaluate``: its figures are those of sacrebleu and seqeval on the filters' outputs."""

import json
import shutil
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


def test_two_bundles_are_compared_on_the_same_examples(program: Program, trained_run: Path) -> None:
    (file,) = write_tagged(program.folder, "held_out", TAGGED)
    shutil.copytree(trained_run / "bundle", program.folder / "other")
    reports = evaluate(
        program, trained_run, f"data.test={file}", "data.scheme=bio", "compare=other"
    )
    assert [report["bundle"] for report in reports] == [str(trained_run), "other"]
    comparison = reports[0]["comparison"]
    assert (comparison["other"], comparison["score"], comparison["p"]) == ("other", "f1", 1.0)
    assert comparison["ours"] == comparison["theirs"] == reports[1]["scores"]["f1"]
    assert comparison["interval"] == {"low": 0.0, "high": 0.0}
    assert reports[1]["comparison"] is None


def test_seeds_are_gathered_and_the_page_stands_alone(program: Program, trained_run: Path) -> None:
    source, target = write_pairs(program.folder, "held_out", PAIRS)
    for seed in (1, 2):
        shutil.copytree(trained_run / "bundle", program.folder / f"runs/x_seed{seed}")
    outcome = program.run(
        "evaluate",
        "bundle=runs/x_seed*",
        f"data.test=[{source},{target}]",
        "out=report.html",
        "num_bootstrap=20",
    )
    assert (outcome.status, outcome.err) == (0, "")
    assert "runs/x_seed* on held_out, test\n2 bundles, 8 sentences" in outcome.out
    for name in ("runs/x_seed1", "runs/x_seed2", "mean", "standard deviation"):
        assert name in outcome.out
    page = (program.folder / "report.html").read_text(encoding="utf-8")
    titles = ["runs/x_seed* on", "runs/x_seed1 on", "runs/x_seed2 on"]
    assert [page.count(f"<h1>{title} held_out, test</h1>") for title in titles] == [1, 1, 1]
    assert "numbers and names" in page
    assert "The corpus names no train split" in page
    assert "<script" not in page


def test_without_a_file_the_screen_says_how_to_see_more(
    program: Program, trained_run: Path
) -> None:
    (file,) = write_tagged(program.folder, "held_out", TAGGED)
    outcome = program.run(
        "evaluate", f"bundle={trained_run}", f"data.test={file}", "data.scheme=bio"
    )
    assert outcome.out.endswith("More with out=report.html\n")
    assert "errors by kind" in outcome.out
    assert "confusion" not in outcome.out


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (
            ["bundle=runs/y*"],
            "no bundle matches the pattern: found 'runs/y*', expected one of x1, x2 in runs",
        ),
        (
            ["bundle=nowhere/y*"],
            "no bundle matches the pattern: found 'nowhere/y*'; there is no folder in nowhere",
        ),
        (
            ["bundle=runs/x1", "compare=runs/x*"],
            "setting compare: found the pattern 'runs/x*', expected one bundle on each side",
        ),
        (
            ["bundle=runs/x1", "compare=runs/x1"],
            "setting compare: found the same bundle, expected another one",
        ),
        (
            ["bundle=runs/x1", "compare=runs/x2", "num_bootstrap=0"],
            "setting num_bootstrap: found 0, expected 1 or more, for compare= resamples",
        ),
        (
            ["bundle=runs/x1", "compare=runs/x2"],
            "runs/x1: not a bundle: expected a directory with manifest.json, or a finished run",
        ),
    ],
)
def test_what_cannot_be_compared_or_gathered(
    program: Program, arguments: list[str], fault: str
) -> None:
    for name in ("x1", "x2"):
        (program.folder / "runs" / name).mkdir(parents=True)
    assert program.run("evaluate", "data=teddy", *arguments).fault() == fault


def test_a_bundle_for_another_task_is_named(program: Program, trained_run: Path) -> None:
    fault = program.run("evaluate", f"bundle={trained_run}", "data=trec_en").fault()
    assert fault == (
        f"{trained_run}: the bundle cannot do classification: found heads for tagging, "
        "translation; load a bundle that was trained with a corpus for classification"
    )


def test_a_shortlist_is_for_translation(program: Program, trained_run: Path) -> None:
    fault = program.run("evaluate", f"bundle={trained_run}", "data=teddy", "shortlist=true").fault()
    assert fault == "setting shortlist: found true for tagging, expected a corpus for translation"


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
