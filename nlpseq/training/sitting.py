"""One sitting of a run: from its last checkpoint to its end, or to the moment it is interrupted."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from nlpseq.training.loggers import Logger, values_of
from nlpseq.training.loop import Event, Setup, Stopped, Validated, train
from nlpseq.training.progress import Display
from nlpseq.training.run import Run
from nlpseq.training.state import TrainState


class Interruption:
    """Whether the user asked to stop; the question is answered between two updates."""

    def __init__(self) -> None:
        self.requested = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Handle the first signal; a second one acts at once."""
        del frame
        self.requested = True
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Turn Ctrl-C and SIGTERM into a request for the duration of the block."""
    interruption = Interruption()
    old = {
        number: signal.signal(number, interruption) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield interruption
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def run_sitting(
    setup: Setup,
    state: TrainState,
    run: Run,
    loggers: list[Logger],
    display: Display,
    interruption: Interruption,
) -> Stopped | None:
    """Consume the events of training: save, log, show.

    Returns:
        how training ended; None if it was interrupted, with a checkpoint of that moment written.
    """
    saver = Saver(setup, state, run)
    for event in train(setup, state):
        display.show(event)
        if isinstance(event, Stopped):
            return event
        if isinstance(event, Validated) or event.step % setup.config.training.log_every == 0:
            for logger in loggers:
                logger.log(event.step, values_of(event))
        # every process must stop at the same update, or the others would wait for ever
        stop = bool(setup.group.sum(interruption.requested))
        saver.take(event, stop)
        if stop:
            return None
    return None


class Saver:
    """Write checkpoints and best weights on the main process."""

    def __init__(self, setup: Setup, state: TrainState, run: Run) -> None:
        self._setup = setup
        self._state = state
        self._run = run
        self._saved_at = time.monotonic()

    def take(self, event: Event, stop: bool) -> None:
        """Save what an event makes worth saving; every process hands over what it carries."""
        group = self._setup.group
        if group.is_main and isinstance(event, Validated) and event.is_best:
            self._run.save_best(self._state)
        # the main process' clock decides for all
        if stop or group.of_main(self._is_due(event)):
            shares = group.gather(self._state.carried)
            if group.is_main:
                self._run.save_checkpoint(self._state, shares)
            self._saved_at = time.monotonic()

    def _is_due(self, event: Event) -> bool:
        waited = time.monotonic() - self._saved_at
        seconds = self._setup.config.training.checkpoint_seconds
        return isinstance(event, Validated) or waited > seconds
