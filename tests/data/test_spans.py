"""JSONL of spans and exports of doccano, and every fault by its line."""

import json

import pytest
from hypothesis import given

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import read_split
from nlpseq.data.examples import Tagged
from nlpseq.data.spans import DOCCANO, SPANS, read_spans, written
from nlpseq.errors import InputError
from tests.data.test_marks import marked_texts, tagged

TEXT = "Anna sings\nin Bonn."
EXPECTED = Tagged(("Anna", "sings", "in", "Bonn", "."), ("B-PER", "O", "O", "B-LOC", "O"))


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, form=SPANS, repair=False):
        path = tmp_path / "a.jsonl"
        path.write_bytes(content.encode())
        return list(read_spans(path, form, repair=repair))

    return write_and_read


OBJECTS = [{"start": 0, "end": 4, "label": "PER"}, {"start": 14, "end": 18, "label": "LOC"}]
TRIPLES = [[14, 18, "LOC"], [0, 4, "PER"]]
OFFSETS = [
    {"id": 1, "label": "PER", "start_offset": 0, "end_offset": 4},
    {"id": 2, "label": "LOC", "start_offset": 14, "end_offset": 18},
]


@pytest.mark.parametrize(
    ("form", "record"),
    [
        (SPANS, {"text": TEXT, "spans": OBJECTS}),
        (SPANS, {"text": TEXT, "entities": OBJECTS, "meta": {"page": 1}}),
        (SPANS, {"spans": TRIPLES, "text": TEXT}),
        (SPANS, {"text": TEXT, "spans": [TRIPLES[0], {**OBJECTS[0], "text": "Anna", "prob": 0.5}]}),
        (DOCCANO, {"id": 3, "text": TEXT, "label": TRIPLES}),
        (DOCCANO, {"id": 3, "text": TEXT, "labels": TRIPLES}),
        (DOCCANO, {"id": 3, "data": TEXT, "label": TRIPLES}),
        (DOCCANO, {"id": 3, "text": TEXT, "entities": OFFSETS, "relations": [], "Comments": []}),
    ],
)
def test_forms_of_one_text(read, form, record):
    assert read(json.dumps(record), form) == [EXPECTED]


def test_offsets_count_characters_in_any_script(read):
    text = "😀 Zoë in 北京"
    record = {"text": text, "spans": [[2, 5, "PER"], [9, 11, "LOC"]]}
    expected = [Tagged(("😀", "Zoë", "in", "北", "京"), ("O", "B-PER", "O", "B-LOC", "I-LOC"))]
    assert read(json.dumps(record)) == expected
    assert read(json.dumps(record, ensure_ascii=False)) == expected


def test_a_text_is_an_example_and_blank_lines_are_none(read):
    record = json.dumps({"text": "a\nb", "spans": []})
    assert read(f"\ufeff{record}\r\n\n  \n{record}\n\n") == [Tagged(("a", "b"), ("O", "O"))] * 2


