"""The picture of attention is a PNG, in any script, without a display."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nlpseq.errors import OptionalPackageError
from nlpseq.viz.attention import attention_heatmap, attention_html, attention_text


def test_a_picture_is_written_in_any_script(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra viz is not installed")
    path = tmp_path / "attention.png"
    weights = np.random.default_rng(1).dirichlet(np.ones(4), size=3)
    attention_heatmap(weights, ["▁das", "我", "$x$_{", "🙂"], ["▁the", "$", "</s>"], path)
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_a_missing_matplotlib_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("matplotlib", "matplotlib.backends.backend_agg", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OptionalPackageError, match=r"matplotlib.*pip install 'nlpseq\[viz\]'"):
        attention_heatmap(np.ones((1, 1)), ["a"], ["b"], tmp_path / "x.png")


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\(1, 2\), expected \(2, 1\)"):
        attention_heatmap(np.ones((1, 2)), ["a"], ["b", "c"], tmp_path / "x.png")


@pytest.mark.parametrize("show", [attention_html, attention_text])
def test_weights_of_another_shape_are_not_shown(show: object) -> None:
    with pytest.raises(ValueError, match=r"\(1, 2\), expected \(2, 1\)"):
        show(np.ones((1, 2)), ["a"], ["b", "c"])


def test_a_table_is_escaped_and_shaded() -> None:
    table = attention_html(np.array([[0.25, 0.75]]), ["▁<b>", "&"], ['"'])
    assert "▁&lt;b&gt;</th>" in table
    assert table.index("rgba(0,0,0,0.250)") < table.index("rgba(0,0,0,0.750)")
    assert table.count("<tr>") == 2


def test_text_is_a_grid_below_the_pieces() -> None:
    weights = np.array([[0.0, 0.3, 0.7], [1.0, 0.0, 0.0]])
    assert attention_text(weights, ["▁ab", "c", "</s>"], ["▁x", "</s>"]).split("\n") == [
        "         <",
        "     ▁   /",
        "     a   s",
        "     b c >",
        "  ▁x   ░ ▓",
        "</s> █",
    ]


def test_the_rooms_import_nothing_heavy() -> None:
    code = (
        "import sys, nlpseq.viz.attention, nlpseq.viz.spans, nlpseq.decoding.beam, "
        "nlpseq.decoding.greedy, nlpseq.decoding.viterbi, nlpseq.evaluation.report; "
        "print(*sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    heavy = {"torch", "matplotlib", "sacrebleu", "seqeval", "sklearn", "rich"}
    assert not heavy & set(result.stdout.split())
