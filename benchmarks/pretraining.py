"""How much pretraining gives a tagger: its F1 beside what it was read with, and the text that took.

    nlpseq pretrain --vectors --text FILES max_megabytes=30 num_epochs=5 name=vectors_30
    nlpseq train experiment=conll2003 training.num_steps=1200 training.validate_every=300 \
        model.pretrained=runs/vectors_30 name=beside_vectors_30
    python benchmarks/pretraining.py RUN [RUN ...] --name pretraining

Every run is a tagger, with ``model.pretrained`` or without; all others of its settings must be
those of the first. Points are added to ``benchmarks/results/NAME.json``, one for each run.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from record import RESULTS, commit, machine

from nlpseq.cli.pretrain import documents_of, score_text
from nlpseq.config import ModelConfig, as_of_today
from nlpseq.data.files import read_chunks
from nlpseq.training.skip_gram import VectorsRun

# In the order of the table.
MODELS = {"pieces": "language models", "characters": "language models over characters"}
KINDS = (
    "nothing",
    "vectors",
    *MODELS.values(),
    *(f"vectors and {kind}" for kind in MODELS.values()),
)
# Settings that may differ from run to run.
FREE = (
    "name",
    "pretrained",
    "pretrained_size",
    "learnt_before",
    "seed",
    "log_every",
    "precision",
    "num_threads",
)


def main() -> None:
    """Describe runs and add them to the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="finished taggers")
    parser.add_argument("--task", default="conll2003_en", help="corpus whose text a model costs")
    parser.add_argument("--name", default="pretraining", help="of the file of results")
    options = parser.parse_args()
    file = RESULTS / f"{options.name}.json"
    old = read(file) if file.is_file() else {"points": []}
    points = {point["name"]: point for point in old["points"]}
    for run in options.runs:
        point = describe(run, options.task)
        points[point["name"]] = point
        print(json.dumps({key: point[key] for key in point if key != "settings"}, indent=2))
    settings = [comparable(point["settings"]) for point in points.values()]
    if any(other != settings[0] for other in settings):
        raise SystemExit("the runs differ in more than what they were pretrained with")
    result = {
        "experiment": "pretraining",
        "points": sorted(points.values(), key=place),
        "machine": machine(),
        "commit": commit(),
    }
    file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def place(point: dict[str, Any]) -> tuple[int, float]:
    """Where a point stands in the table."""
    return KINDS.index(point["kind"]), point["megabytes"]


def describe(run: Path, task: str) -> dict[str, Any]:
    """A tagger's score, and what its pretrained part had cost."""
    config, scores = read(run / "config.json"), read(run / "scores.json")
    (report,) = scores["reports"]
    root = run.resolve().parents[1]
    used = ModelConfig(**config["model"]).pretrained
    return {
        "name": run.name,
        "seed": config["seed"],
        **together([about_pretrained(root / path, task) for path in used]),
        "f1": report["scores"]["f1"],
        "split": report["split"],
        "num_steps": scores["num_steps"],
        "best_step": scores["best_step"],
        "training_minutes": round(scores["training_seconds"] / 60, 1),
        "settings": config,
    }


NOTHING = {"kind": "nothing", "megabytes": 0.0, "minutes": 0.0}


def together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What several pretrained parts are and took, as one."""
    if not parts:
        return NOTHING
    found = {key: value for part in parts for key, value in part.items()}
    if len(parts) > 1:
        found["kind"] = " and ".join(sorted((part["kind"] for part in parts), key=KINDS.index))
        found["megabytes"] = max(part["megabytes"] for part in parts)
        found["minutes"] = round(sum(part["minutes"] for part in parts), 1)
    return found


def about_pretrained(path: Path, task: str) -> dict[str, Any]:
    """Kind, million bytes of text that were read, minutes, and more."""
    vectors = VectorsRun(path)
    if vectors.is_finished():
        about = vectors.about()
        return {
            "kind": "vectors",
            "megabytes": round(about["seen"]["num_bytes"] / 1e6, 1),
            "minutes": round(about["seconds"] / 60, 1),
            "passes": about["settings"]["num_epochs"],
            "num_words": about["num_words"],
        }
    config, scores = read(path / "config.json"), read(path / "scores.json")
    size = sum(len(chunk) for file in config["data"]["train"] for chunk in read_chunks(file)) / 1e6
    passes = scores["passes"]["language_modelling"]
    cost = score_text(path, list(documents_of(f"data={task}")))
    return {
        "kind": MODELS[config["task"]["language_modelling"]["unit"]],
        "megabytes": round(size * min(1.0, passes), 1),
        "minutes": round(scores["training_seconds"] / 60, 1),
        "passes": passes,
        "num_updates": scores["num_steps"],
        "bits_per_character": round(cost["bits_per_character"], 3),
    }


def comparable(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings without those that may differ, or that an older version had."""
    return {
        key: comparable(value) if isinstance(value, dict) else value
        for key, value in as_of_today(settings).items()
        if key not in FREE
    }


def read(file: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
