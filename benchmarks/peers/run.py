"""Run a peer on a corpus of this project, in an environment of its own, and score what it says.

    python benchmarks/peers/run.py crfsuite conll2003_en          # needs NLPSEQ_DATA
    python benchmarks/peers/run.py crfsuite conll2003_en --iterations 20 --sentences 2000

The corpus is read by our readers and handed over as two columns, the peer's program (a file beside
this one) trains, tags the validation split and measures itself, and our scorer scores its tags. The
environment is made once under ``--envs``. Times are CPU seconds of one thread.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

from nlpseq.cli.registered import registered
from nlpseq.data.corpora import infer, read_split
from nlpseq.data.examples import Tagged
from nlpseq.evaluation.tagging import entity_scores

FOLDER = Path(__file__).parent
REQUIREMENTS = {"crfsuite": ["python-crfsuite>=0.9.11"]}
"""Peer -> what its program needs."""


def main(arguments: list[str]) -> None:
    """Train, tag, score, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", choices=sorted(REQUIREMENTS))
    parser.add_argument("corpus")
    parser.add_argument("--iterations", type=int, default=100)
    parser.add_argument("--sentences", type=int, default=0, help="of training; 0 = all")
    parser.add_argument("--work", type=Path, default=Path("runs/peers"))
    parser.add_argument("--envs", type=Path, default=Path("runs/peers/envs"))
    given = parser.parse_args(arguments)
    python = environment(given.envs / given.peer, REQUIREMENTS[given.peer])
    work = given.work / f"{given.peer}_{given.corpus}"
    work.mkdir(parents=True, exist_ok=True)
    spec = infer(registered(given.corpus))
    train, valid = (read_split(spec, split) for split in ("train", "valid"))
    write_columns(work / "train.txt", train[: given.sentences or None])
    write_columns(work / "valid.txt", valid)
    program = [str(python), str(FOLDER / f"{given.peer}.py"), str(work), str(given.iterations)]
    result = subprocess.run(
        program,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measured = json.loads(result.stdout)
    scores = entity_scores([list(e.tags) for e in valid], read_tags(work / "valid.out"))
    measured |= {"peer": given.peer, "corpus": given.corpus, "f1": round(scores.f1, 2)}
    print(json.dumps(measured))


def environment(folder: Path, requirements: list[str]) -> Path:
    """The Python of an environment that has some packages; made if it is not there."""
    python = folder.resolve() / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *requirements]
        subprocess.run(install, check=True, stdout=sys.stderr)
    return python


def write_columns(file: Path, examples: list[Tagged]) -> None:
    """Words and tags in two columns, a blank line behind each sentence."""
    blocks = (
        "".join(f"{word}\t{tag}\n" for word, tag in zip(e.words, e.tags, strict=True))
        for e in examples
    )
    file.write_text("".join(block + "\n" for block in blocks), encoding="utf-8")


def read_tags(file: Path) -> list[list[str]]:
    """The last column, sentence by sentence."""
    blocks = file.read_text(encoding="utf-8").removesuffix("\n\n").split("\n\n")
    return [[line.rpartition("\t")[2] for line in block.split("\n")] for block in blocks]


if __name__ == "__main__":
    main(sys.argv[1:])
