"""Collect one declared table from one account and Region."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import pandas as pd
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from toolkit.collect.jmes import search
from toolkit.collect.ledger import Ledger
from toolkit.collect.masking import masked
from toolkit.model import COMMON, Column, Table

# Worst first: what became of the calls that list a table.
STATUSES = ("failed", "not_enabled", "denied", "observed")
REPORT_POLLS = 20


@dataclass(frozen=True)
class Place:
    """Where a table is collected: what `here` means in a declaration."""

    account_id: str
    region: str
    partition: str


@dataclass(frozen=True)
class Collected:
    """What one task brought back.

    `rows` has one row per resource; `status` says whether the listing calls succeeded, and `error` why not.
    """

    rows: pd.DataFrame
    status: str
    error: str


def collect_table(client: BaseClient, table: Table, place: Place, ledger: Ledger) -> Collected:
    """Collect one table from one account and Region.

    Parameters
    ----------
    client : BaseClient
        Client of the table's service, recorded by `ledger.record`.
    table : Table
        What to collect.
    place : Place
        Account and Region; a global table is collected once, from any Region.
    ledger : Ledger
        Entered by the caller; takes every call.

    Returns
    -------
    Collected
        Columns and dtypes as declared, NA where AWS would not say. No answer of AWS raises: one that does not fit the
        declaration makes the table `failed`, without rows.

    """
    region = "global" if table.scope == "global" else place.region
    here = {"account_id": place.account_id, "region": place.region, "partition": place.partition}
    listing = _Listing(client, table, here, ledger)
    rows = []
    try:
        for item, call_id, observed_at in listing:
            first = len(ledger.calls)
            unobserved = _add_details(client, table, item, ledger)
            resource_id = search(table.key, item)
            for call in ledger.calls[first:]:
                call.resource_id = resource_id or ""
            common = (place.account_id, region, resource_id, call_id, observed_at)
            values = dict(zip((c.name for c in COMMON), common, strict=True))
            rows.append(values | {c.name: _value(c, item, unobserved) for c in table.columns})
        frame = _typed(rows, table.dtypes)
    except Exception as error:  # whatever AWS answers: one table fails, the run goes on
        return Collected(table.empty(), "failed", f"{table.name} does not fit what AWS answered: {error}")
    return Collected(frame, listing.status, listing.error)


def _typed(rows: list[dict[str, Any]], dtypes: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(dtypes), dtype="object")
    for name, dtype in dtypes.items():
        try:
            frame[name] = frame[name].astype(dtype)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(f"column {name} takes {dtype} ({error})") from None
    return frame


class _Listing:
    """The resources of a table, each with the call that listed it; keeps what went wrong on the way."""

    def __init__(self, client: BaseClient, table: Table, here: dict[str, str], ledger: Ledger) -> None:
        self.client, self.table, self.here, self.ledger = client, table, here, ledger
        self.status, self.error = "observed", ""

    def __iter__(self) -> Iterator[tuple[dict[str, Any], str, Any]]:
        table = self.table
        pages = self._guarded(_pages(self.client, table.parent, {}, "")) if table.parent else [[None]]
        for parent in chain.from_iterable(pages):
            context = {"here": self.here} | ({"parent": _row(parent)} if table.parent else {})
            arguments = {name: search(path, context) for name, path in table.arguments.items()}
            absent = table.absent if table.one else ""
            for page in self._guarded(_SOURCES.get(_source(table), _listed)(self.client, table, arguments), absent):
                call = self.ledger.last  # before the details of the page's rows add theirs
                for item in page:
                    yield _row(item) | context, call.call_id, call.started_at

    def _guarded(self, pages: Iterator[list[Any]], absent: str = "") -> Iterator[list[Any]]:
        """Yield pages of rows until AWS refuses; a parent that is gone has no rows, and that is no refusal."""
        try:
            yield from pages
        except Exception as error:  # botocore's parsers raise more than its own errors
            if _absent(error, absent):
                self.ledger.last.outcome = "absent"
                yield [{}]
                return
            outcome = self.ledger.last.outcome if self.ledger.calls else "failed"
            if outcome == "gone" and self.table.parent:
                return
            status = outcome if outcome in STATUSES else "failed"
            if STATUSES.index(status) < STATUSES.index(self.status):
                self.status, self.error = status, str(error)


def _add_details(client: BaseClient, table: Table, item: dict[str, Any], ledger: Ledger) -> set[str]:
    """Call each detail and put its answer into the item; return the names of those that AWS would not answer.

    A detail without something to ask about is not called: there is none. If what to ask about stands in an answer that
    was refused, this one is unobserved too.
    """
    unobserved: set[str] = set()
    for call in table.details:
        arguments = {name: search(path, item) for name, path in call.arguments.items()}
        if None in arguments.values():
            if any(_mentions(name).search(path) for name in unobserved for path in call.arguments.values()):
                unobserved.add(call.name)
            continue
        try:
            item[call.name] = _answer(client, call.operation, arguments)
        except Exception as error:  # as above
            if _absent(error, call.absent):
                ledger.last.outcome = "absent"
            else:
                unobserved.add(call.name)
    return unobserved


def _answer(client: BaseClient, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return an operation's whole answer, all pages of it."""
    if client.can_paginate(operation):
        return dict(client.get_paginator(operation).paginate(**arguments).build_full_result())
    return dict(getattr(client, operation)(**arguments))


