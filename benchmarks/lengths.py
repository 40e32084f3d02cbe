r"""Whether a translator gets worse as sentences get longer.

    nlpseq train data=parallel training.num_steps=500 name=decoder_parallel
    nlpseq train data=parallel training.num_steps=500 task.translation.decoder=plain \
        name=decoder_plain
    python benchmarks/lengths.py runs/decoder_parallel runs/decoder_plain

Each translator of ``data/parallel`` translates all that is held out there (validation and both test
files), and BLEU is told by the words of the source, as ``nlpseq evaluate out=report.html`` does for
any corpus. Writes ``benchmarks/results/lengths.json``, which README's table is made from.
"""

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from record import RESULTS, commit, machine

from nlpseq.bundle import read_bundle
from nlpseq.config import CorpusSpec, TranslationConfig
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.scoring import Scoring, score

DATA = Path(__file__).parents[1] / "data" / "parallel"
HELD_OUT = ("valid", "test_fillings", "test_patterns")
TABLE = "by length of the sentence"


def main(bundles: list[str]) -> None:
    """Translate, count, write."""
    with TemporaryDirectory() as folder:
        spec = CorpusSpec(
            name="parallel, all held out",
            test=[joined(Path(folder), side) for side in ("en", "de")],
            source_language="en",
            target_language="de",
        )
        rows = [describe(bundle, spec) for bundle in bundles]
    result = {"experiment": "lengths", "rows": rows, "machine": machine(), "commit": commit()}
    file = RESULTS / "lengths.json"
    file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(file)


def joined(folder: Path, side: str) -> str:
    """One side of all that is held out, as one file."""
    file = folder / f"held_out.{side}"
    texts = [(DATA / f"{name}.{side}").read_text(encoding="utf-8") for name in HELD_OUT]
    file.write_text("".join(texts), encoding="utf-8")
    return str(file)


def describe(path: str, spec: CorpusSpec) -> dict[str, Any]:
    """BLEU and number of sentences of each length, and what the bundle is."""
    bundle = read_bundle(path)
    (head,) = bundle.heads.values()
    assert isinstance(head, TranslationConfig)
    scoring = Scoring(
        spec=spec, split="test", bundle=f"runs/{Path(path).name}", num_bootstrap=0, seed=1
    )
    report = score(Pipeline(bundle), replace(scoring, details=True)).report
    lengths = next(part.rows for part in report.breakdowns if part.title == TABLE)
    return {
        "bundle": report.bundle,
        "decoder": head.decoder,
        "bleu": report.scores["bleu"],
        "lengths": lengths,
        "training": bundle.info["training"],
        "settings": asdict(head),
    }


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/lengths.py BUNDLE [BUNDLE ...]")
    main(sys.argv[1:])
