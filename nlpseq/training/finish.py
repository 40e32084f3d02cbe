"""What a run leaves behind."""

import numpy as np
from safetensors.numpy import load_file

from nlpseq.bundle import Bundle
from nlpseq.model import restore
from nlpseq.training.corpora import languages_of
from nlpseq.training.prepare import Prepared
from nlpseq.training.run import Run


def finished_bundle(prepared: Prepared, run: Run) -> Bundle:
    """What the run has to show: the best weights with all that is needed to use them."""
    config, state = prepared.setup.config, prepared.state
    best = next(row for row in state.history if row["step"] == state.best_step)
    weights = load_file(run.best_file(state))
    return Bundle(
        model=prepared.spec.model,
        heads=prepared.spec.heads,
        languages={name: languages_of(spec) for name, spec in prepared.corpora.items()},
        decoding=config.decoding,
        labels=prepared.spec.labels,
        tokenizer=prepared.tokenizer,
        weights=weights,
        pretrained=prepared.spec.pretrained,
        pretrained_tokenizer=prepared.pretrained_tokenizer,
        calibration=_calibration(prepared, weights),
        info={
            "corpora": _corpora(prepared),
            "scores": {key: best[key] for key in best if key != "step"},
            "training": {"seed": config.seed, "step": state.best_step},
        },
    )


def _corpora(prepared: Prepared) -> list[dict[str, str]]:
    """What the weights were learnt from, here and before, each once."""
    own = [
        {"name": spec.name, "licence": spec.licence, "citation": spec.citation}
        for spec in prepared.corpora.values()
    ]
    learnt = own + prepared.inherited
    return [corpus for index, corpus in enumerate(learnt) if corpus not in learnt[:index]]


def _calibration(prepared: Prepared, weights: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """What each head fits on its validation examples, now that its weights are known."""
    setup = prepared.setup
    model = restore(prepared.spec, weights).to(setup.machine.device)
    fitted = {
        name: task.calibrate(model, setup.validations[name].items, setup.config.decoding)
        for name, task in setup.tasks.items()
    }
    return {name: values for name, values in fitted.items() if values}
