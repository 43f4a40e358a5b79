"""Run checks over an inventory. Pure pandas: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from toolkit.checks import CHECKS
from toolkit.errors import DeclarationError, ParameterError, did_you_mean
from toolkit.inventory import Inventory
from toolkit.model import DOMAINS, PLACE, RESULTS, SEVERITIES, Check
from toolkit.views import VIEWS

OBSERVATION: dict[str, Any] = {
    "check_id": pd.CategoricalDtype(list(CHECKS)),
    "resource_id": "string",
    "account_id": "string",
    "region": "string",
    "result": pd.CategoricalDtype(RESULTS, ordered=True),
    "severity": pd.CategoricalDtype(SEVERITIES, ordered=True),
    "domain": pd.CategoricalDtype(list(DOMAINS)),
    "evidence": "string",
    "call_id": "string",
}
EVERYTHING = "*"
Parameters = Mapping[str, Mapping[str, Any]]


def observe(check: Check, frame: pd.DataFrame, **parameters: Any) -> pd.DataFrame:
    """Run one check over its table.

    Parameters
    ----------
    check : Check
        What to test.
    frame : DataFrame
        The check's table: one row per resource.
    **parameters
        Values for the check's organization-defined parameters.

    Returns
    -------
    DataFrame
        One row per resource in the check's population: `check_id`, `resource_id`, `account_id`, `region`, `result`
        (`pass`, `fail`, or `unknown` where any column that the check or its population reads is NA, or its answer is),
        `severity`, `domain`, `evidence` (what it read, as text) and `call_id` (the call that listed the resource).

    """
    if check.where:
        # Where it is unknown whether a resource belongs, it stays, and stays unknown; eval would call it outside.
        unsure = frame[list(check.population_columns)].isna().any(axis=1)
        frame = frame[unsure | frame.eval(check.where).fillna(False).astype(bool)]
    read = frame[list(dict.fromkeys((*check.columns, *check.population_columns)))]
    known = read.dropna()  # a check never sees an unknown value
    passed = check.passes(*(known[c] for c in check.columns), **{**check.parameters, **parameters})
    if not (isinstance(passed, pd.Series) and passed.index.equals(known.index)):
        raise DeclarationError(f"Check {check.name!r} does not answer for each resource whose columns are known.")
    result = passed.astype("boolean").reindex(frame.index).map({True: "pass", False: "fail"}).fillna("unknown")
    return pd.DataFrame(
        {
            "check_id": _constant("check_id", check.name, len(frame)),
            "resource_id": frame["resource_id"],
            "account_id": frame["account_id"],
            "region": frame["region"],
            "result": result.astype(OBSERVATION["result"]),
            "severity": _constant("severity", check.severity, len(frame)),
            "domain": _constant("domain", check.domain, len(frame)),
            "evidence": _evidence(read) + _limits({**check.parameters, **parameters}),
            "call_id": frame["call_id"],
        },
        index=frame.index,
    ).reset_index(drop=True)


def assess(inventory: Inventory, parameters: Parameters | None = None) -> pd.DataFrame:
    """Run every check over an inventory.

    Parameters
    ----------
    inventory : Inventory
        What was collected.
    parameters : mapping of str to mapping, optional
        Organization-defined parameters by check: `{"iam_access_key_rotated": {"max_days": 60}}`.

    Returns
    -------
    DataFrame
        All observations, as `observe` returns them. Where a table could not be observed in some account and Region, one
        row with `resource_id` `*` stands for what may be there, and its result is `unknown`. Where a population is
        empty and the check says that none is required, one row `*` with the result `pass`.

    Raises
    ------
    UnknownName
        A check does not exist.
    ParameterError
        A check has no such parameter, or the value is of another type.

    """
    parameters = parameters or {}
    _refuse_unknown(parameters)
    parts = []
    for check in CHECKS.values():
        tables = VIEWS[check.table].tables if check.table in VIEWS else (check.table,)
        rows = VIEWS[check.table].rows if check.table in VIEWS else (check.table,)
        if set(tables) <= inventory.tables.keys():
            seen = observe(check, inventory[check.table], **parameters.get(check.name, {}))
            parts += [seen, _unobserved(check, rows, inventory), _none_required(check, tables, rows, seen, inventory)]
        else:
            missing = ", ".join(sorted(set(tables) - inventory.tables.keys()))
            parts.append(_whole(check, "unknown", _accounts(inventory), f"not collected: {missing}"))
    return pd.concat([part for part in parts if len(part)] or [_nothing()], ignore_index=True)


def _refuse_unknown(parameters: Parameters) -> None:
    for name, values in parameters.items():
        declared = CHECKS[name].parameters
        for key, value in values.items():
            if key not in declared:
                raise ParameterError(f"{name} takes no parameter {key!r}. {did_you_mean(key, declared)}")
            if type(value) is not type(declared[key]):
                kind = type(declared[key]).__name__
                raise ParameterError(f"{name}.{key} is {value!r}; it takes a value of type {kind}.")


def _unobserved(check: Check, tables: tuple[str, ...], inventory: Inventory) -> pd.DataFrame:
    """One unknown row for each account and Region in which a table that gives the check rows was not observed."""
    coverage, parts = inventory.coverage, []
    for table in tables:
        refused = coverage[(coverage["table"] == table) & (coverage["status"] != "observed")]
        said = table + " " + refused["status"].str.replace("_", " ") + ": " + refused["error"]
        parts.append(refused[PLACE].assign(evidence=said, call_id=_listed_by(refused, table, inventory)))
    places = (
        pd.concat(parts).groupby(PLACE, as_index=False, sort=False).agg({"evidence": "; ".join, "call_id": "first"})
    )
    return _whole(check, "unknown", places, places["evidence"], places["call_id"])


def _none_required(
    check: Check, tables: tuple[str, ...], rows: tuple[str, ...], seen: pd.DataFrame, inventory: Inventory
) -> pd.DataFrame:
    """One passing row for each place where the population is empty, was observed to be so, and none is required."""
    coverage = inventory.coverage
    places = coverage[(coverage["table"] == tables[0]) & (coverage["status"] == "observed")]
    if check.empty != "pass":
        return _whole(check, "pass", places.head(0), "")
    for name in tables:
        places = places[inventory.observed(name, places)]
    taken = pd.MultiIndex.from_frame(seen[PLACE])
    places = places[~pd.MultiIndex.from_frame(places[PLACE]).isin(taken)]
    evidence = f"AWS answered: no {' and no '.join(rows)} in the population"
    return _whole(check, "pass", places, evidence, _listed_by(places, tables[0], inventory))


def _listed_by(places: pd.DataFrame, table: str, inventory: Inventory) -> list[str]:
    """Name the call that listed a table in each place, or was refused."""
    ledger = inventory.ledger
    if ledger.empty:
        return [""] * len(places)
    calls = ledger[ledger["table"].eq(table)].drop_duplicates(PLACE)
    ids = dict(zip(zip(calls["account_id"], calls["region"], strict=True), calls["call_id"], strict=True))
    return [ids.get(place, "") for place in zip(places["account_id"], places["region"], strict=True)]


def _accounts(inventory: Inventory) -> pd.DataFrame:
    return pd.DataFrame({"account_id": inventory.accounts}).assign(region=EVERYTHING)


def _whole(check: Check, result: str, places: pd.DataFrame, evidence: Any, call_id: Any = "") -> pd.DataFrame:
    """Say the same of all that a check would test in some places."""
    said = {"check_id": check.name, "resource_id": EVERYTHING, "result": result, "severity": check.severity}
    rows = places[PLACE].assign(**said, domain=check.domain, evidence=evidence, call_id=call_id)
    return rows.reset_index(drop=True)[list(OBSERVATION)].astype(OBSERVATION)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in OBSERVATION.items()})


def _constant(column: str, value: str, rows: int) -> pd.Categorical:
    dtype = OBSERVATION[column]
    return pd.Categorical.from_codes(np.full(rows, dtype.categories.get_loc(value)), dtype=dtype)


def _limits(values: Mapping[str, Any]) -> str:
    """Write the limits that a verdict rests on; a table of dates is too long to be one."""
    said = [f"{name}={value}" for name, value in values.items() if not isinstance(value, dict)]
    return f"; limit {', '.join(said)}" if said else ""


def _evidence(read: pd.DataFrame) -> pd.Series:
    """Write what a check read as `column=value; column=value`."""
    parts = [c + "=" + read[c].astype("string").fillna("unknown") for c in read]
    text = parts[0]
    for part in parts[1:]:
        text = text + "; " + part
    return text
