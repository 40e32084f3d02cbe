"""What settings have to be: checks that name the key, the value and what was expected."""

from typing import Any

from nlpseq.errors import InputError


def require(holds: bool, key: str, found: object, expected: str) -> None:
    """Refuse a setting.

    Raises:
        InputError: ``holds`` is false; names the key, the value and what was expected.
    """
    if not holds:
        raise InputError(f"setting {key}", found=repr(found), expected=expected)


def one_of(config: object, prefix: str, name: str, known: list[str]) -> None:
    """Require the named word to be a known one."""
    value = getattr(config, name)
    require(value in known, f"{prefix}.{name}", value, "one of " + ", ".join(known))


SEEDS = 2**32
"""Seeds are below: not every generator takes larger ones."""


def valid_seed(config: Any, prefix: str = "") -> None:
    """Require a seed that every generator takes."""
    key = f"{prefix}.seed" if prefix else "seed"
    require(0 <= config.seed < SEEDS, key, config.seed, "0 or more, below 2 ** 32")


def positive(config: object, prefix: str, names: list[str], *, or_zero: bool = False) -> None:
    """Require the named numbers to be above zero, or not below it."""
    expected = "0 or more" if or_zero else "a number above 0"
    for name in names:
        value = getattr(config, name)
        key = f"{prefix}.{name}" if prefix else name
        require(value > 0 or (or_zero and value == 0), key, value, expected)


def rates(config: Any, prefix: str) -> None:
    """Require every ``*_rate`` and ``*_smoothing`` to lie in [0, 1)."""
    for name in config.__dataclass_fields__:
        if name.endswith(("_rate", "_smoothing")):
            value = getattr(config, name)
            require(0.0 <= value < 1.0, f"{prefix}.{name}", value, "0 <= x < 1")


def as_files(value: Any, key: str) -> list[str]:
    """A file name or a list of them, as a list."""
    if value is None:
        return []
    files = list(value) if isinstance(value, list | tuple) else [value]
    require(all(isinstance(file, str) for file in files), key, value, "a file or a list of files")
    return files
