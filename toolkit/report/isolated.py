"""The kernel of a report: a file that runs by itself, in an isolated interpreter, and reads no start-up file.

The interpreter is started with `-I`: neither the current folder nor a `PYTHON…` variable says what is imported. Where
this toolkit lies is the first argument, with folders that an isolated interpreter leaves out, such as the user's own
packages; they come last, so that none of them can stand for a module that is there without them.
"""

from __future__ import annotations

import json
import sys


def _find(toolkit: str, folders: list[str]) -> None:
    sys.path.insert(0, toolkit)
    import toolkit as _  # noqa: F401 - from here on it is this one

    sys.path.remove(toolkit)
    sys.path += [folder for folder in folders if folder not in sys.path]


def main() -> None:
    """Run a kernel until it is told to end."""
    _find(*json.loads(sys.argv[1]))
    from ipykernel.kernelapp import IPKernelApp

    class Kernel(IPKernelApp):
        """A kernel without configuration files and start-up files, whoever wrote them."""

        def load_config_file(self, *_args: object, **_named: object) -> None:
            """Read none."""

        def _run_startup_files(self) -> None:
            """Run none."""

    Kernel.launch_instance(sys.argv[2:])


if __name__ == "__main__":
    main()
