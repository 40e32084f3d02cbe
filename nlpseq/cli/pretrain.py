"""``nlpseq pretrain``: language models in a fixed time, or vectors, for other runs to use."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import Parser
from nlpseq.config import VectorsConfig
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.data.examples import Document

EXAMPLES = """examples:
  nlpseq pretrain --budget 20m --text wiki.txt.xz news.txt
  nlpseq pretrain --budget 1h --text wiki.txt --task-text data=conll2003_en name=wiki
  nlpseq pretrain --budget 30m --text wiki.txt task.language_modelling.hidden_size=1024 name=wide
  nlpseq pretrain --characters --budget 30m --text wiki.txt name=wiki_characters
  nlpseq pretrain --vectors --text wiki.txt.xz licence='CC BY-SA 3.0' name=wiki_vectors
  nlpseq train experiment=conll2003 model.pretrained=runs/wiki name=conll2003_wiki
"""
UNITS = {"s": 1 / 60, "m": 1.0, "h": 60.0}
# Characters of the task's text that are scored: enough for two digits behind the point.
MAX_SCORED_CHARACTERS = 500_000


def main(argv: list[str]) -> int:
    """Train language models and tell what they cost on the task's text, or learn vectors."""
    arguments, settings = _parser().parse_known_args(argv)
    files = [word for word in arguments.text if not _is_setting(word)]
    settings = [word for word in arguments.text if _is_setting(word)] + settings
    if not files:
        raise InputError("no text", mend="give files behind --text")
    unknown = [setting for setting in settings if setting.startswith("-")]
    if unknown:
        raise InputError(
            "unknown option", found=repr(unknown[0]), mend="see nlpseq pretrain --help"
        )
    if arguments.vectors:
        if arguments.budget or arguments.task_text or arguments.characters:
            raise InputError(
                "--budget, --task-text and --characters are for language models: not for --vectors"
            )
        from nlpseq.cli import vectors

        return vectors.main(files, settings)
    if not arguments.budget:
        raise InputError("no time", mend="give --budget TIME, such as 20m; see --help")
    from nlpseq.cli.compose import run_with_hydra
    from nlpseq.cli.train import run_path, train
    from nlpseq.training.distributed import is_main_process

    task_text = list(documents_of(arguments.task_text)) if arguments.task_text else []
    named = [setting for setting in settings if setting.startswith("name=")]
    experiment = "pretrain_characters" if arguments.characters else "pretrain"
    name = named[-1].removeprefix("name=") if named else experiment
    quoted = ",".join(f'"{file}"' for file in files)
    status = run_with_hydra(
        "train",
        [
            f"experiment={experiment}",
            "data=none",
            "data.task=language_modelling",
            "data.reader=text",
            f"data.train=[{quoted}]",
            "data.valid_max=200",
            f"training.max_minutes={arguments.budget}",
            f"name={name}",
            *(setting for setting in settings if setting not in named),
        ],
        train,
    )
    if status == 0 and task_text and is_main_process():
        print(_cost(run_path(name), task_text))
    return status


def _is_setting(word: str) -> bool:
    """Whether a word behind --text is a setting of nlpseq train and no file."""
    return re.match(r"[+~]*[a-z_.]+=", word) is not None and not Path(word).exists()


def minutes(text: str) -> float:
    """A time such as 90s, 20m or 1.5h, in minutes."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text)
    if not found or not float(found[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 90s, 20m or 1.5h")
    return float(found[1]) * UNITS[found[2]]


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq pretrain",
        "Train a forward and a backward language model over raw text in a fixed time.\n"
        "The same command again resumes. Settings of nlpseq train (KEY=VALUE) may follow.\n"
        "With --vectors: learn a vector of every frequent word, which takes minutes; settings are "
        f"{_vector_settings()}.",
        EXAMPLES,
    )
    parser.add_argument("--budget", type=minutes, metavar="TIME", help="such as 90s, 20m or 1.5h")
    parser.add_argument(
        "--characters", action="store_true", help="language models over characters, not pieces"
    )
    parser.add_argument(
        "--vectors",
        action="store_true",
        help="vectors of words by skip-gram in place of language models (extra vectors)",
    )
    parser.add_argument(
        "--text",
        nargs="+",
        required=True,
        metavar="FILE",
        help="plain text, a paragraph a line, blank lines between documents; .gz, .xz as well",
    )
    parser.add_argument(
        "--task-text",
        default="",
        metavar="FILE|data=NAME",
        help="text of the task to come, such as data=conll2003_en: what it costs predicts the gain",
    )
    return parser


def _vector_settings() -> str:
    """The settings that go with --vectors and their defaults."""
    shown = [field for field in fields(VectorsConfig) if field.name != "text"]
    return ", ".join(f"{field.name}={field.default}" for field in shown)


def documents_of(source: str) -> Iterator["Document"]:
    """The training text of a task, a sentence a document.

    Args:
        source: a file, or data=NAME.
    """
    from nlpseq.cli.registered import parts_of, registered
    from nlpseq.config import CorpusSpec
    from nlpseq.data.corpora import iterate_split
    from nlpseq.data.examples import Document, texts_of

    if source.startswith("data="):
        specs = parts_of(registered(source.removeprefix("data=")))
    else:
        path = str(Path(source).absolute())
        specs = [CorpusSpec(train=[path], reader="lines", task="language_modelling")]
    num_characters = 0
    for spec in specs:
        for example in iterate_split(spec, "train"):
            for text in texts_of(example):
                if num_characters > MAX_SCORED_CHARACTERS:
                    return
                num_characters += len(text)
                yield Document((text,))


def score_text(run: Path, documents: list["Document"]) -> dict[str, float]:
    """What a text costs by the language models of a run or bundle, such as bits_per_character."""
    from nlpseq.inference.pipeline import load

    pipeline = load(run)
    task = pipeline.language_model
    predictions = task.predict(pipeline.model, task.encode(documents), pipeline.bundle.decoding)
    return task.score(predictions, documents)


def _cost(run: Path, documents: list["Document"]) -> str:
    """Bits per character of the task's text, in a line."""
    scores = score_text(run, documents)
    return (
        f"On {len(documents):,} sentences of the task's training text: "
        f"{scores['bits_per_character']:.3f} bits per character, "
        f"word perplexity {scores['word_perplexity']:,.0f}."
    )
