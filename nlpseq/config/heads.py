"""Settings of the heads."""

from dataclasses import dataclass, field

from nlpseq.config.checks import one_of, positive, rates, require


@dataclass(slots=True, kw_only=True)
class HeadConfig:
    """What every head has."""

    kind: str = ""
    """Name of the task: tagging, translation, classification, language_modelling."""
    score_weight: float = 1.0
    """Weight of the head's main score in the score of a mixture."""
    loss_weight: float = 1.0
    """Weight of the head's loss in a mixture."""
    max_tokens: int = 2048
    """Padded tokens of this head's part of one update, over all ranks."""

    def _check_head(self, kind: str) -> None:
        prefix = f"task.{kind}"
        one_of(self, prefix, "kind", [kind])
        positive(self, prefix, ["max_tokens"])
        positive(self, prefix, ["score_weight", "loss_weight"], or_zero=True)
        rates(self, prefix)


@dataclass(slots=True, kw_only=True)
class WordReaderConfig(HeadConfig):
    """What reads words: a vector for each of them, and recurrent layers over the vectors."""

    hidden_size: int = 256
    """Width of one direction."""
    num_layers: int = 2
    """Recurrent layers; the directions are joined between them."""
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
    recurrent_dropout_rate: float = 0.0
    """Variational dropout on the state where it enters the recurrent products (Gal and Ghahramani
    2016)."""
    word_dropout_rate: float = 0.05
    """Share of words whose representation is set to zero in training."""
    sampling_alpha: float = 0.0
    """Above 0: words are spelt in pieces drawn anew at each visit, with probabilities to this
    power (subword regularisation, Kudo 2018); small = any pieces, large = nearly always the best;
    0 = the best."""
    name_dropout_rate: float = 0.0
    """Share of capitalised words that show only their shape in training, so that the context must
    tell what they name."""
    identity_dropout_rate: float = 0.0
    """Share of words that show only their spelling (characters, prefix, suffix, shape) in training,
    as a word never seen does."""
    lower_rate: float = 0.0
    """Share of sentences learnt in lower case."""
    upper_rate: float = 0.0
    """Share of sentences learnt in upper case."""

    def _check_reader(self, kind: str) -> None:
        prefix = f"task.{kind}"
        self._check_head(kind)
        positive(self, prefix, ["hidden_size", "num_layers"])
        positive(self, prefix, ["char_size", "feature_size", "sampling_alpha"], or_zero=True)
        positive(self, prefix, ["num_char_filters"])
        require(
            self.lower_rate + self.upper_rate <= 1.0,
            f"{prefix}.lower_rate",
            self.lower_rate,
            "at most 1 together with upper_rate",
        )


@dataclass(slots=True, kw_only=True)
class TaggingConfig(WordReaderConfig):
    """The synchronous tagger: one label a word."""

    kind: str = "tagging"
    """Name of the task."""
    output: str = "crf"
    """crf; softmax (each label for itself: the strictly left-to-right control); or
    constrained_softmax (learnt as softmax, searched for the best sequence that is legal)."""
    scheme: str = "bioes"
    """Scheme the labels are learnt in: bio or bioes."""
    replacement_rate: float = 0.0
    """Share of entities that are learnt as another one of their label, in the same place (mention
    replacement, Dai and Adel 2020)."""

    def __post_init__(self) -> None:
        one_of(self, "task.tagging", "output", ["crf", "softmax", "constrained_softmax"])
        one_of(self, "task.tagging", "scheme", ["bio", "bioes"])
        self._check_reader("tagging")


@dataclass(slots=True, kw_only=True)
class TranslationConfig(HeadConfig):
    """The encoder-decoder translator."""

    kind: str = "translation"
    """Name of the task."""
    hidden_size: int = 512
    """Width of the decoder; the encoder's directions share it."""
    num_encoder_layers: int = 1
    """Recurrent layers of the encoder."""
    residual: bool = False
    """Add the input of an encoder's layer to its output, from the second layer on."""
    layer_norm: bool = False
    """Normalise the states of each layer of the encoder (Ba et al. 2016)."""
    decoder: str = "parallel"
    """parallel (layers and attention over the whole teacher-forced target in batched calls);
    conditional (the cGRU of Sennrich et al. 2017) and input_feeding (Luong et al. 2015), which
    learn step by step; plain (one code for the whole source, no attention: Cho et al. 2014)."""
    label_smoothing: float = 0.1
    """Probability mass spread over the vocabulary (Szegedy et al. 2016)."""
    embedding_dropout_rate: float = 0.3
    """Variational dropout on source and target embeddings."""
    encoder_dropout_rate: float = 0.4
    """Dropout on the encoder's states: variational after each layer, and anew on every state that
    is attended to."""
    output_dropout_rate: float = 0.4
    """Dropout before the output layer."""
    recurrent_dropout_rate: float = 0.0
    """Variational dropout on the states of encoder and decoder where they enter the recurrent
    products (Gal and Ghahramani 2016)."""
    word_dropout_rate: float = 0.1
    """Share of words on both sides whose embedding is set to zero in training."""
    sampling_alpha: float = 0.0
    """Above 0: source words are spelt in pieces drawn anew at each visit, with probabilities to
    this power (subword regularisation, Kudo 2018); small = any pieces, large = nearly always the
    best; 0 = the best."""
    target_sampling_alpha: float = 0.0
    """The same for target words."""
    r_drop: float = 0.0
    """Weight of the divergence between two passes with different dropout (R-Drop, Liang et al.
    2021; 1 to 5 there); an update costs twice as much; 0 = one pass."""

    def __post_init__(self) -> None:
        self._check_head("translation")
        positive(self, "task.translation", ["hidden_size", "num_encoder_layers"])
        positive(
            self,
            "task.translation",
            ["sampling_alpha", "target_sampling_alpha", "r_drop"],
            or_zero=True,
        )
        require(self.hidden_size % 2 == 0, "task.translation.hidden_size", self.hidden_size, "even")


