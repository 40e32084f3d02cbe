"""Phrases that a sequence has to contain, put between a stepper and its beam search."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.selection import best_columns
from nlpseq.decoding.stepper import EVERY, Stepper

Phrase = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sequence has come with its phrases.

    Args:
        missing: phrases not yet written, none of them empty.
        written: tokens of the phrases that are.
        begun: the longest end of the sequence with which a missing phrase begins.
        is_closed: whether the last token completed a phrase.
    """

    missing: tuple[Phrase, ...]
    written: int = 0
    begun: Phrase = ()
    is_closed: bool = False

    @property
    def count(self) -> int:
        """Tokens of phrases that stand, those of the one begun included."""
        return self.written + len(self.begun)

    def wanted(self) -> list[int]:
        """Tokens that would carry on what is begun, or begin a phrase."""
        position = len(self.begun)
        return list(dict.fromkeys(phrase[position] for phrase in self._going_on(self.begun)))

    def after(self, token: int) -> "Progress":
        """The progress with one token more; no token belongs to two phrases."""
        read = (*self.begun, token)
        for start in range(len(read)):
            end = read[start:]
            if end in self.missing:
                index = self.missing.index(end)
                missing = self.missing[:index] + self.missing[index + 1 :]
                return Progress(missing, self.written + len(end), is_closed=True)
            if self._going_on(end):
                return replace(self, begun=end, is_closed=False)
        return replace(self, begun=(), is_closed=False)

    def _going_on(self, begun: Phrase) -> list[Phrase]:
        return [phrase for phrase in self.missing if phrase[: len(begun)] == begun]


class RequiringStepper:
    """A stepper whose sequences end only after all their phrases.

    What carries a phrase on is always among the candidates, and their groups say how many tokens
    of phrases a sequence has, so that the beam keeps sequences of every progress and the model
    chooses where a phrase stands (Post and Vilar 2018).

    Args:
        stepper: a fresh one.
        phrases: what each of its rows has to contain, in any order.
        joins: (V,) tokens that would go on with the word before them, and may not stand behind a
            phrase; None = there are none.
        eos: id of the sign of the end.
    """

    def __init__(
        self,
        stepper: Stepper,
        phrases: Sequence[Sequence[Phrase]],
        joins: np.ndarray | None = None,
        eos: int = 3,
    ) -> None:
        self._stepper = stepper
        self._joins = joins
        self._progress = [Progress(tuple(filter(None, of_row))) for of_row in phrases]
        self._eos = eos
        self._fresh = True

    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by a token; its best candidates and those that its phrases want."""
        if not self._fresh:  # the first token is the sign of the begin
            pairs = zip(self._progress, tokens.tolist(), strict=True)
            self._progress = [progress.after(token) for progress, token in pairs]
        self._fresh = False
        found = self._stepper.step(tokens, EVERY)
        if found.tokens.shape[1] > 1:  # one alone is forced: a prefix goes before the phrases
            found = self._with_wanted(found, num_candidates)
        return replace(found, groups=self._groups(found.tokens))

    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        self._stepper.reorder(rows)
        self._progress = [self._progress[row] for row in rows.tolist()]

    def _with_wanted(self, found: Candidates, num_candidates: int) -> Candidates:
        log_probs = found.log_probs.copy()
        unfinished = [bool(progress.missing) for progress in self._progress]
        log_probs[unfinished, self._eos] = -np.inf
        if self._joins is not None:
            closed = np.array([progress.is_closed for progress in self._progress])
            log_probs[closed[:, None] & self._joins] = -np.inf
        if num_candidates == EVERY:
            return replace(found, log_probs=log_probs)
        best, _ = best_columns(log_probs, num_candidates)
        wanted = [
            [token for token in progress.wanted() if token not in row]
            for progress, row in zip(self._progress, best, strict=True)
        ]
        most = max(map(len, wanted), default=0)
        # a row that wants fewer has its best candidate again, impossible
        filled = [
            tokens + [row[0]] * (most - len(tokens))
            for tokens, row in zip(wanted, best, strict=True)
        ]
        columns = np.concatenate(
            [best, np.array(filled, np.int64).reshape(len(best), most)], axis=1
        )
        values = np.take_along_axis(log_probs, columns, axis=1)
        lengths = np.array([[len(tokens)] for tokens in wanted])
        values[:, best.shape[1] :][np.arange(most)[None] >= lengths] = -np.inf
        return replace(found, tokens=columns, log_probs=values)

    def _groups(self, tokens: np.ndarray) -> np.ndarray:
        return np.array(
            [
                [progress.after(token).count for token in row]
                for progress, row in zip(self._progress, tokens.tolist(), strict=True)
            ]
        )
