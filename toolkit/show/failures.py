"""What fails, by check, control and resource, beside what was tested; and what exceptions accept of it."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from toolkit.checks import CHECKS
from toolkit.gaps import Audit
from toolkit.show.blocks import Shown, section, table
from toolkit.show.observed import SHOWN_ROWS

MARKS = {"direct": "", "supporting": " (supporting)"}
NAMED = 8  # checks that one cell names: those that speak of the control directly, worst first
TRUTH = {"True": "yes", "False": "no"}
_READ = re.compile(r"(?:limit )?[a-z][a-z0-9_]*")


def readable(evidence: str) -> str:
    """Write what a check read for a reader who does not program: `trusts_anyone=True` is "trusts anyone: yes"."""
    return "; ".join(map(_readable, evidence.split("; ")))


def _readable(part: str) -> str:
    name, is_value, value = part.partition("=")
    return f"{name.replace('_', ' ')}: {TRUTH.get(value, value)}" if is_value and _READ.fullmatch(name) else part


def claims_of(audit: Audit) -> pd.DataFrame:
    """Return what the checks of an audit claim: one row per control and check, with its strength or `condition`."""
    framework = audit.framework
    pairs = framework.conditions[["control_id", "check_id"]].assign(strength="condition")
    return pd.concat([framework.evidence[["control_id", "check_id", "strength"]], pairs], ignore_index=True)


def tested(audit: Audit, pairs: pd.DataFrame) -> pd.DataFrame:
    """Add to rows with a `check_id` what the check states and what it found.

    Parameters
    ----------
    audit : Audit
        The audit.
    pairs : DataFrame
        One row per check, with `check_id`.

    Returns
    -------
    DataFrame
        The rows, with `statement` and what the audit's `findings` say of the check.

    """
    statements = {name: check.statement.replace("`", "") for name, check in CHECKS.items()}
    found = pairs.merge(audit.findings, on="check_id", how="left")
    return found.assign(statement=found["check_id"].map(statements))


def failed_claims(audit: Audit) -> pd.DataFrame:
    """Return what fails that nobody accepted: one row per control and check, with what the check found."""
    found = tested(audit, claims_of(audit))
    return found[found["failed"].gt(0)].reset_index(drop=True)


def failed_checks(audit: Audit) -> pd.DataFrame:
    """Return one row per check that fails, worst severity first, with the `controls` that it bears on, marked how."""
    found = failed_claims(audit)
    marked = found["control_id"] + found["strength"].map(MARKS).fillna(" (condition)")
    by_check = marked.groupby(found["check_id"])
    rows = found.drop_duplicates("check_id")
    rows = rows.assign(
        controls=rows["check_id"].map(by_check.agg(", ".join)), held=rows["check_id"].map(by_check.size())
    )
    order = {"severity": True, "held": False, "failed": False, "check_id": True}
    return rows.sort_values(list(order), ascending=list(order.values()), ignore_index=True)


def bears_on(audit: Audit) -> pd.Series:
    """Return by check the controls that it bears on, each marked how: `CC6.1, CC7.2 (supporting)`."""
    claims = claims_of(audit)
    marked = claims["control_id"] + claims["strength"].map(MARKS).fillna(" (condition)")
    return marked.groupby(claims["check_id"]).agg(", ".join)


def reach_words(row: Any) -> str:
    """Write of how many a check fails, and whether that is a setting, all or some of them."""
    numbers = f"{row.failed} of {row.tested}"
    return {"setting": f"a setting, {numbers} places", "all": f"all {row.tested}"}.get(row.reach, numbers)


@section
def failing_checks(audit: Audit) -> Shown:
    """Show each check that fails, worst severity first, with what it failed of and its remedy."""
    frame = failed_checks(audit)
    frame = frame.assign(
        check=frame["statement"] + " (" + frame["check_id"] + ")",
        fails=[reach_words(row) for row in frame.itertuples()],
        remedy=[CHECKS[name].section("Remedy").replace("`", "") for name in frame["check_id"]],
    )
    labels = {
        "severity": "Severity",
        "check": "Should be true",
        "fails": "Fails",
        "controls": audit.framework.terms.capitalize(),
        "remedy": "Remedy",
    }
    title = f"{len(frame)} of {len(set(claims_of(audit)['check_id']))} checks fail, worst first"
    note = "Fails n of those tested; what an exception accepts was tested, and is no failure here. A supporting check "
    note += "says less than the control asks for; one of a condition speaks of what an inheritance from AWS rests on."
    return table(
        frame,
        title,
        labels=labels,
        badges=["severity"],
        widths={"check": 3.4, "fails": 1, "remedy": 3.6, "controls": 1.8},
        note=note,
    )


@section
def control_findings(audit: Audit) -> Shown:
    """Show for each control which of its checks fail, so that a reader gets from a control to its resources."""
    found = failed_claims(audit)
    weaker = found["strength"].eq("supporting")
    found = found.assign(weaker=weaker).sort_values(["weaker", "severity", "check_id"], ignore_index=True)
    said = pd.Series([f"{row.check_id}: {reach_words(row)}, {row.severity}" for row in found.itertuples()], dtype=str)
    said += found["strength"].map(MARKS).fillna(" (condition)")
    by_control = said.groupby(found["control_id"]).agg(_first)
    gaps = audit.gaps
    frame = gaps[gaps["control_id"].isin(by_control.index)]
    frame = frame.assign(found=frame["control_id"].map(by_control))
    labels = {
        "control_id": "Id",
        "title": "Title",
        "state": "State",
        "found": "Checks that fail, and how many of tested",
    }
    title = f"{len(frame)} of {len(gaps)} {audit.framework.terms} have a check that fails"
    return table(frame, title, labels=labels, badges=["state"], widths={"title": 2, "found": 5})


def _first(said: pd.Series) -> str:
    """Name the first of the checks that fail, and count the others: all of them stand in the table that is attached."""
    left = len(said) - NAMED
    return "; ".join(said[:NAMED]) + (f"; and {left} more" if left > 0 else "")


@section
def failing_resources(audit: Audit, severity: str = "") -> Shown:
    """Show the failing resources, worst severity first; the whole list is attached to the report."""
    fails = audit.failing[audit.failing["exception_id"].eq("")]
    fails = fails[fails["severity"].eq(severity)] if severity else fails
    rows = fails.head(SHOWN_ROWS)
    rows = rows.assign(
        where=[_where(row.resource_id, row.account_id, row.region) for row in rows.itertuples()],
        evidence=rows["evidence"].map(readable),
    )
    labels = {
        "severity": "Severity",
        "check_id": "Check",
        "resource_id": "Resource",
        "where": "Where",
        "evidence": "What was read",
    }
    title = f"{len(fails)} failures{f', {severity}' if severity else ''}, by severity, check and resource"
    widths = {"check_id": 1.6, "resource_id": 2.4, "evidence": 2.4}
    return table(rows, title, labels=labels, badges=["severity"], total=len(fails), widths=widths)


def _where(resource_id: str, account_id: str, region: str) -> str:
    """Name account and Region as far as the ARN does not."""
    return " ".join(name for name in (account_id, region) if name not in (*resource_id.split(":"), "global"))


@section
def accepted_failures(audit: Audit) -> Shown:
    """Show the failures that an approved exception accepts; they stay failures."""
    waived = audit.failing[audit.failing["exception_id"].ne("")]
    by_id = audit.register.exceptions.set_index("exception_id")
    frame = waived.assign(
        controls=waived["check_id"].map(bears_on(audit)),
        reason=waived["exception_id"].map(by_id["reason"]),
        instead=waived["exception_id"].map(by_id["compensating_control"]),
        expires=waived["exception_id"].map(by_id["expires_at"]).astype(str),
        approved=waived["exception_id"].map(by_id["approved_by"]),
    )
    labels = {
        "exception_id": "Exception",
        "resource_id": "Resource",
        "check_id": "Check",
        "controls": audit.framework.terms.capitalize(),
        "reason": "Reason",
        "instead": "Compensating control, as stated",
        "approved": "Approved by",
        "expires": "Expires",
    }
    widths = {"resource_id": 2, "check_id": 1.5, "reason": 2, "instead": 2}
    return table(frame, f"{len(frame)} accepted failures", labels=labels, widths=widths)
