"""BLEU as the papers on Multi30k count it: of words in lower case, split by Moses' rules.

    pip install sacremoses
    python benchmarks/tokenised_bleu.py multi30k_en_de runs/multi30k_en_de [MORE_RUNS ...]

Translations and references of the test split have their punctuation normalised, are put in lower
case and split with Moses' tokenizer, hyphens apart; BLEU is sacrebleu's without a tokenizer of its
own. Not to be compared with the cased, detokenised figure, which stands beside it. Written to
``benchmarks/results/tokenised_bleu-CORPUS.json``.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from record import machine
from sacrebleu.metrics.bleu import BLEU
from sacremoses import MosesPunctNormalizer, MosesTokenizer

import nlpseq
from nlpseq.cli.registered import parts_of, registered
from nlpseq.data.corpora import read_split

RESULTS = Path(__file__).parent / "results"
NAMES = ("tokenised", "cased")


def main(corpus: str, bundles: Sequence[str]) -> None:
    """Score each bundle, print and write the scores."""
    spec = parts_of(registered(corpus))[0]
    pairs = read_split(spec, "test")
    references = [pair.target for pair in pairs]
    rows = []
    for bundle in bundles:
        found = nlpseq.load(bundle).translate([pair.source for pair in pairs])
        rows.append(scores([each.text for each in found], references, spec.target_language))
    result = {
        "experiment": f"tokenised_bleu-{corpus}",
        "corpus": f"{spec.name}, test",
        "bundles": [Path(bundle).name for bundle in bundles],
        "rows": rows,
        "mean": {name: fmean(row[name] for row in rows) for name in NAMES},
        "deviation": {name: stdev(row[name] for row in rows) for name in NAMES if len(rows) > 1},
        "machine": machine(),
    }
    file = RESULTS / f"tokenised_bleu-{corpus}.json"
    file.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


def scores(texts: Sequence[str], references: Sequence[str], language: str) -> dict[str, Any]:
    """Both kinds of BLEU with their signatures."""
    tokenised, cased = BLEU(tokenize="none", force=True), BLEU()
    words = moses(texts, language), [moses(references, language)]
    return {
        "tokenised": tokenised.corpus_score(*words).score,
        "cased": cased.corpus_score(texts, [references]).score,
        "signatures": {
            "tokenised": f"{tokenised.get_signature()}|moses:norm,lower,aggressive",
            "cased": str(cased.get_signature()),
        },
    }


def moses(texts: Sequence[str], language: str) -> list[str]:
    """Normalise punctuation, put in lower case, split into words."""
    normalizer, tokenizer = MosesPunctNormalizer(lang=language), MosesTokenizer(lang=language)
    return [
        tokenizer.tokenize(
            normalizer.normalize(text).lower(),
            aggressive_dash_splits=True,
            return_str=True,
            escape=False,
        )
        for text in texts
    ]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python benchmarks/tokenised_bleu.py CORPUS RUN [RUN ...]")
    main(sys.argv[1], sys.argv[2:])
