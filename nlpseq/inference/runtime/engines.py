"""What computes the large products and the steps of a GRU: numpy; ``torch_engines.py`` has more.

Dimensions: M rows, K inputs, N outputs, H hidden.
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Protocol

import numpy as np

# (M, K) -> (M, N), both float32.
Product = Callable[[np.ndarray], np.ndarray]

# Advances states (M, H) in place by the gates' inputs (M, 3 H): reset, update, candidate.
Step = Callable[[np.ndarray, np.ndarray], None]


class Engine(Protocol):
    """Prepares weights once and computes with them."""

    def product(
        self, weight: np.ndarray, bias: np.ndarray | None = None, bound: float | None = None
    ) -> Product:
        """The product with a weight (N, K).

        Args:
            weight: (N, K)
            bias: (N,) added to it.
            bound: the highest magnitude of what it will be multiplied with, if that is known.
        """
        ...

    def step(self, weight: np.ndarray, bias: np.ndarray) -> Step:
        """The step of a GRU (Cho et al. 2014) in the form of ``torch.nn.GRU``.

        Args:
            weight: (3 H, H) of the state.
            bias: (H,) of the candidate's recurrent part; all others are in the gates' inputs.
        """
        ...


class Float32:
    """numpy and its BLAS: ready at once, the fastest for a few rows."""

    def product(
        self,
        weight: np.ndarray,
        bias: np.ndarray | None = None,
        bound: float | None = None,  # noqa: ARG002  (of use to engines that round)
    ) -> Product:
        """The product with a weight (N, K), and a bias (N,) added to it."""
        return partial(_product, np.ascontiguousarray(weight.T, dtype=np.float32), bias)

    def step(self, weight: np.ndarray, bias: np.ndarray) -> Step:
        """The step of a GRU; a sigmoid is (1 + tanh(x / 2)) / 2."""
        recurrent = self.product(weight)
        width = len(bias)

        def step(gates: np.ndarray, state: np.ndarray) -> None:
            found = recurrent(state)
            both = found[:, : 2 * width] + gates[:, : 2 * width]
            both *= 0.5
            np.tanh(both, out=both)
            both *= 0.5
            both += 0.5
            candidate = found[:, 2 * width :] + bias
            candidate *= both[:, :width]
            candidate += gates[:, 2 * width :]
            np.tanh(candidate, out=candidate)
            state -= candidate
            state *= both[:, width:]
            state += candidate

        return step


def has_fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in tiles (AMX), as Linux tells it."""
    return " amx_bf16" in about_processor()


def has_fast_int8() -> bool:
    """Whether the processor adds up products of int8 in one instruction (VNNI)."""
    return any(flag in about_processor() for flag in (" avx512_vnni", " avx_vnni"))


@cache
def about_processor() -> str:
    """What Linux says of the processor; elsewhere nothing."""
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _product(transposed: np.ndarray, bias: np.ndarray | None, rows: np.ndarray) -> np.ndarray:
    found = rows @ transposed
    if bias is not None:
        found += bias
    return found
