"""The prompt: every command, faults that do not end a session, and its use in a pipe."""

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.repl import HELP, Session
from nlpseq.inference.translations import Translation
from tests.program import Program


@pytest.fixture
def session(pipeline: Pipeline, trained_run: Path) -> Session:
    """A session that has said nothing yet."""
    return Session(pipeline, trained_run)


def shown(session: Session, line: str) -> str:
    """The answer as text."""
    answer = session.respond(line)
    if answer is None:
        return ""
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(answer, highlight=False, soft_wrap=True)
    return "\n".join(line.rstrip() for line in capture.get().split("\n")).removesuffix("\n")


def test_a_line_is_tagged_and_translated(session: Session) -> None:
    tagged, translated = shown(session, "Anna lives in Bonn .").split("\n")
    assert "Anna" in tagged
    assert "PER" in tagged
    assert "LOC" in tagged
    assert translated == f"-> {session.pipeline.translate('Anna lives in Bonn .').text}"
    assert shown(session, "   ") == ""


@pytest.mark.parametrize(("warning", "doubt"), [("loop", "repeats"), ("cut", "found no end")])
def test_what_is_wrong_with_a_translation_is_said(
    session: Session, monkeypatch: pytest.MonkeyPatch, warning: str, doubt: str
) -> None:
    babble = Translation("Anna", "na na na", [], warning)
    monkeypatch.setattr(session.pipeline, "translate", lambda text, **options: babble)
    translated, said = shown(session, ":translate Anna").split("\n")
    assert translated == "-> na na na"
    assert said.startswith("not to be trusted: it ")
    assert doubt in said


def test_modes_hold_until_the_next(session: Session) -> None:
    assert shown(session, ":tag") == "each line: tag"
    assert "->" not in shown(session, "Anna lives in Bonn .")
    assert shown(session, ":translate") == "each line: translate"
    assert shown(session, "Anna lives in Bonn .").startswith("-> ")
    assert shown(session, ":both") == "each line: both"
    assert len(shown(session, "Anna lives in Bonn .").split("\n")) == 2


def test_a_mode_with_a_text_is_for_that_text_only(session: Session) -> None:
    assert shown(session, ":translate Anna reads a book .").startswith("-> ")
    assert "->" not in shown(session, ":tag Anna reads a book .")
    assert session.mode == "both"


def test_beam_and_n_best(session: Session) -> None:
    assert shown(session, ":beam 4") == "beam size 4"
    assert shown(session, ":nbest 3") == "3 best translation(s)"
    answer = shown(session, ":translate a cat sleeps .").split("\n")
    expected = session.pipeline.translate("a cat sleeps .", beam_size=4, num_best=3)
    assert answer == [f"-> {a.text}   ({a.score:.3f})" for a in expected.alternatives]


def test_info_and_help(session: Session) -> None:
    info = shown(session, ":info")
    for text in ("gru", "2", "LOC, PER", "teddy (CC0-1.0)", "valid tagging.f1", str(session.path)):
        assert text in info
    help_text = shown(session, ":help")
    assert all(left in help_text and right in help_text for left, right in HELP)


def test_every_command_of_help_is_known(session: Session) -> None:
    assert {row[0].split()[0][1:] for row in HELP} == set(session._commands())


def test_load_changes_the_bundle(session: Session, trained_run: Path, tmp_path: Path) -> None:
    shutil.copytree(trained_run / "bundle", tmp_path / "copy")
    answer = shown(session, f":load {tmp_path / 'copy'}")
    assert answer == f"{tmp_path / 'copy'}: tagging, translation. Type a sentence, or :help."
    assert session.path == tmp_path / "copy"


def test_quit(session: Session) -> None:
    assert not session.finished
    assert shown(session, ":quit") == ""
    assert session.finished


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (":x", "unknown command: found :x; type :help for the list of commands"),
        (":beam", ":beam needs a number: found '', expected a whole number above 0"),
        (":beam 0", ":beam needs a number: found '0', expected a whole number above 0"),
        (":beam 1001", ":beam needs a smaller number: found 1001, expected at most 1,000"),
        (
            f":nbest {'9' * 5000}",
            f":nbest needs a smaller number: found {'9' * 20}…, expected at most 1,000",
        ),
        (":nbest two", ":nbest needs a number: found 'two', expected a whole number above 0"),
        (":load", ":load needs a bundle; type :load runs/NAME"),
        (":load nowhere", "nowhere: no such bundle; train one with: nlpseq train"),
    ],
)
def test_a_fault_changes_nothing(session: Session, line: str, message: str) -> None:
    before = (session.pipeline, session.path, session.beam_size, session.num_best)
    with pytest.raises(InputError) as error:
        session.respond(line)
    assert str(error.value) == message
    assert (session.pipeline, session.path, session.beam_size, session.num_best) == before


def test_in_a_pipe(trained_run: Path, nlpseq_command: list[str]) -> None:
    # the folder above runs/, where the newest finished run is found by itself
    program = Program(nlpseq_command, trained_run.parents[1])
    text = ":beam x\n:tag\nAnna lives in Bonn .\nZürich 東京 🙂\n\n:load nowhere\n:translate Bonn"
    outcome = program.run("repl", stdin=f":beam {'1' * 5000}\n{text}")
    assert (outcome.status, outcome.err) == (0, "")
    first, *lines = outcome.out.split("\n")
    assert first.startswith("nlpseq: :beam needs a smaller number: found 1111")
    assert lines[0] == ("nlpseq: :beam needs a number: found 'x', expected a whole number above 0")
    assert lines[1] == "each line: tag"
    assert "PER" in lines[2]
    assert lines[3].startswith("Zürich")
    assert lines[4] == "nlpseq: nowhere: no such bundle; train one with: nlpseq train"
    assert lines[5].startswith("-> ")
    assert lines[6:] == [""]


def test_a_pipe_that_is_not_utf8(program: Program, trained_run: Path) -> None:
    outcome = program.run("repl", str(trained_run), stdin=b"Z\xfcrich\n")
    assert outcome.fault() == (
        "standard input: wrong encoding: found byte 0xfc, expected UTF-8; "
        "convert it first with iconv"
    )


def test_what_follows_quit_is_not_answered(program: Program, trained_run: Path) -> None:
    outcome = program.run("repl", str(trained_run), stdin=":quit\nAnna\n")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
