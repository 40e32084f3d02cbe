"""Where the settings lie: inside an installed package, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]

CONFIG_DIR = str(next(p for p in (_PACKAGE / "conf", _PACKAGE.parent / "conf") if p.is_dir()))
"""The folder of Hydra's groups, as an absolute path: ``pkg://`` is not found in a checkout."""
