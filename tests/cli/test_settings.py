"""Settings: every one documented, every file of ``conf/`` composes and says what it is."""

import ast
import dataclasses
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from omegaconf import DictConfig, OmegaConf

from nlpseq import config
from nlpseq.cli.compose import register_schemas
from nlpseq.cli.conf import CONFIG_DIR
from nlpseq.cli.settings import settings_help
from nlpseq.config import EvaluateConfig, TrainConfig
from tests.program import Program, environment

FILES = sorted(path.relative_to(CONFIG_DIR).as_posix() for path in Path(CONFIG_DIR).rglob("*.yaml"))
EXPERIMENTS = [name for name in FILES if name.startswith("experiment/")]


def compose_settings(name: str, *overrides: str) -> DictConfig:
    """Compose as the command line does, without its job."""
    register_schemas()
    GlobalHydra.instance().clear()
    with initialize_config_dir(CONFIG_DIR, version_base="1.3"):
        return compose(name, list(overrides))


def keys(settings: type, prefix: str = "") -> list[str]:
    """Every key below a dataclass."""
    found = []
    for field in dataclasses.fields(settings):
        inner = field.type if isinstance(field.type, type) else None
        if inner and dataclasses.is_dataclass(inner):
            found += keys(inner, f"{prefix}{field.name}.")
        else:
            found.append(prefix + field.name)
    return found


@pytest.mark.parametrize(("command", "settings"), [("train", TrainConfig),
                                                   ("evaluate", EvaluateConfig)])  # fmt: skip
def test_help_documents_every_setting(command: str, settings: type) -> None:
    lines = settings_help(command).split("\n")
    documented = {
        line.split("=")[0].strip(): after.strip()
        for line, after in pairwise(lines)
        if line.startswith("  ") and "=" in line and after.startswith("      ")
    }
    assert "data.train" in keys(settings)
    assert [key for key in keys(settings) if not documented.get(key)] == []


def test_every_field_has_a_line_of_documentation() -> None:
    files = sorted(Path(config.__file__).parent.glob("*.py"))
    silent = [
        f"{node.name}.{field.target.id}"
        for file in files
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        for field, after in zip(node.body, [*node.body[1:], ast.Pass()], strict=True)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and node.name not in ("TrainConfig", "EvaluateConfig", "TaskConfig")
        and not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]
    assert silent == []


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_help_imports_nothing_heavy(command: str, program: Program) -> None:
    code = (
        "import sys; from nlpseq.cli.main import main\n"
        f"status = main([{command!r}, '--help'])\n"
        "heavy = {'torch', 'hydra', 'omegaconf', 'numpy', 'rich'}\n"
        "sys.exit(f'imported {heavy & set(sys.modules)}' if heavy & set(sys.modules) else status)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=program.folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "Examples\n  $ nlpseq " in result.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_file_opens_by_saying_what_it_is(name: str) -> None:
    text = (Path(CONFIG_DIR) / name).read_text(encoding="utf-8")
    head = [line for line in text.split("\n") if not line.startswith("# @package")]
    assert head[0].startswith("# ")
    assert len(head[0]) > 10


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_opens_with_its_command(name: str) -> None:
    lines = (Path(CONFIG_DIR) / name).read_text(encoding="utf-8").split("\n")
    stem = Path(name).stem
    expected = "# nlpseq train" if stem == "demo" else f"# nlpseq train experiment={stem}"
    assert lines[:2] == ["# @package _global_", expected]


@pytest.mark.parametrize("name", [name for name in FILES if "/" in name])
def test_a_file_composes_with_its_group(name: str) -> None:
    group, _, choice = name.removesuffix(".yaml").partition("/")
    settings = compose_settings("train", f"{group}={choice}")
    composed = OmegaConf.to_object(settings)
    assert isinstance(composed, TrainConfig)
    if group == "data":
        assert OmegaConf.to_object(compose_settings("evaluate", f"data={choice}"))


def test_a_search_is_chosen_for_an_evaluation() -> None:
    assert compose_settings("evaluate", "decoding=greedy").decoding.beam_size == 1


def test_what_is_typed_wins_over_a_recipe() -> None:
    settings = compose_settings(
        "train", "experiment=teddy", "training.num_steps=7", "data=parallel"
    )
    assert settings.training.num_steps == 7
    assert settings.data.name == "parallel"
    assert (
        settings.tokenizer.vocab_size
        == compose_settings("train", "experiment=teddy").tokenizer.vocab_size
    )


def test_the_settings_show_from_any_folder(program: Program) -> None:
    outcome = program.run("train", "--cfg", "job", "experiment=teddy", "seed=7")
    assert (outcome.status, outcome.err) == (0, "")
    settings = OmegaConf.create(outcome.out)
    assert settings.seed == 7
    assert settings.data.name == "teddy"
    assert program.left() == []
    assert json.dumps(OmegaConf.to_container(settings))
