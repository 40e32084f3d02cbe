"""Completion: commands, groups, options of a group, keys; in Python and in a real bash."""

import shutil
import subprocess

import pytest

from tests.program import Program, environment


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nlpseq ", {"data", "train", "evaluate", "translate", "tag", "classify",
                     "generate", "fill", "score", "repl", "completion", "pretrain", "teddy",
                     "distill", "backtranslate", "export", "bench"}),
        ("nlpseq t", {"train", "teddy", "translate", "tag"}),
        ("nlpseq xyz", set()),
        ("nlpseq translate ", set()),
        ("nlpseq train training.num_", {"training.num_steps=", "training.num_epochs=",
                                        "training.num_threads="}),
        ("nlpseq train model.cell=lstm opt", {"optim=", "optim."}),
        ("nlpseq train experiment=joi", {"experiment=joint_en_de"}),
        ("nlpseq evaluate num_b", {"num_bootstrap="}),
        ("nlpseq data ", {"list", "info", "get", "check"}),
        ("nlpseq data g", {"get"}),
        ("nlpseq data info wnut", {"wnut17_en"}),
        ("nlpseq data list ", set()),
    ],
)  # fmt: skip
def test_answers(program: Program, line: str, expected: set[str]) -> None:
    outcome = program.run("completion", "answer", COMP_LINE=line, COMP_POINT=str(len(line)))
    assert (outcome.status, outcome.err) == (0, "")
    assert set(outcome.out.split("\n")) - {""} == expected


def test_the_options_of_a_group(program: Program) -> None:
    outcome = program.run("completion", "answer", COMP_LINE="nlpseq train data=")
    assert {"data=teddy", "data=parallel", "data=multi30k_en_de"} <= set(outcome.out.split("\n"))


def test_only_the_words_before_the_cursor_count(program: Program) -> None:
    outcome = program.run("completion", "answer", COMP_LINE="nlpseq train x", COMP_POINT="8")
    assert outcome.out.split() == ["train", "teddy", "translate", "tag"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_in_bash(program: Program) -> None:
    script = program.run("completion", "bash").out
    # the command by the name that the script calls it by
    command = " ".join(f"'{word}'" for word in program.command)
    code = (
        f'nlpseq() {{ {command} "$@"; }}\n{script}\n'
        "COMP_LINE='nlpseq train training.num_s' COMP_POINT=27\n"
        "compopt() { echo nospace; }\n"
        '_nlpseq_complete; printf "%s\\n" "${COMPREPLY[@]}"; complete -p nlpseq\n'
    )
    result = subprocess.run(
        ["bash", "--norc", "-c", code],
        cwd=program.folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert result.stderr == ""
    assert result.stdout.split("\n")[:-1] == [
        "nospace",
        "training.num_steps=",
        "complete -o default -F _nlpseq_complete nlpseq",
    ]
