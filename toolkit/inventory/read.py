"""Read an inventory: tables, views over them, what was observed, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from toolkit.asked import MANIFEST
from toolkit.errors import InventoryError, UnknownName
from toolkit.inventory.form import Filters, filtered, frame, ledger, table
from toolkit.inventory.write import COVERAGE, NOT_OFFERED, OFF
from toolkit.model import PLACE, View
from toolkit.printed import Printed, few
from toolkit.seal import INVENTORY, verify
from toolkit.signature import Signature, read_signatures
from toolkit.tables import TABLES
from toolkit.views import VIEWS

Calls = Callable[[list[str] | None, Filters], pd.DataFrame]
REFUSED = ("denied", "failed", "not_enabled")  # outcomes of calls that another time may be better
ASKED = ("service", "operation", "outcome", "error_code", "attempts")
SKEW = 300  # seconds that two clocks may be apart


T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Inventory(Printed, Mapping[str, pd.DataFrame]):
    """A collected estate: each table and view by its name.

    Parameters
    ----------
    tables : dict of str to DataFrame
        One row per resource, as collected.
    coverage : DataFrame
        One row per account, Region and table that was asked for: `status` (`observed`, `denied`, `not_enabled` or
        `failed`; `not_collected` where inventories were merged and only others were asked), `rows`, `error` and
        `observed_at`.
    calls : callable
        Reads the ledger, whole or only some columns and rows: one row per call that reached AWS, with by whom, what,
        when, with what outcome and answer. `held` makes one of a frame.
    manifest : dict
        Versions, parameters, file hashes and the root hash.
    off : DataFrame
        Where nothing was asked, in the columns of the coverage. One row per account and Region (`table` is `*`) that is
        off there (`status` is `not_enabled`), so that nothing can be in it, or that is on and was left out of the run
        (`not_asked`); and one per table whose service AWS does not offer in the Region (`not_offered`). It counts for
        no table.
    folder : Path, optional
        Where it was read from; its raw answers stay there.
    signatures : tuple of Signature
        Who signed the root hash, and whether each signature holds.
    others : Inventory, optional
        Of some accounts of an inventory: what views read of its other accounts.

    """

    tables: dict[str, pd.DataFrame]
    coverage: pd.DataFrame
    calls: Calls
    manifest: dict[str, Any]
    off: pd.DataFrame = field(default_factory=pd.DataFrame)
    folder: Path | None = None
    signatures: tuple[Signature, ...] = ()
    others: Inventory | None = None
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self.tables:
            return self.tables[name]
        if name in VIEWS and self.tables.keys() >= set(VIEWS[name].tables):
            return self.once(name, lambda: self._build(VIEWS[name]))
        if name in TABLES or name in VIEWS:
            raise InventoryError(f"{name!r} was not collected. Collect again without --table, or with what it needs.")
        raise UnknownName("table or view", name, [*TABLES, *VIEWS])

    def __iter__(self) -> Iterator[str]:
        yield from self.tables
        yield from (name for name, view in VIEWS.items() if self.tables.keys() >= set(view.tables))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        rows, seen = sum(map(len, self.tables.values())), int(self.coverage["status"].eq("observed").sum())
        made = (str(self.manifest.get(name))[:16].replace("T", " ") for name in ("started_at", "finished_at"))
        return f"Inventory of {rows:,} rows in {len(self.tables)} tables: {self.folder or 'in memory'}", {
            "collected": " to ".join(made) + f" UTC, {seen} of {len(self.coverage)} collections observed",
            "accounts": few(self.accounts),
            "regions": few(self.regions),
            "root hash": str(self.manifest.get("root_sha256")),
        }

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of this inventory under a name before, or make it: an inventory does not change."""
        if what not in self._made:
            self._made[what] = make()
        return cast("T", self._made[what])

    @property
    def ledger(self) -> pd.DataFrame:
        """The whole ledger, read when it is first asked for."""
        return self.once("ledger", lambda: self.calls(None, []))

    @property
    def accounts(self) -> list[str]:
        """Accounts that were asked."""
        return sorted(self.coverage["account_id"].unique())

    @property
    def regions(self) -> list[str]:
        """Regions that were asked, without `global`."""
        return sorted(set(self.coverage["region"]) - {"global"})

    @property
    def calls_inside(self) -> pd.DataFrame:
        """Calls that were made for tables that were observed, with `refused`: those that AWS refused or that failed."""
        place = [*PLACE, "table"]
        seen = self.coverage.loc[self.coverage["status"].eq("observed"), place].drop_duplicates()
        made = self.ledger.reindex(columns=list(dict.fromkeys([*self.ledger, *place, *ASKED])))
        made = made[made["attempts"].ne(0).fillna(True)]  # without those that were answered before
        calls = made.astype({name: "string" for name in place}).merge(seen.astype("string"), on=place)
        return calls.assign(refused=calls["outcome"].isin(REFUSED))

    @property
    def clock(self) -> str:
        """What is to be said of the local clock; nothing if it went with that of AWS."""
        return clock_words(self.clock_skew)

    @property
    def clock_skew(self) -> int:
        """Seconds by which AWS's clock was ahead of the local one, where they were furthest apart."""
        skews = self.calls(["clock_skew"], []).get("clock_skew", pd.Series(dtype="Int64")).dropna()
        return int(skews.loc[skews.abs().idxmax()]) if len(skews) else 0

    def select(self, accounts: Sequence[str] = (), regions: Sequence[str] = ()) -> Inventory:
        """Keep only some accounts and Regions; what is global stays.

        Raises
        ------
        UnknownName
            The inventory has no such account or Region.

        """
        if not (accounts or regions):
            return self
        check_scope(accounts, regions, self.accounts, self.regions)
        tables = {name: in_scope(frame, accounts, regions) for name, frame in self.tables.items()}
        off = in_scope(self.off, accounts, regions) if len(self.off) else self.off
        coverage = asked_in_scope(self.coverage, off, accounts, regions)
        return replace(self, tables=tables, coverage=coverage, off=off)

    def listed_by(self, table: str, places: pd.DataFrame) -> list[str]:
        """Name for each place the first call that listed a table there, or was refused; `""` if there was none."""
        ids = self.once("first calls", self._first_calls)
        return [ids.get((table, *place), "") for place in zip(places["account_id"], places["region"], strict=True)]

    def _first_calls(self) -> dict[tuple[str, ...], str]:
        keys = ["table", *PLACE]
        calls = self.calls([*keys, "call_id"], [])
        if calls.empty:
            return {}
        first = calls.drop_duplicates(keys)
        return dict(zip(first[keys].itertuples(index=False, name=None), first["call_id"], strict=True))

    def part(self, accounts: Sequence[str]) -> Inventory:
        """Keep some accounts, and beside them what views read of the others."""
        own: Filters = [("account_id", "in", list(accounts))]
        tables = {name: filtered(frame, own) for name, frame in self.tables.items()}
        whole = self._with_others(self.others.tables) if self.others else self
        others = _others(tables, whole.coverage, accounts, lambda name, f, _: filtered(whole.tables[name], f))
        off = filtered(self.off, own) if len(self.off) else self.off
        calls = held(filtered(self.ledger, own)) if len(self.ledger) else self.calls
        return replace(self, tables=tables, coverage=filtered(self.coverage, own), calls=calls, off=off, others=others)

    def _build(self, view: View) -> pd.DataFrame:
        """Build a view, then take back what it concluded from tables that were not observed in a row's place."""
        base = view.tables[0]
        if self.others and view.estate:
            return self._with_others(view.estate)._build(view)
        partners = [name for name in view.tables if name not in view.rows]
        open_ = [name for name in partners if name in view.gaps or TABLES[name].one]
        frames = (self._with_gaps(name, base) if name in open_ else self.tables[name] for name in view.tables)
        frame = view.build(*frames).reset_index(drop=True)
        added = [c for c in frame.columns if c not in self.tables[base].columns]
        for name in partners:
            if name not in open_:
                frame.loc[~self.observed(name, frame), added] = pd.NA
        return frame

    def _with_others(self, names: Iterable[str]) -> Inventory:
        """Return the tables that a view reads of all accounts with what the other accounts have."""
        assert self.others
        found = {name: frame for name, frame in self.others.tables.items() if name in names}
        tables = self.tables | {name: pd.concat([self.tables[name], frame]) for name, frame in found.items()}
        lines = self.others.coverage[self.others.coverage["table"].isin(list(found))]
        return replace(self, tables=tables, coverage=pd.concat([self.coverage, lines]), others=None)

    def _with_gaps(self, name: str, base: str) -> pd.DataFrame:
        """Return a table in which one row, NA but for the place, stands for each place where it was not observed."""
        coverage = self.asked_for(name).query("status != 'observed'")
        frame, rows = self.tables[name], self.tables[base]
        places = pd.concat([coverage[PLACE], rows.loc[~self.observed(name, rows), PLACE]])
        if TABLES[name].is_global:
            places = places.assign(region="global")
        gaps = places.drop_duplicates().reindex(columns=frame.columns).astype(frame.dtypes)
        return pd.concat([frame[self.observed(name, frame)], gaps], ignore_index=True)

    def asked_for(self, table: str) -> pd.DataFrame:
        """Return the lines of the coverage for a table."""
        lines = self.once("lines", lambda: dict(list(self.coverage.groupby("table"))))
        return lines.get(table, self.coverage.head(0))

    def observed(self, table: str, frame: pd.DataFrame) -> pd.Series:
        """Tell for each row of a frame whether a table was observed in its account and Region.

        For a `global` row of a regional table, every Region that was asked must have answered.
        """
        places, accounts = self.once(("seen", table), lambda: self._seen(table))
        of_account = frame["account_id"].isin(accounts)
        if TABLES[table].is_global:
            return of_account
        here = pd.Series(pd.MultiIndex.from_frame(frame[PLACE]).isin(places), index=frame.index)
        return here | (frame["region"].eq("global").fillna(False).astype(bool) & of_account)

    def _seen(self, table: str) -> tuple[pd.Index, pd.Index]:
        """Return the places, and the accounts, in which every collection of a table was observed."""
        coverage = self.asked_for(table).assign(seen=lambda lines: lines["status"].eq("observed"))
        places, accounts = (coverage.groupby(keys)["seen"].min() for keys in (PLACE, "account_id"))
        return places.index[places.to_numpy(dtype=bool)], accounts.index[accounts.to_numpy(dtype=bool)]


