"""Settings that earlier versions had; bundles and records of runs still hold them."""

from typing import Any

RETIRED = {"neighbour_size": 0}
"""Name of a setting -> the value with which it did nothing: nothing is lost where it had that."""


def without_retired(settings: Any) -> Any:
    """Nested settings without those that were taken out and did nothing."""
    if not isinstance(settings, dict):
        return settings
    return {
        key: without_retired(value)
        for key, value in settings.items()
        if key not in RETIRED or value != RETIRED[key]
    }
