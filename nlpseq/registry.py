"""Short names for classes and functions; an unknown name lists the known ones."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar

from nlpseq.errors import InputError

T = TypeVar("T")


class Registry(Generic[T]):
    """A table of named components of one kind ("cell", "reader", "task")."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, T] = {}

    def register(self, name: str) -> Callable[[T], T]:
        """Enter the decorated component under ``name``; a name can be taken once."""

        def enter(component: T) -> T:
            if name in self._entries:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._entries[name] = component
            return component

        return enter

    def get(self, name: str) -> T:
        """Return the component called ``name``.

        Raises:
            InputError: the name is not known; the message lists those that are.
        """
        if name not in self._entries:
            raise unknown_name(self.kind, name, self.names())
        return self._entries[name]

    def names(self) -> list[str]:
        """All names, in order of the alphabet."""
        return sorted(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())


def unknown_name(kind: str, name: str, known: list[str]) -> InputError:
    """The error for a name that is not in a table, with the nearest known name."""
    near = get_close_matches(name, known, n=1)
    return InputError(
        f"unknown {kind}",
        found=repr(name),
        expected="one of " + ", ".join(known) if known else "none is registered",
        mend=f"did you mean {near[0]!r}?" if near else None,
    )
