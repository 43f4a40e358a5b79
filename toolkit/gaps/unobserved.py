"""What an audit could not see: refused listings, refused details, and tables that nobody collected."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from toolkit.assess import failures
from toolkit.assessment import Assessment
from toolkit.checks import CHECKS
from toolkit.gaps.audit import Audit
from toolkit.inventory import NOT_ASKED
from toolkit.inventory.settling import DIFFER
from toolkit.tables import TABLES

COLUMNS = ["account_id", "table", "regions", "outcome", "error"]
NOT_JUDGED = "not judged"
APART = "not listed"
CONTRADICTED = "contradicted"
# AWS names the operation twice and the caller once more: the code and the action are what a reader needs.
_NOISE = r"^An error occurred |when calling the \w+ operation: |User: \S+ "


def unobserved(estate: Audit | Assessment) -> pd.DataFrame:
    """List everything that could not be seen, and the views and checks that failed over what was.

    Parameters
    ----------
    estate : Audit or Assessment
        What was found.

    Returns
    -------
    DataFrame
        One row per account, table and reason: `account_id` (`*` for a table that no account was asked for), `table`,
        `regions`, `outcome` (`denied`, `not_enabled` or `failed`, with ` detail` where only details of resources were
        refused; `contradicted` where a resource was listed with different properties; `not collected`; `not listed` for
        what AWS lists apart and no table has; `not_asked` for Regions that are on and were left out, with the table
        `*`) and `error` (what AWS said, which checks go without, or that only other accounts of a merged inventory were
        asked). What failed over the data stands in `table` as `view x` or `check y`, with the outcome `not judged`.

    """
    found = estate.assessment if isinstance(estate, Audit) else estate
    failed = failures(found.observations).rename(columns={"name": "table"})
    parts = [_listings(found), _details(found), _contradicted(found), _regions(found)]
    parts += [pd.DataFrame(lines(found), columns=COLUMNS) for lines in (_uncollected, _left_out)]
    parts.append(_by_reason(failed.assign(outcome=NOT_JUDGED)))
    rows = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=COLUMNS)], ignore_index=True)
    rows["error"] = rows["error"].astype("string").str.replace(_NOISE, "", regex=True)
    return rows.sort_values(["account_id", "outcome", "table"], ignore_index=True)


def _listings(assessment: Assessment) -> pd.DataFrame:
    coverage = assessment.coverage
    refused = coverage[coverage["status"].ne("observed")].rename(columns={"status": "outcome"})
    # Where inventories were merged, some accounts were not asked for a table that others were.
    return _by_reason(refused.assign(outcome=refused["outcome"].replace("not_collected", "not collected")))


def _details(assessment: Assessment) -> pd.DataFrame:
    """Group the calls that were refused while their table as a whole was observed, and count them."""
    calls = assessment.refused_inside
    if calls.empty:
        return pd.DataFrame(columns=COLUMNS)
    error = calls["service"] + ":" + calls["operation"] + " " + calls["error_code"]
    calls = calls.assign(outcome=calls["outcome"] + " detail", error=error)
    number = calls.groupby(["account_id", "table", "outcome", "error"])["error"].transform("size")
    counted = calls["error"] + number.map(lambda n: f", {n} calls" if n > 1 else "")
    return _by_reason(calls.assign(error=counted))


def _contradicted(assessment: Assessment) -> pd.DataFrame:
    """Name the tables in which rows of one id differed."""
    coverage = assessment.coverage
    said = coverage[coverage["status"].eq("observed") & coverage["error"].str.contains(DIFFER, regex=False, na=False)]
    return _by_reason(said.assign(outcome=CONTRADICTED))


def _regions(assessment: Assessment) -> pd.DataFrame:
    if assessment.off.empty:
        return pd.DataFrame(columns=COLUMNS)
    return _by_reason(assessment.off[assessment.off["status"].eq(NOT_ASKED)].rename(columns={"status": "outcome"}))


def _by_reason(rows: pd.DataFrame) -> pd.DataFrame:
    grouped = rows.groupby(["account_id", "table", "outcome", "error"], as_index=False)["region"]
    return grouped.agg(lambda regions: ", ".join(sorted(set(regions)))).rename(columns={"region": "regions"})


def _uncollected(assessment: Assessment) -> Iterator[tuple[str, str, str, str, str]]:
    without: dict[str, list[str]] = {}
    for check in CHECKS.values():
        for name in check.tables:
            if name not in assessment.tables:
                without.setdefault(name, []).append(check.name)
    for name, checks in without.items():
        yield "*", name, "*", "not collected", f"needed by {', '.join(checks)}"


def _left_out(assessment: Assessment) -> Iterator[tuple[str, str, str, str, str]]:
    for name in assessment.tables:
        if left_out := TABLES[name].leaves_out:
            yield "*", name, "*", APART, left_out
