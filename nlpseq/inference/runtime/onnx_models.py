"""The tagger and the translator as ONNX models: encoder and one step apart, search outside.

| model | inputs | outputs |
|---|---|---|
| tagger | vectors (U, W), words (T, B), lengths (B) | scores (T, B, C) |
| encoder | tokens (S, B), lengths (B) | states (B, S, M), keys (B, S, K), lower and upper (B, H) |
| step | tokens (N), states, keys, mask (N, S), lower, upper | logits, weights, lower, upper |

Word vectors are looked up outside (``words.py``), and so are the scores of the CRF used.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from nlpseq.inference.runtime.onnx_graph import Graph

if TYPE_CHECKING:
    import onnx

MASKED = -1e4


def tagger_model(
    weights: Mapping[str, np.ndarray], name: str, *, is_int8: bool
) -> "onnx.ModelProto":
    """The recurrent layers and the output of a tagging head."""
    graph, prefix = Graph("tagger", is_int8=is_int8), f"heads.{name}"
    width = weights[f"{prefix}.encoder.forwards.0.layer.weight_ih_l0"].shape[1]
    inputs = graph.node("Gather", "vectors", "words")
    states = graph.recurrent_layers(weights, f"{prefix}.encoder", inputs, "lengths")
    output = weights[f"{prefix}.output.weight"], weights[f"{prefix}.output.bias"]
    return graph.finish(
        {
            "vectors": ("float", ("U", width)),
            "words": ("int64", ("T", "B")),
            "lengths": ("int32", ("B",)),
        },
        {"scores": (graph.product(states, *output), ("T", "B", len(output[1])))},
    )


def encoder_model(
    weights: Mapping[str, np.ndarray], name: str, *, is_int8: bool
) -> "onnx.ModelProto":
    """The source side of a translation head."""
    graph, prefix = Graph("encoder", is_int8=is_int8), f"heads.{name}"
    decoder = f"{prefix}.decoder"
    inputs = _embedded(graph, weights["embedding.weight"], "tokens")
    found = graph.recurrent_layers(weights, f"{prefix}.encoder", inputs, "lengths")
    states = graph.node("Transpose", found, perm=[1, 0, 2])
    project = [f"{decoder}.attention.{kind}.weight" for kind in ("project_keys", "project")]
    keys = next((graph.product(states, weights[key]) for key in project if key in weights), states)
    count = graph.node("Unsqueeze", graph.node("Cast", "lengths", to=1), graph.constant([1]))
    # states are 0 on padding
    mean = graph.node(
        "Div", graph.node("ReduceSum", states, graph.constant([1]), keepdims=0), count
    )
    bridge = weights[f"{decoder}.bridge.weight"], weights[f"{decoder}.bridge.bias"]
    both = graph.node("Tanh", graph.product(mean, *bridge))
    width = len(bridge[1]) // 2
    return graph.finish(
        {"tokens": ("int64", ("S", "B")), "lengths": ("int32", ("B",))},
        {
            "states": (states, ("B", "S", bridge[0].shape[1])),
            "keys": (keys, ("B", "S", "K")),
            "lower": (graph.columns(both, 0, width), ("B", width)),
            "upper": (graph.columns(both, width, 2 * width), ("B", width)),
        },
    )


def step_model(
    weights: Mapping[str, np.ndarray], name: str, attention: str, *, is_int8: bool
) -> "onnx.ModelProto":
    """One step of the decoder of a translation head."""
    graph, decoder = Graph("step", is_int8=is_int8), f"heads.{name}.decoder"
    table = weights["embedding.weight"]
    words = _embedded(graph, table, "tokens")
    lower = graph.gated_unit(weights, f"{decoder}.lower.layer", words, "lower_before")
    scores = _scores(graph, weights, f"{decoder}.attention", attention, lower)
    masked = graph.node("Where", "mask", scores, graph.constant(MASKED))
    attended = graph.node("Softmax", masked, axis=1)
    spread = graph.node("Unsqueeze", attended, graph.constant([1]))
    context = graph.node("Squeeze", graph.node("MatMul", spread, "states"), graph.constant([1]))
    both = graph.node("Concat", lower, context, axis=1)
    upper = graph.gated_unit(weights, f"{decoder}.upper.layer", both, "upper_before")
    merged = graph.node("Concat", graph.node("Add", upper, lower), context, words, axis=1)
    merge = weights[f"{decoder}.merge.weight"], weights[f"{decoder}.merge.bias"]
    features = graph.node("Tanh", graph.product(merged, *merge))
    logits = graph.product(features, table, weights[f"heads.{name}.bias"])
    hidden = weights[f"{decoder}.lower.layer.weight_hh_l0"].shape[1]
    memory = weights[f"{decoder}.bridge.weight"].shape[1]
    return graph.finish(
        {
            "tokens": ("int64", ("N",)),
            "states": ("float", ("N", "S", memory)),
            "keys": ("float", ("N", "S", "K")),
            "mask": ("bool", ("N", "S")),
            "lower_before": ("float", ("N", hidden)),
            "upper_before": ("float", ("N", hidden)),
        },
        {
            "logits": (logits, ("N", len(table))),
            "weights": (attended, ("N", "S")),
            "lower": (lower, ("N", hidden)),
            "upper": (upper, ("N", hidden)),
        },
    )


def _embedded(graph: Graph, table: np.ndarray, tokens: str) -> str:
    scale = graph.constant(math.sqrt(table.shape[1]))
    return graph.node("Mul", graph.node("Gather", graph.constant(table), tokens), scale)


def _scores(
    graph: Graph, weights: Mapping[str, np.ndarray], prefix: str, kind: str, query: str
) -> str:
    """(N, S) of ``modules/attention.py``."""
    second, third = graph.constant([1]), graph.constant([2])
    if kind == "additive":
        project = f"{prefix}.project_query"
        asked = graph.product(query, weights[f"{project}.weight"], weights[f"{project}.bias"])
        hidden = graph.node(
            "Tanh", graph.node("Add", graph.node("Unsqueeze", asked, second), "keys")
        )
        combine = graph.constant(weights[f"{prefix}.combine.weight"].T)
        return graph.node("Squeeze", graph.node("MatMul", hidden, combine), third)
    column = graph.node("Unsqueeze", query, third)
    found = graph.node("Squeeze", graph.node("MatMul", "keys", column), third)
    if kind == "general":
        return found
    width = weights[f"{prefix.rpartition('.')[0]}.lower.layer.weight_hh_l0"].shape[1]
    factor = 0.0 if kind == "none" else width**-0.5
    return graph.node("Mul", found, graph.constant(factor))
