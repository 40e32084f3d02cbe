"""The modules of a bundle and its tasks; torch is imported when they are asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from nlpseq.bundle import Bundle
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.model import SharedModel
    from nlpseq.tasks.build import AnyTask


class Modules:
    """What computes a head that no other runtime knows.

    Args:
        bundle: a bundle in memory.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    @cached_property
    def model(self) -> "SharedModel":
        """The network, with the weights of the bundle."""
        from nlpseq.model import ModelSpec, restore

        bundle = self._bundle
        spec = ModelSpec(
            bundle.model,
            bundle.heads,
            bundle.labels,
            bundle.tokenizer.vocab_size,
            bundle.pretrained,
        )
        return restore(spec, bundle.weights)

    def task(self, kind: str) -> "AnyTask":
        """The first task of a kind.

        Raises:
            InputError: the bundle has none.
        """
        return self._tasks[head_of(self._bundle, kind)]

    @cached_property
    def _tasks(self) -> dict[str, "AnyTask"]:
        from nlpseq.tasks.build import build_task
        from nlpseq.tasks.word_batch import speller

        bundle = self._bundle
        told = speller(bundle.pretrained, bundle.pretrained_tokenizer)
        return {
            name: build_task(
                name,
                head,
                bundle.tokenizer,
                bundle.labels.get(name),
                bundle.languages[name],
                bundle.calibration.get(name),
                told,
            )
            for name, head in bundle.heads.items()
        }


def head_of(bundle: Bundle, kind: str) -> str:
    """The name of a bundle's first head of a kind.

    Args:
        bundle: a bundle in memory.
        kind: task of the head.

    Raises:
        InputError: it has none.
    """
    for name, head in bundle.heads.items():
        if head.kind == kind:
            return name
    heads = ", ".join(sorted({head.kind for head in bundle.heads.values()}))
    raise InputError(
        f"the bundle cannot do {kind}",
        file=bundle.path,
        found=f"heads for {heads}",
        mend=f"load a bundle that was trained with a corpus for {kind}",
    )
