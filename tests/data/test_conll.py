"""CoNLL columns: every quirk that real files have, every fault by its line."""

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.data.conll import (
    describe_scheme,
    is_comment,
    is_document,
    read_conll,
    split_columns,
)
from nlpseq.data.examples import Tagged
from nlpseq.errors import InputError
from nlpseq.tasks.tagging import TaggingTask
from tests.helpers import NO_DROPOUT_TAGGING, tiny_labels, tiny_tokenizer


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, *args, **settings):
        path = tmp_path / "a.conll"
        path.write_bytes(content.encode())
        return list(read_conll(path, *args, **settings))

    return write_and_read


@pytest.fixture
def fault(read):
    def message_of(content, *args, **settings):
        with pytest.raises(InputError) as caught:
            read(content, *args, **settings)
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
    ("settings", "content"),
    [
        ({"separator": "tab"}, "Teddy B\tB-PER\n \tO\n\tO\n"),
        ({"separator": "blank", "columns": (0, 2)}, "Teddy \t x  B-PER\n- y O \n\t- z O\n"),
    ],
)
def test_separators_are_kept_to(read, settings, content):
    words = ("Teddy B", " ", "") if settings["separator"] == "tab" else ("Teddy", "-", "-")
    assert read(content, **settings) == [Tagged(words, ("B-PER", "O", "O"))]


@pytest.mark.parametrize(
    ("separator", "content", "found"),
    [
        ("tab", "Teddy\tB-PER\nsleeps O\n", "found 1 in 'sleeps O', expected 2"),
        ("blank", "Teddy B-PER\nMH 17\tO\n", "found 3 in 'MH 17\\\\tO', expected 2"),
        ("blank", "Teddy\tB-PER\n\tO\n", "found 1 in '\\\\tO', expected 2"),
    ],
)
def test_another_separator_is_a_wrong_width(fault, separator, content, found):
    message = fault(content, separator=separator)
    assert "line 2: wrong number of columns: " + found.replace("\\\\", "\\") in message


def test_every_line_is_a_word_where_there_are_no_comments(read, fault):
    assert read("# B-X\n#now O\n", comments="none") == [Tagged(("#", "#now"), ("B-X", "O"))]
    assert "line 1: not a tag: found 'b'" in fault("# text = a b\na O\n", comments="none")
    assert "line 2: wrong number" in fault("a O\n# text = a\n", comments="none")


def test_comments_begin_with_the_prefix_and_hold_no_tab(read):
    content = "#now O\n% Teddy O\nTeddy\tB-PER\n%\tO\n"
    assert read(content.replace("#now O\n", ""), comments="%") == [
        Tagged(("Teddy", "%"), ("B-PER", "O"))
    ]
    assert read("#now\n# O\na\tO\n#\tO\n", comments="#") == [Tagged(("a", "#"), ("O", "O"))]


CONLLU = """# text = vámonos al mar ya
1-2\tvámonos\t_
1\tvamos\tO
2\tnos\tO
3-4\tal\tO
3\ta\tO
4\tel\tB-LOC
5\tmar\tI-LOC
5.1\tnada\t_
6\tya\tO
"""


def test_lines_that_conllu_numbers_as_no_word_are_none(read):
    expected = [sentence("vamos/O nos/O a/O el/B-LOC mar/I-LOC ya/O")]
    assert read(CONLLU, (1, 2)) == expected
    assert read(f"{CONLLU}\n{CONLLU}", (1, -1)) == expected * 2


def test_words_that_look_like_such_numbers_stay_words(read):
    assert read("1-2\tO\n0.1\tO\n") == [Tagged(("1-2", "0.1"), ("O", "O"))]
    # a score in another column, out of step with the words
    assert read("3-4\tgoals\tO\n2.1\tlitres\tO\n", (1, 2)) == [sentence("goals/O litres/O")]


@pytest.mark.parametrize(
    ("scheme", "tags", "repaired"),
    [
        ("bio", "O I-X I-Y I-Y O", "O B-X B-Y I-Y O"),
        ("", "O I-X O B-X O", "O B-X O B-X O"),
        ("iob1", "B-X I-X O B-Y", "B-X I-X O B-Y"),
        ("bioes", "I-X E-X E-X B-Y", "B-X I-X B-X B-Y"),
        ("bmes", "M-X E-X O S-Y M-Y", "B-X I-X O B-Y B-Y"),
        ("bmes", "B-X M-X O E-X B-X", "B-X I-X O B-X B-X"),
    ],
)
def test_illegal_tags_are_read_as_conlleval_does_where_asked_for(
    read, fault, scheme, tags, repaired
):
    content = "".join(f"a {tag}\n" for tag in tags.split())
    assert [tagged.tags for tagged in read(content, scheme=scheme, repair=True)] == [
        tuple(repaired.split())
    ]
    assert "line" in fault(content, scheme=scheme) or not scheme


