"""What a framework folder has to keep to; a user's own one is told file, row and column."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import AfterValidator, field_validator, model_validator

from toolkit.aws_report_kinds import wrong_evidence
from toolkit.cells import Cell, Day, Id, Text, one_of
from toolkit.checks import CHECKS
from toolkit.errors import RegisterError, did_you_mean
from toolkit.resources import DATA
from toolkit.rows import Row, read_table
from toolkit.spreadsheets import read_text
from toolkit.states import CONCLUDING, STATES

ABOUT = ("title", "publisher", "edition", "source", "licence", "control_term", "assessable", "retrieved")
FAMILY = "family:"  # before the name of a family of checks, in the place of a check
TEST_MODES = ("automated", "semi", "manual", "inherited")
FREQUENCIES = ("continuous", "daily", "weekly", "monthly", "quarterly", "semiannual", "annual", "event")


class Control(Row):
    """What the publisher lists: a control, or a heading above some."""

    key = ("control_id",)
    control_id: Id
    parent_id: Cell
    title: Cell
    level: Cell
    assessable: Annotated[Cell, AfterValidator(str.lower), one_of("true", "false")]  # a spreadsheet writes `TRUE`
    status: Annotated[Cell, AfterValidator(str.lower), one_of("active", "withdrawn")]
    baselines: Cell


class Responsibility(Row):
    """Who does what about a control. Where its parent is assessed too, an empty cell takes the parent's."""

    key = ("control_id",)
    control_id: Id
    layers: Cell
    aws_part: Cell
    customer_part: Cell
    customer_condition: Cell
    aws_evidence: Cell
    test_mode: Annotated[Cell, one_of("", *TEST_MODES)]
    owner_role: Cell
    frequency: Annotated[Cell, one_of("", *FREQUENCIES)]
    rationale: Cell
    source: Cell
    reviewed: Day

    @field_validator("aws_evidence")
    @classmethod
    def _sets_of_kinds(cls, text: str) -> str:
        if text != "-" and (why := wrong_evidence(text)):
            raise ValueError(why)
        return text


class Condition(Row):
    """A check whose failure shows that the condition of an inheritance does not hold."""

    key = ("control_id", "check_id")
    control_id: Id
    check_id: Id
    reason: Text


class Claim(Row):
    """A check, or a family of checks, that is evidence for a control."""

    key = ("control_id", "check_id")
    control_id: Id
    check_id: Id
    strength: Annotated[Cell, one_of("direct", "supporting")]
    sources: Cell
    reason: Cell

    @model_validator(mode="after")
    def _with_a_reason(self) -> Claim:
        if not (self.reason or self.sources):
            raise ValueError("neither sources nor a reason say how the check is evidence")
        return self


class Term(Row):
    """What a state comes to in the words of the framework: a proposal. `capacity` is that of who attests."""

    key = ("state", "capacity")
    state: Annotated[Text, one_of(*STATES)]
    capacity: Annotated[Cell, one_of("", *CONCLUDING)]
    proposed: Text


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
    controls = read_table(folder / "controls.csv", Control)
    _check_parents(folder / "controls.csv", controls)
    listed = controls[controls["assessable"].eq("true") & controls["status"].eq("active")]
    assessed = dict(zip(listed["control_id"], listed["parent_id"], strict=True))
    if len(assessed) != about["assessable"]:
        raise RegisterError(
            f"{folder / 'framework.toml'}: assessable is {about['assessable']}, and controls.csv has {len(assessed)}."
        )
    for pattern in about.get("mandatory", []):
        if not any(fnmatchcase(control, str(pattern)) for control in assessed):
            raise RegisterError(f"{folder / 'framework.toml'}: mandatory has {pattern!r}, which is no control's id.")
    split = read_table(folder / "responsibility.csv", Responsibility)
    _check_split(folder / "responsibility.csv", split, assessed)
    said = dict(zip(split["control_id"], split["customer_condition"], strict=True))
    _check_conditions(folder / "conditions.csv", assessed, said)
    check_additions(folder / "evidence.csv", assessed)
    read_table(folder / "conclusions.csv", Term)


def check_additions(path: Path, control_ids: Iterable[str]) -> None:
    """Hold a file of claims against the rules.

    Parameters
    ----------
    path : Path
        The file; one that is not there claims nothing.
    control_ids : iterable of str
        Controls that can be assessed.

    Raises
    ------
    RegisterError
        The first thing that is wrong: file, row as a spreadsheet numbers it, column, and what would be right.

    """
    controls = dict.fromkeys(control_ids)
    known = [*CHECKS, *{f"{FAMILY}{check.family}" for check in CHECKS.values() if check.family}]
    for row in read_table(path, Claim).itertuples():
        _choice(path, row.Index, "control_id", row.control_id, controls)
        _choice(path, row.Index, "check_id", row.check_id, known)


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


def _check_parents(path: Path, rows: pd.DataFrame) -> None:
    above = set()
    for row in rows.itertuples():
        if row.parent_id and row.parent_id not in above:
            raise RegisterError(f"{path}, row {row.Index}, column parent_id: {row.parent_id!r} stands in no row above.")
        above.add(row.control_id)


def _check_split(path: Path, rows: pd.DataFrame, assessed: dict[str, str]) -> None:
    layers = layer_names()
    for row in rows.itertuples():
        _choice(path, row.Index, "control_id", row.control_id, assessed)
        inherits = assessed[row.control_id] in assessed
        for layer in row.layers.split() or ([] if inherits else [""]):
            _choice(path, row.Index, "layers", layer, layers)
        for column, known in (("test_mode", TEST_MODES), ("frequency", FREQUENCIES)):
            if not inherits:
                _choice(path, row.Index, column, getattr(row, column), known)
    written = {*rows["control_id"]}
    for control, parent in assessed.items():
        if control not in written and parent not in assessed:
            raise RegisterError(f"{path} has no row for {control!r}, which controls.csv says is assessable.")


def _check_conditions(path: Path, assessed: dict[str, str], said: dict[str, str]) -> None:
    for row in read_table(path, Condition).itertuples():
        control = row.control_id
        _choice(path, row.Index, "control_id", control, assessed)
        _choice(path, row.Index, "check_id", row.check_id, CHECKS)
        if (said.get(control) or said.get(assessed[control]) or "-") == "-":
            raise RegisterError(
                f"{path}, row {row.Index}, column control_id: {control!r} has no customer_condition to be tested."
            )


def _choice(path: Path, number: Any, column: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise RegisterError(
            f"{path}, row {number}, column {column}: {value!r} is unknown. {did_you_mean(value, known)}"
        )
