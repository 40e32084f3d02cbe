"""The labels of the splits against each other: rare, never seen, and otherwise distributed."""

from collections import Counter
from collections.abc import Collection

from nlpseq.doctor.case import TRAIN, Case

_RARE = 5
_SHIFT = 0.2
_TIMES, _LARGE = 5, 0.1
_SMALL = 500
_MANY = 50
_JOINTS = "#+|,;&/"
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
            label, count = (labels.most_common(1) or [("", 0)])[0]
            if len(labels) > 2 and 2 * count > labels.total() >= _MANY:
                share = f"{label}, {100 * count / labels.total():.0f} % of all"
                case.log.add("majority-label", place, detail=share)
        elif train:
            unseen = sorted(labels.keys() - train.keys())
            if unseen:
                case.log.add("unseen-label", place, detail=_listed(unseen))
            if missing := sorted(train.keys() - labels.keys()):
                case.log.add("missing-label", place, detail=_listed(missing))
            if labels and (moved := _shift(labels, train)):
                case.log.add("label-shift", place, detail=moved)
        if split != TRAIN and 0 < labels.total() < _SMALL:
            spread = 50 / labels.total() ** 0.5
            detail = f"{labels.total()}: a score near 50 is one of ±{spread:.1f}"
            case.log.add("small-split", place, detail=detail)


def joined_labels(labels: Collection[str]) -> list[str]:
    """Labels that are several others, joined by a sign such as #."""
    joined = []
    for label in labels:
        for sign in _JOINTS:
            parts = label.split(sign)
            if len(parts) > 1 and all(parts) and any(part in labels for part in parts):
                joined.append(label)
                break
    return joined


def _shift(here: Counter[str], there: Counter[str]) -> str:
    """How the labels are distributed otherwise than train's; "" = about alike."""
    if (shift := _distance(here, there)) > _SHIFT:
        return f"{100 * shift:.0f} % of them"
    for label in here | there:
        shares = here[label] / max(1, here.total()), there[label] / max(1, there.total())
        if max(shares) >= _LARGE and max(shares) > _TIMES * min(shares):
            return f"{label} {100 * shares[0]:.1f} %, in train {100 * shares[1]:.1f} %"
    return ""


def _distance(here: Counter[str], there: Counter[str]) -> float:
    """Share of the labels that would have to be others (total variation)."""
    sizes = max(1, here.total()), max(1, there.total())
    labels = here.keys() | there.keys()
    return sum(abs(here[name] / sizes[0] - there[name] / sizes[1]) for name in labels) / 2


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f", … ({len(names)})" if len(names) > _SHOWN else "")
