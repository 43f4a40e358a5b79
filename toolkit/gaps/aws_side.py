"""AWS's half of a control: the reports on file for it, and what follows from them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from toolkit.register import NOBODY, Engagement, Register


def aws_side(row: Any, register: Register, as_of: date) -> tuple[Any, str, str]:
    """Judge AWS's half of a control: its state, the reports on file for it, and why."""
    if row.responsibility == "customer":
        return pd.NA, "", ""
    reports = register.aws_reports
    fitting = reports[reports["kind"].isin(row.aws_evidence.split())]
    kinds = row.aws_evidence.replace(" ", ", ")
    if register.engagement is None:
        return "inherited", "", f"AWS answers; no engagement names AWS reports (fitting kinds: {kinds})"
    start, end = period(register.engagement, as_of)
    fitting = fitting[fitting["retrieved_at"].map(lambda day: day <= as_of).astype(bool)]
    if kept := on_file(fitting, start, end):
        covering = pd.concat(kept)
        covering = covering[[row.period_start <= end and row.period_end >= start for row in covering.itertuples()]]
        ids = " ".join(covering["report_id"].unique())
        noted = " ".join(covering.loc[covering["exceptions_noted"], "report_id"])
        if noted:
            return "met_with_exceptions", ids, f"AWS answers; {ids} covers the period; {noted} notes exceptions"
        return "inherited", ids, f"AWS answers; {ids} covers the period"
    unread = fitting["read_by"].eq(NOBODY)
    late, new = (" ".join(fitting.loc[rows, "report_id"].unique()) for rows in (~unread, unread))
    why = [f"{late} does not cover {start} to {end}"] if late else []
    why += [f"{new} has not been read"] if new else []
    said = "; ".join(why) or f"no AWS report on file (fitting kinds: {kinds})"
    return "inherited_stale", "", f"AWS answers; {said}"


def period(engagement: Engagement, as_of: date) -> tuple[date, date]:
    """Return the days that AWS's reports have to cover: those of the period so far, its first at least."""
    return engagement.period_start, max(engagement.period_start, min(engagement.period_end, as_of))


def on_file(reports: pd.DataFrame, start: date, end: date) -> list[pd.DataFrame]:
    """Return, kind by kind, the reports that somebody has read and that leave no day of a period out."""
    read = reports[reports["read_by"].ne(NOBODY)]
    return [same_kind for _, same_kind in read.groupby("kind", sort=True) if _covers(same_kind, start, end)]


def _covers(reports: pd.DataFrame, start: date, end: date) -> bool:
    """Tell whether reports, one after another, leave no day of a period out."""
    reached = start - timedelta(days=1)
    for row in reports.sort_values("period_start").itertuples():
        if row.period_start <= reached + timedelta(days=1):
            reached = max(reached, row.period_end)
    return bool(reached >= end)
