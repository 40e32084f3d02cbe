"""CoNLL columns: every quirk that real files have, every fault by its line."""

import os
from pathlib import Path

import pytest

from nlpseq.data.conll import is_comment, is_document, read_conll, split_columns
from nlpseq.data.examples import Tagged
from nlpseq.errors import InputError


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, *args):
        path = tmp_path / "a.conll"
        path.write_bytes(content.encode())
        return list(read_conll(path, *args))

    return write_and_read


@pytest.fixture
def fault(read):
    def message_of(content, *args):
        with pytest.raises(InputError) as caught:
            read(content, *args)
        message = str(caught.value)
        assert "\n" not in message
        assert "a.conll" in message
        return message

    return message_of


def sentence(text):
    """``Teddy/B-PER sleeps/O`` as a tagged sentence."""
    cells = [cell.rsplit("/", 1) for cell in text.split(" ")]
    return Tagged(tuple(word for word, _ in cells), tuple(tag for _, tag in cells))


TEDDY = sentence("Teddy/B-PER sleeps/O")


@pytest.mark.parametrize(
    "content",
    [
        "Teddy B-PER\nsleeps O\n",
        "\n\nTeddy B-PER\nsleeps O\n\n\n",
        "Teddy   B-PER\nsleeps O",
        "Teddy\tB-PER\r\nsleeps\tO\r\n\r\n",
        "\ufeffTeddy\tB-PER\nsleeps\tO\n",
        "-DOCSTART- -X- O O\n\nTeddy NNP I-NP B-PER\nsleeps VB I-VP O\n",
        "-DOCSTART- -X- O\nTeddy NNP B-PER\nsleeps VB O\n",
        "# newdoc = x\n# text = Teddy sleeps\nTeddy\tB-PER\nsleeps\tO\n",
        "# a remark\nTeddy B-PER\nsleeps O\n",
    ],
)
def test_forms_of_one_sentence(read, content):
    assert read(content) == [TEDDY]


@pytest.mark.parametrize("boundary", ["", " ", "\t", " \t ", "\r", "-DOCSTART- -id- O O"])
def test_what_parts_sentences(read, boundary):
    content = f"Teddy\tB-PER\nsleeps\tO\n{boundary}\nTeddy\tB-PER\nsleeps\tO\n"
    assert read(content) == [TEDDY, TEDDY]


def test_words_that_look_like_comments(read):
    assert read("#now\tO\n# \tO\n#\tB-X\n") == [Tagged(("#now", "# ", "#"), ("O", "O", "B-X"))]
    assert read("# O\n#now O\n") == [sentence("#/O #now/O")]


def test_tabs_alone_part_columns_where_there_are_any(read):
    assert read("MH 17 \tB-X\n\tO\n\u00a0\tO\n") == [
        Tagged(("MH 17 ", "", "\u00a0"), ("B-X", "O", "O"))
    ]
    assert read("a\u00a0b O\n") == [Tagged(("a\u00a0b",), ("O",))]


def test_columns_are_chosen(read):
    content = "1\tTeddy\tB-PER\t-\n2\tsleeps\tO\t-\n"
    assert read(content, (1, 2)) == [TEDDY]
    assert read(content, (1, -2)) == [TEDDY]


