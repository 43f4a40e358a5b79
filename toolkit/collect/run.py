"""A collection run: plan the tasks, work them off in a bounded pool of threads, seal the inventory."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pandas as pd
from botocore.exceptions import BotoCoreError
from tqdm import tqdm

from toolkit.collect.accounts import WORKERS, Account, accounts, check_regions, regions
from toolkit.collect.engine import Collected, Place, collect_table
from toolkit.collect.ledger import COLUMNS, Ledger
from toolkit.errors import CredentialsError, ParameterError
from toolkit.inventory.write import InventoryWriter, provenance
from toolkit.model import Table
from toolkit.tables import TABLES


@dataclass(frozen=True)
class Task:
    """The unit of work: one table in one account and Region."""

    account: Account
    region: str
    table: Table

    @property
    def place(self) -> str:
        """The Region as the rows name it."""
        return "global" if self.table.scope == "global" else self.region


def collect(
    out: Path | str,
    *,
    region_names: Sequence[str] = (),
    account_ids: Sequence[str] = (),
    role_name: str = "",
    profile: str | None = None,
    table_names: Sequence[str] = (),
) -> dict[str, Any]:
    """Collect an estate into a new inventory.

    Parameters
    ----------
    out : path
        Folder to make.
    region_names : sequence of str
        Regions to ask; none means every Region that is enabled in the account.
    account_ids : sequence of str
        Accounts to ask; none means the caller's own.
    role_name : str
        Role to assume in accounts that are not the caller's own.
    profile : str, optional
        Profile of the AWS configuration to start from.
    table_names : sequence of str
        Tables to collect; none means all.

    Returns
    -------
    dict
        The manifest of the sealed inventory.

    Raises
    ------
    UnknownName
        A table or Region does not exist.
    ParameterError
        An account id is malformed, or another account is asked for without a role.
    CredentialsError
        AWS accepts no credentials.
    OutputError
        The folder is not empty or cannot be written.

    """
    tables = [TABLES[name] for name in table_names or TABLES]
    check_regions(region_names)
    for account_id in account_ids:
        if not (account_id.isdecimal() and len(account_id) == 12):
            raise ParameterError(f"{account_id!r} is no AWS account id: that is 12 digits, leading zeros included.")
    started = datetime.now(UTC)
    ledgers: list[Ledger] = []
    session = _session(profile)
    ask = region_names[0] if region_names else session.region_name or "us-east-1"
    caller, found = accounts(session, list(dict.fromkeys(account_ids)), role_name, ask, ledgers)
    asked = {
        a.account_id: list(dict.fromkeys(region_names)) or ([ask] if a.error else regions(a, ask, ledgers))
        for a in found
    }
    parameters = {
        "accounts": [a.account_id for a in found],
        "regions": sorted({region for names in asked.values() for region in names}),
        "tables": sorted(table.name for table in tables),
        "role_name": role_name,
    }
    about = {"started_at": started.isoformat(timespec="seconds"), "caller_arn": caller, "parameters": parameters}
    writer = InventoryWriter(Path(out), provenance() | about)
    _work(_tasks(found, asked, tables), writer)
    writer.add_calls("plan", _calls(ledgers))  # last: a role may be assumed again while the run goes on
    return writer.seal({table.name: table.dtypes for table in tables}, COLUMNS)


def _session(profile: str | None) -> boto3.Session:
    try:
        return boto3.Session(profile_name=profile)
    except BotoCoreError as error:
        raise CredentialsError(f"The AWS profile {profile!r} cannot be used: {error}") from None


def _tasks(found: Iterable[Account], asked: dict[str, list[str]], tables: Iterable[Table]) -> list[Task]:
    return [
        Task(account, region, table)
        for account in found
        for table in tables
        for region in (asked[account.account_id][:1] if table.scope == "global" else asked[account.account_id])
    ]


def _work(tasks: Sequence[Task], writer: InventoryWriter) -> None:
    """Work the tasks off; an interruption drops those that wait, and the inventory stays marked incomplete."""
    with ThreadPoolExecutor(WORKERS) as pool:
        running = {pool.submit(_run, task, writer): task for task in tasks}
        try:
            for done in _progress(as_completed(running), len(tasks)):
                done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _progress(done: Iterator[Future[None]], total: int) -> Iterator[Future[None]]:
    """Show a bar on a terminal, and a plain line after each tenth of the tasks elsewhere."""
    if sys.stderr.isatty():
        yield from tqdm(done, total=total, desc="Collecting", unit="table", file=sys.stderr)
        return
    for count, future in enumerate(done, 1):
        yield future
        if count * 10 // total > (count - 1) * 10 // total:
            print(f"Collected {count} of {total} tables.", file=sys.stderr, flush=True)


def _run(task: Task, writer: InventoryWriter) -> None:
    """Collect one task's table and store what came of it."""
    account, table = task.account, task.table
    ledger = Ledger(account.account_id, task.place, table.name, account.caller_arn)
    observed_at = datetime.now(UTC)
    if account.error:
        got = Collected(table.empty(), "denied", account.error)
    else:
        with ledger:
            place = Place(account.account_id, task.region, account.partition)
            got = collect_table(account.client(table.service, task.region), table, place, ledger)
    coverage = {
        "account_id": account.account_id,
        "region": task.place,
        "table": table.name,
        "status": got.status,
        "rows": len(got.rows),
        "error": got.error,
        "observed_at": observed_at,
    }
    writer.add(coverage, got.rows, _calls([ledger]))


def _calls(ledgers: Iterable[Ledger]) -> pd.DataFrame:
    rows = [row for ledger in ledgers for row in ledger.rows()]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
