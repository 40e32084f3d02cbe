"""Settings of corpora."""

from dataclasses import dataclass, field
from typing import Any

from nlpseq.config.checks import as_files, one_of, require

SPLITS = ("train", "valid", "test")


@dataclass(slots=True, kw_only=True)
class CorpusOrigin:
    """Where a named corpus comes from."""

    page: str = ""
    """Public page of the corpus."""
    downloads: dict[str, str] = field(default_factory=dict)
    """File as the corpus names it -> address it is fetched from."""
    sha256: dict[str, str] = field(default_factory=dict)
    """File as the corpus names it -> sha256 of its text, whatever it is packed with."""
    verified: bool = False
    """Whether a public download was once fetched and had the text expected here."""
    obtain: str = ""
    """How to come by a corpus that may not be passed on; "" = it is downloaded."""


@dataclass(slots=True, kw_only=True)
class CorpusSpec:
    """Where a corpus lies and how it is read."""

    name: str = ""
    """Short name, shown in tables; "" = taken from the first file."""
    task: str = ""
    """translation, tagging, classification or language_modelling; "" = told by the reader."""
    reader: str = ""
    """parallel, tsv, conll, spans, doccano, brat, labelled, text (a paragraph a line, blank lines
    part documents), lines (a document a line) or datasets; "" = told by the files' number and
    suffix."""
    root: str = ""
    """Folder of the files: "" = where the command runs, "samples" = the corpora that come with
    nlpseq, "corpora" = the folder named by the environment variable NLPSEQ_DATA."""
    train: Any = field(default_factory=list)
    """A file or a list of files (parallel: source, target)."""
    valid: Any = field(default_factory=list)
    """The same for validation; empty = every n-th example of train, see valid_share."""
    test: Any = field(default_factory=list)
    """The same for the test split."""
    splits: dict[str, Any] = field(default_factory=dict)
    """Further named splits for ``nlpseq evaluate split=NAME``."""
    pairs: Any = field(default_factory=list)
    """JSONL files of contrastive pairs, scored by pair accuracy."""
    source_language: str = ""
    """ISO 639-1 code of the source or of the tagged text."""
    target_language: str = ""
    """ISO 639-1 code of the target (translation)."""
    columns: list[int] = field(default_factory=list)
    """tsv: source and target column; conll: word and tag column; labelled: label and text column.
    From 0; -1 = the last. Empty = 0 and 1, conll: 0 and -1, datasets: those of usual names."""
    separator: str = ""
    """conll: what parts columns, tab or blank (any run of both); "" = tabs in a line that has one,
    else blanks."""
    comments: str = ""
    """conll: how a line without a tab begins that is no word, none = no such lines; "" = with "# ",
    unless the line ends in a tag."""
    scheme: str = ""
    """iob1, bio, bioes or bmes; "" = detected, and an error if that leaves a doubt."""
    repair: bool = False
    """Read instead of refusing: illegal tag sequences, as conlleval does (what continues nothing
    begins an entity); spans of characters, widened to whole words, of overlapping ones the
    longest; pairs to train on with a blank side, which are left out."""
    valid_share: float = 0.05
    """Share of train carved out when there is no validation split: every n-th example."""
    valid_max: int = 2000
    """Largest number of examples carved out."""
    licence: str = ""
    """Licence of the corpus, written into the bundle."""
    citation: str = ""
    """How to cite the corpus."""
    origin: CorpusOrigin = field(default_factory=CorpusOrigin)
    """Where a named corpus comes from; for ``nlpseq data``, not for training."""

    def __post_init__(self) -> None:
        for split in (*SPLITS, "pairs"):
            setattr(self, split, as_files(getattr(self, split), f"data.{split}"))
        self.splits = {
            name: as_files(files, f"data.splits.{name}") for name, files in self.splits.items()
        }
        one_of(self, "data", "separator", ["tab", "blank", ""])
        require(
            self.comments == "" or (self.comments.strip() != "" and "\t" not in self.comments),
            "data.comments",
            self.comments,
            "none or a prefix such as #",
        )
        require(0.0 < self.valid_share < 0.5, "data.valid_share", self.valid_share, "0 < x < 0.5")
        require(self.valid_max > 0, "data.valid_max", self.valid_max, "1 or more")

    def files(self, split: str) -> list[str]:
        """The files of a split as written in the specification; [] if it has none."""
        files: list[str] = getattr(self, split) if split in SPLITS else self.splits.get(split, [])
        return files


@dataclass(slots=True, kw_only=True)
class DataConfig(CorpusSpec):
    """One corpus, or several that are trained on together."""

    corpora: dict[str, CorpusSpec] = field(default_factory=dict)
    """A mixture: task name -> corpus. Files given as data.train= take its place."""

    def mixture(self) -> dict[str, CorpusSpec]:
        """The corpora of the run by head name; one corpus is a mixture of one."""
        return self.corpora if self.corpora and not self.train else {"": self}
