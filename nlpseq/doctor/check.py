"""From a corpus to its diagnosis."""

from collections.abc import Callable, Sequence

from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import infer
from nlpseq.doctor.case import Case, open_case
from nlpseq.doctor.findings import Diagnosis
from nlpseq.doctor.labelled import check_labelled
from nlpseq.doctor.lines import count_lines
from nlpseq.doctor.parallel import check_parallel
from nlpseq.doctor.shared import Others
from nlpseq.doctor.tagging import check_tagging
from nlpseq.doctor.text import check_text

CHECKS: dict[str, Callable[[Case], None]] = {
    "tagging": check_tagging,
    "translation": check_parallel,
    "classification": check_labelled,
    "language_modelling": check_text,
}


def ignore(_num_lines: int) -> None:
    """Show no progress."""


def open_corpus(spec: CorpusSpec, tick: Callable[[int], None] = ignore) -> Case:
    """The files of a corpus, its reader and task told.

    Raises:
        InputError: what they are cannot be told, or they cannot be found.
    """
    return open_case(infer(spec), tick)


def num_lines(spec: CorpusSpec) -> int:
    """Lines that an examination reads, for a progress bar; 0 = not known.

    Raises:
        InputError: as ``open_corpus``, or a file cannot be read.
    """
    case = open_corpus(spec)
    if case.spec.reader == "datasets":
        return 0
    counts = [[count_lines(file.path) for file in files] for files in case.splits.values()]
    if case.spec.reader == "parallel":
        return sum(min(files) for files in counts)
    return sum(map(sum, counts))


def diagnose(
    spec: CorpusSpec, tick: Callable[[int], None] = ignore, beside: Sequence[CorpusSpec] = ()
) -> Diagnosis:
    """Examine a corpus.

    Args:
        spec: the corpus.
        tick: called with the number of lines read since the last call.
        beside: other corpora that it should share no sentence with.

    Raises:
        InputError: a file cannot be read at all.
    """
    case = open_corpus(spec, tick)
    CHECKS[case.spec.task](case)
    Others(map(open_corpus, beside)).report(case)
    return Diagnosis(case.spec.name, case.spec.task, case.log.facts, case.log.findings())
