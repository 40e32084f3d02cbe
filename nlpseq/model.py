"""One embedding table, several heads; ``build`` is the only assembler of modules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import nn

from nlpseq.config import (
    ClassificationConfig,
    HeadConfig,
    LanguageModelConfig,
    ModelConfig,
    Pretrained,
    PretrainedVectors,
    TaggingConfig,
    TranslationConfig,
    WordReaderConfig,
)
from nlpseq.data.classes import ClassSet, Labels
from nlpseq.data.features import FEATURE_ROWS, NUM_CHARACTERS
from nlpseq.data.labels import LabelSet, legal_transitions
from nlpseq.data.tokenizer import BOS, EOS
from nlpseq.errors import InputError
from nlpseq.modules.attention import ATTENTIONS
from nlpseq.modules.classifier import POOLINGS, Classifier
from nlpseq.modules.crf import LinearChainCRF
from nlpseq.modules.decoder import DecoderSizes
from nlpseq.modules.decoders import DECODERS
from nlpseq.modules.dropout import NameDropout, RowDropout, VariationalDropout, WordDropout
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import RecurrentEncoder
from nlpseq.modules.initial import initialise
from nlpseq.modules.language_model import CausalReader, LanguageModel
from nlpseq.modules.precision import computing as computing  # the trainer enters it
from nlpseq.modules.pretrained import PretrainedReader, VectorReader
from nlpseq.modules.tagger import ReaderParts, Tagger, WordBatch, WordReader
from nlpseq.modules.translator import Translator
from nlpseq.modules.words import CharacterCNN, HashedFeatures


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """All that is needed to build a model: what a bundle stores beside the weights.

    Args:
        model: what all heads share.
        heads: settings of each head, by its name.
        labels: tags or classes of each head that has some, by its name.
        vocab_size: pieces of the tokenizer.
        pretrained: the parts that words are read with beside.
    """

    model: ModelConfig
    heads: dict[str, HeadConfig]
    labels: dict[str, Labels]
    vocab_size: int
    pretrained: tuple[Pretrained, ...] = ()


class SharedModel(nn.Module):
    """The shared embedding and the heads that read it.

    Args:
        embedding: the one table of all heads and both sides of translation.
        heads: the heads by name.
        pretrained: parts that tell of words what was learnt before.
    """

    def __init__(
        self,
        *,
        embedding: SharedEmbedding,
        heads: dict[str, nn.Module],
        pretrained: Sequence[PretrainedReader | VectorReader] = (),
    ) -> None:
        super().__init__()
        self.embedding = embedding
        self.pretrained = nn.ModuleList(pretrained)
        self.heads = nn.ModuleDict(heads)

    @property
    def device(self) -> torch.device:
        """Where the parameters lie."""
        return self.embedding.weight.device

    def in_context(self, words: WordBatch) -> WordBatch:
        """Words with what pretrained parts tell of them, if there are some."""
        if not self.pretrained:
            return words
        return replace(words, context=torch.cat([part(words) for part in self.pretrained], dim=-1))


def build(spec: ModelSpec) -> SharedModel:
    """Assemble and initialise a model.

    Raises:
        InputError: a setting names an unknown cell, attention, decoder, pooling or task.
    """
    heads = {name: _build_head(spec, name, config) for name, config in spec.heads.items()}
    model = SharedModel(
        embedding=SharedEmbedding(spec.vocab_size, spec.model.embedding_size),
        heads=heads,
        pretrained=[_build_pretrained(spec, part) for part in spec.pretrained],
    )
    initialise(model)
    return model


def restore(spec: ModelSpec, weights: dict[str, np.ndarray]) -> SharedModel:
    """The model that has certain weights, ready for use but not for training.

    Raises:
        InputError: they are the weights of another model.
    """
    model = build(spec).eval().requires_grad_(False)
    try:
        model.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    except RuntimeError as error:
        raise InputError(
            "the weights do not fit the settings of their bundle",
            found=" ".join(str(error).split())[:160],
            mend="use the nlpseq that wrote the bundle (see manifest.json), or train it again",
        ) from error
    return model


def _build_head(spec: ModelSpec, name: str, config: HeadConfig) -> nn.Module:
    labels = spec.labels.get(name)
    if isinstance(config, TaggingConfig) and isinstance(labels, LabelSet):
        return _build_tagger(spec, config, labels)
    if isinstance(config, TranslationConfig):
        return _build_translator(spec.model, config, spec.vocab_size)
    if isinstance(config, ClassificationConfig) and isinstance(labels, ClassSet):
        return _build_classifier(spec, name, config, labels)
    if isinstance(config, LanguageModelConfig):
        return _build_language_model(spec.model, config, spec.vocab_size)
    known = "tagging, translation, classification or language_modelling"
    raise InputError("unknown task", found=repr(config.kind), expected=known)


def _build_tagger(spec: ModelSpec, config: TaggingConfig, labels: LabelSet) -> Tagger:
    return Tagger(
        num_tags=len(labels.tags),
        crf=_build_crf(labels, config) if config.output == "crf" else None,
        **_reader_parts(spec, config),
    )


def _reader_parts(spec: ModelSpec, config: WordReaderConfig) -> ReaderParts:
    """What reads the words of a tagger or a classifier."""
    model = spec.model
    characters = features = context = None
    if size := config.char_size:
        characters = CharacterCNN(
            num_characters=NUM_CHARACTERS, char_size=size, num_filters=config.num_char_filters
        )
    if size := config.feature_size:
        features = HashedFeatures(num_rows=FEATURE_ROWS, feature_size=size)
    word_size = 3 * model.embedding_size
    word_size += sum(part.output_size for part in (characters, features) if part)
    if spec.pretrained:
        told = sum(part.output_size for part in spec.pretrained)
        context = nn.Linear(told, model.pretrained_size)
        word_size += model.pretrained_size
    encoder = RecurrentEncoder(
        input_size=word_size,
        hidden_size=config.hidden_size,
        num_layers=config.num_layers,
        cell=model.cell,
        bidirectional=model.bidirectional,
        between=VariationalDropout(config.hidden_dropout_rate),
        recurrent_dropout_rate=config.recurrent_dropout_rate,
    )
    return ReaderParts(
        characters=characters,
        features=features,
        encoder=encoder,
        input_dropout=VariationalDropout(config.input_dropout_rate),
        word_dropout=WordDropout(config.word_dropout_rate),
        name_dropout=NameDropout(config.name_dropout_rate),
        identity_dropout=RowDropout(config.identity_dropout_rate),
        context=context,
    )


def _build_crf(labels: LabelSet, config: TaggingConfig) -> LinearChainCRF:
    legal = legal_transitions(labels.tags, config.scheme)
    return LinearChainCRF(
        allowed=torch.from_numpy(legal.allowed),
        allowed_start=torch.from_numpy(legal.start),
        allowed_end=torch.from_numpy(legal.end),
    )


def _build_translator(model: ModelConfig, config: TranslationConfig, vocab_size: int) -> Translator:
    encoder = RecurrentEncoder(
        input_size=model.embedding_size,
        hidden_size=config.hidden_size // (2 if model.bidirectional else 1),
        num_layers=config.num_encoder_layers,
        cell=model.cell,
        bidirectional=model.bidirectional,
        between=VariationalDropout(config.encoder_dropout_rate),
        residual=config.residual,
        layer_norm=config.layer_norm,
        recurrent_dropout_rate=config.recurrent_dropout_rate,
    )
    heads = {"num_heads": model.num_heads} if model.attention == "multi_head" else {}
    attention = ATTENTIONS.get(model.attention)(
        query_size=config.hidden_size, memory_size=encoder.output_size, **heads
    )
    widths = model.embedding_size, config.hidden_size, encoder.output_size
    sizes = DecoderSizes(*widths, model.cell, config.recurrent_dropout_rate)
    decoder = DECODERS.get(config.decoder)(sizes, attention, config.output_dropout_rate)
    return Translator(
        embedding_dropout=VariationalDropout(config.embedding_dropout_rate),
        word_dropout=WordDropout(config.word_dropout_rate),
        encoder=encoder,
        encoder_dropout_rate=config.encoder_dropout_rate,
        decoder=decoder,
        vocab_size=vocab_size,
        label_smoothing=config.label_smoothing,
        r_drop=config.r_drop,
    )


def _build_pretrained(spec: ModelSpec, known: Pretrained) -> PretrainedReader | VectorReader:
    is_trained = spec.model.pretrained_trained
    if isinstance(known, PretrainedVectors):
        return VectorReader(num_words=known.num_words, size=known.size, is_trained=is_trained)
    vocab_size = known.vocab_size or spec.vocab_size
    return PretrainedReader(
        embedding=SharedEmbedding(vocab_size, known.model.embedding_size),
        language_model=_build_language_model(known.model, known.head, vocab_size),
        begin=BOS,
        end=EOS,
        is_trained=is_trained,
    )


def _build_classifier(
    spec: ModelSpec, name: str, config: ClassificationConfig, classes: ClassSet
) -> Classifier:
    model = spec.model
    read = _config_read(spec, name, config) if config.reads else config
    state_size = (2 if model.bidirectional else 1) * read.hidden_size
    pooling = POOLINGS.get(config.pooling)(state_size=state_size, bidirectional=model.bidirectional)
    return Classifier(
        reader=None if config.reads else WordReader(**_reader_parts(spec, config)),
        pooling=pooling,
        output_dropout_rate=config.output_dropout_rate,
        num_classes=len(classes),
        label_smoothing=config.label_smoothing,
    )


def _config_read(spec: ModelSpec, name: str, config: ClassificationConfig) -> TaggingConfig:
    """Settings of the head whose encoder a classifier reads."""
    read = spec.heads.get(config.reads)
    if isinstance(read, TaggingConfig):
        return read
    taggers = [head for head, other in spec.heads.items() if isinstance(other, TaggingConfig)]
    raise InputError(
        f"the head {name} cannot read the encoder of another",
        found=f"task.classification.reads={config.reads}",
        expected="a tagging head of the run: " + (", ".join(taggers) or "it has none"),
    )


def _build_language_model(
    model: ModelConfig, config: LanguageModelConfig, vocab_size: int
) -> LanguageModel:
    readers = {
        direction: CausalReader(
            embedding_size=model.embedding_size,
            hidden_size=config.hidden_size,
            num_layers=config.num_layers,
            cell=model.cell,
            between=VariationalDropout(config.hidden_dropout_rate),
            output_dropout_rate=config.output_dropout_rate,
            vocab_size=vocab_size,
        )
        for direction in config.directions
    }
    return LanguageModel(
        input_dropout=VariationalDropout(config.input_dropout_rate),
        word_dropout=WordDropout(config.word_dropout_rate),
        readers=readers,
    )


def num_parameters(model: nn.Module) -> int:
    """Numbers of all parameters, those that stay as they are among them; shared ones once."""
    return sum(parameter.numel() for parameter in model.parameters())
