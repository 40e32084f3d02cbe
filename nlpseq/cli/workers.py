"""Filters over several processes: lines in shards, answers in the order of the lines."""

import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from nlpseq.errors import InputError

# Lines in, lines out; what is wrong with some of these is counted by its kind.
Filter = Callable[[Iterable[str], Counter[str]], Iterator[str]]

SHARD = 2000
"""Lines of a shard, as many as a filter sorts by length and batches together."""

_AHEAD = 2
"""Shards that wait for each process at most: the memory of a run is bounded by it."""

_filter: Filter | None = None


def use_one_thread() -> None:
    """Let the libraries of this process and of those that it starts compute with one thread.

    On a shared machine threads of one matrix product wait for each other: two can take several
    times as long as one. Processes do not. What the user has set stays.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def run(
    make: Callable[[], Filter],
    lines: Iterable[str],
    num_workers: int,
    warnings: Counter[str],
    *,
    whole_blocks: bool = False,
) -> Iterator[str]:
    """Filter lines, in this process or in several.

    Args:
        make: makes the filter; with several processes in each of them.
        lines: of the input.
        num_workers: processes; 1 = this one.
        warnings: where what is wrong is counted.
        whole_blocks: whether lines up to the next blank one belong together.

    Raises:
        InputError: a process was killed.
    """
    if num_workers == 1:
        yield from make()(lines, warnings)
        return
    try:
        # spawned, not forked: the libraries of this process may have threads of their own
        with ProcessPoolExecutor(num_workers, get_context("spawn"), _begin, (make,)) as pool:
            waiting: deque[Future[tuple[list[str], Counter[str]]]] = deque()
            for shard in shards(lines, SHARD, whole_blocks=whole_blocks):
                waiting.append(pool.submit(_answer, shard))
                if len(waiting) > _AHEAD * num_workers:
                    yield from _taken(waiting.popleft().result(), warnings)
            while waiting:
                yield from _taken(waiting.popleft().result(), warnings)
    except BrokenProcessPool as error:
        raise InputError(
            "a worker process was killed",
            found="perhaps too little memory",
            mend="use fewer --workers",
        ) from error


def shards(lines: Iterable[str], size: int, *, whole_blocks: bool) -> Iterator[list[str]]:
    """Consecutive lists of ``size`` lines; with whole blocks on to the next blank line."""
    shard: list[str] = []
    for line in lines:
        shard.append(line)
        if len(shard) >= size and not (whole_blocks and line.strip()):
            yield shard
            shard = []
    if shard:
        yield shard


def _taken(answer: tuple[list[str], Counter[str]], warnings: Counter[str]) -> list[str]:
    lines, found = answer
    warnings.update(found)
    return lines


def _begin(make: Callable[[], Filter]) -> None:
    """Prepare a process; Ctrl-C is for the one that the user sees."""
    global _filter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _filter = make()


def _answer(shard: list[str]) -> tuple[list[str], Counter[str]]:
    assert _filter is not None
    warnings: Counter[str] = Counter()
    return list(_filter(shard, warnings)), warnings