@dataclass(slots=True, kw_only=True)
class ClassificationConfig(WordReaderConfig):
    """The classifier: one label a text, such as its intent."""

    kind: str = "classification"
    """Name of the task."""
    reads: str = ""
    """Head whose word vectors and recurrent layers are read instead of own ones: tagging = one
    encoder that learns from both losses; "" = own ones."""
    hidden_size: int = 128
    """Width of one direction."""
    num_layers: int = 1
    """Recurrent layers; the directions are joined between them."""
    pooling: str = "attention"
    """From the states to one vector: last (where each direction ends), mean, max or attention."""
    label_separator: str = ""
    """Labels are learnt and scored up to this sign: with ":" NUM:date is NUM; "" = whole."""
    label_joiner: str = ""
    """Sign between the labels of a text that has several: the first is learnt, each is right;
    "" = a text has one."""
    out_of_scope: str = ""
    """Label of texts that have none of the others: answered above a threshold that is fitted on
    the validation split, scored apart; "" = every label is ordinary."""
    label_smoothing: float = 0.1
    """Probability mass spread over the labels (Szegedy et al. 2016)."""
    input_dropout_rate: float = 0.4
    """Variational dropout on the word representation."""
    hidden_dropout_rate: float = 0.3
    """Variational dropout after each recurrent layer."""
    output_dropout_rate: float = 0.3
    """Dropout before the output layer."""
    word_dropout_rate: float = 0.1
    """Share of words whose representation is set to zero in training."""

    def __post_init__(self) -> None:
        self._check_reader("classification")


DIRECTIONS = {
    "forward": ("forwards",),
    "backward": ("backwards",),
    "both": ("forwards", "backwards"),
}
"""Setting of a language model -> the networks that it has."""


@dataclass(slots=True, kw_only=True)
class LanguageModelConfig(HeadConfig):
    """The language model: what comes next, from left to right, from right to left, or both."""

    kind: str = "language_modelling"
    """Name of the task."""
    direction: str = "forward"
    """forward (each piece from those before it), backward (from those behind it), or both."""
    unit: str = "pieces"
    """pieces of the shared tokenizer, or characters."""
    hidden_size: int = 256
    """Width of a recurrent layer."""
    num_layers: int = 1
    """Recurrent layers of one direction."""
    window: int = 128
    """Units of a document learnt together: gradients go no further back."""
    num_windows: int = 32
    """Windows of a document over which the state is carried; a longer one is cut into parts."""
    context: int = 32
    """Units that such a part reads, without learning them, before it begins."""
    input_dropout_rate: float = 0.2
    """Variational dropout on the embeddings."""
    hidden_dropout_rate: float = 0.2
    """Variational dropout between recurrent layers."""
    output_dropout_rate: float = 0.2
    """Dropout before the output layer."""
    word_dropout_rate: float = 0.0
    """Share of units whose embedding is set to zero in training."""

    def __post_init__(self) -> None:
        prefix = "task.language_modelling"
        self._check_head("language_modelling")
        one_of(self, prefix, "direction", list(DIRECTIONS))
        one_of(self, prefix, "unit", ["pieces", "characters"])
        positive(self, prefix, ["hidden_size", "num_layers", "window", "num_windows"])
        positive(self, prefix, ["context"], or_zero=True)

    @property
    def directions(self) -> tuple[str, ...]:
        """The networks of the head: forwards, backwards, or both in this order."""
        return DIRECTIONS[self.direction]


HEADS: dict[str, type[HeadConfig]] = {
    "tagging": TaggingConfig,
    "translation": TranslationConfig,
    "classification": ClassificationConfig,
    "language_modelling": LanguageModelConfig,
}
"""Kind of a head -> its settings."""


@dataclass(slots=True, kw_only=True)
class TaskConfig:
    """The heads' settings; which heads a run has is told by its corpora."""

    tagging: TaggingConfig = field(default_factory=TaggingConfig)
    translation: TranslationConfig = field(default_factory=TranslationConfig)
    classification: ClassificationConfig = field(default_factory=ClassificationConfig)
    language_modelling: LanguageModelConfig = field(default_factory=LanguageModelConfig)
