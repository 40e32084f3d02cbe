"""Measure what a score on clean tokens hides: casing, raw text, and honesty of probabilities.

    python benchmarks/tagging.py runs/conll2003 [MORE_BUNDLES ...]

Each bundle is tried on the validation split of
CoNLL-2003, cased, in lower and in upper case; as raw text, detokenised by Moses' rules and split
into words again; and with a temperature fitted on every other sentence, its probabilities judged
on the rest. Written to ``benchmarks/results/tagging.json``, mean and deviation over the bundles.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
from record import commit, machine
from sacremoses import MosesDetokenizer

import nlpseq
from nlpseq.cli.registered import parts_of, registered
from nlpseq.data.corpora import read_split
from nlpseq.data.examples import Tagged
from nlpseq.data.labels import spans_from_bio
from nlpseq.evaluation.calibration import calibration_error
from nlpseq.evaluation.tagging import entity_scores
from nlpseq.inference.pipeline import Pipeline
from nlpseq.tasks.span_calibration import TEMPERATURE

CORPUS = "conll2003_en"
RESULT = Path(__file__).parent / "results" / "tagging.json"

# (start, end, label) in characters, blanks not counted: the same for tokens and for raw text
Place = tuple[int, int, str]


def main(bundles: Sequence[str]) -> None:
    """Measure each bundle, print and write the means."""
    examples = read_split(parts_of(registered(CORPUS))[0], "valid")
    measured = [measure(nlpseq.load(bundle), examples) for bundle in bundles]
    rows = {name: [row[name] for row in measured] for name in measured[0]}
    result = {
        "experiment": "tagging",
        "corpus": f"{CORPUS}, valid",
        "bundles": [Path(bundle).name for bundle in bundles],
        "mean": {name: fmean(values) for name, values in rows.items()},
        "deviation": {name: stdev(v) for name, v in rows.items() if len(v) > 1},
        "machine": machine(),
        "commit": commit(),
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


def measure(pipeline: Pipeline, examples: list[Tagged]) -> dict[str, float]:
    """F1 in three casings and on raw text, and the calibration error on the second half."""
    return {
        "f1": cased_f1(pipeline, examples, str),
        "f1_lower": cased_f1(pipeline, examples, str.lower),
        "f1_upper": cased_f1(pipeline, examples, str.upper),
        "f1_raw_text": raw_text_f1(pipeline, examples),
        **calibration(pipeline, examples),
    }


def cased_f1(pipeline: Pipeline, examples: list[Tagged], case: Callable[[str], str]) -> float:
    """F1 on the words of the corpus in another casing."""
    found = pipeline.tag_words([[case(word) for word in example.words] for example in examples])
    return entity_scores([list(e.tags) for e in examples], [tagged.tags for tagged in found]).f1


def raw_text_f1(pipeline: Pipeline, examples: list[Tagged]) -> float:
    """F1 of the places of entities in detokenised text; both borders and the type must agree."""
    detokenizer = MosesDetokenizer(lang="en")
    texts = [detokenizer.detokenize(list(example.words), unescape=False) for example in examples]
    found = pipeline.tag(texts)
    true = [places_of_words(example) for example in examples]
    for example, text in zip(examples, texts, strict=True):
        assert "".join(text.split()) == "".join(example.words), (text, example.words)
    guessed = [
        {(unspaced(t.text, e.start), unspaced(t.text, e.end), e.label) for e in t.entities}
        for t in found
    ]
    hits = sum(len(a & b) for a, b in zip(true, guessed, strict=True))
    return 200 * hits / (sum(map(len, true)) + sum(map(len, guessed)))


def places_of_words(example: Tagged) -> set[Place]:
    """Where the true entities stand."""
    ends = np.cumsum([len(word) for word in example.words]).tolist()
    starts = [0, *ends]
    return {
        (starts[span.start], ends[span.end - 1], span.label)
        for span in spans_from_bio(list(example.tags))
    }


def unspaced(text: str, offset: int) -> int:
    """An offset into a text as one that does not count blanks."""
    return sum(not character.isspace() for character in text[:offset])


def calibration(pipeline: Pipeline, examples: list[Tagged]) -> dict[str, float]:
    """The temperature of the first, third, ... sentence and the error that it leaves on the rest.

    Returns:
        temperature; calibration error of entities in per cent (15 bins), with it and without.
    """
    task, decoding = pipeline.tagger, pipeline.bundle.decoding
    held_out, rest = examples[::2], examples[1::2]
    fitted = task.calibrate(pipeline.model, task.encode(held_out), decoding)
    errors = {}
    for name, calibration in (("ece", fitted), ("ece_uncalibrated", {})):
        bundle = replace(pipeline.bundle, calibration={task.name: calibration})
        found = Pipeline(bundle).tag_words([example.words for example in rest])
        probs = np.concatenate([prediction.probs for prediction in found])
        right = [
            span in set(spans_from_bio(list(example.tags)))
            for example, prediction in zip(rest, found, strict=True)
            for span in prediction.spans
        ]
        errors[name] = calibration_error(probs, np.array(right))
    return {"temperature": fitted[TEMPERATURE], **errors}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/tagging.py BUNDLE [BUNDLE ...]")
    main(sys.argv[1:])
