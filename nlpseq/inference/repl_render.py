"""Answers of the prompt as rich shows them."""

from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from nlpseq.inference.classified import Classified
from nlpseq.inference.tagged import TaggedText
from nlpseq.inference.translations import CUT, LOOP, Translation
from nlpseq.viz.spans import spans_terminal

if TYPE_CHECKING:
    from nlpseq.inference.language import Filling, ScoredText

NUM_LABELS_SHOWN = 3
DOUBTS = {LOOP: "it repeats itself", CUT: "it found no end"}


def render_tagged(tagged: TaggedText) -> RenderableType:
    """The text with entities in colour, and their probabilities."""
    text = spans_terminal(tagged.text, [(e.start, e.end, e.label) for e in tagged.entities])
    if tagged.entities:
        probs = ", ".join(f"{e.text} {e.label} {e.prob:.2f}" for e in tagged.entities)
        text.append(f"   ({probs})", style="dim")
    return text


def render_translation(translation: Translation) -> RenderableType:
    """The best translation, or the n best with their scores, and what is wrong with the best."""
    if len(translation.alternatives) < 2:
        text = Text(f"-> {translation.text}")
    else:
        lines = (f"-> {a.text}   ({a.score:.3f})" for a in translation.alternatives)
        text = Text("\n".join(lines))
    if translation.warning:
        text.append(f"\nnot to be trusted: {DOUBTS[translation.warning]}", style="dim")
    return text


def render_classified(classified: Classified) -> RenderableType:
    """The label with its probability, and the next in the ranking."""
    shown = [f"{label} {prob:.2f}" for label, prob in classified.ranking[:NUM_LABELS_SHOWN]]
    text = Text(f"= {shown[0]}")
    if shown[1:]:
        text.append(f"   ({', '.join(shown[1:])})", style="dim")
    return text


def render_scored(scored: "ScoredText") -> RenderableType:
    """Each word with its bits, and their sum."""
    text = Text()
    for cost in scored.words:
        text.append(cost.word).append(f" {cost.bits:.1f}  ", style="dim")
    return text.append(f"= {scored.bits:.1f} bits", style="dim")


def render_fillings(fillings: "list[Filling]") -> RenderableType:
    """The words for a blank with their probabilities among all that were proposed."""
    return Text("\n".join(f"{filling.prob:.2f}  {filling.text}" for filling in fillings))


def two_columns(rows: tuple[tuple[str, str], ...]) -> Table:
    """Names at the left, what they stand for at the right."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for left, right in rows:
        table.add_row(Text(left), Text(right))
    return table
