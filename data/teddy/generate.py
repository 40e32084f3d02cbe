"""Writes the corpus: train, valid and test in CoNLL form, and the contrastive pairs.

python data/teddy/generate.py           rewrites the files beside this program
python data/teddy/generate.py --check   verifies that they are what it would write
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

from teddy_en import ordinary
from teddy_en.grammar import (
    ALL_AMBIGUOUS,
    SLOTS,
    Expander,
    Token,
    finish,
    read_fixed,
)
from teddy_en.pairs import FRAMES, SORTS, ContrastivePair, Request, Side, Sort, make_pair
from teddy_en.reading import Word

SEED = 20260
NUM_TRAIN_PAIRS = 2400
NUM_TRAIN_ORDINARY = 2650
NUM_HELD_OUT = {"valid": (150, 210), "test": (180, 250)}
PAIRS_PER_STRATUM = {"valid": 60, "test": 240}
ORDINARY_SHARES = {"NEWS": 4, "SPORT": 2, "BUSINESS": 2, "EVERYDAY": 4, "PLAIN": 3}
MAX_TRIES = 40_000
Sentence = list[Token]


def vocabulary(sentences: list[Sentence]) -> set[str]:
    """Return the lower-cased words of the sentences."""
    return {token.text.lower() for sentence in sentences for token in sentence}


def held_out_names() -> set[str]:
    """Return the ambiguous words that train must not hold, lower-cased."""
    return {word.text.lower() for part in ("test", "valid") for _, word in ALL_AMBIGUOUS[part]}


def held_out_cues() -> set[str]:
    """Return the words that stand only in the held-out parts of slots and heads."""
    parts = list(SLOTS.values())
    for _, word in ALL_AMBIGUOUS["train"]:
        parts += list(word.heads.values())
    kept = {w.lower() for part in parts for value in part[1] + part[2] for w in value.split()}
    known = {w.lower() for part in parts for value in part[0] for w in value.split()}
    for frames in FRAMES.values():
        for frame in frames:
            if frame.part == "train":
                known |= {token.strip("~^").lower() for token in frame.tokens}
    for name in (*ORDINARY_SHARES, "FIXED"):
        known |= {w.lower() for w in getattr(ordinary, name).split()}
    return kept - known


def pool_of(sort: Sort, request: Request, split: str) -> list[Word]:
    """Return the words that pairs of a split may be about.

    Train words are shared out: every fifth serves validation pairs only, the others test pairs.
    """
    candidates = sort.words[request.words]
    if request.words != "train" or split == "train":
        return candidates
    if len(candidates) < 3:
        return candidates if split == "test" else []
    for_valid = {w.text for w in candidates if sum(map(ord, w.text)) % 5 == 0} - {"Will", "May"}
    return [w for w in candidates if (w.text in for_valid) == (split == "valid")]


class Corpus:
    """Draws all parts of the corpus in order, keeping what must stay apart."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.banned = held_out_names() | held_out_cues()
        self.seen: set[str] = set()
        self.turns: dict[str, list[Word]] = {}
        self.train = self._split("train", NUM_TRAIN_PAIRS, NUM_TRAIN_ORDINARY, read_fixed())
        self.valid = self._split("valid", *NUM_HELD_OUT["valid"], [])
        self.test = self._split("test", *NUM_HELD_OUT["test"], [])
        self.words = vocabulary(self.train)
        self.train_cues = self.cues
        self.pairs = {split: self._pairs(split) for split in ("test", "valid")}

    def _split(
        self, split: str, num_pairs: int, num_ordinary: int, fixed: list[Sentence]
    ) -> list[Sentence]:
        sentences = list(fixed)
        self.seen |= {text_of(sentence) for sentence in fixed}
        if split == "train":
            self.cues: set[str] = set()
        weights = [sort.weight for sort in SORTS]
        for _ in range(num_pairs):
            sort = self.rng.choices(SORTS, weights)[0]
            pair = self._draw_pair(sort, int(split != "train"))
            sentences += [pair.first.tokens, pair.second.tokens]
            if split == "train":
                self.cues |= {pair.first.cue, pair.second.cue}
        sentences += [self._ordinary(split) for _ in range(num_ordinary)]
        self.rng.shuffle(sentences)
        return sentences

    def _draw_pair(self, sort: Sort, name_part: int) -> ContrastivePair:
        """Draw a pair for train, valid or test; all words of a sort have their turn."""
        turns = self.turns.setdefault(sort.name, [])
        if not turns:
            turns += self.rng.sample(sort.words["train"], len(sort.words["train"]))
        word = turns.pop()
        for _ in range(MAX_TRIES):
            pair = make_pair(self.rng, sort, Request(), [word], name_part)
            if pair and self._fresh(pair.first.tokens, pair.second.tokens):
                return pair
        raise RuntimeError(f"no more pairs of sort {sort.name}")

    def _fresh(self, *sentences: Sentence) -> bool:
        """Say whether the sentences are new and free of held-out words; remember them if so."""
        texts = {text_of(sentence) for sentence in sentences}
        if texts & self.seen or vocabulary(list(sentences)) & self.banned:
            return False
        self.seen |= texts
        return True

    def _ordinary(self, split: str) -> Sentence:
        shares = ORDINARY_SHARES
        for _ in range(MAX_TRIES):
            block = self.rng.choices(list(shares), list(shares.values()))[0]
            template = self.rng.choice(getattr(ordinary, block).strip().split("\n"))
            expander = Expander(self.rng, int(split != "train"), mixed=True)
            sentence = finish(expander.expand(template.split()))
            if self._fresh(sentence):
                return sentence
        raise RuntimeError("no more ordinary sentences")

    def _pairs(self, split: str) -> list[dict[str, object]]:
        requests = {
            "unseen_names": Request(words=split),
            "unseen_templates": Request(frames=split),
            "unseen_cues": Request(cues=split),
        }
        records: list[dict[str, object]] = []
        for stratum, request in requests.items():
            found = self._stratum(split, stratum, request)
            for number, pair in enumerate(found, 1):
                records.append(record_of(f"{split}-{stratum}-{number:03d}", stratum, pair))
        return records

    def _stratum(self, split: str, stratum: str, request: Request) -> list[ContrastivePair]:
        pairs: list[ContrastivePair] = []
        turns: Counter[str] = Counter()
        open_sorts = [s for s in SORTS if pool_of(s, request, split)]
        shares = {s.name: len(pool_of(s, request, split)) ** 0.5 for s in open_sorts}
        for _ in range(MAX_TRIES):
            sort = min(
                open_sorts,
                key=lambda s: (turns[s.name] + 1) / shares[s.name],
            )
            turns[sort.name] += self.rng.random() < 0.02
            pair = make_pair(self.rng, sort, request, pool_of(sort, request, split))
            if pair and self._keeps_rules(stratum, pair):
                pairs.append(pair)
                turns[sort.name] += 1
            if len(pairs) == PAIRS_PER_STRATUM[split]:
                return pairs
        raise RuntimeError(f"no more pairs of stratum {stratum}")

    def _keeps_rules(self, stratum: str, pair: ContrastivePair) -> bool:
        """Say whether the pair is new and just the thing of its stratum was never in train."""
        sides = (pair.first, pair.second)
        texts = {text_of(side.tokens) for side in sides}
        if texts & self.seen:
            return False
        word = pair.word.text.lower()
        if (word in self.words) != (stratum != "unseen_names"):
            return False
        if not all(self._cue_fits(side, stratum) for side in sides):
            return False
        self.seen |= texts
        return True

    def _cue_fits(self, side: Side, stratum: str) -> bool:
        if stratum == "unseen_names":
            return side.cue in self.train_cues
        known = [word.lower() in self.words for word in side.cue.split()]
        return not all(known) if stratum == "unseen_cues" else all(known)


