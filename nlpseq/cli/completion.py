"""``nlpseq completion bash``: commands, groups and keys on TAB."""

import os

from nlpseq.cli.arguments import Parser

SCRIPT = """_nlpseq_complete() {
    local IFS=$'\\n'
    COMPREPLY=($(COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" nlpseq completion answer))
    # a setting goes on after its "=", a group after its name
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0
}
COMP_WORDBREAKS=${COMP_WORDBREAKS//=/}
complete -o default -F _nlpseq_complete nlpseq
"""
EXAMPLES = """examples:
  eval "$(nlpseq completion bash)"                 in this shell
  nlpseq completion bash >> ~/.bashrc              in every new one
"""


def main(argv: list[str]) -> int:
    """Print the script, or the answers that the script asks for."""
    parser = Parser("nlpseq completion", "Complete commands and settings on TAB.", EXAMPLES)
    parser.add_argument("what", choices=["bash", "answer"])
    if parser.parse_args(argv).what == "bash":
        print(SCRIPT, end="")
        return 0
    line = os.environ.get("COMP_LINE", "")
    for answer in answers(line[: int(os.environ.get("COMP_POINT") or len(line))]):
        print(answer)
    return 0


def answers(line: str) -> list[str]:
    """Words that can stand where the cursor is.

    Args:
        line: the command line up to the cursor.
    """
    from nlpseq.cli.main import COMMANDS

    words = line.split()
    if len(words) < 2 or (len(words) == 2 and not line.endswith(" ")):
        start = words[1] if len(words) == 2 else ""
        return [command.name for command in COMMANDS if command.name.startswith(start)]
    if words[1] == "data":
        return _data_words(words[2:], line)
    if words[1] not in ("train", "evaluate"):
        return []
    from nlpseq.cli.compose import complete_settings

    return complete_settings(words[1], line.split(words[1], 1)[1].lstrip())


def _data_words(words: list[str], line: str) -> list[str]:
    """What ``nlpseq data`` can do, or the corpora that it can be done with."""
    from nlpseq.cli.data import SUBCOMMANDS
    from nlpseq.cli.registered import registered_names

    *before, start = [*words, ""] if line.endswith(" ") else words
    known = list(SUBCOMMANDS) if not before else []
    if before in (["info"], ["get"], ["check"]):
        known = registered_names()
    return [word for word in known if word.startswith(start)]
