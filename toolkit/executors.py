"""What works tasks off side by side: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from toolkit.errors import ExecutorError, ParameterError
from toolkit.extras import need

SCHEMES = {"dask://": "tcp://", "dask+tls://": "tls://"}
PATIENCE = "10s"
PROCESSES = re.compile(r"processes(?::([1-9][0-9]{0,2}))?")


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


@contextmanager
def executor_of(name: str, preload: str = "") -> Iterator[Executor]:
    """Yield what `processes`, `processes:4` (so many) or the address of a Dask scheduler stands for.

    Parameters
    ----------
    name : str
        Which.
    preload : str
        Module that every process needs: it is imported once for all of them, where the system can.

    Yields
    ------
    Executor
        What takes the tasks. Its processes end with it.

    Raises
    ------
    ParameterError
        There is no such executor.
    ExecutorError
        No Dask scheduler answers, Dask is not installed, or a process was killed.

    """
    if not (asked := PROCESSES.fullmatch(name)):
        with cluster(name) as pool:
            yield pool
        return
    # A fork of a process with threads may hang, so none is made of this one.
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    if preload and context.get_start_method() == "forkserver":
        context.set_forkserver_preload([preload])
    workers = int(asked[1] or os.cpu_count() or 1)
    try:
        with ProcessPoolExecutor(workers, context) as pool:
            yield pool
    except BrokenProcessPool:
        raise ExecutorError(
            "A process was killed, for want of memory perhaps. Name fewer processes, or leave out --executor."
        ) from None


def check_name(name: str) -> None:
    """Refuse what names no executor.

    Raises
    ------
    ParameterError
        It is neither `processes` nor the address of a Dask scheduler.

    """
    if name and not PROCESSES.fullmatch(name):
        check_executor(name)
