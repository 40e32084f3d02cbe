"""Every module as the harness sees it.

A case says how its module is built and how a list of sentences of different lengths is run through
it as one padded batch; what is asked of it is the same for all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import torch
from torch import Tensor, nn

from nlpseq.config import ModelConfig
from nlpseq.data.features import character_ids, feature_rows
from nlpseq.data.vectors import word_keys
from nlpseq.modules.attention import ATTENTIONS, Memory, length_mask
from nlpseq.modules.classifier import POOLINGS, Pooling
from nlpseq.modules.decoder import DecoderSizes
from nlpseq.modules.decoders import DECODERS
from nlpseq.modules.dropout import VariationalDropout
from nlpseq.modules.encoder import CELLS, Recurrence, RecurrentEncoder
from nlpseq.modules.pretrained import VectorReader
from nlpseq.modules.tagger import WordBatch
from tests.helpers import (
    LABELLED,
    NO_DROPOUT_CLASSIFICATION,
    NO_DROPOUT_LANGUAGE,
    NO_DROPOUT_TAGGING,
    NO_DROPOUT_TRANSLATION,
    TAGGED,
    tiny_classes,
    tiny_labels,
    tiny_model,
    tiny_tokenizer,
)

WIDTH, HIDDEN, MEMORY, EMBEDDING = 5, 6, 4, 8
LENGTHS = (3, 1, 5, 2)
SOURCE_LENGTHS = (2, 4, 1, 3)


@dataclass(frozen=True)
class Case:
    """A module under the harness.

    Args:
        name: what a failure shows.
        build: a freshly initialised module.
        sentences: inputs of a few sentences of different lengths.
        run: outputs of each sentence, its padding cut off; ``extra`` more columns of padding stand
            on every padded axis, filled with rubbish where that is allowed.
        width: last axis of an output; None = it differs from sentence to sentence.
        loss: what gradients are taken of; None = the square of the outputs.
        has_dropout: training mode is random.
    """

    name: str
    build: Callable[[], nn.Module]
    sentences: Sequence[Any]
    run: Callable[[Any, Sequence[Any], int], list[Tensor]]
    width: int | None
    loss: Callable[[Any, Sequence[Any]], Tensor] | None = None
    has_dropout: bool = False


def floats(seed: int, *lengths: int, width: int) -> list[Tensor]:
    """Random sentences, the same for the same seed."""
    generator = torch.Generator().manual_seed(seed)
    return [torch.randn(length, width, generator=generator) for length in lengths]


def padded(rows: Sequence[Tensor], extra: int) -> tuple[Tensor, Tensor]:
    """Rows of floats as a batch with rubbish behind their ends, and their lengths."""
    lengths = torch.tensor([len(row) for row in rows])
    batch = torch.randn(len(rows), int(lengths.max()) + extra, rows[0].shape[1]) * 3
    for row, sentence in enumerate(rows):
        batch[row, : len(sentence)] = sentence
    return batch, lengths


def ids(rows: Sequence[Sequence[int]], extra: int) -> tuple[Tensor, Tensor]:
    """Rows of ids as a batch padded with zeros, and their lengths."""
    lengths = torch.tensor([len(row) for row in rows])
    batch = torch.zeros(len(rows), int(lengths.max()) + extra, dtype=torch.int64)
    for row, sentence in enumerate(rows):
        batch[row, : len(sentence)] = torch.tensor(sentence)
    return batch, lengths


def cut(batch: Tensor, lengths: Sequence[int]) -> list[Tensor]:
    """Each sentence's own part of the outputs."""
    return [row[:length] for row, length in zip(batch, lengths, strict=True)]


def memory_of(rows: Sequence[Tensor], extra: int, keys: Callable[[Tensor], Tensor]) -> Memory:
    """Encoder states to attend to."""
    states, lengths = padded(rows, extra)
    return Memory(states, keys(states), length_mask(lengths, states.shape[1]))


# The parts


def run_cell(module: Recurrence, rows: Sequence[Tensor], extra: int) -> list[Tensor]:
    inputs, lengths = padded(rows, extra)
    states, _ = module(inputs)
    return cut(states, lengths.tolist())


