"""Run checks over an inventory. Pure pandas: frames in, frames out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.checks import CHECKS
from toolkit.errors import DeclarationError, ParameterError, did_you_mean, one_line
from toolkit.inventory import Inventory
from toolkit.model import DOMAINS, PLACE, RESULTS, SEVERITIES, Check, Table
from toolkit.tables import TABLES

EVERYTHING = "*"
# The evidence of a check that could not be run begins so.
FAILED = "could not be judged: "
FAIL, UNKNOWN, PASS, OUTSIDE = *map(RESULTS.index, ("fail", "unknown", "pass")), len(RESULTS)
CODES = np.array([FAIL, PASS, UNKNOWN], dtype=np.int8)  # of False, True and NA
TRUTH = (True, False)
COMPLETIONS = 64  # of one row, which six unread truth values have
RESULT = pd.CategoricalDtype(RESULTS, ordered=True)
SEVERITY = pd.CategoricalDtype(SEVERITIES, ordered=True)
DOMAIN = pd.CategoricalDtype(list(DOMAINS))
Codes = npt.NDArray[np.int8]
Parameters = Mapping[str, Mapping[str, Any]]


def observation() -> dict[str, Any]:
    """Return the dtypes of an observation; of its check ids, those that are registered when it is asked."""
    return {
        "check_id": _names(tuple(CHECKS)),
        "resource_id": "string",
        "account_id": "string",
        "region": "string",
        "result": RESULT,
        "severity": SEVERITY,
        "domain": DOMAIN,
        "evidence": "string",
        "call_id": "string",
    }


@lru_cache(maxsize=1)
def _names(names: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(names))


def observe(check: Check, frame: pd.DataFrame, **parameters: Any) -> pd.DataFrame:
    """Run one check over its table.

    What is unread leaves a verdict open only as far as it matters: if all that is unread in a row has few possible
    values (truth values, and columns that declare theirs), the row gets the verdict that all of these share.

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
        One row per resource in the check's population, or that may be in it: `check_id`, `resource_id`, `account_id`,
        `region`, `result` (`pass`, `fail`, or `unknown` where it hangs on a value that is NA or lies later than its
        own observation, or the check's answer is NA), `severity`, `domain`, `evidence` (what it read, as text) and
        `call_id` (the call that listed the resource).

    """
    given = {**check.parameters, **parameters}
    names = list(dict.fromkeys((*check.columns, *check.population_columns)))
    later = _later(check, frame, names)
    verdicts = _verdicts(check, frame[names].mask(later.reindex(columns=names, fill_value=False)), given)
    kept = verdicts != OUTSIDE
    frame, later = frame[kept], later[kept]
    shown = [*(check.view.key if check.view else ()), *names]
    return pd.DataFrame(
        {
            "check_id": _constant(check.name, _names(tuple(CHECKS)), len(frame)),
            "resource_id": frame["resource_id"],
            "account_id": frame["account_id"],
            "region": frame["region"],
            "result": pd.Categorical.from_codes(verdicts[kept], dtype=RESULT),
            "severity": _constant(check.severity, SEVERITY, len(frame)),
            "domain": _constant(check.domain, DOMAIN, len(frame)),
            "evidence": _evidence(frame[list(dict.fromkeys(shown))], later) + _limits(given),
            "call_id": frame["call_id"],
        },
        index=frame.index,
    ).reset_index(drop=True)


def _base(check: Check) -> Table:
    return TABLES[check.tables[0]]


def _later(check: Check, frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Tell which times that a check reads lie after their own observation: a clock was wrong, so no age follows."""
    past = _base(check).past
    late = {name: frame[name] > frame["observed_at"] + past[name] for name in names if name in past}
    return pd.DataFrame(late, index=frame.index, dtype=bool)


def _verdicts(check: Check, read: pd.DataFrame, given: Mapping[str, Any]) -> Codes:
    """Return for each row the code of its result, or OUTSIDE if it is not in the population."""
    closed = {name: TRUTH for name in read if read[name].dtype == "boolean"} | _base(check).closed
    verdicts = np.full(len(read), UNKNOWN, dtype=np.int8)
    if check.where:
        # Where it is not settled whether a resource belongs, it stays; eval alone would call it outside.
        verdicts = _shared(partial(_place, check), read[list(check.population_columns)], closed)
    inside = np.flatnonzero(verdicts != OUTSIDE)
    verdicts[inside] = _shared(partial(_place_and_answer, check, given), read.iloc[inside], closed)
    return verdicts


def _shared(answer: Callable[[pd.DataFrame], Codes], read: pd.DataFrame, closed: Mapping[str, Any]) -> Codes:
    """Return for each row the code that all completions of what is unread in it share, else UNKNOWN.

    A row with more than `COMPLETIONS` of them stays unknown, and so does one in which anything else is unread.
    """
    codes = np.full(len(read), UNKNOWN, dtype=np.int8)
    unread = read.isna().to_numpy()
    known = ~unread.any(axis=1)
    codes[known] = answer(read[known])
    values = [len(closed.get(name, ())) or np.inf for name in read]
    few = np.where(unread, values, 1).prod(axis=1) <= COMPLETIONS
    if not (few & ~known).any():
        return codes
    filled = _completions(read.set_axis(range(len(read)))[few & ~known], closed)
    try:
        found = pd.Series(answer(filled.reset_index(drop=True))).groupby(filled.index).agg(["min", "max"])
    except Exception:  # what a check raises over values that nobody read is no verdict
        return codes
    codes[found.index] = found["min"].where(found["min"].eq(found["max"]), UNKNOWN)
    return codes


def _completions(read: pd.DataFrame, closed: Mapping[str, Any]) -> pd.DataFrame:
    """Write each row once for each combination of values that its unread columns may have, under the same index."""
    for name in [name for name in read if read[name].isna().any()]:
        gap, dtype = read[name].isna(), read[name].dtype
        filled = [read[gap].assign(**{name: pd.Series(value, read.index[gap], dtype=dtype)}) for value in closed[name]]
        read = pd.concat([read[~gap], *filled])
    return read


def _place(check: Check, rows: pd.DataFrame) -> Codes:
    """Tell which rows are outside the population; UNKNOWN stands for inside, where nothing is known yet."""
    inside = rows.eval(check.where).fillna(False).astype(bool)
    return np.where(inside, UNKNOWN, OUTSIDE).astype(np.int8)


def _answers(check: Check, rows: pd.DataFrame, given: Mapping[str, Any]) -> Codes:
    """Ask the check about rows of its population whose columns are known."""
    passed = check.passes(*(rows[name] for name in check.columns), **given)
    try:
        if not (isinstance(passed, pd.Series) and passed.index.equals(rows.index)):
            raise TypeError
        codes: Codes = CODES[passed.astype("boolean").to_numpy(dtype=np.int8, na_value=2)]
    except (TypeError, ValueError):
        kind = f"{type(passed).__name__} of {getattr(passed, 'dtype', 'values')}"
        raise DeclarationError(
            f"Check {check.name!r} does not answer for each resource whose columns are known: it gives {kind}, "
            "and takes a Series with True or False for each row."
        ) from None
    return codes


def _place_and_answer(check: Check, given: Mapping[str, Any], rows: pd.DataFrame) -> Codes:
    codes = _place(check, rows) if check.where else np.full(len(rows), UNKNOWN, dtype=np.int8)
    inside = codes != OUTSIDE
    codes[inside] = _answers(check, rows[inside], given)
    return codes


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
    parts = []
    for check in CHECKS.values():
        if inventory.tables.keys() >= set(check.tables):
            parts += [*_observed(check, inventory, parameters), _unobserved(check, inventory)]
        else:
            missing = ", ".join(sorted(set(check.tables) - inventory.tables.keys()))
            parts.append(_whole(check, "unknown", _accounts(inventory), f"not collected: {missing}"))
    return pd.concat([part for part in parts if len(part)] or [_nothing()], ignore_index=True)


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
        frame = inventory[check.table]
        failing = f"check {check.name}"
        seen = observe(check, frame, **parameters.get(check.name, {}))
    except Exception as error:  # whatever it is, the other checks stand
        if len(accounts := inventory.accounts) > 1:  # and so do the other accounts
            parts = (inventory.once(("part", account), partial(inventory.part, [account])) for account in accounts)
            yield from (seen for part in parts for seen in _observed(check, part, parameters))
            return
        yield _whole(check, "unknown", _asked(check.rows, inventory), f"{FAILED}{failing}: {one_line(error)}")
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
    coverage, parts = inventory.coverage, []
    if not (coverage["table"].isin(check.rows) & coverage["status"].ne("observed")).any():
        return _nothing()
    for table in check.rows:
        refused = coverage[(coverage["table"] == table) & (coverage["status"] != "observed")]
        said = table + " " + refused["status"].str.replace("_", " ") + ": " + refused["error"]
        parts.append(refused[PLACE].assign(evidence=said, call_id=inventory.listed_by(table, refused)))
    places = (
        pd.concat(parts).groupby(PLACE, as_index=False, sort=False).agg({"evidence": "; ".join, "call_id": "first"})
    )
    return _whole(check, "unknown", places, places["evidence"], places["call_id"])


def _none_required(check: Check, seen: pd.DataFrame, inventory: Inventory) -> pd.DataFrame:
    """One passing row for each place where the population is empty, was observed to be so, and none is required.

    Where AWS counts what it did not list, two answers contradict each other: that row is unknown, whatever is required.
    """
    coverage = inventory.coverage
    places = coverage[(coverage["table"] == check.tables[0]) & (coverage["status"] == "observed")]
    if check.empty != "pass" and not any(_counters(name, inventory) for name in check.rows):
        return _nothing()
    for name in check.tables:
        places = places[inventory.observed(name, places)]
    taken = pd.MultiIndex.from_frame(seen[PLACE])
    places = places[~pd.MultiIndex.from_frame(places[PLACE]).isin(taken)]
    if places.empty:
        return _nothing()
    counted = _counted(check.rows, places, inventory)
    if check.empty != "pass":  # an empty place is no observation, unless it may not be empty
        places, counted = places[counted.ne("")], counted[counted.ne("")]
    evidence = counted.mask(counted.eq(""), f"AWS answered: no {' and no '.join(check.rows)} in the population")
    found = _whole(check, "pass", places, evidence, inventory.listed_by(check.tables[0], places))
    return found.assign(result=found["result"].mask(counted.ne("").to_numpy(), "unknown"))


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
    counting = [table for table in TABLES.values() if table.name in inventory.tables and table.one]
    kind = TABLES[name].resource_type
    return [(table.name, column.name) for table in counting for column in table.columns if column.counts == kind]


def _accounts(inventory: Inventory) -> pd.DataFrame:
    return pd.DataFrame({"account_id": inventory.accounts}).assign(region=EVERYTHING)


def _whole(check: Check, result: str, places: pd.DataFrame, evidence: Any, call_id: Any = "") -> pd.DataFrame:
    """Say the same of all that a check would test in some places."""
    said = {"check_id": check.name, "resource_id": EVERYTHING, "result": result, "severity": check.severity}
    rows = places[PLACE].assign(**said, domain=check.domain, evidence=evidence, call_id=call_id)
    return rows.reset_index(drop=True)[list(observation())].astype(observation())


def _nothing() -> pd.DataFrame:
    return _empty(tuple(CHECKS))


@lru_cache(maxsize=1)
def _empty(names: tuple[str, ...]) -> pd.DataFrame:  # noqa: ARG001 - the dtypes follow from what is registered
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in observation().items()})


def _constant(value: str, dtype: pd.CategoricalDtype, rows: int) -> pd.Categorical:
    if value not in dtype.categories:  # a check that is tried, and that no registry has
        dtype = pd.CategoricalDtype([*dtype.categories, value])
    return pd.Categorical.from_codes(np.full(rows, dtype.categories.get_loc(value)), dtype=dtype)


def _limits(values: Mapping[str, Any]) -> str:
    """Write the limits that a verdict rests on; a table of dates is too long to be one."""
    said = [f"{name}={value}" for name, value in values.items() if not isinstance(value, dict)]
    return f"; limit {', '.join(said)}" if said else ""


def _evidence(read: pd.DataFrame, later: pd.DataFrame) -> pd.Series:
    """Write what a check read as `column=value; column=value`."""
    parts = [c + "=" + read[c].astype("string").fillna("unknown") for c in read]
    parts = [
        part + later[c].map({True: " (later than observed)", False: ""}) if c in later else part
        for c, part in zip(read, parts, strict=True)
    ]
    text = parts[0]
    for part in parts[1:]:
        text = text + "; " + part
    return text
