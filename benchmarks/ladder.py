"""What each choice of the tagger gives on CoNLL-2003: one change at a time, from plain to recipe.

    python benchmarks/ladder.py              every rung that has not been measured yet
    python benchmarks/ladder.py OVERRIDE ... the same with settings for all of them

A rung is ``nlpseq train experiment=conll2003`` for a few updates with the changes up to it, scored
on the validation split (testa). ``benchmarks/results/ladder.json`` is written after each rung; one
that stands in it is not run again, and one that was interrupted goes on.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from record import RESULTS, commit, machine

EXPERIMENT = "conll2003"
NUM_STEPS = 500
RESULT = RESULTS / "ladder.json"
RUNS = Path(__file__).resolve().parents[1] / "runs"

PLAIN = {
    "num_layers": 1,
    "output": "softmax",
    "scheme": "bio",
    "char_size": 0,
    "feature_size": 0,
    "input_dropout_rate": 0.0,
    "hidden_dropout_rate": 0.0,
    "word_dropout_rate": 0.0,
    "identity_dropout_rate": 0.0,
    "name_dropout_rate": 0.0,
    "lower_rate": 0.0,
    "upper_rate": 0.0,
}
# What is changed -> settings that then are as the recipe has them.
CHANGES = {
    "one bidirectional layer, softmax, BIO": (),
    "a second layer": ("num_layers",),
    "dropout of vectors, states and words": (
        "input_dropout_rate",
        "hidden_dropout_rate",
        "word_dropout_rate",
    ),
    "characters by a CNN": ("char_size",),
    "hashed norm, prefix, suffix, shape": ("feature_size",),
    "CRF": ("output",),
    "BIOES": ("scheme",),
    "some words show their spelling only": ("identity_dropout_rate",),
    "some sentences in other casings, some names their shape only": (
        "lower_rate",
        "upper_rate",
        "name_dropout_rate",
    ),
}


def main(overrides: Sequence[str]) -> None:
    """Run what is missing."""
    rungs = json.loads(RESULT.read_text(encoding="utf-8"))["rungs"] if RESULT.is_file() else []
    for number, change in enumerate(CHANGES):
        if change not in [rung["change"] for rung in rungs]:
            rungs.append(measured(number, change, overrides))
            rungs.sort(key=lambda rung: list(CHANGES).index(rung["change"]))
            write(rungs)


def settings(number: int) -> list[str]:
    """The overrides of a rung: plain, but for what it and those below it changed."""
    changed = {name for names in list(CHANGES.values())[: number + 1] for name in names}
    kept = {name: value for name, value in PLAIN.items() if name not in changed}
    return [
        f"experiment={EXPERIMENT}",
        *(f"task.tagging.{name}={value}" for name, value in kept.items()),
        f"training.num_steps={NUM_STEPS}",
        f"training.validate_every={NUM_STEPS // 2}",
    ]


def measured(number: int, change: str, overrides: Sequence[str]) -> dict[str, Any]:
    """Train a rung and read its scores."""
    run = RUNS / f"ladder-{number}"
    command = ["nlpseq", "train", *settings(number), f"name={run}", *overrides]
    subprocess.run(command, check=True)
    scores = json.loads((run / "scores.json").read_text(encoding="utf-8"))
    (report,) = scores["reports"]
    return {
        "change": change,
        **{name: report["scores"][name] for name in ("precision", "recall", "f1")},
        "best_step": scores["best_step"],
        "minutes": round(scores["training_seconds"] / 60, 1),
        "settings": [*settings(number), *overrides],
        "commit": commit(),
    }


def write(rungs: list[dict[str, Any]]) -> None:
    """Write all rungs that there are."""
    result = {
        "experiment": "ladder",
        "corpus": f"{EXPERIMENT}, valid",
        "num_steps": NUM_STEPS,
        "rungs": rungs,
        "machine": machine(),
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(f"{RESULT}: {len(rungs)} of {len(CHANGES)} rungs")


if __name__ == "__main__":
    main(sys.argv[1:])
