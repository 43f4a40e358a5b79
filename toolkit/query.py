"""SQL over tables, by DuckDB (extra `sql`): it reads the tables that it is given, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from toolkit.assessment import Assessment
from toolkit.errors import ParameterError, UnknownName, UsageError, one_line
from toolkit.extras import need
from toolkit.inventory import Inventory, read_inventory
from toolkit.seal import verify
from toolkit.tables import TABLES
from toolkit.views import VIEWS

Tables = Mapping[str, Callable[[], Any]]
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,  # no file, no network, no other database, no extension
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # a name is no variable of this process
    "temp_directory": "",
    "memory_limit": "1GiB",
}
LOCK = ("SET TimeZone = 'UTC'", "SET enable_progress_bar = false", "SET lock_configuration = true")
# Frames that an assessment has as properties.
FRAMES = (
    *("observations", "findings", "coverage", "off", "calls", "call_counts", "completeness", "tags", "declarations"),
)
DTYPES = {
    pa.bool_(): pd.BooleanDtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.string(): pd.StringDtype(),
}


def query(tables: Tables, sql: str) -> pd.DataFrame:
    """Answer a SELECT over tables.

    Parameters
    ----------
    tables : mapping of str to callable
        What makes each table, by its name: a frame, or an Arrow dataset, which is scanned as far as the query needs.
        Only those that the query names are made.
    sql : str
        One SELECT in DuckDB's dialect; names of tables and columns have no case. Times are in UTC.

    Returns
    -------
    DataFrame
        One row per row of the answer; NA is SQL's NULL.

    Raises
    ------
    MissingExtra
        DuckDB is not installed.
    UnknownName
        There is no such table.
    ParameterError
        It is no SELECT, is malformed, needs more memory than a query may take, or reaches for a file, the network or
        the configuration.

    """
    need("sql", "SQL needs", "duckdb")
    import duckdb

    with duckdb.connect(":memory:", config=SETTINGS) as connection:
        for statement in LOCK:
            connection.execute(statement)
        try:
            if [statement.type for statement in connection.extract_statements(sql)] != [duckdb.StatementType.SELECT]:
                raise ParameterError("The query cannot be answered: it has to be one SELECT.")
            named = set(re.findall(r"\w+", sql.casefold()))
            for name in (name for name in tables if name.casefold() in named):
                made = tables[name]()
                framed = isinstance(made, pd.DataFrame)
                connection.register(name, pa.Table.from_pandas(made, preserve_index=False) if framed else made)
            return _frame(connection.sql(sql).to_arrow_table())
        except duckdb.Error as error:
            raise _refusal(str(error), tables) from None
        except pa.ArrowException as error:
            raise ParameterError(f"What the query names cannot be read ({one_line(error)}). Make it again.") from None


def sql(sealed: Path | str | Inventory | Assessment, text: str) -> pd.DataFrame:
    """Answer a SELECT over what is sealed.

    Parameters
    ----------
    sealed : path, Inventory or Assessment
        What `demarc collect` or `demarc assess` wrote, or one that was read.
    text : str
        One SELECT, as `query` takes it: `sql("inventory", "SELECT name FROM s3_bucket")`.

    Returns
    -------
    DataFrame
        One row per row of the answer.

    Raises
    ------
    UsageError
        DuckDB is not installed, there is no such table, or the query cannot be answered.
    SealError
        The folder is incomplete or was changed.

    """
    return query(tables_of(sealed), text)


def tables_of(sealed: Path | str | Inventory | Assessment) -> dict[str, Callable[[], Any]]:
    """Return what a query may name of something sealed.

    Parameters
    ----------
    sealed : path, Inventory or Assessment
        A sealed folder, whose Parquet files are scanned where they lie; or one that was read.

    Returns
    -------
    dict of str to callable
        What makes each table by its name: of an inventory its tables, views, `coverage` and `ledger`; of an assessment
        its frames, and the tables of its inventory where that is at hand.

    Raises
    ------
    InventoryError
        The folder is incomplete or was changed.

    """
    if isinstance(sealed, Assessment):
        own = {name: partial(getattr, sealed, name) for name in FRAMES}
        return (tables_of(sealed.inventory) if sealed.source else {}) | own
    if isinstance(sealed, Inventory):
        frames = {"coverage": sealed.coverage, "ledger": sealed.ledger}
        return {name: partial(sealed.__getitem__, name) for name in sealed} | {
            name: partial(pd.DataFrame, frame) for name, frame in frames.items()
        }
    folder = Path(sealed)
    found = {path.stem: partial(ds.dataset, path) for path in _parquet_files(folder, verify(folder)["files"])}
    whole = cache(partial(read_inventory, folder))
    views = (view.name for view in VIEWS.values() if found.keys() >= set(view.tables))
    return found | {name: partial(_view, whole, name) for name in views}


def _view(whole: Callable[[], Inventory], name: str) -> pd.DataFrame:
    return whole()[name]


def _parquet_files(folder: Path, files: Mapping[str, str]) -> set[Path]:
    """Return the Parquet files of a seal, and the folders that are read as one."""
    parts = (PurePosixPath(name).parts for name in files)
    return {
        folder.joinpath(*names[: place + 1])
        for names in parts
        for place, name in enumerate(names)
        if name.endswith(".parquet") and not any(above.endswith(".parquet") for above in names[:place])
    }


def _refusal(said: str, tables: Tables) -> UsageError:
    """Write what DuckDB says as one sentence, without the kind of error and the drawing of where it is."""
    words = " ".join(re.split(r"\n\nLINE |\nDatabase is launched", said)[0].split())
    words = re.sub(r"^(?:\w+ ){1,3}Error: ", "", words)
    if not (missing := re.match(r"Table with name (.+?) does not exist!", words)):
        return ParameterError(f"The query cannot be answered: {words}{'' if words[-1] in '.!?' else '.'}")
    if missing[1] in TABLES or missing[1] in VIEWS:
        return ParameterError(f"{missing[1]!r} is not there. Collect again without --table, or with what it needs.")
    return UnknownName("table", missing[1], tables)


def _frame(answer: pa.Table) -> pd.DataFrame:
    """Turn an answer into a frame; sums of whole numbers, which DuckDB makes wider, are whole numbers again."""
    for place, column in enumerate(answer.schema):
        if pa.types.is_decimal(column.type):
            kind = pa.float64() if column.type.scale else pa.int64()
            try:
                answer = answer.set_column(place, column.name, answer.column(place).cast(kind))
            except pa.ArrowInvalid:  # too wide for it
                continue
    return answer.to_pandas(types_mapper=DTYPES.get)
