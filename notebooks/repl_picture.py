"""Draw ``notebooks/repl.svg``: a conversation with the prompt, as the terminal shows it.

python notebooks/repl_picture.py runs/demo
"""

import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from nlpseq.inference.repl import Session
from nlpseq.inference.repl_loop import PROMPT

LINES = (
    "Teddy was a great president.",
    "Teddy bears are on sale!",
    ":tag Angela Merkel visited Paris on Tuesday.",
    ":nbest 3",
    ":translate Where is the station?",
)
PICTURE = Path(__file__).with_name("repl.svg")


def main(bundle: str) -> None:
    """Hold the conversation and export it."""
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=92, file=nowhere, force_terminal=True)
        session = Session.open(Path(bundle))
        console.print(session.greeting())
        for line in LINES:
            console.print(Text.assemble((PROMPT, "bold green"), line))
            answer = session.respond(line)
            if answer is not None:
                console.print(answer, highlight=False)
    svg = console.export_svg(title="nlpseq repl", clear=True)
    # the viewer's own monospaced font: a picture in a README should fetch nothing
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    PICTURE.write_text(svg.replace("Fira Code", "ui-monospace"), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python notebooks/repl_picture.py BUNDLE")
    main(sys.argv[1])
