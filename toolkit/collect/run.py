"""A collection run: plan the tasks, have them worked off, seal the inventory."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import boto3
import botocore.session
from botocore.exceptions import BotoCoreError, ProfileNotFound
from tqdm import tqdm

from toolkit.collect.accounts import Account, Ask, Reach, check_account_ids, check_regions
from toolkit.collect.aggregator import Aggregator
from toolkit.collect.clients import Clients
from toolkit.collect.ledger import COLUMNS, Ledger
from toolkit.collect.source import Source
from toolkit.collect.work import TASKS, Api, Origin, line
from toolkit.errors import CredentialsError, ParameterError, UnknownName
from toolkit.executors import check_executor
from toolkit.inventory.write import OFF, InventoryWriter, check_place, provenance
from toolkit.model import Table
from toolkit.tables import TABLES


def collect(
    out: Path | str,
    *,
    region_names: Sequence[str] = (),
    account_ids: Sequence[str] = (),
    role_name: str = "",
    external_id: str = "",
    organization: bool = False,
    profile: str | None = None,
    table_names: Sequence[str] = (),
    executor: str = "",
    aggregator: str = "",
) -> dict[str, Any]:
    """Collect an estate into an inventory: a new one, or one that an earlier run with the same parameters left.

    Parameters
    ----------
    out : path
        Folder to make, or to go on with.
    region_names : sequence of str
        Regions to ask; none means every Region that is enabled in the account.
    account_ids : sequence of str
        Accounts to ask; none means the caller's own.
    role_name : str
        Role to assume in accounts that are not the caller's own.
    external_id : str
        External id that the role asks for.
    organization : bool
        Ask every account of the caller's organization.
    profile : str, optional
        Profile of the AWS configuration to start from.
    table_names : sequence of str
        Tables to collect; none means all.
    executor : str
        Address of a Dask scheduler, as `dask+tls://host:port`, or `dask://host:port` without encryption; its workers
        must see the folder under the same path. None means threads of this process.
    aggregator : str
        AWS Config aggregator of the caller's account that gives the tables it can; none means that AWS is asked for
        all of them directly.

    Returns
    -------
    dict
        The manifest of the sealed inventory.

    Raises
    ------
    UnknownName
        A table or Region does not exist.
    ParameterError
        An account id is malformed, another account is asked for without a role, or accounts, Regions or what an
        aggregator has are not to be had from AWS.
    CredentialsError
        AWS accepts no credentials, or they ended in the middle of the run; the same call goes on with it.
    ExecutorError
        The Dask scheduler does not answer.
    OutputError
        The folder holds something else, belongs to another run, or cannot be written.

    """
    tables = [TABLES[name] for name in dict.fromkeys(table_names or TABLES)]
    ask = Ask(region_names, account_ids, role_name, external_id, organization)
    _check(ask)
    check_place(Path(out))
    if executor:
        check_executor(executor)
    started = datetime.now(UTC)
    session = _session(profile)
    clients = Clients(profile)
    reach = Reach(clients, region_names[0] if region_names else session.region_name or "us-east-1")
    caller, found = reach.accounts(clients.own_credentials, ask)
    clients.sign_in.check()
    about = {"started_at": started.isoformat(timespec="seconds"), "caller_arn": caller}
    about |= provenance() | {"parameters": _parameters(found, tables, role_name, aggregator)} | _members(found)
    sources: list[Source] = [Api(clients, Origin(profile, reach.home, external_id), executor)]
    if aggregator:
        named = bool(region_names)
        sources.insert(0, _surveyed(aggregator, session.region_name, caller, reach, found, named))
    writer = InventoryWriter(Path(out), about, {table.name: table.dtypes for table in tables}, COLUMNS)
    try:
        writer.add_calls(f"plan.{started:%Y%m%dT%H%M%S.%f}", _taken(reach.ledgers))
        for account in found:
            _name_other_regions(account, writer)
        for source in sources:
            mine = [table for table in tables if source.gives(table)]
            tables = [table for table in tables if table not in mine]
            _work(source, mine, found, clients, writer)
        writer.add_calls(f"plan.{started:%Y%m%dT%H%M%S.%f}.renewals", _taken(reach.ledgers))
        return writer.seal()
    finally:
        writer.close()


def _check(ask: Ask) -> None:
    check_regions(ask.region_names)
    check_account_ids(ask.account_ids)
    if ask.organization and ask.account_ids:
        raise ParameterError("--organization asks every account of the organization; leave out --account.")


def _session(profile: str | None) -> boto3.Session:
    try:
        return boto3.Session(profile_name=profile)
    except ProfileNotFound:
        known = botocore.session.Session().available_profiles
        raise UnknownName("AWS profile", profile or os.environ.get("AWS_PROFILE", ""), known) from None
    except BotoCoreError as error:
        raise CredentialsError(f"The AWS profile {profile!r} cannot be used: {error}") from None


def _parameters(found: Iterable[Account], tables: Iterable[Table], role_name: str, aggregator: str) -> dict[str, Any]:
    source = {"source": "config", "aggregator": aggregator} if aggregator else {}
    return source | {
        "accounts": [a.account_id for a in found],
        "regions": sorted({region for a in found for region in a.regions}),
        "tables": sorted(table.name for table in tables),
        "role_name": role_name,
    }


def _members(found: Iterable[Account]) -> dict[str, Any]:
    """Say what the organization says of its accounts."""
    members = [account.member for account in found if account.member]
    about = {m.account_id: {"name": m.name, "state": m.state, "path": m.path} for m in members}
    return {"organization": about} if about else {}


def _surveyed(
    name: str, region: str | None, caller: str, reach: Reach, found: Sequence[Account], named: bool
) -> Aggregator:
    """Return an aggregator of the caller's own account, which has said what it has."""
    _, partition, _, _, own, _ = caller.split(":", 5)
    asking = Account(own, partition, reach.clients.own_credentials, caller)
    aggregator = Aggregator(name, region or reach.home, asking, reach.clients, named)
    aggregator.survey(found, reach)
    return aggregator


