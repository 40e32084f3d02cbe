"""Averages of the weights, which are validated and kept in place of the last ones."""

import torch
from torch import Tensor, nn

from nlpseq.config import TrainingConfig


def average_update(
    averaged: nn.Module, model: nn.Module, config: TrainingConfig, step: int
) -> None:
    """After an update: the moving average (Polyak and Juditsky 1992), if that is what is kept.

    Args:
        averaged: copy of the model that holds the average.
        model: the model just updated.
        config: says which average.
        step: updates done. Early on the average is shorter than its decay says, so that the random
            start is forgotten.
    """
    if config.average == "ema":
        kept = min(config.average_decay, (1 + step) / (10 + step))
        with torch.no_grad():
            for average, parameter in _pairs(averaged, model):
                average.lerp_(parameter, 1 - kept)


def average_checkpoint(
    averaged: nn.Module, model: nn.Module, config: TrainingConfig, recent: list[list[Tensor]]
) -> None:
    """Before a validation: the mean of the weights at the last ones, or the weights of now.

    Args:
        averaged: copy of the model that holds the average.
        model: the model to be validated.
        config: says which average, and of how many (Vaswani et al. 2017, sec. 6.1, took 5 to 20).
        recent: weights at the last validations, oldest first; those of now are put behind them.
    """
    if config.average == "last":
        pairs = _pairs(averaged, model)
        recent.append([parameter.detach().clone() for _, parameter in pairs])
        del recent[: -config.average_last]
        for (average, _), *weights in zip(pairs, *recent, strict=True):
            average.copy_(torch.stack(weights).mean(0))
    elif config.average == "none":
        for average, parameter in _pairs(averaged, model):
            average.copy_(parameter.detach())


def _pairs(averaged: nn.Module, model: nn.Module) -> list[tuple[nn.Parameter, nn.Parameter]]:
    """Averages and weights of what is trained: what stays as it is, is its own average."""
    pairs = zip(averaged.parameters(), model.parameters(), strict=True)
    return [(average, parameter) for average, parameter in pairs if parameter.requires_grad]
