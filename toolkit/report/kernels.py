"""Where notebooks run: in kernels that a warm process forks, or, where there is no fork, each in one of its own.

Either way a kernel is this interpreter, isolated, whatever kernels Jupyter knows.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from toolkit import errors
from toolkit.errors import ToolkitError
from toolkit.files import work_folder
from toolkit.report.apart import command, environment

FORKS = sys.platform == "linux"  # macOS has forks too, which its own libraries do not survive
OWN = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
# So that neither the libraries of numpy nor those of Arrow start a thread when they are imported.
ALONE = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
KERNEL = "toolkit.report.kernel"
GONE = {"error": ["ReportError", "The process that starts the kernels ended: it was killed, or out of memory."]}


def manager(work: Path, child: _Child | None = None) -> type[AsyncKernelManager]:
    """Return the manager of a kernel that keeps its own files in a folder: a child becomes it, or a new process.

    Its channels are encrypted: other users of the machine see loopback traffic too.
    """
    provisioner = {"provisioner_name": "local-provisioner", "config": {}}
    metadata = {"supported_encryption": ["curve"], "kernel_provisioner": provisioner}

    class Manager(AsyncKernelManager):
        """Starts this interpreter, isolated."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(transport_encryption="auto", connection_file=str(work / "kernel.json"), **kwargs)
            if child:
                self.provisioner = _Forked(child, kernel_spec=self.kernel_spec, parent=self)

        @property
        def kernel_spec(self) -> KernelSpec:
            """The same whatever `python3` is on this machine."""
            argv = command(KERNEL, "-f", "{connection_file}")
            return KernelSpec(argv=argv, display_name="Python 3", language="python", metadata=metadata)

        async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
            """Start it; what it says beside its channels nobody reads."""
            await super().start_kernel(env=kernel_environment(work), stdout=DEVNULL, stderr=DEVNULL, **kwargs)

    return Manager


def kernel_environment(work: Path) -> dict[str, str]:
    """Return the variables of a kernel that keeps its own files in a folder."""
    return environment() | dict.fromkeys(OWN, str(work / "jupyter"))


class Stock:
    """A kernel of its own for each notebook, which opens its audit itself."""

    def __init__(self) -> None:
        self._assessments: dict[str, Any] = {}

    def assess(self, values: Mapping[str, Any], place: str) -> str:
        """Assess the inventory of a notebook's parameters into a folder."""
        from toolkit.report.opening import assess_for

        return assess_for(values, place)

    def open(self, values: Mapping[str, Any] | None = None, path: str = "") -> Any:
        """Open the audit of a notebook's parameters on an assessment, so that what cannot be is refused."""
        if values is None:
            return None
        from toolkit.report.opening import assessment_of, opened

        if path not in self._assessments:
            self._assessments[path] = assessment_of(values, path)
        return opened(values, self._assessments[path])

    def about(self, values: Mapping[str, Any], path: str) -> Any:
        """Say what `wb.enclose` says."""
        from toolkit.show.enclosure import enclose

        return enclose(self.open(values, path)).about

    def manager(self, _audit: Any, work: Path) -> type[AsyncKernelManager]:
        """Return the manager of a kernel of its own."""
        return manager(work)


class Warm:
    """The process that opens audits and forks their kernels."""

    def __init__(self, work: Path) -> None:
        self._process = Popen(
            command("toolkit.report.warm"),
            stdin=PIPE,
            stdout=PIPE,
            env=kernel_environment(work) | ALONE,
            start_new_session=True,  # an interruption reaches it by way of this process
        )

    def ask(self, order: str, argument: Any) -> Any:
        """Give an order and return the answer.

        Raises
        ------
        ToolkitError
            What was refused, as it was there; or the process was killed.

        """
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps([order, argument]).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        answer = json.loads(line) if line else GONE
        if "error" in answer:
            kind, said = answer["error"]
            error: ToolkitError = getattr(errors, kind).__new__(getattr(errors, kind), said)
            raise error
        return answer["value"]

    def assess(self, values: Mapping[str, Any], place: str) -> Any:
        """Assess the inventory of a notebook's parameters into a folder."""
        return self.ask("assess", [values, place])

    def open(self, values: Mapping[str, Any] | None = None, path: str = "") -> Any:
        """Open the audit of a notebook's parameters on an assessment, so that what cannot be is refused."""
        return self.ask("open", [values, path])

    def about(self, values: Mapping[str, Any], path: str) -> Any:
        """Say what `wb.enclose` says."""
        return self.ask("about", [values, path])

    def manager(self, opened: int, work: Path) -> type[AsyncKernelManager]:
        """Return the manager of the kernel that a child becomes."""
        return manager(work, _Child(self, opened))

    def close(self) -> None:
        """End the process, and its children with it."""
        self._process.terminate()
        self._process.communicate()


@contextmanager
def kernels() -> Iterator[Warm | Stock]:
    """Yield what opens audits and runs their notebooks."""
    if not FORKS:
        yield Stock()
        return
    with work_folder() as work:
        warm = Warm(work)
        try:
            yield warm
        finally:
            warm.close()


class _Child:
    """A child of the warm process, as `Popen` shows one of this process."""

    stdin = stdout = stderr = None

    def __init__(self, warm: Warm, pid: int) -> None:
        self._warm, self.pid = warm, pid
        self._status: int | None = None

    def become_kernel(self, arguments: list[str]) -> None:
        self._warm.ask("run", [self.pid, arguments])

    def poll(self) -> int | None:
        if self._status is None:
            try:
                self._status = self._warm.ask("poll", self.pid)
            except ToolkitError:  # it ended, and its children with it
                self._status = -signal.SIGKILL
        return self._status

    wait = poll  # it is asked for once that has a status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class _Forked(LocalProvisioner):
    """Jupyter's own way of looking after a kernel of this machine, but for its start."""

    def __init__(self, child: _Child, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._child = child

    async def launch_kernel(self, cmd: list[str], **_kwargs: Any) -> KernelConnectionInfo:
        self._child.become_kernel(cmd[len(command(KERNEL)) :])
        self.process: Any = self._child
        self.pid = self.pgid = self._child.pid
        return self.connection_info
