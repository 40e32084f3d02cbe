"""Dropout whose mask is shared over time, on states or inside the recurrence, and of whole words.

Dimensions: B batch, T time, E width, H hidden.
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn import functional as F


class VariationalDropout(nn.Module):
    """Drop the same features at every time step (Gal and Ghahramani 2016, sec. 4)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(
        self, states: Float[Tensor, "batch time width"]
    ) -> Float[Tensor, "batch time width"]:
        """Return the states with one mask a sentence, scaled so that the mean is kept."""
        if not self.training or self.rate == 0.0:
            return states
        mask = F.dropout(torch.ones_like(states[:, :1]), self.rate)
        return states * mask


class RecurrentDropout(nn.Module):
    """Drop the same parts of the state wherever it enters a recurrent product.

    One mask a sequence, for all its steps (Gal and Ghahramani 2016, eq. 7); what a cell hands on
    beside the products, it hands on whole.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(
        self, inputs: Float[Tensor, "batch time width"], hidden_size: int
    ) -> Float[Tensor, "batch hidden"] | None:
        """Factors of the states, scaled so that the mean is kept; None = all are 1."""
        if not self.training or self.rate == 0.0:
            return None
        return F.dropout(inputs.new_ones(len(inputs), hidden_size), self.rate)


class WordDropout(nn.Module):
    """Set whole word vectors to zero (Sennrich and Zhang 2019, sec. 3.3)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(
        self, states: Float[Tensor, "batch time width"]
    ) -> Float[Tensor, "batch time width"]:
        """Return the states with some time steps zeroed; the others are not scaled."""
        if not self.training or self.rate == 0.0:
            return states
        keep = torch.rand(states.shape[:2], device=states.device) >= self.rate
        return states * keep.unsqueeze(-1)


class RowDropout(nn.Module):
    """Which rows of a table of distinct words are seen, for parts of their vectors to share."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, num_rows: int, device: torch.device) -> Bool[Tensor, "words 1"]:
        """True = seen."""
        if not self.training or self.rate == 0.0:
            return torch.ones(num_rows, 1, dtype=torch.bool, device=device)
        return (torch.rand(num_rows, device=device) >= self.rate).unsqueeze(-1)


class NameDropout(nn.Module):
    """Hide what capitalised words are, so that their surroundings must tell what they name.

    A name never seen in training reaches a tagger as a vector it has not learnt to read; with this
    it has learnt to do without. Words in small letters, which are what tells, stay as they are.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(
        self, vectors: Float[Tensor, "words width"], capitalised: Bool[Tensor, " words"]
    ) -> Float[Tensor, "words width"]:
        """Return the vectors with some of those of capitalised words set to zero."""
        if not self.training or self.rate == 0.0:
            return vectors
        hidden = capitalised & (torch.rand(len(vectors), device=vectors.device) < self.rate)
        return vectors * ~hidden.unsqueeze(-1)
