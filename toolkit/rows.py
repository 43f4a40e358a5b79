"""Files of rows that people write: one strict reader for all of them; what a row may say is a model of its columns."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.errors import RegisterError
from toolkit.spreadsheets import read_rows


class Row(BaseModel):
    """A row of a file: every column is known, and none is missing but those that have a default.

    No two rows of a file agree in all columns of its `key`; without one, in all columns.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: ClassVar[tuple[str, ...]] = ()


R = TypeVar("R", bound=Row)


def empty(kind: type[Row]) -> pd.DataFrame:
    """Return the table of a file that is not there."""
    return pd.DataFrame({column: pd.Series(dtype="object") for column in kind.model_fields})


def read_table(path: Path, kind: type[Row]) -> pd.DataFrame:
    """Read a file of rows; one that is not there is empty.

    Parameters
    ----------
    path : Path
        The CSV file.
    kind : subclass of Row
        What its rows may say. A column that has a default may be left out, and so may its cells.

    Returns
    -------
    DataFrame
        One row per line, under its number in the file; the columns are those of `kind`.

    Raises
    ------
    RegisterError
        A row is malformed; names file, row and column.

    """
    if not os.path.lexists(path):
        return empty(kind)
    columns = kind.model_fields
    optional = [column for column, about in columns.items() if not about.is_required()]
    rows, seen = {}, dict[tuple[Any, ...], int]()
    for number, cells in read_rows(path, list(columns), optional):
        said = {column: cell for column, cell in cells.items() if cell.strip() or column not in optional}
        row = validated(kind, said, f"{path}, row {number}").model_dump()
        key = kind.key or tuple(columns)
        if (first := seen.setdefault(tuple(_same(row[column]) for column in key), number)) != number:
            last = kind.key[-1] if kind.key else key[0]
            raise RegisterError(f"{path}, row {number}, column {last}: {row[last]!r} stands in row {first}.")
        rows[number] = row
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(columns)) if rows else empty(kind)


def validated(kind: type[R], values: dict[str, Any], where: str) -> R:
    """Return a row of values.

    Raises
    ------
    RegisterError
        One of them is not what its column may hold; names the place.

    """
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        end = "" if said.endswith((".", "?")) else "."
        raise RegisterError(f"{where}{f', column {column}' if column else ''}: {said}{end}") from None


def _same(cell: Any) -> Any:
    return cell.casefold() if isinstance(cell, str) else cell
