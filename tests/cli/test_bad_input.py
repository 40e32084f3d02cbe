"""What is at fault in the files and on the machine is told in one line, with status 2."""

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.program import Outcome, Program, environment, tiny_arguments

SENTENCE = "Anna B-PER\nlives O\n. O\n\n"


def train(program: Program, *arguments: str, **variables: str) -> Outcome:
    """Train on a file in the folder, under a name that must stay free."""
    return program.run("train", "name=runs/x", *arguments, **variables)


def assert_free(program: Program, *files: str) -> None:
    """Nothing but these files lies in the folder: the mended command can take the name."""
    assert program.left() == sorted(files)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, ": no such file; did you mean 'in.conl'?"),
        (b"", ": empty file: expected at least one line of text"),
        (
            (SENTENCE + "Z\xfcrich B-LOC\n").encode("latin-1"),
            ", line 5: wrong encoding: found byte 0xfc at byte 2 of the line, expected UTF-8; "
            "if it is ISO-8859-1: iconv -f ISO-8859-1 -t UTF-8 in.conll > new_in.conll",
        ),
        (
            SENTENCE + "Bonn B-LOC\nis\n",
            ", line 6: wrong number of columns: found 1 in 'is', expected 2; give each word its "
            "tag, and leave a blank line between sentences",
        ),
        pytest.param(
            SENTENCE + "Bonn LOC\n",
            ", line 5: not a tag: found 'LOC' in the last column, expected O or PREFIX-TYPE such "
            "as B-PER; correct it, or name the columns with data.columns=[WORD,TAG], "
            "counted from 0",
            marks=pytest.mark.slow,
        ),
        (
            SENTENCE + "in O\nBonn I-LOC\n",
            ", line 6: illegal tag sequence for the scheme bio: found I-LOC after O, expected O or "
            "B-LOC; correct the tag, name another scheme with data.scheme=, or read such tags as "
            "conlleval does with data.repair=true",
        ),
        pytest.param(
            "Anna B-PER\n",
            ": too few examples to carve out a validation set: found 1, expected 2 or more; "
            "add examples, or give data.valid=",
            marks=pytest.mark.slow,
        ),
    ],
    ids=["missing", "empty", "encoding", "columns", "tag", "sequence", "one-sentence"],
)
def test_a_faulty_tagging_corpus(
    program: Program, content: str | bytes | None, message: str
) -> None:
    file = "in.conl" if content is None else "in.conll"
    program.write(file, content or b"")
    fault = train(program, "data.train=in.conll", "data.scheme=bio").fault()
    assert fault.startswith(str(program.folder / "in.conll"))
    assert fault.removeprefix(str(program.folder / "in.conll")) == message
    assert_free(program, file)


@pytest.mark.slow
def test_a_folder_for_a_file(program: Program) -> None:
    (program.folder / "in.conll").mkdir()
    fault = train(program, "data.train=in.conll").fault()
    assert fault == f"{program.folder}/in.conll: a folder, not a file: expected a text file"
    assert_free(program, "in.conll")


SPANS = '{"text": "Anna lives", "spans": [[0, 4, "PER"]]}\n'


