"""Time and peak memory of preparing a corpus that is blown up to many lines.

    python benchmarks/store.py SOURCE TARGET [--lines 10000000] [--folder FOLDER]

The lines of two parallel files are repeated, each with its number behind it so that no two are
alike, and ``nlpseq train`` runs ten updates on them in a process of its own. Writes
``benchmarks/results/store.json``.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from record import RESULTS, machine

from nlpseq.data.files import read_lines

NUM_STEPS = 10


def main() -> None:
    """Blow up, run, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs=2, metavar="FILE", help="source and target")
    parser.add_argument("--lines", type=int, default=10_000_000, help="lines of the large corpus")
    parser.add_argument("--folder", help="where to write it; default: a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        paths = [Path(folder) / name for name in ("big.en", "big.de")]
        for file, path in zip(options.files, paths, strict=True):
            blow_up(file, path, options.lines)
        result = {
            "experiment": "store",
            "lines": options.lines,
            **measure(paths, Path(folder) / "run"),
        }
    result["machine"] = machine()
    (RESULTS / "store.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


def blow_up(file: str, path: Path, num_lines: int) -> None:
    """Write the lines of a file again and again, numbered."""
    lines = [line for _, line in read_lines(file)]
    with path.open("w", encoding="utf-8") as out:
        out.writelines(
            f"{line} {number}\n" for number, line in enumerate(islice(cycle(lines), num_lines))
        )


def measure(paths: list[Path], run: Path) -> dict[str, float]:
    """Train ten updates; seconds, and GiB at the highest."""
    command = [sys.executable, "-m", "nlpseq", "train", f"data.train=[{paths[0]},{paths[1]}]"]
    command += [f"name={run}", f"training.num_steps={NUM_STEPS}", "data.valid_max=100"]
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return {
        "text_gib": round(sum(path.stat().st_size for path in paths) / 2**30, 2),
        "updates": NUM_STEPS,
        "seconds": round(time.perf_counter() - started, 1),
        "peak_gib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20, 2),
    }


if __name__ == "__main__":
    main()
