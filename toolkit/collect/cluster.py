"""Work off tasks on a Dask cluster instead of in threads."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from toolkit.errors import ExecutorError

SCHEME = "dask://"
PATIENCE = "10s"


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Yield the executor of the cluster whose scheduler answers at `dask://host:port`.

    Raises
    ------
    ExecutorError
        The address is none, nobody answers there, or Dask is not installed.

    """
    if not address.startswith(SCHEME):
        raise ExecutorError(f"{address!r} is no executor: write {SCHEME}host:port, the address of a Dask scheduler.")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ExecutorError("Dask is not installed. Add it with `pip install 'aws-demarc[dask]'`.") from None
    try:
        client = distributed.Client(f"tcp://{address.removeprefix(SCHEME)}", timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ExecutorError(
            f"No Dask scheduler answers at {address} ({error}). Start one, or leave out --executor."
        ) from None
    with client:
        yield client.get_executor(pure=False)
