"""On a GPU: the same losses and gradients as on a CPU, and runs whose bundles serve anywhere."""

import copy
import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from nlpseq.config import CorpusSpec
from nlpseq.training.stream import Cursor
from tests.helpers import (
    LABELLED,
    prepared_run,
    tiny_config,
    write_corpora,
    write_labelled,
)
from tests.program import Program, environment, tiny_arguments
from tests.tasks.test_language_modelling import text_corpus

pytestmark = pytest.mark.gpu

HEADS = ("tagging", "translation", "classification", "language_modelling")
DECODERS = ("parallel", "conditional", "input_feeding", "plain")


def four_heads(folder: Path, **changes: Any) -> Any:
    """A run of all heads on the CPU, ready for its first update."""
    labelled = write_labelled(folder, "labelled", LABELLED)
    corpora = {
        **write_corpora(folder),
        "classification": CorpusSpec(train=labelled, valid=labelled, reader="labelled"),
        "language_modelling": text_corpus(folder / "text"),
    }
    return prepared_run(tiny_config(corpora, **changes), folder / "run")[0]


def learnt(prepared: Any, head: str, device: str) -> tuple[float, dict[str, torch.Tensor]]:
    """Loss and gradients of a head's first batch, computed in float32."""
    task, stream = prepared.setup.tasks[head], prepared.setup.streams[head]
    model = copy.deepcopy(prepared.state.model).to(device).train()
    torch.manual_seed(7)
    batch = task.collate(stream.batch(Cursor())[0], model)
    loss, _ = task.learn(model, batch, {})
    loss.backward()
    gradients = {
        name: parameter.grad.cpu()
        for name, parameter in model.named_parameters()
        if parameter.grad is not None
    }
    return loss.item(), gradients


@pytest.fixture(autouse=True)
def exact_products(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TensorFloat-32, which cuDNN takes for recurrent layers of float32."""
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)


@pytest.mark.parametrize("head", HEADS)
def test_losses_and_gradients_are_those_of_the_cpu(tmp_path: Path, head: str) -> None:
    assert_same_on_both(four_heads(tmp_path), head)


@pytest.mark.parametrize("decoder", DECODERS)
def test_every_decoder_learns_the_same(tmp_path: Path, decoder: str) -> None:
    assert_same_on_both(four_heads(tmp_path, task__translation__decoder=decoder), "translation")


def assert_same_on_both(prepared: Any, head: str) -> None:
    """Loss and gradients on the GPU are those on the CPU."""
    loss, gradients = learnt(prepared, head, "cpu")
    other_loss, other_gradients = learnt(prepared, head, "cuda")
    assert other_loss == pytest.approx(loss, rel=1e-5)
    assert other_gradients.keys() == gradients.keys()
    for name, gradient in gradients.items():
        torch.testing.assert_close(other_gradients[name], gradient, rtol=1e-4, atol=1e-5)


def test_translations_found_there_are_those_of_the_cpu(tmp_path: Path) -> None:
    prepared = four_heads(tmp_path)
    task, valid = prepared.setup.tasks["translation"], prepared.setup.validations["translation"]
    found = {
        device: task.predict(
            copy.deepcopy(prepared.state.model).to(device),
            valid.items,
            prepared.setup.config.decoding,
        )
        for device in ("cpu", "cuda")
    }
    texts = {device: [each.texts for each in predictions] for device, predictions in found.items()}
    assert texts["cuda"] == texts["cpu"]


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_a_run_goes_on_there_and_its_bundle_serves_without(
    program: Program, tmp_path: Path, precision: str
) -> None:
    settings = [*tiny_arguments(tmp_path / "corpora"), "training.device=cuda", "name=there"]
    settings += [f"training.precision={precision}", "training.num_steps=400"]
    settings += ["training.checkpoint_seconds=0.1"]
    run = tmp_path / "runs" / "there"
    begun = subprocess.Popen(
        [*program.command, "train", *settings],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (run / "checkpoint.pt").is_file() and begun.poll() is None:
        time.sleep(0.05)
    begun.kill()
    begun.wait()
    without = program.run_anew("train", *settings, CUDA_VISIBLE_DEVICES="")
    assert "no CUDA device" in without.fault()
    done = program.run_anew("train", *settings)
    assert done.status == 0, done.err
    assert json.loads((run / "machine.json").read_text())["device"] == "cuda"
    tagged = program.run_anew(
        "tag", str(run), stdin="Anna lives in Bonn .\n", CUDA_VISIBLE_DEVICES=""
    )
    assert (tagged.status, tagged.out.count("\n")) == (0, 1)
