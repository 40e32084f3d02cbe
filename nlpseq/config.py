"""Every setting of the program: typed, documented, with its default; the standard library only.

YAML under ``conf/`` holds choices and recipes, this file the defaults. The classes are ordinary
mutable dataclasses because OmegaConf 2.3 cannot override frozen ones; treat them as constants.
A field's line of documentation stands under it and is what ``--help`` shows.
"""

from dataclasses import dataclass, field
from typing import Any

from nlpseq.errors import InputError

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
    """translation, tagging or classification; "" = told by the reader."""
    reader: str = ""
    """parallel, tsv, conll, spans, doccano, brat, labelled or datasets; "" = told by the files'
    number and suffix."""
    root: str = ""
    """Folder of the files: "" = where the command runs, "samples" = the corpora that come with
    nlpseq, "corpora" = the folder named by the environment variable NLPSEQ_DATA."""
    train: Any = field(default_factory=list)
    """A file or a list of files (parallel: source, target)."""
    valid: Any = field(default_factory=list)
    """The same for validation; empty = the last part of train, see valid_share."""
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
    From 0; -1 = the last. Empty = 0 and 1, for conll 0 and -1."""
    separator: str = ""
    """conll: what parts columns, tab or blank; "" = tabs in a line that has one, else blanks."""
    comments: str = ""
    """conll: how a line that is no word begins, none = no such lines; "" = with "# ", unless the
    line holds a tab or ends in a tag."""
    scheme: str = ""
    """iob1, bio, bioes or bmes; "" = detected, and an error if that leaves a doubt."""
    repair: bool = False
    """Read illegal tag sequences as conlleval does (what continues nothing begins an entity)
    instead of refusing them."""
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


@dataclass(slots=True, kw_only=True)
class TokenizerConfig:
    """The SentencePiece model shared by all heads."""

    algorithm: str = "unigram"
    """unigram (Kudo 2018) or bpe (Sennrich et al. 2016)."""
    vocab_size: int = 8000
    """Number of pieces, special ones included; an upper bound on small corpora."""
    character_coverage: float = 1.0
    """Share of characters with a piece of their own; others become bytes."""
    num_sentences: int = 1_000_000
    """Sentences read for training the tokenizer, drawn evenly."""

    def __post_init__(self) -> None:
        one_of(self, "tokenizer", "algorithm", ["unigram", "bpe"])
        require(self.vocab_size >= 300, "tokenizer.vocab_size", self.vocab_size, "300 or more")


@dataclass(slots=True, kw_only=True)
class ModelConfig:
    """What all heads share."""

    cell: str = "gru"
    """gru (Cho et al. 2014), lstm or rnn (tanh)."""
    bidirectional: bool = True
    """Read the sentence in both directions; false = left to right only."""
    embedding_size: int = 256
    """Width of the shared embedding table."""
    attention: str = "additive"
    """additive (Bahdanau et al. 2015), dot, general (Luong et al. 2015) or none."""

    def __post_init__(self) -> None:
        positive(self, "model", ["embedding_size"])


@dataclass(slots=True, kw_only=True)
class HeadConfig:
    """What every head has."""

    kind: str = ""
    """Name of the task: tagging, translation."""
    score_weight: float = 1.0
    """Weight of the head's main score in the score of a mixture."""
    loss_weight: float = 1.0
    """Weight of the head's loss in a mixture."""
    max_tokens: int = 2048
    """Padded tokens of this head's part of one update, over all ranks."""


@dataclass(slots=True, kw_only=True)
class TaggingConfig(HeadConfig):
    """The synchronous tagger: one label a word."""

    kind: str = "tagging"
    """Name of the task."""
    hidden_size: int = 256
    """Width of one direction."""
    num_layers: int = 2
    """Recurrent layers; the directions are joined between them."""
    output: str = "crf"
    """crf, or softmax (each label for itself: the strictly left-to-right control)."""
    scheme: str = "bioes"
    """Scheme the labels are learnt in: bio or bioes."""
    char_size: int = 32
    """Width of a character embedding; 0 = no character CNN."""
    num_char_filters: int = 64
    """Filters of the character CNN (Ma and Hovy 2016)."""
    feature_size: int = 32
    """Width of each hashed feature (norm, prefix, suffix, shape); 0 = none."""
    input_dropout_rate: float = 0.3
    """Variational dropout on the word representation."""
    hidden_dropout_rate: float = 0.4
    """Variational dropout after each recurrent layer."""
    word_dropout_rate: float = 0.05
    """Share of words whose representation is set to zero in training."""
    name_dropout_rate: float = 0.0
    """Share of capitalised words that show only their shape in training, so that the context must
    tell what they name."""

    def __post_init__(self) -> None:
        one_of(self, "task.tagging", "kind", ["tagging"])
        one_of(self, "task.tagging", "output", ["crf", "softmax"])
        one_of(self, "task.tagging", "scheme", ["bio", "bioes"])
        positive(self, "task.tagging", ["hidden_size", "num_layers", "max_tokens"])
        positive(self, "task.tagging", ["char_size", "feature_size"], or_zero=True)
        rates(self, "task.tagging")


