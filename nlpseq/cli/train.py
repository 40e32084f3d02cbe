"""``nlpseq train``: from settings to a bundle and a table."""

import json
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.settings import settings_help, wants_help
from nlpseq.config import TrainConfig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from nlpseq.training.distributed import Group
    from nlpseq.training.prepare import Prepared
    from nlpseq.training.run import Run

INTERRUPTED = 130
NUM_BOOTSTRAP = 1000
# Resident size after thousands of updates over that after the first ones, as measured on Multi30k.
MEMORY_GROWTH = 6
# Settings named that are an initial bundle's.
MAX_KEPT = 8


def main(argv: list[str]) -> int:
    """Train as the command line says; 130 if interrupted."""
    if wants_help(argv):
        print(settings_help("train"))
        return 0
    from nlpseq.cli.compose import run_with_hydra

    return run_with_hydra("train", argv, train)


def train(config: TrainConfig) -> int:
    """Do one run, or what is left of it."""
    from rich.console import Console

    from nlpseq.training.corpora import settings_of
    from nlpseq.training.distributed import join_group, leave_group
    from nlpseq.training.run import Run

    _require_names(config)
    config = named(config)
    run = Run(run_path(config.name))
    group = join_group()
    is_new = False
    console = Console(quiet=not group.is_main)
    try:
        settings = settings_of(config)
        is_new = not group.by_main(lambda: run.claim(settings)) and group.is_main
        if group.broadcast(run.is_finished()):
            console.print(f"{run.path} is finished.")
            return _show_result(run, console)
        with ExitStack() as stack:
            group.by_main(lambda: stack.enter_context(run.held()))
            return _train(config, run, group, console)
    except Exception:
        # a mended corpus or setting would be refused as "other settings" of a run that never was
        if is_new and not run.checkpoint_file.is_file():
            run.forget()
        raise
    finally:
        leave_group(group)


def _require_names(config: TrainConfig) -> None:
    """Refuse parts that there are not, before minutes go by with reading and encoding."""
    from nlpseq.modules.attention import ATTENTIONS
    from nlpseq.modules.classifier import POOLINGS
    from nlpseq.modules.decoders import DECODERS
    from nlpseq.modules.encoder import CELLS
    from nlpseq.training.loggers import LOGGERS

    CELLS.get(config.model.cell)
    ATTENTIONS.get(config.model.attention)
    DECODERS.get(config.task.translation.decoder)
    POOLINGS.get(config.task.classification.pooling)
    for name in config.training.loggers:
        LOGGERS.get(name)


def named(config: TrainConfig) -> TrainConfig:
    """Give a run without a name that of its files, corpus or experiment."""
    from nlpseq.cli.compose import chosen, job_number, overridden

    if config.name:
        return config
    if overridden("data.train"):
        name = Path(config.data.train[0]).name.split(".")[0]
    else:
        corpus = config.data.name or chosen("data")  # its own name shows the direction
        name = corpus if overridden("data") else chosen("experiment") or corpus
    number = job_number()
    return replace(config, name=name if number is None else f"{name}-{number}")


def run_path(name: str) -> Path:
    """``runs/NAME``, or NAME itself if it is a path."""
    path = Path(name)
    return path if path.is_absolute() or len(path.parts) > 1 else Path("runs") / path


def _train(config: TrainConfig, run: "Run", group: "Group", console: "Console") -> int:
    from nlpseq.training.loggers import open_loggers
    from nlpseq.training.prepare import prepare
    from nlpseq.training.progress import open_display, tracking
    from nlpseq.training.sitting import interruptible, run_sitting

    with tracking(console) as track:
        prepared = prepare(config, run, group, track)
    setup, state = prepared.setup, prepared.state
    _announce(prepared, config, run, console)
    loggers = open_loggers(config.training.loggers, run, state) if group.is_main else []
    display = open_display(console, state.step, _expected_steps(prepared), state.best_score)
    with interruptible() as interruption:
        try:
            stopped = run_sitting(setup, state, run, loggers, display, interruption)
        finally:
            display.close()
            for logger in loggers:
                logger.close()
    if stopped is None:
        console.print(
            f"Interrupted after update {state.step}; a checkpoint is in {run.path}. "
            "Run the same command again to go on."
        )
        return INTERRUPTED
    if group.is_main:
        console.print(f"Training ended: {stopped.reason}.")
        _finish(prepared, run)
    return _show_result(run, console) if group.is_main else 0


