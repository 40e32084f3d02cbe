"""Writes the English-German corpus of this folder, or checks that its files are up to date.

    python data/parallel/generate.py            rewrite the files
    python data/parallel/generate.py --check    compare; exit status 1 when a file differs

Standard library only; the same seed gives the same bytes.
"""

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from en_de.lexicon import Classes, load  # noqa: E402  (the folder is put on the path first)
from en_de.template import Pattern, fill, load_patterns  # noqa: E402

SEED = 20250
FILLINGS_PER_PATTERN = 22
NUM_VALID, NUM_TEST_FILLINGS, NUM_TEST_PATTERNS = 500, 600, 300
SPLITS = ("train", "valid", "test_fillings", "test_patterns")


@dataclass(frozen=True)
class Example:
    """One sentence pair and the pattern it comes from."""

    en: str
    de: str
    pattern: str


Splits = dict[str, list[Example]]


def build(seed: int = SEED) -> Splits:
    """Return the examples of every split; no English or German line occurs twice."""
    patterns, classes, seen = load_patterns(), load(), set[str]()
    known = [
        example
        for pattern in patterns
        if not pattern.held_out
        for example in _examples(pattern, classes, seed, seen, FILLINGS_PER_PATTERN)
    ]
    chance = random.Random(f"{seed} splits")
    chance.shuffle(known)
    splits = _split_fillings(known)
    words = {word for example in splits["train"] for word in _words(example)}
    held = [pattern for pattern in patterns if pattern.held_out]
    share = NUM_TEST_PATTERNS // len(held) + 3
    unseen = [
        example
        for pattern in held
        for example in _examples(pattern, classes, seed, seen, share, words)
    ]
    chance.shuffle(unseen)
    splits["test_patterns"] = unseen[:NUM_TEST_PATTERNS]
    return splits


def _examples(
    pattern: Pattern,
    classes: Classes,
    seed: int,
    seen: set[str],
    number: int,
    words: set[str] | None = None,
) -> Iterator[Example]:
    """Yield up to `number` new fillings; `words`, if given, are the only words allowed."""
    chance = random.Random(f"{seed} {pattern.name}")
    for _ in range(number * 20):
        if number == 0:
            return
        example = Example(*fill(pattern, classes, chance), pattern.name)
        new = example.en not in seen and example.de not in seen
        if new and (words is None or words.issuperset(_words(example))):
            seen.update((example.en, example.de))
            number -= 1
            yield example


def _words(example: Example) -> list[str]:
    return re.findall(r"[\w'-]+", f"{example.en} {example.de}")


def _split_fillings(known: list[Example]) -> Splits:
    """Deal shuffled examples out; every pattern keeps at least eight in train."""
    left: dict[str, int] = {}
    for example in known:
        left[example.pattern] = left.get(example.pattern, 0) + 1
    splits: Splits = {name: [] for name in SPLITS}
    for example in known:
        target = "train"
        if left[example.pattern] > 8:
            if len(splits["test_fillings"]) < NUM_TEST_FILLINGS:
                target = "test_fillings"
            elif len(splits["valid"]) < NUM_VALID:
                target = "valid"
        left[example.pattern] -= target != "train"
        splits[target].append(example)
    return splits


def files(splits: Splits) -> dict[str, str]:
    """Return the contents of all corpus files by name."""
    return {
        f"{name}.{side}": "".join(f"{getattr(example, side)}\n" for example in examples)
        for name, examples in splits.items()
        for side in ("en", "de")
    }


def statistics(splits: Splits) -> str:
    """Describe the corpus in a few lines."""
    patterns = load_patterns()
    held = sum(pattern.held_out for pattern in patterns)
    lines = [f"patterns: {len(patterns)}, of which held out: {held}"]
    for name, examples in splits.items():
        lengths = [len(_tokens(example.en)) for example in examples]
        mean = sum(lengths) / len(lengths)
        lines.append(
            f"{name}: {len(examples)} pairs, {min(lengths)}-{max(lengths)} words, mean {mean:.1f}"
        )
    everything = [example for examples in splits.values() for example in examples]
    for side in ("en", "de"):
        forms = {word for example in everything for word in _tokens(getattr(example, side))}
        lines.append(f"word forms, {side}: {len(forms)}")
    return "\n".join(lines)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w:'-]+|[^\w\s]", text)


def main() -> int:
    """Write or check the files; return the exit status."""
    splits = build()
    status = 0
    for name, content in files(splits).items():
        path = HERE / name
        if "--check" not in sys.argv[1:]:
            path.write_text(content, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_bytes() != content.encode():
            print(f"{name} is not what the generator writes; run generate.py")
            status = 1
    print(statistics(splits))
    return status


if __name__ == "__main__":
    sys.exit(main())