@dataclass(slots=True, kw_only=True)
class TranslationConfig(HeadConfig):
    """The encoder-decoder translator."""

    kind: str = "translation"
    """Name of the task."""
    hidden_size: int = 512
    """Width of the decoder; the encoder's directions share it."""
    num_encoder_layers: int = 1
    """Recurrent layers of the encoder."""
    decoder: str = "parallel"
    """parallel: layers and attention over the whole teacher-forced target in batched calls."""
    label_smoothing: float = 0.1
    """Probability mass spread over the vocabulary (Szegedy et al. 2016)."""
    embedding_dropout_rate: float = 0.3
    """Variational dropout on source and target embeddings."""
    encoder_dropout_rate: float = 0.4
    """Dropout on the encoder's states."""
    output_dropout_rate: float = 0.4
    """Dropout before the output layer."""
    word_dropout_rate: float = 0.1
    """Share of words on both sides whose embedding is set to zero in training."""

    def __post_init__(self) -> None:
        one_of(self, "task.translation", "kind", ["translation"])
        positive(self, "task.translation", ["hidden_size", "num_encoder_layers", "max_tokens"])
        require(self.hidden_size % 2 == 0, "task.translation.hidden_size", self.hidden_size, "even")
        rates(self, "task.translation")


@dataclass(slots=True, kw_only=True)
class TaskConfig:
    """The heads' settings; which heads a run has is told by its corpora."""

    tagging: TaggingConfig = field(default_factory=TaggingConfig)
    translation: TranslationConfig = field(default_factory=TranslationConfig)


@dataclass(slots=True, kw_only=True)
class OptimConfig:
    """Adam and its learning rate."""

    learning_rate: float = 1e-3
    """The peak."""
    warmup_steps: int = 200
    """Updates of linear warm-up."""
    schedule: str = "cosine"
    """cosine (to min_ratio at the end), plateau (halved when the score stalls) or constant."""
    min_ratio: float = 0.05
    """Lowest learning rate, as a share of the peak."""
    plateau_patience: int = 2
    """Validations without a better score before plateau halves the rate."""
    weight_decay: float = 0.0
    """Decoupled weight decay (Loshchilov and Hutter 2019)."""
    betas: list[float] = field(default_factory=lambda: [0.9, 0.98])
    """Decay rates of Adam's moments."""
    clip_norm: float = 1.0
    """Largest norm of the gradient; 0 = not clipped."""

    def __post_init__(self) -> None:
        one_of(self, "optim", "schedule", ["cosine", "plateau", "constant"])
        positive(self, "optim", ["learning_rate", "plateau_patience"])
        positive(self, "optim", ["warmup_steps", "weight_decay", "clip_norm"], or_zero=True)
        require(len(self.betas) == 2, "optim.betas", self.betas, "two numbers")


@dataclass(slots=True, kw_only=True)
class TrainingConfig:
    """How long, how often, on what."""

    num_steps: int = 3000
    """Optimizer updates in all; 0 = the limit is num_epochs."""
    num_epochs: int = 0
    """Passes over the largest corpus; 0 = the limit is num_steps."""
    validate_every: int = 250
    """Updates between validations."""
    checkpoint_seconds: float = 30.0
    """Seconds between checkpoints; one is written after each validation as well."""
    log_every: int = 10
    """Updates between lines of the log."""
    patience: int = 0
    """Validations without a better score before training stops; 0 = never."""
    average_decay: float = 0.999
    """Decay of the moving average of the weights that is validated and kept; 0 = none."""
    mixture_temperature: float = 5.0
    """A head takes part in an update with probability (its batches / the most batches) ** (1 / T):
    1 = in proportion, large = always."""
    precision: str = "auto"
    """fp32, bf16 (autocast) or auto: timed at the start of the run, then fixed for it."""
    device: str = "auto"
    """cpu, cuda or auto."""
    num_threads: int = 0
    """CPU threads a process; 0 = timed at the start of the run, then fixed for it."""
    loggers: list[str] = field(default_factory=lambda: ["jsonl"])
    """Of jsonl, tensorboard, wandb."""

    def __post_init__(self) -> None:
        one_of(self, "training", "precision", ["auto", "fp32", "bf16"])
        one_of(self, "training", "device", ["auto", "cpu", "cuda"])
        require(
            self.num_steps > 0 or self.num_epochs > 0,
            "training.num_steps",
            self.num_steps,
            "num_steps or num_epochs above 0",
        )
        require(
            0.0 <= self.average_decay < 1.0,
            "training.average_decay",
            self.average_decay,
            "0 <= x < 1",
        )
        positive(self, "training", ["validate_every", "log_every", "mixture_temperature"])
        positive(self, "training", ["num_threads", "patience"], or_zero=True)


