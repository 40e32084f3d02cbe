"""How fast a bundle is on this machine, beside what the machine could do.

The cases are run in turn, round after round, so that what else the machine does hits all of them;
the time is that of the process, a result is the median of the rounds. In the same rounds stand the
ceilings: matrix products of each kind, and reading memory that no cache of a core holds.
"""

import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

import numpy as np

from nlpseq.bundle import Bundle
from nlpseq.data.words import split_words
from nlpseq.errors import InputError
from nlpseq.inference.modules import head_of
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.runtime.choice import (
    BFLOAT16,
    FLOAT32,
    INT8,
    NUMPY,
    TORCH,
    knows,
)
from nlpseq.inference.runtime.engines import (
    about_processor,
    has_fast_bfloat16,
    has_fast_int8,
)
from nlpseq.inference.runtime.heads import ENGINES

SHORTEST_SECONDS = 0.05
"""Time of a measurement at least: the case is repeated until it is full."""

NOISE = 1.3
"""Highest over lowest of a ceiling's rounds above which a run is refused."""

SINGLE_WORDS = 20
"""Words of the sentence that stands for a single one, as near as the input has it."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure: what it does, and how many units that is."""

    name: str
    run: Callable[[], object]
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The result of a case.

    Args:
        name: of the case.
        unit: what is counted.
        rate: units a second of CPU time, the median of the rounds.
        spread: highest over lowest rate of the rounds.
    """

    name: str
    unit: str
    rate: float
    spread: float


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All results of a run and where they were found."""

    cases: list[Measured]
    num_lines: int
    rounds: int
    processor: str

    def as_json(self) -> str:
        """The results as a file holds them."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def benchmark(
    bundle: Bundle, lines: Sequence[str], *, rounds: int, beam_size: int, allow_noise: bool
) -> Benchmark:
    """Measure every runtime that knows the heads of a bundle.

    Args:
        bundle: with a tagger, a translator or both.
        lines: texts for it.
        rounds: how often each case is measured.
        beam_size: hypotheses of the beam that is measured beside greedy search.
        allow_noise: whether a busy machine may measure.

    Raises:
        InputError: the bundle has neither head, there is no text, or the machine is busy.
    """
    if not any(line.strip() for line in lines):
        raise InputError("no text to measure with", mend="nlpseq bench BUNDLE < text.txt")
    cases = [*ceilings(), *_tagging_cases(bundle, lines)]
    cases += _translation_cases(bundle, lines, beam_size)
    if len(cases) == len(ceilings()):
        head_of(bundle, "tagging")  # raises: there is nothing that this measures
    found = measure(cases, rounds)
    if not allow_noise:
        refuse_noise(found[: len(ceilings())])
    return Benchmark(found, len(lines), rounds, _processor())


def refuse_noise(found: Sequence["Measured"]) -> None:
    """Refuse a run whose ceilings vary.

    Raises:
        InputError: the machine was busy with something else.
    """
    noisiest = max(found, key=lambda one: one.spread)
    if noisiest.spread > NOISE:
        raise InputError(
            "the machine is too busy to measure",
            found=f"{noisiest.name} between rounds up to {noisiest.spread:.2f} times as fast",
            expected=f"at most {NOISE}",
            mend="run it on a quiet machine, or with --allow-noise",
        )


def measure(cases: Sequence[Case], rounds: int) -> list[Measured]:
    """The rates of cases that are run in turn, after one run of each that does not count."""
    for case in cases:
        case.run()
    rates: list[list[float]] = [[] for _ in cases]
    for _ in range(rounds):
        for case, found in zip(cases, rates, strict=True):
            found.append(_rate(case))
    return [
        Measured(case.name, case.unit, median(found), max(found) / min(found))
        for case, found in zip(cases, rates, strict=True)
    ]


def _rate(case: Case) -> float:
    """Units a second of CPU time."""
    repeats, start = 0, time.process_time()
    while (spent := time.process_time() - start) < SHORTEST_SECONDS:
        case.run()
        repeats += 1
    return repeats * case.amount / spent


def ceilings() -> list[Case]:
    """What the processor can do: products of 640 x 512 with 512 x 1536, and reading memory."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(640, 512)).astype(np.float32)
    weight = rng.normal(size=(1536, 512)).astype(np.float32)
    gigaflops = 2e-9 * rows.shape[0] * weight.size
    memory = np.ones(1 << 22, np.float32)
    rows /= np.abs(rows).max()
    cases = []
    for name in array_runtimes():
        product = ENGINES[name].product(weight, bound=1.0)
        run = _call(product, rows)
        cases.append(Case(f"ceiling: {name} product", run, gigaflops, "GFLOP"))
    cases.append(Case("ceiling: reading 16 MiB", memory.sum, memory.nbytes * 1e-9, "GB"))
    return cases


def _tagging_cases(bundle: Bundle, lines: Sequence[str]) -> list[Case]:
    cases = []
    num_words = sum(len(split_words(line)) for line in lines)
    single = _typical(lines)
    for runtime, pipeline in _pipelines(bundle, "tagging"):
        run = _call(pipeline.tag, list(lines))
        cases.append(Case(f"tag, {runtime}", run, num_words, "words"))
        run = _call(pipeline.tag, single)
        cases.append(Case(f"tag one sentence, {runtime}", run, 1, "sentences"))
    return cases


def _translation_cases(bundle: Bundle, lines: Sequence[str], beam_size: int) -> list[Case]:
    cases = []
    single = _typical(lines)
    for runtime, pipeline in _pipelines(bundle, "translation"):
        for size in (1, beam_size):
            how = "greedy" if size == 1 else f"beam {size}"
            run = _call(pipeline.translate, list(lines), beam_size=size)
            cases.append(Case(f"translate, {how}, {runtime}", run, len(lines), "sentences"))
            run = _call(pipeline.translate, single, beam_size=size)
            cases.append(Case(f"translate one sentence, {how}, {runtime}", run, 1, "sentences"))
    return cases


def _pipelines(bundle: Bundle, kind: str) -> list[tuple[str, Pipeline]]:
    """A pipeline of each runtime that knows the head of a kind; torch, the reference, first."""
    if not any(head.kind == kind for head in bundle.heads.values()):
        return []
    runtimes = [TORCH]
    if knows(bundle, head_of(bundle, kind)):
        runtimes += array_runtimes()
    return [(runtime, Pipeline(bundle, runtime)) for runtime in runtimes]


def array_runtimes() -> list[str]:
    """The runtimes over arrays that this processor has a use for."""
    low = {BFLOAT16: has_fast_bfloat16(), INT8: has_fast_int8()}
    return [NUMPY, FLOAT32, *(name for name, is_fast in low.items() if is_fast)]


def _typical(lines: Sequence[str]) -> str:
    """The line whose number of words is nearest to that of a usual sentence."""
    written = [line for line in lines if line.strip()]
    return min(written or lines, key=lambda line: abs(len(split_words(line)) - SINGLE_WORDS))


def _call(function: Callable[..., object], *given: object, **named: object) -> Callable[[], object]:
    return lambda: function(*given, **named)


def _processor() -> str:
    """The processor's name, as Linux tells it, or what Python knows."""
    lines = about_processor().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
