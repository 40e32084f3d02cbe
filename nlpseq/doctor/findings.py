"""What can be wrong with a corpus, how grave it is, and where it was found."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)

MENDED = ("train", "valid")
"""The splits that ``--fix`` changes."""


class Rule(NamedTuple):
    """A kind of fault.

    Args:
        severity: error (training refuses the file or learns what is wrong), warning or note.
        problem: what is wrong, to stand after a number of lines.
        mend: what the user can do about it.
    """

    severity: str
    problem: str
    mend: str


_FIXED = "give --fix OUT"
_RESTORED = "; --fix OUT restores those of Windows-1252"
_LEFT = "tell it with the scores: --fix leaves this split as it is"
_BY_HAND = "correct them by hand: --fix does not"
_ONE_PAIR = "give each line its partner, or delete it from both files"

RULES: dict[str, Rule] = {
    # any text
    "encoding": Rule(ERROR, "not UTF-8", "convert the file: iconv -f ISO-8859-1 -t UTF-8"),
    "nul": Rule(ERROR, "a byte 0x00", "delete the byte, or convert the file if it is UTF-16"),
    "byte-order-mark": Rule(NOTE, "a byte order mark at the start", "none needed: it is skipped"),
    "line-end": Rule(NOTE, r"lines end in \r\n", r"none needed: the \r is skipped"),
    "control-character": Rule(WARNING, "control characters", "delete them" + _RESTORED),
    "replacement-character": Rule(
        WARNING, "U+FFFD, which stands for a lost character", "restore it from the source"
    ),
    "zero-width": Rule(WARNING, "invisible characters of no width", _FIXED),
    "joiner": Rule(NOTE, "joiners or marks of direction where they belong", "none needed"),
    "odd-space": Rule(WARNING, "white space that is no plain blank", _FIXED),
    "stray-blank": Rule(WARNING, "blanks at the ends or in a row", _FIXED),
    "not-nfc": Rule(WARNING, "characters not composed (Unicode NFC)", _FIXED),
    "mojibake": Rule(
        WARNING, "UTF-8 that was read as Windows-1252", "read the source again as UTF-8"
    ),
    "html-escape": Rule(WARNING, "HTML escapes", "unescape them, in test and train alike"),
    "tokenised": Rule(NOTE, "tokenised: stops stand apart", "detokenise, to compare scores"),
    "lower-case": Rule(NOTE, "no capital letter", "use it apart from cased corpora"),
    "columns": Rule(ERROR, "wrong number of columns", "complete the lines, or delete them"),
    "long-sentence": Rule(NOTE, "more than 100 words", "split them, or count on slow updates"),
    "upper-case": Rule(NOTE, "sentences in capitals", "none needed, if use meets such as well"),
    "treebank-sign": Rule(NOTE, "signs of a treebank (-LRB-, ``)", "write brackets and quotes"),
    "shared": Rule(WARNING, "stand in another corpus as well", "do not train on one, test on both"),
    "record": Rule(ERROR, "records that cannot be read", "correct them, or " + _FIXED),
    "mixed-quotes": Rule(NOTE, "quotes of the rarer kind", "write all of them one way"),
    "mixed-apostrophes": Rule(NOTE, "apostrophes of the rarer kind", "write all of them one way"),
    "mixed-script": Rule(
        WARNING, "Chinese in the rarer of both scripts", "convert it (OpenCC), or train apart"
    ),
    "han-blank": Rule(
        NOTE, "blanks between Chinese characters", "delete them, or have them in use"
    ),
    "split-letters": Rule(WARNING, "words parted into letters", "join the letters"),
    "lone-character": Rule(NOTE, "the only characters beyond ASCII", "see if they are meant"),
    "sorted": Rule(NOTE, "sorted by length or label", "none needed: training shuffles"),
    "no-split": Rule(NOTE, "no such split", "give --valid and --test"),
    # tagging
    "tag": Rule(ERROR, "not a tag of the scheme", "write O or PREFIX-TYPE"),
    "scheme": Rule(ERROR, "the tag scheme cannot be told", "name it with --scheme"),
    "scheme-differs": Rule(WARNING, "another scheme than train", "convert one of them"),
    "illegal-tag": Rule(ERROR, "a tag cannot follow the one before", "correct it, or " + _FIXED),
    "span": Rule(ERROR, "spans that do not fit their text", "correct them, or " + _FIXED),
    "empty-word": Rule(WARNING, "words without a character", _FIXED),
    "blank-around-word": Rule(WARNING, "blanks at the ends of words", _FIXED),
    "blank-in-word": Rule(NOTE, "blanks inside words", "none needed: columns are parted by tabs"),
    "blank-line": Rule(NOTE, "boundaries that hold white space", "none needed: read as empty"),
    "document-line": Rule(NOTE, "lines that open a document", "none needed: they are skipped"),
    "comment-line": Rule(NOTE, "comments", "none needed: they are skipped"),
    "hash-word": Rule(NOTE, "words that begin with #", "none needed: they are no comments"),
    "long-word": Rule(NOTE, "words of more than 100 characters", "shorten them"),
    "touching": Rule(NOTE, "entities directly after one of their type", "see if they are one"),
    "one-word": Rule(NOTE, "sentences of one word", "do not trust the scores on them"),
    "split-hyphen": Rule(
        NOTE, "hyphens are words of their own", "part them in use, or scores will not hold"
    ),
    "narrow-type": Rule(
        NOTE, "types that are mostly three names", "compare with the memorisation floor"
    ),
    "only-entities": Rule(NOTE, "sentences of entities alone", "do not trust the scores on them"),
    "contradiction": Rule(
        NOTE, "entities tagged as they nowhere else are (1 in 10 or fewer)", "see which is right"
    ),
    # labels of any kind
    "rare-label": Rule(NOTE, "labels with fewer than 5 examples", "add examples, or merge them"),
    "unseen-label": Rule(WARNING, "labels that train does not have", "add examples to train"),
    "missing-label": Rule(NOTE, "labels of train that do not occur", "do not count on them"),
    "majority-label": Rule(NOTE, "one label for more than half", "report macro-F1 as well"),
    "joined-label": Rule(
        NOTE, "several labels in one", "count as right any of them, or train on the first"
    ),
    "small-split": Rule(NOTE, "fewer than 500 examples", "give scores with their deviation"),
    "label-shift": Rule(NOTE, "labels distributed unlike train", "report scores by label"),
    "empty-label": Rule(ERROR, "no label", "label the line, or delete it"),
    "empty-text": Rule(ERROR, "no text", "delete the line, or " + _FIXED),
    # copies
    "duplicate": Rule(NOTE, "repeat an earlier example", "count on them weighing more"),
    "duplicate-pair": Rule(WARNING, "repeat an earlier pair", _FIXED),
    "other-label": Rule(WARNING, "the same text with other labels", "see which is right"),
    "other-target": Rule(NOTE, "the same source with other targets", "score all as references"),
    "leakage": Rule(WARNING, "stand in train as well", _FIXED),
    "overlap": Rule(
        WARNING, "stand in another held-out split as well", "delete them from one of the two"
    ),
    "short-leakage": Rule(
        NOTE, "of under five words stand in an earlier split as well", "score without them"
    ),
    "near-leakage": Rule(
        NOTE, "differ from train in case, digits, punctuation or one word", "score without them"
    ),
    # pairs
    "unequal-lines": Rule(ERROR, "no partner in the other file", _ONE_PAIR),
    "empty-side": Rule(ERROR, "a side without text", "delete the pair, or " + _FIXED),
    "copy": Rule(WARNING, "the target repeats the source", "translate it, or " + _FIXED),
    "final-stop": Rule(NOTE, "only one side ends in a stop", "end both sides alike"),
    "length-ratio": Rule(WARNING, "sides of unlikely lengths", "see if they are translations"),
    "misaligned": Rule(
        WARNING, "partners that seem to be those of other lines", "align them, or " + _FIXED
    ),
    "wrong-language": Rule(WARNING, "seem to be of another language", "delete the pair"),
}

_OF_RECORDS = frozenset({"record", "span", "leakage"})
MENDED_OF: dict[str, frozenset[str]] = {
    "spans": _OF_RECORDS,
    "doccano": _OF_RECORDS,
    "brat": frozenset(),
    "datasets": frozenset(),
}
"""Reader -> the rules that ``--fix`` mends, where those are not all that name it."""


class Place(NamedTuple):
    """A file of a split."""

    split: str
    file: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with all its lines.

    Args:
        rule: name in ``RULES``.
        severity: of this finding.
        split: train, valid, test or a further one.
        file: the file as it was named.
        lines: numbers from 1, in order; empty for what concerns the file as a whole.
        message: what is wrong, with the first case where that helps.
        mend: what the user can do.
    """

    rule: str
    severity: str
    split: str
    file: str
    lines: list[int]
    message: str
    mend: str


