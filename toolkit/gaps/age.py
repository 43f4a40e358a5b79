"""How old the newest evidence of each control is, held against how often the control is to happen."""

from __future__ import annotations

from datetime import date

import pandas as pd

# Days within which the next evidence is due; a control that an event sets off has none.
INTERVALS = {
    "continuous": 1,
    "daily": 1,
    "weekly": 7,
    "monthly": 31,
    "quarterly": 92,
    "semiannual": 184,
    "annual": 366,
}
PEOPLES = ("continuous", "daily")  # what no person attests that often


def aged(gaps: pd.DataFrame, collected: date, reports: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Add how old the evidence of each control is. It is shown and asked for, and moves no state.

    Parameters
    ----------
    gaps : DataFrame
        As `gap_analysis` returns it.
    collected : date
        Day of the observations.
    reports : DataFrame
        The register's AWS reports.
    as_of : date
        Day for which validity is judged.

    Returns
    -------
    DataFrame
        The gap analysis, with `newest_evidence` (day of the newest evidence that may settle the control: of the
        observations where checks alone do, of the last day of AWS's reports where AWS alone answers, else of the
        statement on file; empty if there is none) and `overdue` (bool; it is older than `frequency` asks for).

    """
    newest = gaps["attested_at"].astype("string")
    tested = gaps["test_mode"].eq("automated") & gaps[["passed", "failed", "waived"]].sum(axis=1).gt(0)
    newest = newest.mask(tested & newest.lt(collected.isoformat()), collected.isoformat())
    alone = gaps["responsibility"].eq("aws")
    newest = newest.mask(alone, [_last_day(ids, reports, as_of) for ids in gaps["aws_report"]])
    due = gaps["frequency"].map(INTERVALS).mask(~tested & gaps["frequency"].isin(PEOPLES))
    age = (pd.Timestamp(as_of) - pd.to_datetime(newest.mask(newest.eq("")))).dt.days
    place = gaps.columns.get_loc("aws_report") + 1
    found = gaps.copy()
    found.insert(place, "newest_evidence", newest)
    found.insert(place + 1, "overdue", age.gt(due).fillna(False).astype(bool))
    return found


def _last_day(report_ids: str, reports: pd.DataFrame, as_of: date) -> str:
    """Return the last day of which some reports speak."""
    days = [row.period_end for row in reports.itertuples() if row.report_id in report_ids.split()]
    return min(max(days), as_of).isoformat() if days else ""
