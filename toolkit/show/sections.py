"""The parts of a gap analysis, each made of one audit, in the order in which a report shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.checks import CHECKS
from toolkit.gaps import Audit
from toolkit.model import DOMAINS, PARTIES, SEVERITIES
from toolkit.registry import SHIPPED
from toolkit.resources import DATA
from toolkit.show.blocks import Shown, facts, section, table, words
from toolkit.show.observed import blind, observed_collections, refused_calls
from toolkit.signature import Signature
from toolkit.states import OUTSIDE, STATES

OUTCOMES = ("ok", "absent", "gone", "denied", "not_enabled", "failed")
EXPOSURES = ("anyone", "some", "after")
REFUSED = ("denied", "not_enabled", "failed")
KEY_CAME_ALONG = " Its key came with it: compare the key with one that you had from the signer."


def cover(audit: Audit) -> list[list[str]]:
    """Return what the first page of a report says: scope, coverage, and from what it was made."""
    seen, asked = observed_collections(audit)
    figures, collected, register = audit.summary, audit.assessment.about, audit.register
    engagement = register.engagement
    rows: list[list[str]] = []
    if engagement:
        rows = [
            ["Client", engagement.client],
            ["Auditor", engagement.auditor],
            ["Prepared by", engagement.prepared_by],
            ["Period", f"{engagement.period_start} to {engagement.period_end}"],
        ]
    coverage = "; ".join(filter(None, [f"{seen} of {asked} collections observed", refused_calls(audit)]))
    nothing = ": nothing could be observed, so nothing of the estate was tested" if blind(audit) else ""
    return [
        *rows,
        ["Accounts", ", ".join(audit.assessment.accounts)],
        ["Regions", ", ".join(audit.assessment.regions)],
        ["Validity judged on", str(audit.as_of)],
        ["Coverage", coverage + nothing],
        *([["Failed over the data", "; ".join(audit.failed)]] if audit.failed else []),
        ["Concluded", f"{figures['concluded']} of {figures['applicable']} applicable {audit.framework.terms}"],
        *([["Declared by others", others]] if (others := declared_by_others(audit)) else []),
        *([["Clock", audit.assessment.clock]] if audit.assessment.clock else []),
        ["Collected", f"{collected['started_at'][:16].replace('T', ' ')} UTC by {collected['caller_arn']}"],
    ]


def declared_by_others(audit: Audit) -> str:
    """Say what of a report rests on declarations that do not ship: those of its assessment, and claims of controls."""
    made, claims = audit.assessment.declarations, audit.framework.evidence
    counted = pd.concat([made[["origin", "kind"]], claims[["origin"]].assign(kind="claim")]).value_counts(sort=False)
    by: dict[str, list[str]] = {}
    for (origin, kind), n in sorted(counted.items()):
        if origin != SHIPPED:
            by.setdefault(origin, []).append(f"{n} {kind}{'' if n == 1 else 's'}")
    return "; ".join(f"{', '.join(said)} of {origin}" for origin, said in by.items())


@section
def key_figures(audit: Audit) -> Shown:
    """Show coverage before score, each with its denominator."""
    seen, asked = observed_collections(audit)
    figures, terms = audit.summary, audit.framework.terms
    items = [
        ("Collections observed", f"{seen} of {asked}", refused_calls(audit) or "account, Region and table"),
        ("Concluded", f"{figures['concluded']} of {figures['applicable']}", f"applicable {terms}"),
        ("No exception noted", str(figures["satisfied"]), f"{terms} that the customer's side settles"),
        ("Inherited", str(figures["inherited"]), f"{terms} that AWS answers for, on evidence"),
        ("Gaps", f"{figures['gaps']} of {figures['applicable']}", f"applicable {terms}"),
    ]
    for state in OUTSIDE:
        if figures[state]:
            out = f"{figures[state]} of {figures['assessable']}"
            items.append((words(state).capitalize(), out, f"{terms}, each for a recorded reason"))
    return facts(items)


@section
def states(audit: Audit) -> Shown:
    """Show how many controls have each state, worst first, and what the state means."""
    counts = audit.summary
    rows = [(state, counts[state], meaning) for state, meaning in STATES.items() if counts[state]]
    frame = pd.DataFrame(rows, columns=["state", "count", "meaning"])
    labels = {"state": "State", "count": audit.framework.terms.capitalize(), "meaning": "Meaning"}
    return table(
        frame, f"States of {counts['assessable']} {audit.framework.terms}, worst first", labels=labels, badges=["state"]
    )


@section
def service_models(audit: Audit) -> Shown:
    """Show the service models in use, from which the split of responsibility is computed."""
    basis = {
        "observed": "in use",
        "assumed": "assumed in use: not every service of it was looked for",
        "always": "in use in every estate",
        "none": "not in use: AWS answered for every service of it that there is none",
    }
    unseen = audit.models["not_looked_for"].where(audit.models["basis"].eq("assumed"), "")
    frame = audit.models.assign(basis=audit.models["basis"].map(basis), not_looked_for=unseen)
    labels = {
        "title": "Service model",
        "basis": "In this estate",
        "resources": "Resources",
        "services": "Services that show it",
        "not_looked_for": "Not looked for",
    }
    return table(frame, "Service models that decide the split", labels=labels)


@section
def responsibility_matrix(audit: Audit) -> Shown:
    """Show how many controls of each section AWS answers for, the customer answers for, or both do."""
    counts = pd.crosstab(audit.gaps["section"], audit.gaps["responsibility"]).reindex(
        columns=list(PARTIES), fill_value=0
    )
    counts = counts.reindex(audit.gaps["section"].unique())
    counts.loc["All"] = counts.sum()
    frame = counts.assign(all=counts.sum(axis=1)).reset_index(names="section")
    labels = {"section": "Section", "aws": "AWS", "shared": "Shared", "customer": "Customer", "all": "All"}
    return table(frame, f"Who answers for the {len(audit.gaps)} {audit.framework.terms}", labels=labels)


@section
def responsibilities(audit: Audit, party: str = "") -> Shown:
    """Show for each control what AWS does, what the customer does, and on what condition AWS's part holds."""
    gaps = audit.gaps
    frame = gaps[gaps["responsibility"].eq(party)] if party else gaps
    tested = frame["condition_checks"].map(lambda checks: f" Tested by {checks}." if checks else "")
    labels = {
        "control_id": "Id",
        "responsibility": "Party",
        "aws_part": "AWS",
        "customer_part": "Customer",
        "customer_condition": "Condition",
    }
    labels = {name: label for name, label in labels.items() if name != "responsibility" or not party}
    widths = {"aws_part": 3, "customer_part": 4, "customer_condition": 3}
    title = f"Parts of AWS and customer, {len(frame)} of {len(gaps)} {audit.framework.terms}"
    frame = frame.assign(customer_condition=frame["customer_condition"] + tested)
    return table(frame, title, labels=labels, badges=["responsibility"], widths=widths)


