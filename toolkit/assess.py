"""Run every check over an inventory: what was observed, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from toolkit.checks import CHECKS
from toolkit.errors import ParameterError, did_you_mean, one_line
from toolkit.inventory import Inventory
from toolkit.model import PLACE, Check
from toolkit.observe import PASS, UNKNOWN, nothing, observations_of, observe
from toolkit.tables import TABLES

EVERYTHING = "*"
# The evidence of a check that could not be run begins so.
FAILED = "could not be judged: "
Parameters = Mapping[str, Mapping[str, Any]]


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
        row with `resource_id` `*` stands for what may be there, and its result is `unknown`; likewise for all that a
        check would test, if the check or its view fails over the data. Where a population is empty and the check says
        that none is required, one row `*` with the result `pass`.

    Raises
    ------
    UnknownName
        A check does not exist.
    ParameterError
        A check has no such parameter, or the value is of another type.

    """
    parameters = parameters or {}
    check_parameters(parameters)
    parts = [judge(check, inventory, parameters) for check in CHECKS.values()]
    return pd.concat([part for part in parts if len(part)] or [nothing()], ignore_index=True)


def judge(check: Check, inventory: Inventory, parameters: Parameters) -> pd.DataFrame:
    """Run one check over an inventory; the rows are those that `assess` returns."""
    if missing := ", ".join(sorted(set(check.tables) - inventory.tables.keys())):
        return _whole(check, UNKNOWN, _accounts(inventory), f"not collected: {missing}")
    parts = [part for part in (*_observed(check, inventory, parameters), _unobserved(check, inventory)) if len(part)]
    return parts[0] if len(parts) == 1 else pd.concat(parts or [nothing()], ignore_index=True)


def failures(observations: pd.DataFrame) -> pd.DataFrame:
    """Return what views and checks failed over: one row per place, with `name` (`view x`, `check y`) and `error`."""
    rows = observations[observations["resource_id"].eq(EVERYTHING)]
    rows = rows[rows["evidence"].str.startswith(FAILED)]
    said = (
        rows["evidence"]
        .str.removeprefix(FAILED)
        .str.split(": ", n=1, expand=True)
        .reindex(columns=[0, 1])
        .astype("string")
    )
    return rows[PLACE].assign(name=said[0], error=said[1]).drop_duplicates(ignore_index=True)


def _observed(check: Check, inventory: Inventory, parameters: Parameters) -> Iterator[pd.DataFrame]:
    """Run a check; what fails over the data costs this check and no other."""
    failing = f"view {check.table}"
    try:
        some = any(len(inventory.tables[name]) for name in check.rows)  # else its view has no row either
        frame = inventory[check.table] if some else pd.DataFrame()
        failing = f"check {check.name}"
        seen = observe(check, frame, **parameters.get(check.name, {}))
    except Exception as error:  # whatever it is, the other checks stand
        if len(accounts := inventory.accounts) > 1:  # and so do the other accounts
            parts = (inventory.once(("part", account), partial(inventory.part, [account])) for account in accounts)
            yield from (seen for part in parts for seen in _observed(check, part, parameters))
            return
        yield _whole(check, UNKNOWN, _asked(check.rows, inventory), f"{FAILED}{failing}: {one_line(error)}")
    else:
        yield from (seen, _none_required(check, seen, inventory))


def _asked(tables: tuple[str, ...], inventory: Inventory) -> pd.DataFrame:
    """Return the places in which one of some tables was observed; all of each account if nobody asked for any."""
    coverage = inventory.coverage[inventory.coverage["table"].isin(tables)]
    seen = coverage[coverage["status"].eq("observed")].drop_duplicates(PLACE)
    return seen if len(coverage) else _accounts(inventory)


def check_parameters(parameters: Parameters) -> None:
    """Refuse parameters that no check takes.

    Raises
    ------
    UnknownName
        A check does not exist.
    ParameterError
        A check has no such parameter, or the value is of another type.

    """
    for name, values in parameters.items():
        declared = CHECKS[name].parameters
        for key, value in values.items():
            if key not in declared:
                raise ParameterError(f"{name} takes no parameter {key!r}. {did_you_mean(key, declared)}")
            if type(value) is not type(declared[key]):
                kind = type(declared[key]).__name__
                raise ParameterError(f"{name}.{key} is {value!r}; it takes a value of type {kind}.")


