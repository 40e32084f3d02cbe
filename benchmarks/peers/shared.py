"""What the peers' programs share: columns of words and tags, the clock, commands."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROUNDS = 3
Tagged = tuple[list[str], list[str]]


def read_columns(file: Path) -> list[Tagged]:
    """Words and tags of each sentence."""
    blocks = file.read_text(encoding="utf-8").removesuffix("\n\n").split("\n\n")
    rows = ([line.split("\t") for line in block.split("\n")] for block in blocks)
    return [([row[0] for row in block], [row[1] for row in block]) for block in rows]


def measure_tagger(folder: Path, tag: Callable[[list[list[str]]], list[list[str]]]) -> float:
    """Tag the validation split, write ``valid.out``, and tell words a second of processor time."""
    sentences = [words for words, _ in read_columns(folder / "valid.txt")]
    rates = []
    for _ in range(ROUNDS):
        start = time.process_time()
        tagged = tag(sentences)
        rates.append(sum(map(len, sentences)) / (time.process_time() - start))
    blocks = (
        "".join(f"{word}\t{tag}\n" for word, tag in zip(words, tags, strict=True)) + "\n"
        for words, tags in zip(sentences, tagged, strict=True)
    )
    (folder / "valid.out").write_text("".join(blocks), encoding="utf-8")
    return round(statistics.median(rates))


def train_sentencepiece(folder: Path, vocab_size: int, *signs: str) -> None:
    """One vocabulary for both sides, ``FOLDER/pieces.model`` and ``.vocab``."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.Train(
        " ".join(
            [
                f"--input={folder}/train.source,{folder}/train.target",
                f"--model_prefix={folder}/pieces",
                f"--vocab_size={vocab_size}",
                "--character_coverage=1.0",
                "--hard_vocab_limit=false",
                "--minloglevel=2",
                *signs,
            ]
        )
    )


def run(command: Sequence[str], log: Path, minutes: float = 0.0) -> str:
    """Run a command of the peer's; its output, which is kept in a file as well.

    Args:
        command: a program of the environment's, and its arguments.
        log: the file.
        minutes: after which it is ended; 0 = never.
    """
    program = [str(Path(sys.executable).parent / command[0]), *command[1:]]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    environment["TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"] = "1"  # checkpoints hold more than weights
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(program, stdout=file, stderr=subprocess.STDOUT, env=environment)
        try:
            has_failed = process.wait(60 * minutes if minutes else None) != 0
        except subprocess.TimeoutExpired:
            has_failed = False
            process.terminate()
            process.wait()
    text = log.read_text(encoding="utf-8", errors="replace")
    if has_failed:
        sys.exit(f"{command[0]} failed, see {log}: {text[-500:]}")
    return text


def train_nlpseq(
    run_folder: Path, experiment: str, minutes: float, corpus: str
) -> dict[str, float]:
    """Train one of our recipes on one thread, as a user would.

    Returns:
        training_seconds: of processor time, with start and validations.
        training_words_per_second: words tagged or tokens written, over all these seconds.
        target_tokens_per_second: the same in the median update alone.
    """
    shutil.rmtree(run_folder, ignore_errors=True)
    settings = [f"experiment={experiment}", f"data={corpus}", f"name={run_folder}"]
    settings += [f"training.max_minutes={minutes}", "training.num_threads=1"]
    run(["python", "-m", "nlpseq", "train", *settings], run_folder.with_suffix(".log"))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    lines = map(json.loads, (run_folder / "log.jsonl").read_text(encoding="utf-8").splitlines())
    updates = [line for line in lines if "num_targets" in line]  # one of several is logged
    targets = statistics.fmean(line["num_targets"] for line in updates) * updates[-1]["step"]
    rate = statistics.median(line["num_targets"] / line["seconds"] for line in updates)
    return {
        "training_seconds": round(seconds, 1),
        "training_words_per_second": round(targets / seconds),
        "target_tokens_per_second": round(rate),
    }


def megabytes(folder: Path) -> float:
    """Size of all files of a folder."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)


def tell(**found: object) -> None:
    """Print the results as the last line."""
    print(json.dumps(found))
