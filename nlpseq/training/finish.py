"""What a run leaves behind."""

from safetensors.numpy import load_file

from nlpseq.bundle import Bundle
from nlpseq.training.prepare import Prepared, languages_of
from nlpseq.training.run import Run


def finished_bundle(prepared: Prepared, run: Run) -> Bundle:
    """What the run has to show: the best weights with all that is needed to use them."""
    config, state = prepared.setup.config, prepared.state
    best = next(row for row in state.history if row["step"] == state.best_step)
    return Bundle(
        model=prepared.spec.model,
        heads=prepared.spec.heads,
        languages={name: languages_of(spec) for name, spec in prepared.corpora.items()},
        decoding=config.decoding,
        labels=prepared.spec.labels,
        tokenizer=prepared.tokenizer,
        weights=load_file(run.best_file),
        info={
            "corpora": [
                {"name": spec.name, "licence": spec.licence, "citation": spec.citation}
                for spec in prepared.corpora.values()
            ],
            "scores": {key: best[key] for key in best if key != "step"},
            "training": {"seed": config.seed, "step": state.best_step},
        },
    )