@dataclass(slots=True, kw_only=True)
class DecodingConfig:
    """How translations are searched for."""

    beam_size: int = 5
    """Hypotheses kept for each sentence; 1 = greedy."""
    length_penalty: float = 1.0
    """Exponent of the length by which a hypothesis' log-probability is divided (0 = none)."""
    max_length_ratio: float = 3.0
    """Longest translation in pieces: this times the source's, plus 10."""
    batch_tokens: int = 4096
    """Padded source tokens decoded together."""

    def __post_init__(self) -> None:
        positive(self, "decoding", ["beam_size", "max_length_ratio", "batch_tokens"])


@dataclass(slots=True, kw_only=True)
class DecodingOverrides:
    """What ``nlpseq evaluate`` changes of the bundle's decoding; null = as the bundle says."""

    beam_size: int | None = None
    """Hypotheses kept for each sentence; 1 = greedy."""
    length_penalty: float | None = None
    """Exponent of the length by which a log-probability is divided."""
    max_length_ratio: float | None = None
    """Longest translation in pieces: this times the source's, plus 10."""
    batch_tokens: int | None = None
    """Padded source tokens decoded together."""


@dataclass(slots=True, kw_only=True)
class TrainConfig:
    """Everything ``nlpseq train`` takes."""

    name: str = ""
    """Name of the run, written to runs/NAME, or a path; "" = the experiment's or corpus' name."""
    seed: int = 1
    """Seed of everything random."""
    init: str = ""
    """A bundle or run to start from (fine-tuning); its tokenizer is kept."""
    data: DataConfig = field(default_factory=DataConfig)
    tokenizer: TokenizerConfig = field(default_factory=TokenizerConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    task: TaskConfig = field(default_factory=TaskConfig)
    optim: OptimConfig = field(default_factory=OptimConfig)
    training: TrainingConfig = field(default_factory=TrainingConfig)
    decoding: DecodingConfig = field(default_factory=DecodingConfig)

    def __post_init__(self) -> None:
        require(self.seed >= 0, "seed", self.seed, "0 or more")


@dataclass(slots=True, kw_only=True)
class EvaluateConfig:
    """Everything ``nlpseq evaluate`` takes."""

    bundle: str = ""
    """A bundle or run."""
    split: str = "test"
    """Split to score: train, valid, test or one of data.splits."""
    out: str = ""
    """Report to write: a .json or .md file; "" = the screen only."""
    num_bootstrap: int = 1000
    """Resamples for the confidence intervals; 0 = none."""
    seed: int = 1
    """Seed of the resampling."""
    data: DataConfig = field(default_factory=DataConfig)
    decoding: DecodingOverrides = field(default_factory=DecodingOverrides)


def require(holds: bool, key: str, found: object, expected: str) -> None:
    """Refuse a setting.

    Raises:
        InputError: ``holds`` is false; names the key, the value and what was expected.
    """
    if not holds:
        raise InputError(f"setting {key}", found=repr(found), expected=expected)


def one_of(config: object, prefix: str, name: str, known: list[str]) -> None:
    """Require the named word to be a known one."""
    value = getattr(config, name)
    require(value in known, f"{prefix}.{name}", value, "one of " + ", ".join(known))


def positive(config: object, prefix: str, names: list[str], *, or_zero: bool = False) -> None:
    """Require the named numbers to be above zero, or not below it."""
    expected = "0 or more" if or_zero else "a number above 0"
    for name in names:
        value = getattr(config, name)
        require(value > 0 or (or_zero and value == 0), f"{prefix}.{name}", value, expected)


def rates(config: Any, prefix: str) -> None:
    """Require every ``*_rate`` to lie in [0, 1)."""
    for name in config.__dataclass_fields__:
        if name.endswith("_rate"):
            value = getattr(config, name)
            require(0.0 <= value < 1.0, f"{prefix}.{name}", value, "0 <= x < 1")


def as_files(value: Any, key: str) -> list[str]:
    """A file name or a list of them, as a list."""
    files = [value] if isinstance(value, str) else list(value or [])
    require(all(isinstance(file, str) for file in files), key, value, "a file or a list of files")
    return files