@pytest.mark.parametrize(
    ("form", "record", "found"),
    [
        (SPANS, '{"text": "a"', "found no JSON: Expecting ',' delimiter at character 13"),
        (SPANS, "Anna sings", "found no JSON: Expecting value at character 1"),
        (SPANS, "[" * 100_000, "found "),
        (SPANS, "[]", "found no object but '[]'"),
        (SPANS, '{"spans": []}', "found no key 'text'"),
        (SPANS, '{"text": "a"}', "found no key 'spans' or 'entities'"),
        (SPANS, '{"text": "a", "label": []}', "data.reader=doccano"),
        (SPANS, '{"text": 1, "spans": []}', "found a text that is no string: 1"),
        (SPANS, '{"text": "a\\ud800", "spans": []}', "half a surrogate pair"),
        (SPANS, '{"text": "a\\u0000", "spans": []}', "found a text with \\u0000"),
        (SPANS, '{"text": "a", "spans": {}}', "found spans that are no list: {}"),
        (SPANS, '{"text": "a", "spans": ["a"]}', "neither an object nor [start, end, label]: 'a'"),
        (SPANS, '{"text": "a", "spans": [[0, 1]]}', "neither an object nor"),
        (SPANS, '{"text": "a", "spans": [{"start": 0, "label": "X"}]}', "found no key 'end'"),
        (SPANS, '{"text": "a", "spans": [["0", 1, "X"]]}', "offsets are no whole numbers: ['0', 1"),
        (SPANS, '{"text": "a", "spans": [[false, true, "X"]]}', "offsets are no whole numbers"),
        (SPANS, '{"text": "a", "spans": [[0.0, 1, "X"]]}', "offsets are no whole numbers"),
        (SPANS, '{"text": "a", "spans": [[0, 1, " "]]}', "label is no name"),
        (SPANS, '{"text": "a", "spans": [[0, 1, null]]}', "label is no name: [0, 1, None]"),
        (SPANS, '{"text": "a", "spans": [[0, 1, "X\\tY"]]}', "label is no name"),
        (DOCCANO, '{"label": []}', "found no key 'text' or 'data'"),
        (DOCCANO, '{"text": "a", "spans": []}', "no key 'label' or 'labels' or 'entities'"),
        (DOCCANO, '{"text": "a", "label": ["happy"]}', "neither an object nor"),
        (
            DOCCANO,
            '{"text": "a", "entities": [{"start": 0, "end": 1, "label": "X"}]}',
            "found no key 'start_offset'",
        ),
    ],
)
def test_a_line_that_is_none_of_the_form_is_refused(read, form, record, found):
    with pytest.raises(InputError) as caught:
        read('{"text": "a", "spans": [], "label": []}\n' + record + "\n", form)
    message = str(caught.value)
    assert "a.jsonl, line 2: not a text with spans: found" in message
    assert found in message
    assert f"expected {form.example}; " in message
    assert "\n" not in message
    assert len(message) < 600


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"text": " \n", "spans": []}, "line 1: blank text: found ' \\n', expected a text of one"),
        ({"text": "Anna", "spans": [[0, 5, "X"]]}, "line 1: span outside the text: found 0 to 5"),
        ({"text": "Anna", "spans": [[0, 2, "X"]]}, "line 1: span that ends inside a word"),
        ({"text": "a b", "spans": [[1, 2, "X"]]}, "line 1: span of white space"),
        ({"text": "a b", "spans": [[0, 3, "X"], [2, 3, "Y"]]}, "line 1: overlapping spans"),
        (
            {"text": "a b", "spans": [{"start": 0, "end": 1, "label": "X", "text": "b"}]},
            "line 1: span with another text: found 'a' at 0 to 1, expected 'b'",
        ),
    ],
)
def test_a_span_that_does_not_fit_its_text_is_refused(read, record, said):
    with pytest.raises(InputError) as caught:
        read(json.dumps(record))
    assert said in str(caught.value)


def test_repair_reads_what_overlaps_or_cuts_words(read):
    record = {"text": "New Yorkers", "spans": [[0, 8, "LOC"], [4, 11, "ORG"], [3, 4, "X"]]}
    assert read(json.dumps(record), repair=True) == [Tagged(("New", "Yorkers"), ("B-LOC", "I-LOC"))]


@given(marked_texts())
def test_written_spans_are_read_again(tmp_path_factory, marked):
    text, marks = marked
    path = tmp_path_factory.mktemp("spans") / "a.jsonl"
    triples = [[mark.start, mark.end, mark.label] for mark in marks]
    lines = [{"text": "Anna", "spans": []}, {"text": f"Anna {text}", "spans": []}]
    lines[1]["spans"] = [[start + 5, end + 5, label] for start, end, label in triples]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    expected = tagged(f"Anna {text}", *(_moved(mark, 5) for mark in marks))
    assert list(read_spans(path)) == [Tagged(("Anna",), ("O",)), expected]


def _moved(mark, by):
    return type(mark)(mark.start + by, mark.end + by, mark.label, mark.line)


def test_half_a_character_is_written_as_it_was_escaped():
    line = '{"text": "Anna sings", "spans": [], "meta": "\\ud83d \u6771"}'
    again = written(line, Tagged(("Anna", "sings"), ("B-PER", "O")))
    assert json.loads(again.encode())["meta"] == "\ud83d \u6771"
    assert "\u6771" in again


def test_only_the_spans_of_a_record_are_written_anew():
    parts = (
        '{ "id":"\\udc80", "spans" :[], "n": {"spans": 1e0}, "text": "Anna sings", "spans": ',
        "}",
    )
    again = written('[[0, 2, "PER"]]'.join(parts), Tagged(("Anna", "sings"), ("B-PER", "O")))
    assert again == '[{"start": 0, "end": 4, "label": "PER"}]'.join(parts)
    assert written('{"label": [], "text": "a"}', Tagged(("a",), ("O",)), DOCCANO) == (
        '{"label": [], "text": "a"}'
    )


@pytest.mark.parametrize("reader", ["", "spans", "doccano"])
def test_a_corpus_of_spans(tmp_path, reader):
    path = tmp_path / "a.jsonl"
    key = "label" if reader == "doccano" else "spans"
    path.write_text(json.dumps({"text": "New Yorkers", key: [[0, 8, "X"]]}), encoding="utf-8")
    spec = CorpusSpec(train=str(path), reader=reader, repair=True)
    assert read_split(spec, "train") == [Tagged(("New", "Yorkers"), ("B-X", "I-X"))]
