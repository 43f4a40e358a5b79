"""Whether the population is complete: the rows of each table beside what AWS itself counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from toolkit.inventory import Inventory
from toolkit.model import PLACE, Column, Table
from toolkit.tables import TABLES

COMPARISON = {
    "account_id": "string",
    "region": "string",
    "resource_type": "string",
    "table": "string",
    "listed": "Int64",
    "counted": "Int64",
    "difference": "Int64",
    "counted_by": "string",
    "listed_call_id": "string",
    "counted_call_id": "string",
    "reading": "string",
}
# Tables that hold numbers of AWS's own, and the tables whose rows are the resources of a type. What is a single answer
# is no list: it has a row where there is no resource too.
COUNTING = [table for table in TABLES.values() if any(column.counts for column in table.columns)]
POPULATIONS = {table.resource_type: table for table in TABLES.values() if table.population and not table.one}
_OTHERS = {table.resource_type: table for table in TABLES.values()}


def completeness(inventory: Inventory) -> pd.DataFrame:
    """Compare the rows of tables with what AWS itself counts.

    Parameters
    ----------
    inventory : Inventory
        What was collected.

    Returns
    -------
    DataFrame
        One row per number that AWS counts: `account_id`, `region` (of the number), `resource_type`, `table`, `listed`
        (its rows there; NA where it was not observed, and where no table lists the type), `counted`, `difference`
        (listed less counted), `counted_by`, `listed_call_id` (the first of the calls that listed), `counted_call_id`
        and `reading` (what the numbers mean), and `rank`, by which `ranked` orders them.

    """
    dtypes = COMPARISON | {"rank": "Int64"}
    parts = [_counted(inventory, table, column) for table, column in _collected_counts(inventory)]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})
    counts = pd.concat(parts, ignore_index=True)
    counts["table"] = counts["resource_type"].map({kind: t.name for kind, t in POPULATIONS.items()})
    found = counts.merge(_listings(inventory, set(counts["table"])), on=["account_id", "table", "region"], how="left")
    found = found.fillna({"status": "not_collected", "listed_call_id": "", "table": ""})
    found["difference"] = found["listed"] - found["counted"]
    found["reading"] = [_reading(row) for row in found.to_dict("records")]
    return found.assign(rank=_rank(found))[list(dtypes)].astype(dtypes)


def ranked(found: pd.DataFrame) -> pd.DataFrame:
    """Put comparisons in order: what differs comes first, and first of all what AWS counts more of."""
    order = ["rank", "account_id", "region", "resource_type", "counted_by"]
    return found.sort_values(order, ignore_index=True)[list(COMPARISON)]


def counters(coverage: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Tell where AWS counts.

    Parameters
    ----------
    coverage : DataFrame
        What was asked for.
    found : DataFrame
        As `completeness` returns it.

    Returns
    -------
    DataFrame
        One row per call that counts: `counted_by`, `table`, and in how many accounts and Regions it was `asked`, has
        numbers (`counts`), answered without any (`silent`), as AWS Config does where no recorder runs, and was
        `not_observed`. One that was not collected was asked nowhere.

    """
    rows = []
    for table in COUNTING:
        lines = coverage[coverage["table"].eq(table.name)]
        lines = lines[lines["status"].ne("not_collected")]
        seen = lines[lines["status"].eq("observed")]
        with_numbers = found.loc[found["counted_by"].eq(_call(table)), PLACE].drop_duplicates()
        counts = len(seen.merge(with_numbers, on=PLACE))
        rows.append((_call(table), table.name, len(lines), counts, len(seen) - counts, len(lines) - len(seen)))
    return pd.DataFrame(rows, columns=["counted_by", "table", "asked", "counts", "silent", "not_observed"])


def listed_types(tables: Iterable[str]) -> set[str]:
    """Return the resource types of which one of some tables has the rows."""
    names = set(tables)
    return {kind for kind, table in POPULATIONS.items() if table.name in names}


def _call(table: Table) -> str:
    """Name the operation of a table as IAM and CloudTrail do."""
    return f"{table.service}:{''.join(word.capitalize() for word in table.operation.split('_'))}"


def _collected_counts(inventory: Inventory) -> Iterator[tuple[Table, Column]]:
    for table in COUNTING:
        if table.name in inventory.tables:
            yield from ((table, column) for column in table.columns if column.counts)


