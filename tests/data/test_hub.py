"""Rows of the package datasets, of which a stand-in is given: the package is optional."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import contents, infer, read_split
from nlpseq.data.examples import Labelled, Pair, Tagged
from nlpseq.errors import InputError, OptionalPackageError


class Rows(list):
    """A split as the package gives it."""

    def __init__(self, rows, **features):
        super().__init__(rows)
        self.column_names = list(rows[0])
        self.features = {name: features.get(name) for name in self.column_names}


def classes(*names):
    return SimpleNamespace(names=list(names))


TAGS = SimpleNamespace(feature=classes("O", "B-PER", "I-PER"))
NER = [
    {"id": "0", "tokens": ["Anna", "Lee", "sings"], "ner_tags": [1, 2, 0]},
    {"id": "1", "tokens": [], "ner_tags": []},
    {"id": "2", "tokens": ["Bob"], "ner_tags": [1]},
]
TAGGED = [
    Tagged(("Anna", "Lee", "sings"), ("B-PER", "I-PER", "O")),
    Tagged(("Bob",), ("B-PER",)),
]


@pytest.fixture
def package(monkeypatch):
    """The stand-in; it loads ``package.splits`` and keeps what was asked for in ``asked``."""

    def load(*arguments):
        module.asked.append(arguments)
        if isinstance(module.splits, Exception):
            raise module.splits
        return module.splits

    module = ModuleType("datasets")
    module.asked, module.splits = [], {}
    module.load_dataset = module.load_from_disk = load
    monkeypatch.setitem(sys.modules, "datasets", module)
    return module


def read(file, task, **settings):
    return read_split(CorpusSpec(train=file, reader="datasets", task=task, **settings), "train")


def message_of(package, rows, task, columns=(), **features):
    package.splits = {"train": Rows(rows, **features)}
    with pytest.raises(InputError) as caught:
        read("ner:train", task, columns=list(columns))
    return str(caught.value)


def test_tags_by_number_are_named(package):
    package.splits = {"train": Rows(NER, ner_tags=TAGS), "test": None}
    assert read("someone/ner:train", "tagging") == TAGGED
    assert read("someone/ner:small:train", "tagging") == TAGGED
    assert read("someone/ner:train", "tagging", columns=[1, -1]) == TAGGED
    assert set(package.asked) == {("someone/ner",), ("someone/ner", "small")}


def test_tags_by_name_follow_the_scheme_of_the_corpus(package):
    rows = [{"words": ["Anna", "Lee", "Bob"], "tags": ["I-PER", "I-PER", "B-PER"]}]
    package.splits = {"train": Rows(rows)}
    expected = [Tagged(("Anna", "Lee", "Bob"), ("B-PER", "I-PER", "B-PER"))]
    assert read("ner:train", "tagging") == expected
    with pytest.raises(
        InputError, match=r"ner:train, line 1: illegal tag sequence .* bio: found I"
    ):
        read("ner:train", "tagging", scheme="bio")
    assert read("ner:train", "tagging", scheme="bio", repair=True) == expected


def test_a_saved_split_or_a_saved_set_of_them(package, tmp_path):
    (tmp_path / "state.json").write_text("{}", encoding="utf-8")
    package.splits = Rows(NER, ner_tags=TAGS)
    assert read(str(tmp_path), "tagging") == TAGGED
    with pytest.raises(InputError, match=r"the folder is one split: found .*:train, expected"):
        read(f"{tmp_path}:train", "tagging")
    package.splits = {"train": package.splits, "test": None}
    assert read(f"{tmp_path}:train", "tagging") == TAGGED
    with pytest.raises(InputError, match=r"unknown split of .*found '', expected one of train, te"):
        read(str(tmp_path), "tagging")
    spec = CorpusSpec(train=f"{tmp_path}:train", reader="datasets", task="tagging")
    assert contents(spec, "train") == [tmp_path / "state.json"]
    spec = CorpusSpec(train="no/such:train", reader="datasets", task="tagging")
    assert contents(spec, "train") == []


def test_classification(package):
    rows = [{"text": "hello", "label": 1}, {"text": "bye", "label": 0}]
    expected = [Labelled("hello", "greet"), Labelled("bye", "leave")]
    package.splits = {"train": Rows(rows, label=classes("leave", "greet"))}
    assert read("intents:train", "classification") == expected
    assert read("intents:train", "classification", columns=[1, 0]) == expected


def test_translation_by_language_or_by_columns(package):
    rows = [{"id": "0", "translation": {"de": "ja", "en": "yes"}}]
    package.splits = {"train": Rows(rows)}
    languages = {"source_language": "en", "target_language": "de"}
    assert read("mt:train", "translation", **languages) == [Pair("yes", "ja")]
    with pytest.raises(InputError, match=r"mt:train, line 1: setting .*'' and ''.*two of de, en"):
        read("mt:train", "translation")
    package.splits = {"train": Rows([{"a": "yes", "b": "ja"}])}
    assert read("mt:train", "translation", columns=[1, 0]) == [Pair("ja", "yes")]


@pytest.mark.parametrize(
    ("rows", "task", "said"),
    [
        ([{"tokens": ["a"], "ner_tags": [3]}], "tagging",
         "line 1: unusable row: found 3, expected a class from 0 to 2; name the columns"),
        ([{"tokens": ["a"], "ner_tags": [-1]}], "tagging", "line 1: unusable row: found -1"),
        ([NER[0], {"tokens": ["a"], "ner_tags": [0, 0]}], "tagging",
         "line 2: unusable row: found 1 words and 2 tags, expected a tag for each word"),
        ([{"tokens": "a b", "ner_tags": [0]}], "tagging", "line 1: unusable row: found 'a b' and"),
        ([{"tokens": ["a\n"], "ner_tags": [0]}], "tagging", r"found 'a\n', expected words without"),
        ([{"tokens": ["a"], "ner_tags": ["PER"]}], "tagging", "found 'PER', expected O or PREFIX"),
        ([{"tokens": ["a"]}], "tagging",
         "ner:train: a column is missing: found tokens, expected ner_tags or tags; name"),
        ([{"text": "a", "label": None}], "classification", "line 1: unusable row: found None"),
        ([{"text": None, "label": "x"}], "classification", "found None, expected a text"),
        ([{"text": "a", "label": "x"}, {"text": " ", "label": "x"}], "classification",
         "line 2: blank text: found ' '"),
        ([{"text": "a", "label": 1}], "classification", "expected the name of a class"),
        ([{"source": "a", "target": " "}], "translation",
         "line 1: blank sentence in training data: found no text, expected a sentence on both"),
        ([{"translation": "a"}], "translation", "found 'a', expected texts by their language"),
    ],
)  # fmt: skip
def test_faults_of_rows(package, rows, task, said):
    features = {"ner_tags": TAGS} if "ner_tags" in rows[0] else {}
    message = message_of(package, rows, task, **features)
    assert message.startswith("ner:train")
    assert said in message


def test_columns_by_their_places(package):
    rows = [{"text": "a", "label": "x"}]
    for columns in ([0, 2], [-3, 0]):
        message = message_of(package, rows, "classification", columns)
        assert message.startswith("setting data.columns: found")
        assert "expected places in the columns text, label" in message
    assert "expected two columns" in message_of(package, rows, "classification", [0])


def test_what_cannot_be_loaded_is_said(package):
    package.splits = FileNotFoundError("no data set 'ner' on the Hub")
    with pytest.raises(InputError) as caught:
        read("ner:train", "tagging")
    assert str(caught.value) == (
        "ner: the data set cannot be loaded: found no data set 'ner' on the Hub, expected "
        "FOLDER[:SPLIT] of save_to_disk, or NAME[:CONFIG]:SPLIT of the Hub"
    )


def test_the_task_is_asked_for():
    for task in ("", "taging"):
        with pytest.raises(
            InputError, match=r"setting data\.task: .*expected one of translation, "
        ):
            infer(CorpusSpec(train="ner:train", reader="datasets", task=task))


def test_a_missing_package_names_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(
        OptionalPackageError, match=r"'datasets' is not .*pip install 'nlpseq\[hub\]'"
    ):
        read("ner:train", "tagging")
