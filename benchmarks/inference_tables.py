"""README's tables of ``results/inference.json``: columns, and rows of cells."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

PLAIN = "plain torch"
SCORES = {"f1": "entity F1", "bleu": "BLEU"}

NONE: dict[str, list[Any]] = {"cases": [], "rows": []}
"""Of a part that was not measured."""

Result = dict[str, Any]
Table = tuple[Sequence[str], list[Sequence[str]]]


def speed(results: Sequence[Result]) -> Table:
    """Units a second by plain torch, and how many times as fast each runtime is."""
    rates: dict[str, dict[str, float]] = defaultdict(dict)
    units = {}
    for case in (
        c for r in results for part in ("layers", "search") for c in r.get(part, NONE)["cases"]
    ):
        what, found, runtime = case["name"].partition("; ")
        if found:
            rates[what][runtime], units[what] = case["rate"], case["unit"]
    runtimes = list(dict.fromkeys(name for row in rates.values() for name in row if name != PLAIN))
    rows = []
    for what, row in rates.items():
        ratios = (f"{row[name] / row[PLAIN]:.1f}" if name in row else "" for name in runtimes)
        rows.append((f"{what}, {units[what]}", f"{row[PLAIN]:,.0f}", *ratios))
    return ("what", f"{PLAIN}, a second", *runtimes), rows


def use(results: Sequence[Result]) -> Table:
    """Whole commands, what int8 and a shortlist cost, and the memory of a stream."""
    rows: list[Sequence[str]] = []
    for result in results:
        for row in result.get("program", NONE)["rows"]:
            is_first = row["what"].startswith("first")
            of_file = f"{row['rate']:,.0f} {row['of']} a second"
            rows.append((row["what"], f"{row['seconds']:.2f} s" if is_first else of_file))
        for row in result.get("quality", NONE)["rows"]:
            found = f"{row['value']:.2f}, {row['megabytes']:.1f} MB"
            rows.append((f"{SCORES[row['score']]}, {row['how']}", found))
        if not (stream := result.get("memory")):
            continue
        what = f"memory after 10,000 of {stream['lines']:,} lines translated, and after all"
        sizes = (stream["mib_after_10000"], stream["mib_at_end"])
        rows.append((what, ", ".join(f"{size:,.0f} MiB" for size in sizes)))
    return ("what", "result"), rows
