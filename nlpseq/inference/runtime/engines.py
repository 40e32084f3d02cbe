"""What computes the large products and the steps of a GRU: numpy in float32, torch in bfloat16.

Dimensions: M rows, K inputs, N outputs, H hidden.
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np

# (M, K) -> (M, N), both float32.
Product = Callable[[np.ndarray], np.ndarray]

# Advances states (M, H) in place by the gates' inputs (M, 3 H): reset, update, candidate.
Step = Callable[[np.ndarray, np.ndarray], None]


class Engine(Protocol):
    """Prepares weights once and computes with them."""

    def product(self, weight: np.ndarray, bias: np.ndarray | None = None) -> Product:
        """The product with a weight (N, K), and a bias (N,) added to it."""
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

    def product(self, weight: np.ndarray, bias: np.ndarray | None = None) -> Product:
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


class BFloat16:
    """torch with weights packed once and multiplied in bfloat16, sums and states in float32.

    On a processor with AMX about 7 times as fast as float32 for 64 rows and more, slower for one
    or two.
    """

    def product(self, weight: np.ndarray, bias: np.ndarray | None = None) -> Product:
        """The product with a weight (N, K), and a bias (N,) added to it."""
        import torch

        linear = self._linear(weight, bias)

        def product(rows: np.ndarray) -> np.ndarray:
            with torch.inference_mode():
                found: np.ndarray = linear(torch.from_numpy(rows)).numpy()
            return found

        return product

    def step(self, weight: np.ndarray, bias: np.ndarray) -> Step:
        """The step of a GRU."""
        import torch

        linear = self._linear(weight, None)
        width = len(bias)
        last_bias = torch.from_numpy(np.ascontiguousarray(bias))

        def step(gates: np.ndarray, state: np.ndarray) -> None:
            with torch.inference_mode():
                inputs, states = torch.from_numpy(gates), torch.from_numpy(state)
                found = linear(states)
                both = found[:, : 2 * width].add_(inputs[:, : 2 * width]).sigmoid_()
                candidate = found[:, 2 * width :].add_(last_bias).mul_(both[:, :width])
                candidate.add_(inputs[:, 2 * width :]).tanh_()
                torch.lerp(candidate, states, both[:, width:], out=states)

        return step

    def _linear(self, weight: np.ndarray, bias: np.ndarray | None) -> Callable[[Any], Any]:
        import torch

        # what is added is float32, and so is then the sum: one pass for both
        added = torch.from_numpy(np.zeros(1, np.float32) if bias is None else bias)

        operators = torch.ops.mkldnn
        packed = operators._reorder_linear_weight(
            torch.from_numpy(np.ascontiguousarray(weight)).bfloat16(), TYPICAL_ROWS
        )

        def linear(rows: torch.Tensor) -> torch.Tensor:
            found = operators._linear_pointwise(rows.bfloat16(), packed, None, "none", [], "")
            return found.float() if bias is None else torch.add(found, added)

        return linear


TYPICAL_ROWS = 256
"""Rows that a weight is packed for; other numbers are computed as well."""


def has_fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in tiles (AMX), as Linux tells it."""
    return " amx_bf16" in about_processor()


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
