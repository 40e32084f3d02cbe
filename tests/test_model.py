"""The model as a whole: how it begins, what is shared, how large it is."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from nlpseq.bundle import Bundle, write_bundle
from nlpseq.config import DecodingConfig, ModelConfig
from nlpseq.errors import InputError
from nlpseq.model import ModelSpec, SharedModel, build, num_parameters
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import Recurrence
from nlpseq.tasks.tagging import TaggingTask
from tests.helpers import (
    GREEDY,
    NO_DROPOUT_TAGGING,
    NO_DROPOUT_TRANSLATION,
    TAGGED,
    tiny_labels,
    tiny_model,
    tiny_tokenizer,
)

WIDE = ModelConfig(embedding_size=64)


def joint(model: ModelConfig = WIDE) -> SharedModel:
    return tiny_model(model=model, tagging=NO_DROPOUT_TAGGING, translation=NO_DROPOUT_TRANSLATION)


@pytest.mark.parametrize("cell", ["gru", "lstm", "rnn"])
def test_every_parameter_begins_as_the_table_says(cell: str) -> None:
    torch.manual_seed(1)
    model = joint(replace(WIDE, cell=cell, attention="additive"))
    kinds = dict.fromkeys(("table", "recurrent", "matrix", "zero"), 0)
    for name, parameter in model.named_parameters():
        kind = begins_as(name, parameter)
        kinds[kind] += 1
    assert all(kinds.values())


def begins_as(name: str, parameter: torch.Tensor) -> str:
    """Check a parameter's start by its place in the table of ``initialise``; its row there."""
    if "embedding" in name or ".tables." in name:
        width = parameter.shape[1]
        rows = parameter[1:] if "characters" in name else parameter
        assert rows.std().item() == pytest.approx(width**-0.5, rel=0.1), name
        assert abs(rows.mean().item()) < 0.1, name
        return "table"
    if "weight_hh" in name:
        for gate in torch.split(parameter, parameter.shape[1]):
            torch.testing.assert_close(gate @ gate.T, torch.eye(len(gate)), atol=1e-5, rtol=0)
        return "recurrent"
    if parameter.dim() > 1 and "crf" not in name:
        field = math.prod(parameter.shape[2:])
        bound = math.sqrt(6 / (field * (parameter.shape[0] + parameter.shape[1])))
        assert 0.5 * bound < parameter.abs().max().item() <= bound * 1.0001, name
        return "matrix"
    assert not parameter.any(), name
    return "zero"


def test_padding_of_characters_begins_as_zero() -> None:
    assert not joint().heads["tagging"].characters.embedding.weight[0].any()


def test_the_name_of_a_head_does_not_say_how_it_begins() -> None:
    models = []
    for name in ("tagging", "my_crf_embedding"):
        torch.manual_seed(1)
        labels = {name: tiny_labels(NO_DROPOUT_TAGGING.scheme)}
        models.append(build(ModelSpec(WIDE, {name: NO_DROPOUT_TAGGING}, labels, 300)))
    for one, other in zip(*(model.parameters() for model in models), strict=True):
        assert torch.equal(one, other)


def test_the_embedding_is_one_parameter() -> None:
    """Source, target, output layer and tagger: one table, named and counted once."""
    model = joint()
    tables = [name for name, part in model.named_modules() if isinstance(part, SharedEmbedding)]
    assert tables == ["embedding"]
    vocab_size = tiny_tokenizer().vocab_size
    of_vocabulary = [name for name, p in model.named_parameters() if vocab_size in p.shape]
    assert of_vocabulary == ["embedding.weight", "heads.translation.bias"]
    pointers = [p.data_ptr() for p in model.state_dict().values()]
    assert len(pointers) == len(set(pointers))


