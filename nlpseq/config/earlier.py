"""What earlier versions wrote, by its names of today; bundles and records of runs still hold it."""

import re
from typing import Any

RETIRED = {"neighbour_size": 0}
"""Name of a setting -> the value with which it did nothing: nothing is lost where it had that."""

LISTED = ("pretrained",)
"""Settings that were a name, "" for none, and are a list of names."""

UNNUMBERED = re.compile(r"^pretrained\.(?!\d)")
"""Where names of weights begin in bundles that can have but one pretrained part."""


def as_of_today(settings: Any) -> Any:
    """Nested settings without those that were taken out and did nothing; a list where it is one."""
    if not isinstance(settings, dict):
        return settings
    return {
        key: _listed(value) if key in LISTED else as_of_today(value)
        for key, value in settings.items()
        if key not in RETIRED or value != RETIRED[key]
    }


def numbered(weights: dict[str, Any]) -> dict[str, Any]:
    """Weights by their names of today: older bundles do not number the pretrained part."""
    return {UNNUMBERED.sub("pretrained.0.", name): array for name, array in weights.items()}


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return [value] if value else []
    return as_of_today(value)
