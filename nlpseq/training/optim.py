"""Adam and the learning rate of each update."""

import math

import torch
from torch import nn

from nlpseq.config import OptimConfig


def build_optimizer(model: nn.Module, config: OptimConfig) -> torch.optim.AdamW:
    """Fused Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019)."""
    beta1, beta2 = config.betas
    return torch.optim.AdamW(
        model.parameters(),
        lr=config.learning_rate,
        betas=(beta1, beta2),
        weight_decay=config.weight_decay,
        fused=True,
    )


def learning_rate(config: OptimConfig, step: int, num_steps: int, plateau_scale: float) -> float:
    """Learning rate of an update.

    Args:
        config: peak, warm-up and schedule.
        step: number of the update, from 0.
        num_steps: updates of the whole run.
        plateau_scale: factor that stalled validations have brought about.
    """
    if step < config.warmup_steps:
        return config.learning_rate * (step + 1) / config.warmup_steps
    if config.schedule == "cosine":
        progress = (step - config.warmup_steps) / max(1, num_steps - config.warmup_steps)
        wave = 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        return config.learning_rate * (config.min_ratio + (1 - config.min_ratio) * wave)
    if config.schedule == "plateau":
        return config.learning_rate * max(config.min_ratio, plateau_scale)
    return config.learning_rate
