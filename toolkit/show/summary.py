"""What a reader needs first: what this is and is not, the findings that weigh most, and who signs."""

from __future__ import annotations

import pandas as pd

from toolkit.gaps import Audit
from toolkit.model import SEVERITIES
from toolkit.printed import some
from toolkit.show.blocks import Shown, note, section, table
from toolkit.show.failures import failed_checks, reach_words

WORST = 5
ROLES = ("Prepared by", "Reviewed by", "Approved by")


@section
def limits_note(audit: Audit) -> Shown:
    """Say what a reader may take from this, and what not."""
    terms, engagement = audit.framework.terms, audit.register.engagement
    said = (
        f"States of {terms} are proposed by rules; people conclude, grade and sign. Checks look at configurations of "
        "one moment, so they show no operation over a period, and no sample of the organisation's own controls was "
        "drawn: this is an assessment of readiness, and no opinion."
    )
    without = "" if engagement else " Nobody's word is in it: no engagement was given."
    return note("neutral", "What this is, and is not", said + without)


@section
def worst_findings(audit: Audit, most: int = WORST) -> Shown:
    """Tell the findings that weigh most in words: by severity, then by how many controls each holds back."""
    frame = failed_checks(audit)
    rows = frame.head(most)
    found = [f"{r.statement} Not so for {reach_words(r)}, {_where(r.accounts.split())}." for r in rows.itertuples()]
    labels = {"severity": "Severity", "finding": "Finding", "check_id": "Check", "controls": "Bears on"}
    rows = rows.assign(finding=found, controls=rows["controls"].map(some))
    title = f"Findings that weigh most, {len(rows)} of {len(frame)}"
    return table(rows, title, labels=labels, badges=["severity"], widths={"finding": 7, "check_id": 2, "controls": 2})


def _where(accounts: list[str]) -> str:
    return f"in account {accounts[0]}" if len(accounts) == 1 else f"in {len(accounts)} accounts"


@section
def severity_by_account(audit: Audit) -> Shown:
    """Count failures by account and severity: of different checks, so of no population."""
    mine = audit.observations[audit.observations["check_id"].isin(audit.framework.evidence["check_id"])]
    mine = mine[mine["out_of_scope"].eq("")]
    judged = mine[mine["result"].isin(["pass", "fail"])]
    fails = judged[judged["result"].eq("fail") & judged["exception_id"].eq("")]
    accounts = sorted(mine["account_id"].unique())
    counts = pd.crosstab(fails["account_id"], fails["severity"].astype("string"))
    counts = counts.reindex(index=accounts, columns=list(SEVERITIES), fill_value=0)
    frame = counts.assign(
        failed=counts.sum(axis=1),
        waived=judged.loc[judged["exception_id"].ne("")].groupby("account_id").size(),
        unknown=mine[mine["result"].eq("unknown")].groupby("account_id").size(),
    )
    frame = frame.fillna(0).astype(int)
    frame.loc["All"] = frame.sum()
    labels = {"account_id": "Account"} | {name: name.capitalize() for name in SEVERITIES}
    labels |= {"failed": "Failures", "waived": "Accepted", "unknown": "Not observed"}
    text = "A failure is one resource and one check; several failures may be about one resource."
    return table(frame.reset_index(names="account_id"), "Failures by account and severity", labels=labels, note=text)


@section
def sign_off(audit: Audit) -> Shown:
    """Leave room for those who prepare, review and approve."""
    engagement = audit.register.engagement
    names = [engagement.prepared_by if engagement else "", "", ""]
    frame = pd.DataFrame({"role": ROLES, "name": names}).assign(date="", signature="")
    labels = {"role": "", "name": "Name", "date": "Date", "signature": "Signature"}
    widths = {"role": 1.4, "name": 2, "date": 1.2, "signature": 3}
    return table(frame, "Prepared, reviewed and approved", labels=labels, widths=widths)
