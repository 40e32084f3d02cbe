"""Every named corpus: its texts are those registered, it reads, checks, and trains ten steps."""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from nlpseq.cli.registered import (
    all_registered,
    files_of,
    parts_of,
    registered,
    registered_names,
    splits_of,
)
from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import iterate_split, locate, read_split, root_folder
from nlpseq.data.download import has_text
from nlpseq.data.examples import Pair
from nlpseq.doctor.check import diagnose
from nlpseq.doctor.findings import RULES
from nlpseq.errors import InputError
from nlpseq.training.loop import Stopped, Updated, Validated
from tests.helpers import TINY_OVERRIDES
from tests.integration.quirks import CLEAN, FLOORS, QUIRKS, SHARED
from tests.integration.test_experiments import composed, events_of
from tests.program import Program

# Chinese has more characters than pieces in the tiny tokenizer.
QUICK = (
    *TINY_OVERRIDES,
    "training.num_steps=10",
    "training.validate_every=10",
    "tokenizer.num_sentences=300",
    "tokenizer.vocab_size=4000",
    "decoding.max_length_ratio=0.1",
)

# Entry, source and target of each direction, but for those that are its reverse.
DIRECTIONS = [
    *(("multi30k", *pair) for pair in combinations(("en", "de", "fr", "cs"), 2)),
    ("multi30k_captions", "de", "en"),
    *((f"tatoeba_en_{code}", code, "en") for code in ("de", "fr", "es", "zh")),
    *((f"wmt_news_{code}_en", "en", code) for code in ("de", "fr", "es", "zh")),
    *((f"python_docs_en_{code}", code, "en") for code in ("fr", "zh")),
    *((f"tico19_en_{code}", code, "en") for code in ("es", "fr", "zh")),
    ("iwslt14_de_en", "en", "de"),
    ("iwslt15_en_vi", "vi", "en"),
    ("small_parallel_ja_en", "en", "ja"),
    ("wmt15_sample_en_de", "de", "en"),
]
NAMES = registered_names()


def specs() -> Iterator[tuple[str, CorpusSpec]]:
    """The corpora that are no mixtures, by name."""
    for name, config in all_registered().items():
        if not config.corpora:
            yield name, config


SPECS: dict[str, CorpusSpec] = dict(specs())
TRAINED = [name for name, spec in SPECS.items() if spec.train]
WITHOUT_TRAIN = [name for name, spec in SPECS.items() if not spec.train]
WITHOUT_TEST = [name for name, spec in SPECS.items() if not spec.test]


def test_some_corpora_lack_a_split() -> None:
    assert "uner_ewt_en" in WITHOUT_TRAIN
    assert {"conll2003_en", "resume_zh", "crossner_en_ai"} <= set(WITHOUT_TEST)


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("name", list(SPECS))
def test_every_file_has_the_text_that_is_registered(name: str) -> None:
    spec = SPECS[name]
    root = root_folder(spec.root)
    for file in files_of(spec):
        assert has_text(root / file, spec.origin.sha256.get(file, "")), file


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("name", list(SPECS))
def test_every_split_reads(name: str) -> None:
    for split in splits_of(SPECS[name]):
        assert sum(1 for _ in iterate_split(SPECS[name], split)) > 0, split


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize(("name", "source", "target"), DIRECTIONS)
def test_every_direction_reads_as_the_other_one_reversed(
    name: str, source: str, target: str
) -> None:
    there, back = (
        composed(
            [f"data={name}", f"data.source_language={one}", f"data.target_language={other}"]
        ).data
        for one, other in ((source, target), (target, source))
    )
    for split in splits_of(there):
        pairs = [pair for pair in read_split(there, split) if isinstance(pair, Pair)]
        assert pairs
        assert [Pair(pair.target, pair.source) for pair in pairs] == read_split(back, split)


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_corpus_checks_and_its_quirks_are_found(
    name: str, program: Program, nlpseq_data: Path
) -> None:
    arguments = ("data", "check", name, "--json", "found.json")
    outcome = program.run(*arguments, NLPSEQ_DATA=str(nlpseq_data))
    assert outcome.status in (0, 1), outcome.err
    assert "Traceback" not in outcome.err
    record = json.loads((program.folder / "found.json").read_text(encoding="utf-8"))[0]
    findings = record["findings"]
    for quirk in QUIRKS.get(name, []):
        found = [
            of for of in findings if of["rule"] == quirk.rule and quirk.split in ("", of["split"])
        ]
        num_lines = sum(len(finding["lines"]) for finding in found)
        assert found, quirk
        assert num_lines >= quirk.lines, (quirk, num_lines)
        assert not quirk.exactly or num_lines == quirk.lines, (quirk, num_lines)
    assert not CLEAN.get(name, set()) & {finding["rule"] for finding in findings}
    if name in FLOORS:
        *_, floor = (of["value"] for of in record["facts"] if of["name"] == "memorisation floor")
        assert abs(float(floor.removeprefix("F1 ")) - FLOORS[name]) <= 0.5


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize(("name", "other"), list(SHARED))
def test_sentences_that_two_corpora_share(name: str, other: str) -> None:
    diagnosis = diagnose(parts_of(registered(name))[0], beside=parts_of(registered(other)))
    shared = [finding for finding in diagnosis.findings if finding.rule == "shared"]
    assert sum(len(finding.lines) for finding in shared) >= SHARED[name, other]


def test_quirks_are_those_of_named_corpora_and_rules() -> None:
    assert set(QUIRKS) | set(CLEAN) | set(FLOORS) <= set(NAMES)
    assert {quirk.rule for quirks in QUIRKS.values() for quirk in quirks} <= set(RULES)
    assert {rule for rules in CLEAN.values() for rule in rules} <= set(RULES)


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("name", TRAINED)
def test_every_corpus_with_a_training_split_trains_ten_steps(name: str, tmp_path: Path) -> None:
    *updates, validated, stopped = events_of([f"data={name}", *QUICK], tmp_path / "run")
    assert [type(event) for event in updates] == [Updated] * 10
    assert isinstance(validated, Validated)
    assert isinstance(stopped, Stopped)
    assert validated.scores


@pytest.mark.parametrize("name", WITHOUT_TRAIN)
def test_a_corpus_without_a_training_split_says_so(
    name: str, program: Program, tmp_path: Path
) -> None:
    fault = program.run("train", f"data={name}", "name=runs/x", NLPSEQ_DATA=str(tmp_path)).fault()
    expected = f"the corpus {SPECS[name].name} has no train split: expected one of "
    assert fault.startswith(expected + splits_of(SPECS[name])[0])
    assert "runs" not in [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("name", WITHOUT_TEST)
def test_a_corpus_without_a_test_split_says_so_and_what_it_has(name: str) -> None:
    spec = SPECS[name]
    with pytest.raises(InputError) as caught:
        locate(spec, "test")
    assert str(caught.value) == (
        f"the corpus {spec.name} has no test split: expected one of {', '.join(splits_of(spec))}; "
        "or give its files as data.test="
    )
