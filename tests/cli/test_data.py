"""``nlpseq data``: what is listed, shown and fetched."""

import gzip
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nlpseq.cli import get
from nlpseq.cli.data import main
from nlpseq.cli.registered import registered
from nlpseq.config import CorpusOrigin, DataConfig
from nlpseq.data import download as downloads
from nlpseq.data.download import text_digest
from tests.program import Program
from tests.server import BODY, Server, running_server


def write(file: Path, text: str) -> str:
    """Write a file, packed as its name says; the digest of its text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    file.write_bytes(gzip.compress(content) if file.suffix == ".gz" else content)
    return text_digest(file)


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataConfig:
    """A corpus of two files, registered as mine; a mirror has both."""
    files = ["mine/train.conll.gz", "mine/test.conll.gz"]
    digests = {file: write(tmp_path / "mirror" / file, f"{file} B-X\n") for file in files}
    config = DataConfig(
        name="mine",
        root="corpora",
        task="tagging",
        reader="conll",
        train=files[0],
        test=files[1],
        origin=CorpusOrigin(page="https://mine.example", sha256=digests),
    )
    monkeypatch.setattr(get, "registered", lambda _: config)
    return config


def test_the_list_in_a_pipe_is_a_line_for_each_corpus(program: Program) -> None:
    outcome = program.run("data", "list")
    assert (outcome.status, outcome.err) == (0, "")
    rows = [line.split("\t") for line in outcome.out.splitlines()]
    assert rows[0] == ["name", "task", "languages", "splits", "licence", "here"]
    assert {len(row) for row in rows} == {6}
    assert ["teddy", "tagging", "en", "train, valid, test", "CC0-1.0", "yes"] in rows
    assert ["sec_en", "tagging", "en", "train, test", "CC-BY-3.0", "no"] in rows


def test_the_list_tells_what_is_here(program: Program) -> None:
    write(program.folder / "wnut17_en" / "train.conll.gz", "x\n")
    for file in registered("multi30k_en_de").origin.sha256:
        if ".fr." not in file and ".cs." not in file:
            write(program.folder / file, "x\n")
    outcome = program.run("data", "list", NLPSEQ_DATA=str(program.folder))
    here = {line.split("\t")[0]: line.split("\t")[-1] for line in outcome.out.splitlines()}
    assert (here["wnut17_en"], here["btc_en"], here["demo"]) == ("partly", "no", "yes")
    assert (here["multi30k_en_de"], here["joint_en_de"]) == ("yes", "partly")


def test_the_list_on_a_terminal_is_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert "\t" not in out
    assert "wmt_news_de_en" in out
    assert "valid, test, newssyscomb2009, news_test2008, 8 more" in out


def test_info_shows_all_that_is_known(program: Program) -> None:
    write(program.folder / "wnut17_en" / "train.conll.gz", "x\n")
    outcome = program.run("data", "info", "wnut17_en", NLPSEQ_DATA=str(program.folder))
    assert (outcome.status, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].startswith("English social-media text")
    assert "licence     CC-BY-4.0" in lines
    assert "reader      conll, columns [0, 1], separator tab, comments 'none', scheme bio" in lines
    assert "download    unverified: nobody has fetched it yet" in lines
    assert "file        wnut17_en/train.conll.gz: another text" in lines
    assert "file        wnut17_en/valid.conll.gz: missing" in lines
    assert sum("sha256" in line for line in lines) == 3


def test_info_states_how_validation_examples_are_found(program: Program) -> None:
    outcome = program.run("data", "info", "trec_en")
    assert "validation  no files: every n-th example of train, 5% of them and at most 2,000" in (
        outcome.out.splitlines()
    )


def test_info_shows_each_corpus_of_a_mixture(program: Program) -> None:
    outcome = program.run("data", "info", "demo")
    assert "file        teddy/train.conll: here" in outcome.out
    assert "file        parallel/train.en: here" in outcome.out
    assert outcome.out.count("download    not needed: comes with nlpseq") == 2


@pytest.mark.parametrize("argument", ["--help", "-h", None])
def test_help(program: Program, argument: str | None) -> None:
    outcome = program.run("data", *filter(None, [argument]))
    assert (outcome.status, outcome.err) == (0, "")
    assert "Usage: nlpseq data list" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lst"], "unknown command of nlpseq data: found 'lst', expected one of list, info, get, "
                  "check; did you mean 'list'?"),
        (["info"], "the following arguments are required: NAME; see 'nlpseq data info --help'"),
        (["get", "teddi"], "unknown corpus: found 'teddi', expected one of "),
        (["get", "sec_en"], "no folder to put the corpora into: found the environment variable "
                            "NLPSEQ_DATA is not set; give --to DIR, or export NLPSEQ_DATA=DIR"),
        (["get", "conll2003_en", "--to", "x"],
         "conll2003_en is not offered for download: found no address of "
         "conll2003_en/train.conll.gz and 1 more; The Reuters text may not be passed on: "),
        (["get", "sec_en", "--to", "x", "--from", "y"], "y/sec_en/train.conll.gz: no such file: "
                                                       "expected it, also packed or unpacked"),
    ],
)  # fmt: skip
def test_faults_are_one_line(program: Program, arguments: list[str], message: str) -> None:
    assert program.run("data", *arguments).fault().startswith(message)
    assert program.left() == []


def test_get_says_that_samples_are_here(program: Program) -> None:
    outcome = program.run("data", "get", "demo")
    assert (outcome.status, outcome.out) == (
        0,
        "teddy: comes with nlpseq\nparallel: comes with nlpseq\n",
    )


def test_another_text_in_the_mirror_takes_no_place(program: Program) -> None:
    write(program.folder / "mirror" / "sec_en" / "train.conll.gz", "another text\n")
    fault = program.run("data", "get", "sec_en", "--from", "mirror", "--to", "x").fault()
    assert fault.startswith(
        "mirror/sec_en/train.conll.gz: not the text that is registered: found sha256 "
    )
    assert program.left() == ["mirror/sec_en/train.conll.gz"]


def test_get_copies_what_is_missing_and_keeps_what_is_right(
    entry: DataConfig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["get", "mine", "--from", str(tmp_path / "mirror"), "--to", str(tmp_path / "to")]
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"mine: 2 new, 0 kept, in {tmp_path / 'to'}\n"
    train = tmp_path / "to" / "mine" / "train.conll.gz"
    kept = train.stat().st_mtime_ns
    write(tmp_path / "to" / "mine" / "test.conll.gz", "spoilt\n")
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"mine: 1 new, 1 kept, in {tmp_path / 'to'}\n"
    assert train.stat().st_mtime_ns == kept
    for file, digest in entry.origin.sha256.items():
        assert text_digest(tmp_path / "to" / file) == digest


def test_get_downloads_into_the_folder_of_corpora(
    entry: DataConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = write(tmp_path / "original", BODY.decode())
    entry.origin.sha256 = dict.fromkeys(entry.origin.sha256, digest)
    monkeypatch.setattr(downloads, "BACKOFF_SECONDS", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NLPSEQ_DATA", str(tmp_path / "new"))
    with running_server() as server:
        entry.origin.downloads = addresses(server, list(entry.origin.sha256))
        assert main(["get", "mine"]) == 0
        assert len(server.asked) == 3  # one broke off
        assert main(["get", "mine"]) == 0
        assert len(server.asked) == 3
    for file in entry.origin.sha256:
        assert gzip.decompress((tmp_path / "new" / file).read_bytes()) == BODY


def addresses(server: Server, files: list[str]) -> dict[str, str]:
    """An address of each file, from which it comes in two pieces, plain or packed."""
    plain, packed = files
    return {plain: server.address("cut/a.txt"), packed: server.address("cut/a.txt.gz")}


def test_check_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    stub = ModuleType("nlpseq.cli.check")
    stub.main = lambda argv: seen.append(argv) or 1  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nlpseq.cli.check", stub)
    assert main(["check", "mine", "--fix", "out"]) == 1
    assert seen == [["mine", "--fix", "out"]]