@pytest.mark.parametrize(
    ("reader", "content", "message"),
    [
        (
            "spans",
            SPANS + '{"text": "Bonn", "spans": [[0, 9, "LOC"]]}\n',
            ", line 2: span outside the text: found 0 to 9 for LOC, expected 0 <= start < end <= "
            "4, the length of the text; count characters (not bytes) from 0; the end is the "
            "character behind the last",
        ),
        pytest.param(
            "spans",
            SPANS + '{"text": "Bonner", "spans": [[0, 4, "LOC"]]}\n',
            ", line 2: span that ends inside a word: found 'Bonn' (LOC) in the word 'Bonner', "
            "expected a span of whole words; correct the offsets, or widen such spans to whole "
            "words with data.repair=true",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "spans",
            SPANS + '{"text": "Bonn"}\n',
            ", line 2: not a text with spans: found no key 'spans' or 'entities', expected "
            '{"text": "Anna sings", "spans": [{"start": 0, "end": 4, "label": "PER"}]}; write one '
            "such object a line, or read an export of doccano with data.reader=doccano",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "doccano",
            SPANS.replace("spans", "label") + "{\n",
            ", line 2: not a text with spans: found no JSON: Expecting property name enclosed in "
            'double quotes at character 2, expected {"text": "Anna sings", "label": [[0, 4, '
            '"PER"]]}; export it as JSONL; other objects with "spans" are read with '
            "data.reader=spans",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "labelled",
            "greet\thello\nleave\n",
            ", line 2: wrong number of columns: found 1 in 'leave', expected 2, separated by tabs; "
            "put a label and its text in one line, with one tab between them",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "labelled",
            "greet\thello\nleave\t \n",
            ", line 2: blank text: found ' ', expected a label and a text; complete the line or "
            "delete it",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_faulty_corpus_of_another_reader(
    program: Program, reader: str, content: str, message: str
) -> None:
    file = program.write("in.jsonl", content)
    fault = train(program, f"data.train={file}", f"data.reader={reader}").fault()
    assert fault == f"{file}{message}"
    assert_free(program, "in.jsonl")


@pytest.mark.slow
def test_a_faulty_document_of_brat(program: Program) -> None:
    text = program.write("in.txt", "Anna lives\n")
    annotations = program.write("in.ann", "T1\tPER 0 4;5 6\tAnna l\n")
    fault = train(program, f"data.train={text}", "data.reader=brat").fault()
    assert fault == (
        f"{annotations}, line 1: span that ends inside a word: found 'Anna l' (PER) in the word "
        "'lives', expected a span of whole words; correct the offsets, or widen such spans to "
        "whole words with data.repair=true"
    )
    assert_free(program, "in.ann", "in.txt")


def test_unequal_line_counts(program: Program) -> None:
    program.write("in.en", "one\ntwo\nthree\n")
    program.write("in.de", "eins\nzwei\n")
    fault = train(program, "data.train=[in.en,in.de]").fault()
    assert fault == (
        f"{program.folder}/in.en: unequal line counts: found 3 lines, and 2 in "
        f"{program.folder}/in.de, expected one translation for each line; line 3 is the first "
        "without a partner, but the fault may lie before it"
    )
    assert_free(program, "in.de", "in.en")


@pytest.mark.slow
def test_a_mended_corpus_may_keep_the_name_of_the_run(program: Program) -> None:
    run = ["debug=steps", "training.precision=fp32", *tiny_arguments(program.folder / "corpora")]
    file = program.folder / "corpora" / "train.conll"
    good = file.read_text(encoding="utf-8")
    file.write_text(good + "\nBonn LOC\n", encoding="utf-8")
    assert "line" in train(program, *run).fault()
    file.write_text(good, encoding="utf-8")
    assert train(program, *run).status == 0
    fault = train(program, *run, "seed=2", "optim.clip_norm=2").fault()
    assert fault == (
        "runs/x: the run exists with other settings: found optim.clip_norm: 1.0 -> 2.0; "
        "seed: 1 -> 2; give this one another name with name=NAME, or remove the folder"
    )


def test_a_named_corpus_without_its_folder(program: Program) -> None:
    fault = train(program, "data=conll2003_en").fault()
    assert fault == (
        "the environment variable NLPSEQ_DATA names no folder: found not set, expected the folder "
        "that holds the corpora, one subfolder each (conll2003_en, ...); "
        "export NLPSEQ_DATA=FOLDER"
    )
    assert_free(program)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("tensorboard") is not None, reason="tensorboard is installed")
def test_a_missing_package_names_its_extra(program: Program) -> None:
    run = [*tiny_arguments(program.folder), "debug=steps"]
    before = program.left()
    fault = train(program, *run, "training.loggers=[jsonl,tensorboard]").fault()
    assert fault == (
        "the package 'tensorboard' is not installed; "
        "install it with: pip install 'nlpseq[tensorboard]'"
    )
    assert_free(program, *before)


LIMITED = (
    "import os, resource, signal, sys\n"
    # A write beyond the limit is an error that the program sees, not a signal that ends it.
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)\n"
    "os.execv(sys.argv[2], sys.argv[2:])"
)


def limited(num_bytes: int, program: Program, *arguments: str) -> Outcome:
    """Run a command that can write no file beyond a size, as on a full disk."""
    wrapper = [sys.executable, "-c", LIMITED, str(num_bytes)]
    return Program([*wrapper, *program.command], program.folder).run_anew(*arguments)


def test_no_room_for_a_checkpoint(program: Program) -> None:
    run = [*tiny_arguments(program.folder / "corpora"), "debug=steps", "name=runs/x"]
    outcome = limited(400_000, program, "train", *run)
    assert outcome.fault() == "runs/x/checkpoint.pt: file too large"
    assert not [name for name in program.left() if name.startswith("runs/")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_no_room_for_translations(program: Program, trained_run: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*program.command, "translate", str(trained_run)],
            input="Anna reads a book .\n",
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(),
        )
    outcome = Outcome(result.returncode, "", result.stderr)
    assert outcome.fault() == (
        "standard output: no space left on device; free some and run the same command again"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(program: Program) -> None:
    program.write("in.conll", SENTENCE * 9)
    program.folder.chmod(0o500)
    try:
        assert train(program, "data.train=in.conll").fault() == "runs: permission denied"
    finally:
        program.folder.chmod(0o700)


@pytest.mark.slow
def test_a_file_where_the_run_should_lie(program: Program) -> None:
    program.write("in.conll", SENTENCE * 9)
    program.write("runs", "a file\n")
    assert train(program, "data.train=in.conll").fault() in (
        "runs/x: not a directory",
        "runs: file exists",
    )
    assert_free(program, "in.conll", "runs")


@pytest.mark.parametrize(
    ("stdin", "line", "byte", "encoding"),
    [
        (b"Anna\nZ\xfcrich\n", 2, "0xfc", "LATIN1"),
        ("Anna\n".encode("utf-16"), 1, "0xff", "UTF-16"),
    ],
)
def test_a_filter_names_the_line_that_is_not_utf8(
    program: Program, trained_run: Path, stdin: bytes, line: int, byte: str, encoding: str
) -> None:
    assert program.run("tag", str(trained_run), stdin=stdin).fault() == (
        f"standard input, line {line}: wrong encoding: found byte {byte}, expected UTF-8; "
        f"convert it first: iconv -f {encoding} -t UTF-8"
    )


@pytest.mark.skipif(os.name != "posix", reason="the shell of POSIX closes streams")
def test_a_filter_whose_input_is_closed(program: Program, trained_run: Path) -> None:
    line = f"{shlex.join([*program.command, 'tag', str(trained_run)])} <&-"
    result = subprocess.run(
        line, shell=True, cwd=program.folder, env=environment(), capture_output=True, text=True
    )
    outcome = Outcome(result.returncode, result.stdout, result.stderr)
    assert (outcome.fault(), outcome.out) == ("standard input: bad file descriptor", "")


def test_more_alternatives_than_memory(program: Program, trained_run: Path) -> None:
    arguments = ["tag", str(trained_run), "--format", "jsonl", "--n-best", "9" * 13]
    fault = program.run(*arguments, stdin="Anna reads .\n").fault()
    assert fault.startswith("not enough memory: found ")
    assert fault.endswith(
        "; ask for less at once (--n-best, --beam, batches, sizes), or split long lines"
    )