def test_no_repair_makes_a_tag_of_another_scheme_one(fault):
    assert "line 2: tag not of the scheme bio" in fault("a O\nb E-X\n", scheme="bio", repair=True)
    assert "line 1: not a tag" in fault("a PER\n", repair=True)
    assert "scheme cannot be told" in fault("a M-X\nb I-X\n", repair=True)


def test_what_the_tags_say_of_their_scheme_is_told(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("# 1\n1\tAnn\tI-PER\tx\n\n1\tLee\tB-PER\tx\n", encoding="utf-8")
    spec = CorpusSpec(columns=[1, 2], comments="#", separator="tab", scheme="bio")
    detection = describe_scheme(path, spec)
    assert detection.scheme == ""
    assert detection.doubts == ("1 lone entities begin with B- as in bio, 1 with I- as in iob1",)


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
        ("a B-X\nb O\n" * 10 + "c I-X\n", ["line 21", "illegal", "bio", "I-X after O",
                                         "expected O or B-X", "data.repair=true"]),
        ("a O\n\nb I-X\n\n" + "a B-X\nb O\n" * 10, ["line 3", "illegal", "I-X at the start of a"]),
        ("a B-X\nb I-Y\n" + "a B-X\nb O\n" * 10, ["line 2", "illegal", "I-Y after B-X"]),
        ("a S-X\nb B-X\n", ["line 2", "illegal", "bioes", "B-X at the end of a sentence"]),
        ("a B-X\nb M-X\nc O\n", ["line 3", "illegal", "bmes", "O after M-X",
                                     "expected M-X or E-X"]),
        ("a B-X\nb O\nc I-X\n", ["scheme cannot be told", "1 lone entities begin with B-",
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


def test_words_of_nothing_or_blanks_keep_their_tags_to_the_very_end(read):
    """Tweets have such tokens; what is learnt and stored must not shift by them."""
    examples = read("\tO\n\nat\tO\n\tO\n \tO\nMH 17 \tB-LOC\n\u00a0\tI-LOC\n")
    task = TaggingTask("tagging", NO_DROPOUT_TAGGING, tiny_tokenizer(), tiny_labels())
    expected = [["O"], ["O", "O", "O", "B-LOC", "E-LOC"]]
    for item, example, tags in zip(task.encode(examples), examples, expected, strict=True):
        stored = task.unpack(task.pack(item))
        for kept in (item, stored):
            assert kept.words == example.words
            assert kept.tags is not None
            assert task.labels.decode(kept.tags.tolist()) == tags


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("split", "num_sentences", "num_empty", "num_blank"),
    [("train", 6338, 0, 0), ("valid", 1001, 3, 1), ("test", 2001, 2, 1)],
)
def test_the_broad_twitter_corpus(nlpseq_data, split, num_sentences, num_empty, num_blank):
    path = nlpseq_data / "btc_en" / f"{split}.conll.gz"
    sentences = list(read_conll(path, scheme="bio", separator="tab", comments="none"))
    words = [word for sentence in sentences for word in sentence.words]
    assert len(sentences) == num_sentences
    assert (words.count(""), words.count(" ")) == (num_empty, num_blank)


@pytest.mark.corpora
def test_faulty_bmes_is_refused_and_repaired(nlpseq_data):
    path = nlpseq_data / "resume_zh" / "train.conll.gz"
    assert describe_scheme(path, CorpusSpec(separator="blank", comments="none")).scheme == "bmes"
    with pytest.raises(InputError, match=r"line \d+: illegal tag sequence for the scheme bmes"):
        list(read_conll(path, scheme="bmes"))
    repaired = list(read_conll(path, scheme="bmes", repair=True))
    assert len(repaired) == 3821


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("split", "num_sentences", "num_entities"), [("train", 14041, 23499), ("valid", 3250, 5942)]
)
def test_conll_2003_in_iob1_reads_as_its_bio_edition(
    nlpseq_data, split, num_sentences, num_entities
):
    first, second = (
        list(read_conll(nlpseq_data / name / f"{split}.conll.gz"))
        for name in ("conll2003_en", "conll2003_en_bio")
    )
    assert first == second
    assert len(first) == num_sentences
    assert sum(tag.startswith("B-") for tagged in first for tag in tagged.tags) == num_entities
