"""Whether a translation depends on the batch it is made in.

    python benchmarks/invariance.py BUNDLE FILE [--runtimes numpy torch] [--alone 2000]

The first 2,000 lines of FILE are translated in batches of 64, then alone, in batches of 7, and of
64 in another order, greedily and with beam 5. Counts sentences whose translation is another one,
and writes ``benchmarks/results/invariance_NAME.json``, NAME being the bundle's. Status 1 if there
are any.
"""

import argparse
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from record import RESULTS, commit, machine

from nlpseq.bundle import read_bundle
from nlpseq.inference.pipeline import Pipeline

NUM_SENTENCES = 2000
BEAM_SIZES = (1, 5)
SIZES = (64, 7, 1)


def main() -> int:
    """Compare, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bundle")
    parser.add_argument("file", type=Path)
    parser.add_argument("--runtimes", nargs="+", default=["numpy", "torch"])
    parser.add_argument("--alone", type=int, default=NUM_SENTENCES, help="sentences of batch 1")
    given = parser.parse_args()
    lines = given.file.read_text(encoding="utf-8").splitlines()[:NUM_SENTENCES]
    rows = [
        {"runtime": runtime, "beam_size": beam_size, **compare(pipeline, lines, given.alone)}
        for runtime in given.runtimes
        for beam_size in BEAM_SIZES
        for pipeline in [prepared(given.bundle, runtime, beam_size)]
    ]
    name = Path(given.bundle).name
    result = {
        "experiment": "invariance",
        "bundle": f"runs/{name}",
        "sentences": len(lines),
        "rows": rows,
        "machine": machine(),
        "commit": commit(),
    }
    print(json.dumps(result, indent=1, ensure_ascii=False))
    file = RESULTS / f"invariance_{name}.json"
    file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(any(count for row in rows for count in row["different"].values()))


def prepared(bundle: str, runtime: str, beam_size: int) -> Pipeline:
    """A pipeline that decodes all that it is given as one batch."""
    content = read_bundle(bundle)
    decoding = replace(content.decoding, beam_size=beam_size, batch_tokens=10**9)
    return Pipeline(replace(content, decoding=decoding), runtime)


def compare(pipeline: Pipeline, lines: list[str], num_alone: int) -> dict[str, Any]:
    """How many translations differ from those in batches of 64."""
    expected = translate(pipeline, lines, 64)
    order = random.Random(6).sample(range(len(lines)), len(lines))
    shuffled = translate(pipeline, [lines[place] for place in order], 64)
    found = {
        "alone": translate(pipeline, lines[:num_alone], 1),
        "batches of 7": translate(pipeline, lines, 7),
        "shuffled": [text for _, text in sorted(zip(order, shuffled, strict=True))],
    }
    return {
        "distinct": len(set(expected)),
        "compared": {name: len(texts) for name, texts in found.items()},
        "different": {
            name: sum(one != other for one, other in zip(texts, expected, strict=False))
            for name, texts in found.items()
        },
    }


def translate(pipeline: Pipeline, lines: list[str], size: int) -> list[str]:
    """Translations of all lines, so many at a time."""
    return [
        found.text
        for start in range(0, len(lines), size)
        for found in pipeline.translate(lines[start : start + size])
    ]


if __name__ == "__main__":
    sys.exit(main())
