"""What was observed, and what was not: how far an audit's conclusions reach."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from toolkit.gaps import Audit
from toolkit.gaps.unobserved import CONTRADICTED, NOT_JUDGED, unobserved
from toolkit.inventory import NOT_ASKED
from toolkit.show.blocks import Shown, note, section, table, words

SHOWN_ROWS = 60
FAR_DAYS = 90  # a quarter: configurations older than that say little about a day


def observed_collections(audit: Audit) -> tuple[int, int]:
    """Count the collections (account, Region and table) that were observed, and all that were asked for."""
    coverage = audit.assessment.coverage
    return int(coverage["status"].eq("observed").sum()), len(coverage)


def refused_calls(audit: Audit) -> str:
    """Say how many calls about the resources of observed collections were refused or failed; nothing if none was."""
    refused = len(audit.assessment.refused_inside)
    return f"{refused} of {audit.assessment.calls_inside} calls inside observed tables failed" if refused else ""


def blind(audit: Audit) -> bool:
    """Tell whether AWS said no more than who asks, which it tells everybody."""
    coverage = audit.assessment.coverage
    return not (coverage["status"].eq("observed") & coverage["table"].ne("sts_caller_identity")).any()


@section
def coverage_note(audit: Audit) -> Shown:
    """Say in one box how far the conclusions reach."""
    seen, asked = observed_collections(audit)
    figures, terms = audit.summary, audit.framework.terms
    open_ = figures["applicable"] - figures["concluded"]
    inside = f" {said}." if (said := refused_calls(audit)) else ""
    if blind(audit):
        return note(
            "gap",
            "Nothing could be observed",
            f"AWS answered {seen} of {asked} collections, and none about the estate. "
            "No resource was tested, and no verdict on the estate follows.",
        )
    if seen < asked:
        return note(
            "no_data",
            "Not everything could be observed",
            f"{asked - seen} of {asked} collections were refused or failed, and {open_} of {figures['applicable']} "
            f"{terms} are without a conclusion. They count neither as met nor as gaps; “What was not tested” has them."
            f"{inside}" + (f" Over the data failed {'; '.join(audit.failed)}." if audit.failed else ""),
        )
    if audit.failed:
        said = f"Every listing was answered, but over the data failed {'; '.join(audit.failed)}.{inside}"
        return note("no_data", "Not everything could be judged", said)
    missing = int(audit.observations["result"].eq("unknown").sum())
    if missing or inside:
        return note(
            "no_data",
            "Not everything could be observed",
            f"Every listing was answered, but {missing} observations could not be made: details were refused, or "
            f"tables were not collected.{inside} {open_} of {figures['applicable']} {terms} are without a conclusion.",
        )
    return note(
        "neutral",
        "Every collection was observed",
        f"{open_} of {figures['applicable']} {terms} are without a conclusion: they need an attestation or a report.",
    )


@section
def dates_note(audit: Audit) -> Shown:
    """Say whether the inventory, the day of the audit and its period belong together."""
    manifest = audit.assessment.about
    first, last = (datetime.fromisoformat(manifest[name]).date() for name in ("started_at", "finished_at"))
    collected = str(first) if first == last else f"{first} to {last}"  # far apart where inventories were merged
    said = []
    if max(abs((audit.as_of - day).days) for day in (first, last)) > FAR_DAYS:
        said.append(f"The inventory of {collected} is judged for {audit.as_of}, more than {FAR_DAYS} days apart.")
    engagement = audit.register.engagement
    if engagement and not (engagement.period_start <= first and last <= engagement.period_end):
        partly = first <= engagement.period_end and last >= engagement.period_start
        said.append(
            f"{'Some of it' if partly else 'It'} was collected outside the period {engagement.period_start} to "
            f"{engagement.period_end}, so it shows no configuration of that period."
        )
    if audit.assessment.clock:
        said.append(audit.assessment.clock)
    if said:
        return note("inherited_stale", "Dates do not belong together", " ".join(said))
    return note("neutral", "Dates", f"Configurations are those of {collected}; validity is judged for {audit.as_of}.")


@section
def scope(audit: Audit) -> Shown:
    """Show which accounts and Regions were asked, and how much of each was observed."""
    coverage = audit.assessment.coverage
    grouped = coverage.assign(observed=coverage["status"].eq("observed")).groupby(
        ["account_id", "region"], as_index=False
    )
    frame = grouped.agg(observed=("observed", "sum"), asked=("table", "size"), rows=("rows", "sum"))
    frame["observed"] = frame["observed"].astype(str) + " of " + frame["asked"].astype(str)
    labels = {"account_id": "Account", "region": "Region", "observed": "Collections observed", "rows": "Resources"}
    return table(frame, "Accounts and Regions in scope", labels=labels, note=_elsewhere(audit.assessment.off))


def _elsewhere(off: pd.DataFrame) -> str:
    """Say in which Regions nothing was asked, and why."""
    if off.empty:
        return ""
    accounts = off.groupby(["error", "region"])["account_id"].nunique().rename("accounts").reset_index()
    accounts["region"] += (" (" + accounts["accounts"].astype(str) + " accounts)").where(accounts["accounts"].gt(1), "")
    return " ".join(f"{why.rstrip('.')}: {', '.join(group['region'])}." for why, group in accounts.groupby("error"))


@section
def not_observed(audit: Audit) -> Shown:
    """Show what could not be seen: refused listings, refused details, and tables that nobody collected."""
    seen, asked = observed_collections(audit)
    frame = unobserved(audit)
    labels = {
        "account_id": "Account",
        "table": "Table",
        "regions": "Regions",
        "outcome": "Outcome",
        "error": "What AWS said",
    }
    details = refused_calls(audit)
    failed = frame.loc[frame["outcome"].eq(NOT_JUDGED), "table"].nunique()
    absent = int((frame["outcome"].eq("not collected") & frame["account_id"].eq("*")).sum())
    title = f"{asked - seen} of {asked} collections not observed"
    title += f", {details}" if details else ""
    title += ", some listed twice with different properties" if frame["outcome"].eq(CONTRADICTED).any() else ""
    title += f", {absent} tables not collected" if absent else ""
    title += f", {failed} views or checks failed" if failed else ""
    title += ", Regions that are on were not asked" if frame["outcome"].eq(NOT_ASKED).any() else ""
    rows = frame.assign(outcome=frame["outcome"].map(words)).head(SHOWN_ROWS)
    return table(rows, title, labels=labels, widths={"error": 4}, total=len(frame))
