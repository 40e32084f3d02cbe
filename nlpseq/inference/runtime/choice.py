"""Which runtime computes a head: arrays where they know it, the modules of torch for all others.

| name | what it is |
|---|---|
| torch | the modules that train |
| numpy | arrays in float32: the same results, starts at once, needs no torch |
| float32 | arrays, products in float32 by torch |
| bfloat16 | arrays, products in bfloat16 by torch: for much text, on a processor with AMX |
| int8 | arrays, products of int8 by torch: for much text, on a processor with VNNI |
| onnx | ONNX models by onnxruntime in float32 |
| onnx_int8 | the same with products of int8: a few sentences at a time, in the least memory |
| auto | numpy where the head is known to it, else torch |
| bulk | where the head is known, the fastest here for much text (``for_much_text``), else torch |
"""

import re
from dataclasses import fields

from nlpseq.bundle import Bundle
from nlpseq.config import HeadConfig, PretrainedModels, TaggingConfig, TranslationConfig
from nlpseq.errors import InputError
from nlpseq.inference.runtime.engines import has_fast_bfloat16, has_fast_int8

AUTO, BULK, TORCH, NUMPY = "auto", "bulk", "torch", "numpy"
FLOAT32, BFLOAT16, INT8 = "float32", "bfloat16", "int8"
ONNX, ONNX_INT8 = "onnx", "onnx_int8"

_GRU = r"layer\.(weight|bias)_(ih|hh)_l0"
_PARAMETERS = {
    "tagging": re.compile(
        rf"encoder\.(forwards|backwards)\.\d+\.{_GRU}|characters\.embedding\.weight"
        r"|characters\.convolution\.(weight|bias)|features\.tables\.\d\.weight"
        r"|context\.(weight|bias)|output\.(weight|bias)|crf\.(transitions|start|end)"
    ),
    "translation": re.compile(
        rf"encoder\.(forwards|backwards)\.\d+\.{_GRU}|decoder\.(lower|upper)\.{_GRU}"
        r"|decoder\.(bridge|merge)\.(weight|bias)|bias"
        r"|decoder\.attention\.(project|project_keys|combine)\.weight"
        r"|decoder\.attention\.project_query\.(weight|bias)"
    ),
}
"""What a head that arrays compute may consist of."""

_CONSIDERED = re.compile(
    r"kind|max_tokens|hidden_size|num_(encoder_)?layers|char_size|num_char_filters|feature_size"
    r"|output|scheme|decoder|r_drop|label_smoothing|.*_(rate|weight|alpha)"
)
"""Settings that are seen in the parameters, or that change nothing in use."""


def choose(bundle: Bundle, name: str, runtime: str) -> str:
    """The runtime of a head: one of the table above, but neither auto nor bulk.

    Args:
        bundle: with the head.
        name: of the head.
        runtime: one of these names, auto or bulk.

    Raises:
        InputError: the runtime does not know the head.
    """
    known = knows(bundle, name)
    if runtime in (AUTO, BULK):
        usual = NUMPY if runtime == AUTO else for_much_text()
        return usual if known else TORCH
    if runtime != TORCH and not known:
        raise _unknown(bundle, bundle.heads[name], runtime)
    return runtime


def for_much_text() -> str:
    """The fastest for much text, by what the processor can do: measured in EXPERIMENTS.md.

    Products of bfloat16 have half the speed of float32 without AMX, and those of int8 two to three
    times its speed with VNNI.
    """
    if has_fast_bfloat16():
        return BFLOAT16
    return INT8 if has_fast_int8() else FLOAT32


def knows(bundle: Bundle, name: str) -> bool:
    """Whether arrays compute a head: one with any other parameter or setting is left to torch."""
    head, prefix = bundle.heads[name], f"heads.{name}."
    if head.kind not in _PARAMETERS or bundle.model.cell != "gru":
        return False
    if _reads_language_models(bundle, head):
        return False
    if isinstance(head, TranslationConfig) and (
        head.decoder != "parallel"
        or bundle.model.attention not in ("additive", "dot", "general", "none")
    ):
        return False
    names = [weight.removeprefix(prefix) for weight in bundle.weights if weight.startswith(prefix)]
    return not _unusual(head) and all(map(_PARAMETERS[head.kind].fullmatch, names))


def _unknown(bundle: Bundle, head: HeadConfig, runtime: str) -> InputError:
    is_some = head.kind in _PARAMETERS
    return InputError(
        f"the {runtime} runtime does not know {'this kind of ' if is_some else ''}{head.kind}",
        file=bundle.path,
        found=f"cell {bundle.model.cell}, {_kind_of(bundle, head)}" if is_some else None,
        mend=f"use the runtime {TORCH}",
    )


def _unusual(head: HeadConfig) -> list[str]:
    """Settings with a value that is not the default, and of which nobody has thought here."""
    usual = type(head)()
    return [
        field.name
        for field in fields(head)
        if not _CONSIDERED.fullmatch(field.name)
        and getattr(head, field.name) != getattr(usual, field.name)
    ]


def _reads_language_models(bundle: Bundle, head: HeadConfig) -> bool:
    """Whether the words of a head are read with language models beside; vectors are known."""
    models = any(isinstance(part, PretrainedModels) for part in bundle.pretrained)
    return isinstance(head, TaggingConfig) and models


def _kind_of(bundle: Bundle, head: HeadConfig) -> str:
    what = f"decoder {head.decoder}" if isinstance(head, TranslationConfig) else head.kind
    beside = ["beside language models"] if _reads_language_models(bundle, head) else []
    return ", ".join([what, *beside, *_unusual(head)])
