"""Files of vectors, and looking words up by their numbers."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from nlpseq.data.compressed import rounded
from nlpseq.data.vectors import VectorTable, read_vectors, rows_of, word_keys, write_vectors
from nlpseq.errors import InputError

TEXT = "bonn 1 0 -2\nBonn 3 4 5\n0000 0 0 1\nbonn 9 9 9\nrose .5 1e-1 0 \n"


def row_in(table: VectorTable, *words: str) -> np.ndarray:
    """The vectors of words; 0 where there is none."""
    rows = rows_of(table.keys, np.array([word_keys(word) for word in words]))
    return np.where(rows[:, None] < 0, 0, table.vectors[rows])


@pytest.mark.parametrize("heading", ["", "4 3\n"])
@pytest.mark.parametrize("suffix", [".txt", ".gz"])
def test_a_word_is_found_as_it_stands_in_lower_case_and_with_zeros(
    heading: str, suffix: str, tmp_path: Path
) -> None:
    content = (heading + TEXT).encode()
    file = tmp_path / f"vectors{suffix}"
    file.write_bytes(gzip.compress(content) if suffix == ".gz" else content)
    table = read_vectors(file)
    assert len(table.keys) == 4
    assert (np.diff(table.keys) > 0).all()
    assert table.vectors.std() == pytest.approx(1.0)
    scale = row_in(table, "0000")[0, 2]
    expected = np.array([[3, 4, 5], [1, 0, -2], [1, 0, -2], [0, 0, 1], [0.5, 0.1, 0], [0, 0, 0]])
    found = row_in(table, "Bonn", "BONN", "bonn", "1996", "ROSE", "teddy") / scale
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a 1 2\nb 1\n", "line 2: not a vector of a word: found 'b 1', expected a word and 2 numb"),
        ("a 1 2\nb 1 x\n", "line 2: not a vector of a word: found 'b 1 x'"),
        ("a 1 nan\n", "line 1: not a vector"),
        ("a\n", "line 1: not a vector of a word: found 'a', expected a word and some numbers"),
        ("3 2\n", "no vectors: expected a word and its numbers a line"),
    ],
)
def test_a_line_that_is_no_vector_is_named(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "vectors.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_vectors(file)
    assert said in str(error.value)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    words = ["a", "b", "c"]
    vectors = np.random.default_rng(1).normal(size=(3, 5)).astype(np.float32)
    write_vectors(tmp_path / "vectors.txt", words, vectors)
    table = read_vectors(tmp_path / "vectors.txt")
    np.testing.assert_allclose(row_in(table, *words) * vectors.std(), vectors, rtol=2e-3, atol=1e-4)


def test_a_rounded_weight_loses_no_more() -> None:
    weight = np.random.default_rng(2).normal(size=(40, 7)).astype(np.float32)
    once = rounded(weight)
    assert np.abs(once - weight).max() < np.abs(weight).max() / 127
    np.testing.assert_allclose(rounded(once), once, rtol=1e-6)
