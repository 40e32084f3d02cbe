"""The named corpora: what ``data=NAME`` can be, one YAML file each."""

from itertools import takewhile
from pathlib import Path

from nlpseq.cli.conf import CONFIG_DIR
from nlpseq.config import SPLITS, CorpusSpec, DataConfig
from nlpseq.registry import unknown_name

_FOLDER = Path(CONFIG_DIR) / "data"
_NO_CORPUS = "none"  # stands where files are given instead of a name


def registered_names() -> list[str]:
    """All names, in order of the alphabet."""
    return sorted(file.stem for file in _FOLDER.glob("*.yaml") if file.stem != _NO_CORPUS)


def registered(name: str) -> DataConfig:
    """The entry of a name: a corpus, or a mixture of several.

    Raises:
        InputError: the name is not known (near ones are listed), or its file is at fault.
    """
    known = registered_names()
    if name not in known:
        raise unknown_name("corpus", name, known)
    from nlpseq.cli.compose import compose_corpora

    return compose_corpora([name])[name]


def all_registered() -> dict[str, DataConfig]:
    """Every entry by its name.

    Raises:
        InputError: a file is at fault.
    """
    from nlpseq.cli.compose import compose_corpora

    return compose_corpora(registered_names())


def parts_of(config: DataConfig) -> list[CorpusSpec]:
    """The corpora of a mixture, or the one corpus that an entry is."""
    return list(config.corpora.values()) or [config]


def splits_of(spec: CorpusSpec) -> list[str]:
    """The splits that a corpus has."""
    return [split for split in (*SPLITS, *spec.splits) if spec.files(split)]


def files_of_splits(spec: CorpusSpec) -> list[str]:
    """The files that a corpus is read from, as it names them."""
    files = [file for split in splits_of(spec) for file in spec.files(split)]
    return list(dict.fromkeys([*files, *spec.pairs]))


def files_of(spec: CorpusSpec) -> list[str]:
    """The files of a corpus: of its splits, then of its other directions."""
    return list(dict.fromkeys([*files_of_splits(spec), *spec.origin.sha256]))


def about(name: str) -> str:
    """What a corpus is: the comment that its file opens with."""
    lines = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    comment = takewhile(lambda line: line.startswith("#"), lines)
    return "\n".join(line.removeprefix("#").strip() for line in comment)
