"""One id is one row: what AWS lists twice is settled before a table is sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit.model import COMMON
from toolkit.tables import TABLES

PLACE = ["account_id", "region"]
ID = "resource_id"
KEPT = [column.name for column in COMMON]  # they say when and where the first was listed
DIFFER = "listed twice with different properties; these are unknown."
Batches = Callable[[], Iterator[pa.RecordBatch]]


class Settling:
    """Joins the rows of tables, and keeps for the coverage what became of rows with one id.

    A resource has one row in an account, in the Region that its ARN names, or else the first that listed it. Where its
    rows differ, what is true is unknown: these cells become NA. A table that does not stand for the resources of its
    type (`population=False`) says something of each Region, and has a row there.
    """

    def __init__(self) -> None:
        self._notes: list[pd.DataFrame] = []

    def rows(self, table: str, schema: pa.Schema, batches: Batches) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table, each resource once; `batches` is read twice, held only where needed."""
        keys = [*(PLACE if table in TABLES and not TABLES[table].population else PLACE[:1]), ID]
        if not _has_twice(batches(), keys):
            yield from batches()
            return
        frame = pa.Table.from_batches(batches(), schema).to_pandas()
        once = self._settled(table, frame, keys)
        yield from pa.Table.from_pandas(once, schema, preserve_index=False).to_batches()

    def noted(self, coverage: pd.DataFrame) -> pd.DataFrame:
        """Return a coverage with the rows that are left, and a word where rows of one id differed."""
        if not self._notes:
            return coverage
        keys = [*PLACE, "table"]
        notes = (
            pd.concat(self._notes).groupby(keys, as_index=False).sum().astype({"dropped": "Int64", "differ": "Int64"})
        )
        found = coverage[keys].merge(notes, on=keys, how="left").fillna({"dropped": 0, "differ": 0})
        said = found["differ"].map(_words).set_axis(coverage.index)
        error = coverage["error"].where(said.eq(""), coverage["error"].fillna("").str.cat(said, sep=" ").str.strip())
        rows = coverage["rows"] - found["dropped"].set_axis(coverage.index)
        return coverage.assign(rows=rows, error=error)

    def _settled(self, table: str, frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        own = frame[ID].str.split(":", n=4).str[3].eq(frame["region"]).fillna(False)
        ranked = frame.assign(_own=~own.astype(bool)).sort_values("_own", kind="stable").drop(columns="_own")
        values = [name for name in frame if name not in KEPT]
        groups = ranked.groupby(keys, sort=False)
        differ = groups[values].nunique(dropna=False).gt(1)
        once = ranked.drop_duplicates(keys).set_index(keys, drop=False)
        for name in values:
            once.loc[differ[name].reindex(once.index), name] = pd.NA
        once = once.loc[:, list(frame)].set_axis(ranked.drop_duplicates(keys).index).sort_index()
        differs = differ.any(axis=1).reindex(pd.MultiIndex.from_frame(once[keys])).to_numpy()
        dropped = frame.loc[frame.index.difference(once.index), PLACE].assign(dropped=1, differ=0)
        contradicted = once.loc[differs, PLACE].assign(dropped=0, differ=1)
        self._notes.append(pd.concat([dropped, contradicted]).assign(table=table))
        return once


def _has_twice(batches: Iterator[pa.RecordBatch], keys: list[str]) -> bool:
    """Tell whether two rows may have one key; keys are held as hashes, eight bytes each."""
    hashed = partial(pd.util.hash_pandas_object, index=False)
    hashes = [hashed(batch.select(keys).to_pandas()).to_numpy() for batch in batches]
    every = np.concatenate(hashes) if hashes else np.zeros(0)
    return len(np.unique(every)) < len(every)


def _words(differ: int) -> str:
    if not differ:
        return ""
    listed = f"{differ} resources were" if differ > 1 else "1 resource was"
    return f"{listed} {DIFFER}"
