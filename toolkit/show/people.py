"""What people say, and what AWS's auditors say: shown with who said it, when, and on what evidence."""

from __future__ import annotations

import pandas as pd

from toolkit.aws_report_kinds import aws_report_kinds
from toolkit.gaps import Audit
from toolkit.gaps.scoped import STANDINGS
from toolkit.printed import some
from toolkit.register import NOBODY
from toolkit.show.blocks import Shown, section, table, words
from toolkit.states import OUTSIDE


@section
def attestations(audit: Audit) -> Shown:
    """Show what people say of controls of the framework: a representation stays one, whoever reviewed it."""
    frame = _of_framework(audit, audit.register.attestations)
    mine = frame["capacity"].isin(["management", "owner"])
    rows = frame.assign(
        said=frame["conclusion"].map(words) + mine.map({True: " (representation)", False: ""}),
        by=frame["attested_by"] + ", " + frame["capacity"].map(words) + ", " + frame["attested_at"].astype(str),
        reviewed=frame["reviewed_by"] + ", " + frame["reviewed_at"].astype(str),
        period=frame["period_start"].astype(str) + " to " + frame["period_end"].astype(str),
        expires=frame["expires_at"].astype(str),
    )
    labels = {
        "control_id": "Id",
        "statement": "Statement",
        "said": "Says",
        "method": "By",
        "by": "Whose word",
        "reviewed": "Reviewed",
        "period": "Period",
        "expires": "Expires",
        "evidence": "Evidence",
    }
    title = f"{len(rows)} attestations, {int(mine.sum())} of them management's or an owner's own"
    text = "A representation is the word of who answers for the control: it is recorded, and concludes nothing."
    widths = {"statement": 3, "by": 1.6, "reviewed": 1.4, "period": 1.3, "evidence": 1.4}
    return table(rows, title, labels=labels, widths=widths, note=text)


@section
def aws_reports(audit: Audit) -> Shown:
    """Show what the register has of AWS's evidence, with period, date, reader and the controls of its exceptions."""
    frame = audit.register.aws_reports
    unread = frame["read_by"].eq(NOBODY)
    noted = frame["exceptions_noted"].map({True: "yes; to which controls is not said", False: "none"})
    rows = frame.assign(
        kind=frame["kind"].map({name: each.title for name, each in aws_report_kinds().items()}),
        period=frame["period_start"].astype(str) + " to " + frame["period_end"].astype(str),
        retrieved=frame["retrieved_at"].astype(str),
        dated=frame["dated"].astype("string").fillna("not said"),
        noted=frame["exceptions"].where(frame["exceptions"].ne(""), noted).mask(unread, "not read"),
    )
    labels = {
        "report_id": "Report",
        "title": "Title",
        "kind": "Kind",
        "period": "Period",
        "dated": "Dated",
        "retrieved": "Retrieved",
        "read_by": "Read by",
        "noted": "Exceptions noted",
    }
    title = f"{len(rows)} pieces of AWS's evidence on file, {int(unread.sum())} of them not read"
    return table(rows, title, labels=labels, widths={"title": 3, "period": 1.4})


@section
def boundaries(audit: Audit) -> Shown:
    """Show what two people agreed to be in scope and out of it, and how many observations each check lost by that."""
    lost = audit.findings[audit.findings["out_of_scope"].gt(0)]
    said = [f"{row.check_id}: {row.out_of_scope} beside {row.tested} tested" for row in lost.itertuples()]
    labels = {
        "direction": "Direction",
        "selector": "Selector",
        "standing": "Standing",
        "resources": "Resources",
        "unread": "May be meant, tags not read",
        "reason": "Reason",
        "approved_by": "Approved by",
        "expires": "Expires",
    }
    rows = audit.scope.assign(
        standing=audit.scope["standing"].astype("string").map(STANDINGS), expires=audit.scope["expires_at"].astype(str)
    )
    text = f"Out of scope: {some(', '.join(said))}." if said else "No observation is out of scope."
    return table(rows, f"{len(rows)} rows of the scope", labels=labels, widths={"reason": 3}, note=text)


@section
def conclusions(audit: Audit) -> Shown:
    """Show what people have concluded on controls, beside the state that is proposed."""
    frame = _of_framework(audit, audit.register.conclusions)
    proposed = audit.gaps.set_index("control_id")["state"].astype("string")
    rows = frame.assign(
        state=frame["control_id"].map(proposed),
        when=frame["concluded_by"] + ", " + frame["concluded_at"].astype(str),
    )
    labels = {
        "control_id": "Id",
        "state": "Proposed",
        "conclusion": "Concluded",
        "grade": "Grade",
        "when": "By",
        "reviewed_by": "Reviewed by",
    }
    title = f"People have concluded on {len(rows)} of {len(audit.gaps)} {audit.framework.terms}"
    return table(rows, title, labels=labels, badges=["state"])


def _of_framework(audit: Audit, frame: pd.DataFrame) -> pd.DataFrame:
    """Keep what is said of controls of the framework, in the publisher's order."""
    mine = frame[frame["framework_id"].eq(audit.framework.id)]
    order = {control: number for number, control in enumerate(audit.framework.controls["control_id"])}
    mine = mine[mine["control_id"].isin(list(order))]
    return mine.sort_values("control_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


@section
def left_out(audit: Audit) -> Shown:
    """Show the controls that do not apply or were agreed to be outside the scope, and what fails beside that."""
    gaps = audit.gaps[audit.gaps["state"].isin(OUTSIDE)]
    fails = gaps["failing_checks"].str.cat(gaps["failing_supporting"], sep=" ").str.split().str.join(", ")
    labels = {"control_id": "Id", "title": "Title", "state": "State", "basis": "Why", "fails": "Fails beside it"}
    title = f"{len(gaps)} of {len(audit.gaps)} {audit.framework.terms} left out, each by two people"
    widths = {"title": 2, "basis": 4, "fails": 2}
    return table(gaps.assign(fails=fails), title, labels=labels, badges=["state"], widths=widths)
