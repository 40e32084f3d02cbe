"""Parallel text, tab-separated pairs and labelled lines, and their faults."""

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import iterate_split
from nlpseq.data.examples import Labelled, Pair, Tagged
from nlpseq.data.readers import READERS, read_labelled, read_parallel, read_tsv
from nlpseq.errors import InputError


@pytest.fixture
def files(tmp_path):
    def write(*contents):
        paths = [tmp_path / f"a.{index}" for index in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content.encode())
        return paths

    return write


def message_of(reading):
    with pytest.raises(InputError) as caught:
        list(reading)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_parallel_lines_are_paired_as_they_stand(files):
    source, target = files("a\r\n b \nc", "x\ny\u2028y\nz\n")
    assert list(read_parallel(source, target)) == [
        Pair("a", "x"),
        Pair(" b ", "y\u2028y"),
        Pair("c", "z"),
    ]


@pytest.mark.parametrize(("first", "second"), [(3, 5), (5, 3), (1, 2)])
def test_unequal_line_counts_are_both_named(files, first, second):
    source, target = files("a\n" * first, "x\n" * second)
    message = message_of(read_parallel(source, target))
    assert f"unequal line counts: found {first} lines, and {second} in {target}" in message
    assert f"line {min(first, second) + 1} is the first without a partner" in message


@pytest.mark.parametrize("blank", ["", "  ", "\t", "\u3000"])
def test_a_blank_side_is_refused_in_training(files, blank):
    source, target = files("a\nb\nc\n", f"x\n{blank}\nz\n")
    message = message_of(read_parallel(source, target))
    assert f"{target}, line 2: blank sentence in training data: found no text" in message
    assert "delete the line from both files" in message
    assert list(read_parallel(source, target, allow_blank=True))[1] == Pair("b", blank)


@pytest.mark.parametrize("reader", ["parallel", "tsv"])
def test_a_pair_with_a_blank_side_can_be_left_out(tmp_path, reader):
    texts = ["a\tx\n\ty\nc\tz\n"]
    if reader == "parallel":
        texts = ["a\n\nc\n", "x\ny\nz\n"]
    paths = [tmp_path / str(number) for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    files = list(map(str, paths))
    spec = CorpusSpec(train=files, valid=files, reader=reader, repair=True)
    assert list(iterate_split(spec, "train")) == [Pair("a", "x"), Pair("c", "z")]
    assert list(iterate_split(spec, "valid"))[1] == Pair("", "y")


def test_blank_sides_are_counted(files):
    source, target = files("a\n\n\nd\n", "x\n\nz\n\n")
    message = message_of(read_parallel(source, target))
    assert f"{source}, line 2" in message
    assert "the first of 4 blank sides" in message


def test_a_missing_side_is_named(files, tmp_path):
    (source,) = files("a\n")
    assert "missing: no such file" in message_of(read_parallel(source, tmp_path / "missing"))


def test_tsv(files):
    (path,) = files('a "b"\tx\n c\ty \n')
    assert list(read_tsv(path)) == [Pair('a "b"', "x"), Pair(" c", "y ")]
    assert next(read_tsv(path, (1, 0))) == Pair("x", 'a "b"')


def test_tsv_columns_may_count_from_the_end(files):
    (path,) = files("1\ta\tx\n2\tb\ty\n")
    assert list(read_tsv(path, (-2, -1))) == [Pair("a", "x"), Pair("b", "y")]


@pytest.mark.parametrize(
    ("content", "columns", "parts"),
    [
        ("a\tx\nb y\n", (0, 1), ["line 2: wrong number of columns: found 1 in 'b y', expected 2"]),
        ("a\tx\nb\ty\tz\n", (0, 1), ["line 2", "found 3 in", "expected 2, separated by tabs"]),
        ("a\tx\n\n", (0, 1), ["line 2", "found 1"]),
        ("a\tx\n", (0, 2), ["line 1", "found 2 in", "expected 3"]),
        ("a\tx\n", (-3, 0), ["line 1", "found 2 in", "expected 3"]),
        ("a\tx\n\ty\n", (0, 1), ["line 2: blank sentence", "delete the line"]),
    ],
)
def test_faults_of_tsv(files, content, columns, parts):
    (path,) = files(content)
    message = message_of(read_tsv(path, columns))
    for part in parts:
        assert part in message


def test_an_unknown_reader_lists_the_known():
    with pytest.raises(InputError, match=r"unknown reader.*brat, conll.*'parallel'"):
        READERS.get("paralel")


def test_labelled_lines(files):
    (path,) = files("greet\thello \n thank you \tthanks\r\n")
    assert list(read_labelled(path)) == [
        Labelled("hello ", "greet"),
        Labelled("thanks", "thank you"),
    ]
    (path,) = files("1\thello\tgreet\n2\tbye\tleave\n")
    expected = [Labelled("hello", "greet"), Labelled("bye", "leave")]
    assert list(read_labelled(path, (2, 1))) == expected
    reading = READERS.get("labelled").read([path, path], CorpusSpec(columns=[-1, 1]), True)
    assert list(reading) == expected * 2


@pytest.mark.parametrize("allow_blank", [False, True])
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "greet",
            "wrong number of columns: found 1 in 'greet', expected 2, separated by tabs; put",
        ),
        ("greet\ta\tb", "wrong number of columns: found 3 in"),
        ("", "wrong number of columns: found 1 in '', expected 2"),
        ("greet\t", "blank text: found '', expected a label and a text; complete the line"),
        ("greet\t\u3000", "blank text: found '\\u3000', expected a label and a text"),
        ("\thello", "blank label: found '', expected a label and a text; complete the line"),
        (" \thello", "blank label: found ''"),
        ("\t", "blank text"),
    ],
)
def test_faults_of_labelled_lines(files, line, said, allow_blank):
    (path,) = files(f"greet\thello\n{line}\n")
    reading = READERS.get("labelled").read([path], CorpusSpec(), allow_blank)
    assert message_of(reading).startswith(f"{path}, line 2: {said}")


def test_settings_of_columns_reach_the_reader(files):
    (path,) = files("% a b\nMH 17\tB-X\n \tI-Y\n")
    spec = CorpusSpec(separator="tab", comments="%", scheme="bio", repair=True)
    assert list(READERS.get("conll").read([path], spec, False)) == [
        Tagged(("MH 17", " "), ("B-X", "B-Y"))
    ]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"separator": "comma"},
            "setting data.separator: found 'comma', expected one of tab, blank,",
        ),
        (
            {"comments": " "},
            "setting data.comments: found ' ', expected none or a prefix such as #",
        ),
        ({"comments": "#\t"}, "setting data.comments: found"),
    ],
)
def test_impossible_settings_are_refused(settings, said):
    with pytest.raises(InputError) as caught:
        CorpusSpec(**settings)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("reader", ["tsv", "conll", "labelled"])
@pytest.mark.parametrize("columns", [[0], [0, 1, 2]])
def test_two_columns_are_asked_for(files, reader, columns):
    (path,) = files("a\tO\n")
    reading = READERS.get(reader).read([path], CorpusSpec(columns=columns), True)
    assert "setting data.columns" in message_of(reading)


@pytest.mark.parametrize("number", [1, 3])
def test_parallel_takes_two_files(files, number):
    paths = files(*["a\n"] * number)
    reading = READERS.get("parallel").read(paths, CorpusSpec(), True)
    assert "expected two: source and target" in message_of(reading)
