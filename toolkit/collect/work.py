"""The unit of work: one table of one account and Region, written into a part of its own, wherever it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.collect.accounts import Account, Reach
from toolkit.collect.clients import WORKERS, Clients
from toolkit.collect.engine import Collection, Place, Unfit
from toolkit.collect.ledger import COLUMNS, Ledger
from toolkit.collect.source import Job
from toolkit.errors import CredentialsError
from toolkit.executors import cluster
from toolkit.inventory.parts import Part, part_of
from toolkit.inventory.read import REFUSED, clock_words
from toolkit.inventory.write import NOT_OFFERED
from toolkit.model import Table

TASKS = 2 * WORKERS  # more than requests: some tasks wait for a rate, and some write


@dataclass(frozen=True)
class Task:
    """One table in one account and Region."""

    account: Account
    region: str
    table: Table

    @property
    def place(self) -> str:
        """The Region as the rows name it."""
        return "global" if self.table.is_global else self.region

    @property
    def name(self) -> str:
        """The name of its part of the inventory."""
        return f"{self.account.account_id}.{self.place}.{self.table.name}"


@dataclass(frozen=True)
class Origin:
    """What a process elsewhere needs to have credentials too; it holds no secret but the external id."""

    profile: str | None
    home: str
    external_id: str


@dataclass(frozen=True)
class Api:
    """AWS's API as a source of tables: it gives all, each account and Region as a task of its own.

    Parameters
    ----------
    clients : Clients
        Clients of the run.
    origin : Origin
        How a process elsewhere gets credentials.
    address : str
        Address of a Dask scheduler; empty for threads of this process.

    """

    clients: Clients
    origin: Origin
    address: str = ""

    def gives(self, table: Table) -> bool:  # noqa: ARG002 - whatever it is
        """Tell whether it has a table."""
        return True

    def jobs(self, tables: Sequence[Table], accounts: Sequence[Account], folder: Path) -> Iterator[Job]:
        """Yield one job for each table of each account and Region."""
        for task in _tasks(accounts, tables):
            if self.address:  # workers may run in another folder
                yield Job(task.name, partial(run_elsewhere, without_credentials(task), self.origin, folder.absolute()))
            else:
                yield Job(task.name, partial(run, task, self.clients, folder))

    def executor(self) -> AbstractContextManager[Executor]:
        """Return threads of this process, or a cluster."""
        return cluster(self.address) if self.address else ThreadPoolExecutor(TASKS)


def _tasks(found: Iterable[Account], tables: Sequence[Table]) -> Iterator[Task]:
    for account in found:
        for table in tables:
            if table.scope == "regional":
                yield from (Task(account, region, table) for region in account.regions)
            else:
                yield Task(account, account.regions[0] if table.scope == "global" else table.scope, table)


def run(task: Task, clients: Clients, folder: Path) -> None:
    """Collect one task's table into its part of an inventory.

    Raises
    ------
    CredentialsError
        The caller's credentials ended: the part is thrown away, so that all of it is asked again.

    """
    with part_of(folder, task.name, task.table.dtypes, COLUMNS) as part:
        done = _line(task) if task.account.error else _collect(task, clients, part)
        clients.sign_in.check()
        part.done(done)


def run_elsewhere(task: Task, origin: Origin, folder: Path) -> None:
    """Collect one task's table in a process that shares the inventory's folder, but neither clients nor credentials."""
    reach, credentials = _workplace(origin)
    account = replace(task.account, credentials=credentials)
    if account.role_arn:
        account.credentials = reach.assumed(credentials, account, origin.external_id)
    try:
        run(replace(task, account=account), reach.clients, folder)
    except CredentialsError:
        _workplace.cache_clear()  # the next run signs in again
        raise
    with part_of(folder, f"plan.{task.name}", {}, COLUMNS) as part:  # credentials fetched meanwhile
        part.add(None, [vars(call) for ledger in reach.ledgers for call in ledger.take()])
        part.done({})


def without_credentials(task: Task) -> Task:
    """Return a task that can be sent elsewhere."""
    return replace(task, account=replace(task.account, credentials=None))


@lru_cache(maxsize=1)
def _workplace(origin: Origin) -> tuple[Reach, Any]:
    clients = Clients(origin.profile)
    return Reach(clients, origin.home), clients.own_credentials


def _line(task: Task, status: str = "", error: str = "", skew: int = 0) -> dict[str, Any]:
    account = task.account
    status, error = status or account.status, error or account.error
    return line(account.account_id, task.place, task.table.name, status, error, skew)


def line(account_id: str, region: str, table: str, status: str, error: str, skew: int = 0) -> dict[str, Any]:
    """Return a line of the coverage; AWS's clock is `skew` seconds ahead, and counts."""
    now = (datetime.now(UTC) + timedelta(seconds=skew)).isoformat()
    error = " ".join(filter(None, [error, clock_words(skew)]))
    about = {"account_id": account_id, "region": region, "table": table, "status": status, "error": error}
    return about | {"observed_at": now}


def _collect(task: Task, clients: Clients, part: Part) -> dict[str, Any]:
    """Write rows and calls as they come; return the line of the coverage, and how many calls were refused."""
    account, table = task.account, task.table
    ledger = Ledger(account.account_id, task.place, table.name, account.caller_arn, account.credentials)
    client = clients.get(table.service, task.region)
    if client.meta.partition != account.partition:
        words = f"Asked in {task.region}, which is outside the partition {account.partition} of the account."
        return _line(task, NOT_OFFERED, words)
    if not clients.offers(table.service, task.region, table.operation):
        return _line(task, NOT_OFFERED, f"AWS does not offer {table.service} there.")
    refused = skew = 0

    def put(frame: pd.DataFrame | None) -> None:
        nonlocal refused, skew
        calls = ledger.take()
        skew = max([skew, *(call.clock_skew or 0 for call in calls)], key=abs)
        refused += sum(call.outcome in REFUSED for call in calls)
        part.add(frame, map(vars, calls))

    place = Place(account.account_id, task.region, account.partition)
    with ledger, ExitStack() as stack:
        side_by_side = table.details or table.parent
        pool = stack.enter_context(ThreadPoolExecutor(WORKERS)) if side_by_side else None
        collection = Collection(client, table, place, ledger, pool)
        try:
            for frame in collection.frames():
                put(frame)
            outcome = collection.status, collection.error
        except Unfit as error:
            part.drop_rows()
            outcome = "failed", str(error)
        put(None)
    return _line(task, *outcome, skew) | {"refused": refused}