@section
def not_concluded(audit: Audit) -> Shown:
    """Show every control without a conclusion, and why."""
    gaps = audit.gaps
    frame = gaps[~gaps["concluded"] & ~gaps["state"].isin(OUTSIDE)]
    labels = {"control_id": "Id", "title": "Title", "state": "State", "basis": "Why", "owner_role": "Who can close it"}
    title = f"{len(frame)} of {len(gaps)} {audit.framework.terms} without a conclusion"
    return table(frame, title, labels=labels, badges=["state"], widths={"basis": 4, "title": 2})


@section
def controls(audit: Audit) -> Shown:
    """Show every control of the framework: who answers, who owns it, how it stands and why."""
    gaps = audit.gaps
    owner = gaps["accountable"].where(gaps["accountable"].ne(""), gaps["owner_role"] + " (no person named)")
    labels = {"control_id": "Id", "title": "Title", "responsibility": "Party", "owner": "Owner", "state": "State"}
    labels |= {"basis": "Why"}
    title = f"All {len(gaps)} {audit.framework.terms}"
    widths = {"basis": 4, "title": 2.4, "owner": 1.4}
    return table(gaps.assign(owner=owner), title, labels=labels, badges=["responsibility", "state"], widths=widths)


@section
def evidence_index(audit: Audit) -> Shown:
    """Show the calls behind the report by outcome, and the services of which AWS refused or failed some."""
    counts = audit.assessment.call_counts
    calls = counts.pivot_table("calls", "service", "outcome", "sum", fill_value=0)
    whole = calls[[name for name in OUTCOMES if name in calls]].assign(calls=calls.sum(axis=1))
    rest = whole[[name for name in REFUSED if name in whole]].sum(axis=1).eq(0)
    frame = whole[~rest].sort_index()
    frame.loc[f"{int(rest.sum())} services, each call answered"] = whole[rest].sum()
    frame.loc["All"] = whole.sum()
    labels = {"service": "Service", "calls": "Calls"} | {name: words(name) for name in whole if name != "calls"}
    title = f"{counts['calls'].sum()} calls in the ledger, by outcome"
    return table(frame.reset_index(names="service"), title, labels=labels)


