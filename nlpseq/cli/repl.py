"""``nlpseq repl``: the prompt."""

from pathlib import Path

from nlpseq.cli.arguments import Parser, add_runtime, runtime_of
from nlpseq.cli.workers import use_one_thread
from nlpseq.errors import InputError

EXAMPLES = """examples:
  nlpseq repl                    the newest finished run under runs/
  nlpseq repl runs/demo
  echo 'Teddy was a great President.' | nlpseq repl runs/demo
"""


def main(argv: list[str]) -> int:
    """Answer lines until the end of input."""
    parser = Parser("nlpseq repl", "Tag and translate what you type; :help inside.", EXAMPLES)
    parser.add_argument(
        "bundle", metavar="BUNDLE", nargs="?", help="a bundle or run; default: the newest run"
    )
    add_runtime(parser)
    arguments = parser.parse_args(argv)
    use_one_thread()
    path = Path(arguments.bundle) if arguments.bundle else newest_run(Path("runs"))
    from nlpseq.inference.repl_loop import run_repl

    run_repl(path, runtime_of(arguments))
    return 0


def newest_run(folder: Path) -> Path:
    """The run under a folder whose bundle was finished last.

    Raises:
        InputError: there is none.
    """
    manifests = list(folder.glob("*/bundle/manifest.json"))
    if not manifests:
        raise InputError("no finished run", file=folder, mend="train one with: nlpseq train")
    return max(manifests, key=lambda file: file.stat().st_mtime).parents[1]
