"""The bar of long commands: on a terminal alone, and nothing is counted without one."""

import io
import sys

import pytest

from nlpseq.cli.progress import counting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_nothing_is_counted_or_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    asked: list[int] = []

    def total() -> int:
        asked.append(1)
        return 3

    with counting("sentences", total) as tick:
        tick(3)
    assert not asked
    assert not stream.getvalue()


def test_a_terminal_shows_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with counting("sentences", lambda: 5) as tick:
        tick(2)
        tick(1)
    assert "3/5" in stream.getvalue()
    assert "sentences, left" in stream.getvalue()
