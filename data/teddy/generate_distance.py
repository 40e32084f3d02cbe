"""Writes the benchmark by distance: distance/{train,valid,test}.conll, pairs and controls.

python data/teddy/generate_distance.py           rewrites the files
python data/teddy/generate_distance.py --check   verifies that they are what it would write
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from baseline import read_conll
from generate import conll, held_out_cues, text_of, write_or_check
from teddy_en.grammar import Token
from teddy_en.reading import Word
from teddy_far.far import FarPair, Recipe, Tail, make_pair, make_steady
from teddy_far.lines import ALL_SLOTS, FRAMES
from teddy_far.making_controls import Control, make_joint, make_mirrored
from teddy_far.sorts import SORTS, FarSort

SEED = 17
FOLDER = Path(__file__).parent
# distance -> share of the pairs of train, and how much room a stretch is given
BUCKETS = {
    "1": (8, (0,)),
    "2": (8, (0, 1)),
    "3-4": (14, (0, 1, 2)),
    "5-8": (20, (2, 3, 6)),
    "9-16": (27, (6, 8, 12)),
    "17+": (23, (12, 16, 20)),
}
STRATA = {
    "unseen_names": lambda part: Recipe(words=part),
    "unseen_templates": lambda part: Recipe(templates=part),
    "unseen_names_and_templates": lambda part: Recipe(words=part, templates=part),
    "unseen_cues": lambda part: Recipe(cues=part),
}
NUM_TRAIN = {"pairs": 4000, "mirrored": 500, "joint": 600}
NUM_PLAIN = {"rounds": 4, "controls": 20}
PAIRS_OF_CELL = {"valid": 15, "test": 50}
NUM_CONTROLS = {
    "valid": {"left_cue": 60, "no_flip": 90, "xor": 30},
    "test": {"left_cue": 200, "no_flip": 300, "xor": 100},
}
MAX_TRIES = 60_000
Sentence = list[Token]
Draw = Callable[[FarSort], Word | None]
"""Draws a word of a sort; None if it has none."""
Made = TypeVar("Made", Control, FarPair)


def bucket_of(distance: int) -> str:
    """Return the bucket of a distance."""
    return next(
        name
        for name in BUCKETS
        if int(name.split("-")[0].rstrip("+")) <= distance
        and ("+" in name or distance <= int(name.split("-")[-1]))
    )


class Benchmark:
    """Draws all parts in order, keeping what must stay apart."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        near = [words for words, _ in read_conll(FOLDER / "train.conll")]
        self.words = {word.lower() for words in near for word in words}
        self.seen = {" ".join(words) for words in near}
        self.cues: set[str] = set()
        self.banned = held_out_words()
        self.turns: dict[str, list[Word]] = {}
        self.train = self._train()
        self.words |= {token.text.lower() for sentence in self.train for token in sentence}
        self._check_words()
        self.plain: dict[str, list[Sentence]] = {}
        self.pairs: dict[str, list[dict[str, object]]] = {}
        self.controls: dict[str, list[dict[str, object]]] = {}
        for part in ("test", "valid"):
            self.plain[part] = self._plain(part)
            self.pairs[part] = self._pairs(part)
            self.controls[part] = self._controls(part)

    def _check_words(self) -> None:
        """Refuse a held-out name that train holds after all."""
        held_out = {w.text for s in SORTS for part in ("test", "valid") for w in s.words[part]}
        if known := sorted(name for name in held_out if name.lower() in self.words):
            raise ValueError(f"names of test or valid that train holds: {known}")

    def _train(self) -> list[Sentence]:
        sentences: list[Sentence] = []
        shares = [share for share, _ in BUCKETS.values()]
        for _ in range(NUM_TRAIN["pairs"]):
            bucket = self.rng.choices(list(BUCKETS), shares)[0]
            found = self._contrastive(
                self._sort(), Recipe(), bucket, self._train_word, Tail("train")
            )
            sides = (found.pair.first, found.pair.second)
            self.cues |= {side.cue for side in sides}
            sentences += [side.tokens for side in sides]
        for _ in range(NUM_TRAIN["mirrored"]):
            control = self._control(make_mirrored, "train", self._train_word)
            sentences += control.sides
        for _ in range(NUM_TRAIN["joint"]):
            for control in self._joint("train", self._train_word):
                sentences += control.sides
        self.rng.shuffle(sentences)
        return sentences

    def _sort(self, named: bool = False) -> FarSort:
        """Draw a sort; of two names if asked for, which may stand anywhere in a sentence."""
        sorts = [sort for sort in SORTS if "O" not in sort.labels or not named]
        return self.rng.choices(sorts, [sort.weight for sort in sorts])[0]

    def _train_word(self, sort: FarSort) -> Word:
        """All words of a sort have their turn."""
        turns = self.turns.setdefault(sort.name, [])
        if not turns:
            turns += self.rng.sample(sort.words["train"], len(sort.words["train"]))
        return turns.pop()

    def _contrastive(
        self,
        sort: FarSort,
        recipe: Recipe,
        bucket: str,
        word_of: Draw,
        tail: Tail | None = None,
    ) -> FarPair:
        """Draw a pair of a distance; a sort that has none gives way to another."""
        for number in range(MAX_TRIES):
            room = self.rng.choice(BUCKETS[bucket][1])
            if number and number % 300 == 0:
                sort = self._sort()
            word = word_of(sort)
            if word is None:
                sort = self._sort()
                continue
            found = make_pair(self.rng, sort, recipe, word, room, tail)
            if found is None or bucket_of(found.pair.distance) != bucket:
                continue
            sides = [found.pair.first.tokens, found.pair.second.tokens]
            if self._keeps_rules(recipe, found) and self._fresh(*sides):
                return found
        raise RuntimeError(f"no pair of distance {bucket} with {recipe}")

    def _keeps_rules(self, recipe: Recipe, found: FarPair) -> bool:
        """Say whether just what the recipe withholds was never in train."""
        if recipe == Recipe():
            return True
        sides = (found.pair.first, found.pair.second)
        known = [all(word.lower() in self.words for word in side.cue.split()) for side in sides]
        if recipe.cues != "train":
            return not any(known)
        if recipe.templates == "train":
            return all(side.cue in self.cues for side in sides)
        return all(known)

    def _fresh(self, *sentences: Sentence) -> bool:
        texts = {text_of(sentence) for sentence in sentences}
        if texts & self.seen:
            return False
        is_train = not hasattr(self, "train")
        if is_train and {t.text.lower() for s in sentences for t in s} & self.banned:
            return False
        self.seen |= texts
        return True

    def _control(self, make: Callable[..., Made | None], part: str, word_of: Draw) -> Made:
        for _ in range(MAX_TRIES):
            sort = self._sort(named=make is make_mirrored)
            word = word_of(sort)
            found = word and make(self.rng, sort, part, word)
            if not found:
                continue
            if self._fresh(*sentences_of(found)):
                return found
        raise RuntimeError(f"no more of {make.__name__} in {part}")

    def _joint(self, part: str, word_of: Draw) -> list[Control]:
        for _ in range(MAX_TRIES):
            sort = self._sort(named=True)
            word = word_of(sort)
            found = word and make_joint(self.rng, sort, part, word)
            if found and self._fresh(*(side for control in found for side in control.sides)):
                return found
        raise RuntimeError(f"no more joint sentences in {part}")

    def _word_of(self, part: str) -> Draw:
        """Draw a word of a part; None where a sort has none."""
        return lambda sort: self.rng.choice(sort.words[part]) if sort.words[part] else None

    def _plain(self, part: str) -> list[Sentence]:
        """Draw sentences with what a part withholds, for entity F1: the pick of a checkpoint."""
        sentences: list[Sentence] = []
        word_of = self._word_of(part)
        for recipe_of in STRATA.values():
            recipe = recipe_of(part)
            for bucket in list(BUCKETS) * NUM_PLAIN["rounds"]:
                words = self._word_of(recipe.words)
                found = self._contrastive(self._sort(), recipe, bucket, words)
                sentences += sentences_of(found)
        for _ in range(NUM_PLAIN["controls"]):
            sentences += sentences_of(self._control(make_mirrored, part, word_of))
            sentences += sentences_of(self._control(make_steady, part, word_of))
            for control in self._joint(part, word_of):
                sentences += control.sides
        return sentences

    def _pairs(self, part: str) -> list[dict[str, object]]:
        records = []
        for stratum, recipe_of in STRATA.items():
            recipe = recipe_of(part)
            for bucket in BUCKETS:
                used: Counter[str] = Counter()
                for number in range(1, PAIRS_OF_CELL[part] + 1):
                    sort = self._least(used, recipe)
                    used[sort.name] += 1
                    word_of = self._word_of(recipe.words)
                    found = self._contrastive(sort, recipe, bucket, word_of)
                    name = f"{part}-{stratum}-{bucket}-{number:02d}"
                    records.append(record_of(name, stratum, found))
        return records

    def _least(self, used: Counter[str], recipe: Recipe) -> FarSort:
        """Return the sort that has been used least for its weight."""
        able = [sort for sort in SORTS if sort.words[recipe.words]]
        return min(able, key=lambda sort: ((used[sort.name] + 1) / sort.weight, self.rng.random()))

    def _controls(self, part: str) -> list[dict[str, object]]:
        records = []
        word_of = self._word_of(part)
        numbers = NUM_CONTROLS[part]
        for number in range(1, numbers["left_cue"] + 1):
            control = self._control(make_mirrored, part, word_of)
            records.append(record_of_control(f"{part}-left_cue-{number:03d}", "left_cue", control))
        for number in range(1, numbers["no_flip"] + 1):
            steady = self._control(make_steady, part, word_of)
            record = record_of(f"{part}-no_flip-{number:03d}", "no_flip", steady)
            records.append({**record, "kind": "no_flip"})
        for number in range(1, numbers["xor"] + 1):
            for half, control in zip("ab", self._joint(part, word_of), strict=True):
                record = record_of_control(f"{part}-xor-{number:03d}{half}", "xor", control)
                records.append({**record, "group": f"{part}-xor-{number:03d}"})
        return records


