"""Hydra: from a command line to plain settings. The only place that knows OmegaConf.

Hydra runs as it always does (groups, --cfg, --multirun, --info), but its errors become one line.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import hydra
from hydra.core.config_store import ConfigStore
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException, MissingConfigException, OverrideParseException
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from nlpseq.cli.conf import CONFIG_DIR
from nlpseq.config import SPLITS, DataConfig, EvaluateConfig, TrainConfig, VectorsConfig
from nlpseq.config.checks import as_files
from nlpseq.errors import InputError
from nlpseq.registry import unknown_name

ConfigT = TypeVar("ConfigT", TrainConfig, EvaluateConfig)

FILE_KEYS = tuple(f"data.{name}" for name in (*SPLITS, "pairs"))


@dataclass(slots=True, kw_only=True)
class NamedCorpora:
    """Entries of the group data side by side, under their names."""

    corpora: dict[str, DataConfig] = field(default_factory=dict)
    """Name -> entry."""


def run_with_hydra(config_name: str, argv: list[str], job: Callable[[Any], int]) -> int:
    """Compose the settings of each job of a command line and do it.

    Args:
        config_name: train, evaluate or vectors.
        argv: overrides and Hydra's own options.
        job: takes the settings, returns the exit status.

    Returns:
        the largest status of all jobs.

    Raises:
        InputError: a key, value or group is wrong, or a job says so.
    """
    outcomes: list[int | BaseException] = []

    def once(settings: DictConfig) -> None:
        # Hydra prints a line of its own for every exception that leaves a job
        try:
            outcomes.append(job(_to_config(settings)))
        except OmegaConfBaseException as error:
            outcomes.append(_as_input_error(error))
        except BaseException as error:
            outcomes.append(error)

    _call_hydra(config_name, argv, once)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return max((outcome for outcome in outcomes if isinstance(outcome, int)), default=0)


def chosen(group: str) -> str:
    """The option of a group that the job at hand uses."""
    return str(HydraConfig.get().runtime.choices.get(group) or "")


def overridden(key: str) -> bool:
    """Whether the command line itself sets a key or chooses a group."""
    # unresolved: name=demo_${seed} is meant for the settings, not for Hydra's own
    overrides = OmegaConf.to_container(HydraConfig.get().overrides.task, resolve=False)
    return any(str(override).lstrip("+~").split("=")[0] == key for override in overrides or [])


def job_number() -> int | None:
    """The number of a job among several; None if it is alone."""
    config = HydraConfig.get()
    return int(config.job.num) if config.mode == RunMode.MULTIRUN else None


def compose_corpora(names: list[str]) -> dict[str, DataConfig]:
    """Entries of the group data, each as ``data=NAME`` gives it.

    Raises:
        InputError: an entry does not exist, or a key or value of it is wrong.
    """
    register_schemas()
    overrides = [f"+data@corpora.{name}={name}" for name in names]
    try:
        with hydra.initialize_config_dir(CONFIG_DIR, version_base="1.3"):
            settings = hydra.compose("named_corpora", overrides)
        corpora: Any = OmegaConf.to_object(settings.corpora)
    except (HydraException, OmegaConfBaseException) as error:
        raise _as_input_error(error) from error
    return dict(corpora)


def columns_of(languages: list[str], source: str, target: str) -> list[int]:
    """The columns of a file that hold the source and the target language.

    Args:
        languages: the language of each column.
        source: language to translate from.
        target: language to translate into.

    Raises:
        ValueError: a language is none of the file's, or both are the same.
    """
    if source == target or not {source, target} <= set(languages):
        raise ValueError(f"{source}-{target} is no direction of {' and '.join(languages)}")
    return [languages.index(source), languages.index(target)]


def register_schemas() -> None:
    """Make known to Hydra the dataclasses, as the types of all keys, and our resolver."""
    store = ConfigStore.instance()
    store.store(name="train_schema", node=TrainConfig)
    store.store(name="evaluate_schema", node=EvaluateConfig)
    store.store(name="vectors_schema", node=VectorsConfig)
    store.store(name="named_corpora", node=NamedCorpora)
    OmegaConf.register_new_resolver("columns_of", columns_of, replace=True)


def _call_hydra(config_name: str, argv: list[str], once: Callable[[DictConfig], None]) -> None:
    register_schemas()
    overrides = _check_options(config_name, argv)
    # makes Hydra raise its errors instead of printing them and exiting with 1
    os.environ["HYDRA_FULL_ERROR"] = "1"
    program, sys.argv = sys.argv, [f"nlpseq {config_name}", *argv]
    try:
        _check_choices(overrides)
        hydra.main(version_base="1.3", config_path=CONFIG_DIR, config_name=config_name)(once)()
    except (HydraException, OmegaConfBaseException, ValueError) as error:
        # ValueError: options that do not go together; a job's own never leave ``once``
        raise _as_input_error(error) from error
    finally:
        sys.argv = program


def _check_options(config_name: str, argv: list[str]) -> list[str]:
    """Refuse an option that Hydra does not know, which it would answer with its whole usage.

    Returns:
        overrides: what is left without the options, KEY=VALUE each.
    """
    from hydra._internal.utils import get_args_parser

    parser = get_args_parser()
    parser.exit_on_error = False
    try:
        known, unknown = parser.parse_known_args(argv)
    except argparse.ArgumentError as error:
        raise InputError(str(error), mend=f"see 'nlpseq {config_name} --help'") from error
    if unknown:
        raise InputError(
            "unknown option",
            found=repr(unknown[0]),
            expected="settings as KEY=VALUE, behind options such as --cfg job or --multirun",
            mend=f"see 'nlpseq {config_name} --help'",
        )
    return list(known.overrides)


def _check_choices(overrides: list[str]) -> None:
    """Refuse a group that is not chosen by name: Hydra fails on it.

    Of several corpora the last would be read and the others passed over in silence.
    """
    for override in OverridesParser.create().parse_overrides(overrides):
        group, value = override.key_or_group, override.value()
        if not group:
            raise OverrideParseException(str(override.input_line), "no key")
        if override.is_sweep_override() or override.is_delete() or isinstance(value, str | dict):
            continue
        names = sorted(file.stem for file in (Path(CONFIG_DIR) / group).glob("*.yaml"))
        if names and not (isinstance(value, list) and group != "data"):
            raise unknown_name(f"choice for {group}", override.get_value_element_as_str(), names)


def _to_config(settings: DictConfig) -> Any:
    """Plain dataclasses; files named on the command line become absolute."""
    for key in FILE_KEYS:
        if overridden(key):
            value = OmegaConf.to_object(
                OmegaConf.create({"files": OmegaConf.select(settings, key)})
            )
            names = as_files(value["files"], key)  # type: ignore[index,call-overload]
            OmegaConf.update(settings, key, [str(Path(name).absolute()) for name in names])
    _check_keys(settings)
    return OmegaConf.to_object(settings)


def _check_keys(settings: DictConfig, prefix: str = "") -> None:
    """Refuse keys that no dataclass has: ``+key=value`` adds them behind the schema's back."""
    known = getattr(OmegaConf.get_type(settings), "__dataclass_fields__", None)
    for key, value in settings.items_ex(resolve=False):
        if known is not None and key not in known:
            raise _unknown_setting(f"{prefix}{key!s}", list(known))
        if isinstance(value, DictConfig):
            _check_keys(value, f"{prefix}{key!s}.")


