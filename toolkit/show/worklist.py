"""What is to be done, for a reader: traps, requests and the reach of a fix."""

from __future__ import annotations

import pandas as pd

from toolkit.gaps import Audit
from toolkit.gaps.exceptions import STANDINGS
from toolkit.gaps.worklist import NOT_LISTED, aws_report_services, reach, requests
from toolkit.gaps.worklist import traps as found_traps
from toolkit.printed import some
from toolkit.show.blocks import Shown, section, table, words

SHOWN_ROWS = 25


@section
def traps(audit: Audit) -> Shown:
    """Show where the estate has fallen into the usual traps of shared responsibility."""
    labels = {
        "trap": "Belief",
        "truth": "What is true",
        "found": "In this estate",
        "unknown": "Not observed",
        "where": "Where",
    }
    widths = {"trap": 1.4, "truth": 2, "found": 1.6, "where": 3}
    frame = found_traps(audit)
    frame["where"] = frame["where"].map(some)
    return table(frame, "Four traps of shared responsibility", labels=labels, widths=widths)


@section
def request_list(audit: Audit) -> Shown:
    """Show what is still needed by who is asked for it; every single request is attached to the report."""
    frame = requests(audit)
    groups = frame.groupby(["whom", "kind"], sort=True)
    rows = [
        (whom, words(kind), len(mine), _asked(mine), some(", ".join(filter(None, mine["controls"]))))
        for (whom, kind), mine in groups
    ]
    found = pd.DataFrame(rows, columns=["whom", "kind", "requests", "request", "controls"])
    labels = {
        "whom": "From whom",
        "kind": "Kind",
        "requests": "Requests",
        "request": "What is needed",
        "controls": audit.framework.terms.capitalize(),
    }
    title = f"{len(frame)} requests to {frame['whom'].nunique()} people and roles"
    return table(found, title, labels=labels, widths={"request": 5, "whom": 1.6, "controls": 2})


def _asked(requests_: pd.DataFrame) -> str:
    """Say what requests of one kind ask of one person: the first two, and how many more there are."""
    texts = list(requests_["request"])
    return " ".join(texts[:2]) + (f" And {len(texts) - 2} more of the kind, which are attached." if texts[2:] else "")


@section
def exceptions(audit: Audit) -> Shown:
    """Show how every exception of the register stands, those first that accept nothing."""
    frame = audit.exceptions
    idle = int(frame["accepted"].eq(0).sum())
    labels = {
        "exception_id": "Exception",
        "standing": "Standing",
        "basis": "Why",
        "check_id": "Check",
        "resource_id": "Resource",
        "account_id": "Account",
        "requested_by": "Requested by",
        "expires_at": "Expires",
    }
    rows = frame.assign(
        standing=frame["standing"].astype("string").map(STANDINGS), expires_at=frame["expires_at"].astype(str)
    )
    title = f"{idle} of {len(frame)} exceptions accept nothing"
    return table(rows, title, labels=labels, widths={"basis": 3, "check_id": 1.6, "resource_id": 2})


@section
def report_services(audit: Audit) -> Shown:
    """Show which services in use AWS's reports on file name, and which none does."""
    frame = aws_report_services(audit)
    missing = int(frame["covered_by"].eq(NOT_LISTED).sum())
    labels = {
        "service": "Service",
        "title": "Name",
        "regions": "Regions",
        "resources": "Resources",
        "covered_by": "Reports that name it",
    }
    title = f"{missing} of {len(frame)} services in use are named by no AWS report on file"
    rows = frame.sort_values("covered_by", key=lambda named: named.ne(NOT_LISTED), kind="stable", ignore_index=True)
    return table(rows.head(SHOWN_ROWS), title, labels=labels, total=len(frame))


@section
def widest_fixes(audit: Audit) -> Shown:
    """Show which failing checks hold back most controls, in every framework; each is a claim of the check itself."""
    frame = reach(audit)
    labels = {
        "severity": "Severity",
        "check_id": "Check",
        "failed": "Failing resources",
        "controls": "Controls, all frameworks",
    }
    title = "Fixes by reach"
    return table(frame.head(SHOWN_ROWS), title, labels=labels, badges=["severity"], total=len(frame))
