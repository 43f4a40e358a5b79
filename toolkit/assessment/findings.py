"""Observations added up by check and account."""

from __future__ import annotations

import pandas as pd

from toolkit.assess import EVERYTHING


def findings_of(observations: pd.DataFrame) -> pd.DataFrame:
    """Add up observations by check and account.

    Parameters
    ----------
    observations : DataFrame
        As `assess` returns them.

    Returns
    -------
    DataFrame
        One row per check and account with an observation: `check_id`, `account_id`, `population` (resources that were
        tested or may have to be), `passed`, `failed` and `unknown` (observations, with those that stand for a place).

    """
    results = observations["result"]
    marks = {"passed": results.eq("pass"), "failed": results.eq("fail"), "unknown": results.eq("unknown")}
    rows = observations[["check_id", "account_id"]].assign(
        population=observations["resource_id"].ne(EVERYTHING), **marks
    )
    found = rows.groupby(["check_id", "account_id"], as_index=False, observed=True, sort=True).sum()
    return found.astype({name: "Int64" for name in ("population", *marks)} | {"check_id": "string"})
