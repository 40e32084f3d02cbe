"""Make README's tables from ``benchmarks/results/*.json``.

    python benchmarks/tables.py            rewrite them
    python benchmarks/tables.py --check    status 1 if README has others

A table stands between ``<!-- table: NAME -->`` and ``<!-- end of table -->``. Several seeds of an
experiment become mean and deviation.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from figures import mean_and_deviation
from inference_tables import speed, use
from peer_tables import peers
from teddy_tables import distance, pairs

FOLDER = Path(__file__).parent
README = FOLDER.parent / "README.md"
BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)", re.DOTALL)

Result = dict[str, Any]

# experiment -> command that trains it
COMMANDS = {
    "demo": "nlpseq train",
    "teddy": "nlpseq train experiment=teddy",
    "teddy_causal": (
        "nlpseq train experiment=teddy model.bidirectional=false "
        "task.tagging.output=softmax name=teddy_causal"
    ),
    "multi30k_en_de": "nlpseq train experiment=multi30k_en_de",
    "multi30k_student": (
        "nlpseq train experiment=multi30k_student init=runs/multi30k_en_de "
        '"data.train=[$PWD/distilled/train.en,$PWD/distilled/train.de]"'
    ),
    "multi30k_captions": (
        "nlpseq train experiment=multi30k_captions init=runs/multi30k_en_de "
        '"data.train=[$PWD/mixed.en,$PWD/mixed.de]"'
    ),
    "multi30k_quick": "nlpseq train experiment=multi30k_quick training.num_threads=1",
    "multi30k_en_fr": "nlpseq train experiment=multi30k_en_fr",
    "multi30k_de_en": (
        "nlpseq train experiment=multi30k_en_de data.source_language=de "
        "data.target_language=en training.num_steps=6000 name=multi30k_de_en"
    ),
    "conll2003": "nlpseq train experiment=conll2003",
    "conll2003_pretrained": "nlpseq train experiment=conll2003_pretrained",
    "wnut17": "nlpseq train experiment=wnut17",
    "wnut17_pretrained": "nlpseq train experiment=wnut17_pretrained",
    "wnut17_in_context": "nlpseq train experiment=wnut17_in_context",
    "germeval2014": "nlpseq train experiment=germeval2014",
    "resume_zh": "nlpseq train experiment=resume_zh",
    "joint_en_de": "nlpseq train experiment=joint_en_de",
    "trec": "nlpseq train experiment=trec",
    "sst2": "nlpseq train experiment=sst2",
    "clinc150": "nlpseq train experiment=clinc150",
    "banking77": "nlpseq train experiment=banking77",
    "atis": "nlpseq train experiment=atis",
    "snips": "nlpseq train experiment=snips",
}

# experiment -> command; their table has the learning curve as well
CURVES = {
    f"tatoeba_{direction}": f"nlpseq train experiment=tatoeba_{command}"
    for direction, command in {
        "en_de": "en_de",
        "de_en": "en_de data.source_language=de data.target_language=en name=tatoeba_de_en",
        "en_zh": "en_zh",
        "zh_en": "en_zh data.source_language=zh data.target_language=en name=tatoeba_zh_en",
    }.items()
}
CURVE_STEPS = (500, 1000, 2000, 3000, 4000, 5000)

FEWEST = 10
"""Sentences of a length that a score is shown of."""

# name in a report -> name in the table; the first that a report has is the row's
MAIN_SCORES = {"bleu": "BLEU", "f1": "entity F1", "accuracy": "accuracy"}


# figure of benchmarks/tagging.py -> column
ROBUSTNESS = {
    "f1": "F1",
    "f1_lower": "F1 in lower case",
    "f1_upper": "F1 in UPPER CASE",
    "f1_raw_text": "F1 on raw text",
    "ece": "calibration error, %",
    "ece_uncalibrated": "without temperature, %",
}


def main(arguments: list[str]) -> int:
    """Rewrite or check README."""
    old = README.read_text(encoding="utf-8")
    results = load_results()
    new = BLOCK.sub(lambda match: match[1] + TABLES[match[2]](results) + match[3], old)
    if arguments == ["--check"]:
        return int(new != old)
    README.write_text(new, encoding="utf-8")
    return 0


def load_results() -> dict[str, list[Result]]:
    """All results by experiment, in order of their seeds."""
    results: dict[str, list[Result]] = defaultdict(list)
    for file in sorted((FOLDER / "results").glob("*.json")):
        result = json.loads(file.read_text(encoding="utf-8"))
        results[result["experiment"]].append(result)
    return results


def scores_table(results: dict[str, list[Result]]) -> str:
    """Main scores of every experiment, with the command, seeds and time."""
    rows = []
    for experiment, command in COMMANDS.items():
        runs = results.get(experiment, [])
        for index in range(len(runs[0]["reports"]) if runs else 0):
            reports = [run["reports"][index] for run in runs]
            name = next(name for name in MAIN_SCORES if name in reports[0]["scores"])
            score = mean_and_deviation(report["scores"][name] for report in reports)
            corpus = f"{reports[0]['corpus']}, {reports[0]['split']}"
            score_name = MAIN_SCORES[name]
            row = (f"`{command}`", corpus, score_name, score, str(len(runs)))
            rows.append((*row, training_minutes(runs)))
    columns = ("command", "corpus, split", "score", "%", "seeds", "minutes of training")
    return _table(columns, rows)


def training_minutes(runs: Sequence[Result]) -> str:
    """Mean and deviation on CPUs, and on a GPU, so marked."""
    cells = []
    for device, mark in (("cpu", ""), ("cuda", " (GPU)")):
        of_device = [run for run in runs if run["machine"].get("device", "cpu") == device]
        if of_device:
            cells.append(mean_and_deviation(run["training_minutes"] for run in of_device) + mark)
    return ", ".join(cells)


def curves_table(results: dict[str, list[Result]]) -> str:
    """BLEU and chrF on the test split, and what greedy search reached after some updates."""
    rows = []
    for experiment, command in CURVES.items():
        for run in results.get(experiment, []):
            (report,) = run["reports"]
            reached = {point["step"]: f"{point['score']:.1f}" for point in run["curve"]}
            scores = (f"{report['scores'][name]:.1f}" for name in ("bleu", "chrf"))
            rows.append((f"`{command}`", *scores, *(reached.get(n, "") for n in CURVE_STEPS)))
    columns = ("command", "BLEU", "chrF", *(f"{step:,} updates" for step in CURVE_STEPS))
    return _if_any(columns, rows)


def robustness_table(results: dict[str, list[Result]]) -> str:
    """The tagger off the beaten track: other casings, raw text, honest probabilities."""
    found = results.get("tagging", [])
    if not found:
        return ""
    mean, deviation = found[0]["mean"], found[0]["deviation"]
    cells = [
        f"{mean[name]:.1f}" + (f" ± {deviation[name]:.1f}" if name in deviation else "")
        for name in ROBUSTNESS
    ]
    return _table((*ROBUSTNESS.values(), "seeds"), [(*cells, str(len(found[0]["bundles"])))])


def pretraining_table(results: dict[str, list[Result]]) -> str:
    """F1 of taggers by what was pretrained and on how much text; seeds of a point together."""
    rows = []
    for points in (result["points"] for result in results.get("pretraining", [])):
        base = fmean(point["f1"] for point in points if point["kind"] == "nothing")
        seeds: dict[tuple[str, ...], list[float]] = defaultdict(list)
        for point in points:
            seeds[_pretrained(point)].append(point["f1"])
        for told, found in seeds.items():
            gain = f"{fmean(found) - base:+.1f}" if "nothing" not in told else ""
            rows.append((*told, mean_and_deviation(found), str(len(found)), gain))
    columns = (
        "tagger",
        "beside the words",
        "text, MB",
        "passes",
        "minutes of pretraining",
        "bits per character of the task's text",
        "entity F1, testa",
        "seeds",
        "over nothing",
    )
    return _table(columns, rows) if rows else ""


def _pretrained(point: Result) -> tuple[str, ...]:
    """The columns that say what a tagger was, and what it was read with."""
    tagging = point["settings"]["task"]["tagging"]
    layers = f"{tagging['num_layers']} x {tagging['hidden_size']}"
    pieces = f"embeddings of {point['settings']['model']['embedding_size']}"
    return (
        f"{layers}, {pieces}, {point['num_steps']:,} updates",
        point["kind"],
        f"{point['megabytes']:.3g}",
        f"{point.get('passes', 0):.2g}",
        f"{point['minutes']:.1f}",
        f"{point['bits_per_character']:.2f}" if "bits_per_character" in point else "",
    )


def ladder_table(results: dict[str, list[Result]]) -> str:
    """What each change of the tagger gives, in the order in which they were made."""
    rows, before = [], None
    for rung in (rung for result in results.get("ladder", []) for rung in result["rungs"]):
        gain = "" if before is None else f"{rung['f1'] - before:+.1f}"
        rows.append((rung["change"], f"{rung['f1']:.1f}", gain))
        before = rung["f1"]
    columns = ("change", "F1", "gain")
    return _table(columns, rows) if rows else "Not measured yet.\n"


def training_table(runs: Sequence[Result]) -> str:
    """Tokens a second in training, and the ratio to plain torch in the same process."""
    rows = []
    for run in runs:
        for model in ("tagger", "translator"):
            ratios = run[model]["ratio"]
            for name, tokens in run[model]["tokens_per_second"].items():
                rows.append((model, name, f"{tokens:,}", f"{ratios[name]:.2f}"))
    return _if_any(("model", "how", "tokens a second", "ratio"), rows)


def lengths_table(results: dict[str, list[Result]]) -> str:
    """BLEU of decoders by the length of the source."""
    found = results.get("lengths", [])
    if not found:
        return ""
    decoders = found[0]["rows"]
    counts = {name: row[-1] for name, row in decoders[0]["lengths"].items() if row[-1] >= FEWEST}
    rows = [
        (row["decoder"], *(f"{row['lengths'][name][0]:.1f}" for name in counts)) for row in decoders
    ]
    columns = (f"{name} words ({count:,} sentences)" for name, count in counts.items())
    return _table(("decoder", *columns), rows)


def tokenised_table(results: dict[str, list[Result]]) -> str:
    """BLEU as papers count it, beside the figure of the other tables."""
    rows = []
    for name in results:
        if name.startswith("tokenised_bleu-"):
            (result,) = results[name]
            figures = (
                mean_and_deviation(row[kind] for row in result["rows"])
                for kind in ("tokenised", "cased")
            )
            rows.append((result["corpus"], *figures, str(len(result["rows"]))))
    return _if_any(("corpus, split", "lower case, Moses' words", "cased", "seeds"), rows)


def language_table(results: dict[str, list[Result]]) -> str:
    """Bits per character of a language model beside n-grams."""
    rows = [
        (
            run["test"],
            f"{run['megabytes']:.0f}",
            f"GRU of {run['training']['hidden_size']:,}, {run['training']['direction']}",
            _trained_on(run["training"]),
            f"{run['model']:.2f}",
            f"{run['kneser_ney']:.2f}",
        )
        for run in results.get("kneser_ney", [])
    ]
    columns = (
        "text",
        "learnt from, MB",
        "language model",
        "minutes of training",
        "bits per character",
        "by 5-grams, Kneser-Ney",
    )
    return _if_any(columns, rows)


def _trained_on(training: dict[str, Any]) -> str:
    """Minutes, and of what."""
    threads = training["num_threads"]
    of = "GPU" if training["device"] == "cuda" else f"{threads} thread{'s' if threads > 1 else ''}"
    return f"{training['minutes']} ({of})"


def invariance_table(results: dict[str, list[Result]]) -> str:
    """Translations that are others in another batch, of those compared."""
    rows = [
        (
            result["bundle"],
            row["runtime"],
            str(row["beam_size"]),
            *(f"{n} of {row['compared'][name]:,}" for name, n in row["different"].items()),
        )
        for result in results.get("invariance", [])
        for row in result["rows"]
    ]
    columns = ("bundle", "runtime", "beam", "alone", "batches of 7", "another order")
    return _table(columns, rows) if rows else ""


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = tuple(columns)
    lines = [columns, ("---",) * len(columns), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _if_any(columns: Iterable[str], rows: Sequence[Iterable[str]]) -> str:
    return _table(columns, rows) if rows else ""


TABLES: dict[str, Callable[[dict[str, list[Result]]], str]] = {
    "scores": scores_table,
    "pairs": lambda results: _if_any(*pairs(results, COMMANDS)),
    "distance": lambda results: _if_any(*distance(results)),
    "robustness": robustness_table,
    "ladder": ladder_table,
    "speed": lambda results: _if_any(*speed(results.get("inference", []))),
    "use": lambda results: _if_any(*use(results.get("inference", []))),
    "peer_taggers": lambda results: _if_any(*peers(results.get("peers", []), "conll2003_en")),
    "peer_translators": lambda results: _if_any(*peers(results.get("peers", []), "multi30k_en_de")),
    "training": lambda results: training_table(results.get("training", [])),
    "training_gpu": lambda results: training_table(results.get("training_cuda", [])),
    "curves": curves_table,
    "lengths": lengths_table,
    "tokenised": tokenised_table,
    "invariance": invariance_table,
    "pretraining": pretraining_table,
    "language": language_table,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
