"""Read an inventory: tables, views over them, what was observed, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd
import pyarrow as pa

from toolkit.asked import MANIFEST
from toolkit.errors import InventoryError, UnknownName, one_line
from toolkit.inventory.write import COVERAGE, NOT_OFFERED, OFF
from toolkit.model import PLACE, View
from toolkit.printed import Printed, few
from toolkit.seal import INVENTORY, verify
from toolkit.signature import Signature, read_signatures
from toolkit.tables import TABLES
from toolkit.views import VIEWS

REFUSED = ("denied", "failed", "not_enabled")  # outcomes of calls that another time may be better
ASKED = ("service", "operation", "outcome", "error_code", "attempts")
# Columns of the ledger that an inventory of any version has, and that of newer ones.
LEDGER = dict.fromkeys(
    ["call_id", *PLACE, "table", "operation", "arguments", "outcome", "error", "request_id", "resource_id"], "string"
) | {"attempts": "Int64"}
LATER = {"answered_at": "datetime64[us, UTC]", "clock_skew": "Int64"}
SKEW = 300  # seconds that two clocks may be apart
# What the coverage says, before the reason, of a table that was collected and cannot be read any more.
UNREADABLE = "not readable: "
# Forms that a column of a dtype may have on file. A cast would make texts of lists, and times of numbers.
FITS: dict[str, Callable[[Any], bool]] = {
    "string": lambda dtype: isinstance(dtype, pd.StringDtype),
    "boolean": pd.api.types.is_bool_dtype,
    "Int64": pd.api.types.is_integer_dtype,
    "Float64": lambda dtype: pd.api.types.is_float_dtype(dtype) or pd.api.types.is_integer_dtype(dtype),
    "datetime64[us, UTC]": pd.api.types.is_datetime64_any_dtype,
}


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
    ledger : DataFrame
        One row per call that reached AWS: by whom, what, when, with what outcome and answer.
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

    """

    tables: dict[str, pd.DataFrame]
    coverage: pd.DataFrame
    ledger: pd.DataFrame
    manifest: dict[str, Any]
    off: pd.DataFrame = field(default_factory=pd.DataFrame)
    folder: Path | None = None
    signatures: tuple[Signature, ...] = ()
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
        skews = self.ledger.reindex(columns=["clock_skew"])["clock_skew"].dropna()
        return clock_words(int(skews.loc[skews.abs().idxmax()])) if len(skews) else ""

    def select(self, accounts: Sequence[str] = (), regions: Sequence[str] = ()) -> Inventory:
        """Keep only some accounts and Regions; what is global stays.

        Raises
        ------
        UnknownName
            The inventory has no such account or Region.

        """
        if not (accounts or regions):
            return self
        for kind, names, known in (("account", accounts, self.accounts), ("Region", regions, self.regions)):
            for name in names:
                if name not in known:
                    raise UnknownName(f"{kind} of the inventory", name, known)
        chosen = [*regions, "global"] if regions else []

        def kept(frame: pd.DataFrame) -> pd.DataFrame:
            frame = frame[frame["account_id"].isin(accounts)] if accounts else frame
            return (frame[frame["region"].isin(chosen)] if chosen else frame).reset_index(drop=True)

        tables = {name: kept(frame) for name, frame in self.tables.items()}
        off = kept(self.off) if len(self.off) else self.off
        coverage = self._asked(kept(self.coverage), off, accounts)
        return replace(self, tables=tables, coverage=coverage, off=off)

    def _asked(self, chosen: pd.DataFrame, off: pd.DataFrame, accounts: Sequence[str]) -> pd.DataFrame:
        """Add what was refused by accounts whose Regions could not be learnt: it may stand for any Region."""
        placed = {*chosen.loc[chosen["region"].ne("global"), "account_id"], *(off["account_id"] if len(off) else ())}
        coverage = self.coverage
        lost = (
            coverage["status"].ne("observed") & coverage["region"].ne("global") & ~coverage["account_id"].isin(placed)
        )
        lost &= coverage["account_id"].isin(accounts or self.accounts)
        return pd.concat([chosen, coverage[lost]], ignore_index=True)

    def _build(self, view: View) -> pd.DataFrame:
        """Build a view, then take back what it concluded from tables that were not observed in a row's place."""
        base = view.tables[0]
        partners = [name for name in view.tables if name not in view.rows]
        open_ = [name for name in partners if name in view.gaps or TABLES[name].one]
        frames = (self._with_gaps(name, base) if name in open_ else self.tables[name] for name in view.tables)
        frame = view.build(*frames).reset_index(drop=True)
        added = [c for c in frame.columns if c not in self.tables[base].columns]
        for name in partners:
            if name not in open_:
                frame.loc[~self.observed(name, frame), added] = pd.NA
        return frame

    def _with_gaps(self, name: str, base: str) -> pd.DataFrame:
        """Return a table in which one row, NA but for the place, stands for each place where it was not observed."""
        coverage = self.coverage[self.coverage["table"].eq(name) & self.coverage["status"].ne("observed")]
        frame, rows = self.tables[name], self.tables[base]
        places = pd.concat([coverage[PLACE], rows.loc[~self.observed(name, rows), PLACE]])
        if TABLES[name].is_global:
            places = places.assign(region="global")
        gaps = places.drop_duplicates().reindex(columns=frame.columns).astype(frame.dtypes)
        return pd.concat([frame[self.observed(name, frame)], gaps], ignore_index=True)

    def observed(self, table: str, frame: pd.DataFrame) -> pd.Series:
        """Tell for each row of a frame whether a table was observed in its account and Region.

        For a `global` row of a regional table, every Region that was asked must have answered.
        """
        coverage = self.coverage[self.coverage["table"] == table]
        seen = coverage.assign(seen=coverage["status"] == "observed")
        if TABLES[table].is_global:
            return _lookup(frame, ["account_id"], seen)
        return _lookup(frame, PLACE, seen) | (frame["region"].eq("global") & _lookup(frame, ["account_id"], seen))


