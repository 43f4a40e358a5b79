"""Checks of Amazon Inspector."""

from toolkit.model import check
from toolkit.readings import among, days

OFF = ["disabled", "disabling", "suspending", "suspended"]


@check("inspector2_account", domain="compute", severity="medium", family="vulnerability_scanning")
def inspector2_account_ec2_scanned(ec2_status):
    """Amazon Inspector scans EC2 instances in the Region.

    Why: What is installed on an instance ages daily, and known holes are tried first.
    Remedy: Activate the scan type for the account in the Region (Account management, or `inspector2 enable`).
    Source: https://docs.aws.amazon.com/inspector/latest/user/scanning-ec2.html

    | ec2_status | verdict |
    |------------|---------|
    | ENABLED    | pass    |
    | enabled    | pass    |
    | DISABLED   | fail    |
    | SUSPENDED  | fail    |
    | DISABLING  | fail    |
    | ENABLING   | unknown |
    | ?          | unknown |
    """
    return among(ec2_status, ["enabled"], OFF)


@check("inspector2_account", domain="application", severity="medium", family="vulnerability_scanning")
def inspector2_account_ecr_scanned(ecr_status):
    """Amazon Inspector scans container images in ECR in the Region.

    Why: An image that was clean when it was pushed has known holes weeks later.
    Remedy: Activate the scan type for the account in the Region (Account management, or `inspector2 enable`).
    Source: https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html

    | ecr_status | verdict |
    |------------|---------|
    | ENABLED    | pass    |
    | enabled    | pass    |
    | DISABLED   | fail    |
    | SUSPENDED  | fail    |
    | DISABLING  | fail    |
    | ENABLING   | unknown |
    | ?          | unknown |
    """
    return among(ecr_status, ["enabled"], OFF)


@check(
    "inspector2_account",
    domain="application",
    severity="medium",
    family="vulnerability_scanning",
    where="lambda_status.str.lower() != 'none'",
)
def inspector2_account_lambda_scanned(lambda_status):
    """Amazon Inspector scans the packages of Lambda functions in the Region.

    Why: A function keeps the libraries that it was deployed with, also when a hole in one becomes known.
    Remedy: Activate the scan type for the account in the Region (Account management, or `inspector2 enable`).
    Source: https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html

    | lambda_status | verdict |
    |---------------|---------|
    | ENABLED       | pass    |
    | enabled       | pass    |
    | DISABLED      | fail    |
    | SUSPENDED     | fail    |
    | DISABLING     | fail    |
    | ENABLING      | unknown |
    | ?             | unknown |
    | none          | -       |
    """
    return among(lambda_status, ["enabled"], OFF)


@check(
    "inspector2_account",
    domain="application",
    severity="low",
    family="vulnerability_scanning",
    where="lambda_code_status.str.lower() != 'none'",
)
def inspector2_account_lambda_code_scanned(lambda_code_status):
    """Amazon Inspector scans the own code of Lambda functions in the Region.

    Why: Injection, weak cryptography and credentials in own code are in no list of known vulnerabilities.
    Remedy: Activate the scan type for the account in the Region (Account management, or `inspector2 enable`).
    Source: https://docs.aws.amazon.com/inspector/latest/user/scanning_resources_lambda_code.html

    | lambda_code_status | verdict |
    |--------------------|---------|
    | ENABLED            | pass    |
    | enabled            | pass    |
    | DISABLED           | fail    |
    | SUSPENDED          | fail    |
    | DISABLING          | fail    |
    | ENABLING           | unknown |
    | ?                  | unknown |
    | none               | -       |
    """
    return among(lambda_code_status, ["enabled"], OFF)


@check(
    "inspector2_finding",
    domain="application",
    severity="high",
    family="vulnerability_findings",
    where="severity.str.lower() == 'critical'",
)
def inspector2_finding_critical_resolved(created_at, observed_at, *, max_days=15):
    """The finding of Inspector of critical severity is not open for longer than the policy allows.

    Why: A vulnerability that is public is attacked at once, and each further day of it is a chance.
    Remedy: Install the version that Inspector names or delete the resource: the next scan closes the finding.
    Source: https://docs.aws.amazon.com/inspector/latest/user/findings-understanding.html

    | severity | created_at | observed_at | verdict |
    |----------|------------|-------------|---------|
    | CRITICAL | 2026-05-16 | 2026-05-31  | pass    |
    | CRITICAL | 2026-05-15 | 2026-05-31  | fail    |
    | critical | 2025-01-01 | 2026-05-31  | fail    |
    | CRITICAL | ?          | 2026-05-31  | unknown |
    | CRITICAL | 2026-06-30 | 2026-05-31  | unknown |
    | HIGH     | 2025-01-01 | 2026-05-31  | -       |
    """
    return days(created_at, observed_at) <= max_days


@check(
    "inspector2_finding",
    domain="application",
    severity="medium",
    family="vulnerability_findings",
    where="severity.str.lower() == 'high'",
)
def inspector2_finding_high_resolved(created_at, observed_at, *, max_days=30):
    """The finding of Inspector of high severity is not open for longer than the policy allows.

    Why: A vulnerability that is public is attacked at once, and each further day of it is a chance.
    Remedy: Install the version that Inspector names or delete the resource: the next scan closes the finding.
    Source: https://docs.aws.amazon.com/inspector/latest/user/findings-understanding.html

    | severity | created_at | observed_at | verdict |
    |----------|------------|-------------|---------|
    | HIGH     | 2026-05-01 | 2026-05-31  | pass    |
    | HIGH     | 2026-04-30 | 2026-05-31  | fail    |
    | high     | 2025-01-01 | 2026-05-31  | fail    |
    | HIGH     | ?          | 2026-05-31  | unknown |
    | HIGH     | 2026-06-30 | 2026-05-31  | unknown |
    | CRITICAL | 2025-01-01 | 2026-05-31  | -       |
    """
    return days(created_at, observed_at) <= max_days


@check(
    "inspector2_finding",
    domain="application",
    severity="high",
    family="vulnerability_findings",
    where="exploit_available.str.lower() == 'yes'",
)
def inspector2_finding_exploitable_resolved(created_at, observed_at, *, max_days=14):
    """The finding of Inspector with a known exploit is not open for longer than the policy allows.

    Why: Whoever finds the resource needs no skill any more: the way in is written down.
    Remedy: Install the version that Inspector names or delete the resource: the next scan closes the finding.
    Source: https://docs.aws.amazon.com/inspector/latest/user/findings-understanding.html

    | exploit_available | created_at | observed_at | verdict |
    |-------------------|------------|-------------|---------|
    | YES               | 2026-05-17 | 2026-05-31  | pass    |
    | YES               | 2026-05-16 | 2026-05-31  | fail    |
    | yes               | 2025-01-01 | 2026-05-31  | fail    |
    | YES               | ?          | 2026-05-31  | unknown |
    | YES               | 2026-06-30 | 2026-05-31  | unknown |
    | NO                | 2025-01-01 | 2026-05-31  | -       |
    """
    return days(created_at, observed_at) <= max_days
