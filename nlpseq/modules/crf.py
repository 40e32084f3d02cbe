"""Linear-chain conditional random field (Lafferty et al. 2001), the loss side.

Search and marginals for use are numpy (``decoding/viterbi.py``); here is what needs gradients.
Dimensions: B batch, T time, C tags.
"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

# Score of a transition that the tag scheme forbids: exp(-1e4) is 0 in every precision, and a
# finite number keeps the gradients finite.
FORBIDDEN = -1e4


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
        emissions = emissions.float()
        return self._log_partition(emissions, mask) - self._path_score(emissions, tags, mask)

    def _path_score(
        self,
        emissions: Float[Tensor, "batch time tags"],
        tags: Int[Tensor, "batch time"],
        mask: Bool[Tensor, "batch time"],
    ) -> Float[Tensor, " batch"]:
        transitions, start, end = self.scores()
        chosen = emissions.gather(2, tags.unsqueeze(-1)).squeeze(-1)
        moves = transitions[tags[:, :-1], tags[:, 1:]]
        last = tags.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
        return start[tags[:, 0]] + (chosen * mask).sum(1) + (moves * mask[:, 1:]).sum(1) + end[last]

    def _log_partition(
        self, emissions: Float[Tensor, "batch time tags"], mask: Bool[Tensor, "batch time"]
    ) -> Float[Tensor, " batch"]:
        transitions, start, end = self.scores()
        alphas = start + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            # (B, from, 1) + (from, to), summed over from
            reached = torch.logsumexp(alphas.unsqueeze(2) + transitions, dim=1)
            alphas = torch.where(mask[:, step, None], reached + emissions[:, step], alphas)
        return torch.logsumexp(alphas + end, dim=1)
