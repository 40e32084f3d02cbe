"""Encoded examples on disk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpseq.data.store import Packed, Store, is_store, write_store
from nlpseq.errors import InputError

ROWS = st.lists(
    st.tuples(st.lists(st.integers(0, 255), max_size=5), st.lists(st.integers(0, 60000))),
    min_size=1,
    max_size=20,
)


def packed(rows):
    arrays = [(np.array(a, np.uint8), np.array(b, np.uint16)) for a, b in rows]
    return Packed(arrays, np.array([len(b) for _, b in rows]))


@given(rows=ROWS, cut=st.integers(1, 20))
def test_what_was_written_in_parts_is_read_by_row(tmp_path_factory, rows, cut):
    path = tmp_path_factory.mktemp("data") / "store"
    write_store(path, (packed(rows[start : start + cut]) for start in range(0, len(rows), cut)))
    store = Store(path)
    assert len(store) == len(rows)
    assert [(a.tolist(), b.tolist()) for a, b in store] == rows
    assert store.sizes.tolist() == [len(b) for _, b in rows]
    assert [array.dtype for array in store[0]] == [np.uint8, np.uint16]


def test_a_store_that_was_broken_off_is_none_and_is_written_anew(tmp_path):
    path = tmp_path / "store"

    def breaking_off():
        yield packed([([1], [2])])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_store(path, breaking_off())
    assert not is_store(path)
    write_store(path, [packed([([3], [4, 5])])])
    assert is_store(path)
    assert [array.tolist() for array in Store(path)[0]] == [[3], [4, 5]]
    assert [entry.name for entry in tmp_path.iterdir()] == ["store"]


def test_a_store_with_a_short_file_is_refused(tmp_path):
    path = tmp_path / "store"
    write_store(path, [packed([([1, 2], [3])])])
    (path / "0.values").write_bytes(b"\1")
    with pytest.raises(InputError, match=r"0\.values: damaged.*found 1 bytes, expected 2"):
        Store(path)
