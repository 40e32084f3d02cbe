"""Write ``bundle_v1`` and ``bundle_v1_expected.json``: ``python -m tests.golden.make_bundle_v1``.

They stand for all bundles of format 1 that people have. Once that format is released they are made
anew never again: a change that breaks their test needs a new format, or code that reads the old.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nlpseq
from nlpseq.inference.pipeline import Pipeline
from tests.helpers import PAIRS, TAGGED
from tests.program import Program, tiny_arguments

GOLDEN = Path(__file__).with_name("bundle_v1")
EXPECTED = Path(__file__).with_name("bundle_v1_expected.json")

TEXTS = (
    *(pair.source for pair in PAIRS),
    *(" ".join(example.words) for example in TAGGED),
    "Teddy Marsh lives in New York, and Rose in Bonn.",
    "\u00a0Anna's \U0001f642 東京",
)
SETTINGS = (
    "task.tagging.feature_size=1",
    "task.translation.hidden_size=32",
    "model.embedding_size=12",
    "training.num_steps=300",
    "training.validate_every=100",
    "decoding.beam_size=3",
    *(
        f"data.corpora.{head}.{key}"
        for head, name in (("tagging", "eight_tagged"), ("translation", "eight_pairs"))
        for key in (f"name={name}", "citation=tests/helpers.py")
    ),
)


def answers(pipeline: Pipeline) -> list[dict[str, Any]]:
    """What a bundle makes of the texts."""
    return [
        {
            "text": text,
            "tags": tagged.tags,
            "probs": [round(entity.prob, 6) for entity in tagged.entities],
            "translations": [alternative.text for alternative in translation.alternatives],
            "scores": [round(alternative.score, 6) for alternative in translation.alternatives],
        }
        for text, tagged, translation in zip(
            TEXTS,
            pipeline.tag(list(TEXTS)),
            pipeline.translate(list(TEXTS), num_best=3),
            strict=True,
        )
    ]


def main() -> None:
    """Train the run, keep its bundle and its answers."""
    with tempfile.TemporaryDirectory() as name:
        program = Program([sys.executable, "-m", "nlpseq"], Path(name))
        arguments = tiny_arguments(program.folder / "corpora")
        outcome = program.run_anew("train", *arguments, *SETTINGS, "name=runs/golden")
        assert outcome.status == 0, outcome.err
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(program.folder / "runs" / "golden" / "bundle", GOLDEN)
    expected = json.dumps(answers(nlpseq.load(GOLDEN)), ensure_ascii=False, indent=1)
    EXPECTED.write_text(expected + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
