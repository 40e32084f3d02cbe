"""What a translator attends to in a sentence, shown or drawn."""

from pathlib import Path
from typing import Unpack

from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.translations import Trace, TranslateOptions
from nlpseq.viz.attention import attention_heatmap, attention_html, attention_text

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Attention</title></head>
<body style="font-family:sans-serif">{table}</body></html>
"""


def shown_attention(pipeline: Pipeline, text: str, **options: Unpack[TranslateOptions]) -> str:
    """The attention of the best translation of a text, for a terminal.

    Raises:
        InputError: the text is blank, or the bundle has no translator.
    """
    trace = _trace(pipeline, text, options)
    return attention_text(trace.weights, trace.source_pieces, trace.pieces)


def draw_attention(
    pipeline: Pipeline, text: str, path: Path, **options: Unpack[TranslateOptions]
) -> None:
    """Write the attention of the best translation of a text: .html, anything else as a PNG.

    Raises:
        InputError: the text is blank, the bundle has no translator, or matplotlib is missing.
    """
    trace = _trace(pipeline, text, options)
    if path.suffix == ".html":
        table = attention_html(trace.weights, trace.source_pieces, trace.pieces)
        path.write_text(PAGE.format(table=table), encoding="utf-8")
    else:
        attention_heatmap(trace.weights, trace.source_pieces, trace.pieces, path)


def _trace(pipeline: Pipeline, text: str, options: TranslateOptions) -> Trace:
    found = pipeline.translate(text, **options | {"with_traces": True}).alternatives
    if not found or found[0].trace is None:
        raise InputError("no attention to show", found="a blank text", expected="a sentence")
    return found[0].trace
