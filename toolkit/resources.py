"""Where the text that travels with the code lies: framework data and notebooks."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    """Return a folder of the installed wheel, or of the checkout that is worked in."""
    shipped = _PACKAGE / f"_{name}"
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


DATA = _folder("data")
NOTEBOOKS = _folder("notebooks")
