"""Linear-chain conditional random field (Lafferty et al. 2001), the loss side.

Search and marginals for use are numpy (``decoding/viterbi.py``); here is what needs gradients.
Dimensions: B batch, T time, C tags.
"""

from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

from nlpseq.modules.encoder import reorder_time, reversing_order

# Score of a transition that the tag scheme forbids: exp(-1e4) is 0 in every precision, and a
# finite number keeps the gradients finite.
FORBIDDEN = -1e4

# exp of it is still finite in double precision.
LARGEST_EXPONENT = 700.0


class LinearChainCRF(nn.Module):
    """Scores of transitions between tags; forbidden ones never enter the partition function.

    Args:
        allowed: (C, C), may tag j follow tag i.
        allowed_start: (C,), may a sentence begin with the tag.
        allowed_end: (C,), may a sentence end with the tag.
    """

    def __init__(
        self,
        *,
        allowed: Bool[Tensor, "tags tags"],
        allowed_start: Bool[Tensor, " tags"],
        allowed_end: Bool[Tensor, " tags"],
    ) -> None:
        super().__init__()
        num_tags = len(allowed_start)
        self.transitions = nn.Parameter(torch.zeros(num_tags, num_tags))
        self.start = nn.Parameter(torch.zeros(num_tags))
        self.end = nn.Parameter(torch.zeros(num_tags))
        self.register_buffer("allowed", allowed, persistent=False)
        self.register_buffer("allowed_start", allowed_start, persistent=False)
        self.register_buffer("allowed_end", allowed_end, persistent=False)

    def scores(
        self,
    ) -> tuple[Float[Tensor, "tags tags"], Float[Tensor, " tags"], Float[Tensor, " tags"]]:
        """Transition, start and end scores with the forbidden ones masked."""
        return (
            self.transitions.masked_fill(~self.get_buffer("allowed"), FORBIDDEN),
            self.start.masked_fill(~self.get_buffer("allowed_start"), FORBIDDEN),
            self.end.masked_fill(~self.get_buffer("allowed_end"), FORBIDDEN),
        )

    def forward(
        self,
        emissions: Float[Tensor, "batch time tags"],
        tags: Int[Tensor, "batch time"],
        mask: Bool[Tensor, "batch time"],
    ) -> Float[Tensor, " batch"]:
        """Negative log-likelihood of each sentence's tags.

        Args:
            emissions: score of each tag for each word.
            tags: the true tags, a legal sequence; any tag on padding.
            mask: True = real word; every sentence has at least one.
        """
        losses: Tensor = _NegativeLogLikelihood.apply(  # type: ignore[no-untyped-call]
            emissions, *self.scores(), tags, mask
        )
        return losses


class _NegativeLogLikelihood(torch.autograd.Function):
    """Both passes of forward-backward in one loop; the gradient is the marginals, minus the truth.

    Autograd through the recursion would keep and revisit (B, C, C) scores at every step. Here the
    states stay logarithms, so that nothing can vanish over time, while the sum over tags is a
    product with exp(transitions); in double precision a tag must be 745 nats behind the best of
    its step before it is dropped.
    """

    @staticmethod
    def forward(
        ctx: Any,
        emissions: Float[Tensor, "batch time tags"],
        transitions: Float[Tensor, "tags tags"],
        start: Float[Tensor, " tags"],
        end: Float[Tensor, " tags"],
        tags: Int[Tensor, "batch time"],
        mask: Bool[Tensor, "batch time"],
    ) -> Float[Tensor, " batch"]:
        scores = emissions.double()
        lengths = mask.sum(1)
        prefixes, suffixes = _both_passes(
            scores, transitions.double(), start.double(), end.double(), lengths
        )
        rows = torch.arange(len(lengths), device=lengths.device)
        log_partition = torch.logsumexp(prefixes[rows, lengths - 1] + end.double(), dim=1)
        chosen = scores.gather(2, tags.unsqueeze(-1)).squeeze(-1)
        moves = transitions.double()[tags[:, :-1], tags[:, 1:]]
        path = (
            start.double()[tags[:, 0]]
            + chosen.masked_fill(~mask, 0.0).sum(1)
            + moves.masked_fill(~mask[:, 1:], 0.0).sum(1)
            + end.double()[tags[rows, lengths - 1]]
        )
        ctx.save_for_backward(
            scores, prefixes, suffixes, log_partition, transitions, tags, mask, lengths
        )
        ctx.dtype = emissions.dtype
        return (log_partition - path).float()

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        scores, prefixes, suffixes, log_partition, transitions, tags, mask, lengths = (
            ctx.saved_tensors
        )
        weights = grads[0].double()[:, None, None]
        log_partition = log_partition[:, None, None]
        truth = torch.zeros_like(scores).scatter_(2, tags.unsqueeze(-1), 1.0)
        marginals = (prefixes + suffixes - scores - log_partition).exp() - truth
        marginals = (weights * marginals).masked_fill(~mask.unsqueeze(-1), 0.0)
        rows = torch.arange(len(lengths), device=lengths.device)
        return (
            marginals.to(ctx.dtype),
            _transition_gradient(
                prefixes, suffixes, log_partition, transitions.double(), truth, mask, weights
            ).to(transitions.dtype),
            marginals[:, 0].sum(0).to(transitions.dtype),
            marginals[rows, lengths - 1].sum(0).to(transitions.dtype),
            None,
            None,
        )