def clock_words(skew: int) -> str:
    """Say that AWS's clock was some seconds ahead of the local one, if that is more than minutes."""
    if abs(skew) <= SKEW:
        return ""
    side = "behind" if skew > 0 else "ahead of"
    return f"The local clock was {abs(skew) // 60} minutes {side} AWS's, by which all ages are counted."


def read_inventory(folder: Path | str, accounts: Sequence[str] = ()) -> Inventory:
    """Read a complete and unchanged inventory.

    Parameters
    ----------
    folder : path
        What `demarc collect --out` wrote.
    accounts : sequence of str
        Accounts to read, with what views read of the others; all if none is named.

    Returns
    -------
    Inventory
        Its tables, coverage, ledger, manifest and signatures. A table whose file lacks a declared column, or has one of
        another form, counts as not observed (`failed`), and the coverage says why.

    Raises
    ------
    SealError
        It is missing, incomplete, truncated or changed, or is no inventory.

    """
    folder = Path(folder)
    manifest = verify(folder, INVENTORY)
    if flaw := _flaw(manifest):
        raise InventoryError(f"{folder / MANIFEST} cannot be read: {flaw}. Collect the inventory again.")
    lines = read_coverage(folder)
    is_off = lines["table"].eq(OFF) | lines["status"].eq(NOT_OFFERED)
    whole, off = (lines[rows].reset_index(drop=True) for rows in (~is_off, is_off))
    own: Filters | None = [("account_id", "in", list(accounts))] if accounts else None
    coverage, off = (filtered(whole, own), filtered(off, own)) if own else (whole, off)
    names = manifest["parameters"]["tables"]
    tables = {name: table(folder, name, coverage, own) for name in names}
    others = _others(tables, whole, accounts, lambda name, f, lines: table(folder, name, lines, f)) if own else None
    signatures = tuple(read_signatures(folder, manifest))
    calls = partial(ledger, folder / "ledger.parquet", own or [])
    return Inventory(tables, coverage, calls, manifest, off, folder, signatures, others)


