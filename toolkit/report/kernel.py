"""The kernel of a report: this interpreter, whatever kernels Jupyter knows, and nothing of where it is started."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

import toolkit
from toolkit.report import isolated

# Variables that say what Python, IPython, Jupyter or a debugger loads, or where they write.
TELLING = ("PYTHON", "IPYTHON", "JUPYTER", "JPY_", "PYDEVD", "DEBUGPY", "VIRTUAL_ENV")


def kernel_manager(work: Path) -> type[AsyncKernelManager]:
    """Return the manager of a kernel that keeps its own files in a folder of the run.

    Its channels are encrypted: other users of the machine see loopback traffic too.
    """
    metadata = {
        "supported_encryption": ["curve"],
        "kernel_provisioner": {"provisioner_name": "local-provisioner", "config": {}},
    }

    class Manager(AsyncKernelManager):
        """Starts this interpreter, isolated."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(transport_encryption="auto", connection_file=str(work / "kernel.json"), **kwargs)

        @property
        def kernel_spec(self) -> KernelSpec:
            """The same whatever `python3` is on this machine."""
            return KernelSpec(argv=_command(), display_name="Python 3", language="python", metadata=metadata)

        async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
            """Start it; what it says beside its channels nobody reads."""
            await super().start_kernel(env=_environment(work), stdout=DEVNULL, stderr=DEVNULL, **kwargs)

    return Manager


def _command() -> list[str]:
    where = json.dumps([str(Path(toolkit.__file__).parents[1]), _folders()])
    return [sys.executable, "-I", "-X", "utf8", str(Path(isolated.__file__)), where, "-f", "{connection_file}"]


def _folders() -> list[str]:
    """Return where this process finds modules, without the current folder and what is relative to it."""
    here = Path.cwd()
    found = [Path(folder) for folder in sys.path]
    return [str(folder) for folder in found if folder.is_absolute() and folder.resolve() != here.resolve()]


def _environment(work: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(TELLING)}
    own = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return kept | dict.fromkeys(own, str(work / "jupyter"))