def test_parameters_are_counted_by_hand() -> None:
    model = tiny_model(
        model=ModelConfig(embedding_size=8, bidirectional=False),
        tagging=replace(NO_DROPOUT_TAGGING, char_size=0, feature_size=0, hidden_size=5),
    )
    num_tags = len(tiny_labels().tags)
    gru = 3 * 5 * (3 * 8 + 5 + 2)  # three gates over first, last and mean piece, two biases
    expected = tiny_tokenizer().vocab_size * 8 + gru + (5 + 1) * num_tags
    crf = num_tags * num_tags + 2 * num_tags
    assert num_parameters(model) == expected + crf


def test_the_embedding_is_scaled_on_its_way_in() -> None:
    embedding = SharedEmbedding(11, 16)
    tokens = torch.tensor([[3, 0], [10, 3]])
    torch.testing.assert_close(embedding(tokens), embedding.weight[tokens] * 4.0)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"cell": "gruu"}, "unknown cell: found 'gruu', expected one of gru, lstm, rnn"),
        ({"attention": "x"}, "unknown attention: found 'x', expected one of additive, dot"),
    ],
)
def test_an_unknown_name_lists_the_known_ones(setting: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        joint(replace(WIDE, **setting))


def test_an_unknown_decoder_lists_the_known_ones() -> None:
    with pytest.raises(
        InputError, match="unknown decoder: found 'x', expected one of conditional, input"
    ):
        tiny_model(translation=replace(NO_DROPOUT_TRANSLATION, decoder="x"))


def size_of_bundle(folder: Path, model: SharedModel) -> int:
    """Bytes of a model's bundle on disk."""
    configs = {"tagging": NO_DROPOUT_TAGGING, "translation": NO_DROPOUT_TRANSLATION}
    bundle = Bundle(
        model=WIDE,
        heads={name: configs[name] for name in model.heads},
        languages=dict.fromkeys(model.heads, ("en", "de")),
        decoding=GREEDY,
        labels={"tagging": tiny_labels()} if "tagging" in model.heads else {},
        tokenizer=tiny_tokenizer(),
        weights={name: tensor.numpy() for name, tensor in model.state_dict().items()},
    )
    write_bundle(folder, bundle)
    return sum(file.stat().st_size for file in folder.iterdir())


def test_one_bundle_is_smaller_than_the_sum_of_two(tmp_path: Path) -> None:
    tagger = tiny_model(model=WIDE, tagging=NO_DROPOUT_TAGGING)
    translator = tiny_model(model=WIDE, translation=NO_DROPOUT_TRANSLATION)
    table = tagger.embedding.weight.numel()
    assert num_parameters(joint()) == num_parameters(tagger) + num_parameters(translator) - table
    together = size_of_bundle(tmp_path / "both", joint())
    apart = size_of_bundle(tmp_path / "ner", tagger) + size_of_bundle(tmp_path / "mt", translator)
    assert together < apart - 4 * table


def test_heads_do_not_disturb_each_other() -> None:
    """The same weights give the same answers whether or not the other head is there."""
    both, alone = joint(), tiny_model(model=WIDE, tagging=NO_DROPOUT_TAGGING)
    weights = both.state_dict()
    alone.load_state_dict({name: weights[name] for name in alone.state_dict()})
    task = TaggingTask("tagging", NO_DROPOUT_TAGGING, tiny_tokenizer(), tiny_labels())
    items = task.encode(TAGGED)
    config = DecodingConfig()
    assert task.predict(both, items, config) == task.predict(alone, items, config)


def test_dropout_inside_the_recurrence_reaches_every_layer() -> None:
    model = tiny_model(
        tagging=replace(NO_DROPOUT_TAGGING, num_layers=2, recurrent_dropout_rate=0.2),
        translation=replace(NO_DROPOUT_TRANSLATION, recurrent_dropout_rate=0.3),
    )
    rates = {
        name: [part.dropout.rate for part in head.modules() if isinstance(part, Recurrence)]
        for name, head in model.heads.items()
    }
    assert rates == {"tagging": [0.2] * 4, "translation": [0.3] * 4}
