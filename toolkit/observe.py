"""Run one check over its table. Pure pandas: frames in, frames out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.checks import CHECKS
from toolkit.errors import DeclarationError
from toolkit.model import DOMAINS, RESULTS, SEVERITIES, Check, Table
from toolkit.tables import TABLES

FAIL, UNKNOWN, PASS, OUTSIDE = *map(RESULTS.index, ("fail", "unknown", "pass")), len(RESULTS)
CODES = np.array([FAIL, PASS, UNKNOWN], dtype=np.int8)  # of False, True and NA
TRUTH = (True, False)
COMPLETIONS = 64  # of one row, which six unread truth values have
RESULT = pd.CategoricalDtype(RESULTS, ordered=True)
SEVERITY = pd.CategoricalDtype(SEVERITIES, ordered=True)
DOMAIN = pd.CategoricalDtype(list(DOMAINS))
Codes = npt.NDArray[np.int8]
Answer = Callable[[pd.DataFrame], Codes]


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
    if frame.empty:
        return nothing()
    given = {**check.parameters, **parameters}
    names = list(dict.fromkeys((*check.columns, *check.population_columns)))
    read, later = frame[names], _later(check, frame, names)
    if late := [name for name in later if later[name].any()]:
        read = read.assign(**{name: read[name].mask(later[name]) for name in late})
    verdicts = _verdicts(check, read, given)
    kept = verdicts != OUTSIDE
    frame, later = frame[kept], later[kept]
    shown = [*(check.view.key if check.view else ()), *names]
    evidence = _evidence(frame[list(dict.fromkeys(shown))], later) + _limits(given)
    return observations_of(check, frame, frame["resource_id"], verdicts[kept], evidence, frame["call_id"])


def observations_of(
    check: Check, places: pd.DataFrame, resource_id: Any, results: Codes, evidence: Any, call_id: Any
) -> pd.DataFrame:
    """Write observations of a check, one for each place."""
    said = {
        "check_id": _constant(check.name, _names(tuple(CHECKS)), len(places)),
        "resource_id": resource_id,
        "account_id": places["account_id"],
        "region": places["region"],
        "result": pd.Categorical.from_codes(results, dtype=RESULT),
        "severity": _constant(check.severity, SEVERITY, len(places)),
        "domain": _constant(check.domain, DOMAIN, len(places)),
        "evidence": evidence,
        "call_id": call_id,
    }
    return pd.DataFrame(said, index=places.index).reset_index(drop=True)


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
    answer, place_and_answer = partial(_answers, check, given), partial(_place_and_answer, check, given)
    verdicts[inside] = _shared(place_and_answer, read.iloc[inside], closed, answer)
    return verdicts


def _shared(answer: Answer, read: pd.DataFrame, closed: Mapping[str, Any], whole: Answer | None = None) -> Codes:
    """Return for each row the code that all completions of what is unread in it share, else UNKNOWN.

    A row with more than `COMPLETIONS` of them stays unknown, and so does one in which anything else is unread. `whole`
    answers for rows in which nothing is, if that is simpler.
    """
    codes = np.full(len(read), UNKNOWN, dtype=np.int8)
    unread = read.isna().to_numpy()
    known = ~unread.any(axis=1)
    codes[known] = (whole or answer)(read[known])
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


def _answers(check: Check, given: Mapping[str, Any], rows: pd.DataFrame) -> Codes:
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
    codes[inside] = _answers(check, given, rows[inside])
    return codes


def nothing() -> pd.DataFrame:
    """Return no observation, with the dtypes of one."""
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