def _unobserved(check: Check, inventory: Inventory) -> pd.DataFrame:
    """One unknown row for each account and Region in which a table that gives the check rows was not observed."""
    refusals = inventory.once("refusals", partial(_refusals, inventory))
    parts = [refusals[table] for table in check.rows if table in refusals]
    if not parts:
        return nothing()
    places = pd.concat(parts).groupby(PLACE, as_index=False, sort=False).agg({"said": "; ".join, "call_id": "first"})
    return _whole(check, UNKNOWN, places, places["said"], places["call_id"])


def _refusals(inventory: Inventory) -> dict[str, pd.DataFrame]:
    """Return for each table that was not observed everywhere the places, what became of it, and by which call."""
    lines = inventory.coverage[inventory.coverage["status"].ne("observed")]
    said = lines["table"] + " " + lines["status"].str.replace("_", " ") + ": " + lines["error"]
    by_table = lines[PLACE].assign(said=said).groupby(lines["table"], sort=False)
    return {name: rows.assign(call_id=inventory.listed_by(name, rows)) for name, rows in by_table}


def _none_required(check: Check, seen: pd.DataFrame, inventory: Inventory) -> pd.DataFrame:
    """One passing row for each place where the population is empty, was observed to be so, and none is required.

    Where AWS counts what it did not list, two answers contradict each other: that row is unknown, whatever is required.
    """
    if check.empty != "pass" and not any(_counters(name, inventory) for name in check.rows):
        return nothing()
    coverage = inventory.asked_for(check.tables[0])
    places = coverage[coverage["status"].eq("observed")]
    for name in check.tables:
        places = places[inventory.observed(name, places)]
    taken = pd.MultiIndex.from_frame(seen[PLACE])
    places = places[~pd.MultiIndex.from_frame(places[PLACE]).isin(taken)]
    if places.empty:
        return nothing()
    counted = _counted(check.rows, places, inventory)
    if check.empty != "pass":  # an empty place is no observation, unless it may not be empty
        places, counted = places[counted.ne("")], counted[counted.ne("")]
    evidence = counted.mask(counted.eq(""), f"AWS answered: no {' and no '.join(check.rows)} in the population")
    results = np.where(counted.eq("").to_numpy(dtype=bool), PASS, UNKNOWN).astype(np.int8)
    return _whole(check, results, places, evidence, inventory.listed_by(check.tables[0], places))


def _counted(tables: tuple[str, ...], places: pd.DataFrame, inventory: Inventory) -> pd.Series:
    """Say for each place which of some tables is empty there although AWS counts resources of its type; else ``."""
    said = pd.Series("", index=places.index, dtype="string")
    here = pd.MultiIndex.from_frame(places[PLACE])
    for name in tables:
        bare = ~here.isin(pd.MultiIndex.from_frame(inventory.tables[name][PLACE])) & TABLES[name].population
        for counter, column in _counters(name, inventory):
            counts = inventory.tables[counter].set_index(PLACE)[column].reindex(here)
            differs = bare & counts.gt(0).fillna(False).to_numpy(dtype=bool)
            said = said.mask(differs, f"{counter} counts {column}, and {name} lists none")
    return said


def _counters(name: str, inventory: Inventory) -> list[tuple[str, str]]:
    """Name the tables and columns in which a service counts the resources of a table itself."""
    counting = inventory.once("counters", partial(_all_counters, inventory))
    return counting.get(TABLES[name].resource_type, [])


def _all_counters(inventory: Inventory) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table in TABLES.values():
        for column in table.columns if table.one and table.name in inventory.tables else ():
            found.setdefault(column.counts, []).append((table.name, column.name))
    return found


def _accounts(inventory: Inventory) -> pd.DataFrame:
    return pd.DataFrame({"account_id": inventory.accounts}).assign(region=EVERYTHING)


def _whole(check: Check, results: Any, places: pd.DataFrame, evidence: Any, call_id: Any = "") -> pd.DataFrame:
    """Say the same of all that a check would test in some places."""
    names = pd.Series(EVERYTHING, index=places.index, dtype="string")
    codes = np.full(len(places), results, dtype=np.int8)
    said = (pd.Series(text, index=places.index, dtype="string") for text in (evidence, call_id))
    return observations_of(check, places.astype({name: "string" for name in PLACE}), names, codes, *said)