def text_of(sentence: Sentence) -> str:
    """Return the words of a sentence, joined by blanks."""
    return " ".join(token.text for token in sentence)


def record_of(name: str, stratum: str, pair: ContrastivePair) -> dict[str, object]:
    """Return the record of a pair as it stands in the file."""
    sides = (pair.first, pair.second)
    first, second = (
        {"words": [t.text for t in s.tokens], "tags": [t.tag for t in s.tokens]} for s in sides
    )
    return {
        "id": name,
        "stratum": stratum,
        "sort": pair.sort,
        "index": pair.index,
        "first": first,
        "second": second,
        "name": pair.word.text,
        "template": [side.frame.name for side in sides],
        "cue": [side.cue for side in sides],
        "cue_kind": [side.frame.kind for side in sides],
        "cue_distance": [side.offset for side in sides],
        "distance": pair.distance,
    }


def conll(sentences: list[Sentence]) -> str:
    """Return the sentences in two columns, a blank line after each."""
    return "".join("".join(f"{t.text} {t.tag}\n" for t in s) + "\n" for s in sentences)


def render(seed: int = SEED) -> dict[str, str]:
    """Return file name -> content of all generated files."""
    corpus = Corpus(seed)
    files = {
        f"{split}.conll": conll(getattr(corpus, split)) for split in ("train", "valid", "test")
    }
    for split, name in (("test", "pairs.jsonl"), ("valid", "pairs_valid.jsonl")):
        rows = (json.dumps(record, ensure_ascii=False) for record in corpus.pairs[split])
        files[name] = "".join(f"{row}\n" for row in rows)
    return files


def main() -> int:
    """Write or check the files."""
    return write_or_check(__doc__, Path(__file__), Path(__file__).parent, render())


def write_or_check(about: str | None, program: Path, folder: Path, files: dict[str, str]) -> int:
    """Write the files of a generator, or with ``--check`` compare them; 1 = they are others."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="verify instead of writing")
    check = parser.parse_args().check
    folder.mkdir(exist_ok=True)
    stale = False
    for name, content in files.items():
        path = folder / name
        if not check:
            path.write_text(content, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_bytes() != content.encode("utf-8"):
            print(f"{path} is not what {program.name} writes; run it without --check")
            stale = True
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
