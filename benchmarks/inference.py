"""Measure a bundle with ``nlpseq bench`` and keep the result.

    export OMP_NUM_THREADS=1
    taskset -c 0 python benchmarks/inference.py tagger runs/conll2003 in.txt
    taskset -c 0 python benchmarks/inference.py translator runs/multi30k_en_de in.txt

It writes ``benchmarks/results/speed_NAME.json``, which README's table of speeds is made from. A
busy machine is refused.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from record import RESULTS, commit, machine

from nlpseq.bundle import read_bundle
from nlpseq.inference.bench import benchmark

ROUNDS, BEAM_SIZE = 9, 5
MAX_LINES = 256


def main(name: str, bundle: str, text: str) -> None:
    """Measure and write."""
    lines = Path(text).read_text(encoding="utf-8").splitlines()[:MAX_LINES]
    found = benchmark(
        read_bundle(bundle), lines, rounds=ROUNDS, beam_size=BEAM_SIZE, allow_noise=False
    )
    result = {
        "experiment": "speed",
        "name": name,
        **asdict(found),
        "machine": machine(),
        "commit": commit(),
    }
    file = RESULTS / f"speed_{name}.json"
    file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