def _as_input_error(error: Exception) -> InputError:
    """One line out of an error of Hydra or OmegaConf."""
    if isinstance(error, MissingConfigException) and error.missing_cfg_file:
        group, _, name = error.missing_cfg_file.rpartition("/")
        return unknown_name(f"choice for {group}", name, sorted(error.options or []))
    if isinstance(error, OverrideParseException):
        return InputError(
            "not a setting",
            found=repr(error.override),
            expected="KEY=VALUE",
            mend="quote a value with brackets, blanks or signs: 'KEY=\"VALUE\"'",
        )
    cause = error.__cause__ if isinstance(error.__cause__, OmegaConfBaseException) else error
    key = getattr(cause, "full_key", None) or getattr(cause, "key", None)
    parent = getattr(cause, "object_type", None)
    known = list(getattr(parent, "__dataclass_fields__", {}))
    name = str(key).rsplit(".", 1)[-1]
    if key and known and name not in known:
        return _unknown_setting(str(key), known)
    message = " ".join(str(error).split()) if cause is error else f"{error}".splitlines()[0]
    if cause is not error:
        message = f"{message}: {str(cause).splitlines()[0]}"
    return InputError(message, mend="see --help for all settings")


def _unknown_setting(key: str, known: list[str]) -> InputError:
    parent, _, name = key.rpartition(".")
    return unknown_name(f"setting of {parent}" if parent else "setting", name, known)


def complete_settings(config_name: str, line: str) -> list[str]:
    """Groups, options, keys and values that can stand at the end of a line of overrides."""
    from hydra._internal.config_loader_impl import ConfigLoaderImpl
    from hydra._internal.core_plugins.bash_completion import BashCompletion
    from hydra._internal.utils import create_config_search_path

    register_schemas()
    loader = ConfigLoaderImpl(create_config_search_path(CONFIG_DIR))
    completion = BashCompletion(loader)
    return [str(answer) for answer in completion._query(config_name=config_name, line=line)]
