"""Run peers on a corpus of this project, each in its own environment, and score what they say.

    export NLPSEQ_DATA=corpora
    taskset -c 0 python benchmarks/peers.py nlpseq crfsuite spacy flair --data conll2003_en
    taskset -c 0 python benchmarks/peers.py nlpseq joeynmt opennmt ctranslate2 --data multi30k_en_de
    python benchmarks/peers.py spacy --data conll2003_en --sentences 2000 --minutes 1   # a trial

Our readers read the corpus and hand it over as plain files; the peer's program (``tag_PEER.py`` or
``translate_PEER.py`` in ``peers``) trains for so many minutes at most, answers the validation split
and measures itself with one thread; our scorer scores the answers. We are one of them, by the same
rules. An environment is made once, under ``--envs``. Each peer's result is printed as a line of
JSON, and kept in ``benchmarks/results/peers_CORPUS.json`` unless only some sentences were read.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from record import RESULTS, commit, machine

from nlpseq.cli.registered import registered
from nlpseq.data.corpora import infer, read_split
from nlpseq.data.examples import Pair, Tagged
from nlpseq.evaluation.tagging import entity_scores
from nlpseq.evaluation.translation import corpus_bleu

FOLDER = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Environment:
    """What a peer needs.

    Args:
        name: of the environment's folder.
        installs: what ``pip install`` is given, once or in turn.
    """

    name: str
    installs: Sequence[Sequence[str]]


TORCH = ("torch==2.13.0",)
OPENNMT = Environment(
    "opennmt",
    [
        # it asks for an older torch than the others, without need
        ("--no-deps", "OpenNMT-py==3.5.1"),
        (*TORCH, "numpy", "configargparse", "ctranslate2>=4,<5", "tensorboard", "flask", "waitress",
         "pyonmttok>=1.37,<2", "pyyaml", "sacrebleu", "rapidfuzz", "pyahocorasick", "six",
         "sentencepiece", "fasttext-wheel", "spacy"),
    ],
)  # fmt: skip
JOEYNMT = Environment(
    "joeynmt",
    # the second is imported and not asked for, the third has dropped a call in later versions
    [TORCH, ("joeynmt==2.3.0", "importlib_metadata", "sentencepiece==0.2.1")],
)
# None: the environment that this runs in
PEERS = {
    "nlpseq": None,
    "crfsuite": Environment("crfsuite", [("python-crfsuite>=0.9.11",)]),
    "spacy": Environment("spacy", [("spacy>=3.8,<3.9",)]),
    "flair": Environment("flair", [TORCH, ("flair>=0.15,<0.16",)]),
    "joeynmt": JOEYNMT,
    "opennmt": OPENNMT,
    "ctranslate2": OPENNMT,
}


def main(arguments: list[str]) -> None:
    """Train, answer, score, print a line of JSON for each peer, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peers", nargs="+", choices=PEERS)
    parser.add_argument("--data", required=True, help="a named corpus")
    parser.add_argument(
        "--minutes",
        type=float,
        default=15.0,
        help="of training at most; 0 = only measure again how fast taggers, and we, are in use",
    )
    parser.add_argument("--sentences", type=int, default=0, help="of each split; 0 = all")
    parser.add_argument("--work", type=Path, default=Path("runs/peers"))
    parser.add_argument("--envs", type=Path, default=Path("runs/peers/envs"))
    given = parser.parse_args(arguments)
    spec = infer(registered(given.data))
    train, valid = (
        read_split(spec, split)[: given.sentences or None] for split in ("train", "valid")
    )
    for peer in given.peers:
        row = result_of(peer, given, train, valid)
        print(json.dumps(row), flush=True)
        if not given.sentences:
            keep(given.data, row)


def result_of(
    peer: str,
    given: argparse.Namespace,
    train: Sequence[Tagged | Pair],
    valid: Sequence[Tagged | Pair],
) -> dict[str, Any]:
    """What a peer tells of itself, and the scores of its answers."""
    program = FOLDER / f"{'tag' if isinstance(valid[0], Tagged) else 'translate'}_{peer}.py"
    if not program.is_file():
        sys.exit(f"{peer} is for the other kind of corpus")
    if not given.minutes and peer in ("joeynmt", "opennmt"):
        sys.exit(f"{peer} is not measured without training: give it minutes")
    work = (given.work / f"{peer}_{given.data}").resolve()
    work.mkdir(parents=True, exist_ok=True)
    write(work, "train", train)
    write(work, "valid", valid)
    command = [environment(given.envs, PEERS[peer]), program, work, given.minutes, given.data]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    result = subprocess.run(
        list(map(str, command)),
        env={**os.environ, **threads},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    row = {"peer": peer, **json.loads(result.stdout.splitlines()[-1])}
    return {"minutes": given.minutes, **row, **scores(work, valid)} if given.minutes else row


def keep(corpus: str, row: dict[str, Any]) -> None:
    """Write a peer's result to its place; what was trained before keeps what is not measured again.

    ``commit`` is that of the training, ``measured_again`` that of later speeds.
    """
    file = RESULTS / f"peers_{corpus}.json"
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"] if file.is_file() else []
    known = {one["peer"]: one for one in rows}
    where = {"commit": commit(), "machine": machine()}
    before = known.get(row["peer"], {})
    known[row["peer"]] = (
        row | where if "minutes" in row else before | row | {"measured_again": where}
    )
    rows = [known[peer] for peer in PEERS if peer in known]
    result = {"experiment": "peers", "corpus": corpus, "rows": rows}
    file.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def environment(envs: Path, needs: Environment | None) -> Path:
    """The Python of an environment that has some packages; made if it is not there."""
    if needs is None:
        return Path(sys.executable)
    folder = envs.resolve() / needs.name
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        for packages in needs.installs:
            install = [str(python), "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(install, check=True, stdout=sys.stderr)
    return python


def write(work: Path, split: str, examples: Sequence[Tagged | Pair]) -> None:
    """Words and tags in two columns, a blank line behind each sentence; or a file for each side."""
    if isinstance(examples[0], Tagged):
        blocks = (
            "".join(f"{word}\t{tag}\n" for word, tag in zip(e.words, e.tags, strict=True))
            for e in examples
        )
        (work / f"{split}.txt").write_text("".join(b + "\n" for b in blocks), encoding="utf-8")
        return
    for side in ("source", "target"):
        lines = "".join(f"{getattr(example, side)}\n" for example in examples)
        (work / f"{split}.{side}").write_text(lines, encoding="utf-8")


def scores(work: Path, valid: Sequence[Tagged | Pair]) -> dict[str, float]:
    """F1 of the tags, or BLEU of the translations, if there are any."""
    if isinstance(valid[0], Tagged):
        blocks = (work / "valid.out").read_text(encoding="utf-8").removesuffix("\n\n").split("\n\n")
        tags = [[line.rpartition("\t")[2] for line in block.split("\n")] for block in blocks]
        return {"f1": round(entity_scores([list(e.tags) for e in valid], tags).f1, 2)}
    found = {}
    for name in ("greedy", "beam"):
        if (file := work / f"valid.{name}").is_file():
            lines = file.read_text(encoding="utf-8").split("\n")[: len(valid)]
            found[f"bleu_{name}"] = round(corpus_bleu(lines, [e.target for e in valid]), 2)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
