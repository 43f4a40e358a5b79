"""How this interpreter is started anew for a part of a report, with nothing of where it is started."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import toolkit
from toolkit.report import isolated

# Variables that say what Python, IPython, Jupyter or a debugger loads, or where they write.
TELLING = ("PYTHON", "IPYTHON", "JUPYTER", "JPY_", "PYDEVD", "DEBUGPY", "VIRTUAL_ENV")


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs the `main` of a module, isolated."""
    where = json.dumps([str(Path(toolkit.__file__).parents[1]), _folders()])
    return [sys.executable, "-I", "-X", "utf8", str(Path(isolated.__file__)), where, module, *arguments]


def environment() -> dict[str, str]:
    """Return the variables of this process, without those that say what is loaded."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(TELLING)}


def _folders() -> list[str]:
    """Return where this process finds modules, without the current folder and what is relative to it."""
    here = Path.cwd()
    found = [Path(folder) for folder in sys.path]
    return [str(folder) for folder in found if folder.is_absolute() and folder.resolve() != here.resolve()]