def held_out_words() -> set[str]:
    """Return the names and cue words that train must not hold, lower-cased."""
    names = {w.text.lower() for s in SORTS for part in ("test", "valid") for w in s.words[part]}
    kept = words_of(value for slot in ALL_SLOTS.values() for part in slot[1:] for value in part)
    known = words_of(value for slot in ALL_SLOTS.values() for value in slot[0])
    for frames in FRAMES.values():
        for frame in frames:
            if frame.part == "train":
                known |= {token.strip("~^").lower() for token in frame.tokens}
    sources = words_of(value for part in ALL_SLOTS["source"][1:] for value in part)
    return names | held_out_cues() | (kept - known - sources)


def words_of(values: Iterable[str]) -> set[str]:
    """Return the lower-cased words of the values of slots."""
    return {word.lower() for value in values for word in value.split()}


def sentences_of(found: FarPair | Control) -> list[Sentence]:
    """Return both sentences of a pair or control."""
    if isinstance(found, Control):
        return list(found.sides)
    return [found.pair.first.tokens, found.pair.second.tokens]


def sentence_record(tokens: Sentence) -> dict[str, list[str]]:
    """Return words and tags."""
    return {"words": [t.text for t in tokens], "tags": [t.tag for t in tokens]}


def record_of(name: str, stratum: str, found: FarPair) -> dict[str, object]:
    """Return the record of a pair as it stands in the file."""
    pair = found.pair
    sides = (pair.first, pair.second)
    return {
        "id": name,
        "kind": "right_cue",
        "stratum": stratum,
        "sort": pair.sort,
        "index": pair.index,
        "first": sentence_record(pair.first.tokens),
        "second": sentence_record(pair.second.tokens),
        "name": pair.word.text,
        "template": [side.frame.name for side in sides],
        "stretch": found.stretch,
        "cue": [side.cue for side in sides],
        "cue_kind": [side.frame.kind for side in sides],
        "cue_distance": [side.offset for side in sides],
        "distance": pair.distance,
    }