def held(ledger: pd.DataFrame) -> Calls:
    """Return what reads a ledger that is held in memory."""

    def read(columns: list[str] | None, filters: Filters) -> pd.DataFrame:
        found = filtered(ledger, filters) if filters else ledger
        return found.reindex(columns=columns) if columns else found

    return read


def read_coverage(folder: Path) -> pd.DataFrame:
    """Read the coverage of an inventory, with the lines of what is off.

    Raises
    ------
    InventoryError
        It has another form, or a line lacks its place or status.

    """
    coverage = frame(folder / "coverage.parquet", COVERAGE)
    if coverage[[*PLACE, "table", "status"]].isna().any(axis=None):
        raise InventoryError(f"{folder / 'coverage.parquet'} cannot be read: a line lacks its place or status.")
    return coverage


def in_scope(frame: pd.DataFrame, accounts: Sequence[str], regions: Sequence[str]) -> pd.DataFrame:
    """Keep the rows of some accounts and Regions, all if none is named; what is said of all Regions stays."""
    if accounts:
        frame = frame[frame["account_id"].isin(accounts)]
    if regions:
        frame = frame[frame["region"].isin([*regions, "global", "*"])]
    return frame.reset_index(drop=True) if accounts or regions else frame


def check_scope(
    accounts: Sequence[str], regions: Sequence[str], known_accounts: Sequence[str], known_regions: Sequence[str]
) -> None:
    """Refuse accounts and Regions that were not asked.

    Raises
    ------
    UnknownName
        There is no such one.

    """
    for kind, names, known in (("account", accounts, known_accounts), ("Region", regions, known_regions)):
        for name in names:
            if name not in known:
                raise UnknownName(f"{kind} of the inventory", name, known)


