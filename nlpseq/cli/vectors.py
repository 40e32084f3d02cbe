"""``nlpseq pretrain --vectors``: vectors of words over raw text, for other runs to use."""

from pathlib import Path

from nlpseq.config import VectorsConfig


def main(files: list[str], settings: list[str]) -> int:
    """Learn vectors of the words of some files.

    Args:
        files: plain text.
        settings: KEY=VALUE of ``VectorsConfig``.
    """
    from nlpseq.cli.compose import run_with_hydra

    quoted = ",".join(f'"{Path(file).absolute()}"' for file in files)
    return run_with_hydra("vectors", [f"text=[{quoted}]", *settings], _learn)


def _learn(config: VectorsConfig) -> int:
    """Make the vectors, or show those that were made by the same command."""
    from rich.console import Console

    from nlpseq.cli.train import run_path
    from nlpseq.training.skip_gram import VectorsRun, learn_vectors

    run, console = VectorsRun(run_path(config.name)), Console(highlight=False)
    if run.is_finished():
        run.require_same(config)
        console.print(f"{run.path} is finished.")
    else:
        learn_vectors(config, run, lambda line: console.print(line, soft_wrap=True))
    about = run.about()
    console.print(
        f"{about['num_words']:,} words have a vector, after {about['seen']['num_words']:,} words "
        f"of text in {about['seconds'] / 60:.1f} min.",
        soft_wrap=True,
    )
    console.print(f"Next:   nlpseq train data=CORPUS model.pretrained={run.path}", soft_wrap=True)
    return 0
