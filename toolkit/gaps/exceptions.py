"""Exceptions: the failures that they accept on a day, and how those stand that accept none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from toolkit.assess import EVERYTHING
from toolkit.errors import RegisterError
from toolkit.frameworks import Framework
from toolkit.gaps.findings import checks_of
from toolkit.register import wildcards

STANDINGS = {  # what needs somebody first
    "nothing_left": "nothing left to accept",
    "expired": "expired",
    "not_yet": "not yet approved",
    "not_seen": "could not be observed",
    "elsewhere": "not of this framework",
    "accepts": "accepts failures",
}


def with_waivers(observations: pd.DataFrame, exceptions: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Mark the failures that an approved exception accepts on a date.

    Parameters
    ----------
    observations : DataFrame
        As `assess` returns them.
    exceptions : DataFrame
        The register's exceptions.
    as_of : date
        Day on which an exception has to be approved and not expired.

    Returns
    -------
    DataFrame
        The observations, with `exception_id`: empty where no exception applies. A waived failure stays a failure.

    Raises
    ------
    RegisterError
        An exception accepts what another accepts.

    """
    waived = pd.Series("", index=observations.index, dtype="string")
    for row in exceptions.itertuples():
        if not row.approved_at <= as_of <= row.expires_at:
            continue
        fails = _meant(row, observations) & observations["result"].eq("fail")
        if len(twice := waived[fails & waived.ne("")]):
            raise RegisterError(f"Exceptions {twice.iloc[0]!r} and {row.exception_id!r} accept the same failure.")
        waived = waived.mask(fails, row.exception_id)
    return observations.assign(exception_id=waived)


def exception_standings(
    exceptions: pd.DataFrame, observations: pd.DataFrame, framework: Framework, as_of: date
) -> pd.DataFrame:
    """Say of each exception how it stands: one that accepts nothing is a finding, and stops nothing.

    Parameters
    ----------
    exceptions : DataFrame
        The register's exceptions.
    observations : DataFrame
        As `with_waivers` returns them.
    framework : Framework
        Framework that is audited.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        One row per exception, those first that need somebody: `exception_id`, `standing` (a key of `STANDINGS`),
        `accepted` (failures), `basis` (why), `check_id`, `resource_id`, `account_id`, `requested_by`, `approved_by`,
        `approved_at` and `expires_at`.

    """
    mine = checks_of(framework)
    judged = [_standing(row, observations, row.check_id in mine, as_of) for row in exceptions.itertuples()]
    found = pd.DataFrame(judged, columns=["standing", "accepted", "basis"], index=exceptions.index)
    found["standing"] = pd.Categorical(found["standing"], list(STANDINGS), ordered=True)
    rows = exceptions.join(found.astype({"accepted": int, "basis": "string"}))
    about = ["check_id", "resource_id", "account_id", "requested_by", "approved_by", "approved_at", "expires_at"]
    return rows.sort_values("standing", kind="stable", ignore_index=True)[["exception_id", *found.columns, *about]]


def _standing(row: Any, observations: pd.DataFrame, of_framework: bool, as_of: date) -> tuple[str, int, str]:
    like = observations[_meant(row, observations)]
    accepted = int(like["exception_id"].eq(row.exception_id).sum())
    fails = int(like["result"].eq("fail").sum())
    if as_of < row.approved_at:
        return "not_yet", 0, f"approved on {row.approved_at}, after {as_of}; failures like it: {fails}"
    if as_of > row.expires_at:
        return "expired", 0, f"expired on {row.expires_at}; failures like it, accepted no longer: {fails}"
    if accepted:
        why = "" if of_framework else "; its check is no evidence for this framework"
        return "accepts" if of_framework else "elsewhere", accepted, f"failures accepted: {accepted}{why}"
    if not observations["account_id"].eq(row.account_id).any():
        return "not_seen", 0, f"account {row.account_id} is not among those that were collected and are in scope"
    whole = observations[_place(row, observations) & observations["resource_id"].eq(EVERYTHING)]
    if unknown := int(pd.concat([like, whole])["result"].eq("unknown").sum()):
        return "not_seen", 0, f"observations that could not be made, and may be what it names: {unknown}"
    if len(like):
        return "nothing_left", 0, f"everything that it names passes: {len(like)}"
    return "nothing_left", 0, f"no resource of that name was tested in account {row.account_id}"


def _meant(row: Any, observations: pd.DataFrame) -> pd.Series:
    """Tell which observations an exception means."""
    named = observations["resource_id"].str.fullmatch(wildcards(row.resource_id)).fillna(False).astype(bool)
    return _place(row, observations) & named & observations["resource_id"].ne(EVERYTHING).astype(bool)


def _place(row: Any, observations: pd.DataFrame) -> pd.Series:
    of_check = observations["check_id"].eq(row.check_id) & observations["account_id"].eq(row.account_id)
    return of_check.astype(bool)
