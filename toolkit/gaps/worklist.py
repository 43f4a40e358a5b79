"""What follows from a gap analysis: the traps it shows, what is needed from whom, and how far a fix reaches."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from toolkit.asked import framework_ids
from toolkit.aws_report_kinds import aws_report_kinds, evidence_sets, in_words
from toolkit.checks import CHECKS
from toolkit.claims import claims
from toolkit.gaps.audit import Audit
from toolkit.gaps.aws_reports import known, left_out, on_file, period
from toolkit.gaps.aws_side import standing
from toolkit.gaps.findings import checks_of
from toolkit.gaps.unobserved import APART, CONTRADICTED, NOT_JUDGED, unobserved
from toolkit.inventory import NOT_ASKED
from toolkit.register import NOBODY
from toolkit.responsibility import GLOBAL
from toolkit.states import OUTSIDE

# What organisations believe, what is true, and which checks show it: by domain, or by the ISO 27001 control they claim.
TRAPS = (
    ("AWS manages our IAM", "Identities and permissions are the customer's under every service model.", "identity", ""),
    ("AWS handles our keys", "Whether and with whose key data is encrypted is the customer's setting.", "", "A.8.24"),
    ("AWS logs enough", "Logs exist where the customer enables and keeps them.", "", "A.8.15"),
)
NOT_LISTED = "not listed"  # a service that no report names
ASKED = {  # state of the customer's half → what is needed
    "not_assessed": "Attest, with evidence",
    "attestation_expired": "Renew the attestation, or roll it forward",
    "represented": "Have somebody attest who may conclude, with evidence",
    "nothing_to_test": "Confirm that it does not apply, or attest it, since AWS answered that there is nothing to test",
}
OWNERSHIP = ("Everybody knows who owns it", "Auditors ask for a named person for each control.")


def traps(audit: Audit) -> pd.DataFrame:
    """Show where an estate has fallen into the usual traps of shared responsibility.

    Parameters
    ----------
    audit : Audit
        The audit.

    Returns
    -------
    DataFrame
        One row per trap: `trap` (what is believed), `truth`, `found` (how many checks fail, or controls have no owner),
        `unknown` (observations that could not be made) and `where` (the checks that show it, each with how many it
        fails of how many, or the controls).

    """
    rows = []
    found = audit.findings.set_index("check_id", drop=False)
    claimed = {control: set(rows["check_id"]) for control, rows in _claims_of("iso_27001_2022").groupby("control_id")}
    for trap, truth, domain, control in TRAPS:
        mine = [c.name for c in CHECKS.values() if c.domain == domain or c.name in claimed.get(control, ())]
        seen = found.loc[mine]
        fails = seen[seen["failed"].gt(0)]
        where = fails["check_id"] + ": " + fails["failed"].astype(str) + " of " + fails["tested"].astype(str)
        rows.append((trap, truth, f"{len(fails)} checks fail", int(seen["unknown"].sum()), ", ".join(where)))
    needed = audit.gaps[~audit.gaps["state"].isin(OUTSIDE)]
    unowned = needed[needed["accountable"].eq("")]
    unnamed = f"{len(unowned)} of {len(needed)} controls without a named owner"
    rows.append((*OWNERSHIP, unnamed, 0, ", ".join(unowned["control_id"])))
    return pd.DataFrame(rows, columns=["trap", "truth", "found", "unknown", "where"])


def requests(audit: Audit) -> pd.DataFrame:
    """List what is still needed, and from whom, before every control can be concluded (a PBC list).

    Parameters
    ----------
    audit : Audit
        The audit.

    Returns
    -------
    DataFrame
        One row per request: `kind` (`access`, `owner`, `attestation`, `cuec` for the condition of an inheritance,
        `aws_report`, `exception`, `age` or `scope`), `request`, `whom`, `controls`.

    """
    gaps = audit.gaps[~audit.gaps["state"].isin(OUTSIDE)]
    gaps = gaps.assign(whom=gaps["accountable"].where(gaps["accountable"].ne(""), gaps["owner_role"]))
    rows = [
        *_access(audit),
        *_owners(gaps),
        *_attestations(gaps),
        *_aws_reports(audit, gaps),
        *_exceptions(audit),
        *_ages(gaps),
        *_scope(audit),
    ]
    return pd.DataFrame(rows, columns=["kind", "request", "whom", "controls"])


def reach(audit: Audit) -> pd.DataFrame:
    """Order failing checks by how many controls, in every framework, a fix would help.

    Parameters
    ----------
    audit : Audit
        The audit.

    Returns
    -------
    DataFrame
        One row per failing check, widest reach first: `check_id`, `severity`, `failed` (resources), `controls` (how
        many it is evidence for, in all frameworks) and one column per framework with the ids. These are claims of the
        check itself, direct or supporting; nothing is derived over crosswalks.

    """
    seen = audit.observations
    failed = seen[seen["result"].eq("fail") & seen["exception_id"].eq("")].groupby("check_id", observed=True).size()
    rows, shipped = [], framework_ids()
    for name, number in failed.items():
        check, mine = CHECKS[str(name)], claims()[claims()["check_id"].eq(name)]
        ids = {
            framework: ", ".join(mine.loc[mine["framework_id"].eq(framework), "control_id"]) for framework in shipped
        }
        rows.append({"check_id": check.name, "severity": check.severity, "failed": number, "controls": len(mine)} | ids)
    frame = pd.DataFrame(rows, columns=["check_id", "severity", "failed", "controls", *shipped])
    return frame.sort_values(["controls", "failed"], ascending=False, kind="stable", ignore_index=True)


def aws_report_services(audit: Audit) -> pd.DataFrame:
    """Say for each AWS service in use which of AWS's reports on file name it in their scope.

    Parameters
    ----------
    audit : Audit
        The audit.

    Returns
    -------
    DataFrame
        One row per service that the inventory shows in use: `service`, `title`, `regions` (in which), `resources` and
        `covered_by`: ids of the reports, and of the letters beside them, that name it and each of its Regions and leave
        no day of the period out; or `not listed`.

    """
    by_service = audit.usage.services.groupby("service", sort=False)
    in_use = by_service.agg(title=("title", "first"), resources=("resources", "sum")).reset_index()
    regions = [sorted(set(here) - {GLOBAL}) for _, here in by_service["region"]]
    covered = [_covered_by(*named, audit) or NOT_LISTED for named in zip(in_use["service"], regions, strict=True)]
    in_use.insert(2, "regions", pd.Series([" ".join(names) for names in regions], dtype="object"))
    return in_use.assign(covered_by=covered)


def _claims_of(framework_id: str) -> pd.DataFrame:
    return claims()[claims()["framework_id"].eq(framework_id)]


def _covered_by(service: str, regions: list[str], audit: Audit) -> str:
    if audit.register.engagement is None:
        return ""
    start, end = period(audit.register.engagement, audit.as_of)
    naming = [
        span
        for span in on_file(audit.register, audit.as_of)
        if service in span.services and span.start <= end and span.end >= start
    ]
    found: list[str] = []
    for kind in aws_report_kinds():
        mine = [span for span in naming if span.kind == kind]
        everywhere = [[span for span in mine if region in span.regions] for region in regions] or [mine]
        if not any(left_out(spans, start, end) for spans in everywhere):
            found += [name for span in mine for name in span.report_ids]
    return ", ".join(dict.fromkeys(found))


def _access(audit: Audit) -> Iterator[tuple[str, str, str, str]]:
    found = unobserved(audit)
    found = found[found["table"].isin(_needed(audit)) | found["outcome"].eq(NOT_JUDGED)]
    found = found[found["outcome"].ne(APART)]  # no right to read would add it
    found = found[found["outcome"].ne("not listed")]  # what a table leaves out by design, nobody can let anybody read
    for (account, outcome), rows in found.groupby(["account_id", "outcome"]):
        tables = ", ".join(sorted(rows["table"].unique()))
        if outcome == NOT_JUDGED:
            request = f"Have {tables} mended: it fails over what was collected in account {account}."
            yield "access", request, "Whoever maintains the toolkit", ""
            continue
        if outcome == CONTRADICTED:
            request = f"Collect {tables} of account {account} again: one resource was listed with different properties."
            yield "access", request, "Whoever runs the collection", ""
            continue
        if outcome == NOT_ASKED:
            regions = ", ".join(sorted(rows["regions"]))
            request = f"Collect {regions} of account {account} too, or say why they are out of scope: they are on."
            yield "access", request, "Whoever runs the collection", ""
            continue
        if outcome == "not_enabled":
            request = f"Enable what {tables} lists in account {account}, or say why it is not used: it was not seen."
            yield "access", request, f"Administrator of account {account}", ""
            continue
        if outcome == "not collected":
            where = "" if account == "*" else f" in account {account}"
            yield "access", f"Collect {tables} too{where}: checks need them.", "Whoever runs the collection", ""
            continue
        request = f"Let the audit role read {tables} ({str(outcome).replace('_', ' ')}), then collect again."
        yield "access", request, f"Administrator of account {account}", ""


def _needed(audit: Audit) -> set[str]:
    """Name the tables that checks of the framework, and of its conditions, read; `*` stands for whole Regions."""
    checks = [CHECKS[name] for name in checks_of(audit.framework)]
    return {"*"}.union(*(check.tables for check in checks))


def _owners(gaps: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    for role, rows in gaps[gaps["accountable"].eq("")].groupby("owner_role"):
        yield "owner", f"Name an accountable person and a backup for {len(rows)} controls.", role, _ids(rows)


def _attestations(gaps: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    for row in gaps[gaps["customer_state"].isin(list(ASKED))].itertuples():
        open_ = {} if pd.isna(row.supporting_state) else {"its failures mean": row.failing_supporting}
        open_ |= {"follows from what was not observed": row.unobserved_supporting} if open_ else {}
        checks = "".join(f" Say of each what {what}: {names}." for what, names in open_.items() if names)
        request = f"{ASKED[row.customer_state]}: {row.title}. {row.customer_part}{checks}"
        yield "attestation", request, row.whom, row.control_id
    for row in gaps[gaps["condition_state"].eq("inherited_conditional")].itertuples():
        request = f"Confirm, with evidence, what AWS's half of it rests on: {row.customer_condition}"
        yield "cuec", request, row.whom, row.control_id


def _aws_reports(audit: Audit, gaps: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Ask for the sets of reports that are missing, for the scope of those that are there, and for their exceptions."""
    open_ = gaps[gaps["aws_state"].isin(["inherited_stale", "inherited_partly"])]
    for evidence, rows in open_.groupby("aws_evidence"):
        sets = evidence_sets(str(evidence))
        listed = any(aws_report_kinds()[kind].pattern for one in sets for kind in one)
        where = "Take from AWS Artifact" if listed else "Ask of AWS"
        request = f"{where}, and read, reports that cover the period: {in_words(sets)}."
        found = standing(str(evidence), audit.register, audit.as_of, audit.usage)
        if audit.register.engagement is not None:
            request += f" On file: {found.basis}."
        if found.report_ids:  # a whole set, of which the scope is too narrow
            request += " Write down which services and Regions a report names, or say why the others are out of scope."
        yield "aws_report", request, "Vendor manager", _ids(rows)
    for row in _silent(audit, gaps).itertuples():
        request = f"Say which {audit.framework.terms} the exceptions in {row.report_id} touch: it notes some."
        yield "aws_report", request, row.read_by, ""


