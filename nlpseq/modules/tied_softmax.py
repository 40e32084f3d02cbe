"""Cross-entropy of an output layer that is tied to the embedding, without a tensor of all logits.

Dimensions: N tokens, E embedding, V vocabulary.
"""

from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional as F

from nlpseq.modules.precision import product_dtype

# Logits that exist at one time: enough rows for products at full speed.
CHUNK_LOGITS = 2**24
# Logits whose softmax is taken at one time on a CPU: few enough to stay in the second-level cache.
BLOCK_LOGITS = 2**18


def tied_cross_entropy(
    features: Float[Tensor, "tokens embedding"],
    table: Float[Tensor, "vocabulary embedding"],
    bias: Float[Tensor, " vocabulary"],
    targets: Int[Tensor, " tokens"],
    label_smoothing: float = 0.0,
) -> Float[Tensor, ""]:
    """Cross-entropy of ``softmax(features @ table.T + bias)``, summed over all tokens.

    Value and gradient are those of ``F.cross_entropy`` over ``F.linear``. Rows are taken in
    chunks: logits, loss and gradient of one are computed before the next begins, so that the
    backward pass only scales.

    Args:
        features: what the output layer reads.
        table: the embedding table.
        bias: of the output layer.
        targets: the true tokens.
        label_smoothing: mass spread evenly over the vocabulary (Szegedy et al. 2016, sec. 7).
    """
    loss: Tensor = _TiedCrossEntropy.apply(  # type: ignore[no-untyped-call]
        features, table, bias, targets, label_smoothing, torch.is_grad_enabled()
    )
    return loss


class _TiedCrossEntropy(torch.autograd.Function):
    """Everything is computed on the way forward, where the logits are at hand."""

    @staticmethod
    def forward(
        ctx: Any,
        features: Float[Tensor, "tokens embedding"],
        table: Float[Tensor, "vocabulary embedding"],
        bias: Float[Tensor, " vocabulary"],
        targets: Int[Tensor, " tokens"],
        label_smoothing: float,
        with_gradients: bool,
    ) -> Float[Tensor, ""]:
        dtype = product_dtype(features)
        inputs, weight = features.to(dtype), table.to(dtype)
        feature_grads = []
        table_grad, bias_grad = torch.zeros_like(table), torch.zeros_like(bias)
        loss = torch.zeros((), dtype=torch.float32, device=table.device)
        num_rows = max(1, CHUNK_LOGITS // len(bias))
        for rows, truth in zip(
            torch.split(inputs, num_rows), torch.split(targets, num_rows), strict=True
        ):
            logits = F.linear(rows, weight)
            loss += _to_gradient(logits, bias, truth, label_smoothing, bias_grad)
            if with_gradients:
                feature_grads.append(logits @ weight)
                table_grad += logits.T @ rows
        if with_gradients:
            ctx.save_for_backward(torch.cat(feature_grads), table_grad, bias_grad)
            ctx.dtype = features.dtype
        return loss

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        by_features, by_table, by_bias = (grads[0] * saved.float() for saved in ctx.saved_tensors)
        return by_features.to(ctx.dtype), by_table, by_bias, None, None, None


def _to_gradient(
    logits: Float[Tensor, "rows vocabulary"],
    bias: Float[Tensor, " vocabulary"],
    targets: Int[Tensor, " rows"],
    label_smoothing: float,
    bias_grad: Float[Tensor, " vocabulary"],
) -> Float[Tensor, ""]:
    """Put the gradient of the loss in the place of the logits, to which the bias is still to add.

    The gradient's sum is added to the bias' gradient.

    Returns:
        the loss of these rows.
    """
    vocab_size = logits.shape[1]
    num_rows = max(1, BLOCK_LOGITS // vocab_size) if logits.device.type == "cpu" else len(logits)
    kept, spread = 1.0 - label_smoothing, label_smoothing / vocab_size
    memory = logits.new_empty(min(num_rows, len(logits)), vocab_size, dtype=torch.float32)
    losses = []
    for block, truth in zip(
        torch.split(logits, num_rows), torch.split(targets, num_rows), strict=True
    ):
        # one buffer for all blocks: fresh memory costs more than the arithmetic on it
        scores = memory[: len(block)].copy_(block).add_(bias)
        index = truth.unsqueeze(1)
        highest = scores.amax(1, keepdim=True)
        expected = kept * scores.gather(1, index)
        if spread:
            expected += spread * scores.sum(1, keepdim=True)
        probs = scores.sub_(highest).exp_()
        total = probs.sum(1, keepdim=True)
        losses.append((highest + total.log() - expected).sum())
        probs.mul_(total.reciprocal()).sub_(spread).scatter_add_(
            1, index, torch.full_like(total, -kept)
        )
        bias_grad += probs.sum(0)
        block.copy_(probs)
    return torch.stack(losses).sum()