class Fact(NamedTuple):
    """A figure of a split: its size, its labels, its scheme."""

    split: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was found in a corpus.

    Args:
        name: of the corpus.
        task: translation, tagging or classification.
        facts: figures that are no faults.
        findings: gravest first.
    """

    name: str
    task: str
    facts: list[Fact]
    findings: list[Finding]

    @property
    def faulty(self) -> bool:
        """Is there an error or a warning?"""
        return any(finding.severity != NOTE for finding in self.findings)


class Log:
    """Collects faults line by line; eight bytes a line at most.

    Args:
        reader: of the corpus, on which it depends what can be mended.
    """

    def __init__(self, reader: str = "") -> None:
        self._reader = reader
        self.facts: list[Fact] = []
        self._lines: dict[tuple[str, Place], array[int]] = {}
        self._details: dict[tuple[str, Place], str] = {}
        self._severities: dict[tuple[str, Place], str] = {}

    def add(self, rule: str, place: Place, line: int = 0, detail: str = "") -> None:
        """Note a fault; line 0 = the file as a whole, the first detail is kept."""
        key = rule, place
        if key not in self._lines:
            self._lines[key] = array("Q")
            self._details[key] = detail
        if line:
            self._lines[key].append(line)

    def add_all(
        self, rule: str, place: Place, lines: Iterable[int], detail: str = "", severity: str = ""
    ) -> None:
        """Note a fault of several lines; none of them = no fault."""
        for line in lines:
            self.add(rule, place, line, detail)
        if severity:
            self._severities[rule, place] = severity

    def fact(self, split: str, name: str, value: object) -> None:
        """Note a figure."""
        text = f"{value:,}" if isinstance(value, int) else _printable(str(value))
        self.facts.append(Fact(split, name, text))

    def findings(self) -> list[Finding]:
        """All faults, gravest first, then in the order they were met."""
        found = [self._finding(rule, place) for rule, place in self._lines]
        return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))

    def _finding(self, rule: str, place: Place) -> Finding:
        key = rule, place
        detail = self._details[key]
        return Finding(
            rule,
            self._severities.get(key, RULES[rule].severity),
            place.split,
            place.file,
            sorted(set(self._lines[key])),
            RULES[rule].problem + (f": {_printable(detail)}" if detail else ""),
            _mend(rule, place.split, self._reader),
        )


def _mend(rule: str, split: str, reader: str) -> str:
    """What can be done in a split; leakage alone is mended outside the split that shows it."""
    mend = RULES[rule].mend
    is_left = split not in MENDED and rule != "leakage"
    if rule not in MENDED_OF.get(reader, RULES):
        mend = mend.removesuffix(_RESTORED).removesuffix(f", or {_FIXED}")
        return mend.replace(_FIXED, _LEFT if is_left else _BY_HAND)
    return mend.removesuffix(_RESTORED).replace(_FIXED, _LEFT) if is_left else mend


def _printable(text: str) -> str:
    """A text of the corpus as it can be shown: what a terminal would obey is escaped."""
    return text if text.isprintable() else text.encode("unicode_escape").decode()