def _silent(audit: Audit, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the reports that controls rest on and that note exceptions without a word on what these touch."""
    reports = known(audit.register, audit.as_of)
    if audit.register.engagement is None or reports.empty:
        return reports.head(0)
    start, end = period(audit.register.engagement, audit.as_of)
    kinds = {kind for text in gaps["aws_evidence"].unique() for one in evidence_sets(text) for kind in one}
    noted = reports["exceptions_noted"].eq(True) & reports["exceptions"].eq("") & reports["read_by"].ne(NOBODY)
    mine = reports[noted & reports["kind"].isin(kinds)]
    return mine[[row.period_start <= end and row.period_end >= start for row in mine.itertuples()]]


def _exceptions(audit: Audit) -> Iterator[tuple[str, str, str, str]]:
    for row in audit.exceptions.itertuples():
        controls = ", ".join(audit.framework.controls_of(row.check_id))
        if row.standing == "nothing_left":
            request = f"Close exception {row.exception_id}, or correct its selector: {row.basis}."
            yield "exception", request, row.requested_by, controls
        if row.standing == "expired":
            request = f"Close exception {row.exception_id}, or have it approved anew: {row.basis}."
            yield "exception", request, row.requested_by, controls


def _ages(gaps: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    for row in gaps[gaps["overdue"]].itertuples():
        request = f"Bring newer evidence: that of {row.newest_evidence} is older than {row.frequency} asks for."
        yield "age", request, row.whom, row.control_id


def _scope(audit: Audit) -> Iterator[tuple[str, str, str, str]]:
    for row in audit.scope.itertuples():
        if row.standing == "meets_nothing":
            yield (
                "scope",
                f"Close {row.selector!r} of the scope, or correct it: it meets nothing.",
                row.requested_by,
                "",
            )
        if row.standing == "expired":
            request = f"Have {row.selector!r} of the scope approved anew: it expired on {row.expires_at}."
            yield "scope", request, row.requested_by, ""


def _ids(rows: pd.DataFrame) -> str:
    return ", ".join(rows["control_id"])
