"""One bundle with all four heads: trained together, saved, loaded, and asked at the prompt."""

import pytest
from rich.console import Console

from nlpseq.bundle import write_bundle
from nlpseq.config import CorpusSpec
from nlpseq.inference.repl import Session
from nlpseq.training.finish import finished_bundle
from nlpseq.training.loop import Updated, train
from tests.helpers import LABELLED, prepared_run, tiny_config, write_corpora, write_labelled
from tests.tasks.test_language_modelling import text_corpus

HEADS = {"tagging", "translation", "classification", "language_modelling"}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("four")
    labelled = write_labelled(folder, "labelled", LABELLED)
    corpora = {
        **write_corpora(folder),
        "classification": CorpusSpec(train=labelled, valid=labelled, reader="labelled"),
        "language_modelling": text_corpus(folder / "text"),
    }
    config = tiny_config(
        corpora,
        task__classification__reads="tagging",
        training__num_steps=3,
        training__validate_every=3,
        training__mixture_temperature=1e9,
    )
    prepared, run = prepared_run(config, folder / "run")
    for event in train(prepared.setup, prepared.state):
        if isinstance(event, Updated):
            assert event.losses.keys() == HEADS
    run.save_best(prepared.state)
    write_bundle(run.bundle_path, finished_bundle(prepared, run))
    return Session.open(run.bundle_path)


def shown(session: Session, line: str) -> str:
    """What a line is answered with, as plain text."""
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(session.respond(line))
    return capture.get().strip()


def test_every_head_is_there(session: Session) -> None:
    assert all(session.pipeline.can(kind) for kind in HEADS)
    assert all(kind in str(session.greeting()) for kind in HEADS)


def test_a_sentence_is_answered_by_all_that_read_one(session: Session) -> None:
    text = "Anna reads a book ."
    answer = shown(session, f":both {text}")
    assert shown(session, f":tag {text}") in answer
    assert shown(session, f":translate {text}") in answer
    label = session.pipeline.classify(text).label
    assert f"= {label} " in shown(session, f":intent {text}")
    assert f"= {label} " in answer


def test_texts_are_written_and_filled(session: Session) -> None:
    assert shown(session, ":generate the dog").startswith("the dog")
    assert shown(session, ":fill the ___ runs home .").count("\n") >= 1
