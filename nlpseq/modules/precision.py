"""In what precision, and by which implementation of the GRU, losses are computed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import torch
from torch import Tensor

_fused: ContextVar[bool] = ContextVar("fused", default=False)


@contextmanager
def computing(device: str, precision: str, kernel: str) -> Iterator[None]:
    """The context in which losses are computed.

    Args:
        device: cpu or cuda.
        precision: fp32, or bf16 for matrix products.
        kernel: torch (``nn.GRU``) or fused (``modules/gru.py``).
    """
    token = _fused.set(kernel == "fused")
    try:
        with torch.autocast(device, dtype=torch.bfloat16, enabled=precision == "bf16"):
            yield
    finally:
        _fused.reset(token)


def wants_fused(inputs: Tensor) -> bool:
    """Whether sequences are to be learnt from by our own kernel: not on a GPU, not a step alone."""
    worthwhile = inputs.device.type == "cpu" and inputs.shape[1] > 1
    return worthwhile and _fused.get() and torch.is_grad_enabled()


def product_dtype(tensor: Tensor) -> torch.dtype:
    """The type that matrix products of this tensor are computed in: autocast's, or its own."""
    kind = tensor.device.type
    return torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else tensor.dtype