def _counted(inventory: Inventory, table: Table, column: Column) -> pd.DataFrame:
    """Take the numbers of one column; where AWS has two names for a type, they add up."""
    frame = inventory.tables[table.name]
    frame = frame[inventory.observed(table.name, frame)]
    kinds = frame[column.counts] if column.counts in frame else pd.Series(column.counts, frame.index, dtype="string")
    numbers = frame[[*PLACE, "call_id"]].assign(resource_type=kinds, counted=frame[column.name])
    numbers = numbers[numbers["counted"].notna() & numbers["resource_type"].ne("none")]
    added = numbers.groupby([*PLACE, "resource_type"], as_index=False).agg(
        counted=("counted", "sum"), counted_call_id=("call_id", "first")
    )
    return added.assign(counted_by=_call(table), about=column.doc)


def _listings(inventory: Inventory, names: set[str]) -> pd.DataFrame:
    """Count the rows of each population for each Region that AWS may count it in.

    A global population is counted as a whole by any Region; if its rows name the Region that they are in, that Region
    counts those only.
    """
    regions = sorted({*inventory.regions, "global"})
    parts = [_listing(inventory, TABLES[name], regions) for name in inventory.tables if name in names]
    columns = ["account_id", "table", "region", "listed", "status", "listed_call_id"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _listing(inventory: Inventory, table: Table, regions: list[str]) -> pd.DataFrame:
    coverage = pd.concat([inventory.coverage, inventory.off])
    asked = coverage.loc[coverage["table"].eq(table.name), [*PLACE, "status"]].reset_index(drop=True)
    asked["listed_call_id"] = inventory.listed_by(table.name, asked)
    rows = inventory.tables[table.name]
    if not table.is_global:
        sizes = rows.groupby(PLACE, as_index=False).size()
    else:
        asked = asked.drop(columns="region").merge(pd.DataFrame({"region": regions}), how="cross")
        sizes = _sizes_of_global(table, rows, regions)
        if own := region_column(table):
            astray = asked["account_id"].isin(rows.loc[rows[own].isna(), "account_id"])
            asked.loc[astray & asked["region"].ne("global"), "status"] = "listed without Regions"
    found = asked.merge(sizes, on=PLACE, how="left")
    listed = found["size"].astype("Int64").fillna(0).where(found["status"].eq("observed"))
    return found.drop(columns="size").assign(table=table.name, listed=listed)


def _sizes_of_global(table: Table, rows: pd.DataFrame, regions: list[str]) -> pd.DataFrame:
    whole = rows.groupby("account_id", as_index=False).size().merge(pd.DataFrame({"region": regions}), how="cross")
    if not (own := region_column(table)):
        return whole
    apart = rows.groupby(["account_id", own], as_index=False).size().rename(columns={own: "region"})
    return pd.concat([whole[whole["region"].eq("global")], apart], ignore_index=True)


def region_column(table: Table) -> str:
    """Return the column in which a global table names the Region of each row: `bucket_region` of buckets."""
    noun = table.resource_type.rpartition("::")[2].lower()
    return next((c.name for c in table.columns if c.name == f"{noun}_region"), "")


def _rank(found: pd.DataFrame) -> pd.Series:
    """Order: AWS counts more, the table lists more, the list was refused, as many, there is no list."""
    rank = pd.Series(3, found.index).mask(found["listed"].isna(), 2).mask(found["status"].eq("not_collected"), 4)
    return rank.mask(found["difference"].gt(0).fillna(False), 1).mask(found["difference"].lt(0).fillna(False), 0)


def _reading(row: Mapping[str, Any]) -> str:
    """Say what two numbers mean, with what the declarations say of both."""
    if not row["table"]:
        if other := _OTHERS.get(row["resource_type"]):
            return f"No comparison: {other.name} has a row whether there is a resource or not."
        if not row["counted"]:
            return "AWS counts none, and no table would list them."
        return "No table has a row for each of these, so none of them was assessed as such."
    if pd.isna(row["listed"]):
        return f"No comparison: {row['table']} was {row['status'].replace('_', ' ')} here."
    if not row["difference"]:
        return "As many as AWS counts."
    more = "AWS counts" if row["difference"] < 0 else f"{row['table']} lists"
    holds = TABLES[row["table"]].doc.split("\n")[0]
    return f"{more} {abs(row['difference'])} more. AWS counts: {row['about']} {row['table']} lists: {holds}".replace(
        "`", ""
    )
