"""Read an engagement folder: all of it, or nothing."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
from pydantic import ValidationError

from toolkit.errors import RegisterError
from toolkit.register.evidence import check_files
from toolkit.register.rows import FILES, Engagement, Row


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="object") for column in FILES[name].model_fields})


@dataclass(frozen=True)
class Register:
    """Everything that people say in an engagement; without one, nobody has said anything.

    Parameters
    ----------
    engagement : Engagement or None
        Title, client, auditor and period.
    owners, attestations, exceptions, aws_reports, applicability : DataFrame
        One row per line of the file of that name; the columns are those of `Owner`, `Attestation`, `Waiver`,
        `AwsReport` and `Exclusion`; dates are `datetime.date`.
    parameters : dict
        Organization-defined parameters by check.

    """

    engagement: Engagement | None = None
    owners: pd.DataFrame = field(default_factory=lambda: _empty("owners"))
    attestations: pd.DataFrame = field(default_factory=lambda: _empty("attestations"))
    exceptions: pd.DataFrame = field(default_factory=lambda: _empty("exceptions"))
    aws_reports: pd.DataFrame = field(default_factory=lambda: _empty("aws_reports"))
    applicability: pd.DataFrame = field(default_factory=lambda: _empty("applicability"))
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_register(folder: Path | str | None) -> Register:
    """Read an engagement folder: engagement.toml, and the CSV files that it has.

    Parameters
    ----------
    folder : path, optional
        The engagement; none means an empty register.

    Returns
    -------
    Register
        All of it, or nothing: a malformed row is never left out silently.

    Raises
    ------
    RegisterError
        A file is missing or malformed; the message names file, row and column.

    """
    if not folder:
        return Register()
    folder = Path(folder)
    path = folder / "engagement.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise RegisterError(f"{folder} is no engagement: it has no engagement.toml.") from None
    except (OSError, ValueError) as error:
        raise RegisterError(f"{path} cannot be read: {error}") from None
    if unknown := content.keys() - {"engagement", "parameters"}:
        raise RegisterError(f"{path}: unknown section {sorted(unknown)[0]!r}; it has [engagement] and [parameters].")
    if not isinstance(content.get("engagement"), dict):
        raise RegisterError(f"{path} has no section [engagement].")
    parameters = content.get("parameters", {})
    if not (isinstance(parameters, dict) and all(isinstance(values, dict) for values in parameters.values())):
        raise RegisterError(f"{path}, [parameters]: write one section [parameters.<check>] for each check.")
    engagement = _validated(Engagement, content["engagement"], f"{path}, [engagement]")
    tables = {name: _rows(folder / f"{name}.csv", name) for name in FILES}
    check_files(folder, tables["attestations"])
    return Register(engagement=engagement, parameters=parameters, **tables)


def _rows(path: Path, name: str) -> pd.DataFrame:
    if not path.exists():
        return _empty(name)
    rows = [_validated(FILES[name], row, f"{path}, row {number}").model_dump() for number, row in _lines(path, name)]
    return pd.DataFrame(rows, columns=list(FILES[name].model_fields)) if rows else _empty(name)


def _lines(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file as a spreadsheet numbers them: the header is row 1."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns, found = FILES[name].model_fields, next(reader, [])
            needed = [column for column, about in columns.items() if about.is_required()]
            if found != [column for column in columns if column in found or column in needed]:
                raise RegisterError(f"{path}, row 1: the columns are {', '.join(found)}; write {','.join(needed)}.")
            for number, cells in enumerate(reader, 2):
                if cells and len(cells) != len(found):
                    raise RegisterError(f"{path}, row {number}: it has not {len(found)} columns.")
                if cells:  # an empty line says nothing, but a spreadsheet counts it
                    yield number, dict(zip(found, cells, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(f"{path} cannot be read: {error}") from None


R = TypeVar("R", bound=Row)


def _validated(kind: type[R], values: dict[str, Any], where: str) -> R:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"]))
        message = first["msg"].removeprefix("Value error, ")
        raise RegisterError(f"{where}{f', column {column}' if column else ''}: {message}.") from None
