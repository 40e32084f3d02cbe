"""Labels as words arrive: who does not read on never takes one back."""

from rich.console import Console

from nlpseq.inference.arriving import Arrival, Change, Labelled, arrivals, render_arrivals
from nlpseq.inference.pipeline import Pipeline
from tests.inference.test_teddy import random_pipeline

TEXT = "Teddy bears are on sale"


def shown(found: list[Arrival]) -> list[str]:
    """The lines as a narrow terminal shows them."""
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(render_arrivals(found), highlight=False)
    return capture.get().rstrip("\n").split("\n")


def test_left_to_right_no_label_changes() -> None:
    found = arrivals(random_pipeline(bidirectional=False), TEXT)
    assert [arrival.new.word for arrival in found] == TEXT.split()
    assert not any(arrival.changes for arrival in found)
    assert all(0 < arrival.new.prob <= 1 for arrival in found)


def test_every_change_is_one_between_two_prefixes(pipeline: Pipeline) -> None:
    found = arrivals(pipeline, TEXT)
    words = TEXT.split()
    for number, arrival in enumerate(found):
        now = pipeline.tag_words([words[: number + 1]])[0].tags
        before = pipeline.tag_words([words[:number]])[0].tags if number else []
        labels = [[tag.partition("-")[2] or "O" for tag in tags] for tags in (before, now)]
        assert arrival.new.label == labels[1][-1]
        assert [(c.before, c.now.label) for c in arrival.changes] == [
            (old, new) for old, new in zip(labels[0], labels[1], strict=False) if old != new
        ]


def test_a_change_stands_below_the_word_that_made_it() -> None:
    teddy = Labelled("Teddy", "PER", 0.93)
    bears = Arrival(Labelled("bears", "O", 0.98), [Change("PER", Labelled("Teddy", "O", 0.88))])
    assert shown([Arrival(teddy, []), bears]) == [
        "  1 Teddy            PER   0.93",
        "  2 bears            O     0.98",
        "      Teddy: PER -> O 0.88",
        "1 label(s) changed by later words",
    ]


def test_long_words_and_no_words_fit_a_terminal(pipeline: Pipeline) -> None:
    found = arrivals(pipeline, "x" * 300 + " sleeps")
    assert all(len(line) <= 80 for line in shown(found))
    assert shown([]) == shown(arrivals(pipeline, " ")) == ["no words"]
