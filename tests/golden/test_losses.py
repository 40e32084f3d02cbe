"""Losses against their formulas written out, and a loss curve that a refactoring must not move.

To write the curve anew after a change that is meant to move it:

    python -m tests.golden.test_losses
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import torch
from torch.nn import functional as F

from nlpseq.modules import tied_softmax
from nlpseq.modules.translator import Translator, _doubled
from nlpseq.tasks.tagging import TaggingTask
from nlpseq.tasks.translation import TranslationTask
from nlpseq.training.loop import update
from tests.helpers import (
    NO_DROPOUT_TAGGING,
    NO_DROPOUT_TRANSLATION,
    PAIRS,
    TAGGED,
    tiny_labels,
    tiny_model,
    tiny_run,
    tiny_tokenizer,
)

CURVE = Path(__file__).with_name("loss_curve.json")
NUM_STEPS = 20
TOLERANCE = 1e-3
"""Relative: kernels of other processors and other releases of torch add up in another order."""


def steps_of(head: Translator, model: torch.nn.Module, task: TranslationTask) -> list[torch.Tensor]:
    """Log-probabilities (T, V) of each pair's target, by one step of search after another."""
    log_probs = []
    for item in task.encode(PAIRS):
        batch = task.collate([item], model)
        memory = head.encode(batch.source, batch.source_lengths, model.embedding)
        state, logits = head.decoder.start(memory), []
        for tokens in batch.target_in.unbind(1):
            output = head.step(tokens, memory, state, model.embedding)
            state = output.state
            logits.append(output.logits[0])
        log_probs.append(torch.stack(logits).log_softmax(-1))
    return log_probs


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_translation_loss_is_smoothed_cross_entropy_summed_over_tokens(smoothing: float) -> None:
    torch.manual_seed(8)
    config = replace(NO_DROPOUT_TRANSLATION, label_smoothing=smoothing)
    model = tiny_model(translation=config).eval()
    task = TranslationTask("translation", config, tiny_tokenizer(), "de")
    items = task.encode(PAIRS)
    expected = 0.0
    for item, log_probs in zip(
        items, steps_of(model.heads["translation"], model, task), strict=True
    ):
        batch = task.collate([item], model)
        for token, row in zip(batch.target_out[0].tolist(), log_probs, strict=True):
            # Szegedy et al. 2016, sec. 7: (1 - e) of the truth and e of the even distribution
            expected -= ((1 - smoothing) * row[token] + smoothing * row.mean()).item()
    found = task.loss(model, task.collate(items, model))
    assert found.item() == pytest.approx(expected, rel=1e-5)


def test_r_drop_adds_the_divergence_of_two_passes() -> None:
    config = replace(NO_DROPOUT_TRANSLATION, r_drop=3.0, output_dropout_rate=0.5)
    model = tiny_model(translation=config)
    task = TranslationTask("translation", config, tiny_tokenizer(), "de")
    batch = task.collate(task.encode(PAIRS), model)
    head = model.heads["translation"]
    torch.manual_seed(8)
    found = task.loss(model.train(), batch)
    torch.manual_seed(8)  # the two passes are the halves of a batch that holds each pair twice
    features, targets = head._predicting(_doubled(batch), model.embedding)
    logits = head._logits(features, model.embedding)
    first, second = logits.log_softmax(-1).chunk(2)
    expected = sum(
        0.5 * F.cross_entropy(half, targets[: len(half)], reduction="sum", label_smoothing=0.1)
        + 0.75 * F.kl_div(half, other, log_target=True, reduction="sum")
        for half, other in ((first, second), (second, first))
    )
    torch.testing.assert_close(found, expected)
    # without dropout both passes agree: nothing is left but the cross-entropy of one
    plain = replace(config, r_drop=0.0)
    for changed in (config, plain):
        other = tiny_model(translation=replace(changed, output_dropout_rate=0.0)).train()
        other.load_state_dict(model.state_dict())
        alone = task.loss(other, batch)
        torch.testing.assert_close(alone, task.loss(model.eval(), batch))


def test_tagging_loss_without_crf_is_cross_entropy_summed_over_words() -> None:
    torch.manual_seed(8)
    config = replace(NO_DROPOUT_TAGGING, output="softmax")
    model = tiny_model(tagging=config).eval()
    task = TaggingTask("tagging", config, tiny_tokenizer(), tiny_labels())
    items = task.encode(TAGGED)
    expected = 0.0
    for item in items:
        log_probs = torch.from_numpy(task.emissions(model, [item])[0]).log_softmax(-1)
        expected -= sum(float(row[tag]) for row, tag in zip(log_probs, item.tags, strict=True))
    found = task.loss(model, task.collate(items, model))
    assert found.item() == pytest.approx(expected, rel=1e-5)


