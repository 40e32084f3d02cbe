"""The interactive prompt as a pure session: line in, answer out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from nlpseq.config import WIDEST_BEAM
from nlpseq.data.classes import Labels
from nlpseq.data.labels import LabelSet
from nlpseq.errors import InputError
from nlpseq.inference.arriving import arrivals, render_arrivals
from nlpseq.inference.attention import shown_attention
from nlpseq.inference.pipeline import Pipeline, load
from nlpseq.inference.repl_render import (
    render_classified,
    render_fillings,
    render_scored,
    render_tagged,
    render_translation,
    two_columns,
)
from nlpseq.inference.runtime.choice import AUTO
from nlpseq.inference.why import explain, render_explanations

ALL = "both"
"""The mode in which every head answers."""
KINDS = {
    "tag": "tagging",
    "translate": "translation",
    "intent": "classification",
    "score": "language_modelling",
}
"""Mode of one head -> kind of the head."""

HELP = (
    (":both", "tag and translate each line, or all that the bundle can do (the default)"),
    (":tag [TEXT]", "tag each line from now on, or only TEXT"),
    (":why TEXT", "tag TEXT and tell which words decided: what hiding each does to the log-odds"),
    (":teddy TEXT", "show each label of TEXT change as its words arrive one by one"),
    (":translate [TEXT]", "translate each line from now on, or only TEXT"),
    (":intent [TEXT]", "tell the intent or label of each line from now on, or only of TEXT"),
    (":score [TEXT]", "tell the bits of each word of each line from now on, or only of TEXT"),
    (":generate [PROMPT]", "write a line that goes on from PROMPT, another one each time"),
    (":fill TEXT", "fill the blank ___ of TEXT"),
    (":attn TEXT", "translate TEXT and show what each piece of the translation attended to"),
    (":beam N", "keep N hypotheses in translation; 1 = greedy"),
    (":nbest N", "show the N best translations"),
    (":load BUNDLE", "use another bundle or run"),
    (":info", "what the bundle is"),
    (":help", "this list"),
    (":quit", "end (so does Ctrl-D)"),
)


@dataclass
class Session:
    """The state of a conversation.

    Args:
        pipeline: the bundle in use.
        path: where it was loaded from.
        mode: both, tag, translate, intent or score.
        beam_size: hypotheses kept; None = what the bundle says.
        num_best: translations shown.
        finished: whether the user asked to end.
    """

    pipeline: Pipeline
    path: Path
    mode: str = ALL
    beam_size: int | None = None
    num_best: int = 1
    finished: bool = field(default=False, init=False)
    _num_generated: int = field(default=0, init=False)

    @classmethod
    def open(cls, path: Path, runtime: str = AUTO) -> "Session":
        """Load a bundle and answer with all that it can do."""
        return cls(load(path, runtime), path)

    def respond(self, line: str) -> RenderableType | None:
        """Answer a line; None = nothing to say.

        Raises:
            InputError: the command or its argument is wrong.
        """
        line = line.strip()
        if not line:
            return None
        if not line.startswith(":"):
            return self._answer(line, self.mode)
        name, _, argument = line[1:].partition(" ")
        commands = self._commands()
        if name not in commands:
            raise InputError(
                "unknown command", found=f":{name}", mend="type :help for the list of commands"
            )
        return commands[name](argument.strip())

    def greeting(self) -> RenderableType:
        """First line: the bundle and how to get help."""
        heads = ", ".join(sorted(head.kind for head in self.pipeline.bundle.heads.values()))
        return Text(f"{self.path}: {heads}. Type a sentence, or :help.", style="dim")

    def _commands(self) -> dict[str, Callable[[str], RenderableType | None]]:
        return {
            ALL: lambda text: self._switch(ALL, text),
            "tag": lambda text: self._switch("tag", text),
            "why": lambda text: render_explanations(explain(self.pipeline, text)),
            "teddy": lambda text: render_arrivals(arrivals(self.pipeline, text)),
            "translate": lambda text: self._switch("translate", text),
            "intent": lambda text: self._switch("intent", text),
            "score": lambda text: self._switch("score", text),
            "generate": self._generate,
            "fill": self._fill,
            "attn": self._attend,
            "beam": self._set_beam,
            "nbest": self._set_num_best,
            "load": self._load,
            "info": self._info,
            "help": lambda _: two_columns(HELP),
            "quit": self._quit,
        }

    def _switch(self, mode: str, text: str) -> RenderableType | None:
        if text:
            return self._answer(text, mode)
        self.mode = mode
        return Text(f"each line: {mode}", style="dim")

    def _answer(self, text: str, mode: str) -> RenderableType:
        able = [name for name, kind in KINDS.items() if self.pipeline.can(kind)]
        return Group(*(self._answer_of(name, text) for name in (able if mode == ALL else [mode])))

    def _answer_of(self, mode: str, text: str) -> RenderableType:
        if mode == "tag":
            return render_tagged(self.pipeline.tag(text))
        if mode == "intent":
            return render_classified(self.pipeline.classify(text))
        if mode == "score":
            from nlpseq.inference.language import score_words  # torch, which starts slowly

            return render_scored(score_words(self.pipeline, [text])[0])
        return render_translation(
            self.pipeline.translate(text, beam_size=self.beam_size, num_best=self.num_best)
        )

    def _fill(self, text: str) -> RenderableType:
        from nlpseq.inference.language import fill

        return render_fillings(fill(self.pipeline, text))

    def _generate(self, prompt: str) -> RenderableType:
        from nlpseq.inference.language import generate

        self._num_generated += 1
        return Text(generate(self.pipeline, prompt, seed=self._num_generated)[0])

    def _attend(self, text: str) -> RenderableType:
        return Text(shown_attention(self.pipeline, text, beam_size=self.beam_size))

    def _set_beam(self, argument: str) -> RenderableType:
        self.beam_size = _number(argument, ":beam")
        return Text(f"beam size {self.beam_size}", style="dim")

    def _set_num_best(self, argument: str) -> RenderableType:
        self.num_best = _number(argument, ":nbest")
        return Text(f"{self.num_best} best translation(s)", style="dim")

    def _load(self, argument: str) -> RenderableType:
        if not argument:
            raise InputError(":load needs a bundle", mend="type :load runs/NAME")
        path = Path(argument)
        self.pipeline, self.path = load(path, self.pipeline.runtime), path
        return self.greeting()

    def _info(self, _: str) -> RenderableType:
        bundle = self.pipeline.bundle
        rows = [("bundle", str(self.path)), ("cell", bundle.model.cell)]
        rows.append(("directions", "2" if bundle.model.bidirectional else "1, left to right"))
        rows.append(("pieces", f"{bundle.tokenizer.vocab_size:,}"))
        rows.append(("parameters", f"{sum(w.size for w in bundle.weights.values()):,}"))
        for name, labels in bundle.labels.items():
            rows.append((f"{name} labels", ", ".join(_types_of(labels))))
        rows += [
            ("corpus", f"{corpus['name']} ({corpus['licence'] or 'licence not stated'})")
            for corpus in bundle.info.get("corpora", [])
        ]
        scores = bundle.info.get("scores", {})
        rows += [(f"valid {score}", f"{value:.2f}") for score, value in scores.items()]
        return two_columns(tuple(rows))

    def _quit(self, _: str) -> None:
        self.finished = True


def _types_of(labels: Labels) -> list[str]:
    """What a head can find: types of entities, or classes."""
    if isinstance(labels, LabelSet):
        return labels.types
    return list(labels.names)


def _number(argument: str, command: str) -> int:
    """A whole number from 1 to the widest beam."""
    try:
        number = int(argument) if argument.isdecimal() else 0
    except ValueError:  # Python reads no number of thousands of digits
        number = WIDEST_BEAM + 1
    if number > WIDEST_BEAM:
        raise InputError(
            f"{command} needs a smaller number",
            found=argument if len(argument) < 20 else f"{argument[:20]}…",
            expected=f"at most {WIDEST_BEAM:,}",
        )
    if not number:
        raise InputError(
            f"{command} needs a number", found=repr(argument), expected="a whole number above 0"
        )
    return number
