"""The labels of whole texts: plain names, unlike the tags of words."""

from collections.abc import Iterable
from dataclasses import dataclass

from nlpseq.data.labels import LabelSet
from nlpseq.errors import InputError
from nlpseq.registry import unknown_name


@dataclass(frozen=True, slots=True)
class ClassSet:
    """The labels of a classifier; a label's id is its place.

    Args:
        names: without repetition, one at least.

    Raises:
        InputError: there is no name, or one stands twice.
    """

    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.names or len(set(self.names)) != len(self.names):
            raise InputError(
                "not a set of classes", found=str(self.names), expected="distinct names"
            )

    def encode(self, labels: Iterable[str]) -> list[int]:
        """Ids of labels.

        Raises:
            InputError: a label is not in the set.
        """
        ids = {name: index for index, name in enumerate(self.names)}
        try:
            return [ids[label] for label in labels]
        except KeyError as error:
            raise unknown_name("label", error.args[0], list(self.names)) from None

    def __len__(self) -> int:
        return len(self.names)


Labels = LabelSet | ClassSet
"""What a head may answer with, by its kind: tags of words or labels of texts."""


def names_of(labels: Labels) -> tuple[str, ...]:
    """The names in the order of their ids."""
    return labels.tags if isinstance(labels, LabelSet) else labels.names
