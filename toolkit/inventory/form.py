"""The files of an inventory, each held against the form that is declared for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.errors import InventoryError, one_line
from toolkit.model import PLACE
from toolkit.tables import TABLES

Filters = list[tuple[str, str, Any]]
# Columns of the ledger that an inventory of any version has, and that of newer ones.
LEDGER = dict.fromkeys(
    ["call_id", *PLACE, "table", "operation", "arguments", "outcome", "error", "request_id", "resource_id"], "string"
) | {"attempts": "Int64"}
LATER = {"answered_at": "datetime64[us, UTC]", "clock_skew": "Int64"}
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


def filtered(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Choose rows of a frame as pyarrow chooses those of a file."""
    for column, how, values in filters:
        frame = frame[frame[column].isin(values) == (how == "in")]
    return frame.reset_index(drop=True)


def table(folder: Path, name: str, coverage: pd.DataFrame, filters: Filters | None) -> pd.DataFrame:
    """Read a table; one that cannot be read was not observed, and its lines of the coverage say so from here on."""
    path = folder / "tables" / f"{name}.parquet"
    try:
        return _typed(path, TABLES[name].dtypes, filters)
    except _FormError as error:
        mine = coverage["table"].eq(name) & coverage["status"].eq("observed")
        coverage.loc[mine, ["status", "rows", "error"]] = ["failed", 0, f"{UNREADABLE}{error}. Collect it again."]
        return TABLES[name].empty()


def frame(path: Path, dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Read a file without which an inventory cannot be read."""
    try:
        return _typed(path, dtypes)
    except _FormError as error:
        raise InventoryError(f"{path} cannot be read: {error}. Collect the inventory again.") from None


def ledger(path: Path, own: Filters, columns: list[str] | None, filters: Filters) -> pd.DataFrame:
    """Read the ledger, with the columns that are not declared; or only some columns, as far as they are there."""
    try:
        there = pq.read_schema(path).names
        dtypes = {name: dtype for name, dtype in LEDGER.items() if name in (columns or LEDGER)}
        dtypes |= {name: dtype for name, dtype in LATER.items() if name in (columns or LATER) and name in there}
        wanted = [name for name in columns or there if name in there]
        found = _typed(path, dtypes, [*own, *filters] or None, wanted)
        return found.reindex(columns=columns) if columns else found
    except _FormError as error:
        raise InventoryError(f"{path} cannot be read: {error}. Collect the inventory again.") from None


class _FormError(Exception):
    """A file is not of the form that is declared; says how."""


def _typed(
    path: Path, dtypes: Mapping[str, str], filters: Filters | None = None, wanted: list[str] | None = None
) -> pd.DataFrame:
    """Read a file, and hold the declared columns against their dtypes; `wanted` are those to keep, if more."""
    # Arrow gives an empty list no type that any column has; no text that is looked for is empty.
    sought = [(name, how, values or [""]) for name, how, values in filters or ()]
    try:
        frame = pd.read_parquet(path, dtype_backend="numpy_nullable", filters=sought or None, columns=wanted)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise _FormError(one_line(error)) from None
    for column, dtype in dtypes.items():
        if column not in frame:
            raise _FormError(f"it has no column {column!r}, which the toolkit declares")
        if frame[column].dtype == dtype:
            continue
        if not FITS[dtype](frame[column].dtype) and frame[column].notna().any():
            raise _FormError(f"its column {column!r} is {frame[column].dtype}, not {dtype}")
        try:
            frame[column] = frame[column].astype(dtype)
        except (TypeError, ValueError) as error:
            raise _FormError(f"its column {column!r} is no {dtype} ({one_line(error)})") from None
    return frame if wanted else frame[list(dtypes)]
