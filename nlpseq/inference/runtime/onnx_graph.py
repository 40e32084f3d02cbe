"""ONNX graphs written from weights, node by node: nothing is traced, so no shape is frozen.

Products are either of float32 or of int8: then a weight has one scale for each output, and what it
is multiplied with one scale for each row, found anew each time, so that a row's result does not
depend on the others.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nlpseq.errors import OptionalPackageError

if TYPE_CHECKING:
    import onnx

OPSET, IR_VERSION = 17, 9
"""Old enough for every runtime of the last years."""

LARGEST = 127


class Graph:
    """A graph in the making: methods add nodes and return the names of their outputs.

    Args:
        name: of the graph.
        is_int8: whether products are of int8.

    Raises:
        OptionalPackageError: the package onnx is missing.
    """

    def __init__(self, name: str, *, is_int8: bool) -> None:
        try:
            import onnx
        except ImportError as error:
            raise OptionalPackageError("onnx", "fast") from error
        self._onnx = onnx
        self._name = name
        self._is_int8 = is_int8
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output."""
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(self._onnx.helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, value: np.ndarray | float | list[int]) -> str:
        """Add a constant; whole numbers become int64."""
        array = np.asarray(value)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        name = f"constant_{len(self._constants)}"
        tensor = self._onnx.numpy_helper.from_array(np.array(array, order="C"), name)
        self._constants[name] = tensor
        return name

    def product(self, rows: str, weight: np.ndarray, bias: np.ndarray | None = None) -> str:
        """``rows`` (..., K) times a weight (N, K), and a bias (N,)."""
        if self._is_int8:
            found = self._int8_product(rows, weight)
        else:
            found = self.node("MatMul", rows, self.constant(weight.T))
        return found if bias is None else self.node("Add", found, self.constant(bias))

    def _int8_product(self, rows: str, weight: np.ndarray) -> str:
        scales = np.abs(weight).max(axis=1) / LARGEST
        scales[scales == 0] = 1.0
        whole = np.rint(weight / scales[:, None]).astype(np.int8)
        highest = self.node("ReduceMax", self.node("Abs", rows), axes=[-1], keepdims=1)
        positive = self.node("Max", highest, self.constant(1e-12))
        row_scales = self.node("Div", positive, self.constant(float(LARGEST)))
        shifted = self.node("Add", self.node("Div", rows, row_scales), self.constant(128.0))
        unsigned = self.node("Cast", self.node("Round", shifted), to=self._onnx.TensorProto.UINT8)
        sums = self.node(
            "MatMulInteger",
            unsigned,
            self.constant(whole.T),
            self.constant(np.array(128, np.uint8)),
        )
        numbers = self.node("Cast", sums, to=self._onnx.TensorProto.FLOAT)
        return self.node("Mul", self.node("Mul", numbers, row_scales), self.constant(scales))

    def columns(self, rows: str, first: int, last: int) -> str:
        """Some columns of (N, K)."""
        bounds = ([first], [last], [1])  # and the axis
        return self.node("Slice", rows, *(self.constant(bound) for bound in bounds))

    def gated_unit(
        self, weights: Mapping[str, np.ndarray], layer: str, inputs: str, state: str
    ) -> str:
        """One step of a ``torch.nn.GRU``, unfused, so that its products can be of int8."""
        width = weights[f"{layer}.weight_hh_l0"].shape[1]
        of_inputs = self.product(
            inputs, weights[f"{layer}.weight_ih_l0"], weights[f"{layer}.bias_ih_l0"]
        )
        of_state = self.product(
            state, weights[f"{layer}.weight_hh_l0"], weights[f"{layer}.bias_hh_l0"]
        )
        gates = self.node(
            "Sigmoid",
            self.node(
                "Add",
                self.columns(of_inputs, 0, 2 * width),
                self.columns(of_state, 0, 2 * width),
            ),
        )
        reset, update = self.columns(gates, 0, width), self.columns(gates, width, 2 * width)
        last = self.columns(of_state, 2 * width, 3 * width)
        candidate = self.node(
            "Tanh",
            self.node(
                "Add",
                self.columns(of_inputs, 2 * width, 3 * width),
                self.node("Mul", reset, last),
            ),
        )
        change = self.node("Mul", update, self.node("Sub", state, candidate))
        return self.node("Add", candidate, change)

    def recurrent_layers(
        self, weights: Mapping[str, np.ndarray], prefix: str, inputs: str, lengths: str
    ) -> str:
        """Stacked GRU layers over (T, B, W) with joined directions, each one operator.

        Args:
            weights: of the model.
            prefix: of the encoder's parameters.
            inputs: (T, B, W), padded.
            lengths: (B,) int32.
        """
        level = 0
        while f"{prefix}.forwards.{level}.layer.weight_ih_l0" in weights:
            names = [f"{prefix}.{d}.{level}.layer" for d in ("forwards", "backwards")]
            names = [name for name in names if f"{name}.weight_ih_l0" in weights]
            width = weights[f"{names[0]}.weight_hh_l0"].shape[1]
            found = self.node(
                "GRU",
                inputs,
                self.constant(np.stack([_reordered(weights[f"{n}.weight_ih_l0"]) for n in names])),
                self.constant(np.stack([_reordered(weights[f"{n}.weight_hh_l0"]) for n in names])),
                self.constant(np.stack([_biases(weights, n) for n in names])),
                lengths,
                hidden_size=width,
                linear_before_reset=1,  # torch resets what the state gives, not the state
                direction="bidirectional" if len(names) == 2 else "forward",
            )
            joined = self.node("Transpose", found, perm=[0, 2, 1, 3])  # (T, B, directions, H)
            inputs = self.node("Reshape", joined, self.constant([0, 0, len(names) * width]))
            level += 1
        return inputs

    def finish(
        self,
        inputs: Mapping[str, tuple[str, Sequence[str | int]]],
        outputs: Mapping[str, tuple[str, Sequence[str | int]]],
    ) -> "onnx.ModelProto":
        """The model.

        Args:
            inputs: name -> its type (int32, int64, float or bool) and dimensions.
            outputs: name -> the node that is to be called so, and its dimensions.
        """
        helper, types = self._onnx.helper, self._onnx.TensorProto
        kinds = {
            "int32": types.INT32,
            "int64": types.INT64,
            "float": types.FLOAT,
            "bool": types.BOOL,
        }
        for name, (found, _) in outputs.items():
            self._nodes.append(helper.make_node("Identity", [found], [name]))
        graph = helper.make_graph(
            self._nodes,
            self._name,
            [
                helper.make_tensor_value_info(name, kinds[kind], list(shape))
                for name, (kind, shape) in inputs.items()
            ],
            [
                helper.make_tensor_value_info(name, types.FLOAT, list(shape))
                for name, (_, shape) in outputs.items()
            ],
            list(self._constants.values()),
        )
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
        self._onnx.checker.check_model(model)
        return model


def _reordered(rows: np.ndarray) -> np.ndarray:
    """Gates (3 H, ...) in ONNX's order: update, reset, candidate."""
    reset, update, candidate = np.split(rows, 3)
    return np.concatenate([update, reset, candidate])


def _biases(weights: Mapping[str, np.ndarray], layer: str) -> np.ndarray:
    return np.concatenate([_reordered(weights[f"{layer}.bias_{side}_l0"]) for side in ("ih", "hh")])
