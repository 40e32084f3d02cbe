"""README's tables of ``results/peers_*.json``: columns, and rows of cells."""

from collections.abc import Sequence
from typing import Any

NAMES = {
    "nlpseq": "nlpseq",
    "crfsuite": "CRFsuite, hand-made features",
    "spacy": "spaCy",
    "flair": "flair, BiGRU and CRF",
    "joeynmt": "Joey NMT, GRU",
    "opennmt": "OpenNMT-py, GRU",
    "ctranslate2": "CTranslate2, an untrained Transformer in int8",
}
# what a row has -> column, and how it is written
TAGGERS = {
    "training_seconds": ("seconds of training", ",.0f"),
    "f1": ("entity F1", ".2f"),
    "training_words_per_second": ("words a second, training", ",.0f"),
    "words_per_second": ("words a second, tagging", ",.0f"),
    "megabytes": ("MB", ".1f"),
}
TRANSLATORS = {
    "minutes": ("minutes of training", ".0f"),
    "bleu_greedy": ("BLEU, greedy", ".1f"),
    "bleu_beam": ("BLEU, beam 5", ".1f"),
    "target_tokens_per_second": ("target tokens a second, training", ",.0f"),
    "greedy_per_second": ("sentences a second, greedy", ",.0f"),
    "beam_per_second": ("sentences a second, beam 5", ",.0f"),
}

Result = dict[str, Any]
Table = tuple[Sequence[str], list[Sequence[str]]]


def peers(results: Sequence[Result], corpus: str) -> Table:
    """What each program reached on a corpus."""
    rows = [row for result in results if result["corpus"] == corpus for row in result["rows"]]
    columns = TAGGERS if any("f1" in row for row in rows) else TRANSLATORS
    cells = [
        (NAMES[row["peer"]], *(_cell(row, key, how) for key, (_, how) in columns.items()))
        for row in rows
    ]
    return ("program", *(name for name, _ in columns.values())), cells


def _cell(row: Result, key: str, how: str) -> str:
    return format(row[key], how) if key in row else ""
