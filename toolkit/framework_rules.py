"""What a framework folder has to keep to; a user's own one is told file, row and column."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from toolkit.aws_report_kinds import wrong_evidence
from toolkit.checks import CHECKS
from toolkit.errors import RegisterError, did_you_mean
from toolkit.resources import DATA
from toolkit.spreadsheets import DAY, Rows, read_rows, read_text

ABOUT = ("title", "publisher", "edition", "source", "licence", "control_term", "assessable", "retrieved")
CONTROLS = ("control_id", "parent_id", "title", "level", "assessable", "status", "baselines")
RESPONSIBILITY = (
    *("control_id", "layers", "aws_part", "customer_part", "customer_condition", "aws_evidence", "test_mode"),
    *("owner_role", "frequency", "rationale", "source", "reviewed"),
)
CONDITIONS = ("control_id", "check_id", "reason")
EVIDENCE = ("control_id", "check_id", "strength", "sources", "reason")
FAMILY = "family:"  # before the name of a family of checks, in the place of a check
STRENGTHS = ("direct", "supporting")
TEST_MODES = ("automated", "semi", "manual", "inherited")
FREQUENCIES = ("continuous", "daily", "weekly", "monthly", "quarterly", "semiannual", "annual", "event")
CHOICES = {"assessable": ("true", "false"), "status": ("active", "withdrawn")}


def check_framework(folder: Path) -> None:
    """Hold a framework folder against the rules.

    Parameters
    ----------
    folder : Path
        Folder with framework.toml, controls.csv and responsibility.csv, and perhaps conditions.csv.

    Raises
    ------
    RegisterError
        The first thing that is wrong: file, row as a spreadsheet numbers it, column, and what would be right.

    """
    about = _about(folder / "framework.toml")
    controls = read_table(folder / "controls.csv", CONTROLS)
    _check_controls(folder / "controls.csv", controls)
    assessed = {row["control_id"]: row["parent_id"] for _, row in controls if _assessed(row)}
    if len(assessed) != about["assessable"]:
        raise RegisterError(
            f"{folder / 'framework.toml'}: assessable is {about['assessable']}, and controls.csv has {len(assessed)}."
        )
    for pattern in about.get("mandatory", []):
        if not any(fnmatchcase(control, str(pattern)) for control in assessed):
            raise RegisterError(f"{folder / 'framework.toml'}: mandatory has {pattern!r}, which is no control's id.")
    split = read_table(folder / "responsibility.csv", RESPONSIBILITY)
    _check_split(folder / "responsibility.csv", split, assessed)
    if (ties := folder / "conditions.csv").exists():
        _check_conditions(ties, read_table(ties, CONDITIONS), assessed, split)
    if (claims := folder / "evidence.csv").exists():
        check_additions(claims, assessed)


def check_additions(path: Path, control_ids: Iterable[str]) -> None:
    """Hold a file of claims against the rules.

    Parameters
    ----------
    path : Path
        The file, with the columns of `EVIDENCE`.
    control_ids : iterable of str
        Controls that can be assessed.

    Raises
    ------
    RegisterError
        The first thing that is wrong: file, row as a spreadsheet numbers it, column, and what would be right.

    """
    controls = dict.fromkeys(control_ids)
    known = [*CHECKS, *{f"{FAMILY}{check.family}" for check in CHECKS.values() if check.family}]
    seen: dict[tuple[str, str], int] = {}
    for number, row in read_table(path, EVIDENCE):
        pair = row["control_id"], row["check_id"]
        _choice(path, number, "control_id", pair[0], controls)
        _choice(path, number, "check_id", pair[1], known)
        _choice(path, number, "strength", row["strength"], STRENGTHS)
        if pair in seen:
            raise RegisterError(f"{path}, row {number}, column check_id: {pair[1]!r} stands in row {seen[pair]}.")
        if not (row["reason"] or row["sources"]):
            raise RegisterError(f"{path}, row {number}, column reason: it is empty; say how the check is evidence.")
        seen[pair] = number


def read_table(path: Path, columns: tuple[str, ...]) -> Rows:
    """Read a file of a framework; a spreadsheet writes `TRUE` for what is `true`."""
    rows = [(number, {name: cell.strip() for name, cell in row.items()}) for number, row in read_rows(path, columns)]
    for _, row in rows:
        for name in CHOICES.keys() & row.keys():
            row[name] = row[name].lower()
    return rows


def layer_names() -> set[str]:
    """Return the names of the layers that controls rest on."""
    matrix = (DATA / "responsibility" / "layers.csv").read_text(encoding="utf-8").splitlines()
    return {row["layer"] for row in csv.DictReader(matrix)}


def _about(path: Path) -> dict[str, Any]:
    try:
        about = tomllib.loads(read_text(path))
    except ValueError as error:
        raise RegisterError(f"{path} cannot be read: {error}") from None
    for key in ABOUT:
        kind = int if key == "assessable" else str
        if not isinstance(about.get(key), kind):
            raise RegisterError(f"{path}: {key} is {about.get(key)!r}; it has to be of type {kind.__name__}.")
    if not isinstance(about.get("mandatory", []), list):
        raise RegisterError(f'{path}: mandatory is {about["mandatory"]!r}; write a list of ids, such as ["4.*"].')
    return about


def _check_controls(path: Path, rows: Rows) -> None:
    seen: dict[str, int] = {}
    for number, row in rows:
        if not row["control_id"]:
            raise RegisterError(f"{path}, row {number}, column control_id: it is empty.")
        if row["control_id"] in seen:
            first = seen[row["control_id"]]
            raise RegisterError(
                f"{path}, row {number}, column control_id: {row['control_id']!r} stands in row {first}."
            )
        if row["parent_id"] and row["parent_id"] not in seen:
            raise RegisterError(f"{path}, row {number}, column parent_id: {row['parent_id']!r} stands in no row above.")
        for column, known in CHOICES.items():
            _choice(path, number, column, row[column], known)
        seen[row["control_id"]] = number


def _check_split(path: Path, rows: Rows, assessed: dict[str, str]) -> None:
    layers = layer_names()
    written: dict[str, int] = {}
    for number, row in rows:
        control = row["control_id"]
        _choice(path, number, "control_id", control, assessed)
        if control in written:
            raise RegisterError(
                f"{path}, row {number}, column control_id: {control!r} stands in row {written[control]}."
            )
        written[control] = number
        inherits = assessed[control] in assessed
        for layer in row["layers"].split() or ([] if inherits else [""]):
            _choice(path, number, "layers", layer, layers)
        for column, known in (("test_mode", TEST_MODES), ("frequency", FREQUENCIES)):
            if row[column] or not inherits:
                _choice(path, number, column, row[column], known)
        if row["aws_evidence"] != "-" and (why := wrong_evidence(row["aws_evidence"])):
            raise RegisterError(f"{path}, row {number}, column aws_evidence: {why}")
        _day(path, number, row["reviewed"])
    for control, parent in assessed.items():
        if control not in written and parent not in assessed:
            raise RegisterError(f"{path} has no row for {control!r}, which controls.csv says is assessable.")


def _check_conditions(path: Path, rows: Rows, assessed: dict[str, str], split: Rows) -> None:
    said = {row["control_id"]: row["customer_condition"] for _, row in split}
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        control, check = pair = row["control_id"], row["check_id"]
        _choice(path, number, "control_id", control, assessed)
        _choice(path, number, "check_id", check, CHECKS)
        if (said.get(control) or said.get(assessed[control]) or "-") == "-":
            raise RegisterError(
                f"{path}, row {number}, column control_id: {control!r} has no customer_condition to be tested."
            )
        if pair in seen:
            raise RegisterError(f"{path}, row {number}, column check_id: {check!r} stands in row {seen[pair]}.")
        if not row["reason"]:
            raise RegisterError(f"{path}, row {number}, column reason: it is empty; say how the check tests it.")
        seen[pair] = number


def _choice(path: Path, number: int, column: str, value: str, known: Any) -> None:
    if value not in known:
        raise RegisterError(
            f"{path}, row {number}, column {column}: {value!r} is unknown. {did_you_mean(value, known)}"
        )


def _day(path: Path, number: int, value: str) -> None:
    try:
        if not DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise RegisterError(f"{path}, row {number}, column reviewed: {value!r} is no day; write YYYY-MM-DD.") from None


def _assessed(row: dict[str, str]) -> bool:
    return row["assessable"] == "true" and row["status"] == "active"
