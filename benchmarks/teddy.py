"""Ask taggers, or a bag of words, the contrastive pairs by distance; write what they know.

    python benchmarks/teddy.py EXPERIMENT RUN [RUN ...]    benchmarks/results/EXPERIMENT-SEED.json
    python benchmarks/teddy.py --bag                       the same of the bag of words
    python benchmarks/teddy.py --picture                   the picture in README

The bag is logistic regression over the ambiguous word and the set of words to its right
(``data/teddy/baseline.py``), learnt from the same sentences as the taggers.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from record import RESULTS, describe, machine
from tables import load_results

from nlpseq.data.examples import ContrastivePair
from nlpseq.data.pairs import read_pair_file
from nlpseq.evaluation.pairs import Answer, Types
from nlpseq.evaluation.report import Report, from_json
from nlpseq.evaluation.teddy import (
    ALL_WORDS,
    BY_DISTANCE,
    CUTS,
    LOOK_AHEAD,
    column_of,
    teddy_report,
)
from nlpseq.evaluation.teddy_summary import gathered

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "teddy"
NAME = "teddy/distance, test"
PICTURE = ROOT / "notebooks" / "teddy.svg"
DRAWN = {
    "teddy_distance": "both directions, CRF",
    "teddy_distance_bag": "bag of words to the right",
    "teddy_distance_causal": "left to right, softmax",
}


def main(arguments: Sequence[str]) -> None:
    """Do what the command line says."""
    if arguments[:1] == ["--picture"]:
        draw()
    elif arguments[:1] == ["--bag"]:
        _write("teddy_distance_bag", 1, {"machine": machine(), "reports": [asdict(bag_report())]})
    else:
        for run in arguments[1:]:
            result = describe(arguments[0], Path(run))
            result["reports"].append(asdict(run_report(run)))
            result["reports"][-1]["bundle"] = f"runs/{Path(run).name}"  # wherever it lies
            _write(arguments[0], result["settings"]["seed"], result)


def run_report(run: str) -> Report:
    """What a trained tagger knows."""
    from nlpseq import load
    from nlpseq.inference.teddy_benchmark import run_benchmark

    return run_benchmark(load(run), read_pairs(), bundle=run, name=NAME)


def bag_report() -> Report:
    """What the bag of words knows."""
    sys.path.insert(0, str(FOLDER))
    from baseline import LogisticRegression, features, read_conll, train

    files = (FOLDER / "train.conll", FOLDER / "distance" / "train.conll")
    model: LogisticRegression = train([row for file in files for row in read_conll(file)])

    def types(pair: ContrastivePair, end: int | None) -> Types:
        first, second = (
            model.predict(features(list(member.words[:end]), pair.index)).partition("-")[2]
            for member in (pair.first, pair.second)
        )
        return first, second

    answers = [
        Answer(
            kind=pair.kind,
            stratum=pair.stratum,
            distance=pair.distance,
            cluster=pair.template,
            group=pair.group,
            gold=(pair.first.tags[pair.index][2:], pair.second.tags[pair.index][2:]),
            found=types(pair, None),
            cut={words: types(pair, pair.index + 1 + words) for words in CUTS}
            if pair.kind == "right_cue"
            else {},
        )
        for pair in read_pairs()
    ]
    return teddy_report(answers, bundle="bag of words to the right", pairs=NAME)


def read_pairs() -> list[ContrastivePair]:
    """All test pairs and controls."""
    names = ("pairs.jsonl", "controls.jsonl")
    return [pair for name in names for pair in read_pair_file(FOLDER / "distance" / name)]


def draw() -> None:
    """Draw the recorded results, seeds as their mean."""
    from nlpseq.viz.pairs import Curves, draw_curves

    results = load_results()
    curves = []
    for experiment, name in DRAWN.items():
        reports = [benchmark_of(result) for result in results.get(experiment, [])]
        if reports:
            mean = gathered(name, reports)
            by_distance = column_of(mean, BY_DISTANCE, ALL_WORDS)
            curves.append(Curves(name, by_distance, column_of(mean, LOOK_AHEAD, ALL_WORDS)))
    draw_curves(curves, PICTURE)


def benchmark_of(result: dict[str, Any]) -> Report:
    """The report of the pairs in a result file."""
    (report,) = (report for report in result["reports"] if report["split"] == "pairs")
    return from_json(json.dumps([report]))[0]


def _write(experiment: str, seed: int, result: dict[str, Any]) -> None:
    file = RESULTS / f"{experiment}-{seed}.json"
    content = {"experiment": experiment, **result}
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(file)


if __name__ == "__main__":
    if len(sys.argv) < 2 or (len(sys.argv) < 3 and not sys.argv[1].startswith("--")):
        sys.exit("usage: python benchmarks/teddy.py EXPERIMENT RUN [RUN ...] | --bag | --picture")
    main(sys.argv[1:])
