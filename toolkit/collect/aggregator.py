"""What an AWS Config aggregator knows of the estate: one query a table instead of calls in each account and Region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.collect.accounts import FAILURES, Account, Reach
from toolkit.collect.clients import Clients
from toolkit.collect.engine import BATCH, STATUSES, Unfit, typed
from toolkit.collect.items import parsed, values_of
from toolkit.collect.ledger import COLUMNS, Ledger, words_of
from toolkit.collect.recorders import Proof, Recorder
from toolkit.collect.source import Job
from toolkit.collect.work import TASKS, line
from toolkit.errors import ParameterError
from toolkit.inventory.parts import Part, part_of
from toolkit.model import COMMON, Table

# The tables that it gives, and which of the items are their rows, where the table does not list all of them. Each has
# been looked up: AWS Config records the type in every Region of `recorders.SETTLED`, and its properties for advanced
# queries are those of the API.
GIVEN = {
    "autoscaling_group": "",
    "ec2_address": "",
    "ec2_instance": "contains(['pending', 'running', 'stopping', 'stopped'], State.Name)",
    "ec2_internet_gateway": "",
    "ec2_network_acl": "",
    "ec2_network_interface": "",
    "ec2_route_table": "",
    "ec2_security_group": "",
    "ec2_subnet": "",
    "ec2_volume": "",
    "ec2_vpc": "",
    "elbv2_load_balancer": "",
    "iam_group": "",
    "iam_role": "",
    "iam_user": "",
    "lambda_function": "",
    "rds_instance": "",
    "redshift_cluster": "",
    "s3_bucket": "",
}
PROPERTIES = "accountId, awsRegion, resourceType, resourceId, arn, configurationItemCaptureTime"
PROPERTIES += ", configuration, supplementaryConfiguration, tags"
Captured = tuple[str, dict[str, Any]]  # when AWS Config captured a resource, and its row
RECORDER = "AWS::Config::ConfigurationRecorder"
PAGE = 100  # what an answer holds at most
ACCOUNTS = 100  # that a query names, so that it keeps below 4,096 characters
ACTIONS = {"config:DescribeConfigurationAggregatorSourcesStatus", "config:SelectAggregateResourceConfig"}


class Aggregator:
    """An AWS Config aggregator of the caller's account, in one Region.

    Parameters
    ----------
    name : str
        Its name.
    region : str
        Where it is.
    asking : Account
        Who asks it: the caller's own account.
    clients : Clients
        Clients of the run.
    named : bool
        Whether the Regions of the run were named, so that an account may have others.

    """

    def __init__(self, name: str, region: str, asking: Account, clients: Clients, named: bool = False) -> None:
        self.name, self.region, self.asking, self.named = name, region, asking, named
        self.client = clients.get("config", region)
        self.proof = Proof(name)
        self._began = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"  # another run has calls of its own

    def survey(self, accounts: Sequence[Account], reach: Reach) -> None:
        """Learn of which accounts and Regions it has current data, and what is recorded there.

        Raises
        ------
        ParameterError
            There is no such aggregator, or AWS does not say what it has.

        """
        with reach.ledger(self.asking, self.region) as ledger:
            try:
                pages = self.client.get_paginator("describe_configuration_aggregator_sources_status").paginate(
                    ConfigurationAggregatorName=self.name
                )
                self.proof.add_sources(source for page in pages for source in page["AggregatedSourceStatusList"])
            except FAILURES as error:
                raise ParameterError(
                    f"What the aggregator {self.name!r} in {self.region} aggregates cannot be learnt "
                    f"({words_of(error)}). Set AWS_REGION to the Region that it is in, and use credentials of the "
                    "account that owns it."
                ) from None
            try:
                for page in self.results("accountId, awsRegion, configuration", RECORDER, accounts):
                    self.proof.add_recorders(Recorder.of(parsed(text)) for text in page)
            except (*FAILURES, KeyError, ValueError) as error:
                outcome = ledger.last.outcome
                self.proof.refused = (outcome if outcome in STATUSES[:-1] else "failed", words_of(error))

    def results(
        self, properties: str, resource_type: str, accounts: Sequence[Account], regions: Iterable[str] = ()
    ) -> Iterator[list[str]]:
        """Yield the results of a query, page by page: items of one type in some accounts and Regions."""
        paginator = self.client.get_paginator("select_aggregate_resource_config")
        for start in range(0, len(accounts), ACCOUNTS):
            wanted = [account.account_id for account in accounts[start : start + ACCOUNTS]]
            query = f"SELECT {properties} WHERE resourceType = '{resource_type}' AND accountId IN ({_quoted(wanted)})"
            if regions:
                query += f" AND awsRegion IN ({_quoted(regions)})"
            pages = paginator.paginate(ConfigurationAggregatorName=self.name, Expression=query, Limit=PAGE)
            yield from (page["Results"] for page in pages)

    def gives(self, table: Table) -> bool:
        """Tell whether it has a table."""
        return table.name in GIVEN

    def jobs(self, tables: Sequence[Table], accounts: Sequence[Account], folder: Path) -> Iterator[Job]:
        """Yield one job for each table, of all accounts and Regions."""
        for table in tables:
            yield Job(part_name(table), partial(self.collect, table, accounts, folder))

    def executor(self) -> AbstractContextManager[Executor]:
        """Return threads of this process."""
        return ThreadPoolExecutor(TASKS)

    def collect(self, table: Table, accounts: Sequence[Account], folder: Path) -> None:
        """Collect a table from all accounts and Regions into its part of an inventory, and a line for each place.

        Parameters
        ----------
        table : Table
            What to collect.
        accounts : sequence of Account
            Whom to collect it from.
        folder : path
            The inventory.

        """
        asking, named = self.asking, self.named
        ledger = Ledger(
            asking.account_id, self.region, table.name, asking.caller_arn, asking.credentials, f"{PART}.{self._began}."
        )
        with part_of(folder, part_name(table), table.dtypes, COLUMNS) as part, ledger:
            query = _Query(self, table, [account for account in accounts if _is_seen(account, named)])
            query.fill(part, ledger)
            states = {"observed"}
            for account in accounts:
                for place in ["global"] if table.is_global else account.regions:
                    status, error = query.verdict(account, place, named)
                    states.add(status)
                    about = line(account.account_id, place, table.name, status, error)
                    with part_of(folder, f"{account.account_id}.{place}.{table.name}", {}, COLUMNS) as said:
                        said.rows = query.rows[account.account_id, place]
                        said.done(about)
            part.done({"status": min(states, key=STATUSES.index)})


PART = "config"


def part_name(table: Table) -> str:
    """Return the name of the part of an inventory with the rows of a table that the aggregator gives."""
    return f"{PART}.{table.name}"


def _is_seen(account: Account, named: bool) -> bool:
    """Tell whether an aggregator can speak for an account: one that refuses us must have its Regions named."""
    return not account.error or (named and account.status == "denied")


def _latest(held: Iterable[Captured]) -> list[Captured]:
    """Keep of each resource what was captured last: every Region in which it is or was recorded may report it."""
    latest: dict[tuple[str, str], Captured] = {}
    for captured, row in held:
        key = (row["account_id"], row["resource_id"])
        if key not in latest or captured > latest[key][0]:
            latest[key] = captured, row
    return list(latest.values())


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


@dataclass
class _Query:
    """One table asked of an aggregator."""

    aggregator: Aggregator
    table: Table
    accounts: Sequence[Account]
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: tuple[str, str] = ("", "")

    def fill(self, part: Part, ledger: Ledger) -> None:
        """Write rows and calls as they come."""
        try:
            for frame in self._frames(ledger):
                part.add(frame, map(vars, ledger.take()))
        except Unfit as error:
            part.drop_rows()
            self.rows.clear()
            self.refused = ("failed", str(error))
        part.add(None, map(vars, ledger.take()))

    def _frames(self, ledger: Ledger) -> Iterator[pd.DataFrame]:
        held: list[Captured] = []
        try:
            for page in self._pages(ledger):
                held += self._page(page, ledger)
                if len(held) >= BATCH and not self.table.is_global:
                    yield self._frame(held)
                    held = []
            if held:
                yield self._frame(_latest(held) if self.table.is_global else held)
        except Exception as error:  # whatever AWS answers: one table fails, the run goes on
            raise Unfit(f"{self.table.name} does not fit what AWS Config answered: {words_of(error)}") from None

    def _frame(self, held: Sequence[Captured]) -> pd.DataFrame:
        self.rows.update((row["account_id"], row["region"]) for _, row in held)
        return typed([row for _, row in held], self.table.dtypes)

    def _pages(self, ledger: Ledger) -> Iterator[list[str]]:
        """Yield pages until AWS refuses; then no place of the table counts as observed."""
        regions = () if self.table.is_global else sorted({name for a in self.accounts for name in a.regions})
        table_type = self.table.resource_type
        try:
            if self.accounts:
                yield from self.aggregator.results(PROPERTIES, table_type, self.accounts, regions)
        except Exception as error:  # botocore's parsers raise more than its own errors
            outcome = ledger.last.outcome if ledger.calls else "failed"
            self.refused = (outcome if outcome in STATUSES[:-1] else "failed", words_of(error))

    def _page(self, page: Sequence[str], ledger: Ledger) -> Iterator[Captured]:
        known = {account.account_id: account for account in self.accounts}
        for text in page:
            item = parsed(text)
            account, region = known.get(item["accountId"]), item["awsRegion"]
            if account and (self.table.is_global or region in account.regions):
                here = {"account_id": account.account_id, "region": region, "partition": account.partition}
                if row := self._row(item, here, ledger):
                    self.aggregator.proof.saw(self.table.resource_type, region)
                    yield str(item.get("configurationItemCaptureTime", "")), row

    def _row(self, item: dict[str, Any], here: dict[str, str], ledger: Ledger) -> dict[str, Any] | None:
        values = values_of(self.table, item, here, GIVEN[self.table.name])
        if values is None:
            return None
        if not values["resource_id"]:
            raise ValueError("An item says neither its ARN nor what that is made of.")
        place = "global" if self.table.is_global else here["region"]
        call, resource_id = ledger.last, values["resource_id"]
        common = (here["account_id"], place, resource_id, self.table.resource_type, call.call_id, call.answered_at)
        return values | dict(zip((column.name for column in COMMON), common, strict=True))

    def verdict(self, account: Account, place: str, named: bool) -> tuple[str, str]:
        """Return the status of a place, and why it is not observed."""
        if not _is_seen(account, named):
            return account.status, account.error
        if self.refused[0]:
            return self.refused
        return self.aggregator.proof.verdict(self.table, account, place, named)
