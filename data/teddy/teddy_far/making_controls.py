"""Makes the controls: cues that stand to the left, and labels that both sides decide together."""

import random
from dataclasses import dataclass

from teddy_en.grammar import Token, finish
from teddy_en.reading import Word

from teddy_far import controls
from teddy_far.lines import FarExpander, read_lines
from teddy_far.sorts import FarSort

LEFT_CUES = {label: read_lines(label, block) for label, block in controls.LEFT_CUES.items()}
NEUTRAL_ENDS = read_lines("end", controls.NEUTRAL_ENDS)
LEADS = read_lines("lead", controls.LEADS)
MARK_ENDS = read_lines("mark_end", controls.MARK_ENDS)


@dataclass(frozen=True)
class Control:
    """A pair that is none with its cue to the right.

    Args:
        sides: the two sentences.
        cues: the deciding words of each.
        offset: where they begin, from the word at ``index`` on.
        template: names of the lines before the word.
        end: name of the line behind.
    """

    sort: str
    word: Word
    index: int
    sides: tuple[list[Token], list[Token]]
    cues: tuple[str, str]
    offset: int
    template: tuple[str, str]
    end: str


def make_mirrored(rng: random.Random, sort: FarSort, part: str, word: Word) -> Control | None:
    """Draw a pair whose cue stands to the left; what follows the word is the same."""
    lines = [rng.choice(LEFT_CUES[label].of(part)) for label in sort.labels]
    (first_name, first), (second_name, second) = lines
    index = len(first)
    if len(second) != index:
        return None
    name, end = rng.choice(NEUTRAL_ENDS.of(part))
    tail = FarExpander(rng).expand_in_part(end, part)
    sides = [
        [*(Token(text, "O") for text in left), Token(word.text, f"B-{label}"), *tail]
        for label, left in zip(sort.labels, (first, second), strict=True)
    ]
    return Control(
        sort=sort.name,
        word=word,
        index=index,
        sides=(sides[0], sides[1]),
        cues=(" ".join(first), " ".join(second)),
        offset=-index,
        template=(first_name, second_name),
        end=name,
    )


def make_joint(rng: random.Random, sort: FarSort, part: str, word: Word) -> list[Control]:
    """Draw two pairs that share their marks and give them opposite meanings on the left.

    "In my notebook people are on the left and towns are on the right : Jordan , on the left , is
    new ." Neither side decides alone, nor can the sum of what both say.
    """
    things = [rng.choice(controls.LEGENDS[label]) for label in sort.labels]
    marks = [m.split() for m in rng.choice(controls.MARKS.strip().split("\n")).split(" | ")]
    shared = next(i for i, (a, b) in enumerate(zip(*marks, strict=True)) if a != b)
    lead_name, lead = rng.choice(LEADS.of(part))
    end_name, end = rng.choice(MARK_ENDS.of(part))
    tail = FarExpander(rng).expand_in_part(end, part)
    found = []
    for swapped in (False, True):
        first, second = marks[::-1] if swapped else marks
        left = [*lead, things[0], "are", *first, "and", things[1], "are", *second, ":"]
        sides = [
            _marked(left, word, sort.labels[number ^ swapped], mark, tail)
            for number, mark in enumerate(marks)
        ]
        found.append(
            Control(
                sort=sort.name,
                word=word,
                index=len(left),
                sides=(sides[0], sides[1]),
                cues=(" ".join(marks[0][shared:]), " ".join(marks[1][shared:])),
                offset=2 + shared,
                template=(lead_name, lead_name),
                end=end_name,
            )
        )
    return found


def _marked(
    left: list[str], word: Word, label: str, mark: list[str], tail: list[Token]
) -> list[Token]:
    words = [*(Token(text, "O") for text in left), Token(word.text, f"B-{label}")]
    return finish([*words, Token(",", "O"), *(Token(text, "O") for text in mark), *tail])
