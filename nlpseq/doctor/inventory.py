"""The labels of the splits against each other: rare, never seen, and otherwise distributed."""

from collections import Counter

from nlpseq.doctor.case import TRAIN, Case

_RARE = 5
_SHIFT = 0.25
_SHOWN = 30


def compare_labels(case: Case, counts: dict[str, Counter[str]], name: str) -> None:
    """Note the labels of each split and how they differ from train's.

    Args:
        case: the corpus.
        counts: how often each label stands in each split.
        name: what a label is ("entity types").
    """
    train = counts.get(TRAIN)
    for split, labels in counts.items():
        shown = [f"{label} {count:,}" for label, count in labels.most_common(_SHOWN)]
        rest = f", … ({len(labels)})" if len(labels) > _SHOWN else ""
        case.log.fact(split, name, (", ".join(shown) or "none") + rest)
        place = case.splits[split][0].place
        if split == TRAIN:
            rare = sorted(label for label, count in labels.items() if count < _RARE)
            if rare:
                case.log.add("rare-label", place, detail=_listed(rare))
        elif train:
            unseen = sorted(labels.keys() - train.keys())
            if unseen:
                case.log.add("unseen-label", place, detail=_listed(unseen))
            if (shift := _distance(labels, train)) > _SHIFT:
                case.log.add("label-shift", place, detail=f"{100 * shift:.0f} % of them")


def _distance(here: Counter[str], there: Counter[str]) -> float:
    """Share of the labels that would have to be others (total variation)."""
    sizes = max(1, here.total()), max(1, there.total())
    labels = here.keys() | there.keys()
    return sum(abs(here[name] / sizes[0] - there[name] / sizes[1]) for name in labels) / 2


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f", … ({len(names)})" if len(names) > _SHOWN else "")
