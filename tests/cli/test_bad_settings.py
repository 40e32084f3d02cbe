"""A setting that cannot be is told in one line, with status 2, before anything is written."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from nlpseq.cli.train import train
from nlpseq.config import (
    ClassificationConfig,
    CorpusSpec,
    ModelConfig,
    OptimConfig,
    TokenizerConfig,
    TranslationConfig,
)
from nlpseq.data.readers import READERS
from nlpseq.errors import InputError
from nlpseq.modules.attention import ATTENTIONS
from nlpseq.modules.decoders import DECODERS
from tests.helpers import tiny_config
from tests.program import Program, tiny_arguments

CONF = Path(__file__).resolve().parents[2] / "conf"


def choices(group: str) -> str:
    """All options of a group, as a message lists them."""
    return ", ".join(sorted(file.stem for file in (CONF / group).glob("*.yaml")))


SETTINGS = "name, seed, init, data, tokenizer, model, task, optim, training, decoding"
MODEL = ", ".join(field.name for field in fields(ModelConfig))


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (
            "modle.cell=lstm",
            f"unknown setting: found 'modle', expected one of {SETTINGS}; did you mean 'model'?",
        ),
        ("data.train=3", "setting data.train: found 3, expected a file or a list of files"),
        (
            "model.pretrained=[a,3]",
            "setting model.pretrained: found ['a', 3], expected a file or a list of files",
        ),
        (
            "model.pretrained=3",
            "setting model.pretrained: found 3, expected a file or a list of files",
        ),
        (
            "model.cel=lstm",
            f"unknown setting of model: found 'cel', expected one of {MODEL}; did you mean 'cell'?",
        ),
        (
            "+model.depth=3",
            f"unknown setting of model: found 'depth', expected one of {MODEL}",
        ),
        (
            "training.num_steps=many",
            "Error merging override training.num_steps=many: Value 'many' of type 'str' could not "
            "be converted to Integer; see --help for all settings",
        ),
        (
            "model.bidirectional=perhaps",
            "Error merging override model.bidirectional=perhaps: Value 'perhaps' is not a valid "
            "bool (type str); see --help for all settings",
        ),
        (
            "data=nope",
            f"unknown choice for data: found 'nope', expected one of {choices('data')}; "
            "did you mean 'none'?",
        ),
        (
            "experiment=tedy",
            "unknown choice for experiment: found 'tedy', "
            f"expected one of {choices('experiment')}; did you mean 'teddy'?",
        ),
        ("debug=on", "unknown choice for debug: found 'on', expected one of overfit, steps"),
        ("debug=3", "unknown choice for debug: found '3', expected one of overfit, steps"),
        (
            "data=[teddy,parallel]",
            "unknown choice for data: found '[teddy,parallel]', "
            f"expected one of {choices('data')}; did you mean 'parallel'?",
        ),
        (
            "=3",
            "not a setting: found '=3', expected KEY=VALUE; quote a value with "
            "brackets, blanks or signs: 'KEY=\"VALUE\"'",
        ),
        (
            "data.train=[my.en",
            "not a setting: found 'data.train=[my.en', expected KEY=VALUE; quote a value with "
            "brackets, blanks or signs: 'KEY=\"VALUE\"'",
        ),
        (
            "name=${nothing}",
            "Interpolation key 'nothing' not found full_key: name object_type=TrainConfig; "
            "see --help for all settings",
        ),
        (
            "--verbose",
            "unknown option: found '--verbose', expected settings as KEY=VALUE, behind options "
            "such as --cfg job or --multirun; see 'nlpseq train --help'",
        ),
        (
            "--cfg=nothing",
            "argument --cfg/-c: invalid choice: 'nothing' (choose from 'job', 'hydra', 'all'); "
            "see 'nlpseq train --help'",
        ),
        (
            "task.tagging.hidden_size=0",
            "setting task.tagging.hidden_size: found 0, expected a number above 0",
        ),
        (
            "task.tagging.input_dropout_rate=1",
            "setting task.tagging.input_dropout_rate: found 1.0, expected 0 <= x < 1",
        ),
        (
            "task.translation.loss_weight=-1",
            "setting task.translation.loss_weight: found -1.0, expected 0 or more",
        ),
        ("tokenizer.vocab_size=3", "setting tokenizer.vocab_size: found 3, expected 300 or more"),
        (
            "optim.schedule=linear",
            "setting optim.schedule: found 'linear', expected one of cosine, plateau, constant",
        ),
        (
            "optim.betas=[0.9]",
            "setting optim.betas: found [0.9], expected two numbers, 0 <= x < 1",
        ),
        (
            "training.device=tpu",
            "setting training.device: found 'tpu', expected one of auto, cpu, cuda",
        ),
        ("seed=-1", "setting seed: found -1, expected 0 or more, below 2 ** 32"),
        (
            "seed=4294967296",
            "setting seed: found 4294967296, expected 0 or more, below 2 ** 32",
        ),
        ("training.num_epochs=-1", "setting training.num_epochs: found -1, expected 0 or more"),
        (
            "task.tagging.num_char_filters=0",
            "setting task.tagging.num_char_filters: found 0, expected a number above 0",
        ),
        (
            "decoding.length_penalty=nan",
            "setting decoding.length_penalty: found nan, expected at most 100",
        ),
        (
            "decoding.max_length_ratio=inf",
            "setting decoding.max_length_ratio: found inf, expected at most 1,000",
        ),
    ],
)
def test_a_setting_that_cannot_be(program: Program, override: str, message: str) -> None:
    fault = program.run("train", override).fault()
    if "choose from" in fault:  # Python 3.12 lists the choices without quotation marks
        fault, message = fault.replace("'", ""), message.replace("'", "")
    assert fault == message
    assert program.left() == []


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("model.cell=gruu", "unknown cell: found 'gruu', expected one of gru, lstm, rnn; "
         "did you mean 'gru'?"),
        pytest.param("training.loggers=[json]", "unknown logger: found 'json', expected one of "
         "jsonl, tensorboard, wandb; did you mean 'jsonl'?", marks=pytest.mark.slow),
        pytest.param("model.attention=bahdanau", "unknown attention: found 'bahdanau', expected "
         f"one of {', '.join(sorted(ATTENTIONS))}", marks=pytest.mark.slow),
        pytest.param("task.translation.decoder=paralel", "unknown decoder: found 'paralel', "
         f"expected one of {', '.join(sorted(DECODERS))}; did you mean 'parallel'?",
         marks=pytest.mark.slow),
        pytest.param("data.corpora.tagging.scheme=bilou", "unknown tag scheme: found 'bilou', "
         "expected one of iob1, bio, bioes, bmes; did you mean 'bio'?", marks=pytest.mark.slow),
        pytest.param("data.corpora.tagging.reader=conl", "unknown reader: found 'conl', expected "
         f"one of {', '.join(sorted(READERS))}; did you mean 'conll'?", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_an_unknown_component(program: Program, override: str, message: str) -> None:
    arguments = [*tiny_arguments(program.folder), "debug=steps", "name=runs/x"]
    before = program.left()
    assert program.run("train", *arguments, override).fault() == message
    assert program.left() == before


@pytest.mark.parametrize(
    ("settings", "key", "value"),
    [
        (OptimConfig, "betas", [0.9, 1.0]),
        (OptimConfig, "min_ratio", -0.1),
        (TokenizerConfig, "character_coverage", 99.95),
        (TokenizerConfig, "num_sentences", 0),
        (TranslationConfig, "label_smoothing", 1.0),
        (ClassificationConfig, "label_smoothing", -0.1),
    ],
)
def test_a_number_out_of_its_range(settings: type, key: str, value: object) -> None:
    with pytest.raises(InputError, match=rf"^setting \S+\.{key}: found {re.escape(repr(value))}"):
        settings(**{key: value})


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("model__cell", "cell"),
        ("model__attention", "attention"),
        ("task__translation__decoder", "decoder"),
        ("task__classification__pooling", "pooling"),
        ("training__loggers", "logger"),
    ],
)
def test_an_unknown_component_is_told_before_a_file_is_opened(
    tmp_path: Path, key: str, kind: str
) -> None:
    corpora = {"tagging": CorpusSpec(train=["nowhere.conll"])}
    changes = {key: ["x"] if kind == "logger" else "x", "name": str(tmp_path / "run")}
    with pytest.raises(InputError, match=f"unknown {kind}: found 'x'"):
        train(tiny_config(corpora, **changes))
    assert not list(tmp_path.iterdir())


def test_evaluate_has_settings_of_its_own(program: Program) -> None:
    assert program.run("evaluate", "bundel=x").fault() == (
        "unknown setting: found 'bundel', expected one of bundle, compare, split, out, "
        "num_bootstrap, seed, runtime, shortlist, data, decoding; did you mean 'bundle'?"
    )
    assert program.run("evaluate").fault() == (
        "no bundle; give bundle=DIRECTORY, for example bundle=runs/demo"
    )
    assert program.run("evaluate", "bundle=x").fault() == (
        "no corpus; give data=NAME or data.test=FILE; see --help"
    )
    fault = program.run("evaluate", "bundle=x", "data=teddy", "out=report.txt").fault()
    assert fault == "setting out: found 'report.txt', expected a file ending in .html, .json or .md"
    assert program.left() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tag"], "the following arguments are required: BUNDLE; see 'nlpseq tag --help'"),
        (
            ["tag", "x", "--format", "xml"],
            "argument --format: invalid choice: xml (choose from inline, jsonl, conll); "
            "see nlpseq tag --help",
        ),
        (
            ["translate", "x", "--beam", "0"],
            "argument --beam: '0' is not a whole number above 0; see 'nlpseq translate --help'",
        ),
        (
            ["translate", "x", "--n-best", "9" * 5000],
            "argument --n-best: 5,000 characters are no sensible number; "
            "see 'nlpseq translate --help'",
        ),
        (
            ["translate", "x", "--bean", "3"],
            "unrecognized arguments: --bean 3; see 'nlpseq translate --help'",
        ),
        (
            ["completion", "zsh"],
            "argument what: invalid choice: zsh (choose from bash, answer); "
            "see nlpseq completion --help",
        ),
        (["repl"], "runs: no finished run; train one with: nlpseq train"),
    ],
)
def test_an_argument_that_cannot_be(program: Program, arguments: list[str], message: str) -> None:
    fault = program.run(*arguments).fault()
    # Python 3.12 lists choices without quotation marks
    assert fault.replace("'", "") == message.replace("'", "")


@pytest.mark.slow
def test_several_runs_may_be_named_by_their_settings(program: Program) -> None:
    outcome = program.run("train", "--cfg", "job", "name=demo_seed${seed}")
    assert outcome.status == 0, outcome.err
    fault = program.run("train", "-m", "seed=1,2", "name=runs/${seed}", "data=none").fault()
    assert fault == "no corpus to train on; give data=NAME or data.train=FILE; see --help"


@pytest.mark.parametrize("options", [["--cfg", "job", "--info"], ["-m", "seed=1", "--cfg", "job"]])
def test_options_of_hydra_that_do_not_go_together(program: Program, options: list[str]) -> None:
    fault = program.run("train", *options).fault()
    assert fault.startswith("Only one of --run, --multirun, --cfg, --info")
    assert program.left() == []


def test_a_pattern_that_is_none(program: Program) -> None:
    assert program.run("evaluate", "bundle=runs/x**y", "data=teddy").fault() == (
        "no pattern of paths: found 'runs/x**y': Invalid pattern: '**' can only be an entire path "
        "component"
    )
