"""A corpus written into a folder and what the doctor says of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from nlpseq.config import CorpusSpec
from nlpseq.doctor.check import diagnose
from nlpseq.doctor.findings import Diagnosis

Lines = dict[tuple[str, str], list[int]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., CorpusSpec]:
    """Write files, named after splits ("train.en"), and specify the corpus that they are."""

    def specify(files: Mapping[str, str | bytes], **settings: object) -> CorpusSpec:
        splits: dict[str, list[str]] = {}
        for name, content in files.items():
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            splits.setdefault(name.split(".")[0], []).append(str(path))
        return CorpusSpec(**splits, **settings)

    return specify


@pytest.fixture
def found(write: Callable[..., CorpusSpec]) -> Callable[..., Lines]:
    """Rule and file of each finding but a missing split -> its lines."""

    def examine(files: Mapping[str, str | bytes], **settings: object) -> Lines:
        return lines_of(diagnose(write(files, **settings)))

    return examine


def lines_of(diagnosis: Diagnosis) -> Lines:
    """Rule and file of each finding but a missing split -> its lines."""
    return {
        (finding.rule, Path(finding.file).name): finding.lines
        for finding in diagnosis.findings
        if finding.rule != "no-split"
    }
