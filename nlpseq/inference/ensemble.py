"""Several bundles that translate together."""

from collections.abc import Mapping

from nlpseq.bundle import Bundle
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.runtime.choice import AUTO


def ensemble(bundles: Mapping[str, Bundle], runtime: str = AUTO) -> Pipeline:
    """The first bundle in use, its translator averaged with those of the others.

    Args:
        bundles: at least one, by the names to speak of them with.
        runtime: what computes all of them.

    Raises:
        InputError: a bundle has another tokenizer, or no translator.
    """
    (first_name, first), *others = bundles.items()
    pipeline = Pipeline(first, runtime)
    starts = []
    for name, bundle in others:
        if bundle.tokenizer.model_bytes != first.tokenizer.model_bytes:
            raise InputError(
                "the bundles of an ensemble have different tokenizers",
                file=name,
                found=f"{bundle.tokenizer.vocab_size:,} pieces of its own",
                expected=f"the pieces of {first_name}",
                mend="train its members on the same corpora, each with a seed of its own",
            )
        starts.append(Pipeline(bundle, runtime).start)
    pipeline.others = starts
    return pipeline
