"""Losses of an output layer that is tied to the embedding, without a tensor of all logits.

Dimensions: P passes over the same tokens (1 or 2), N tokens, E embedding, V vocabulary.
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
    loss: Tensor = _TiedLoss.apply(  # type: ignore[no-untyped-call]
        features.unsqueeze(0), table, bias, targets, label_smoothing, 0.0, torch.is_grad_enabled()
    )
    return loss


def tied_r_drop(
    features: Float[Tensor, "2 tokens embedding"],
    table: Float[Tensor, "vocabulary embedding"],
    bias: Float[Tensor, " vocabulary"],
    targets: Int[Tensor, " tokens"],
    label_smoothing: float,
    weight: float,
) -> Float[Tensor, ""]:
    """Mean cross-entropy of two passes and the divergence between them, summed over all tokens.

    R-Drop (Liang et al. 2021, eq. 4), halved so that it compares with the loss of one pass; the
    divergence is the mean of both directions of Kullback and Leibler's. Computed in chunks, as the
    cross-entropy is.

    Args:
        features: what the output layer reads, in either pass.
        table: the embedding table.
        bias: of the output layer.
        targets: the true tokens.
        label_smoothing: mass spread evenly over the vocabulary.
        weight: of the divergence.
    """
    loss: Tensor = _TiedLoss.apply(  # type: ignore[no-untyped-call]
        features, table, bias, targets, label_smoothing, weight, torch.is_grad_enabled()
    )
    return loss


class _TiedLoss(torch.autograd.Function):
    """Everything is computed on the way forward, where the logits are at hand."""

    @staticmethod
    def forward(
        ctx: Any,
        features: Float[Tensor, "passes tokens embedding"],
        table: Float[Tensor, "vocabulary embedding"],
        bias: Float[Tensor, " vocabulary"],
        targets: Int[Tensor, " tokens"],
        label_smoothing: float,
        divergence_weight: float,
        with_gradients: bool,
    ) -> Float[Tensor, ""]:
        dtype = product_dtype(features)
        inputs, weight = features.to(dtype), table.to(dtype)
        feature_grads = []
        table_grad, bias_grad = torch.zeros_like(table), torch.zeros_like(bias)
        loss = torch.zeros((), dtype=torch.float32, device=table.device)
        num_rows = max(1, CHUNK_LOGITS // len(bias) // len(features))
        for rows, truth in zip(
            torch.split(inputs, num_rows, dim=1), torch.split(targets, num_rows), strict=True
        ):
            logits = F.linear(rows, weight)
            if len(rows) == 1:
                loss += _to_gradient(logits[0], bias, truth, label_smoothing, bias_grad)
            else:
                loss += _pair_to_gradient(
                    logits, bias, truth, label_smoothing, divergence_weight, bias_grad
                )
            if with_gradients:
                feature_grads.append(logits @ weight)
                table_grad += logits.flatten(0, 1).T @ rows.flatten(0, 1)
        if with_gradients:
            ctx.save_for_backward(torch.cat(feature_grads, dim=1), table_grad, bias_grad)
            ctx.dtype = features.dtype
        return loss

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        by_features, by_table, by_bias = (grads[0] * saved.float() for saved in ctx.saved_tensors)
        return by_features.to(ctx.dtype), by_table, by_bias, None, None, None, None


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
    vocab_size, num_rows = logits.shape[1], _block_rows(logits)
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


def _pair_to_gradient(
    logits: Float[Tensor, "2 rows vocabulary"],
    bias: Float[Tensor, " vocabulary"],
    targets: Int[Tensor, " rows"],
    label_smoothing: float,
    weight: float,
    bias_grad: Float[Tensor, " vocabulary"],
) -> Float[Tensor, ""]:
    """Put the gradient of R-Drop's loss in the place of two passes' logits, without their bias.

    The gradient's sum is added to the bias' gradient.

    Returns:
        the loss of these rows.
    """
    vocab_size, num_rows = logits.shape[2], max(1, _block_rows(logits[0]) // 4)
    kept, spread = 1.0 - label_smoothing, label_smoothing / vocab_size
    losses = []
    for block, truth in zip(
        torch.split(logits, num_rows, dim=1), torch.split(targets, num_rows), strict=True
    ):
        log_probs = block.float().add_(bias)
        log_probs -= log_probs.logsumexp(2, keepdim=True)
        index = truth.view(1, -1, 1).expand(2, -1, 1)
        expected = kept * log_probs.gather(2, index)
        if spread:
            expected += spread * log_probs.sum(2, keepdim=True)
        probs = log_probs.exp()
        # of the first pass to the second, and of the second to the first
        log_ratios = log_probs.sub_(log_probs.flip(0))
        divergences = (probs * log_ratios).sum(2, keepdim=True)
        losses.append(0.5 * (0.5 * weight * divergences - expected).sum())
        # each divergence by the logits of both passes: p (log p/q - KL) and p - q
        gradient = log_ratios.sub_(divergences).mul_(probs).add_(probs).sub_(probs.flip(0))
        gradient.mul_(0.5 * weight).add_(probs).sub_(spread)
        gradient.scatter_add_(2, index, torch.full_like(expected, -kept)).mul_(0.5)
        bias_grad += gradient.sum((0, 1))
        block.copy_(gradient)
    return torch.stack(losses).sum()


def _block_rows(logits: Float[Tensor, "rows vocabulary"]) -> int:
    """Rows whose softmax is taken at one time."""
    num_rows, vocab_size = logits.shape
    return max(1, BLOCK_LOGITS // vocab_size) if logits.device.type == "cpu" else num_rows