def asked_in_scope(
    coverage: pd.DataFrame, off: pd.DataFrame, accounts: Sequence[str], regions: Sequence[str]
) -> pd.DataFrame:
    """Keep what was asked in some accounts and Regions.

    What was refused by accounts whose Regions could not be learnt stays: it may stand for any Region.
    """
    chosen = in_scope(coverage, accounts, regions)
    if not regions:
        return chosen
    placed = {*chosen.loc[chosen["region"].ne("global"), "account_id"], *(off["account_id"] if len(off) else ())}
    lost = coverage["status"].ne("observed") & coverage["region"].ne("global") & ~coverage["account_id"].isin(placed)
    lost &= coverage["account_id"].isin(accounts or coverage["account_id"])
    return pd.concat([chosen, coverage[lost]], ignore_index=True)


def _others(
    tables: Mapping[str, pd.DataFrame],
    coverage: pd.DataFrame,
    accounts: Sequence[str],
    read: Callable[[str, Filters, pd.DataFrame], pd.DataFrame],
) -> Inventory:
    """Return what views read of accounts other than those whose tables these are."""
    elsewhere: Filters = [("account_id", "not in", list(accounts))]
    links: dict[str, set[tuple[str, ...]]] = {}
    for view in VIEWS.values():
        if tables.keys() >= set(view.tables):
            for name, link in view.estate.items():
                links.setdefault(name, set()).add(link)
    lines = filtered(coverage[coverage["table"].isin(list(links))], elsewhere)
    found = {}
    for name, of in links.items():
        wanted = [elsewhere] if () in of else [[*elsewhere, _link(tables, *link)] for link in sorted(of)]
        rows = [read(name, filters, lines) for filters in wanted]
        found[name] = pd.concat([tables[name].head(0), *rows])
    return Inventory(found, lines, held(pd.DataFrame()), {})


def _link(tables: Mapping[str, pd.DataFrame], source: str, column: str) -> tuple[str, str, Any]:
    table, _, name = source.partition(".")
    return column, "in", tables[table][name].dropna().unique().tolist()


def _flaw(manifest: Mapping[str, Any]) -> str:
    """Say what a manifest lacks that everything is read by; nothing if it is whole."""
    asked = manifest.get("parameters")
    tables = asked.get("tables") if isinstance(asked, dict) else None
    if not (isinstance(tables, list) and all(isinstance(name, str) for name in tables)):
        return "it does not name the tables"
    if unknown := sorted(set(tables) - TABLES.keys()):
        return f"this version knows no table {unknown[0]!r}"
    if not isinstance(manifest.get("caller_arn"), str):
        return "it does not name the caller"
    try:
        for name in ("started_at", "finished_at"):
            datetime.fromisoformat(manifest[name])
    except (KeyError, TypeError, ValueError):
        return "it does not say when it was collected"
    return ""