@section
def severities(audit: Audit) -> Shown:
    """Show how the severity of a check follows from what is at stake and from who could use its failure."""
    mine = audit.findings[audit.findings["check_id"].isin(audit.framework.evidence["check_id"])]
    grave = int(mine["severity"].isin(SEVERITIES[:2]).sum())
    frame = pd.read_csv(DATA / "severities.csv", dtype="string")
    frame = frame.assign(impact=frame["impact"].str.capitalize() + ". " + frame["about"] + ".")
    labels = {"impact": "If the property is missing", "anyone": "Anyone", "some": "Some", "after": "After"}
    text = (
        "Anyone: the internet, or any AWS account. Some: who has credentials, a foreign account that is named, a "
        "network inside, or chance, a mistake or the loss of a zone. After: only once another protection failed."
    )
    title = f"Severity is impact by exposure: {grave} of {len(mine)} checks are {' or '.join(SEVERITIES[:2])}"
    return table(frame, title, labels=labels, badges=EXPOSURES, widths={"impact": 4}, note=text)


@section
def checks(audit: Audit) -> Shown:
    """Show every check that is evidence for the framework, with its population and result."""
    mine = [c for c in CHECKS.values() if audit.framework.controls_of(c.name)]
    results = audit.findings.set_index("check_id").loc[[c.name for c in mine]]
    frame = results.reset_index().assign(
        domain=[DOMAINS[c.domain] for c in mine],
        controls=[", ".join(audit.framework.controls_of(c.name)) for c in mine],
    )
    frame = frame.sort_values(["domain", "severity", "check_id"], ignore_index=True)
    labels = {"domain": "Domain", "check_id": "Check", "severity": "Severity", "controls": "Controls"}
    labels |= {"passed": "Pass", "failed": "Fail", "waived": "Accepted", "unknown": "Unknown", "reach": "Reach"}
    return table(frame, f"{len(frame)} checks are evidence for this framework", labels=labels, badges=["severity"])


def _changed_limits(audit: Audit) -> list[tuple[str, str]]:
    """Name every limit that the engagement sets, beside the one that the check brings."""
    return [
        (f"Limit set by the engagement: {name}", f"{key} = {value} (default {CHECKS[name].parameters[key]})")
        for name, values in audit.register.parameters.items()
        for key, value in values.items()
    ]


def _signed(signature: Signature) -> str:
    return signature.sentence + ("" if signature.flaw else KEY_CAME_ALONG)


def _versions(manifest: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(manifest["versions"].items()))


@section
def seal(audit: Audit) -> Shown:
    """Show what the report was made from, so that it can be made again."""
    assessment, collected = audit.assessment, audit.assessment.about
    root = assessment.manifest.get("root_sha256")
    merged = collected.get("merged_from", [])
    rows = [
        ("Inventory root hash (SHA-256)", collected["root_sha256"]),
        ("Collected", f"{collected['started_at']} to {collected['finished_at']}"),
        ("Caller", collected["caller_arn"]),
        *[("Merged from", f"{m['root_sha256']}, {m['started_at']} to {m['finished_at']}") for m in merged],
        *[("Signature of the inventory", _signed(s)) for s in assessment.inventory_signatures],
        ("Collected with", f"{collected['tool']}; {_versions(collected)}"),
        ("Assessment root hash (SHA-256)", root or "none: it was made in memory, and is not sealed"),
        ("Re-performed", "`demarc verify ASSESSMENT --against INVENTORY` says whether the verdicts come out again"),
        *[("Signature of the assessment", _signed(s)) for s in assessment.signatures],
        ("Assessed with", f"{assessment.manifest['tool']}; {_versions(assessment.manifest)}"),
        *_changed_limits(audit),
        ("Framework source", audit.framework.source),
        ("Framework licence", audit.framework.licence),
    ]
    frame = pd.DataFrame(rows, columns=["what", "value"])
    return table(frame, "Provenance", labels={"what": "What", "value": "Value"}, widths={"what": 1, "value": 3})