def _taken(ledgers: Sequence[Ledger]) -> list[dict[str, Any]]:
    """Take the calls that ledgers hold; who fetches credentials may still add to them."""
    return [vars(call) for ledger in list(ledgers) for call in ledger.take()]


def _name_other_regions(account: Account, writer: InventoryWriter) -> None:
    for region, (status, words) in account.elsewhere.items():
        with writer.part(f"{account.account_id}.{region}.off") as part:
            part.done(line(account.account_id, region, OFF, status, words))


def _work(
    source: Source, tables: Sequence[Table], found: Sequence[Account], clients: Clients, writer: InventoryWriter
) -> None:
    """Work off what a source has; after an interruption no request goes out any more, and what is done is kept."""
    left = [job for job in source.jobs(tables, found, writer.folder) if not writer.finished(job.name)]
    with source.executor() as pool:
        _wait((partial(pool.submit, job.run) for job in left), len(left), pool, clients)
    writer.check_parts(job.name for job in left)


def _wait(jobs: Iterable[Callable[[], Future[None]]], total: int, pool: Any, clients: Clients) -> None:
    try:
        for done in _progress(_as_done(jobs), total):
            done.result()
            clients.sign_in.check()
    except BaseException:
        clients.limits.stop()
        # Dask's executor takes no more than `wait`, and cancels without it.
        pool.shutdown(wait=False, **({"cancel_futures": True} if isinstance(pool, ThreadPoolExecutor) else {}))
        raise


def _as_done(jobs: Iterable[Callable[[], Future[None]]]) -> Iterator[Future[None]]:
    """Submit jobs, a bounded number at a time; yield each when it is done."""
    done: SimpleQueue[Future[None]] = SimpleQueue()
    running = 0
    for submit in jobs:
        if running == 2 * TASKS:
            yield done.get()
            running -= 1
        submit().add_done_callback(done.put)
        running += 1
    for _ in range(running):
        yield done.get()


def _progress(done: Iterator[Future[None]], total: int) -> Iterator[Future[None]]:
    """Show a bar on a terminal, and a plain line after each tenth of the tasks elsewhere."""
    if sys.stderr.isatty():
        yield from tqdm(done, total=total, desc="Collecting", unit="table", file=sys.stderr)
        return
    for count, future in enumerate(done, 1):
        yield future
        if count * 10 // total > (count - 1) * 10 // total:
            print(f"Collected {count} of {total} tables.", file=sys.stderr, flush=True)