def _announce(prepared: "Prepared", asked: TrainConfig, run: "Run", console: "Console") -> None:
    """Before the first update: size, data, expected time and memory, device and why."""
    from nlpseq.model import num_parameters
    from nlpseq.training.corpora import detected_schemes
    from nlpseq.training.machine import peak_memory_bytes

    setup, state = prepared.setup, prepared.state
    machine = setup.machine
    sentences = ", ".join(f"{name} {len(s.items):,}" for name, s in setup.streams.items())
    origin = f"from {init}" if (init := setup.config.init) else "from scratch"
    begin = f"going on at {state.step} of" if state.step else f"{origin},"
    num_steps = _expected_steps(prepared)
    minutes = machine.step_seconds * (num_steps - state.step) / 60
    memory = peak_memory_bytes() / 2**30
    console.print(
        f"{run.path}: {num_parameters(state.model) / 1e6:.1f} M parameters; "
        f"training sentences: {sentences}; {begin} {num_steps} updates; "
        f"at most about {minutes:.0f} min; {memory:.1f} GiB now, "
        f"up to {MEMORY_GROWTH} times that in a long run; "
        f"{machine.device}, {machine.precision}, {machine.num_threads} thread(s), "
        f"{machine.kernel} kernel: "
        f"{machine.reason}.",
        highlight=False,
        soft_wrap=True,
    )
    for line in (*_of_origin(prepared, asked), *detected_schemes(prepared.corpora.values())):
        console.print(line, highlight=False, soft_wrap=True)


def _of_origin(prepared: "Prepared", asked: TrainConfig) -> "Iterator[str]":
    """What an initial bundle lacks, and what holds as it has it, whatever is asked for."""
    from nlpseq.training.run import differing_keys

    if prepared.fresh and not prepared.state.step:
        parts = dict.fromkeys(".".join(name.split(".")[:3]) for name in prepared.fresh)
        yield (
            f"Not in {asked.init}, or for other labels there, and begun at random: "
            f"{', '.join(parts)}."
        )
    in_force = prepared.setup.config
    kept = differing_keys(asdict(asked.model), asdict(prepared.spec.model), "model")
    kept += differing_keys(asdict(asked.task), asdict(in_force.task), "task")
    if kept:
        told = ", ".join(f"{key}={theirs} (here {ours})" for key, ours, theirs in kept[:MAX_KEPT])
        more = f", and {len(kept) - MAX_KEPT} more" if len(kept) > MAX_KEPT else ""
        yield f"Kept as in {asked.init}: its tokenizer, {told}{more}."


def _expected_steps(prepared: "Prepared") -> int:
    """Updates of the whole run, by the time that an update took when it was tried."""
    setup, state = prepared.setup, prepared.state
    if not setup.budget_seconds:
        return setup.num_steps
    seconds = max(1e-3, setup.machine.step_seconds)
    left = max(0.0, setup.budget_seconds - state.seconds)
    return min(setup.num_steps, state.step + round(left / seconds))


def _finish(prepared: "Prepared", run: "Run") -> None:
    """Write the bundle and the scores; the scores last, for they mark the run as finished."""
    from nlpseq.bundle import write_bundle
    from nlpseq.evaluation.report_json import to_json
    from nlpseq.inference.pipeline import Pipeline
    from nlpseq.inference.scoring import score_split
    from nlpseq.training.finish import finished_bundle

    bundle = finished_bundle(prepared, run)
    write_bundle(run.bundle_path, bundle)
    pipeline, state = Pipeline(bundle), prepared.state
    reports = [
        score_split(
            pipeline,
            spec,
            "test" if spec.test else "valid",
            bundle=str(run.path),
            num_bootstrap=NUM_BOOTSTRAP,
            seed=prepared.setup.config.seed,
        )
        for spec in prepared.corpora.values()
        if spec.test or spec.valid
    ]
    run.write_json(
        run.scores_file,
        {
            "best_step": state.best_step,
            "num_steps": state.step,
            "passes": _passes(prepared),
            "training_seconds": round(state.seconds, 1),
            "valid": bundle.info["scores"],
            "reports": json.loads(to_json(reports)),
        },
    )
    run.drop_store()


def _passes(prepared: "Prepared") -> dict[str, float]:
    """How often each head has seen its training examples."""
    cursors, streams = prepared.state.cursors, prepared.setup.streams
    return {
        name: round(cursor.epoch + cursor.cursor / streams[name].num_batches, 3)
        for name, cursor in cursors.items()
    }


def _show_result(run: "Run", console: "Console") -> int:
    """The final table, where the bundle lies, and what to type next."""
    from nlpseq.evaluation.report import to_table
    from nlpseq.evaluation.report_json import from_json

    scores = run.read_json(run.scores_file)
    for report in from_json(json.dumps(scores["reports"])):
        console.print(to_table(report), highlight=False)
    minutes = scores["training_seconds"] / 60
    console.print(
        f"Trained {scores['num_steps']} updates in {minutes:.1f} min; "
        f"best validation at update {scores['best_step']}.",
        highlight=False,
    )
    console.print(f"Bundle: {run.bundle_path}", highlight=False)
    console.print(f"Next:   nlpseq repl {run.path}", highlight=False)
    return 0