def run_encoder(module: RecurrentEncoder, rows: Sequence[Tensor], extra: int) -> list[Tensor]:
    inputs, lengths = padded(rows, extra)
    return cut(module(inputs, lengths), lengths.tolist())


def run_attention(module: Any, rows: Sequence[Any], extra: int) -> list[Tensor]:
    queries = torch.stack([query for query, _ in rows])
    sources = [source for _, source in rows]
    context, weights = module(queries, memory_of(sources, extra, module.keys))
    assert torch.allclose(weights.sum(-1), torch.ones(weights.shape[:2]), atol=1e-6)
    assert all((row[:, len(s) :] == 0).all() for row, s in zip(weights, sources, strict=True))
    return [
        torch.cat([c, w[:, : len(s)]], dim=-1)
        for c, w, s in zip(context, weights, sources, strict=True)
    ]


def run_decoder(module: Any, rows: Sequence[Any], extra: int) -> list[Tensor]:
    memory = memory_of([source for _, source in rows], extra, module.attention.keys)
    inputs, lengths = padded([target for target, _ in rows], extra)
    return cut(module(inputs, memory, module.start(memory)).features, lengths.tolist())


def cell_cases() -> list[Case]:
    rows = floats(1, *LENGTHS, width=WIDTH)
    return [
        Case(
            f"cell-{cell}-{rate}",
            lambda cell=cell, rate=rate: Recurrence(WIDTH, HIDDEN, cell, rate),
            rows,
            run_cell,
            HIDDEN,
            has_dropout=rate > 0,
        )
        for cell, rate in product(CELLS, (0.0, 0.5))
    ]


def encoder_cases() -> list[Case]:
    def build(
        cell: str, num_layers: int, bidirectional: bool, deep: bool = False
    ) -> RecurrentEncoder:
        return RecurrentEncoder(
            input_size=WIDTH,
            hidden_size=HIDDEN,
            num_layers=num_layers,
            cell=cell,
            bidirectional=bidirectional,
            between=VariationalDropout(0.5),
            residual=deep,
            layer_norm=deep,
        )

    deep = Case(
        "encoder-residual-layer-norm",
        lambda: build("gru", 3, True, deep=True),
        floats(2, *LENGTHS, width=WIDTH),
        run_encoder,
        HIDDEN * 2,
        has_dropout=True,
    )
    return [deep] + [
        Case(
            f"encoder-{cell}-{layers}-{'both' if both else 'right'}",
            lambda cell=cell, layers=layers, both=both: build(cell, layers, both),
            floats(2, *LENGTHS, width=WIDTH),
            run_encoder,
            HIDDEN * (2 if both else 1),
            has_dropout=True,
        )
        for cell, layers, both in product(CELLS, (1, 2), (True, False))
    ]


def attention_cases() -> list[Case]:
    queries = floats(3, *[3] * len(SOURCE_LENGTHS), width=HIDDEN)
    return [
        Case(
            f"attention-{name}-{width}",
            lambda name=name, width=width: ATTENTIONS.get(name)(
                query_size=HIDDEN, memory_size=width
            ),
            list(zip(queries, floats(4, *SOURCE_LENGTHS, width=width), strict=True)),
            run_attention,
            None,
        )
        for name, width in product(ATTENTIONS, (MEMORY, HIDDEN))
    ]


def decoder_cases() -> list[Case]:
    def build(decoder: str, cell: str, attention: str) -> nn.Module:
        return DECODERS.get(decoder)(
            DecoderSizes(EMBEDDING, HIDDEN, MEMORY, cell),
            ATTENTIONS.get(attention)(query_size=HIDDEN, memory_size=MEMORY),
            0.5,
        )

    targets = floats(5, *LENGTHS, width=EMBEDDING)
    rows = list(zip(targets, floats(6, *SOURCE_LENGTHS, width=MEMORY), strict=True))
    return [
        Case(
            f"decoder-{names[0]}-{names[1]}-{names[2]}",
            lambda names=names: build(*names),
            rows,
            run_decoder,
            EMBEDDING,
            has_dropout=True,
        )
        for names in product(DECODERS, CELLS, ATTENTIONS)
        # each decoder with every cell and with every attention
        if "gru" in names or names[2] == "additive"
    ]