def record_of_control(name: str, kind: str, control: Control) -> dict[str, object]:
    """Return the record of a control that is no ordinary pair."""
    return {
        "id": name,
        "kind": kind,
        "stratum": kind,
        "sort": control.sort,
        "index": control.index,
        "first": sentence_record(control.sides[0]),
        "second": sentence_record(control.sides[1]),
        "name": control.word.text,
        "template": list(control.template),
        "stretch": control.end,
        "cue": list(control.cues),
        "cue_distance": [control.offset, control.offset],
        "distance": abs(control.offset),
    }


def render(seed: int = SEED) -> dict[str, str]:
    """Return file name -> content of all generated files."""
    benchmark = Benchmark(seed)
    files = {"train.conll": conll(benchmark.train)}
    for part, ending in (("test", ""), ("valid", "_valid")):
        files[f"{part}.conll"] = conll(benchmark.plain[part])
        for name in ("pairs", "controls"):
            rows = (json.dumps(r, ensure_ascii=False) for r in getattr(benchmark, name)[part])
            files[f"{name}{ending}.jsonl"] = "".join(f"{row}\n" for row in rows)
    return files


def main() -> int:
    """Write or check the files."""
    return write_or_check(__doc__, Path(__file__), FOLDER / "distance", render())


if __name__ == "__main__":
    sys.exit(main())
