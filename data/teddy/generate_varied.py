"""Writes distance/varied.conll: pairs by distance whose predicates and stretches are composed.

python data/teddy/generate_varied.py           rewrites the file
python data/teddy/generate_varied.py --check   verifies that it is what it would write

It comes after ``generate_distance.py`` and leaves its pairs as they are: of their names, frames,
stretches, unseen cues and sentences nothing is drawn.
"""

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

from baseline import read_conll
from generate import conll, text_of, write_or_check
from generate_distance import Sentence, held_out_words
from teddy_en.reading import Word
from teddy_far.composing import make_composed
from teddy_far.invented import invented
from teddy_far.sorts import SORTS, FarSort
from teddy_far.withheld import patterns

SEED = 23
NUM_PAIRS = 9000
MAX_WORDS = 45
INVENTED_SHARE = 0.6
FOLDER = Path(__file__).parent


class Composed:
    """Draws pairs, keeping apart what must stay apart."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.banned = held_out_words()
        self.withheld = patterns()
        self.seen = known_sentences()
        self.turns: dict[str, list[Word]] = {}
        self.sentences: list[Sentence] = []
        while len(self.sentences) < 2 * NUM_PAIRS:
            sort = self.rng.choices(SORTS, [sort.weight for sort in SORTS])[0]
            sides = make_composed(self.rng, sort, self._word(sort))
            if self._is_allowed(sides):
                self.sentences += sides
        self.rng.shuffle(self.sentences)

    def _word(self, sort: FarSort) -> Word:
        """A word of train, all in their turns, or one made up that is used like it."""
        turns = self.turns.setdefault(sort.name, [])
        if not turns:
            turns += self.rng.sample(sort.words["train"], len(sort.words["train"]))
        word = turns.pop()
        if self.rng.random() >= INVENTED_SHARE:
            return word
        ending = "s" if sort.name == "person_plural" else ""
        return replace(word, text=invented(self.rng) + ending)

    def _is_allowed(self, sides: tuple[Sentence, ...]) -> bool:
        texts = {text_of(side) for side in sides}
        words = {word.lower() for text in texts for word in text.split()}
        if len(texts) < 2 or texts & self.seen or words & self.banned:
            return False
        if max(map(len, sides)) > MAX_WORDS:
            return False
        if any(found.search(f" {text} ") for found in self.withheld.values() for text in texts):
            return False
        self.seen |= texts
        return True


def known_sentences() -> set[str]:
    """Return the sentences of all other files."""
    files = [*FOLDER.glob("*.conll"), *FOLDER.glob("distance/*.conll")]
    found = {
        " ".join(words) for file in files if file.stem != "varied" for words, _ in read_conll(file)
    }
    for file in [*FOLDER.glob("*.jsonl"), *FOLDER.glob("distance/*.jsonl")]:
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found |= {" ".join(record[side]["words"]) for side in ("first", "second")}
    return found


def main() -> int:
    """Write or check the file."""
    content = {"varied.conll": conll(Composed().sentences)}
    return write_or_check(__doc__, Path(__file__), FOLDER / "distance", content)


if __name__ == "__main__":
    sys.exit(main())
