"""Recall and false alarms of ``nlpseq data check``, on faults put into real text.

    python benchmarks/doctor.py [CORPUS ...]

Each corpus is mended first, so that what is found afterwards was put there. Then, rule by rule, one
line in a hundred of train is damaged (for leakage: of the held-out split), and the diagnosis is
compared with the lines that were. A false alarm is a line that the rule names though it was
neither damaged nor named before the damage; what it named in the text as published is counted
apart (``untouched``), for only a reader can tell how much of that is right.
Writes ``benchmarks/results/doctor.json``, prints a table.
"""

import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

from record import machine

from nlpseq.cli.registered import registered
from nlpseq.config import CorpusSpec
from nlpseq.data.conll import conll_columns
from nlpseq.data.corpora import infer, locate
from nlpseq.data.files import read_lines
from nlpseq.doctor.check import diagnose
from nlpseq.doctor.mend import mend

CORPORA = ("parallel", "multi30k", "teddy", "germeval2014_de", "clinc150_en")
RESULT = Path(__file__).parent / "results" / "doctor.json"
MOST_LINES = 60_000
SHARE = 100
# A word ends at a blank or a tab; the last column of other lines is a text.
_CELL = {0: re.compile(r"[^\t ]+"), -1: re.compile(r"[^\t]+")}

Files = dict[str, list[bytes]]
"""Name of a file -> its lines: train.0 (source, words or labelled texts), train.1, valid.0, ..."""
Damage = Callable[[Files, random.Random], set[int]]
"""Damages the files; the lines that the rule should name."""


@dataclass(frozen=True)
class Outcome:
    """What came of the faults of one rule in one corpus."""

    corpus: str
    rule: str
    injected: int
    found: int
    false_alarms: int
    untouched: int
    lines: int


