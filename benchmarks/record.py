"""Write what finished runs reached to ``benchmarks/results/EXPERIMENT-SEED.json``.

    python benchmarks/record.py multi30k_en_de runs/multi30k_en_de [MORE_RUNS ...]

A result holds the scores of the final table, the settings, the commit, the time and the machine,
so that README's tables are made from files and never by hand (``benchmarks/tables.py``).
"""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("torch", "numpy", "sentencepiece", "sacrebleu", "seqeval")


def main(experiment: str, runs: list[str]) -> None:
    """Record each run under its experiment's name and its seed."""
    RESULTS.mkdir(exist_ok=True)
    for run in runs:
        result = describe(experiment, Path(run))
        file = RESULTS / f"{experiment}-{result['settings']['seed']}.json"
        file.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(file)


def describe(experiment: str, run: Path) -> dict[str, Any]:
    """The content of a result file; it names the run as ``runs/NAME``, wherever that lies."""
    scores = _read(run / "scores.json")
    name = f"runs/{run.name}"
    for report in scores["reports"]:
        report["bundle"] = name
    return {
        "experiment": experiment,
        "training_minutes": round(scores["training_seconds"] / 60, 1),
        **scores,
        "curve": curve(run / "log.jsonl"),
        "settings": {**portable(_read(run / "config.json")), "name": name},
        "machine": {**_read(run / "machine.json"), **machine()},
        "commit": commit(),
    }


def portable(settings: Any) -> Any:
    """Settings whose absolute paths keep the file and its folder alone."""
    if isinstance(settings, dict):
        return {key: portable(value) for key, value in settings.items()}
    if isinstance(settings, list):
        return [portable(value) for value in settings]
    if isinstance(settings, str) and settings.startswith("/"):
        return "/".join(Path(settings).parts[-2:])
    return settings


def curve(log: Path) -> list[dict[str, float]]:
    """Score and seconds of training, validations included, at every validation."""
    records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [
        {
            "step": record["step"],
            "seconds": round(record["training_seconds"], 1),
            "score": record["valid.score"],
        }
        for record in records
        if "training_seconds" in record
    ]


def machine() -> dict[str, Any]:
    """Processor, cores and versions, and the GPU if there is one."""
    import torch  # takes seconds, and not all that records needs it

    cpu_info = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (cpu_info.read_text().split("\n") if cpu_info.is_file() else [])
        if line.startswith("model name")
    ]
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **({"gpu": torch.cuda.get_device_name()} if torch.cuda.is_available() else {}),
        **{package: version(package) for package in PACKAGES},
    }


def commit() -> str:
    """The commit the results were made with; marked if files other than results differ from it."""
    changes = _git("status", "--porcelain", "--untracked-files=no", "--", ":!benchmarks/results")
    return _git("rev-parse", "--short=12", "HEAD") + ("-dirty" if changes else "")


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python benchmarks/record.py EXPERIMENT RUN [RUN ...]")
    main(sys.argv[1], sys.argv[2:])
