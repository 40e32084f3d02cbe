"""The ladder leads from a plain tagger to the recipe, each rung by what it says."""

import importlib.util
import sys
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

import pytest

from tests.integration.test_experiments import composed

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def ladder() -> ModuleType:
    """The program, which imports others beside it."""
    return loaded("ladder")


def loaded(name: str) -> ModuleType:
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", FOLDER / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FOLDER))
    return module


def test_the_first_rung_is_plain_and_the_last_is_the_recipe(ladder: ModuleType) -> None:
    rungs = [composed(ladder.settings(number)) for number in range(len(ladder.CHANGES))]
    recipe = composed(["experiment=conll2003"])
    shortened = replace(
        recipe.training, num_steps=ladder.NUM_STEPS, validate_every=ladder.NUM_STEPS // 2
    )
    assert rungs[-1] == replace(recipe, training=shortened)
    plain = asdict(rungs[0].task.tagging)
    assert {name: plain[name] for name in ladder.PLAIN} == ladder.PLAIN
    for before, after, changed in zip(
        rungs, rungs[1:], list(ladder.CHANGES.values())[1:], strict=False
    ):
        one, other = asdict(before.task.tagging), asdict(after.task.tagging)
        assert {name for name in one if one[name] != other[name]} == set(changed)


def test_what_is_measured_is_tabulated_and_not_run_again(
    ladder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "RESULT", tmp_path / "ladder.json")
    asked = []

    def measured(number: int, change: str, overrides: list[str]) -> dict[str, object]:
        asked.append(number)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return {"change": change, "f1": 80.0 + number, "minutes": 2.0}

    monkeypatch.setattr(ladder, "measured", measured)
    with pytest.raises(KeyboardInterrupt):
        ladder.main([])
    ladder.main([])
    assert asked == [0, 1, 2, *range(2, len(ladder.CHANGES))]

    tables = loaded("tables")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    (tmp_path / "results").mkdir()
    (tmp_path / "ladder.json").rename(tmp_path / "results" / "ladder.json")
    table = tables.ladder_table(tables.load_results()).splitlines()
    assert len(table) == 2 + len(ladder.CHANGES)
    assert table[3] == "| a second layer | 81.0 | +1.0 |"
