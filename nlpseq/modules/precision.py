"""In what precision the project's own autograd functions multiply."""

import torch
from torch import Tensor


def product_dtype(tensor: Tensor) -> torch.dtype:
    """The type that matrix products of this tensor are computed in: autocast's, or its own."""
    kind = tensor.device.type
    return torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else tensor.dtype
