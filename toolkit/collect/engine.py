"""Collect one declared table from one account and Region."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar

import pandas as pd
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from toolkit.collect.answers import Answers
from toolkit.collect.jmes import search
from toolkit.collect.ledger import Call, Ledger, words_of
from toolkit.collect.pages import answer_of, listed, pages_of
from toolkit.model import COMMON, Column, Table

# Worst first: what became of the calls that list a table.
STATUSES = ("failed", "not_enabled", "denied", "observed")
BATCH = 1_000  # rows and calls that are held before they are handed over
AHEAD = 64  # rows under way at once

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Place:
    """Where a table is collected: what `here` means in a declaration."""

    account_id: str
    region: str
    partition: str


class Unfit(Exception):  # noqa: N818 - it says what an answer is
    """An answer of AWS does not fit the declaration of the table."""


@dataclass(frozen=True)
class Collected:
    """What one task brought back.

    `rows` has one row per resource; `status` says whether the listing calls succeeded, and `error` why not.
    """

    rows: pd.DataFrame
    status: str
    error: str


def collect_table(client: BaseClient, table: Table, place: Place, ledger: Ledger) -> Collected:
    """Collect one table from one account and Region, one call after the other.

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
    collection = Collection(client, table, place, ledger)
    try:
        frames = list(collection.frames())
    except Unfit as error:
        return Collected(table.empty(), "failed", str(error))
    rows = pd.concat(frames, ignore_index=True) if frames else table.empty()
    return Collected(rows, collection.status, collection.error)


class _Guard:
    """Takes the refusals of listing calls, and keeps the worst."""

    def __init__(self) -> None:
        self.status, self.error = "observed", ""

    def pages(
        self, pages: Iterator[list[Any]], ledger: Ledger, absent: str, none: list[Any], gone: bool = False
    ) -> Iterator[list[Any]]:
        """Yield pages of rows until AWS refuses; where there are none, yield `none`.

        With `gone`, what is listed belongs to something: if that is gone it has no rows, and that is no refusal.
        Neither is said of a list that was begun: then the rest of it is missing.
        """
        begun = False
        try:
            for page in pages:
                yield page
                begun = True
        except Exception as error:  # botocore's parsers raise more than its own errors
            if not begun and _absent(error, absent):
                ledger.last.outcome = "absent"
                yield none
                return
            outcome = ledger.last.outcome if ledger.calls else "failed"
            if outcome == "gone" and gone and not begun:
                return
            self.take(outcome if outcome in STATUSES else "failed", words_of(error))

    def take(self, status: str, error: str) -> None:
        """Keep a refusal if it is worse than what is known."""
        if STATUSES.index(status) < STATUSES.index(self.status):
            self.status, self.error = status, error


@dataclass(frozen=True)
class _Listed:
    """A resource as it was listed: by which call, and as which of its page."""

    item: dict[str, Any]
    call: Call
    number: int

    @property
    def place(self) -> str:
        return f"{self.call.call_id.rpartition('/')[2]}.{self.number:04d}"