def _each(change: Callable[[str, random.Random], str], name: str) -> Damage:
    """Damages single lines of a file by a change of their text."""

    def damage(files: Files, rng: random.Random) -> set[int]:
        lines = files[name]
        chosen = set()
        for index in rng.sample(range(len(lines)), len(lines) // SHARE):
            text = lines[index].decode()
            changed = change(text, rng)
            if changed != text:
                lines[index] = changed.encode("utf-8", "surrogateescape")
                chosen.add(index + 1)
        return chosen

    return damage


def _inserted(*signs: str, column: int) -> Callable[[str, random.Random], str]:
    """Puts one of some signs inside the first column or the last one."""

    def change(text: str, rng: random.Random) -> str:
        cells = [(match.start(), match[0]) for match in _CELL[column].finditer(text)]
        start, cell = cells[column] if cells else (0, "")
        places = [i for i in range(1, len(cell)) if cell[i - 1 : i + 1].isalpha()]
        if not places:
            return text
        place = start + rng.choice(places)
        return text[:place] + rng.choice(signs) + text[place:]

    return change


def _blank(text: str, rng: random.Random) -> str:
    places = [i for i, sign in enumerate(text) if sign == " "]
    if not places:
        return text
    place = rng.choice(places)
    return rng.choice((f" {text}", f"{text} ", f"{text[:place]} {text[place:]}"))


def _odd_blank(text: str, rng: random.Random) -> str:
    places = [i for i in range(1, len(text) - 1) if text[i] == " " and text[i + 1].isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + rng.choice("\u00a0\u2003\u3000") + text[place + 1 :]


def _misread(text: str, _rng: random.Random) -> str:
    return text.encode().decode("cp1252", "ignore") if not text.isascii() else text


def _escaped(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    place = rng.randrange(len(words))
    words[place] = f"&quot;{words[place]}&quot;"
    return " ".join(words)


def _latin(text: str, _rng: random.Random) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def _pairs(change: Callable[[list[bytes], list[bytes], int], None]) -> Damage:
    """Damages pairs, which both files hold at the same line."""

    def damage(files: Files, rng: random.Random) -> set[int]:
        source, target = files["train.0"], files["train.1"]
        long = [i for i in range(8, len(source) - 8) if source[i].count(b" ") > 3]
        chosen = rng.sample(long, len(source) // SHARE)
        for index in chosen:
            change(source, target, index)
        return {index + 1 for index in chosen}

    return damage


def _copied(source: list[bytes], target: list[bytes], index: int) -> None:
    target[index] = source[index]


def _emptied(source: list[bytes], target: list[bytes], index: int) -> None:
    (source if index % 2 else target)[index] = b""


def _repeated(source: list[bytes], target: list[bytes], index: int) -> None:
    source[index], target[index] = source[index % 7], target[index % 7]


def _exchanged(source: list[bytes], target: list[bytes], index: int) -> None:
    source[index], target[index] = target[index], source[index]


def _joined(_source: list[bytes], target: list[bytes], index: int) -> None:
    target[index] = b" ".join(target[index - 4 : index + 4])


def _shift(files: Files, rng: random.Random) -> set[int]:
    """One target is missing, and some hundred lines later one too many stands."""
    target = files["train.1"]
    start = rng.randrange(len(target) // 2)
    end = start + min(400, len(target) // 4)
    target.insert(end, target[0])
    del target[start]
    return set(range(start + 1, end))


def _missing(files: Files, _rng: random.Random) -> set[int]:
    del files["train.1"][-5:]
    return set(range(len(files["train.0"]) - 4, len(files["train.0"]) + 1))


def _sentences(lines: list[bytes]) -> list[list[int]]:
    """Indices of the lines of each sentence."""
    groups = groupby(enumerate(lines), key=lambda item: bool(item[1].strip()))
    return [[index for index, _ in group] for full, group in groups if full]


def _tags(column: int, change: Callable[[list[str], int, random.Random], None]) -> Damage:
    """Damages the columns of a word that stands first in its sentence and bears O."""

    def damage(files: Files, rng: random.Random) -> set[int]:
        lines = files["train.0"]
        heads = [ids[0] for ids in _sentences(lines) if len(ids) > 2]
        heads = [index for index in heads if _cells(lines[index])[column] == "O"]
        chosen = rng.sample(heads, len(heads) // 10)
        for index in chosen:
            cells = _cells(lines[index])
            change(cells, column, rng)
            lines[index] = _joined_cells(cells, lines[index])
        return {index + 1 for index in chosen}

    return damage


def _cells(line: bytes) -> list[str]:
    return line.decode().split("\t" if b"\t" in line else " ")


def _joined_cells(cells: list[str], line: bytes) -> bytes:
    return ("\t" if b"\t" in line else " ").join(cells).encode()


def _shortened(cells: list[str], _column: int, _rng: random.Random) -> None:
    del cells[-1]


def _garbled(cells: list[str], column: int, rng: random.Random) -> None:
    cells[column] = rng.choice(("0", "o", "PER", "B_PER", "B-"))


def _illegal(column: int) -> Damage:
    """The first word of an entity bears I- (bio only)."""

    def damage(files: Files, rng: random.Random) -> set[int]:
        lines = files["train.0"]
        tags = [_cells(line)[column] if line.strip() else "O" for line in lines]
        heads = [
            index
            for index, (before, tag) in enumerate(pairwise(["O", *tags]))
            if tag.startswith("B-") and before == "O"
        ]
        chosen = rng.sample(heads, len(heads) // 40)
        for index in chosen:
            cells = _cells(lines[index])
            cells[column] = "I-" + cells[column][2:]
            lines[index] = _joined_cells(cells, lines[index])
        return {index + 1 for index in chosen}

    return damage


def _same_sentence(name: str, *, near: bool = False) -> Damage:
    """A sentence of a file is one of the first of train, or differs from it in one word."""

    def damage(files: Files, rng: random.Random) -> set[int]:
        lines, train = files[name], files["train.0"]
        copied = [ids for ids in _sentences(train)[:200] if 8 <= len(ids) <= 12][:20]
        longer = [ids for ids in _sentences(lines)[200:] if len(ids) > 12]
        chosen = rng.sample(longer, len(copied))
        for ids, of_train in zip(chosen, copied, strict=True):
            for place, index in enumerate(ids):
                lines[index] = train[of_train[place]] if place < len(of_train) else b""
            if near:
                index = ids[rng.randrange(8)]
                lines[index] = b"Quantelbusch" + re.sub(rb"^[^\t ]+", b"", lines[index])
        return {ids[0] + 1 for ids in chosen}

    return damage


def _leaked(*, near: bool) -> Damage:
    """A held-out line is one of train, or differs from it in one word."""

    def damage(files: Files, rng: random.Random) -> set[int]:
        held, train = files["valid.0"], files["train.0"]
        long = [line for line in train if 6 < line.count(b" ") < 40]
        chosen = set()
        for index in rng.sample(range(len(held)), len(held) // 20):
            label = held[index].rpartition(b"\t")[0]
            words = rng.choice(long).rpartition(b"\t")[2].split(b" ")
            if near:
                words[rng.randrange(len(words))] = b"Quantelbusch"
            held[index] = (label + b"\t" if label else b"") + b" ".join(words)
            chosen.add(index + 1)
        return chosen

    return damage


def _relabelled(files: Files, rng: random.Random) -> set[int]:
    lines = files["train.0"]
    chosen = set()
    for index in rng.sample(range(len(lines) // 2), len(lines) // SHARE):
        other = lines[-1 - index].partition(b"\t")[0]
        if other != lines[index].partition(b"\t")[0]:
            lines[-1 - index] = other + b"\t" + lines[index].partition(b"\t")[2]
            chosen |= {index + 1, len(lines) - index}
    return chosen


def _characters(name: str, column: int) -> dict[str, Damage]:
    signs = {
        "zero-width": ("\u200b", "\ufeff", "\u200e", "\u2060"),
        "control-character": ("\x96", "\x07"),
        "replacement-character": ("\ufffd",),
        "not-nfc": ("e\u0301", "u\u0308"),
        "nul": ("\0",),
    }
    inserted = {rule: _inserted(*of_rule, column=column) for rule, of_rule in signs.items()}
    return {rule: _each(change, name) for rule, change in inserted.items()}


_TEXTS = {
    "odd-space": _odd_blank,
    "stray-blank": _blank,
    "html-escape": _escaped,
    "encoding": _latin,
    "mojibake": _misread,
}


def _faults_of(spec: CorpusSpec) -> dict[str, Damage]:
    """A damage for each rule that the corpus' task has."""
    if spec.task == "tagging":
        return _faults_of_tagging(conll_columns(spec)[1])
    return _FAULTS[spec.task]


def _faults_of_tagging(tag_column: int) -> dict[str, Damage]:
    return _characters("train.0", 0) | {
        "tag": _tags(tag_column, _garbled),
        "columns": _tags(tag_column, _shortened),
        "illegal-tag": _illegal(tag_column),
        "duplicate": _same_sentence("train.0"),
        "leakage": _same_sentence("valid.0"),
        "near-leakage": _same_sentence("valid.0", near=True),
    }


_FAULTS: dict[str, dict[str, Damage]] = {
    "translation": _characters("train.1", -1)
    | {rule: _each(change, "train.1") for rule, change in _TEXTS.items()}
    | {
        "empty-side": _pairs(_emptied),
        "copy": _pairs(_copied),
        "duplicate-pair": _pairs(_repeated),
        "wrong-language": _pairs(_exchanged),
        "length-ratio": _pairs(_joined),
        "misaligned": _shift,
        "unequal-lines": _missing,
        "leakage": _leaked(near=False),
        "near-leakage": _leaked(near=True),
    },
    "classification": _characters("train.0", -1)
    | {
        "leakage": _leaked(near=False),
        "near-leakage": _leaked(near=True),
        "other-label": _relabelled,
    },
}


def main(names: list[str]) -> None:
    """Measure every rule on every corpus."""
    outcomes = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            outcomes += list(_measure(name, Path(folder)))
    for outcome in outcomes:
        recall = 100 * outcome.found / max(1, outcome.injected)
        print(
            f"{outcome.corpus:<18}{outcome.rule:<24}{recall:6.1f} % of {outcome.injected:<6}"
            f"{outcome.false_alarms:6} false alarms, {outcome.untouched} lines named untouched, "
            f"of {outcome.lines:,}"
        )
    RESULT.parent.mkdir(exist_ok=True)
    content = {
        "experiment": "doctor",
        "machine": machine(),
        "outcomes": [asdict(outcome) for outcome in outcomes],
    }
    RESULT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _measure(name: str, folder: Path) -> Iterator[Outcome]:
    spec = infer(registered(name))
    published = _published(spec)
    untouched = _named(spec, published, folder)
    files = _clean(spec, published, folder)
    before = _named(spec, files, folder)
    for rule, damage in _faults_of(spec).items():
        damaged = {file: list(lines) for file, lines in files.items()}
        expected = damage(damaged, random.Random(1))
        if not expected:
            continue
        found = _named(spec, damaged, folder).get(rule, set())
        false = found - expected - before.get(rule, set())
        num_lines = len(files["train.0"])
        right, named = len(found & expected), len(untouched.get(rule, set()))
        yield Outcome(name, rule, len(expected), right, len(false), named, num_lines)


def _published(spec: CorpusSpec) -> Files:
    """The first lines of train and of a held-out split."""
    files: Files = {}
    for split in ("train", "valid"):
        for number, path in enumerate(locate(spec, split)):
            lines = [text.encode() for line, text in read_lines(path) if line <= MOST_LINES]
            files[f"{split}.{number}"] = lines
    return files


def _clean(spec: CorpusSpec, files: Files, folder: Path) -> Files:
    """The same, mended."""
    mend(_written(spec, files, folder / "raw"), folder / "mended")
    return {
        name: (folder / "mended" / name).read_bytes().removesuffix(b"\n").split(b"\n")
        for name in files
    }


def _written(spec: CorpusSpec, files: Files, folder: Path) -> CorpusSpec:
    """Write files; the corpus that they are."""
    folder.mkdir(exist_ok=True)
    for name, lines in files.items():
        (folder / name).write_bytes(b"\n".join(lines) + b"\n")
    train, valid = (
        [str(folder / name) for name in files if name.startswith(split)]
        for split in ("train", "valid")
    )
    return replace(spec, root="", train=train, valid=valid, test=[], splits={})


def _named(spec: CorpusSpec, files: Files, folder: Path) -> dict[str, set[int]]:
    """The lines that each rule names in the corpus, where faults are put."""
    named: dict[str, set[int]] = {}
    for finding in diagnose(_written(spec, files, folder / "damaged")).findings:
        held_out = finding.rule in ("leakage", "near-leakage")
        if (finding.split == "valid") == held_out:
            named.setdefault(finding.rule, set()).update(finding.lines)
    return named


if __name__ == "__main__":
    main(sys.argv[1:] or list(CORPORA))
