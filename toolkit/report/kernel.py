"""The kernel of a report, in a process of its own: no configuration and no start-up file is read, whoever wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from ipykernel.kernelapp import IPKernelApp


class Kernel(IPKernelApp):
    """A kernel without configuration files and start-up files."""

    def load_config_file(self, *_args: object, **_named: object) -> None:
        """Read none."""

    def _run_startup_files(self) -> None:
        """Run none."""


def main(arguments: Sequence[str]) -> None:
    """Run a kernel until it is told to end."""
    Kernel.launch_instance(list(arguments))
