"""Reads the lists of this package: words, frames and slots."""

from dataclasses import dataclass

from teddy_en import words

PARTS = ("train", "test", "valid")


@dataclass(frozen=True)
class Word:
    """An ambiguous word.

    Args:
        gender: "f" or "m", the pronouns of its person; "" if it names none.
        kind: kind of place or work ("city", "novel"); "" for others.
        heads: group -> heads of its compounds for train, unseen cues in test, in validation.
    """

    text: str
    gender: str
    kind: str
    heads: dict[str, tuple[list[str], ...]]


@dataclass(frozen=True)
class Frame:
    """What follows an ambiguous word; ``part`` says which split may use it."""

    name: str
    position: str
    kind: str
    part: str
    tokens: tuple[str, ...]


def split_parts(block: str, separator: str) -> tuple[list[str], ...]:
    """Split "a, b | c | d" into three lists."""
    parts = [[v.strip() for v in part.split(separator)] for part in block.split("|")]
    parts += [[]] * (3 - len(parts))
    return tuple([value for value in part if value and value != "-"] for part in parts)


def _parse_word(entry: str) -> Word:
    text, *fields = entry.split()
    scenes = set(words.SCENES.split())
    heads: dict[str, tuple[list[str], ...]] = {}
    plain = [field for field in fields if ":" not in field]
    for field in fields:
        group, _, values = field.partition(":")
        if not values:
            continue
        parts = split_parts(values.replace("/", "|"), ",")
        if group == "nature":
            heads["scene"] = tuple([h for h in part if h in scenes] for part in parts)
            parts = tuple([h for h in part if h not in scenes] for part in parts)
        heads[group] = parts
    gender = next((field for field in plain if field in ("f", "m")), "")
    kind = next((field for field in plain if field not in ("f", "m")), "")
    return Word(text, gender, kind, {g: h for g, h in heads.items() if h[0]})


def read_words(block: str) -> dict[str, list[Word]]:
    """Read a block of words.py: part -> its words."""
    parts = split_parts(block.replace("\n", ";"), ";")
    return {name: [_parse_word(e) for e in part] for name, part in zip(PARTS, parts, strict=True)}


def read_frames(name: str, block: str) -> list[Frame]:
    """Read the frames of one reading; names count within their section and part."""
    frames: list[Frame] = []
    position = kind = ""
    for line in block.strip().split("\n"):
        if line.startswith("["):
            position, kind = line.strip("[]").split()
            continue
        part = {"T:": "test", "V:": "valid"}.get(line[:2], "train")
        body = line if part == "train" else line[2:]
        number = sum(f.position == position and f.kind == kind for f in frames) + 1
        label = f"{name}.{position}.{kind}.{number:02d}"
        frames.append(Frame(label, position, kind, part, tuple(body.split())))
    return frames


def read_slots(block: str) -> dict[str, tuple[list[str], ...]]:
    """Read slots.py: slot -> its values for train, for unseen cues in test, in validation."""
    lines = block.strip().replace("\n ", " ").split("\n")
    pairs = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {name: split_parts(values, ",") for name, _, values in pairs}


def ambiguous_words() -> dict[str, list[tuple[str, Word]]]:
    """Return part -> (sort, word) for all blocks of words.py."""
    found: dict[str, list[tuple[str, Word]]] = {part: [] for part in PARTS}
    for sort, block in vars(words).items():
        if sort.startswith(("PERSON_", "PLACE_", "COMPANY_")):
            for part, entries in read_words(block).items():
                found[part] += [(sort, word) for word in entries]
    return found
