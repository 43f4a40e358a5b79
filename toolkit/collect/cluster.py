"""Work off tasks on a Dask cluster instead of in threads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from toolkit.errors import ExecutorError, ParameterError
from toolkit.extras import need

SCHEMES = {"dask://": "tcp://", "dask+tls://": "tls://"}
PATIENCE = "10s"


def check_executor(address: str) -> str:
    """Return the scheme of an address, such as `dask://`.

    Raises
    ------
    ParameterError
        It is no address of a Dask scheduler.
    MissingExtra
        Dask is not installed.

    """
    for scheme in SCHEMES:
        if address.startswith(scheme):
            need("dask", "--executor needs", "distributed")
            return scheme
    raise ParameterError(
        f"{address!r} is no executor: write dask+tls://host:port, or dask://host:port without encryption, the "
        "address of a Dask scheduler."
    )


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Yield the executor of the cluster whose scheduler answers at `dask+tls://host:port` or `dask://host:port`.

    With TLS, keys and certificates are those of Dask's own configuration; without, standard error says so.

    Raises
    ------
    ParameterError
        The address is none.
    ExecutorError
        Nobody answers there.
    MissingExtra
        Dask is not installed.

    """
    scheme = check_executor(address)
    distributed: Any = import_module("distributed")
    try:
        client = distributed.Client(SCHEMES[scheme] + address.removeprefix(scheme), timeout=PATIENCE)
    except (OSError, TypeError, ValueError) as error:  # a TypeError is what lacks a certificate
        raise ExecutorError(
            f"No Dask scheduler answers at {address} ({error}). Start one, or leave out --executor."
        ) from None
    if scheme == "dask://":
        print(
            f"{address} is not encrypted: what AWS answers is read by whoever reads the network. Use dask+tls://.",
            file=sys.stderr,
        )
    with client:
        yield client.get_executor(pure=False)
