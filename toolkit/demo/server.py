"""Starts the demo server in a child process and ends it; knows nothing of the estate."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.extras import need

_END_SECONDS = 5


@contextmanager
def running_server() -> Iterator[str]:
    """Run the demo server and yield its endpoint URL.

    The child binds a port of the system's choice and writes the number once it listens, so no other process can
    take the port in between. It ends when its standard input closes, which the system does even if this process
    is killed.

    Raises
    ------
    ToolkitError
        The server did not start.
    MissingExtra
        moto is not installed.

    """
    need("demo", "The demo needs", "moto", "flask")
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "toolkit.demo.serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(),
        )
        try:
            port = child.stdout.readline().strip().decode() if child.stdout else ""
            if not port:
                child.wait(_END_SECONDS)
                log.seek(0)
                reason = log.read().decode(errors="replace").strip().splitlines()
                raise ToolkitError(f"The demo server did not start: {reason[-1] if reason else 'it gave no reason'}.")
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(child)


def _environment() -> dict[str, str]:
    """Give the child this environment without what would change moto's answers."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("AWS_", "MOTO_"))}
    package_parent = str(Path(__file__).resolve().parents[2])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [package_parent, kept.get("PYTHONPATH")]))
    # moto's own catalogue of machine images is slow to load and no part of the estate; the hash seed orders sets.
    return kept | {"MOTO_EC2_LOAD_DEFAULT_AMIS": "false", "PYTHONHASHSEED": "0"}


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait(_END_SECONDS)
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            stream.close()
