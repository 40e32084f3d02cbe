"""Products and steps of a GRU by torch: float32, bfloat16 or int8, weights packed once.

Which of them is fast is a question of the processor, see ``choice.py``. A row's result depends on
no other row.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from nlpseq.errors import InputError
from nlpseq.inference.runtime.engines import Product, Step

if TYPE_CHECKING:
    import torch
    from torch import Tensor

# (M, K) -> (M, N), both float32.
Linear = Callable[["Tensor"], "Tensor"]

# Prepares a weight (N, K), given the bound of what it will be multiplied with, or None.
Pack = Callable[[np.ndarray, float | None], Linear]

TYPICAL_ROWS = 256
"""Rows that a weight is packed for; other numbers are computed as well."""

LARGEST = 127.0
"""Of int8."""

_KEPT_PRODUCTS = "256"
"""Products that oneDNN keeps ready: one for each weight and number of rows that it has met, which
takes it as long to prepare as to compute with some hundred rows. 1,024, its own choice, fill some
100 MiB in the course of a stream."""


class TorchEngine:
    """Products by torch, and what stands around them in a step of a GRU as well.

    Args:
        pack: what prepares weights.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def product(
        self, weight: np.ndarray, bias: np.ndarray | None = None, bound: float | None = None
    ) -> Product:
        """The product with a weight (N, K), and a bias (N,) added to it."""
        import torch

        linear = self._pack(weight, bound)
        added = None if bias is None else torch.from_numpy(np.ascontiguousarray(bias))

        def product(rows: np.ndarray) -> np.ndarray:
            with torch.inference_mode():
                result = linear(torch.from_numpy(rows))
                if added is not None:
                    result += added
                found: np.ndarray = result.numpy()
            return found

        return product

    def step(self, weight: np.ndarray, bias: np.ndarray) -> Step:
        """The step of a GRU, whose state never leaves -1 to 1."""
        import torch

        linear = self._pack(weight, 1.0)
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


def float32(weight: np.ndarray, _bound: float | None) -> Linear:
    """Products as exact as numpy's, faster for some ten rows: a weight lies as it is read."""
    import torch

    transposed = torch.from_numpy(np.ascontiguousarray(weight.T, dtype=np.float32))
    return partial(_times, transposed)


def bfloat16(weight: np.ndarray, _bound: float | None) -> Linear:
    """Products of bfloat16, sums in float32: for processors with AMX."""
    import torch

    _keep_few_products()
    operators = torch.ops.mkldnn
    packed = operators._reorder_linear_weight(
        torch.from_numpy(np.ascontiguousarray(weight)).bfloat16(), TYPICAL_ROWS
    )

    def linear(rows: "Tensor") -> "Tensor":
        filled = _room_for(rows, torch.bfloat16)
        filled[: len(rows)] = rows
        found = operators._linear_pointwise(filled, packed, None, "none", [], "")
        result: Tensor = found[: len(rows)].float()
        return result

    return linear


def int8(weight: np.ndarray, bound: float | None) -> Linear:
    """Products of int8, sums in int32: a scale for each output, and one for each row.

    Where the bound of the rows is known it is the scale of all, which saves a search.

    Raises:
        InputError: torch was built without them.
    """
    import torch

    if "onednn" not in torch.backends.quantized.supported_engines:
        raise InputError(
            "this torch has no products of int8",
            expected="a build with oneDNN, as for x86",
            mend="use another --runtime",
        )
    _keep_few_products()
    scales = np.maximum(np.abs(weight).max(axis=1), np.float32(1e-12)) / LARGEST
    whole = torch.from_numpy(np.rint(weight / scales[:, None]).astype(np.int8))
    packed = torch.ops.onednn.qlinear_prepack(whole, [TYPICAL_ROWS, weight.shape[1]])
    of_outputs = torch.from_numpy(scales.astype(np.float32))
    zeros = torch.zeros(len(scales), dtype=torch.int64)
    # 128 stands for 0, and the half makes cutting off the rest a rounding
    middle = torch.tensor(128.5)

    def product(rows: "Tensor", highest: float) -> "Tensor":
        unsigned = _room_for(rows, torch.uint8)
        # cut off by numpy, which takes a third of torch's time
        scale = highest / LARGEST
        unsigned.numpy()[: len(rows)] = torch.add(middle, rows, alpha=1 / scale).numpy()
        found: Tensor = torch.ops.onednn.qlinear_pointwise(
            unsigned, scale, 128, packed, of_outputs, zeros, None, 1.0, 0, torch.float32,
            "none", [], "",
        )  # fmt: skip
        return found[: len(rows)]

    def scaled_product(rows: "Tensor") -> "Tensor":
        highest = rows.abs().amax(dim=1, keepdim=True).clamp_(min=1e-12)
        return product(rows / highest, 1.0).mul_(highest)

    return scaled_product if bound is None else partial(product, highest=bound)


def _keep_few_products() -> None:
    """It counts from the first product on; what the user has set stays."""
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", _KEPT_PRODUCTS)


def _room_for(rows: "Tensor", dtype: "torch.dtype") -> "Tensor":
    """Room for rows (M, K) in numbers of another type, and for some more that nobody reads.

    There are then few different numbers of rows, for which products are kept: multiples of 8, and
    from 128 rows on an eighth more at most.
    """
    import torch

    num_rows = len(rows)
    unit = max(8, (1 << num_rows.bit_length()) // 16)
    return torch.empty((-(-num_rows // unit) * unit, rows.shape[1]), dtype=dtype)


def _times(transposed: "Tensor", rows: "Tensor") -> "Tensor":
    return rows @ transposed
