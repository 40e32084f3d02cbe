"""Settings of training and decoding."""

from dataclasses import dataclass, field

from nlpseq.config.checks import one_of, positive, require, valid_seed


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
        require(0.0 <= self.min_ratio <= 1.0, "optim.min_ratio", self.min_ratio, "0 <= x <= 1")
        require(
            len(self.betas) == 2 and all(0.0 <= beta < 1.0 for beta in self.betas),
            "optim.betas",
            self.betas,
            "two numbers, 0 <= x < 1",
        )


@dataclass(slots=True, kw_only=True)
class TrainingConfig:
    """How long, how often, on what."""

    num_steps: int = 3000
    """Optimizer updates in all; 0 = the limit is num_epochs."""
    num_epochs: int = 0
    """Passes over the largest corpus; 0 = the limit is num_steps."""
    max_minutes: float = 0.0
    """Minutes of updates and validations, over all sittings, after which training ends whatever
    the other limits say; cosine then falls with the time. What is learnt in a time depends on the
    machine: such a run is resumed, but not repeated to the last bit. 0 = no such limit."""
    validate_every: int = 250
    """Updates between validations."""
    checkpoint_seconds: float = 30.0
    """Seconds between checkpoints; one is written after each validation as well."""
    log_every: int = 10
    """Updates between lines of the log."""
    patience: int = 0
    """Validations without a better score before training stops; 0 = never."""
    average: str = "ema"
    """What is validated and kept: ema (the moving average of the weights), last (the mean of those
    at the last validations) or none (the weights themselves)."""
    average_decay: float = 0.999
    """Of ema: share of the average that an update leaves."""
    average_last: int = 5
    """Of last: validations whose weights are averaged, as many copies of which a run keeps."""
    mixture_temperature: float = 5.0
    """A head takes part in an update with probability (its batches / the most batches) ** (1 / T):
    1 = in proportion, large = always."""
    precision: str = "auto"
    """fp32, bf16 (autocast) or auto: timed at the start of the run, then fixed for it."""
    kernel: str = "auto"
    """torch (its own GRU), fused (gradients of weights in one product; GRUs and input feeding, CPU)
    or auto: timed at the start of the run, then fixed for it. Bundles do not depend on it."""
    device: str = "auto"
    """cpu, cuda or auto."""
    num_threads: int = 0
    """CPU threads a process; 0 = timed at the start of the run, then fixed for it."""
    loggers: list[str] = field(default_factory=lambda: ["jsonl"])
    """Of jsonl, tensorboard, wandb."""

    def __post_init__(self) -> None:
        one_of(self, "training", "precision", ["auto", "fp32", "bf16"])
        one_of(self, "training", "kernel", ["auto", "torch", "fused"])
        one_of(self, "training", "device", ["auto", "cpu", "cuda"])
        require(
            self.num_steps > 0 or self.num_epochs > 0 or self.max_minutes > 0,
            "training.num_steps",
            self.num_steps,
            "num_steps, num_epochs or max_minutes above 0",
        )
        one_of(self, "training", "average", ["ema", "last", "none"])
        require(
            0.0 < self.average_decay < 1.0,
            "training.average_decay",
            self.average_decay,
            "0 < x < 1; training.average=none is without",
        )
        require(
            self.average_last > 1,
            "training.average_last",
            self.average_last,
            "2 or more; training.average=none is without",
        )
        positive(self, "training", ["validate_every", "log_every", "mixture_temperature"])
        positive(self, "training", ["num_threads", "patience", "max_minutes"], or_zero=True)
        positive(self, "training", ["num_steps", "num_epochs"], or_zero=True)


WIDEST_BEAM = 1000
"""Hypotheses of a sentence at most: with more a slip of the pen would run for hours."""

LONGEST_RATIO = 1000
"""Pieces that a translation may have for each of the source's, for the same reason."""

STRONGEST_PENALTY = 100
"""Exponent of a length at most: powers of more are no numbers."""


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
    no_repeat_ngram: int = 0
    """Pieces of the n-grams that a translation writes once at most; 0 = any may be repeated."""
    coverage_penalty: float = 0.0
    """Weight of the penalty on source pieces that got little attention; 0 = none."""
    sample: bool = False
    """Draw translations instead of searching for the best; seed, temperature, top_k, top_p."""
    temperature: float = 1.0
    """Of sampling: below 1 likely pieces become likelier, above 1 less so; 0 = greedy."""
    top_k: int = 0
    """Draw among the k best pieces; 0 = all."""
    top_p: float = 1.0
    """Draw among the fewest best pieces that together have this probability; 1 = all."""
    seed: int = 1
    """Of sampling: the same seed and sentence give the same draw."""
    mbr_size: int = 0
    """Translations of each sentence, drawn (``sample``) or the best of a beam, of which the one is
    taken that is most like all of them (minimum Bayes risk); 0 = the most probable one."""
    mbr_utility: str = "chrf"
    """What tells how alike two translations are: chrf or bleu."""

    def __post_init__(self) -> None:
        positive(self, "decoding", ["beam_size", "max_length_ratio", "batch_tokens"])
        for name, highest in (
            ("beam_size", WIDEST_BEAM),
            ("mbr_size", WIDEST_BEAM),
            ("max_length_ratio", LONGEST_RATIO),
            ("length_penalty", STRONGEST_PENALTY),
        ):
            value = getattr(self, name)
            require(abs(value) <= highest, f"decoding.{name}", value, f"at most {highest:,}")
        one_of(self, "decoding", "mbr_utility", ["chrf", "bleu"])
        positive(self, "decoding", ["no_repeat_ngram", "coverage_penalty"], or_zero=True)
        positive(self, "decoding", ["temperature", "top_k", "mbr_size"], or_zero=True)
        valid_seed(self, "decoding")
        require(0.0 < self.top_p <= 1.0, "decoding.top_p", self.top_p, "0 < x <= 1")


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
    no_repeat_ngram: int | None = None
    """Pieces of the n-grams that a translation writes once at most; 0 = any may be repeated."""
    coverage_penalty: float | None = None
    """Weight of the penalty on source pieces that got little attention; 0 = none."""
    sample: bool | None = None
    """Draw translations instead of searching for the best."""
    temperature: float | None = None
    """Of sampling: below 1 likely pieces become likelier, above 1 less so; 0 = greedy."""
    top_k: int | None = None
    """Draw among the k best pieces; 0 = all."""
    top_p: float | None = None
    """Draw among the fewest best pieces that together have this probability; 1 = all."""
    seed: int | None = None
    """Of sampling: the same seed and sentence give the same draw."""
    mbr_size: int | None = None
    """Translations of each sentence of which the one most like all of them is taken; 0 = none."""
    mbr_utility: str | None = None
    """What tells how alike two translations are: chrf or bleu."""