def in_precision(
    loss: Callable[..., torch.Tensor], precision: torch.dtype, *inputs: torch.Tensor
) -> list[torch.Tensor]:
    """A loss with autocast to a precision, and its gradients by the inputs."""
    leaves = [tensor.clone().requires_grad_() for tensor in inputs]
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == torch.bfloat16):
        value = loss(*leaves)
    return [value.detach(), *torch.autograd.grad(3 * value, leaves)]


def relative_errors(found: list[torch.Tensor], true: list[torch.Tensor]) -> list[float]:
    return [float((a - b).norm() / b.norm()) for a, b in zip(found, true, strict=True)]


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("chunk_rows", [1, 7, 100])
def test_the_tied_loss_in_chunks_is_cross_entropy_over_all_logits(
    smoothing: float, chunk_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(9)
    num_tokens, width, vocab_size = 150, 64, 300
    monkeypatch.setattr(tied_softmax, "CHUNK_LOGITS", chunk_rows * vocab_size)
    monkeypatch.setattr(tied_softmax, "BLOCK_LOGITS", 3 * vocab_size)
    inputs = [
        torch.randn(shape) for shape in ((num_tokens, width), (vocab_size, width), (vocab_size,))
    ]
    targets = torch.randint(vocab_size, (num_tokens,))

    def plain(features: torch.Tensor, table: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        logits = F.linear(features, table, bias).float()
        return F.cross_entropy(logits, targets, reduction="sum", label_smoothing=smoothing)

    def tied(features: torch.Tensor, table: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return tied_softmax.tied_cross_entropy(features, table, bias, targets, smoothing)

    true = in_precision(plain, torch.float32, *inputs)
    assert max(relative_errors(in_precision(tied, torch.float32, *inputs), true)) < 1e-5
    ours, autocast = (
        relative_errors(in_precision(loss, torch.bfloat16, *inputs), true) for loss in (tied, plain)
    )
    assert ours[0] < 5e-4
    assert sum(ours[1:]) < 1.1 * sum(autocast[1:]), (ours, autocast)
    with torch.no_grad():
        torch.testing.assert_close(tied(*inputs), true[0])


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("chunk_rows", [1, 14, 200])
def test_r_drop_in_chunks_is_that_over_all_logits(
    smoothing: float, chunk_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(9)
    num_tokens, width, vocab_size, weight = 75, 64, 300, 2.0
    monkeypatch.setattr(tied_softmax, "CHUNK_LOGITS", chunk_rows * vocab_size)
    monkeypatch.setattr(tied_softmax, "BLOCK_LOGITS", 12 * vocab_size)
    shapes = ((2, num_tokens, width), (vocab_size, width), (vocab_size,))
    inputs = [torch.randn(shape) for shape in shapes]
    targets = torch.randint(vocab_size, (num_tokens,))

    def plain(features: torch.Tensor, table: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        passes = F.linear(features, table, bias).float().log_softmax(-1)
        likelihoods = [
            F.cross_entropy(each, targets, reduction="sum", label_smoothing=smoothing)
            for each in passes
        ]
        first, second = passes
        divergences = [
            F.kl_div(a, b, log_target=True, reduction="sum")
            for a, b in ((first, second), (second, first))
        ]
        return 0.5 * (sum(likelihoods) + weight * 0.5 * sum(divergences))

    def tied(features: torch.Tensor, table: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return tied_softmax.tied_r_drop(features, table, bias, targets, smoothing, weight)

    true = in_precision(plain, torch.float32, *inputs)
    assert max(relative_errors(in_precision(tied, torch.float32, *inputs), true)) < 1e-5
    ours, autocast = (
        relative_errors(in_precision(loss, torch.bfloat16, *inputs), true) for loss in (tied, plain)
    )
    assert ours[0] < 2e-3
    assert sum(ours[1:]) < 1.1 * sum(autocast[1:]), (ours, autocast)


def loss_curve(folder: Path, kernel: str = "torch") -> dict[str, list[float]]:
    """Losses per target of the first updates of a joint run: seed 1, fp32, one thread."""
    prepared, _ = tiny_run(folder, training__num_steps=NUM_STEPS, training__kernel=kernel)
    events = [update(prepared.setup, prepared.state) for _ in range(NUM_STEPS)]
    return {
        name: [event.losses[name] for event in events if name in event.losses]
        for name in prepared.setup.tasks
    }


@pytest.mark.parametrize("kernel", ["torch", "fused"])
def test_loss_curve_stays_where_it_was(tmp_path: Path, kernel: str) -> None:
    expected = json.loads(CURVE.read_text(encoding="utf-8"))
    found = loss_curve(tmp_path, kernel)
    assert found.keys() == expected.keys()
    for name, losses in found.items():
        assert losses == pytest.approx(expected[name], rel=TOLERANCE)
        assert losses[-1] < losses[0]


if __name__ == "__main__":
    torch.set_num_threads(1)
    with TemporaryDirectory() as temporary:
        curve = loss_curve(Path(temporary))
    rounded = {name: [round(loss, 6) for loss in losses] for name, losses in curve.items()}
    CURVE.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