class Collection(_Guard):
    """One table of one account and Region in the making.

    Parents and rows are worked on side by side in the threads of `pool`, and come out in the order in which AWS lists
    them. Each has a ledger of its own, so that the ids of its calls do not depend on who was faster.
    """

    def __init__(
        self, client: BaseClient, table: Table, place: Place, ledger: Ledger, pool: Executor | None = None
    ) -> None:
        super().__init__()
        self.client, self.table, self.place, self.ledger = client, table, place, ledger
        self._here = {"here": {"account_id": place.account_id, "region": place.region, "partition": place.partition}}
        self._pool = pool
        self._answers = Answers()

    def frames(self) -> Iterator[pd.DataFrame]:
        """Yield the rows as they come, some hundreds at a time, while the ledger fills; then the status is known.

        Raises
        ------
        Unfit
            An answer does not fit the declaration: what came before is not to be used.

        """
        rows: list[dict[str, Any]] = []
        calls = 0
        try:
            each = self._each if self.table.details else map
            for values, made in each(self._row, self._resources()):
                self.ledger.calls += made
                rows.append(values)
                calls += len(made)
                if len(rows) + calls >= BATCH:
                    yield typed(rows, self.table.dtypes)
                    rows, calls = [], 0
            if rows:
                yield typed(rows, self.table.dtypes)
        except Exception as error:  # whatever AWS answers: one table fails, the run goes on
            raise Unfit(f"{self.table.name} does not fit what AWS answered: {words_of(error)}") from None

    def _each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to each item, many at a time if there is a pool; results keep the order."""
        if self._pool is None:
            yield from map(function, items)
            return
        running: deque[Future[R]] = deque()
        for item in items:
            running.append(self._pool.submit(function, item))
            if len(running) == AHEAD:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()

    def _resources(self) -> Iterator[_Listed]:
        if not self.table.parent:
            yield from self._listing(self._here, self.ledger, self)
            return
        for rows, made, guard in self._each(self._children, self._parents()):
            self.ledger.calls += made
            self.take(guard.status, guard.error)
            yield from rows

    def _parents(self) -> Iterator[_Listed]:
        parent = self.table.parent
        assert parent
        arguments = {name: search(path, self._here) for name, path in parent.arguments.items()}
        pages = pages_of(self.client, parent.operation, arguments, parent.items)
        for page in self.pages(pages, self.ledger, parent.absent, []):
            call = self.ledger.last
            yield from (_Listed(_row(item), call, number) for number, item in enumerate(page, 1))

    def _children(self, parent: _Listed) -> tuple[list[_Listed], list[Call], _Guard]:
        guard = _Guard()
        with self.ledger.child(parent.place) as ledger:
            rows = list(self._listing(self._here | {"parent": parent.item}, ledger, guard))
        return rows, ledger.calls, guard

    def _listing(self, context: dict[str, Any], ledger: Ledger, guard: _Guard) -> Iterator[_Listed]:
        table = self.table
        arguments = {name: search(path, context) for name, path in table.arguments.items()}
        pages = listed(self.client, table, arguments)
        none: list[Any] = [{}] if table.one else []
        for page in guard.pages(pages, ledger, table.absent, none, gone=table.parent is not None):
            call = ledger.last
            yield from (_Listed(_row(item) | context, call, number) for number, item in enumerate(page, 1))

    def _row(self, listed: _Listed) -> tuple[dict[str, Any], list[Call]]:
        table, item = self.table, listed.item
        with self.ledger.child(listed.place) as ledger:
            unobserved = self._add_details(item, ledger)
        resource_id = search(table.key, item)
        if resource_id is None:
            raise ValueError("a resource has no id")
        for call in ledger.calls:
            call.resource_id = resource_id
        region = "global" if table.is_global else self.place.region
        listing = listed.call
        common = (self.place.account_id, region, resource_id, table.resource_type, listing.call_id, listing.answered_at)
        values = dict(zip((c.name for c in COMMON), common, strict=True))
        return values | {c.name: _value(c, item, unobserved) for c in table.columns}, ledger.calls

    def _add_details(self, item: dict[str, Any], ledger: Ledger) -> set[str]:
        """Call each detail and put its answer into the item; return the names of those that AWS would not answer.

        A detail without something to ask about is not called: there is none. If what to ask about stands in an answer
        that was refused, this one is unobserved too.
        """
        unobserved: set[str] = set()
        for detail in self.table.details:
            arguments = {name: search(path, item) for name, path in detail.arguments.items()}
            if None in arguments.values():
                if any(_mentions(name).search(path) for name in unobserved for path in detail.arguments.values()):
                    unobserved.add(detail.name)
                continue
            try:
                ask = partial(answer_of, self.client, detail.operation, arguments)
                item[detail.name] = self._answers.get((detail.operation, repr(arguments)), ask, ledger)
            except Exception as error:  # as above
                if _absent(error, detail.absent):
                    ledger.last.outcome = "absent"
                else:
                    unobserved.add(detail.name)
        return unobserved


def typed(rows: list[dict[str, Any]], dtypes: dict[str, str]) -> pd.DataFrame:
    """Return rows as a frame with the declared dtypes.

    Raises
    ------
    ValueError
        A value does not fit its column.

    """
    frame = pd.DataFrame(rows, columns=list(dtypes), dtype="object")
    for name, dtype in dtypes.items():
        try:
            frame[name] = frame[name].astype(dtype)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(f"column {name} takes {dtype} ({error})") from None
    return frame


def _row(item: Any) -> dict[str, Any]:
    """Give a plain value, such as a name, the shape of a row."""
    return dict(item) if isinstance(item, dict) else {"value": item}


def _absent(error: Exception, absent: str) -> bool:
    """Tell whether an error is the one that says "there is none"."""
    if not absent or not isinstance(error, ClientError):
        return False
    about = error.response["Error"]
    code, message = about.get("Code"), str(about.get("Message", "")).lower()
    said = (one.partition(": ") for one in absent.split(" | "))
    return any(code == its_code and words.lower() in message for its_code, _, words in said)


def _value(column: Column, item: dict[str, Any], unobserved: set[str]) -> Any:
    if any(_mentions(name).search(column.path) for name in unobserved):
        return None
    value = search(column.path, item)
    if value is None:
        return column.absent
    return str(value) if column.kind == "str" else value


@cache
def _mentions(name: str) -> re.Pattern[str]:
    """Match a path that reads the answer of a detail; not a field of the same name inside another answer."""
    return re.compile(rf"(?<![\w.]){name}\b")