@pytest.mark.parametrize(
    ("scheme", "content"),
    [
        ("iob1", "Ann I-PER\nLee I-PER\nBob B-PER\nsaw O\nRome I-LOC\n"),
        ("bio", "Ann B-PER\nLee I-PER\nBob B-PER\nsaw O\nRome B-LOC\n"),
        ("bioes", "Ann B-PER\nLee E-PER\nBob S-PER\nsaw O\nRome S-LOC\n"),
        ("bioes", "Ann B-PER\nLee L-PER\nBob U-PER\nsaw O\nRome U-LOC\n"),
        ("bmes", "Ann B-PER\nLee E-PER\nBob S-PER\nsaw O\nRome S-LOC\n"),
    ],
)
def test_every_scheme_is_detected_and_turned_into_bio(read, scheme, content):
    expected = [sentence("Ann/B-PER Lee/I-PER Bob/B-PER saw/O Rome/B-LOC")]
    assert read(content) == expected
    assert read(content, (0, -1), scheme) == expected


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("Teddy B-PER\nsleeps\n", ["line 2", "wrong number of columns", "found 1", "expected 2"]),
        ("Teddy\n", ["line 1", "wrong number of columns", "found 1", "expected 2"]),
        ("a O\nb x O\n", ["line 2", "found 3"]),
        ("#now\n", ["line 1", "wrong number of columns"]),
        ("a O\n\nb PER\n", ["line 3", "not a tag", "'PER' in the last column", "B-PER"]),
        ("a B-\n", ["line 1", "not a tag"]),
        ("a\t\n", ["line 1", "not a tag", "''"]),
        ("a NN\n", ["line 1", "data.columns=[WORD,TAG]"]),
        ("a B-X\nb O\n" * 10 + "c I-X\n", ["line 21", "illegal", "bio", "I-X after O"]),
        ("a O\n\nb I-X\n\n" + "a B-X\nb O\n" * 10, ["line 3", "illegal", "I-X at the start of a"]),
        ("a B-X\nb I-Y\n" + "a B-X\nb O\n" * 10, ["line 2", "illegal", "I-Y after B-X"]),
        ("a S-X\nb B-X\n", ["line 2", "illegal", "bioes", "B-X at the end of a sentence"]),
        ("a B-X\nb M-X\nc O\n", ["line 3", "illegal", "bmes", "O after M-X"]),
        ("a B-X\nb O\nc I-X\n", ["scheme cannot be told", "1 entities begin with B-",
                                 "data.scheme= (iob1, bio, bioes, bmes)"]),
        ("a B-X\nb I-X\nc M-X\nd E-X\n", ["scheme cannot be told", "letters B, E, I, M"]),
    ],
)  # fmt: skip
def test_faults(fault, content, parts):
    message = fault(content)
    for part in parts:
        assert part in message


def test_a_declared_scheme_is_held_to(fault):
    assert "line 1: illegal" in fault("a I-X\n", (0, -1), "bio")
    assert "line 1: illegal" in fault("a B-X\n", (0, -1), "iob1")
    message = fault("a O\nb E-X\n", (0, -1), "bio")
    assert "line 2: tag not of the scheme bio: found 'E-X', expected O or B-TYPE, I-TYPE" in message


def test_an_unknown_scheme_is_refused(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("a O\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"unknown tag scheme: found 'iob2'.*iob1, bio, bioes, bmes"
    ):
        list(read_conll(path, scheme="iob2"))


def test_notes_are_told_from_words():
    assert is_comment("# intent = PlayMusic")
    assert is_comment("# sent 1")
    assert not is_comment("#intent")
    assert not is_comment("#")
    assert not is_comment("# O")
    assert not is_comment("# \tO")
    assert is_document("-DOCSTART-")
    assert is_document("-DOCSTART-\tO")
    assert not is_document("-DOCSTART-x O")
    assert split_columns("a  b ") == ["a", "b"]
    assert split_columns("a\t b") == ["a", " b"]


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("split", "num_sentences", "num_entities"), [("train", 14041, 23499), ("valid", 3250, 5942)]
)
def test_conll_2003_in_iob1_reads_as_its_bio_edition(split, num_sentences, num_entities):
    root = os.environ.get("NLPSEQ_DATA")
    if root is None:
        pytest.skip("NLPSEQ_DATA is not set")
    first, second = (
        list(read_conll(Path(root) / name / f"{split}.conll.gz"))
        for name in ("conll2003_en", "conll2003_en_bio")
    )
    assert first == second
    assert len(first) == num_sentences
    assert sum(tag.startswith("B-") for tagged in first for tag in tagged.tags) == num_entities