def run_pooling(module: Pooling, rows: Sequence[Tensor], extra: int) -> list[Tensor]:
    states, lengths = padded(rows, extra)
    return list(module(states, length_mask(lengths, states.shape[1])).unsqueeze(1))


def pooling_cases() -> list[Case]:
    return [
        Case(
            f"pooling-{name}-{'both' if both else 'right'}",
            lambda name=name, both=both: POOLINGS.get(name)(state_size=HIDDEN, bidirectional=both),
            floats(7, *LENGTHS, width=HIDDEN),
            run_pooling,
            HIDDEN,
        )
        for name, both in product(POOLINGS, (True, False))
    ]


# The heads, with the embedding they share


def word_batch(sentences: Sequence[Sequence[str]], extra: int) -> WordBatch:
    """A batch whose every axis of padding has ``extra`` columns more than it needs."""
    distinct = sorted({word for words in sentences for word in words})
    words, lengths = ids([[distinct.index(w) for w in words] for words in sentences], extra)
    return WordBatch(
        pieces=ids(tiny_tokenizer().encode_words(distinct), extra)[0],
        characters=ids([list(character_ids(word)) for word in distinct], extra)[0],
        features=torch.tensor([feature_rows(word) for word in distinct]),
        capitalised=torch.tensor([word[:1].isupper() for word in distinct]),
        keys=torch.tensor([word_keys(word) for word in distinct]),
        words=words,
        lengths=lengths,
    )


def run_tagger(model: Any, rows: Sequence[Any], extra: int) -> list[Tensor]:
    batch = word_batch([example.words for example in rows], extra)
    return cut(model.heads["tagging"](batch, model.embedding), batch.lengths.tolist())


def vector_reader() -> VectorReader:
    distinct = sorted({word.lower() for example in TAGGED for word in example.words} - {"bears"})
    reader = VectorReader(num_words=len(distinct), size=WIDTH, is_trained=True)
    reader.get_buffer("keys").copy_(torch.tensor(sorted(word_keys(word)[0] for word in distinct)))
    return reader


def run_vectors(module: VectorReader, rows: Sequence[Any], extra: int) -> list[Tensor]:
    batch = word_batch([example.words for example in rows], extra)
    return cut(module(batch), batch.lengths.tolist())


def tagger_loss(model: Any, rows: Sequence[Any]) -> Tensor:
    bio_tags = tiny_labels("bio")
    batch = word_batch([example.words for example in rows], 0)
    tags, _ = ids([list(bio_tags.encode(example.tags)) for example in rows], 0)
    return model.heads["tagging"].loss(batch, tags, model.embedding)


def tagger_cases() -> list[Case]:
    cases = []
    for output, char_size, feature_size in product(("crf", "softmax"), (0, 4), (0, 2)):
        config = replace(
            NO_DROPOUT_TAGGING,
            output=output,
            char_size=char_size,
            feature_size=feature_size,
            scheme="bio",
            hidden_dropout_rate=0.4,
        )
        cases.append(
            Case(
                f"tagger-{output}-{char_size}-{feature_size}",
                lambda config=config: tiny_model(tagging=config),
                TAGGED,
                run_tagger,
                len(tiny_labels("bio").tags),
                tagger_loss,
                has_dropout=True,
            )
        )
    return cases


def run_translator(model: Any, rows: Sequence[Any], extra: int) -> list[Tensor]:
    """Logits of every target token, one step of search after another."""
    head = model.heads["translation"]
    source, source_lengths = ids([source for source, _ in rows], extra)
    target, lengths = ids([target for _, target in rows], extra)
    memory = head.encode(source, source_lengths, model.embedding)
    state, logits = head.decoder.start(memory), []
    for tokens in target.unbind(1):
        output = head.step(tokens, memory, state, model.embedding)
        state = output.state
        logits.append(output.logits)
    return cut(torch.stack(logits, 1), lengths.tolist())


