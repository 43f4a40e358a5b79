"""What the register takes out of an audit, with its reason: controls by exclusion, resources by scope."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd

from toolkit.assess import EVERYTHING
from toolkit.checks import CHECKS
from toolkit.register import REGION, Register, parted, wildcards
from toolkit.tables import TABLES

STANDINGS = {  # what needs somebody first
    "meets_nothing": "meets nothing",
    "expired": "expired",
    "not_yet": "not yet approved",
    "counts": "counts",
}


def in_force(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the rows that are approved on a day and have not expired."""
    counts = [row.approved_at <= as_of <= row.expires_at for row in rows.itertuples()]
    return rows.loc[pd.Series(counts, index=rows.index, dtype=bool)]


def excluded(controls: pd.Series, framework_id: str, register: Register, as_of: date) -> pd.DataFrame:
    """Say of each control whether the register leaves it out on a day, and why.

    Parameters
    ----------
    controls : Series
        Ids of the controls.
    framework_id : str
        Framework that is audited.
    register : Register
        Its exclusions.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        `scope_state` (`not_applicable` or `out_of_scope`; NA where no exclusion is in force) and `scope_basis` (its
        reason, or how one stands that counts no longer or not yet; NA where there is none).

    """
    mine = register.applicability[register.applicability["framework_id"].eq(framework_id)]
    counting = in_force(mine, as_of)
    states = dict(zip(counting["control_id"], counting["kind"], strict=True))
    words = {row.control_id: _exclusion(row, as_of) for row in mine.itertuples()}
    columns = {"scope_state": controls.map(states), "scope_basis": controls.map(words)}
    return pd.DataFrame(columns, index=controls.index).astype("string")


def _exclusion(row: Any, as_of: date) -> str:
    """Write what an exclusion says, or why it does not count."""
    kind = row.kind.replace("_", " ")
    if as_of > row.expires_at:
        return f"its exclusion ({kind}) expired on {row.expires_at}"
    if as_of < row.approved_at:
        return f"its exclusion ({kind}) was approved on {row.approved_at}, after {as_of}"
    return f"{kind}: {row.reason.rstrip('.')} (asked for by {row.requested_by}, approved by {row.approved_by})"


def with_scope(
    observations: pd.DataFrame, tags: pd.DataFrame, framework_id: str, register: Register, as_of: date
) -> pd.DataFrame:
    """Mark the observations of resources that are agreed to be out of scope.

    With a row that says what is in, everything else is out; what a row says is out is out in any case. Whatever is not
    known stays in: a resource whose tags were not read or cannot be, one without a Region, what stands for all that
    could not be observed, and what a row says is in that counts no longer or not yet.

    Parameters
    ----------
    observations : DataFrame
        As `assess` returns them.
    tags : DataFrame
        `account_id`, `resource_id` and `tags` of resources: those that have tags (JSON), and those whose tags were not
        read (NA).
    framework_id : str
        Framework that is audited.
    register : Register
        Its scope.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        The observations, with `out_of_scope`: why, or empty where it is in scope.

    """
    rows = in_force(_boundaries(framework_id, register), as_of)
    why = pd.Series("", index=observations.index, dtype="string")
    inside = rows.loc[rows["direction"].eq("in"), "selector"]
    if len(inside):
        agreed = _boundaries(framework_id, register).query("direction == 'in'")["selector"]
        may = pd.concat([_met(each, observations, tags).fillna(True) for each in agreed], axis=1).any(axis=1)
        named = ", ".join(inside)
        why = why.mask(~may.astype(bool), f"met by no selector of what is in scope: {named}")
    for row in rows[rows["direction"].eq("out")].itertuples():
        out = _met(row.selector, observations, tags).fillna(False).astype(bool)
        why = why.mask(out, f"{row.selector}: {row.reason.rstrip('.')} (approved by {row.approved_by})")
    return observations.assign(out_of_scope=why.mask(observations["resource_id"].eq(EVERYTHING), ""))


def scope_standings(
    observations: pd.DataFrame, tags: pd.DataFrame, framework_id: str, register: Register, as_of: date
) -> pd.DataFrame:
    """Say of each row of the scope how it stands: one that meets nothing is a finding, and stops nothing.

    Parameters
    ----------
    observations, tags : DataFrame
        As `with_scope` takes them.
    framework_id : str
        Framework that is audited.
    register : Register
        Its scope.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        One row per row of the framework, those first that need somebody: `selector`, `direction`, `standing` (a key
        of `STANDINGS`), `resources` (how many it meets), `unread` (how many it may meet, and whose tags were not
        read), `reason`, `requested_by`, `approved_by`, `approved_at` and `expires_at`.

    """
    rows = _boundaries(framework_id, register)
    named = observations[observations["resource_id"].ne(EVERYTHING)]
    counts = []
    for row in rows.itertuples():
        met = _met(row.selector, named, tags)
        each = named.assign(met=met).groupby(["account_id", "resource_id"])["met"]
        resources = int(each.agg(lambda said: said.fillna(False).any()).sum()) if len(named) else 0
        unread = int(each.agg(lambda said: said.isna().all()).sum()) if len(named) else 0
        counts.append((_standing(row, resources, as_of), resources, unread))
    found = pd.DataFrame(counts, columns=["standing", "resources", "unread"], index=rows.index)
    found["standing"] = pd.Categorical(found["standing"], list(STANDINGS), ordered=True)
    about = ["reason", "requested_by", "approved_by", "approved_at", "expires_at"]
    joined = rows.join(found).sort_values("standing", kind="stable", ignore_index=True)
    return joined[["selector", "direction", *found.columns, *about]]


def _standing(row: Any, resources: int, as_of: date) -> str:
    if as_of > row.expires_at:
        return "expired"
    if as_of < row.approved_at:
        return "not_yet"
    return "counts" if resources else "meets_nothing"


def _boundaries(framework_id: str, register: Register) -> pd.DataFrame:
    return register.scope[register.scope["framework_id"].eq(framework_id)]


def _met(selector: str, observations: pd.DataFrame, tags: pd.DataFrame) -> pd.Series:
    """Tell which observations are of resources that a selector meets; NA where nobody knows."""
    form, value = parted(selector)
    if form == "account":
        return observations["account_id"].eq(value).astype("boolean")
    if form == "region":
        return observations["region"].eq(value).astype("boolean").mask(~observations["region"].str.fullmatch(REGION))
    if form == "arn":
        return observations["resource_id"].str.fullmatch(wildcards(value)).astype("boolean")
    return _tagged(value, observations, tags)


def _tagged(value: str, observations: pd.DataFrame, tags: pd.DataFrame) -> pd.Series:
    """Tell which resources have a tag. What stands in no row of the tags has none, if its table tells any."""
    key, _, pattern = value.partition("=")
    like = wildcards(pattern)
    known = tags["tags"].dropna()
    having = {text for text in known.unique() if like.fullmatch(json.loads(text).get(key, ""))}
    matching = tags["tags"].isin(having)
    place = ["account_id", "resource_id"]
    of = pd.MultiIndex.from_frame(observations[place])
    met, other, unread = (
        of.isin(pd.MultiIndex.from_frame(tags.loc[rows, place]))
        for rows in (matching, ~matching & tags["tags"].notna(), tags["tags"].isna())
    )
    telling = {check.name for check in CHECKS.values() if TABLES[check.tables[0]].tagged}
    silent = ~observations["check_id"].isin(telling).to_numpy()
    unsure = (met & other) | (~met & ~other & (unread | silent))
    return pd.Series(met, index=observations.index, dtype="boolean").mask(unsure)
