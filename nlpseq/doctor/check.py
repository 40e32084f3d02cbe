"""From a corpus to its diagnosis."""

from collections.abc import Callable

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer
from nlpseq.doctor.case import Case, open_case
from nlpseq.doctor.findings import Diagnosis
from nlpseq.doctor.labelled import check_labelled
from nlpseq.doctor.lines import count_lines
from nlpseq.doctor.parallel import check_parallel
from nlpseq.doctor.tagging import check_tagging
from nlpseq.doctor.text import check_text
from nlpseq.errors import InputError

CHECKS: dict[str, Callable[[Case], None]] = {
    "conll": check_tagging,
    "parallel": check_parallel,
    "tsv": check_parallel,
    "labelled": check_labelled,
    "text": check_text,
    "lines": check_text,
}


def ignore(_num_lines: int) -> None:
    """Show no progress."""


def open_corpus(spec: CorpusSpec, tick: Callable[[int], None] = ignore) -> Case:
    """The files of a corpus, of a kind that can be examined line by line.

    Raises:
        InputError: its files are of another kind, or cannot be found.
    """
    spec = infer(spec)
    if spec.reader not in CHECKS:
        raise InputError(
            "files that cannot be examined line by line",
            found=f"the reader {spec.reader}",
            expected="one of " + ", ".join(CHECKS),
            mend="write the corpus as CoNLL columns or as tab-separated lines",
        )
    return open_case(spec, tick)


def num_lines(spec: CorpusSpec) -> int:
    """Lines that an examination reads, for a progress bar.

    Raises:
        InputError: as ``open_corpus``, or a file cannot be read.
    """
    case = open_corpus(spec)
    counts = [[count_lines(file.path) for file in files] for files in case.splits.values()]
    if case.spec.reader == "parallel":
        return sum(min(files) for files in counts)
    return sum(map(sum, counts))


def diagnose(spec: CorpusSpec, tick: Callable[[int], None] = ignore) -> Diagnosis:
    """Examine a corpus.

    Args:
        spec: the corpus.
        tick: called with the number of lines read since the last call.

    Raises:
        InputError: a file cannot be read at all, or is of a kind that cannot be examined.
    """
    case = open_corpus(spec, tick)
    CHECKS[case.spec.reader](case)
    return Diagnosis(case.spec.name, case.spec.task, case.log.facts, case.log.findings())