def translator_cases() -> list[Case]:
    rows = [([7, 9, 3], [2, 8]), ([5, 3], [2, 6, 11, 4]), ([12, 6, 8, 4, 3], [2]), ([3], [2, 9, 7])]
    config = replace(NO_DROPOUT_TRANSLATION, output_dropout_rate=0.4)
    return [
        Case(
            f"translator-{cell}-{attention}-{'both' if both else 'right'}",
            lambda cell=cell, attention=attention, both=both: tiny_model(
                model=ModelConfig(
                    cell=cell, attention=attention, bidirectional=both, embedding_size=EMBEDDING
                ),
                translation=config,
            ),
            rows,
            run_translator,
            tiny_tokenizer().vocab_size,
            has_dropout=True,
        )
        for cell, attention, both in product(CELLS, ATTENTIONS, (True, False))
    ]


def run_classifier(model: Any, rows: Sequence[Any], extra: int) -> list[Tensor]:
    """Logits of each text, by its own encoder or by that of the tagger, whichever it has."""
    batch = word_batch([example.text.split() for example in rows], extra)
    heads = dict(model.heads)
    reader = heads.get("tagging")
    return list(model.heads["classification"](batch, model.embedding, reader).unsqueeze(1))


def classifier_loss(model: Any, rows: Sequence[Any]) -> Tensor:
    batch = word_batch([example.text.split() for example in rows], 0)
    classes = torch.tensor([tiny_classes().names.index(example.label) for example in rows])
    return model.heads["classification"].loss(batch, classes, model.embedding)


def joint_loss(model: Any, rows: Sequence[Any]) -> Tensor:
    """Of slots and intent by one encoder."""
    batch = word_batch([example.text.split() for example in rows], 0)
    classes = torch.zeros(len(rows), dtype=torch.int64)
    tagger = model.heads["tagging"]
    loss: Tensor = model.heads["classification"].loss(batch, classes, model.embedding, tagger)
    return loss + tagger_loss(model, TAGGED)


def classifier_cases() -> list[Case]:
    config = replace(NO_DROPOUT_CLASSIFICATION, output_dropout_rate=0.4)
    own = [
        Case(
            f"classifier-{pooling}-{'both' if both else 'right'}",
            lambda pooling=pooling, both=both: tiny_model(
                model=ModelConfig(bidirectional=both, embedding_size=EMBEDDING),
                classification=replace(config, pooling=pooling),
            ),
            LABELLED,
            run_classifier,
            len(tiny_classes()),
            classifier_loss,
            has_dropout=True,
        )
        for pooling, both in product(POOLINGS, (True, False))
    ]
    shared = Case(
        "classifier-of-a-tagger",
        lambda: tiny_model(
            tagging=replace(NO_DROPOUT_TAGGING, hidden_size=6, scheme="bio"),
            classification=replace(config, reads="tagging"),
        ),
        LABELLED,
        run_classifier,
        len(tiny_classes()),
        joint_loss,
        has_dropout=True,
    )
    return [*own, shared]


def run_language_model(model: Any, rows: Sequence[Any], extra: int) -> list[Tensor]:
    tokens, lengths = ids(rows, extra)
    head = model.heads["language_modelling"]
    states = [head.read(name, tokens, model.embedding)[0] for name in head.readers]
    found = [
        head.log_probs(name, each, model.embedding)
        for name, each in zip(head.readers, states, strict=True)
    ]
    return [
        torch.cat([each[row, :length] for each in found])
        for row, length in enumerate(lengths.tolist())
    ]


def language_model_cases() -> list[Case]:
    config = replace(NO_DROPOUT_LANGUAGE, num_layers=2, hidden_dropout_rate=0.4)
    return [
        Case(
            f"language-model-{cell}",
            lambda cell=cell: tiny_model(
                model=ModelConfig(cell=cell, embedding_size=EMBEDDING), language_modelling=config
            ),
            [[2, 9, 3], [2], [12, 6, 8, 4, 3]],
            run_language_model,
            tiny_tokenizer().vocab_size,
            has_dropout=True,
        )
        for cell in CELLS
    ]


CASES = [
    *cell_cases(),
    *encoder_cases(),
    *attention_cases(),
    *decoder_cases(),
    *pooling_cases(),
    Case("vectors", vector_reader, TAGGED, run_vectors, WIDTH),
    *tagger_cases(),
    *translator_cases(),
    *classifier_cases(),
    *language_model_cases(),
]
