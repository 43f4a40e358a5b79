"""Read an engagement folder: all of it, or nothing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import RegisterError
from toolkit.printed import Printed
from toolkit.register.branding import Branding, read_branding
from toolkit.register.evidence import FOLDER, check_file, read_sums
from toolkit.register.named import check_names
from toolkit.register.rows import FILES, Engagement
from toolkit.rows import empty, read_table, validated
from toolkit.spreadsheets import read_text

SHEETS = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".numbers")  # endings of what a spreadsheet saves


@dataclass(frozen=True, repr=False)
class Register(Printed):
    """Everything that people say in an engagement; without one, nobody has said anything.

    Parameters
    ----------
    engagement : Engagement or None
        Title, client, auditor and period.
    owners, attestations, exceptions, aws_reports, scope, applicability, tolerances, conclusions : DataFrame
        One row per line of the file of that name, under its number in the file; the columns are those of its row in
        `FILES`; dates are `datetime.date`.
    parameters : dict
        Organization-defined parameters by check.
    branding : Branding
        Logo, colour and line of confidentiality of its reports.

    """

    engagement: Engagement | None = None
    owners: pd.DataFrame = field(default_factory=partial(empty, FILES["owners"]))
    attestations: pd.DataFrame = field(default_factory=partial(empty, FILES["attestations"]))
    exceptions: pd.DataFrame = field(default_factory=partial(empty, FILES["exceptions"]))
    aws_reports: pd.DataFrame = field(default_factory=partial(empty, FILES["aws_reports"]))
    scope: pd.DataFrame = field(default_factory=partial(empty, FILES["scope"]))
    applicability: pd.DataFrame = field(default_factory=partial(empty, FILES["applicability"]))
    tolerances: pd.DataFrame = field(default_factory=partial(empty, FILES["tolerances"]))
    conclusions: pd.DataFrame = field(default_factory=partial(empty, FILES["conclusions"]))
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    branding: Branding = field(default_factory=Branding)

    def _said(self) -> tuple[str, Mapping[str, str]]:
        if not (said := self.engagement):
            return "Register without an engagement: nobody has said anything", {}
        return f"Register of {said.title}", {
            "client": f"{said.client}, audited by {said.auditor}",
            "period": f"{said.period_start} to {said.period_end}",
            "rows": ", ".join(f"{name} {len(getattr(self, name))}" for name in FILES),
            "parameters": ", ".join(self.parameters) or "those of the checks",
        }


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
    if not os.path.lexists(path):
        raise RegisterError(f"{folder} is no engagement: it has no engagement.toml.")
    try:
        content = tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise RegisterError(f"{path} cannot be read: {error}") from None
    if unknown := content.keys() - {"engagement", "parameters", "report"}:
        known = "it has [engagement], [parameters] and [report]"
        raise RegisterError(f"{path}: unknown section {sorted(unknown)[0]!r}; {known}.")
    if not isinstance(content.get("engagement"), dict):
        raise RegisterError(f"{path} has no section [engagement].")
    parameters = content.get("parameters", {})
    if not (isinstance(parameters, dict) and all(isinstance(values, dict) for values in parameters.values())):
        raise RegisterError(f"{path}, [parameters]: write one section [parameters.<check>] for each check.")
    engagement = validated(Engagement, content["engagement"], f"{path}, [engagement]")
    if not isinstance(looks := content.get("report", {}), dict):
        raise RegisterError(f"{path}, [report]: write a section with logo, accent and confidentiality.")
    branding = read_branding(folder, looks)
    _refuse_unread(folder)
    tables = {name: read_table(folder / f"{name}.csv", row) for name, row in FILES.items()}
    check_names(folder, tables, parameters)
    _check_files(folder, tables["attestations"])
    return Register(engagement=engagement, parameters=parameters, branding=branding, **tables)


def _refuse_unread(folder: Path) -> None:
    """Refuse a file that somebody may have meant for one of ours, and that would be left out silently."""
    known = [f"{name}.csv" for name in FILES]
    there = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SHEETS and path.stem[0].isalnum()]
    for path in there:
        named = next((f"{name}.csv" for name in FILES if _letters(name) in _letters(path.stem)), "")
        if path.suffix.lower() == ".csv" and path.name not in known:
            named = named or next(iter(get_close_matches(path.name.lower(), known, n=1, cutoff=0.85)), "")
        elif os.path.lexists(folder / (named or path.name)):  # what it was saved from
            continue
        if named:
            raise RegisterError(f"{path} is not read. Did you mean {named!r}?")


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.casefold()))


def _check_files(folder: Path, attestations: pd.DataFrame) -> None:
    """Prove that each file which an attestation names is there, and as it was attached."""
    sums = read_sums(folder / FOLDER)
    for number, names in attestations["files"].items():
        for name in filter(None, (part.strip() for part in names.split(";"))):
            if wrong := check_file(folder / FOLDER, name, sums):
                raise RegisterError(f"{folder / 'attestations.csv'}, row {number}, column files: {name!r} {wrong}")
