"""What a sitting leaves on disk, whenever it is killed."""

import copy
from pathlib import Path

import numpy as np

from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import train
from tests.helpers import prepared_run, tiny_run


def test_best_weights_that_no_checkpoint_knows_of_do_not_take_the_place_of_the_known(
    tmp_path: Path,
) -> None:
    prepared, run = tiny_run(tmp_path, training__num_steps=2, training__validate_every=1)
    state, events = prepared.state, train(prepared.setup, prepared.state)
    while not state.history:
        next(events)
    run.save_best(state)
    run.save_checkpoint(state)
    known = copy.deepcopy(state.averaged.state_dict())
    # the next validation is better, and the process dies behind its weights
    for _ in events:
        pass
    state.best_step = state.step
    run.save_best(state)
    assert len(list(run.path.glob("best-*.safetensors"))) == 2

    again, run = prepared_run(prepared.setup.config, run.path)
    weights = finished_bundle(again, run).weights
    assert all(np.array_equal(weights[name], tensor.numpy()) for name, tensor in known.items())
    run.save_checkpoint(again.state)
    assert [file.name for file in run.path.glob("best-*")] == ["best-1.safetensors"]
