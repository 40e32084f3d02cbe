"""The interactive prompt: a pure session (line in, answer out), and a loop around it."""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from nlpseq.data.classes import Labels
from nlpseq.data.labels import LabelSet
from nlpseq.errors import InputError
from nlpseq.inference.attention import shown_attention
from nlpseq.inference.language import Filling, ScoredText, fill, generate, score_words
from nlpseq.inference.pipeline import Classified, Pipeline, load
from nlpseq.inference.tagged import TaggedText
from nlpseq.inference.translations import Translation
from nlpseq.inference.why import explain, render_explanations
from nlpseq.viz.spans import spans_terminal

PROMPT = "nlpseq> "
HISTORY_FILE = Path("~/.nlpseq_history")
ALL = "both"
"""The mode in which every head answers."""
KINDS = {
    "tag": "tagging",
    "translate": "translation",
    "intent": "classification",
    "score": "language_modelling",
}
"""Mode of one head -> kind of the head."""
NUM_LABELS_SHOWN = 3

HELP = (
    (":both", "tag and translate each line, or all that the bundle can do (the default)"),
    (":tag [TEXT]", "tag each line from now on, or only TEXT"),
    (":why TEXT", "tag TEXT and tell which words decided: what hiding each does to the log-odds"),
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
    def open(cls, path: Path) -> "Session":
        """Load a bundle and answer with all that it can do."""
        return cls(load(path), path)

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
            "translate": lambda text: self._switch("translate", text),
            "intent": lambda text: self._switch("intent", text),
            "score": lambda text: self._switch("score", text),
            "generate": self._generate,
            "fill": lambda text: render_fillings(fill(self.pipeline, text)),
            "attn": self._attend,
            "beam": self._set_beam,
            "nbest": self._set_num_best,
            "load": self._load,
            "info": self._info,
            "help": lambda _: _two_columns(HELP),
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
            return render_scored(score_words(self.pipeline, [text])[0])
        return render_translation(
            self.pipeline.translate(text, beam_size=self.beam_size, num_best=self.num_best)
        )

    def _generate(self, prompt: str) -> RenderableType:
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
        self.pipeline, self.path = load(path), path
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
        return _two_columns(tuple(rows))

    def _quit(self, _: str) -> None:
        self.finished = True


def run_repl(path: Path) -> None:
    """Read, answer, print, until the end of input; a fault of a line does not end the session."""
    console = Console(highlight=False, soft_wrap=True)
    session = Session.open(path)
    interactive = sys.stdin.isatty()
    if interactive:
        _enable_history()
        console.print(session.greeting())
    while not session.finished:
        try:
            line = input(PROMPT if interactive else "")
        except EOFError:
            break
        except KeyboardInterrupt:
            console.print()
            continue
        try:
            answer = session.respond(line)
        except InputError as error:
            answer = Text(f"nlpseq: {error}", style="red")
        if answer is not None:
            console.print(answer)


def render_tagged(tagged: TaggedText) -> RenderableType:
    """The text with entities in colour, and their probabilities."""
    text = spans_terminal(tagged.text, [(e.start, e.end, e.label) for e in tagged.entities])
    if tagged.entities:
        probs = ", ".join(f"{e.text} {e.label} {e.prob:.2f}" for e in tagged.entities)
        text.append(f"   ({probs})", style="dim")
    return text


def render_translation(translation: Translation) -> RenderableType:
    """The best translation, or the n best with their scores."""
    if len(translation.alternatives) < 2:
        return Text(f"-> {translation.text}")
    return Text("\n".join(f"-> {a.text}   ({a.score:.3f})" for a in translation.alternatives))


def render_classified(classified: Classified) -> RenderableType:
    """The label with its probability, and the next in the ranking."""
    shown = [f"{label} {prob:.2f}" for label, prob in classified.ranking[:NUM_LABELS_SHOWN]]
    text = Text(f"= {shown[0]}")
    if shown[1:]:
        text.append(f"   ({', '.join(shown[1:])})", style="dim")
    return text


def render_scored(scored: ScoredText) -> RenderableType:
    """Each word with its bits, and their sum."""
    text = Text()
    for cost in scored.words:
        text.append(cost.word).append(f" {cost.bits:.1f}  ", style="dim")
    return text.append(f"= {scored.bits:.1f} bits", style="dim")


def render_fillings(fillings: list[Filling]) -> RenderableType:
    """The words for a blank with their probabilities among all that were proposed."""
    return Text("\n".join(f"{filling.prob:.2f}  {filling.text}" for filling in fillings))


def _types_of(labels: Labels) -> list[str]:
    """What a head can find: types of entities, or classes."""
    if isinstance(labels, LabelSet):
        return labels.types
    return list(labels.names)


def _two_columns(rows: tuple[tuple[str, str], ...]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for left, right in rows:
        table.add_row(Text(left), Text(right))
    return table


def _number(argument: str, command: str) -> int:
    if not argument.isdecimal() or int(argument) == 0:
        raise InputError(
            f"{command} needs a number", found=repr(argument), expected="a whole number above 0"
        )
    return int(argument)


def _enable_history() -> None:
    """Line editing, history over sessions, and completion of commands, where readline exists."""
    try:
        import atexit
        import readline
    except ImportError:
        return
    history = HISTORY_FILE.expanduser()
    with suppress(OSError):  # no history yet, or none that can be read: start without one
        readline.read_history_file(history)
    names = [row[0].split()[0] for row in HELP]
    readline.set_completer_delims(" ")
    readline.set_completer(
        lambda start, index: next(
            iter([name for name in names if name.startswith(start)][index:]), None
        )
    )
    readline.parse_and_bind("tab: complete")
    atexit.register(_save_history, history)


def _save_history(history: Path) -> None:
    import readline

    with suppress(OSError):  # a read-only home costs the history, not the session
        readline.write_history_file(history)
