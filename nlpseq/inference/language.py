"""A language model in use: texts written, blanks filled, words scored."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch

from nlpseq.data.examples import Document
from nlpseq.data.tokenizer import BOS, EOS, PAD, UNK, Tokenizer
from nlpseq.decoding.drawing import Drawing, draw, drawing_probs
from nlpseq.errors import InputError
from nlpseq.inference.pipeline import Pipeline
from nlpseq.tasks.language_modelling import FORWARDS, LanguageModellingTask, LanguagePrediction

END = "</s>"
"""What stands in the place of a word where a text ends."""
BLANK = re.compile("_{3,}")

NUM_PROPOSED = 12
"""Words that each direction proposes for a blank, of each length."""
MAX_WORD_UNITS = 12
"""Longest word that is proposed for a blank, in pieces or characters."""


@dataclass(frozen=True, slots=True)
class WordCost:
    """A word and its surprisal; the last one is the end of the text."""

    word: str
    bits: float


@dataclass(frozen=True, slots=True)
class ScoredText:
    """A text with what it costs.

    Args:
        text: the text.
        bits: in all: -log2 of its probability, its end included.
        words: each word with its part of the bits, then the end.
    """

    text: str
    bits: float
    words: list[WordCost]


@dataclass(frozen=True, slots=True)
class Filling:
    """A word for a blank.

    Args:
        word: the word.
        text: the text with the word in place of the blank.
        bits: what the whole text costs, the mean of the directions.
        prob: the share of its probability in that of all proposals.
    """

    word: str
    text: str
    bits: float
    prob: float


class Continuation:
    """A language model in the middle of N texts, in one direction.

    Args:
        pipeline: a bundle with a language model.
        direction: one that the model has.
        tokens: what every row has read so far, in the order of reading.
    """

    def __init__(self, pipeline: Pipeline, direction: str, tokens: Sequence[int]) -> None:
        self._model = pipeline.model
        self._head = pipeline.language_model.head(pipeline.model)
        self._direction = direction
        self._state: torch.Tensor | None = None
        self.log_probs = self._read(np.array([tokens]))

    def advance(self, rows: np.ndarray, tokens: np.ndarray) -> None:
        """Go on with some rows (M,), kept, permuted or repeated, each by a token (M,)."""
        assert self._state is not None
        self._state = self._state[torch.from_numpy(rows).to(self._model.device)]
        self.log_probs = self._read(tokens[:, None])

    @torch.inference_mode()
    def _read(self, tokens: np.ndarray) -> np.ndarray:
        """Log-probabilities (N, V) of what comes next."""
        ids = torch.from_numpy(tokens).to(self._model.device)
        states, self._state = self._head.read(
            self._direction, ids, self._model.embedding, self._state
        )
        found = self._head.log_probs(self._direction, states[:, -1], self._model.embedding)
        log_probs: np.ndarray = found.cpu().numpy()
        log_probs[:, [PAD, UNK, BOS]] = -np.inf
        return log_probs


def generate(
    pipeline: Pipeline,
    prompt: str = "",
    *,
    num_texts: int = 1,
    max_length: int = 100,
    drawing: Drawing | None = None,
    seed: int = 1,
) -> list[str]:
    """Write texts that go on from a prompt, each up to the end of its line.

    Args:
        pipeline: a bundle with a language model that reads forwards.
        prompt: how every text begins; a blank behind it ends its last word.
        num_texts: texts wanted; a text does not depend on how many there are.
        max_length: most pieces or characters written after the prompt.
        drawing: how freely; None = from the model's own probabilities.
        seed: of the draw.

    Raises:
        InputError: the bundle has no language model, or it reads backwards only.
    """
    task = pipeline.language_model
    if FORWARDS not in task.config.directions:
        raise InputError(
            "a language model that writes no text",
            found=f"direction {task.config.direction}",
            expected="forward or both",
            mend="train one with task.language_modelling.direction=both",
        )
    begin = task.encode_text(prompt)
    reading = Continuation(pipeline, FORWARDS, [BOS, *begin])
    if prompt[-1:].isspace():
        _end_word(reading, task.tokenizer)
    generators = [np.random.default_rng([seed, number]) for number in range(num_texts)]
    written: list[list[int]] = [[] for _ in range(num_texts)]
    live = np.arange(num_texts)
    rows = np.zeros(num_texts, dtype=np.int64)
    for _ in range(max_length):
        probs = drawing_probs(reading.log_probs, drawing or Drawing())[rows]
        tokens = draw(probs, np.array([generators[text].random() for text in live]))
        going = tokens != EOS
        live, rows, tokens = live[going], rows[going], tokens[going]
        if not len(live):
            break
        for text, token in zip(live, tokens, strict=True):
            written[text].append(int(token))
        reading.advance(rows, tokens)
        rows = np.arange(len(live))
    return [_line(task.tokenizer.decode([*begin, *tokens])) for tokens in written]


def score_words(pipeline: Pipeline, texts: Sequence[str]) -> list[ScoredText]:
    """What each word of some texts costs; each text is a document of one line.

    A model of both directions answers with the one that reads forwards.

    Raises:
        InputError: the bundle has no language model.
    """
    task = pipeline.language_model
    direction, begins = task.config.directions[0], task.tokenizer.begins_word()
    return [
        _scored(task, direction, text, prediction, begins)
        for text, prediction in zip(texts, _predicted(pipeline, texts), strict=True)
    ]


def fill(pipeline: Pipeline, text: str, *, num_best: int = 5) -> list[Filling]:
    """Words for the blank of a text, the likeliest first.

    Each direction that the model has proposes words from its own side of the blank; then the whole
    text is scored with every one of them, in all directions.

    Args:
        pipeline: a bundle with a language model.
        text: a text with one blank, three or more low lines.
        num_best: words wanted.

    Raises:
        InputError: the text has no blank or several, or the bundle has no language model.
    """
    task = pipeline.language_model
    sides = BLANK.split(text)
    if len(sides) != 2:
        raise InputError(
            "not a text with one blank",
            found=f"{len(sides) - 1} blanks in {text!r}",
            expected="one ___",
        )
    words = sorted(_proposals(pipeline, *sides))
    texts = [word.join(sides) for word in words]
    costs = np.mean(list(task.bits(_predicted(pipeline, texts)).values()), axis=0)
    probs = np.exp2(costs.min(initial=math.inf) - costs)
    rows = zip(words, texts, costs.tolist(), (probs / probs.sum()).tolist(), strict=True)
    fillings = [Filling(*row) for row in rows]
    return sorted(fillings, key=lambda filling: filling.bits)[:num_best]


def _predicted(pipeline: Pipeline, texts: Sequence[str]) -> list[LanguagePrediction]:
    task = pipeline.language_model
    items = task.encode([Document((text,)) for text in texts])
    return task.predict(pipeline.model, items, pipeline.bundle.decoding)


def _proposals(pipeline: Pipeline, left: str, right: str) -> set[str]:
    """Words that one of the directions finds likely after its side of the blank."""
    task = pipeline.language_model
    proposals: set[str] = set()
    for direction in task.config.directions:
        forwards = direction == FORWARDS
        read = (
            [BOS, *task.encode_text(left)]
            if forwards
            else [BOS, EOS, *reversed(task.encode_text(right))]
        )
        for tokens in _likely_words(pipeline, direction, read):
            word = _line(task.tokenizer.decode(tokens if forwards else tokens[::-1])).strip()
            proposals |= {word} - {""}
    return proposals


def _end_word(reading: Continuation, tokenizer: Tokenizer) -> None:
    """Leave nothing to come next that would go on with the last word."""
    goes_on = ~np.array(tokenizer.begins_word())
    goes_on[EOS] = False
    reading.log_probs[:, goes_on] = -np.inf


def _likely_words(pipeline: Pipeline, direction: str, read: Sequence[int]) -> list[tuple[int, ...]]:
    """Tokens of likely words in the order of reading, by a beam over the lengths of words.

    Forwards a word begins with the sign of a word's start and may end anywhere; backwards it may
    begin anywhere and ends with that sign.
    """
    reading = Continuation(pipeline, direction, read)
    starts = np.array(pipeline.bundle.tokenizer.begins_word())
    paths: list[tuple[int, ...]] = [()]
    scores = np.zeros(1)
    words: list[tuple[int, ...]] = []
    for length in range(MAX_WORD_UNITS):
        totals = scores[:, None] + reading.log_probs
        totals[:, EOS] = -np.inf
        if direction == FORWARDS:
            totals[:, ~starts if length == 0 else starts] = -np.inf
            rows, tokens = _best(totals)
            words += [(*paths[row], token) for row, token in zip(rows, tokens, strict=True)]
        else:
            ended = np.where(starts, totals, -np.inf)
            words += [(*paths[row], token) for row, token in zip(*_best(ended), strict=True)]
            totals[:, starts] = -np.inf
            rows, tokens = _best(totals)
        if not len(rows):
            break
        paths = [(*paths[row], token) for row, token in zip(rows, tokens, strict=True)]
        scores = totals[rows, tokens]
        reading.advance(rows, tokens)
    return words


def _best(totals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and tokens of the best finite scores, the best first."""
    order = np.argsort(-totals, axis=None, kind="stable")[:NUM_PROPOSED]
    rows, tokens = np.unravel_index(order, totals.shape)
    finite = np.isfinite(totals[rows, tokens])
    return rows[finite], tokens[finite]


def _scored(
    task: LanguageModellingTask,
    direction: str,
    text: str,
    prediction: LanguagePrediction,
    begins: Sequence[bool],
) -> ScoredText:
    """Gather the costs of tokens by word; of every piece, whether a word begins with it."""
    tokens = prediction.tokens[1:-2].tolist()
    bits = -prediction.log_probs[direction] / math.log(2)
    # the signs: forwards the last two are told, backwards the last but one and the first
    at_ends = [-2, -1] if direction == FORWARDS else [-1, 0]
    inner = bits[:-2] if direction == FORWARDS else bits[1:-1]
    starts = [n for n, token in enumerate(tokens) if n == 0 or begins[token]]
    words = [
        WordCost(
            _line(task.tokenizer.decode(tokens[start:end])).strip(), float(inner[start:end].sum())
        )
        for start, end in pairwise([*starts, len(tokens)])
    ]
    words.append(WordCost(END, float(bits[at_ends].sum())))
    return ScoredText(text, prediction.bits(direction), words)


def _line(text: str) -> str:
    """Bytes can spell the end of a line or a tab; what is written is one line."""
    return re.sub(r"[\n\r\t]", " ", text)
