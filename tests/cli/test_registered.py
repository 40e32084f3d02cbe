"""The named corpora: every entry is complete, and a direction is chosen by its languages."""

import re
from pathlib import Path

import pytest

from nlpseq.cli.compose import columns_of, run_with_hydra
from nlpseq.cli.registered import (
    about,
    all_registered,
    files_of,
    parts_of,
    registered,
    registered_names,
)
from nlpseq.cli.train import named
from nlpseq.config import CorpusSpec, DataConfig, TrainConfig
from nlpseq.data.corpora import TASKS
from nlpseq.errors import InputError

# What the project promises to read.
_PROMISED = """
multi30k multi30k_captions tatoeba_en_de tatoeba_en_fr tatoeba_en_es tatoeba_en_zh
wmt_news_de_en wmt_news_fr_en wmt_news_es_en wmt_news_zh_en
conll2003_en wnut17_en btc_en gum_en uner_ewt_en ncbi_disease_en bc5cdr_en sec_en
crossner_en_politics crossner_en_science crossner_en_music crossner_en_literature crossner_en_ai
germeval2014_de germeval2014_de_inner mobie_de conll2002_es conll2002_nl
resume_zh weibo_zh cluener_zh uner_gsdsimp_zh mit_movie_en mit_restaurant_en
atis_en atis_en_intents snips_en snips_en_intents trec_en clinc150_en banking77_en
sst2_en
"""
PROMISED = _PROMISED.split()


@pytest.fixture(scope="module")
def entries() -> dict[str, DataConfig]:
    return all_registered()


def composed(*arguments: str) -> TrainConfig:
    """The settings of a command line, its run named."""
    found: list[TrainConfig] = []

    def keep(config: TrainConfig) -> int:
        found.append(named(config))
        return 0

    assert run_with_hydra("train", list(arguments), keep) == 0
    return found[0]


def test_what_is_promised_is_registered() -> None:
    assert set(PROMISED) <= set(registered_names())


def test_one_entry_is_the_same_alone_and_among_all(entries: dict[str, DataConfig]) -> None:
    assert list(entries) == registered_names()
    for name in ("multi30k_en_de", "demo"):
        assert registered(name) == entries[name]


@pytest.mark.parametrize("name", registered_names())
def test_every_entry_is_complete(name: str, entries: dict[str, DataConfig]) -> None:
    assert about(name).endswith((".", ")")) or "data=" in about(name)
    for spec in parts_of(entries[name]):
        assert spec.task in TASKS
        assert spec.reader
        assert spec.source_language
        assert spec.licence
        assert spec.citation
        assert bool(spec.target_language) == (spec.task == "translation")
        if spec.root == "corpora":
            check_origin(spec)


def check_origin(spec: CorpusSpec) -> None:
    """Where a corpus comes from is said, and every file has a digest."""
    origin = spec.origin
    assert origin.page.startswith("https://")
    assert set(files_of(spec)) == set(origin.sha256)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in origin.sha256.values())
    assert set(origin.downloads) <= set(origin.sha256)
    assert all(address.startswith("https://") for address in origin.downloads.values())
    assert origin.downloads or origin.obtain
    assert not origin.verified or origin.downloads


@pytest.mark.parametrize("name", [name for name in PROMISED if "multi30k" not in name])
def test_an_entry_is_called_as_its_file(name: str, entries: dict[str, DataConfig]) -> None:
    assert entries[name].name == name


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"unknown corpus: .*did you mean 'wnut17_en'\?"):
        registered("wnut17")


def test_the_languages_choose_the_files_of_parallel_text() -> None:
    config = composed("data=multi30k", "data.source_language=fr", "data.target_language=cs")
    assert config.data.train == ["multi30k/train.fr.gz", "multi30k/train.cs.gz"]
    assert config.data.test == [f"multi30k/test_2016_flickr.{code}.gz" for code in ("fr", "cs")]
    assert (config.data.name, config.name) == ("multi30k_fr_cs", "multi30k_fr_cs")


def test_the_languages_choose_the_files_of_every_split() -> None:
    config = composed("data=wmt_news_de_en", "data.source_language=en", "data.target_language=de")
    files = [f"wmt_news/newstest2014.de-en.{code}.gz" for code in ("en", "de")]
    assert config.data.splits["newstest2014"] == files
    assert config.data.name == "wmt_news_en_de"


def test_the_languages_choose_the_columns() -> None:
    config = composed("data=tatoeba_en_zh", "data.source_language=zh", "data.target_language=en")
    assert (config.data.columns, config.name) == ([1, 0], "tatoeba_zh_en")
    assert composed("data=tatoeba_en_zh").data.columns == [0, 1]


def test_a_direction_is_chosen_within_a_mixture() -> None:
    languages = [
        f"data.corpora.translation.{side}_language={code}"
        for side, code in (("source", "de"), ("target", "en"))
    ]
    config = composed("data=joint_en_de", *languages)
    spec = config.data.corpora["translation"]
    assert spec.train == ["multi30k/train.de.gz", "multi30k/train.en.gz"]
    assert config.name == "joint_en_de"


def test_a_direction_that_a_file_does_not_have_is_refused() -> None:
    with pytest.raises(InputError, match="fr-de is no direction of en and de"):
        composed("data=tatoeba_en_de", "data.source_language=fr")


@pytest.mark.parametrize(("source", "target"), [("en", "en"), ("fr", "de"), ("en", "")])
def test_no_direction(source: str, target: str) -> None:
    with pytest.raises(ValueError, match="is no direction of en and de"):
        columns_of(["en", "de"], source, target)


def test_entries_that_are_read_leniently_say_why(root: Path) -> None:
    for file in (root / "conf" / "data").glob("*.yaml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not line.startswith("repair:") or "#" in line
