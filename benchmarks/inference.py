"""How fast bundles are in use, over plain torch and beside the machine's limits.

    export NLPSEQ_DATA=corpora OMP_NUM_THREADS=1
    taskset -c 0 python benchmarks/inference.py runs/conll2003 runs/multi30k_en_de

Takes a tagger and a translator; sentences are those of CoNLL-2003 and Multi30k. Cases take turns in
one process with one thread, the median of the process' CPU time counts, and a run whose ceilings
vary by more than a third is refused (status 1). ``--parts`` measures some of:

    layers    bidirectional GRU layers: every runtime over nn.GRU
    search    64 sentences and one, greedy and by beam, and a step: every runtime over ``eager.py``
    program   ``nlpseq tag`` and ``translate``, from the start of the process to its end
    quality   F1, BLEU and size with int8, and with a shortlist
    memory    of ``nlpseq translate`` on a long stream, after 10,000 lines and at the end

Each is written to its place in ``benchmarks/results/inference.json``, which README's table is made
from.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from inference_cases import layer_cases, search_cases, with_shortlist
from record import RESULTS, commit, machine
from whole_program import memory, program, quality

from nlpseq.bundle import read_bundle
from nlpseq.errors import InputError
from nlpseq.inference.bench import Case, ceilings, measure, refuse_noise

FILE = RESULTS / "inference.json"
PARTS = ("layers", "search", "program", "quality", "memory")


def main() -> None:
    """Measure the parts that are asked for and write each beside the others."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagger", type=Path)
    parser.add_argument("translator", type=Path)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--lines", type=int, default=1_000_000, help="of the stream (memory)")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--allow-noise", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(1)
    result: dict[str, Any] = {"experiment": "inference"}
    if FILE.is_file():
        result = json.loads(FILE.read_text(encoding="utf-8"))
    for name in given.parts:
        part = measured_part(name, given)
        result[name] = {**part, "commit": commit(), "machine": machine()}
        FILE.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(json.dumps({name: part}, indent=1, ensure_ascii=False), flush=True)


def measured_part(name: str, given: argparse.Namespace) -> dict[str, Any]:
    """What one part finds."""
    if name == "layers":
        return in_turns(layer_cases(), given)
    if name == "search":
        return in_turns(search_cases(with_shortlist(read_bundle(given.translator))), given)
    if name == "memory":
        return memory(given.translator, given.lines)
    from_outside = program if name == "program" else quality
    return {"rows": from_outside(given.tagger, given.translator)}


def in_turns(cases: Iterable[Case], given: argparse.Namespace) -> dict[str, Any]:
    """Ceilings and cases, in turn.

    Raises:
        InputError: the machine was busy with something else.
    """
    limits = ceilings()
    found = measure([*limits, *cases], given.rounds)
    if not given.allow_noise:
        refuse_noise(found[: len(limits)])
    rows = [{**asdict(one), "rate": float(f"{one.rate:.4g}")} for one in found]
    return {"rounds": given.rounds, "cases": rows}


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        sys.exit(f"refused: {error}")