def _pages(client: BaseClient, operation: str, arguments: dict[str, Any], items: str) -> Iterator[list[Any]]:
    if client.can_paginate(operation):
        paginator = client.get_paginator(operation)
        for page in paginator.paginate(**arguments):
            yield (search(items, page) if items else paginator.result_keys[0].search(page)) or []
    else:
        answer = getattr(client, operation)(**arguments)
        yield (search(items, answer) if items else _only_list(answer)) or []


def _only_list(answer: dict[str, Any]) -> list[Any]:
    return next((value for value in answer.values() if isinstance(value, list)), [])


def _listed(client: BaseClient, table: Table, arguments: dict[str, Any]) -> Iterator[list[Any]]:
    if table.one:
        yield [_answer(client, table.operation, arguments)]
    else:
        yield from _pages(client, table.operation, arguments, table.items)


def _credential_report(client: BaseClient, _table: Table, _arguments: dict[str, Any]) -> Iterator[list[Any]]:
    """Have IAM write its credential report, wait for it, and yield its lines."""
    for _ in range(REPORT_POLLS):
        if client.generate_credential_report()["State"] == "COMPLETE":
            break
        time.sleep(1)
    content = client.get_credential_report()["Content"].decode()
    yield list(csv.DictReader(io.StringIO(content)))


# Rows that are no list call.
_SOURCES: dict[str, Callable[[BaseClient, Table, dict[str, Any]], Iterator[list[Any]]]] = {
    "iam:get_credential_report": _credential_report,
}


def _source(table: Table) -> str:
    return f"{table.service}:{table.operation}"


def _row(item: Any) -> dict[str, Any]:
    """Give a plain value, such as a name, the shape of a row."""
    return dict(item) if isinstance(item, dict) else {"value": item}


def _absent(error: Exception, absent: str) -> bool:
    """Tell whether an error is the one that says "there is none"."""
    if not absent or not isinstance(error, ClientError):
        return False
    code, _, words = absent.partition(": ")
    about = error.response["Error"]
    return about.get("Code") == code and words in about.get("Message", "")


def _value(column: Column, item: dict[str, Any], unobserved: set[str]) -> Any:
    if any(_mentions(name).search(column.path) for name in unobserved):
        return None
    value = search(column.path, item)
    if value is None:
        return column.absent
    return masked(str(value)) if column.kind == "str" else value


@cache
def _mentions(name: str) -> re.Pattern[str]:
    """Match a path that reads the answer of a detail; not a field of the same name inside another answer."""
    return re.compile(rf"(?<![\w.]){name}\b")
