"""What tokens are drawn from, and how evenly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.decoding.drawing import Drawing, draw, drawing_probs
from nlpseq.errors import InputError

PROBS = np.array([[0.1, 0.4, 0.0, 0.4, 0.1], [1.0, 0.0, 0.0, 0.0, 0.0]])
with np.errstate(divide="ignore"):
    LOG_PROBS = np.log(PROBS)

drawings = st.builds(
    Drawing,
    temperature=st.sampled_from([0.0, 0.3, 1.0, 2.5]),
    top_k=st.integers(0, 7),
    top_p=st.floats(0.01, 1.0),
)


def test_nothing_is_changed_by_default() -> None:
    np.testing.assert_allclose(drawing_probs(LOG_PROBS, Drawing()), PROBS, atol=1e-12)


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (Drawing(temperature=0.0), [0, 1, 0, 0, 0]),
        (Drawing(top_k=1), [0, 1, 0, 0, 0]),
        (Drawing(top_k=3), [1 / 9, 4 / 9, 0, 4 / 9, 0]),
        (Drawing(top_p=0.3), [0, 1, 0, 0, 0]),
        (Drawing(top_p=0.5), [0, 0.5, 0, 0.5, 0]),
        (Drawing(top_p=0.85), [1 / 9, 4 / 9, 0, 4 / 9, 0]),
        (Drawing(temperature=0.5), [0.01 / 0.34, 0.16 / 0.34, 0, 0.16 / 0.34, 0.01 / 0.34]),
        (Drawing(top_k=3, top_p=0.44), [0, 1, 0, 0, 0]),  # the nucleus of what is left
    ],
)
def test_what_is_cut_off(drawing: Drawing, expected: list[float]) -> None:
    np.testing.assert_allclose(drawing_probs(LOG_PROBS, drawing)[0], expected, atol=1e-12)
    np.testing.assert_allclose(drawing_probs(LOG_PROBS, drawing)[1], PROBS[1], atol=1e-12)


@given(st.lists(st.floats(-30.0, 0.0), min_size=1, max_size=9), drawings)
def test_rows_are_distributions_over_the_likeliest(scores: list[float], drawing: Drawing) -> None:
    log_probs = np.array([scores])
    (probs,) = drawing_probs(log_probs, drawing)
    assert probs.sum() == pytest.approx(1.0)
    kept = probs > 0
    assert kept[log_probs[0].argmax()]
    assert not drawing.top_k or kept.sum() <= drawing.top_k
    if not kept.all():
        assert log_probs[0][kept].min() >= log_probs[0][~kept].max() or drawing.temperature > 0


@given(st.lists(st.floats(0.0, 0.999999), min_size=2, max_size=2))
def test_what_has_no_probability_is_never_drawn(uniforms: list[float]) -> None:
    tokens = draw(PROBS, np.array(uniforms))
    assert PROBS[np.arange(2), tokens].min() > 0


def test_draws_are_as_frequent_as_probable() -> None:
    uniforms = (np.arange(1000) + 0.5) / 1000
    tokens = draw(np.repeat(PROBS[:1], 1000, axis=0), uniforms)
    np.testing.assert_allclose(np.bincount(tokens, minlength=5) / 1000, PROBS[0], atol=1e-3)


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ({"temperature": -1.0}, "setting temperature: found -1.0, expected 0 or more"),
        ({"temperature": float("nan")}, "setting temperature: found nan, expected 0 or more"),
        ({"top_k": -1}, "setting top-k: found -1, expected 0 or more"),
        ({"top_p": 0.0}, "setting top-p: found 0.0, expected 0 < x <= 1"),
    ],
)
def test_numbers_out_of_range(setting: dict[str, float], fault: str) -> None:
    with pytest.raises(InputError) as error:
        Drawing(**setting)
    assert str(error.value) == fault