def clock_words(skew: int) -> str:
    """Say that AWS's clock was some seconds ahead of the local one, if that is more than minutes."""
    if abs(skew) <= SKEW:
        return ""
    side = "behind" if skew > 0 else "ahead of"
    return f"The local clock was {abs(skew) // 60} minutes {side} AWS's, by which all ages are counted."


def _lookup(frame: pd.DataFrame, keys: list[str], seen: pd.DataFrame) -> pd.Series:
    all_seen = seen.groupby(keys, as_index=False)["seen"].min()
    found = frame[keys].merge(all_seen, on=keys, how="left", validate="many_to_one")["seen"]
    return found.astype("boolean").fillna(False).astype(bool).set_axis(frame.index)


def read_inventory(folder: Path | str) -> Inventory:
    """Read a complete and unchanged inventory.

    Parameters
    ----------
    folder : path
        What `demarc collect --out` wrote.

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
    coverage = _frame(folder / "coverage.parquet", COVERAGE)
    if coverage[[*PLACE, "table", "status"]].isna().any(axis=None):
        raise InventoryError(f"{folder / 'coverage.parquet'} cannot be read: a line lacks its place or status.")
    tables = {name: _table(folder, name, coverage) for name in manifest["parameters"]["tables"]}
    off = coverage["table"].eq(OFF) | coverage["status"].eq(NOT_OFFERED)
    asked, off = (coverage[rows].reset_index(drop=True) for rows in (~off, off))
    signatures = tuple(read_signatures(folder, manifest))
    ledger = _frame(folder / "ledger.parquet", LEDGER, more=True)
    return Inventory(tables, asked, ledger, manifest, off, folder, signatures)


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


def _table(folder: Path, name: str, coverage: pd.DataFrame) -> pd.DataFrame:
    """Read a table; one that cannot be read was not observed, and its lines of the coverage say so from here on."""
    try:
        return _typed(folder / "tables" / f"{name}.parquet", TABLES[name].dtypes)
    except _FormError as error:
        mine = coverage["table"].eq(name) & coverage["status"].eq("observed")
        coverage.loc[mine, ["status", "rows", "error"]] = ["failed", 0, f"{UNREADABLE}{error}. Collect it again."]
        return TABLES[name].empty()


def _frame(path: Path, dtypes: Mapping[str, str], more: bool = False) -> pd.DataFrame:
    """Read a file; with `more`, keep the columns that are not declared."""
    try:
        return _typed(path, dtypes, more)
    except _FormError as error:
        raise InventoryError(f"{path} cannot be read: {error}. Collect the inventory again.") from None


class _FormError(Exception):
    """A file is not of the form that is declared; says how."""


def _typed(path: Path, dtypes: Mapping[str, str], more: bool = False) -> pd.DataFrame:
    try:
        frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    except (OSError, ValueError, pa.ArrowException) as error:
        raise _FormError(one_line(error)) from None
    later = {name: dtype for name, dtype in LATER.items() if more and name in frame}
    for column, dtype in {**dtypes, **later}.items():
        if column not in frame:
            raise _FormError(f"it has no column {column!r}, which the toolkit declares")
        if not FITS[dtype](frame[column].dtype) and frame[column].notna().any():
            raise _FormError(f"its column {column!r} is {frame[column].dtype}, not {dtype}")
        try:
            frame[column] = frame[column].astype(dtype)
        except (TypeError, ValueError) as error:
            raise _FormError(f"its column {column!r} is no {dtype} ({one_line(error)})") from None
    return frame if more else frame[list(dtypes)]
