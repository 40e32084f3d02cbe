"""What ``inference.py`` measures from outside: commands, from the process' start to its end."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from inference_cases import TRANSLATION

from nlpseq.cli.registered import registered
from nlpseq.data.corpora import infer, read_split
from nlpseq.inference.runtime.choice import NUMPY, for_much_text

TAGGING = "conll2003_en"
EARLY = 10_000
NLPSEQ = [sys.executable, "-m", "nlpseq"]
Row = dict[str, Any]


def program(tagger: Path, translator: Path) -> list[Row]:
    """Seconds of processor time to the first line (median of three runs), and for all of a file."""
    tagged = [" ".join(e.words) for e in read_split(infer(registered(TAGGING)), "valid")]
    sources = [pair.source for pair in read_split(infer(registered(TRANSLATION)), "valid")][:1000]
    num_words = sum(line.count(" ") + 1 for line in tagged)
    tag, translate = ["tag", str(tagger)], ["translate", str(translator)]
    greedy, beam = [*translate, "--beam", "1"], [*translate, "--beam", "5"]
    rows = [
        _row("first tagged sentence", tag, tagged[:1], 1, "sentences"),
        _row("first translation, beam 5", beam, sources[:1], 1, "sentences"),
    ]
    for runtime in (NUMPY, for_much_text()):
        chosen = ["--runtime", runtime]
        what = f"tag {len(tagged):,} sentences"
        rows += [
            _row(f"{what}; {runtime}", [*tag, *chosen], tagged, num_words, "words"),
            _row(f"translate 1,000 lines, greedy; {runtime}", [*greedy, *chosen], sources, 1000),
            _row(f"translate 1,000 lines, beam 5; {runtime}", [*beam, *chosen], sources, 1000),
        ]
    return rows


def quality(tagger: Path, translator: Path) -> list[Row]:
    """Scores on validation: float32, weights of int8, products of int8, and a shortlist."""
    with tempfile.TemporaryDirectory() as folder:
        exported = {}
        for name, bundle in (("tagger", tagger), ("translator", translator)):
            exported[name] = Path(folder) / name
            _run([*NLPSEQ, "export", str(bundle), "--int8", "--out", str(exported[name])])
        short = Path(folder) / "short"
        options = ["--shortlist", "--data", TRANSLATION, "--out", str(short)]
        _run([*NLPSEQ, "export", str(translator), *options])
        f1, bleu = (TAGGING, "f1"), (TRANSLATION, "bleu")
        return [
            _score("float32", tagger, *f1, "runtime=numpy"),
            _score("weights of int8", exported["tagger"], *f1, "runtime=numpy"),
            _score("products of int8", tagger, *f1, "runtime=int8"),
            _score("float32", translator, *bleu, "runtime=numpy"),
            _score("weights of int8", exported["translator"], *bleu, "runtime=numpy"),
            _score("products of int8", translator, *bleu, "runtime=int8"),
            _score("shortlist", short, *bleu, "runtime=numpy", "shortlist=true"),
        ]


def memory(translator: Path, num_lines: int) -> Row:
    """Resident MiB of greedy translation, after 10,000 lines and at the end of the stream.

    The lines are those of the training split, again and again; blank and long ones among them.
    """
    train = [pair.source for pair in read_split(infer(registered(TRANSLATION)), "train")]
    lines = (
        "" if number % 1000 == 0 else " ".join([line] * 5) if number % 997 == 0 else line
        for number, line in enumerate(islice(cycle(train), num_lines))
    )
    command = [*NLPSEQ, "translate", str(translator), "--beam", "1", "--runtime", "auto"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)
        stream.seek(0)
        process = subprocess.Popen(command, stdin=stream, stdout=subprocess.PIPE)
        assert process.stdout is not None
        seen: list[float] = []
        number = 0
        for number, _ in enumerate(process.stdout, start=1):
            if number in (EARLY, num_lines):
                seen.append(_resident_mib(process.pid))
        process.wait()
    early, late = seen
    return {"lines": num_lines, "lines_out": number, "mib_after_10000": early, "mib_at_end": late}


def _resident_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 2**20, 1)


def _row(
    what: str, arguments: Sequence[str], lines: Sequence[str], amount: int, unit: str = "sentences"
) -> Row:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        seconds = []
        for _ in range(3 if amount == 1 else 1):
            file.seek(0)
            before = _child_seconds()
            _run([*NLPSEQ, *arguments], file.fileno())
            seconds.append(_child_seconds() - before)
    taken = median(seconds)
    return {"what": what, "seconds": round(taken, 2), "rate": round(amount / taken, 1), "of": unit}


def _score(how: str, bundle: Path, corpus: str, score: str, *settings: str) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = ["evaluate", f"bundle={bundle}", f"data={corpus}", "split=valid", f"out={out}"]
        _run([*NLPSEQ, *command, "num_bootstrap=0", *settings])
        report = json.loads(out.read_text(encoding="utf-8"))
    (found,) = report if isinstance(report, list) else [report]
    weights = bundle if (bundle / "model.safetensors").is_file() else bundle / "bundle"
    size = round(sum(file.stat().st_size for file in weights.iterdir()) / 1e6, 1)
    return {
        "score": score,
        "how": how,
        "value": found["scores"][score],
        "megabytes": size,
    }


def _child_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(command: Sequence[str], stdin: int = subprocess.DEVNULL) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, env=environment, check=True)
