"""Checks of IAM Access Analyzer: whether it looks, and what becomes of its findings."""

from toolkit.model import check


@check(
    "accessanalyzer_analyzer_findings",
    domain="identity",
    severity="low",
    family="monitoring",
    where="external_access and status.str.lower() == 'active'",
)
def accessanalyzer_analyzer_findings_complete(unanalyzed):
    """No active finding of the analyzer says that it could not analyze a resource.

    Why: Of a resource that the analyzer may not read, nobody learns that it is open.
    Remedy: Let the role of Access Analyzer read the resource: look for denials in its policy and its key's policy.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-error-findings.html

    | external_access | status   | unanalyzed | verdict |
    |-----------------|----------|------------|---------|
    | True            | ACTIVE   | 0          | pass    |
    | True            | ACTIVE   | 1          | fail    |
    | True            | ACTIVE   | ?          | unknown |
    | True            | ?        | 0          | unknown |
    | True            | DISABLED | 1          | -       |
    | False           | ACTIVE   | 0          | -       |
    """
    return unanalyzed == 0


@check(
    "accessanalyzer_analyzer_findings",
    domain="identity",
    severity="critical",
    family="public_access",
    where="external_access and status.str.lower() == 'active'",
)
def accessanalyzer_analyzer_findings_private(public_resources):
    """No active finding of the analyzer says that anybody can reach a resource.

    Why: AWS has worked the policies of the resource out, and found that strangers get in.
    Remedy: Take public access from the policy of the resource; archive the finding only if it is meant to be public.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings.html

    | external_access | status   | public_resources  | verdict |
    |-----------------|----------|-------------------|---------|
    | True            | ACTIVE   | none              | pass    |
    | True            | active   | none              | pass    |
    | True            | ACTIVE   | arn:aws:s3:::open | fail    |
    | True            | ACTIVE   | ?                 | unknown |
    | True            | CREATING | none              | -       |
    | True            | FAILED   | arn:aws:s3:::open | -       |
    | False           | ACTIVE   | none              | -       |
    """
    return public_resources == "none"


@check(
    "accessanalyzer_analyzer_findings",
    domain="identity",
    severity="medium",
    family="threat_findings",
    where="external_access and status.str.lower() == 'active'",
)
def accessanalyzer_analyzer_findings_timely(oldest_days, *, max_days=30):
    """No active finding of external access is older than the limit.

    Why: A finding is either access that nobody meant, or one that somebody has still to say is meant.
    Remedy: Change the policy of the resource, which resolves the finding, or archive it with the reason for it.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings.html

    | external_access | status   | oldest_days | verdict |
    |-----------------|----------|-------------|---------|
    | True            | ACTIVE   | 0           | pass    |
    | True            | ACTIVE   | 30          | pass    |
    | True            | ACTIVE   | 31          | fail    |
    | True            | ACTIVE   | ?           | unknown |
    | True            | DISABLED | 31          | -       |
    | False           | ACTIVE   | 0           | -       |
    """
    return oldest_days <= max_days


@check("ec2_region_analyzer", domain="identity", severity="medium")
def ec2_region_analyzer_active(analyzed):
    """Access Analyzer looks for access from outside in the Region, for the account or for its organization.

    Why: Nobody reads all policies of all resources; without it, access that nobody meant stays unseen.
    Remedy: Make an analyzer of external access in each Region (`aws accessanalyzer create-analyzer --type ACCOUNT`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html

    | analyzed | verdict |
    |----------|---------|
    | True     | pass    |
    | False    | fail    |
    | ?        | unknown |
    """
    return analyzed