def _both_passes(
    scores: Float[Tensor, "batch time tags"],
    transitions: Float[Tensor, "tags tags"],
    start: Float[Tensor, " tags"],
    end: Float[Tensor, " tags"],
    lengths: Int[Tensor, " batch"],
) -> tuple[Float[Tensor, "batch time tags"], Float[Tensor, "batch time tags"]]:
    """Log-sums over all ways to a tag and over all ways on from it, its own emission in both.

    The second pass reads each sentence backwards from its own end, so that neither needs a mask;
    what they write on padding is rubbish that nothing reads.
    """
    order = reversing_order(lengths, scores.shape[1])
    # (time, direction, batch, tags)
    inputs = torch.stack([scores, reorder_time(scores, order)]).permute(2, 0, 1, 3).contiguous()
    moves = torch.stack([transitions, transitions.T]).exp()
    states = inputs[0] + torch.stack([start, end]).unsqueeze(1)
    passes = [states]
    for emitted in inputs[1:].unbind():
        highest = states.amax(dim=-1, keepdim=True)
        states = (states - highest).exp_().bmm(moves).log_().add_(highest).add_(emitted)
        passes.append(states)
    prefixes, suffixes = torch.stack(passes, dim=2).unbind()
    return prefixes, reorder_time(suffixes, order)


def _transition_gradient(
    prefixes: Float[Tensor, "batch time tags"],
    suffixes: Float[Tensor, "batch time tags"],
    log_partition: Float[Tensor, "batch 1 1"],
    transitions: Float[Tensor, "tags tags"],
    truth: Float[Tensor, "batch time tags"],
    mask: Bool[Tensor, "batch time"],
    weights: Float[Tensor, "batch 1 1"],
) -> Float[Tensor, "tags tags"]:
    """Expected less true number of each move, as one product over all words of the batch."""
    inside = mask[:, 1:].flatten()
    before, after = prefixes[:, :-1].flatten(0, 1)[inside], suffixes[:, 1:].flatten(0, 1)[inside]
    words = mask[:, 1:].sum(1)
    share = log_partition.flatten().repeat_interleave(words).unsqueeze(1)
    weight = weights.flatten().repeat_interleave(words).unsqueeze(1)
    highest, peak = before.amax(1, keepdim=True), after.amax(1, keepdim=True)
    # the best tags of two neighbours may be no legal pair: the factor alone can exceed 1
    factor = weight * (highest + peak - share).clamp(max=LARGEST_EXPONENT).exp()
    expected = (factor * (before - highest).exp()).T @ (after - peak).exp() * transitions.exp()
    from_true, to_true = truth[:, :-1].flatten(0, 1)[inside], truth[:, 1:].flatten(0, 1)[inside]
    return expected - (weight * from_true).T @ to_true
