"""Moving average of the weights (Polyak and Juditsky 1992; used as in Vaswani et al. 2017)."""

import torch
from torch import nn


@torch.no_grad()
def update_average(averaged: nn.Module, model: nn.Module, decay: float, step: int) -> None:
    """Move the averaged weights towards the model's.

    Args:
        averaged: copy of the model that holds the average.
        model: the model just updated.
        decay: share of the old average that is kept; 0 = the average is the model.
        step: updates done. Early on the average is shorter than ``decay`` says, so that the
            random start is forgotten.
    """
    kept = min(decay, (1 + step) / (10 + step)) if decay else 0.0
    for average, parameter in zip(averaged.parameters(), model.parameters(), strict=True):
        average.lerp_(parameter, 1 - kept)
