"""Terms and their translations: which a sentence calls for, and the faults of their file."""

from pathlib import Path

import pytest

from nlpseq.errors import InputError
from nlpseq.inference.glossary import Glossary, read_glossary
from tests.helpers import tiny_tokenizer


def write(folder: Path, text: str) -> Path:
    file = folder / "terms.tsv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_sentence_calls_for_the_translations_of_its_phrases(tmp_path: Path) -> None:
    file = write(tmp_path, "# terms\n\nold garden\talter Garten\ngarden\tGarten\nBonn\tBonn\n")
    glossary, tokenizer = read_glossary(file), tiny_tokenizer()

    def wanted(text: str) -> list[str]:
        return [tokenizer.decode(ids) for ids in glossary.required(text, tokenizer)]

    assert wanted("The Old Garden in Bonn.") == ["alter Garten", "Bonn"]
    assert wanted("gardens, a garden, bonn") == ["Garten"]
    assert wanted("") == []
    assert Glossary({}).required("x", tokenizer) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\nbread\n", "line 2: wrong line of a glossary: found 'bread', expected a phrase, a"),
        ("a\tb\tc\n", "line 1: wrong line of a glossary"),
        ("a\t \n", "line 1: wrong line of a glossary"),
        ("a\tb\nc\td\na\te\n", "line 3: phrase with two translations: found 'b' before and 'e'"),
    ],
)
def test_faults_of_a_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_glossary(write(tmp_path, text))
