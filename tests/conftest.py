"""What all tests share: checked tensor shapes, one thread, and what is skipped where."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# Before torch is imported, and for the commands that tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import hypothesis
import pytest
import torch
from jaxtyping import install_import_hook

if TYPE_CHECKING:
    from nlpseq.inference.pipeline import Pipeline
    from tests.program import Program

# Before any of these is imported: shapes in signatures are checked by every test that runs them.
install_import_hook(["nlpseq.modules", "nlpseq.tasks", "nlpseq.model"], "beartype.beartype")
torch.set_num_threads(1)

# A test is never judged by its time, and the default run is meant to be waited for.
hypothesis.settings.register_profile("quick", deadline=None, max_examples=40)
hypothesis.settings.load_profile("quick")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot run, with the reason."""
    if item.get_closest_marker("corpora") and not os.environ.get("NLPSEQ_DATA"):
        pytest.skip("the environment variable NLPSEQ_DATA names no folder of corpora")
    if item.get_closest_marker("gpu") and not torch.cuda.is_available():
        pytest.skip("there is no CUDA device")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture
def nlpseq_data() -> Path:
    """The folder of the larger corpora; skips where there is none."""
    folder = os.environ.get("NLPSEQ_DATA")
    if not folder:
        pytest.skip("the environment variable NLPSEQ_DATA names no folder of corpora")
    if not Path(folder).is_dir():
        pytest.skip(f"NLPSEQ_DATA names {folder}, which is no folder")
    return Path(folder)


@pytest.fixture(scope="session")
def nlpseq_command() -> list[str]:
    """The start of a command line: the installed command of this environment."""
    script = Path(sys.executable).with_name("nlpseq")
    return [str(script)] if script.exists() else [sys.executable, "-m", "nlpseq"]


@pytest.fixture
def program(nlpseq_command: list[str], tmp_path: Path) -> "Program":
    """The installed command, started in an empty folder."""
    from tests.program import Program

    return Program(nlpseq_command, tmp_path)


@pytest.fixture(scope="session")
def trained_run(nlpseq_command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished tiny run of both heads: not to be changed by a test."""
    from tests.program import train_tiny

    return train_tiny(nlpseq_command, tmp_path_factory.mktemp("trained"))


@pytest.fixture(scope="session")
def pipeline(trained_run: Path) -> "Pipeline":
    """The bundle of the tiny run, in use."""
    import nlpseq

    return nlpseq.load(trained_run)
