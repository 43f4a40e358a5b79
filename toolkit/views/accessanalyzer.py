"""Views of IAM Access Analyzer: where it looks, and what it found."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.readings import among, days

OFF = ["creating", "disabled", "failed"]


@view(estate={"accessanalyzer_analyzer": (), "organizations_organization": ()})
def ec2_region_analyzer(ec2_region, accessanalyzer_analyzer, organizations_organization):
    """Regions of accounts, each with whether an analyzer looks for access from outside there (`analyzed`).

    It is the account's own, or that of its organization in another account of the run.
    """
    members = dict(
        zip(organizations_organization["account_id"], organizations_organization["organization_id"], strict=True)
    )
    outside = accessanalyzer_analyzer[accessanalyzer_analyzer["external_access"].fillna(True)]
    active = among(outside["status"], ["active"], OFF) & outside["external_access"]
    own: dict[tuple[str, str], list] = {}
    shared: dict[tuple[str, str], list] = {}
    for row, works in zip(outside.itertuples(), active, strict=True):
        own.setdefault((row.account_id, row.region), []).append(works)
        if pd.isna(row.type) or row.type.upper() == "ORGANIZATION":
            shared.setdefault((members.get(row.account_id, pd.NA), row.region), []).append(works)
    seen = []
    for account, region in zip(ec2_region["account_id"], ec2_region["region"], strict=True):
        organization = members.get(account, pd.NA)
        belongs = pd.notna(organization) and organization != "none"
        may = own.get((account, region), []) + (shared.get((organization, region), []) if belongs else [])
        seen.append(_any(may))
    return ec2_region.assign(analyzed=pd.Series(seen, index=ec2_region.index, dtype="boolean"))


def _any(found):
    known = [bool(one) for one in found if pd.notna(one)]
    return True if True in known else pd.NA if len(known) < len(found) else False


@view
def accessanalyzer_analyzer_findings(accessanalyzer_analyzer, accessanalyzer_finding):
    """Analyzers, each with its active findings of access from outside.

    `public_resources`: ARNs of what anybody can reach, or `none`. `oldest_days`: since the oldest was made, 0 without
    any. `unanalyzed`: findings that say only that a resource could not be analyzed.
    """
    analyzers = accessanalyzer_analyzer
    groups = dict(list(accessanalyzer_finding.groupby(["account_id", "region", "analyzer_arn"])))
    lost = accessanalyzer_finding.loc[accessanalyzer_finding["analyzer_arn"].isna(), ["account_id", "region"]]
    unread = set(lost.itertuples(index=False, name=None))
    rows = []
    for row in analyzers[["account_id", "region", "resource_id", "observed_at"]].itertuples(index=False):
        if (row.account_id, row.region) in unread:
            rows.append((pd.NA, pd.NA, pd.NA))
        else:
            rows.append(_summed(groups.get((row.account_id, row.region, row.resource_id)), row.observed_at))
    columns = {"public_resources": "string", "oldest_days": "Int64", "unanalyzed": "Int64"}
    added = pd.DataFrame(rows, columns=list(columns), index=analyzers.index).astype(columns)
    return analyzers.assign(**added)


def _summed(findings, until):
    if findings is None:
        return "none", 0, 0
    failed = findings["error"].ne("none").astype("boolean")
    public = findings["public"] & ~failed
    named = sorted(findings.loc[public.fillna(False), "affected_arn"].fillna("?").unique())
    ages = days(findings["created_at"], pd.Series(until, index=findings.index))
    return (
        " ".join(named) or (pd.NA if public.isna().any() else "none"),
        pd.NA if ages.isna().any() else ages.max(),
        pd.NA if failed.isna().any() else int(failed.sum()),
    )
